"""Issues of the war as the press words them: phrases of ``issues.csv`` in a sentence."""

from functools import lru_cache

import pandas as pd

from libyautil.clauses import CAMPS, Named, Sentence
from libyautil.predicates import STOPS, plain, readings

GAP = 3  # words that an ellipsis in a phrase may skip


def read_phrases(issues: pd.DataFrame) -> dict:
    """Return {first word: [(words, issue, sign, actors, about, row)]} of ``issues.csv``; actor slots stay ``#id``."""
    return _compiled(
        tuple(issues[["lexicon_row", "issue", "phrase", "sign", "actors", "about"]].itertuples(index=False, name=None))
    )


@lru_cache(maxsize=8)
def _compiled(rows: tuple) -> dict:
    found: dict[str, list] = {}
    for row, issue, cell, sign, actors, about in rows:
        for phrase in cell.split("|"):
            words = tuple(
                word if word.startswith("#") else _bare(plain(word)) if number == 0 else plain(word)
                for number, word in enumerate(phrase.split())
            )
            found.setdefault(words[0], []).append(
                (words, issue, int(sign), tuple(filter(None, actors.split("|"))), about, row)
            )
    return found


def about_libya(parts: list[Sentence]) -> bool:
    """Tell whether an article speaks of Libya: one sentence in five names a camp's actor or the country.

    ``الحوار`` and ``انتخابات`` are everyone's words; elsewhere they are no issue of the war. A text of one sentence (a
    headline, a sentence to be coded) has no such surroundings and is taken as one on Libya.
    """
    if len(parts) == 1:
        return True
    libyan = [any(a.side in CAMPS for a in part.actors) or any(p.id == "libya" for p in part.places) for part in parts]
    return sum(libyan) * 5 >= len(parts) > 0


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def find_issues(part: Sentence, phrases: dict, named: set[str]) -> list[Named]:
    """Return the issues of a sentence, the longest phrase at each place, none inside another."""
    found: list[Named] = []
    free = 0
    for at in range(len(part.words)):
        if at < free:
            continue
        best = None
        for rest in _stems(part.words[at]):
            for words, issue, sign, actors, about, row in phrases.get(_bare(rest), ()):
                last = _match(part, at, words) if about in ("", *named) else None
                if last is None or best and last <= best[0]:
                    continue
                ids = {actor.id for actor in (*part.actors, *part.places)}
                needed = [actor[1:] in named if actor.startswith("#") else actor in ids for actor in actors]
                if needed and not any(needed):
                    continue
                best = (last, issue, sign, row)
        if best:
            last, issue, sign, row = best
            found.append(
                Named(at, last, part.spans[at][0], part.spans[last][1], issue, "issue", "issue", "", "", sign, row)
            )
            free = last + 1
    return found


def _stems(word: str) -> list[str]:
    """Return a word without its clitics, and without a pronoun (``عدوانه``) or the accusative's alef (``تدخلا``)."""
    bare = [rest for rest, *_ in readings(word)]
    short = [rest.removesuffix(p) for rest in bare for p in ("ه", "ها", "هم") if rest.endswith(p) and len(rest) > 5]
    return bare + short + [rest[:-1] for rest in bare if rest.endswith("ا") and rest[-2:] != "ها" and len(rest) > 4]


def _match(part: Sentence, at: int, words: tuple) -> int | None:
    """Return the last word of a phrase that begins at `at`; an actor slot takes the state as actor or as place."""
    position, gap = at, 0
    for word in words[1:]:
        if word == "…":
            gap = GAP
            continue
        step = next(
            (
                step
                for step in range(1, gap + 2)
                if position + step < len(part.words)
                and part.words[position + step] not in STOPS
                and _is(part, position + step, word)
            ),
            None,
        )
        if step is None:
            return None
        position += step
        if word.startswith("#"):
            position = next(
                actor.last for actor in (*part.actors, *part.places) if actor.first <= position <= actor.last
            )
        gap = 0
    return position


def _is(part: Sentence, at: int, word: str) -> bool:
    if word.startswith("#"):
        return any(actor.first <= at <= actor.last and actor.id == word[1:] for actor in (*part.actors, *part.places))
    return any(rest in (word, _bare(word)) or rest.rstrip("ا") == word for rest, *_ in readings(part.words[at]))
