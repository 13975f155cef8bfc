"""The command line: tables, publish, missing and check; ``python -m libyautil --help`` lists them."""

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from tqdm import tqdm

from libyautil import paths
from libyautil.articles import load_articles
from libyautil.concordance import with_context
from libyautil.lexicon import check_lexicon, describe_faults, find_unmatched, load_lexicon
from libyautil.lexicon.files import mark_tables, unmarked_tables
from libyautil.mentions import draft_rows, find_mentions, find_missing

# libyautil.tables draws with matplotlib and libyautil.publish runs notebooks: both take seconds to load, so the
# commands that need them import them

NEAR = 40  # characters shown on either side of a name
FEW = 5  # rows that are printed of many with the same fault

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Read Arabic press on the war in Libya into tables.")


@app.command()
def tables(
    articles: Annotated[Path, typer.Argument(help="a folder of articles")],
    out: Annotated[Path, typer.Argument(help="the folder that the tables go to")],
    lexicon: Annotated[Path, typer.Option(help="the folder of the lexicon")] = paths.LEXICON,
) -> None:
    """Code every article of a folder and write the eight tables."""
    from libyautil.tables import FILES, code_articles, write_tables

    articles, out = paths.from_root(articles), paths.from_root(out)
    try:
        words = load_lexicon(paths.from_root(lexicon))
        found, report = load_articles(articles)
    except ValueError as error:
        raise SystemExit(str(error)) from error
    with tqdm(total=len(found), desc="coding", unit="article") as bar:
        frames = code_articles(found, words, bar.update)
    write_tables(frames, out)
    for row in report.itertuples():
        where = f"{row.file}, row {row.row}" if row.row else row.file
        typer.echo(f"  {where}: {row.problem}; {row.remedy}")
    typer.echo(f"{len(found)} articles coded, {len(report)} remarks on the files; tables in {out}")
    for name in FILES:
        typer.echo(f"  {name}.csv: {len(frames[name])} rows")


@app.command()
def publish(
    articles: Annotated[Path, typer.Argument(help="a folder of articles")] = paths.ARTICLES,
    out: Annotated[Path, typer.Argument(help="the folder that pages, figures and tables go to")] = paths.OUTPUT,
) -> None:
    """Execute the notebooks over a folder of articles and publish them as pages that need no network."""
    from libyautil.publish import NotebookFailed
    from libyautil.publish import publish as publish_notebooks

    folder, output = paths.from_root(articles), paths.from_root(out)
    try:
        load_lexicon()
        load_articles(folder)
        for page in publish_notebooks(folder, output):
            typer.echo(f"  {page}")
    except (ValueError, NotebookFailed) as error:
        raise SystemExit(str(error)) from error


@app.command()
def missing(
    articles: Annotated[Path, typer.Argument(help="a folder of articles")] = paths.ARTICLES,
    draft: Annotated[Path | None, typer.Option(help="a folder for drafts of lexicon rows, as CSV")] = None,
    most: Annotated[int, typer.Option(help="how many names")] = 40,
) -> None:
    """List likely names that the lexicon does not have, each with its words around it, and draft rows for them."""
    try:
        words = load_lexicon()
        found, report = load_articles(paths.from_root(articles))
    except ValueError as error:
        raise SystemExit(str(error)) from error
    names = find_missing(found, find_mentions(found, words), words).head(most)
    for row in with_context(names, found).itertuples():
        around = f"{row.before[-NEAR:]}[{row.match}]{row.after[:NEAR]}"
        typer.echo(f"{row.phrase}: times {row.times}, articles {row.articles}; {row.article} {row.start}: {around}")
    typer.echo(
        f"{len(names)} likely names; articles read: {len(found)}, files or rows left out: {report['left_out'].sum()}"
    )
    if draft is not None and len(names):
        from libyautil.tables import write_table

        for name, rows in draft_rows(names).items():
            write_table(rows, f"draft_{name}", paths.from_root(draft))
            typer.echo(f"  {paths.from_root(draft) / f'draft_{name}.csv'}: fill the ids, then copy into {name}.csv")


@app.command()
def check(
    lexicon: Annotated[Path, typer.Argument(help="the folder of the lexicon")] = paths.LEXICON,
    sample: Annotated[Path | None, typer.Option(help="articles: list the aliases that name no one in them")] = None,
    every: Annotated[bool, typer.Option("--all", help="print each row, where many have the same fault")] = False,
    mark: Annotated[bool, typer.Option("--mark", help="give tables the mark by which Excel knows UTF-8")] = False,
) -> None:
    """Print each fault of the lexicon: file, line, column, what is wrong, what to write instead."""
    folder = paths.from_root(lexicon)
    faults = check_lexicon(folder)
    _print_rows(faults, every)
    if sample is not None and not len(faults):
        words = load_lexicon(folder)
        articles, _ = load_articles(paths.from_root(sample))
        unmatched = find_unmatched(words, find_mentions(articles, words))
        _print_rows(unmatched, every)
        typer.echo(f"{len(unmatched)} aliases named no one in the {len(articles)} articles of the sample")
    if mark and not len(faults):  # a file in another encoding is a fault, and must not be marked as UTF-8
        mark_tables(folder)
    for path in unmarked_tables(folder):
        typer.echo(f"{path.name}: no fault, but Excel would misread it without a byte-order mark; --mark puts one")
    typer.echo(f"{len(faults)} fault{'s' if len(faults) > 1 else ''}" if len(faults) else "no faults")
    raise typer.Exit(1 if len(faults) else 0)


def _print_rows(rows: pd.DataFrame, every: bool) -> None:
    for line in describe_faults(rows, each=len(rows) if every else FEW):
        typer.echo(line)


if __name__ == "__main__":
    app()
