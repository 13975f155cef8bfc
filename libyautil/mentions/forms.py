"""The lexicon's forms as arrays: by pattern the rows that it may stand for, by row what it asks, conditions as bits.

A row holds where the conditions that a place in the text meets, as bits, cover those that the row requires and none
that it excludes. The conditions that look right beside a name (its clitics, the word before, the word after) are
``beside``; of the others, which look for words and ids farther off, those that read the whole article are ``article``
and those that read some words or sentences are ``around``.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cache

import numpy as np

from libyautil.lexicon import Lexicon
from libyautil.lexicon.entries import BESIDE, CLITICS, Condition, Entry, Pattern
from libyautil.mentions.clitics import LONGEST, PREFIXES
from libyautil.mentions.fingerprints import Phrases, Reader

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"  # stand for an open end of a window
ACTOR, PLACE, BLOCKER = range(3)  # the numbers of the layers
HOME = "libya"
LAYERS = {"actor": ACTOR, "place": PLACE, "blocker": BLOCKER}
AROUND = ("sentence", "nearby", "near")  # the scopes that look farther than one word off, but not everywhere


class Bits:
    """A set of conditions with a bit for each; the bits of one place or one row are some 64-bit numbers.

    ``requires`` and ``excludes`` are what each row asks of the set, ``asking`` tells of each whether it asks anything.
    """

    def __init__(self, conditions: Iterable[Condition], entries: list[Entry]):
        self.values = {condition: 1 << number for number, condition in enumerate(conditions)}
        self.bytes = 8 * (len(self.values) // 64 + 1)
        pack = cache(self.pack)  # most cells are written in many rows
        # a column is read at a time, so its numbers stand together
        self.requires = np.asfortranarray(self.array(pack(row.requires) for row in entries))
        self.excludes = np.asfortranarray(self.array(pack(row.excludes) for row in entries))
        self.asking = have_any(self.requires | self.excludes)

    def pack(self, conditions: Collection[Condition]) -> bytes:
        """Return the bits of those conditions that are in the set."""
        if not conditions:
            return bytes(self.bytes)
        return sum({self.values.get(condition, 0) for condition in conditions}).to_bytes(self.bytes, "little")

    def array(self, packed: Iterable[bytes]) -> np.ndarray:
        """Return packed bits as an array with a row for each."""
        return np.frombuffer(b"".join(packed), np.uint64).reshape(-1, self.bytes // 8)

    def tells(self, bits: np.ndarray, condition: Condition) -> np.ndarray:
        """Tell of each row of bits whether it has that of a condition."""
        word, bit = divmod(self.values[condition].bit_length() - 1, 64)
        return bits[:, word] >> np.uint64(bit) & np.uint64(1) != 0

    def table(self, sets: Iterable[Collection[Condition]]) -> np.ndarray:
        """Return an array with the bits of each set of conditions."""
        return self.array(map(self.pack, sets))


def have_any(bits: np.ndarray) -> np.ndarray:
    """Tell which rows of bits have any."""
    return np.bitwise_or.reduce(bits, axis=1) != 0


class Signs:
    """The conditions of some scopes that look for patterns and ids farther off, with the bits that each meets.

    ``by_pattern`` are the bits that a pattern meets, ``by_row`` those that the id of a row meets; ``patterns`` and
    ``rows`` tell which have any.
    """

    def __init__(self, conditions: Collection[Condition], entries: list[Entry], patterns: list[Pattern]):
        self.asked = Bits(conditions, entries)
        asking = _who_asks(conditions)
        self.by_pattern = self.asked.table(asking.get(pattern.text, []) for pattern in patterns)
        self.by_row = self.asked.table(asking.get(f"#{row.id}", []) for row in entries)
        self.patterns, self.rows = map(have_any, (self.by_pattern, self.by_row))


def _who_asks(conditions: Iterable[Condition]) -> dict[str, list[Condition]]:
    """Return by word and by id (``#id``) the conditions that look for it wherever it stands."""
    asking: dict[str, list[Condition]] = {}
    for condition in conditions:
        for name in (*condition.scanned, *(f"#{id}" for id in condition.ids)):
            asking.setdefault(name, []).append(condition)
    return asking


class Forms:
    """The forms of a lexicon, its rows and its conditions, as arrays.

    The last pattern, ``own_name``, is no text that is looked for: it stands for the name of an article's outlet.
    """

    def __init__(self, lexicon: Lexicon):
        known = lexicon.patterns
        self.phrases = Phrases(pattern.text for pattern in known)
        own_name = Entry("blocker", "", "", "", "", "none", (), (), "", "", "", "", 0)
        patterns, self.own_name = [*known, Pattern("", [own_name], False, False)], len(known)
        self.entries = list(dict.fromkeys(row for pattern in patterns for row in pattern.rows))
        self._read_patterns(self.entries, patterns)
        self._read_rows(self.entries, frozenset(lexicon.forces["owner"]), frozenset(lexicon.roles["id"]))
        self._read_conditions(lexicon.located, patterns)

        prefixes = [prefix + swallowed for swallowed in ("", "ل") for prefix in PREFIXES]
        self.bare, self.conjunction = prefixes.index(""), prefixes.index("و")
        self.has_li = np.array(["ل" in prefix for prefix in prefixes])
        self.with_prefix = self._prefix_table(prefixes)

    def _read_patterns(self, entries: list[Entry], patterns: list[Pattern]) -> None:
        """Lay out which rows a pattern may stand for."""
        numbers = {row: number for number, row in enumerate(entries)}
        self.row_counts = np.array([len(pattern.rows) for pattern in patterns])
        self.row_firsts = np.cumsum(self.row_counts) - self.row_counts
        self.rows = np.array([numbers[row] for pattern in patterns for row in pattern.rows])
        self.swallowed = np.array([pattern.swallowed != "" for pattern in patterns])
        self.signs, self.titles = (np.array([getattr(p, name) for p in patterns]) for name in ("sign", "title"))
        asks = {row: {condition.scope for condition in (*row.requires, *row.excludes)} for row in entries}
        self.asks_after = np.array([any("next" in asks[row] for row in pattern.rows) for pattern in patterns])
        # of every place it is asked whether a word of location stands before it
        self.asks_before = np.array([any("prev" in asks[r] or r.layer == "place" for r in p.rows) for p in patterns])

    def _read_rows(self, entries: list[Entry], owners: Collection[str], of_the_war: Collection[str]) -> None:
        """Lay out what each row names, and what it asks."""
        ids: dict[tuple[str, str], int] = {}
        self.id_numbers = np.array([ids.setdefault((row.layer, row.id), len(ids)) for row in entries])
        self.layer = np.array([LAYERS[row.layer] for row in entries])
        self.is_person, self.is_country = (np.array([row.kind == k for row in entries]) for k in ("person", "country"))
        self.is_demonym = np.array([row.form == "demonym" for row in entries])
        self.owns_force, self.of_the_war = (
            np.array([row.id in ids for row in entries]) for ids in (owners, of_the_war)
        )
        self.is_foreign = np.array([row.kind in ("state", "country") and row.id != HOME for row in entries])

        policies = list(dict.fromkeys(row.prefixes for row in entries))
        policy = np.array([policies.index(row.prefixes) for row in entries])
        self.takes = np.array([[not prefix or prefix in taken for prefix in PREFIXES] for taken in policies])[policy]
        self.since = np.array([row.since or FIRST_DAY for row in entries], "datetime64[D]")
        self.until = np.array([row.until or LAST_DAY for row in entries], "datetime64[D]")
        self.sure, self.short = (np.array([getattr(row, name) for row in entries]) for name in ("sure", "short"))
        short_ids = {row.id for row in entries if row.short}
        self.has_short = np.array([row.id in short_ids for row in entries])

    def _read_conditions(self, located: Condition, patterns: list[Pattern]) -> None:
        """Lay out which conditions there are, and which of them look for a pattern, a word or an id."""
        asked = (c for row in self.entries for c in (*row.requires, *row.excludes))
        conditions = list(dict.fromkeys([located, *asked]))
        beside = [condition for condition in conditions if condition.scope in BESIDE]
        self.beside = Bits(beside, self.entries)
        self.located = located
        self.before, self.after = (self._word_reader(scope) for scope in ("prev", "next"))
        asking = _who_asks(beside)
        signs = [asking.get(pattern.text, []) for pattern in patterns]
        self.sign_before = self.beside.table([c for c in sign if c.scope == "prev"] for sign in signs)
        self.sign_after = self.beside.table([c for c in sign if c.scope == "next"] for sign in signs)
        self.is_before, self.is_after = map(have_any, (self.sign_before, self.sign_after))

        self.article = Signs([c for c in conditions if c.scope == "article"], self.entries, patterns)
        self.around = Signs([c for c in conditions if c.scope in AROUND], self.entries, patterns)
        reaching = [[scope for n, scope in enumerate(AROUND) if code >> n & 1] for code in range(2 ** len(AROUND))]
        bits = self.around.asked
        self.reached = bits.table([c for c in bits.values if c.scope in scopes] for scopes in reaching)

    def prefix_of(self, clitics: np.ndarray, patterns: np.ndarray) -> np.ndarray:
        """Return the numbers of whole prefixes: of clitics and the particle that the form itself has swallowed."""
        return self.swallowed[patterns] * len(PREFIXES) + clitics

    def _prefix_table(self, prefixes: list[str]) -> np.ndarray:
        """Return by prefix the conditions that it meets."""
        asking = [condition for condition in self.beside.values if condition.scope == "prefix"]
        peeled = map(_peeled, prefixes)
        return self.beside.table([c for c in asking if not c.prefixes.isdisjoint(some)] for some in peeled)

    def _word_reader(self, scope: str) -> Reader:
        """Return a reader that tells which conditions of a scope a word meets, with or without clitics."""
        asking: dict[str, set[Condition]] = {}
        conditions = [condition for condition in self.beside.values if condition.scope == scope]
        for condition in conditions:
            for word in condition.words:
                asking.setdefault(word, set()).add(condition)

        def read(word: str) -> np.ndarray:
            met = set().union(*(asking.get(bare, ()) for bare in _peelings(word)))
            shaped = (c for c in conditions if c.shapes is not None and c.shapes.match(word))
            return self.beside.table([met.union(shaped)])[0]

        return Reader(read, read(""))


def _peelings(word: str) -> Iterator[str]:
    """Yield a word and what is left of it when clitics are peeled."""
    for length in range(LONGEST + 1):
        if word[:length] in CLITICS:
            yield word[length:]


def _peeled(prefix: str) -> str | tuple[str]:
    """Return the particles of a peeled prefix, without the article; the empty string where there is none."""
    particles = prefix[:-1] if prefix.endswith("لل") else prefix.removesuffix("ال")
    return particles or ("",)
