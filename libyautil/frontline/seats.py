"""Who holds a place because a name says so: governments and forces called by their place, or named with their seat."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from libyautil.arabic import sentences
from libyautil.predicates import plain

SIDES = ("lna", "gna")
SEATED = ("government", "force", "group")  # kinds whose standing place is held: a person may be on a visit
IN, FROM, OF = plain("في"), plain("من"), plain("عن")


class Evidence(NamedTuple):
    """What one stretch of an article says of the hold on a place; the columns of ``control`` behind its rank."""

    rank: str  # of control.RANKS
    side: str
    modality: str
    start: int
    end: int
    text: str
    sentence: int
    source: str = ""
    lexicon_row: str = ""


Found = tuple[tuple[str, str], Evidence]  # (article, place) and what is said of it


def words_of(lexicon: Any, name: str) -> list[str]:
    """Return the folded words of a class of ``clause_words.csv``."""
    cells = lexicon.clause_words.loc[lexicon.clause_words["class"] == name, "words"]
    return [plain(words) for cell in cells for words in cell.split("|")]


def regions_of(lexicon: Any) -> set[str]:
    """Return the ids of the regions of ``places.csv``."""
    return set(lexicon.places.loc[lexicon.places["kind"] == "region", "id"])


def named_seats(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    sides: dict[tuple[str, str], str],
    kinds: dict[str, str],
    lexicon: Any,
) -> Iterator[Found]:
    """Yield what naming a side's government or force by its place says.

    قوات شرق ليبيا and الحكومة في بنغازي are two names, حكومة طرابلس is one; who is called the strong man of a place
    (class ``seat`` of ``clause_words.csv``) holds it.
    """
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    aliases = zip(lexicon.place_aliases["alias"], lexicon.place_aliases["id"], strict=True)
    towns = {plain(alias): place for alias, place in aliases if " " not in alias}
    regions, strong = regions_of(lexicon), words_of(lexicon, "seat")
    leads = {IN, *(f"{adjective} {IN}" for adjective in words_of(lexicon, "of the country"))}
    actors = mentions[mentions["layer"] == "actor"]
    sided = actors[[sides.get(key, "") in SIDES for key in zip(actors["article"], actors["id"], strict=True)]]
    places = dict(tuple(mentions[mentions["layer"] == "place"].groupby(["article", "sentence"])))
    for actor in sided.itertuples(index=False):
        side, kind = sides[actor.article, actor.id], kinds.get(actor.id, "")
        town = _town_in_name(actor, kind, towns, regions)
        if town:
            found = Evidence("seat", side, "occurred", actor.start, actor.end, actor.text, actor.sentence)
            yield (actor.article, town), found
        near, text = places.get((actor.article, actor.sentence)), texts[actor.article]
        for place in near.itertuples(index=False) if near is not None else ():
            rank = _rank_of_place(actor, place, kind, text, strong, leads)
            if rank:
                start, end = actor.start, max(actor.end, place.end)
                found = Evidence(rank, side, "occurred", start, end, text[start:end], actor.sentence)
                yield (actor.article, place.id), found


def _town_in_name(actor: Any, kind: str, towns: dict[str, str], regions: set[str]) -> str:
    """Return the place in an actor's name of two words: حكومة طرابلس sits there, قوات الشرق hold the region.

    A town's own fighters (مقاتلو الزنتان) may be anywhere.
    """
    words = [plain(word).strip() for word in actor.text.split()]
    town = towns.get(words[1], "") if len(words) == 2 else ""
    return town if kind == "government" or (kind in SEATED and town in regions) else ""


def _rank_of_place(actor: Any, place: Any, kind: str, text: str, strong: list[str], leads: set[str]) -> str:
    """Return the rank of the evidence that an actor and a place of its sentence are, or "".

    The place stands inside the name (an office in a town does not hold it), or behind it with في, or the name is that
    of a strong man.
    """
    words = [plain(word).strip() for word in actor.text.split()]
    if actor.start <= place.start and place.end <= actor.end and FROM not in words and kind != "body":
        return "statement" if OF in words else "seat"  # those who defend (مدافعون عن) Tripoli hold it
    between = plain(text[actor.end : place.start]).split() if place.start >= actor.end else []
    stands = kind in SEATED and " ".join(between) in leads
    behind = " ".join(between).replace("( ", "").replace("(", "")
    titles = tuple(title.rsplit(" ", 1)[0] for title in strong)  # the name may end with the title, the place follow
    called = behind in strong or (behind == IN and " ".join(words).endswith(titles))
    return "seat" if stands or called else ""


def government_seats(
    mentions: pd.DataFrame, articles: pd.DataFrame, camp: Callable[[str, tuple[str, str]], str], lexicon: Any
) -> Iterator[Found]:
    """Yield the seat (``seats.csv``) of each government that an article names, where it names the seat too.

    A sentence that speaks of two rival governments and names a seat (حكومتان، واحدة في طرابلس) names the one there.
    """
    two = re.compile("|".join(rf"\b[ولب]?{re.escape(words)}\b" for words in words_of(lexicon, "rival")))
    named = dict(tuple(mentions.groupby("article")))
    for article in articles.dropna(subset=["published_latest"]).itertuples(index=False):
        if article.article not in named:
            continue
        here, day = named[article.article], f"{article.published_latest:%Y-%m-%d}"
        spans = sentences(article.text)
        rivals = {n for n, (a, b) in enumerate(spans) if two.search(plain(article.text[a:b]))}
        for seat in lexicon.seats.itertuples(index=False):
            side = camp(seat.id, (day, day))
            if not seat.since <= day <= (seat.until or "9999") or side not in SIDES:
                continue
            places = here[here["id"] == seat.place]
            if not (here["id"] == seat.id).any():
                places = places[places["sentence"].isin(rivals)]
            for place in places.head(1).itertuples(index=False):
                found = Evidence("seat", side, "occurred", place.start, place.end, place.text, place.sentence)
                yield (article.article, seat.place), found
