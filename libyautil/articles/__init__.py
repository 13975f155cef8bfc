"""A folder of files to a frame of articles: texts untouched, furniture marked, copies of one story grouped."""

from collections import defaultdict
from pathlib import Path

import pandas as pd

from libyautil.articles.days import read_day
from libyautil.articles.files import fault, read_folder
from libyautil.articles.furniture import body_end, find_furniture
from libyautil.articles.wire import group_copies

__all__ = ["ARTICLE_COLUMNS", "REPORT_COLUMNS", "NoArticles", "find_furniture", "group_copies", "load_articles"]

ARTICLE_COLUMNS = [
    "article", "path", "title", "outlet", "url", "published_earliest", "published_latest", "date_basis", "characters",
    "author", "text", "body_end", "wire", "written_for",
]  # fmt: skip
REPORT_COLUMNS = ["file", "row", "problem", "remedy", "left_out"]


class NoArticles(ValueError):
    """A folder in which there is nothing to code."""


def load_articles(folder: str | Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    r"""Load every article of a folder and its subfolders.

    Reads `.txt` and `.md` files with or without YAML front matter, saved pages (`.html`), tables with an article a row
    (`.csv`, `.tsv`, `.jsonl`, `.json`), and an `articles.csv` of metadata beside bare text files. What can't be read
    is reported and left out; the rest goes on.

    Parameters
    ----------
    folder : str or Path
        The folder of articles.

    Returns
    -------
    articles : DataFrame
        One row an article, in the order of the paths: `article` (id: the metadata's, else the file's stem, with the
        row's number in a table; unique), `path` (relative to the folder), `title`, `outlet`, `url`,
        `published_earliest` and `published_latest` (calendar days without zone; the day of the metadata, NaT if
        unknown), `date_basis` (`"metadata"` or `""`), `characters` (length of the text), `author`, `text`, `body_end`
        (offset where closing page furniture begins; only `text[:body_end]` is coded), `wire` (id of the first article
        of a group of near copies), `written_for` (who an article was made up for, `""` for real ones).
    report : DataFrame
        One row a problem: `file`, `row` (line of a `.jsonl`, spreadsheet row of a table, else `""`), `problem`,
        `remedy`, `left_out` (False where the article is in the frame all the same).

    Raises
    ------
    NoArticles
        If there is no such folder, or no article in it that can be read; the message says which and why.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("---\ndate: 2020-01-12\n---\nهدنة في طرابلس", encoding="utf-8")
    ...     articles, report = load_articles(folder)
    >>> articles[["article", "characters", "date_basis"]].values.tolist()
    [['a', 14, 'metadata']]
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise NoArticles(f"There is no folder {folder}: name one that holds articles (.txt, .md, .html, .csv, .jsonl).")
    records, faults = read_folder(folder)
    if not records:
        reasons = "".join(f"\n  {row['file']} {row['row']}: {row['problem']}; {row['remedy']}" for row in faults[:20])
        raise NoArticles(
            f"No article in {folder}: put .txt, .md, .html, .csv or .jsonl files in Arabic there.{reasons}"
        )
    faults += _unique_ids(records)
    articles = pd.DataFrame(records)
    days, unclear = _days(articles)
    articles["published_earliest"] = articles["published_latest"] = days
    articles["date_basis"] = days.notna().map({True: "metadata", False: ""})
    articles["characters"] = articles["text"].str.len()
    furniture = dict(list(find_furniture(articles).groupby("article")))
    articles["body_end"] = articles["characters"]
    for place, article, text in articles[["article", "text"]].itertuples():
        if article in furniture:
            articles.loc[place, "body_end"] = body_end(text, furniture[article])
    articles["wire"] = group_copies(articles)
    report = pd.DataFrame(faults + unclear, columns=REPORT_COLUMNS).astype({"left_out": bool})
    return articles[ARTICLE_COLUMNS], report.sort_values("file", kind="stable", ignore_index=True)


def _unique_ids(records: list[dict[str, str]]) -> list[dict[str, object]]:
    """Give each record an id of its own, in place, and report those that had to change."""
    taken: dict[str, str] = {}
    faults = []
    for record in records:
        wanted, number = record["article"], 1
        while record["article"] in taken:
            number += 1
            record["article"] = f"{wanted}-{number}"
        if number > 1:
            problem = f"the id {wanted!r} is that of {taken[wanted]} too; here it is {record['article']!r}"
            remedy = "give each article its own id or file name"
            faults.append(fault(record["path"], record["row"], problem, remedy, left_out=False))
        taken[record["article"]] = record["path"]
    return faults


def _days(articles: pd.DataFrame) -> tuple[pd.Series, list[dict[str, object]]]:
    """Return the day of each article's metadata, and a report on those that are no day, or one of two."""
    days, faults = [], []
    swapped: dict[str, list[str]] = defaultdict(list)
    for path, row, value in zip(articles["path"], articles["row"], articles["date"], strict=True):
        day, certain = read_day(value)
        days.append(day)
        if value and pd.isna(day):
            faults.append(fault(path, row, f"{value!r} is no day", "write it as 2019-04-04", left_out=False))
        if not certain:
            swapped[path].append(value)
    for path, values in swapped.items():
        problem = f"{len(values)} of its dates, as {values[0]!r}, can be read two ways; the day was taken to come first"
        faults.append(fault(path, "", problem, "write days as 2019-04-04", left_out=False))
    return pd.Series(days, index=articles.index, dtype="datetime64[s]"), faults
