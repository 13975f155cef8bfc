"""Who is missing: likely names that the lexicon does not have, and drafts of lexicon rows for them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from libyautil.arabic import CONJUNCTIONS, PREPOSITIONS, QUOTES, fold_all, tokens
from libyautil.lexicon import Lexicon
from libyautil.lexicon.schema import SCHEMAS

LONGEST = 4  # words of a likely name
# what each sign is worth, every time that it is seen
SIGNS = {"after_title": 3, "given_name": 2, "beside_speech": 2, "group": 1, "quoted": 1}
COLUMNS = ["phrase", "times", "alone", "articles", "likely", *SIGNS, "article", "start", "end"]
_DESCRIBING = 3  # words that may stand between an office and its holder: the Italian minister of defence, X
_CLITIC = re.compile(rf"^[{CONJUNCTIONS}]?[{PREPOSITIONS}]?(?=\w{{3}})")
_SHAPES = ("ه", "ها", "هم", "ات", "ين", "ون", "يه", "نا")  # endings that a common word takes and a name does not


@dataclass(frozen=True)
class Words:
    """The words of one article: as spelt and folded, where they stand, what is known, what stands before each."""

    article: str
    spelt: list[str]
    folded: list[str]
    spans: list[tuple[int, int]]
    known: list[bool]
    joined: list[bool]  # nothing but space between the word and the one before
    quoted: list[bool]  # a quotation mark stands right before the word


def find_missing(articles: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon, least: int = 2) -> pd.DataFrame:
    """List likely names that no alias covers, those that look most like a name and are seen most often on top.

    A name is looked for behind a title or rank, behind a verb of speaking, behind the noun of a group (``حزب``), inside
    quotation marks, and where a word stands that begins the name of a known person. It ends before a word of everyday
    language: one that the lexicon's word lists hold, or that the articles inflect. Newspapers and agencies are no
    actors: what stands behind ``صحيفة`` is not listed.

    Parameters
    ----------
    articles : DataFrame
        Columns article, text, body_end.
    mentions : DataFrame
        Columns article, start, end.
    lexicon : Lexicon
        Its titles, persons' names and word classes say what names look like and what they do not.
    least : int, optional
        The fewest times that a listed name stands in the articles, with such a sign or without; the last word of a
        person's name alone, in an article that has the whole name, is one of them.

    Returns
    -------
    DataFrame
        phrase (str, as first written), times, alone (int: how often it stands, and how often its last word alone where
        the whole name stands too), articles (int: where it stands), likely (int: points for the signs seen),
        after_title, given_name, beside_speech, group, quoted (int: how often each sign was seen), article, start, end
        (where it was first seen with a sign); those with most points and occurrences on top.

    Examples
    --------
    >>> from libyautil.lexicon import load_lexicon
    >>> text = "قال العقيد زيدان القروي. ثم عاد زيدان القروي إلى مقره."
    >>> articles = pd.DataFrame({"article": ["a"], "text": [text], "body_end": [len(text)]})
    >>> none = pd.DataFrame({"article": [], "start": [], "end": []})
    >>> find_missing(articles, none, load_lexicon())[["phrase", "times", "after_title"]].values.tolist()
    [['زيدان القروي', 2, 1]]
    """
    pages = list(_read_words(articles, mentions))
    language = _Language(lexicon, pages)
    seen = [row for page in pages for row in _signs(page, language)]
    media = {run[:2] for *_, sign, run in seen if sign == "medium"}
    seen = [row for row in seen if row[3][:2] not in media]
    runs = _count_runs(pages, {run[:2] for *_, run in seen})
    rows = [
        (" ".join(name), sign, page.article, _start(page, at, name[0]), page.spans[at + len(name) - 1][1])
        for page, at, sign, run in seen
        if (name := _cut(run, runs, language))
    ]
    found = pd.DataFrame(rows, columns=["name", "sign", "article", "start", "end"])
    if found.empty:
        return pd.DataFrame(columns=COLUMNS)
    text = dict(zip(articles["article"], articles["text"], strict=True))
    listed = found.drop_duplicates("name").set_index("name")[["article", "start", "end"]]
    listed["phrase"] = [text[row.article][row.start : row.end] for row in listed.itertuples()]
    counters = [runs[tuple(name.split())] for name in listed.index]
    listed["times"] = [counter.total() for counter in counters]
    listed["articles"] = [len(counter) for counter in counters]
    signs = pd.crosstab(found["name"], found["sign"]).reindex(index=listed.index, columns=list(SIGNS), fill_value=0)
    listed = listed.join(signs).assign(likely=(signs * pd.Series(SIGNS)).sum(axis=1))
    words = {page.article: _count_words(page) for page in pages}
    listed["alone"] = [_count_alone(name.split(), runs, words) for name in listed.index]
    listed.loc[listed["group"] > 0, "alone"] = 0
    seen_at_all = listed["times"] + listed["alone"]
    listed = listed[(seen_at_all >= least) & ~_inside_another(listed.index)]
    order = (listed["likely"] + seen_at_all).loc[listed.index].sort_values(ascending=False, kind="stable").index
    return listed.loc[order, COLUMNS].reset_index(drop=True)


def _count_words(page: Words) -> Counter[str]:
    """Count the words of an article that no mention covers, as they stand and without particles."""
    free = [word for word, known in zip(page.folded, page.known, strict=True) if not known]
    return Counter(form for word in free for form in {word, _CLITIC.sub("", word)})


def _count_alone(name: list[str], runs: dict[tuple[str, ...], Counter[str]], words: dict[str, Counter[str]]) -> int:
    """Count how often the last word of a name stands alone in the articles that have the whole name."""
    return sum(max(0, words[article][name[-1]] - times) for article, times in runs[tuple(name)].items())


def _start(page: Words, at: int, first: str) -> int:
    """Return where a name starts in the text: behind the particle that is written together with its first word."""
    return page.spans[at][0] + len(page.folded[at]) - len(first)


def _inside_another(names: pd.Index) -> np.ndarray:
    """Tell which names are a part of a longer one in the list."""
    parts = {
        " ".join(words[first:last])
        for words in (name.split() for name in names)
        for first in range(len(words))
        for last in range(first + 2, len(words) + 1)
        if last - first < len(words)
    }
    return names.isin(parts)


def _read_words(articles: pd.DataFrame, mentions: pd.DataFrame) -> Iterator[Words]:
    spans = {name: list(zip(rows["start"], rows["end"], strict=True)) for name, rows in mentions.groupby("article")}
    for article, text, end in zip(articles["article"], articles["text"], articles["body_end"], strict=True):
        found = [(a, b) for a, b in tokens(text[:end]) if text[a].isalnum()]
        covered = _covered(found, spans.get(article, []))
        between = [text[a:b] for (_, a), (b, _) in zip([(0, 0), *found], found, strict=False)]
        spelt = [text[a:b] for a, b in found]
        yield Words(
            article, spelt, fold_all(spelt), found, covered,
            [gap.isspace() for gap in between], [gap.strip()[-1:] in QUOTES and gap.strip() != "" for gap in between],
        )  # fmt: skip


def _covered(words: list[tuple[int, int]], spans: list[tuple[int, int]]) -> list[bool]:
    inside = {at for a, b in spans for at in range(a, b)}
    return [any(at in inside for at in range(a, b)) for a, b in words]


class _Language:
    """What the lexicon and the articles themselves tell of words: which begin a name, which are everyday language."""

    def __init__(self, lexicon: Lexicon, pages: list[Words]):
        persons = lexicon.actors.loc[lexicon.actors["kind"] == "person", "name_ar"]
        names = [name.split() for name in fold_all(persons)]
        self.given = {words[0] for words in names if len(words) > 1}
        self.spelt = {name.split()[0] for name in persons}
        self.links = {word for words in names for word in words[:-1] if len(word) < 4} - set(_words(["على", "أن"]))
        titles = fold_all(lexicon.titles.loc[lexicon.titles["kind"] != "opening", "title"])
        self.titles = {tuple(title.split()) for title in titles}
        openings = lexicon.titles.loc[lexicon.titles["kind"] == "opening", "title"]
        groups = {*lexicon.word_class["title_filler"], *lexicon.force_heads["head"]}
        self.groups = set(_words(groups.intersection(openings).difference(lexicon.word_class["place_noun"])))
        media = lexicon.particles.loc[lexicon.particles["class"] == "outsider", "words"]
        self.media = set(_words(cell.replace("|", " ") for cell in media))
        self.says = set(_words(lexicon.word_class["says"]))
        self.everyday = {*_everyday(lexicon), *self.says}
        self.seen = {word for page in pages for word in page.folded}
        self.pairs = {pair for page in pages for pair in pairwise(page.folded)}

    def is_common(self, word: str, spelt: str) -> bool:
        """Tell whether a word is everyday language: the lexicon says so, or the articles inflect it."""
        bare = _CLITIC.sub("", word)
        if not word.isalpha() or len(word) < 2 or word.startswith("لل"):
            return True
        if {word, bare} & self.everyday:
            return spelt not in self.spelt  # علي is a name and على is none
        return bare not in self.given and self._is_inflected(bare)

    def _is_inflected(self, word: str) -> bool:
        """Tell whether the articles have a word with its article and without, or with other endings."""
        stem = word.removeprefix("ال")
        others = [stem if word != stem else "ال" + stem, *(stem + ending for ending in _SHAPES)]
        for ending in _SHAPES:
            if stem.endswith(ending) and len(stem) > len(ending) + 2:
                others += [stem.removesuffix(ending), "ال" + stem.removesuffix(ending)]
        return not self.seen.isdisjoint(others)


def _words(phrases: Iterable[str]) -> list[str]:
    return " ".join(fold_all(phrases)).split()


def _everyday(lexicon: Lexicon) -> Iterator[str]:
    """Yield the words of the lexicon that are no names: function words, classes, predicates, titles, openings."""
    tables = {"joining_words": ["word"], "word_classes": ["word"], "titles": ["title"], "clause_words": ["words"],
              "particles": ["words"], "time_words": ["word"], "force_heads": ["head"]}  # fmt: skip
    for table, columns in tables.items():
        for column in columns:
            yield from _words(cell.replace("|", " ") for cell in lexicon.tables[table][column])
    for table in ("event_words", "control_words", "cues", "speech_words"):
        forms = lexicon.tables[table][["perfect", "imperfect", "noun", "participle", "passive"]].to_numpy().ravel()
        yield from _words(cell.replace("|", " ") for cell in forms)


def _signs(page: Words, language: _Language) -> Iterator[tuple[Words, int, str, tuple[str, ...]]]:
    """Yield where a name may begin, the sign of it, and the words that it may reach over."""
    for at, word in enumerate(page.folded):
        if page.known[at] or language.is_common(word, page.spelt[at]):
            continue
        before = _CLITIC.sub("", page.folded[at - 1]) if at and page.joined[at] and not page.known[at - 1] else ""
        run = tuple(_run(page, at, language))
        if before in language.groups:
            yield page, at - 1, "group", (before, *run[: LONGEST - 1])
        elif len(run) > 1 and not (word in language.links and before and before not in language.everyday):
            for sign in _signs_at(page, at, language):
                yield page, at, sign, run


def _run(page: Words, at: int, language: _Language) -> Iterator[str]:
    """Yield the words from one on that may be one name: no mention, no mark and no everyday word between them."""
    for here in range(at, min(at + LONGEST, len(page.folded))):
        if page.known[here] or (here > at and not page.joined[here]):
            return
        word = page.folded[here]
        if word not in language.links and language.is_common(word, page.spelt[here]):
            return
        if here > at and word[0] == "و" and word[1:] in language.seen:
            return
        bare = _CLITIC.sub("", word)
        follows = page.folded[here + 1] if here + 1 < len(page.folded) else ""
        yield bare if here == at and (bare, follows) in language.pairs else word


def _signs_at(page: Words, at: int, language: _Language) -> Iterator[str]:
    word, before = page.folded[at], page.folded[at - 1] if at and (page.joined[at] or page.quoted[at]) else ""
    if _CLITIC.sub("", before) in language.media:
        yield "medium"
    if page.quoted[at]:
        yield "quoted"
    elif word.startswith("ال"):
        return  # a person's first name has no article
    if _CLITIC.sub("", word) in language.given or word in language.given:
        yield "given_name"
    if _CLITIC.sub("", before) in language.says or before in language.says:
        yield "beside_speech"
    if _is_after_title(page, at, language):
        yield "after_title"


def _is_after_title(page: Words, at: int, language: _Language) -> bool:
    """Tell whether a title stands before a word, right before it or with words that describe the office between."""
    for here in range(at - 1, max(-1, at - 2 - _DESCRIBING), -1):
        if not page.joined[here + 1]:
            return False
        ending = page.folded[max(0, here - 2) : here + 1]
        if not page.known[here] and any(_is_title(ending[first:], language) for first in range(len(ending))):
            return True
        if not (page.known[here] or page.folded[here].startswith("ال")):
            return False
    return False


def _is_title(words: list[str], language: _Language) -> bool:
    return bool({tuple(words), (_CLITIC.sub("", words[0]), *words[1:])} & language.titles)


def _count_runs(pages: list[Words], starts: set[tuple[str, ...]]) -> dict[tuple[str, ...], Counter[str]]:
    """Count, by article, the runs of words that begin with one of ``starts``: wherever no mention covers them."""
    runs: dict[tuple[str, ...], Counter[str]] = {}
    for page in pages:
        words = page.folded
        for at in range(len(words) - 1):
            first = words[at] if (words[at], words[at + 1]) in starts else _CLITIC.sub("", words[at])
            if (first, words[at + 1]) not in starts or page.known[at]:
                continue
            for end in range(at + 1, min(at + LONGEST, len(words))):
                if page.known[end] or not page.joined[end]:
                    break
                runs.setdefault((first, *words[at + 1 : end + 1]), Counter())[page.article] += 1
    return runs


def _cut(run: tuple[str, ...], runs: dict[tuple[str, ...], Counter[str]], language: _Language) -> tuple[str, ...]:
    """Cut a run of words where the name ends: where what goes on is seen less than half as often."""
    end = 2
    while end < len(run):
        goes_on = run[end - 1] in language.links or 2 * runs[run[: end + 1]].total() > runs[run[:end]].total() > 1
        if not goes_on:
            break
        end += 1
    return () if run[end - 1] in language.links else run[:end]


def draft_rows(missing: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Draft rows of ``actors.csv`` and ``aliases.csv`` from a list of missing names, for a person to finish.

    The id, the English name and the source are left empty, so that ``check`` names each row that nobody has looked at.
    Where a person's last name stands alone too, an alias for it is drafted, which asks for the whole name.

    Parameters
    ----------
    missing : DataFrame
        As ``find_missing`` returns it: phrase, times, articles, the signs, article, start, end.

    Returns
    -------
    dict of str to DataFrame
        ``actors`` and ``aliases``, with the columns of the files; the note says where the name was seen.

    Examples
    --------
    >>> missing = pd.DataFrame({"phrase": ["سالم الفرجاني"], "times": 2, "articles": 1, "group": 0, "quoted": 0,
    ...                         "article": "a", "start": 4, "end": 17})
    >>> draft_rows(missing)["aliases"][["alias", "form", "note"]].values.tolist()
    [['سالم الفرجاني', 'name', 'times 2, articles 1, first in a 4-17']]
    """
    seen = [
        f"times {row.times}, articles {row.articles}, first in {row.article} {row.start}-{row.end}"
        for row in missing.itertuples()
    ]
    group = missing["group"] > 0
    actors = pd.DataFrame({"name_ar": missing["phrase"], "kind": group.map({True: "group", False: "person"})})
    aliases = pd.DataFrame({"alias": missing["phrase"], "form": "name", "clitics": "any"}).assign(note=seen)
    alone = missing[missing.get("alone", pd.Series(0, missing.index)) > 0]
    short = pd.DataFrame({"alias": alone["phrase"].str.split().str[-1], "requires": "article:" + alone["phrase"]})
    short = short.assign(form="name", clitics="any", note="short form: takes the reading of the full name")
    drafts = {"actors": actors.assign(note=seen), "aliases": pd.concat([aliases, short], ignore_index=True).fillna("")}
    return {name: rows.reindex(columns=list(SCHEMAS[name]), fill_value="") for name, rows in drafts.items()}
