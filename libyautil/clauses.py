"""Sentences as words with their actors: who stands before a verb, who after it, and under which preposition.

``voice`` and ``stance`` ask the same few questions of a sentence: which actor is the subject of this verb, which is
its object, which actors share a place by coordination. There is no parser behind the answers, only the order of
words, the prepositions and clitics, and the word classes of ``particles.csv`` (class, words).
"""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from libyautil.arabic import tokens
from libyautil.predicates import STOPS, plain

CAMPS = ("lna", "gna")
Hit = Any  # a row of `find_predicates`, as `by_number` gives it
Classes = dict[str, frozenset]  # the words of each class, as `word_classes` gives them


class Named(NamedTuple):
    """An actor, or an issue, as it stands in a sentence; ``first`` and ``last`` are word numbers."""

    first: int
    last: int
    start: int
    end: int
    id: str
    kind: str  # person, force, state ... of actors.csv, or issue
    form: str
    side: str
    frame: str
    sign: int  # -1 where the words of an issue already turn against it
    row: str  # of the lexicon, file:line


@dataclass
class Sentence:
    """One sentence: its words (folded, quotation marks left out), their spans, its actors and its issues in order."""

    number: int
    start: int
    end: int
    spans: list[tuple[int, int]]
    words: list[str]
    actors: list[Named] = field(default_factory=list)
    places: list[Named] = field(default_factory=list)
    issues: list[Named] = field(default_factory=list)
    verbs: set[int] = field(default_factory=set)  # words known to be finite verbs

    def word_at(self, offset: int) -> int:
        """Return the number of the first word that ends after `offset`."""
        return next((number for number, (_, end) in enumerate(self.spans) if end > offset), len(self.spans))


@lru_cache(maxsize=64)
def _words(key: tuple) -> dict[str, frozenset]:
    classes: dict[str, set] = {}
    for name, cell in key:
        classes.setdefault(name, set()).update(plain(word.strip()) for word in cell.split("|") if word.strip())
    return {name: frozenset(words) for name, words in classes.items()}


def word_classes(particles: pd.DataFrame) -> dict[str, frozenset]:
    """Return the folded words of each class of ``particles.csv``.

    Examples
    --------
    >>> word_classes(pd.DataFrame({"class": ["relative"], "words": ["الذي|التي"]}))["relative"] == {"الذي", "التي"}
    True
    """
    return _words(tuple(zip(particles["class"], particles["words"], strict=True)))


def read_sentences(
    text: str, spans: list[tuple[int, int]], mentions: pd.DataFrame, kinds: dict[str, str]
) -> list[Sentence]:
    """Cut `text` into sentences of words and hang its actors on them.

    Parameters
    ----------
    text : str
        The article's text.
    spans : list of (int, int)
        Its sentences.
    mentions : DataFrame
        The article's mentions: start, end, layer, id, form, side, frame.
    kinds : dict
        Kind of each actor id (``actors.csv``).

    Returns
    -------
    list of Sentence
    """
    every, found, at = tokens(text), [], 0
    rows = list(
        mentions.sort_values("start")
        .assign(lexicon_row=mentions.get("lexicon_row", ""))[
            ["start", "end", "layer", "id", "form", "side", "frame", "lexicon_row"]
        ]
        .itertuples(index=False)
    )
    row = 0
    for number, (begin, stop) in enumerate(spans):
        inside = []
        while at < len(every) and every[at][0] < stop:
            if every[at][0] >= begin and plain(text[slice(*every[at])]).strip():
                inside.append(every[at])
            at += 1
        sentence = Sentence(number, begin, stop, inside, [plain(text[a:b]) for a, b in inside])
        while row < len(rows) and rows[row].start < stop:
            mention = rows[row]
            first = sentence.word_at(mention.start)
            last = max(first, sentence.word_at(mention.end - 1))
            if first < len(inside):
                (sentence.actors if mention.layer == "actor" else sentence.places).append(
                    Named(
                        first,
                        min(last, len(inside) - 1),
                        mention.start,
                        mention.end,
                        mention.id,
                        kinds.get(mention.id, ""),
                        mention.form,
                        mention.side,
                        mention.frame,
                        1,
                        mention.lexicon_row,
                    )
                )
            row += 1
        found.append(sentence)
    return found


def read_capitals(aliases: pd.DataFrame) -> dict[str, str]:
    """Return {folded capital: id} of the aliases that let a capital stand for its government."""
    metonyms = aliases[aliases["form"] == "metonym"]
    return {plain(alias): id_ for alias, id_ in zip(metonyms["alias"], metonyms["id"], strict=True)}


def capitals_as_actors(
    mentions: pd.DataFrame, text: str, hits: list[pd.DataFrame], capitals: dict[str, str]
) -> pd.DataFrame:
    """Return `mentions` with a capital right behind a predicate taken for its government: ``اتهمت باريس``.

    A verb of judging or saying has no place for its subject, nor has its object (``اتهم الوزير باريس``) one. With a
    preposition the capital stays a place.

    Parameters
    ----------
    mentions : DataFrame
        The article's: start, end, layer, id, form, side, frame.
    text : str
        The article's text.
    hits : list of DataFrame
        Predicates (``find_predicates``): their rows' start, end, kind.
    capitals : dict
        As ``read_capitals`` gives it.

    Returns
    -------
    DataFrame
    """
    heads = {end: kind for found in hits for end, kind in zip(found["end"], found["kind"], strict=True)}
    for found in hits:  # بإسناد من أنقرة: the preposition is the pattern's
        phrases = found.loc[found["kind"] == "phrase", "through"]
        heads |= {end: "phrase" for end in phrases if text[:end].endswith(" من")}
    starts = {start for found in hits for start in found["start"]}
    mentions, actors = mentions.copy(), mentions.loc[mentions["layer"] == "actor", ["start", "end"]]
    # an actor right behind a verb: its object may follow
    behind = {actor.end for actor in actors.itertuples() if actor.start - 1 in heads or actor.start - 2 in heads}
    for row in mentions[mentions["layer"] == "place"].itertuples():
        state = capitals.get(plain(text[row.start : row.end]))
        before = len(text[: row.start].rstrip(' «"“'))
        if state and (before in heads or before in behind or _verb_follows(text, row.end, starts)):
            mentions.loc[row.Index, ["layer", "id", "form"]] = ["actor", state, "metonym"]
    return mentions


def _verb_follows(text: str, end: int, starts: set[int]) -> bool:
    """Tell whether a predicate stands right behind `end`, at the head of a line: ``موسكو ترفض``."""
    head = not text[:end].rpartition("\n")[2].strip().count(" ")
    return head and end + 1 in starts


def preposition(sentence: Sentence, named: Named, classes: Classes, floor: int = 0) -> str:
    """Return the preposition (word or clitic) that governs `named`, or "".

    Nouns may stand between (``إلى موقف حفتر``, ``على رئيس وزراء تركيا``): the scan goes back at most three words, and
    stops at a verb's neighbour that cannot belong to the phrase: a mark, a conjunction, another actor; nor before
    word `floor`.
    """
    clitic = _clitic(sentence.words[named.first], classes["name"])
    if clitic:
        return clitic
    if sentence.words[named.first].startswith("و") and named.kind != "issue":
        head = _list_that_ends(sentence, [*(a for a in sentence.actors if a.first < named.first), named], classes)[0]
        if head.first < named.first:
            return preposition(sentence, head, classes, floor)
    taken = {number for other in sentence.actors for number in range(other.first, other.last + 1)}
    for back in range(named.first - 1, max(floor - 1, named.first - 4, -1), -1):
        word = sentence.words[back]
        if back in sentence.verbs:
            return ""
        joined = word[:1] in "وف" and len(word) > 2 and word not in classes["preposition"]  # not وراء, وفق
        bare = word[1:] if joined else word
        if bare in classes["agentive"] and back and sentence.words[back - 1] == "من":
            return "من قبل"
        if bare == "من" and back and sentence.words[back - 1].removeprefix("و") in classes["each"]:
            continue
        if bare in classes["preposition"]:
            return bare
        if (
            word in STOPS
            or bare in classes["connective"] | classes["complement"] | classes["relative"]
            or back in taken
            or word.startswith("و")
        ):
            return ""
        if word.startswith("لل") and len(word) > 4:
            return "ل"
        if word[:1] in "بل" and len(word) > 4 and named.first - back <= 2 and word[1:3] == "ال":
            return word[0]
    return ""


def _clitic(word: str, names: frozenset) -> str:
    """Return ب, ل or ك where a name's first word carries it: the article, or a name's first word, must be left."""
    if word in names:
        return ""
    rest = word[1:] if word[:1] in "وف" and len(word) > 3 else word
    if rest in names:
        return ""
    if rest.startswith("لل") or rest[1:3] == "ال" and rest[:1] in "بلك" or rest[:1] in "بلك" and rest[1:] in names:
        return rest[0]
    return ""


def by_number(hits: pd.DataFrame) -> dict[int, list]:
    """Return the rows of `find_predicates` as tuples, by sentence."""
    found: dict[int, list] = {}
    for hit in hits.itertuples():
        found.setdefault(hit.sentence, []).append(hit)
    return found


def names_of(aliases: pd.DataFrame) -> frozenset:
    """Return the folded first words of all aliases, which `preposition` looks for under the class "name"."""
    return _first_words(tuple(aliases["alias"]))


@lru_cache(maxsize=8)
def _first_words(aliases: tuple) -> frozenset:
    return frozenset(plain(alias.split()[0]) for alias in aliases if alias.strip())


def clause(sentence: Sentence, at: int, classes: Classes) -> tuple[int, int]:
    """Return the clause (first word, end) around word `at`: up to a strong mark or a connective (``لكن``, ``فيما``)."""
    words = sentence.words
    links = classes["connective"]
    marks = [
        n for n, word in enumerate(words) if word in "؛:.!?؟" or word in links or word[:1] in "وف" and word[1:] in links
    ]
    before = max((n for n in marks if n < at), default=-1)
    begin = before if before >= 0 and words[before] in links else before + 1
    return begin, min((n for n in marks if n > at), default=len(words))


def subjects(
    sentence: Sentence, at: int, classes: Classes, pronoun: str = "", until: int | None = None, since: int = 0
) -> list[Named]:
    """Return the actors that are the subject of the verb at word `at`, or [] where it has only a pronoun.

    1. After a relative (``التي``) the actor before it, unless a pronoun on the verb takes that place (``التي تدعمها``).
    2. The actor right before the verb, particles apart (``تونس لا تدعم``, ``أن حفتر قد رفض``).
    3. The first actor after it that no preposition governs, a person in apposition preferred (``نائب الرئيس، فلان،``).

    Before word `since` (where a quotation opens) none is looked for, and from word `until` on none.
    """
    begin, end = clause(sentence, at, classes)
    begin = max(begin, since)
    end = min(end, at + 9) if until is None else min(end, until)
    before = [actor for actor in sentence.actors if begin <= actor.first and actor.last < at]
    thin = at - 1
    while thin >= begin and sentence.words[thin] in classes["thin"]:
        thin -= 1
    relative = any(sentence.words[n] in classes["relative"] for n in range(max(thin, begin), at))
    if relative and not pronoun:
        return _list_that_ends(sentence, [a for a in before if thin - a.last <= 4], classes)
    if not relative and before:
        near = before[-1]
        gap = sentence.words[near.last + 1 : at]
        if all(word in classes["thin"] or word in "،,-–)" for word in gap) and gap.count("،") != 1:
            governed = preposition(sentence, _list_that_ends(sentence, before, classes)[0], classes)
            if governed in ("", "ل") or governed in classes["topic"]:
                return _list_that_ends(sentence, before, classes)
    if not pronoun and at + 1 < len(sentence.words) and sentence.words[at + 1] in classes["away"]:
        return []
    for actor in sentence.actors:
        if not at < actor.first < end:
            continue
        between = range(at + 1, actor.first)
        if any(n in sentence.verbs for n in between) and not any(
            sentence.words[n] in classes["relative"] for n in between
        ):
            return []
        if _bidden(sentence, at, actor, classes):
            return []
        governed = preposition(sentence, actor, classes)
        if _its_own(sentence, at, actor, governed, classes):
            return [actor]
        if governed and governed not in classes["agent"]:
            if sentence.words[at + 1 : actor.first] and any(
                w in classes["unnamed"] | classes["outsider"] for w in sentence.words[at + 1 : actor.first]
            ):
                return []
            continue
        return coordinated(sentence, _apposition(sentence, actor), sentence.actors, classes)
    return []


def _bidden(sentence: Sentence, at: int, actor: Named, classes: Classes) -> bool:
    """Tell whether an actor is whom a verb bids do something, its subject being another.

    ``حث مجلس الوزراء جميع الأطراف على الحوار``, ``طالب المجلس المبعوث الأممي بأن``.
    """
    if sentence.words[at].removeprefix("و") not in classes["bidding"] or actor.first <= at + 1:
        return False
    return sentence.words[actor.first - 1] in classes["all"] or sentence.words[at + 1] in classes["anaphor"]


def _its_own(sentence: Sentence, at: int, actor: Named, governed: str, classes: Classes) -> bool:
    """Tell whether an office or some members of `actor` stand right behind a verb, and so it is the subject.

    ``نفت وزارة الداخلية بحكومة فلان``, ``فوضت وفود من القبائل``.
    """
    first = set(sentence.words[at + 1 : at + 2])
    office = governed in ("ب", "في") and actor.kind in ("government", "state") and first & classes["office"]
    members = governed == "من" and actor.kind in ("group", "body", "force") and first & classes["members"]
    return bool(office or members) and "،" not in sentence.words[at + 1 : actor.first]


def _list_that_ends(sentence: Sentence, before: list[Named], classes: Classes) -> list[Named]:
    """Return the longest coordinated list that ends with the last of `before`."""
    for actor in before[-6:]:
        members = coordinated(sentence, actor, before, classes)
        if members[-1] == before[-1]:
            return members
    return before[-1:]


def _apposition(sentence: Sentence, actor: Named) -> Named:
    """Return the person named between commas right behind an office, or the actor itself.

    An office whose own name stands in it already (``رئيس المجلس، فلان،``) takes no second one.
    """
    if "،" in sentence.words[actor.first : actor.last]:
        return actor
    for first, second in pairwise([a for a in sentence.actors if a.first >= actor.first]):
        between = sentence.words[first.last + 1 : second.first]
        after = sentence.words[second.last + 1 : second.last + 2]
        if first == actor and between == ["،"] and second.kind == "person" and after == ["،"]:
            return second
    return actor


def coordinated(sentence: Sentence, named: Named, pool: list[Named], classes: Classes) -> list[Named]:
    """Return `named` and those of `pool` that follow it in one list: ``تونس، والجزائر، وكذلك المغرب``.

    Two members are one list when only و, a comma, a dash and at most two fillers (``وباقي دول الجوار``) part them, or
    nothing does (two adjectives of nation: ``الاتفاق الصيني الإيراني``).
    """
    members, clitic = [named], _clitic(sentence.words[named.first], classes["name"])
    for other in sorted(pool):
        last = members[-1]
        if other.first <= last.last:
            continue
        if other.kind != "issue" and _clitic(sentence.words[other.first], classes["name"]) not in ("", clitic):
            break
        following = other.last + 1 in sentence.verbs and sentence.words[other.last + 1][:1] in "يتن"
        if following and any(n < named.first for n in sentence.verbs):
            break  # it is the subject of a clause of its own: والسراج يتلقى
        between = sentence.words[last.last + 1 : other.first]
        if any(number in sentence.verbs for number in range(last.last + 1, other.first)):
            break
        joined = sentence.words[other.first].startswith("و")
        marks = [word for word in between if word in STOPS or not word.isalnum()]
        words = [word for word in between if word not in marks]
        listed = (joined and not words) or (
            words
            and words[0].startswith("و")
            and words[0] not in classes["waw"]
            and len(words) <= 2
            and not (set(words) & (classes["preposition"] | classes["connective"]))
            and not any(word.startswith("لل") for word in words)
        )
        offices = (
            words
            and words[0].startswith("و")
            and last.kind == other.kind == "person"
            and len(words) <= 7
            and not (set(words) & classes["connective"])
        )
        if words and other.form == "demonym" and last.form != "demonym":
            break  # the adjective belongs to the words between
        adjectives = not between and last.form == other.form == "demonym"
        # the comma behind a name in apposition closes it: رئيس المجلس، فلان، قائد الحرس
        closed = "،" in sentence.words[last.first : last.last]
        dashes = bool(marks) and not words and not joined and not closed
        if not (listed or adjectives or dashes or offices) or len(marks) > 1 or set(marks) & set("؛:.!?؟"):
            break
        members.append(other)
    return members
