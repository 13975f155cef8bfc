"""Finds the predicate words of a sentence (verbs, verbal nouns, participles) and what turns or suspends them.

A row of a lexicon table names one predicate by its dictionary forms; ``inflection`` makes the inflected ones, so that
the table stays as short as a dictionary. ``stance`` (``cues.csv``), ``voice`` (``speech_words.csv``) and ``events``
(``event_words.csv``) share it. A table needs these columns, each cell "" or several values joined with ``|``; further
columns are the caller's own:

perfect
    3rd person masculine, رفض: matches رفضت رفضوا رفضا رفضن رفضنا, and with object pronouns رفضه رفضتها
imperfect
    3rd person masculine, يرفض: matches ترفض نرفض يرفضون يرفضا ترفضه, with س or ل before; the short forms behind لم
noun
    verbal noun, تهديد: matches التهديد تهديده تهديدا بتهديد للتهديد (write a plural as a further value)
participle
    active participle, رافض: matches الرافض رافضة رافضون رافضين رافضات رافضو, with the same clitics
passive
    passive participle, مرفوض: as participle
phrase
    words that do not inflect: matches them with the clitics و ف ب ل ك ال

A value may be several words (``أعرب … عن قلق``). The first inflects; each later one matches the word bare, with
clitics, or with a pronoun behind it (``عن قلقها``); one letter (``ب``) is a clitic of the word behind. ``…`` lets up to
eight words stand between (``… …`` sixteen, for a subject and an object with their titles), within the clause, and so
does the place between a verb and its preposition (``وافق المجلس على``). Of two patterns that begin at one word the
longer wins.

What stands before a predicate is read from ``particles.csv`` (class, words, kinds, reach, source, note).
``kinds`` are the kinds of predicate that it acts on, ``reach`` the number of words that may stand between; no
reach crosses a comma or a relative pronoun. Its classes: ``negation``, ``denial`` (``نفى``: a negation in a
party's mouth), ``future``, ``condition``, ``intention`` (wish, attempt, demand, ability, purpose),
``supposition`` (counts as future),
``affirmation`` (``لا يزال``: spends the words of a negation), ``light`` (``تم``: carries a verbal noun), and
``nominal`` and ``verbal``, which tell a verb from a verbal noun of the same letters (``دعم``) by the word before
it. Its other classes are lists of words for ``clauses``, ``voice`` and ``stance``.
"""

from collections.abc import Iterator
from functools import lru_cache

import pandas as pd

from libyautil.arabic import fold, tokens
from libyautil.inflection import INFLECT, PRONOUNS

KINDS = ("perfect", "imperfect", "noun", "participle", "passive", "phrase")
COLUMNS = ["sentence", "start", "end", "through", "row", "kind", "negated", "future", "conditional", "intended",
           "light", "pronoun", "definite", "particle"]  # fmt: skip
VERBAL = {"perfect", "imperfect"}
GAP = 8  # words that an ellipsis in a pattern may skip
APART = 9  # words that may stand between two commas behind a verb without ending its pattern
COMMAS = frozenset("،,")
STOPS = frozenset("،,؛;:.!?؟()")  # a particle or a gap does not reach over these; over quotation marks it does


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """Return `word` folded (letters unified, diacritics and tatweel gone); the form in which words are compared.

    Examples
    --------
    >>> plain("أَنْقَرَة") == plain("انقره")
    True
    """
    return fold(word).text


def find_predicates(
    text: str, spans: list[tuple[int, int]], rows: pd.DataFrame, particles: pd.DataFrame
) -> pd.DataFrame:
    """Find every form of the predicates of `rows` in the sentences of `text`.

    Parameters
    ----------
    text : str
        An article's text.
    spans : list of (int, int)
        The sentences to look in, as ``arabic.sentences(text)`` returns them.
    rows : DataFrame
        A lexicon table with the columns of the module's docstring; absent columns count as empty. Where two rows share
        a form, both are returned.
    particles : DataFrame
        ``particles.csv``: class, words, kinds, reach.

    Returns
    -------
    DataFrame
        One row a predicate found, in the order of the text: sentence (int, position in `spans`), start, end (int, the
        head word), through (int, end of the whole pattern; ``end`` for one-word patterns), row (index label in `rows`),
        kind (perfect|imperfect|noun|participle|passive|phrase), negated, future, conditional, intended (bool),
        light (the light verb before a verbal noun, or ""), pronoun (the pronoun attached to the head word, or ""),
        definite (bool, the article ال stands on it), particle (the words that set the four flags, joined with "|").

    Examples
    --------
    >>> rows = pd.DataFrame({"perfect": ["أيد"], "imperfect": ["يؤيد"], "noun": ["تأييد"]})
    >>> particles = pd.DataFrame({"class": ["negation"], "words": ["لن"], "kinds": ["imperfect"], "reach": [0]})
    >>> text = "لن تؤيد تونس الهجوم"
    >>> find_predicates(text, [(0, len(text))], rows, particles)[["start", "end", "kind", "negated"]].values.tolist()
    [[3, 7, 'imperfect', True]]
    """
    forms = _forms(_key(rows, ("index", *KINDS)))
    particle_words = _particle_words(_key(particles, ("class", "words", "kinds", "reach")))
    found, every = [], tokens(text)
    position = 0
    for number, (begin, stop) in enumerate(spans):
        inside = []
        while position < len(every) and every[position][0] < stop:
            if (
                every[position][0] >= begin and plain(text[slice(*every[position])]).strip()
            ):  # quotation marks fold to nothing
                inside.append(every[position])
            position += 1
        words = [plain(text[a:b]) for a, b in inside]
        for hit in _scan(words, forms, particle_words):
            head, last = hit.pop("head"), hit.pop("last")
            found.append(
                {
                    "sentence": number,
                    "start": inside[head][0],
                    "end": inside[head][1],
                    "through": inside[last][1],
                    **hit,
                }
            )
    return pd.DataFrame(found, columns=COLUMNS)


def readings(word: str) -> list[tuple[str, str, bool, frozenset]]:
    """Return what is left of a folded `word` when clitics are peeled: (rest, clitics, definite, kinds it can be).

    ``و`` and ``ف`` go first, then ``س`` (a verb follows), ``ل`` (a verb or a noun), ``ب`` or ``ك`` (a noun), then the
    article; ``لل`` is ``ل`` with it.

    Examples
    --------
    >>> [(rest, clitics) for rest, clitics, definite, kinds in readings("وسيدعم")]
    [('وسيدعم', ''), ('سيدعم', 'و'), ('يدعم', 'وس')]
    """
    every, nominal = frozenset(KINDS), frozenset(KINDS) - VERBAL
    found = []
    for joined, rest in [("", word)] + ([(word[0], word[1:])] if word[:1] in "وف" and len(word) > 2 else []):
        found.append((rest, joined, False, every))
        if rest.startswith("ال"):
            found.append((rest[2:], joined, True, nominal))
        if rest.startswith("لل"):
            found.append((rest[2:], joined + "ل", True, nominal))
        if len(rest) > 3 and rest[0] in "سلبك":
            kinds = {"س": frozenset({"imperfect"}), "ل": every - {"perfect"}}.get(rest[0], nominal)
            found.append((rest[1:], joined + rest[0], False, kinds))
            if rest[1:3] == "ال" and rest[0] in "بك":
                found.append((rest[3:], joined + rest[0], True, nominal))
    return found


def _key(frame: pd.DataFrame, columns: tuple) -> tuple:
    """Return the named columns of `frame` as nested tuples, which a cache can hold."""
    frame = frame.assign(index=frame.index) if "index" in columns else frame
    return tuple(zip(*(frame[c] if c in frame else [""] * len(frame) for c in columns), strict=True))


@lru_cache(maxsize=16)
def _forms(key: tuple) -> dict:
    """Return {inflected head: [(row, kind, tail words, pronoun)]} of a table, everything folded."""
    forms: dict[str, list] = {}
    for row, *cells in key:
        for kind, cell in zip(KINDS, cells, strict=True):
            for value in filter(None, (v.strip() for v in cell.split("|"))):
                head, *tail = value.split()
                tail = tuple(plain(word) for word in tail)
                for form, pronoun in INFLECT[kind](head):
                    pronoun = pronoun or (tail[0][1:] if len(tail) == 1 and tail[0][1:] in PRONOUNS else "")  # قامت بها
                    entry = (row, kind if not form.endswith("!") else "jussive", tail, pronoun)
                    entries = forms.setdefault(plain(form.rstrip("!")), [])
                    if entry not in entries:
                        entries.append(entry)
    return forms


@lru_cache(maxsize=8)
def _particle_words(key: tuple) -> dict:
    """Return {first word: [(words, class, kinds, reach)]}, the longest first."""
    found: dict[str, list] = {}
    for kind_of, cell, kinds, reach in key:
        for value in filter(None, (v.strip() for v in cell.split("|"))):
            words = tuple(plain(word) for word in value.split())
            found.setdefault(words[0], []).append((words, kind_of, frozenset(kinds.split("|")), int(reach or 0)))
    return {first: sorted(entries, key=lambda entry: -len(entry[0])) for first, entries in found.items()}


def _particles(words: list[str], particle_words: dict) -> list[tuple[int, int, str, frozenset, int, str]]:
    """Return (first, last, class, kinds, reach, words) of a sentence's particles, longer ones first."""
    found, free = [], 0
    for at, word in enumerate(words):
        if at < free:
            continue
        entries = [
            entry
            for form in dict.fromkeys((word, word[1:] if word[:1] in "وف" and len(word) > 2 else word))
            for entry in particle_words.get(form, ())
        ]
        fitting = [entry for entry in entries if tuple(words[at + 1 : at + len(entry[0])]) == entry[0][1:]]
        if fitting:
            longest = max(len(entry[0]) for entry in fitting)
            for entry in fitting:
                if len(entry[0]) == longest:
                    found.append((at, at + longest - 1, *entry[1:], " ".join(entry[0])))
            free = at + longest
    return found


def _scan(words: list[str], forms: dict, particle_words: dict) -> Iterator[dict]:
    """Yield the predicates of one sentence, given as folded words."""
    particles = _particles(words, particle_words)
    relatives = {at for first, at, kind_of, *_ in particles if kind_of == "relative" and first == at}
    stops = [at for at, word in enumerate(words) if word in STOPS or at in relatives]
    for at, word in enumerate(words):
        candidates = []
        for rest, clitics, definite, kinds in readings(word):
            for row, kind, tail, pronoun in forms.get(rest, ()):
                if ("imperfect" if kind == "jussive" else kind) not in kinds or (definite and pronoun):
                    continue
                last = _tail(words, at, tail, kind in ("perfect", "imperfect", "jussive"))
                if last is not None:
                    candidates.append((row, kind, last, len(tail) - tail.count("…"), pronoun, clitics, definite))
            if candidates:  # the reading with fewest clitics wins: وقف is a word before it is و + قف
                break
        candidates = _choose(candidates, words, at, particles)
        for row, kind, last, _, pronoun, clitics, definite in candidates:
            flags, light, evidence = _flags(at, kind, clitics, particles, stops)
            if kind == "jussive" and not flags["negated"]:
                continue
            yield {
                "head": at,
                "last": last,
                "row": row,
                "kind": "imperfect" if kind == "jussive" else kind,
                **flags,
                "light": light,
                "pronoun": pronoun,
                "definite": definite,
                "particle": "|".join(evidence),
            }


def _tail(words: list[str], at: int, tail: tuple, verb: bool) -> int | None:
    """Return the last word of a pattern whose head stands at `at`, or None where the tail does not follow.

    A subject may stand between a verb and its preposition (``وافق المجلس على``), so after a verb a tail of at most
    three letters has a gap before it.
    """
    position, gap = at, int(verb and bool(tail) and len(tail[0]) <= 3 and tail[0] != "…")
    for part in tail:
        if part == "…":
            gap += 1
            continue
        found = _find(words, position, part, gap, verb)
        if found is None:
            return None
        position, gap = found - (len(part) == 1), 0  # a clitic belongs to the word behind the pattern
    return position


def _find(words: list[str], position: int, part: str, gap: int, verb: bool) -> int | None:
    """Return where the next word of a pattern stands behind `position`: at once, or within as many gaps.

    Behind a verb, what stands between two commas (أحكمت القوات، بإسناد من البحرية، سيطرتها) does not count.
    """
    at, left = position + 1, GAP * gap
    while at < len(words):
        if words[at] in COMMAS and gap and verb:
            close = next((n for n in range(at + 2, min(at + APART, len(words))) if words[n] in COMMAS), None)
            if close is None:
                return None
            at = close + 1
            continue
        if words[at] in STOPS:
            return None
        if _same(words[at], part):
            return at
        if not left:
            return None
        at, left = at + 1, left - 1
    return None


def _same(word: str, part: str) -> bool:
    """Tell whether `word` is `part`, perhaps with clitics or a pronoun; a single letter is a clitic."""
    if len(part) == 1:
        return word.startswith(part) and len(word) > 2
    opened = {"ه": ("ت",), "ء": ("ء", "ي")}.get(part[-1], (part[-1],))  # before a pronoun: ولاءه, استيائها
    for rest, *_ in readings(word):
        inflected = rest[: len(part) - 1] == part[:-1] and rest[len(part) - 1 : len(part)] in opened
        if rest == part or inflected and rest[len(part) :] in PRONOUNS:
            return True
        if rest == part + "ا" and len(part) > 2:
            return True
    return False


def _choose(candidates: list, words: list[str], at: int, particles: list) -> list:
    """Keep the longest patterns and, where letters can be verb or noun, the reading that the word before asks for."""
    if not candidates:
        return []
    longest = max(candidate[3] for candidate in candidates)
    candidates = [candidate for candidate in candidates if candidate[3] == longest]
    if any(
        candidate[4] == "" and candidate[1] == "noun" for candidate in candidates
    ):  # توصية is no توصي with a pronoun
        candidates = [
            candidate for candidate in candidates if candidate[4] == "" or candidate[1] not in ("perfect", "imperfect")
        ]
    verbal = [c for c in candidates if c[1] in VERBAL or c[1] == "jussive"]
    other = [c for c in candidates if c[1] not in VERBAL and c[1] != "jussive"]
    if not verbal or not other:
        chosen = candidates
    else:
        before = {p[2] for p in particles if p[1] == at - 1}
        # a verb opens a clause, but one with a pronoun seldom does: after a comma سيطرته is a noun
        starts = at == 0 or words[at - 1] in STOPS or (words[at].startswith("و") and "و" in verbal[0][5])
        opens = starts and not verbal[0][4]
        chosen = other if "nominal" in before else verbal if "verbal" in before or opens else other
    rank = {
        kind: number
        for number, kind in enumerate(("perfect", "imperfect", "jussive", "noun", "participle", "passive", "phrase"))
    }
    best: dict = {}
    for candidate in sorted(chosen, key=lambda c: (c[4] != "", rank[c[1]])):
        best.setdefault(candidate[0], candidate)
    return list(best.values())


def _flags(at: int, kind: str, clitics: str, particles: list, stops: list[int]) -> tuple[dict, str, list[str]]:
    """Return the four flags of the predicate at `at`, its light verb, and the particles that set them."""
    kind = "imperfect" if kind == "jussive" else kind
    flags = {
        "negated": False,
        "future": kind == "imperfect" and "س" in clitics,
        "conditional": False,
        "intended": kind == "imperfect" and "ل" in clitics,
    }
    names = {
        "negation": "negated",
        "denial": "negated",
        "future": "future",
        "supposition": "future",
        "condition": "conditional",
        "intention": "intended",
    }
    light, evidence = "", []
    for _, last, kind_of, kinds, reach, written in particles:
        if not (last < at <= last + 1 + reach) or kind not in kinds or any(last < stop < at for stop in stops):
            continue  # out of reach; a relative clause (إذا قبلت القوات التي يدعمها) is a stop as a comma is
        if kind_of in names:
            flags[names[kind_of]] = True
            evidence.append(written)
        elif kind_of == "light":
            light = written
    return flags, light, evidence
