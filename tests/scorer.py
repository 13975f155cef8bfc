"""Scores the tables of a run against coded articles: ``python tests/scorer.py OUT [--gold DIR] [--texts DIR]``.

A found row counts when it carries the ids of a coded one and its span shares a character with that one's, one to one.
Spans of coded rows are token or sentence numbers, those of a run are characters. What no id stands for (``other:``) is
neither asked for nor held against a run.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from libyautil.arabic import sentences, tokens

CODED = Path(__file__).parent / "data" / "coded"
FRONT = {"capture", "withdrawal", "offensive", "clash", "airstrike", "shelling", "buildup", "siege"}
Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def characters(row: Row) -> tuple[int, int]:
    return int(row["start"]), int(row["end"])


def anywhere(row: Row) -> tuple[int, int]:
    return 0, 1


def pair(coded: list[Row], found: list[Row], key: Callable, span: Callable, span_found: Callable) -> tuple:
    """Return the pairs of coded and found rows, then the coded and the found ones that have no other."""
    pool = defaultdict(list)
    for row in found:
        pool[key(row)].append(row)
    pairs, missed = [], []
    for row in coded:
        (start, end), candidates = span(row), pool[key(row)]
        hit = next((c for c in candidates if start < span_found(c)[1] and span_found(c)[0] < end), None)
        if hit is None:
            missed.append(row)
        else:
            candidates.remove(hit)
            pairs.append((row, hit))
    return pairs, missed, [row for rest in pool.values() for row in rest]


def f1(pairs: list, missed: list, extra: list) -> float:
    return round(2 * len(pairs) / max(1, 2 * len(pairs) + len(missed) + len(extra)), 3)


def keys(*columns: str) -> Callable[[Row], tuple]:
    return lambda row: tuple(row[c] for c in columns)


def named(*columns: str) -> Callable[[Row], bool]:
    return lambda row: not any(row[c].startswith("other:") for c in columns)


def score(tables: Path, gold: Path, texts: Path) -> dict[str, float]:
    """Return F1 of each layer, and the share of a layer's pairs that agree in a further column."""
    text = {path.stem: path.read_text(encoding="utf-8-sig").replace("\r\n", "\n") for path in texts.glob("*.txt")}
    spans = {article: (tokens(t), sentences(t)) for article, t in text.items()}

    def words(row: Row) -> tuple[int, int]:
        return spans[row["article"]][0][int(row["first"])][0], spans[row["article"]][0][int(row["last"])][1]

    def sentence(row: Row) -> tuple[int, int]:
        return spans[row["article"]][1][int(row["sentence"])]

    def both(name: str) -> tuple[list[Row], list[Row]]:
        coded = [row for row in rows(gold / f"{name}.csv") if row["article"] in text]
        return coded, [row for row in rows(tables / f"{name}.csv") if row["article"] in coded_articles]

    coded_articles = {row["article"] for row in rows(gold / "mentions.csv")} & set(text)
    result = {}

    coded, found = both("mentions")
    others = [(row["article"], row["layer"], words(row)) for row in coded if not named("id")(row)]
    found = [row for row in found if not any(
        (article, layer) == (row["article"], row["layer"]) and start < int(row["end"]) and int(row["start"]) < end
        for article, layer, (start, end) in others)]  # fmt: skip
    for layer in ("actor", "place"):
        asked, answered = ([r for r in rs if r["layer"] == layer and named("id")(r)] for rs in (coded, found))
        pairs, missed, extra = pair(asked, answered, keys("article", "id"), words, characters)
        result[layer] = f1(pairs, missed, extra)
        if layer == "actor":
            result["form"] = share(pairs, "form")
            counts: dict[tuple, int] = defaultdict(int)
            for sign, members in ((1, asked), (-1, answered)):
                for row in members:
                    counts[row["article"], row["id"]] += sign
            result["frequency error"] = round(sum(map(abs, counts.values())) / len(asked), 3)

    result["dates"] = f1(*pair(*both("dates"), keys("article"), words, characters))

    coded, found = both("events")
    coded, key = list(filter(named("place"), coded)), keys("article", "type", "place")
    pairs, missed, extra = pair(coded, found, key, sentence, characters)
    result["events"] = f1(pairs, missed, extra)
    front = [[row for row in rs if row["type"] in FRONT and row["place"]] for rs in (coded, found)]
    result["front"] = f1(*pair(*front, key, sentence, characters))
    result |= {column: share(pairs, column) for column in ("modality", "initiator", "target")}

    coded, found = both("stance")
    key = keys("article", "holder", "target", "polarity")
    once = [list({key(row): row for row in rs}.values()) for rs in (filter(named("holder", "target"), coded), found)]
    result["stance"] = f1(*pair(*once, key, anywhere, anywhere))

    coded, found = both("control")
    asked = list(filter(named("place"), coded))
    result["control"] = f1(*pair(asked, found, keys("article", "place", "side"), anywhere, anywhere))
    return result


def share(pairs: list, column: str) -> float:
    """Return the share of pairs that agree in a column."""
    asked = [(a, b) for a, b in pairs if named(column)(a)]
    return round(sum(a[column] == b[column] for a, b in asked) / max(1, len(asked)), 3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=Path)
    parser.add_argument("--gold", type=Path, default=CODED)
    parser.add_argument("--texts", type=Path, default=CODED / "texts")
    for name, figure in score(**vars(parser.parse_args())).items():
        print(f"{name:16} {figure}")
