"""What stands between quotation marks."""

import re

OPENING, CLOSING, STRAIGHT = "«“„‹‟‘", "»”›’", '"″＂'


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans between quotation marks, marks left out; an open one ends with its line.

    Any closing mark closes any opening one, since houses mix them; straight marks open and close in turn.

    Examples
    --------
    >>> text = 'قال «نعم” ثم "لا'
    >>> [text[a:b] for a, b in quotations(text)]
    ['نعم', 'لا']
    """
    found, opened = [], None
    for match in re.finditer(rf"[{OPENING}{CLOSING}{STRAIGHT}\n]|(?<!\w)''?(?=\w)|(?<=[\w.])''?(?!\w)", text):
        mark, at, end = match.group(), match.start(), match.end()
        opens = (
            mark in OPENING
            or mark != "\n"
            and mark not in CLOSING
            and bool(re.search(r"(^|\s|[(:،]|\b[ولبكف]{1,2}ـ?)$", text[max(0, at - 4) : at]))
            and not text[end : end + 1].isspace()
        )
        closes = mark == "\n" or mark in CLOSING or not opens
        if (
            mark in STRAIGHT
            and opened is None
            and re.search(r"\w{3}$", text[max(0, at - 3) : at])
            and text[end : end + 1].isalpha()
        ):
            continue  # a stray mark inside a word, longer than a clitic before a name
        if opened is not None and (closes or mark not in OPENING):
            comma = re.search("[،,]", text[opened:at]) if opens else None  # never closed: it ends with its clause
            stop = opened + comma.start() if comma else at
            if text[opened:stop].strip():
                found.append((opened, stop))
            opened = end if opens else None
        elif opened is None and mark != "\n" and mark not in CLOSING:
            opened = end
    if opened is not None and text[opened:].strip():
        found.append((opened, len(text)))
    return found
