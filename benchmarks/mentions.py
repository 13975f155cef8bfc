"""Speed, memory and accuracy of finding names, against peers, on the same texts and aliases in one run.

    make benchmark [BENCHMARK="--articles 1000 --growth 1000 10000 100000"]

The texts are the project's sample articles, repeated to the number asked for. Every peer gets the same folded texts
and the same folded alias list, and is timed on finding alone; this package also folds, peels clitics, checks
conditions and joins titles, and is timed on all of it. The raw scan is the limit that the table's ratios are of: the
automaton of ahocorasick_rs over the very list of names and the very texts that the peers get, collecting every match,
also inside words. It is taken once more with titles and the words of conditions added, which is the list that this
package has to look for. Figures are ratios within one run on one machine. Accuracy is that of the coded sample articles
(``tests/data/coded``): a peer's find is its longest match, and the id is the alias's first.
"""

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import ahocorasick_rs
import pandas as pd

from libyautil import paths
from libyautil.arabic import fold, tokens
from libyautil.articles import load_articles
from libyautil.lexicon import Lexicon, load_lexicon
from libyautil.mentions import find_mentions

REPEATS = 5
SECONDS_IN_TURN = 1  # of each run, in each of its turns
BATCH = 1_000  # articles that are held in memory at a time where their number grows
CODED = paths.ROOT / "tests" / "data" / "coded"

Finder = Callable[[str], list[tuple[int, int]]]


def sample(number: int) -> pd.DataFrame:
    """Return ``number`` articles: the sample articles over and over, each with an id of its own."""
    articles, _ = load_articles(paths.ARTICLES)
    times = -(-number // len(articles))
    many = pd.concat([articles] * times, ignore_index=True).head(number)
    return many.assign(article=[f"{n:06d}" for n in range(number)])


def raw_scan(lexicon: Lexicon) -> Finder:
    """Return an automaton over the forms of names, the peers' list, with overlaps and letters inside words."""
    return scan_with(ahocorasick_rs.AhoCorasick(sorted(lexicon.entries)))


def raw_scan_of_all(lexicon: Lexicon) -> Finder:
    """Return an automaton over all that this package looks for: forms of names and titles, words of conditions."""
    return scan_with(ahocorasick_rs.AhoCorasick([pattern.text for pattern in lexicon.patterns]))


def scan_with(automaton: ahocorasick_rs.AhoCorasick) -> Finder:
    """Return a function that collects every match of an automaton."""
    return lambda text: [(start, end) for _, start, end in automaton.find_matches_as_indexes(text, overlapping=True)]


def flashtext(lexicon: Lexicon) -> Finder:
    """Return flashtext's keyword processor, which does know no Arabic letter as part of a word unless it is told."""
    from flashtext import KeywordProcessor

    keywords = KeywordProcessor(case_sensitive=True)
    keywords.non_word_boundaries |= {chr(code) for code in range(0x0621, 0x064B)}
    keywords.add_keywords_from_list(sorted(lexicon.entries))
    return lambda text: [span for _, *span in keywords.extract_keywords(text, span_info=True)]


def alternation(lexicon: Lexicon) -> Finder:
    """Return one regular expression of all forms, the longest first."""
    forms = sorted(lexicon.entries, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    return lambda text: [match.span() for match in pattern.finditer(text)]


def spacy(lexicon: Lexicon) -> Finder:
    """Return spaCy's blank Arabic pipeline with a PhraseMatcher."""
    from spacy import blank
    from spacy.matcher import PhraseMatcher

    pipeline = blank("ar")
    matcher = PhraseMatcher(pipeline.vocab)
    matcher.add("alias", list(pipeline.tokenizer.pipe(sorted(lexicon.entries))))

    def find(text: str) -> list[tuple[int, int]]:
        spans = matcher(pipeline(text), as_spans=True)
        return [(span.start_char, span.end_char) for span in spans]

    return find


PEERS = {"raw scan, names": raw_scan, "raw scan, all": raw_scan_of_all, "flashtext": flashtext,
         "one re alternation": alternation, "spaCy blank ar, PhraseMatcher": spacy}  # fmt: skip


def runs(name: str, articles: pd.DataFrame, lexicon: Lexicon) -> Callable[[], object]:
    """Return a function that finds the names in all articles, with everything that is built once already built."""
    if name == "libyautil":
        find_mentions(articles.head(1), lexicon)
        return lambda: find_mentions(articles, lexicon)
    texts = [fold(text).text for text in articles["text"]]
    find = PEERS[name](lexicon)
    return lambda: [find(text) for text in texts]


def best_times(runs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the shortest of some runs of each, in seconds of processor time: the others were disturbed.

    All run in turn, each for a second at least, so that what disturbs the machine for a while disturbs no one's every
    run.
    """
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(REPEATS):
        for name, run in runs.items():
            turn_ends = time.process_time() + SECONDS_IN_TURN
            while time.process_time() < turn_ends:
                start = time.process_time()
                run()
                best[name] = min(best[name], time.process_time() - start)
    return best


def peak_memory(name: str, number: int) -> float:
    """Return the peak memory of a process of its own that loads the lexicon and runs one peer, in megabytes."""
    arguments = [sys.executable, __file__, "--peak", name, "--articles", str(number)]
    return float(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)


def coded_articles() -> pd.DataFrame:
    """Return the sample articles that are coded, each with the window of its coded date."""
    dates = pd.read_csv(CODED / "article_dates.csv", parse_dates=["earliest", "latest"])
    dates = dates.rename(columns={"earliest": "published_earliest", "latest": "published_latest"}).drop(columns="why")
    articles, _ = load_articles(paths.ARTICLES)
    coded = articles.drop(columns=["published_earliest", "published_latest"]).merge(dates, on="article")
    assert len(coded) == len(dates)
    return coded


def coded_mentions(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the codings as spans of characters: article, layer, id, start, end."""
    words = {article: tokens(text) for article, text in zip(articles["article"], articles["text"], strict=True)}
    coded = pd.read_csv(CODED / "mentions.csv")
    coded["start"] = [words[row.article][row.first][0] for row in coded.itertuples()]
    coded["end"] = [words[row.article][row.last][1] for row in coded.itertuples()]
    return coded


def peer_mentions(find: Finder, articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return what a peer's longest matches name, by the first row of each alias."""
    rows = []
    for article, text, end in articles[["article", "text", "body_end"]].itertuples(index=False):
        folded, done = fold(text[:end]), 0
        for start, end in sorted(find(folded.text), key=lambda span: (span[0], -span[1])):
            if start < done or folded.text[start:end] not in lexicon.entries:
                continue
            done, entry = end, lexicon.entries[folded.text[start:end]][0]
            if entry.layer != "blocker":
                rows.append((article, entry.layer, entry.id, *folded.span(start, end)))
    return pd.DataFrame(rows, columns=["article", "layer", "id", "start", "end"])


def f1(found: pd.DataFrame, coded: pd.DataFrame, layer: str) -> float:
    """Return F1 of a layer: a find is right where it overlaps a coding of the same id that no other find has taken.

    Codings with an id that is no lexicon's (``other:…``), and what is found there, do not count.
    """
    found, coded = found[found["layer"] == layer], coded[coded["layer"] == layer]
    foreign = coded["id"].str.startswith("other:")
    inside = [
        any((o.start < f.end) & (f.start < o.end) & (o.article == f.article) for o in coded[foreign].itertuples())
        for f in found.itertuples()
    ]
    found, coded = found[[not other for other in inside]], coded[~foreign]
    left = {key: list(zip(rows["start"], rows["end"], strict=True)) for key, rows in coded.groupby(["article", "id"])}
    right = 0
    for row in found.itertuples():
        spans = left.get((row.article, row.id), [])
        hit = next((span for span in spans if span[0] < row.end and row.start < span[1]), None)
        if hit is not None:
            spans.remove(hit)
            right += 1
    return 2 * right / (len(found) + len(coded))


def accuracy(lexicon: Lexicon) -> pd.DataFrame:
    """Return F1 for actors and places of this package and of each peer."""
    articles = coded_articles()
    coded = coded_mentions(articles)
    found = {"libyautil": find_mentions(articles, lexicon)}
    found |= {name: peer_mentions(build(lexicon), articles, lexicon) for name, build in PEERS.items()}
    scores = {name: {f"f1_{layer}": f1(rows, coded, layer) for layer in ("actor", "place")}
              for name, rows in found.items()}  # fmt: skip
    return pd.DataFrame(scores).T


def growth(number: int, lexicon: Lexicon) -> float:
    """Return the milliseconds an article at ``number`` articles, read batch by batch."""
    batch = sample(BATCH)
    start = time.process_time()
    for first in range(0, number, BATCH):
        find_mentions(batch.head(min(BATCH, number - first)), lexicon)
    return 1e3 * (time.process_time() - start) / number


def main() -> None:
    """Print a table of peers, and the time an article at growing numbers of articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--growth", type=int, nargs="*", default=[1_000, 10_000], help="100000 takes some minutes")
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    args = parser.parse_args()
    lexicon, articles = load_lexicon(), sample(args.articles)
    if args.peak:
        runs(args.peak, articles, lexicon)()
        # what /proc says: the operating system's other count, ru_maxrss, starts at the parent's
        status = Path("/proc/self/status").read_text()
        print(int(re.search(r"VmHWM:\s*(\d+)", status)[1]) / 1e3)
        return
    names = ["libyautil", *PEERS]
    table = pd.DataFrame({"seconds": best_times({name: runs(name, articles, lexicon) for name in names})})
    table["ms_an_article"] = 1e3 * table["seconds"] / args.articles
    table["times_raw_scan"] = table["seconds"] / table.loc["raw scan, names", "seconds"]
    table["speed_against_spacy"] = table.loc["spaCy blank ar, PhraseMatcher", "seconds"] / table["seconds"]
    table["peak_mb"] = [peak_memory(name, args.articles) for name in names]
    forms, words = len(lexicon.entries), len(lexicon.patterns)
    print(f"{args.articles} articles. Every peer, and the raw scan of names, looks for the same {forms:,} forms of")
    print(f"names in folded texts. libyautil folds, and looks for {words:,}: titles and the words of conditions too.")
    print(table.join(accuracy(lexicon)).round(2).to_string())
    for number in args.growth:
        print(f"{number:>8,} articles: {growth(number, lexicon):.2f} ms an article", flush=True)


if __name__ == "__main__":
    main()
