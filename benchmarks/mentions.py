"""Speed, memory and accuracy of finding names, against peers, on the same texts and aliases in one run.

    make benchmark

The texts are the project's sample articles, repeated to the number asked for. Every peer gets the same folded texts
and the same folded alias list; this package also peels clitics, checks conditions and joins titles. The raw automaton
scan is the limit: nothing that reads every character can be faster. Figures are ratios within one run on one machine.
Accuracy is that of the codebook's coded articles, where ``../shared`` lies beside the project.
"""

import argparse
import re
import time
import tracemalloc
from collections.abc import Callable

import pandas as pd

from libyautil import paths
from libyautil.arabic import fold
from libyautil.articles import load_articles
from libyautil.lexicon import load_lexicon
from libyautil.mentions import find_mentions

REPEATS = 3


def sample(number: int) -> pd.DataFrame:
    """Return ``number`` articles: the sample articles over and over, each with an id of its own."""
    articles, _ = load_articles(paths.ARTICLES)
    times = -(-number // len(articles))
    many = pd.concat([articles] * times, ignore_index=True).head(number)
    return many.assign(article=[f"{n:06d}" for n in range(number)])


def peers(lexicon, texts: list[str]) -> dict[str, Callable[[], object]]:
    """Return one function a peer, each of which finds the aliases in all ``texts``."""
    import spacy
    from flashtext import KeywordProcessor
    from spacy.matcher import PhraseMatcher

    patterns = sorted(lexicon.entries)
    automaton, _ = lexicon.automaton
    blank = spacy.blank("ar")
    matcher = PhraseMatcher(blank.vocab)
    matcher.add("alias", list(blank.tokenizer.pipe(patterns)))
    keywords = KeywordProcessor(case_sensitive=True)
    keywords.add_keywords_from_list(patterns)
    longest_first = sorted(patterns, key=len, reverse=True)
    alternation = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return {
        "raw automaton scan": lambda: [automaton.find_matches_as_indexes(t, overlapping=True) for t in texts],
        "flashtext": lambda: [keywords.extract_keywords(t, span_info=True) for t in texts],
        "one re alternation": lambda: [[m.span() for m in alternation.finditer(t)] for t in texts],
        "spaCy blank ar, PhraseMatcher": lambda: [matcher(doc) for doc in blank.tokenizer.pipe(texts)],
    }


def best_time(run: Callable[[], object]) -> float:
    """Return the shortest of some runs, in seconds: the others were disturbed."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def peak_memory(run: Callable[[], object]) -> float:
    """Return the peak of Python's memory during a run, in megabytes."""
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def main() -> None:
    """Print a table of peers, and the time an article at growing numbers of articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--growth", type=int, nargs="*", default=[1_000, 10_000])
    args = parser.parse_args()
    lexicon, articles = load_lexicon(), sample(args.articles)
    texts = [fold(text).text for text in articles["text"]]
    runs = {"libyautil": lambda: find_mentions(articles, lexicon), **peers(lexicon, texts)}
    lexicon.automaton  # noqa: B018  built once, before the clock starts
    rows = {name: {"seconds": best_time(run), "peak_mb": peak_memory(run)} for name, run in runs.items()}
    table = pd.DataFrame(rows).T
    table["articles_per_second"] = args.articles / table["seconds"]
    table["times_raw_scan"] = table["seconds"] / table.loc["raw automaton scan", "seconds"]
    table["speed_against_spacy"] = table.loc["spaCy blank ar, PhraseMatcher", "seconds"] / table["seconds"]
    print(table.round(2).to_string())
    for number in args.growth:
        many = sample(number)
        start = time.perf_counter()
        find_mentions(many, lexicon)
        print(f"{number:>8,} articles: {1e3 * (time.perf_counter() - start) / number:.2f} ms an article")


if __name__ == "__main__":
    main()
