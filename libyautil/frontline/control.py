"""Who holds a place at an article's date, as the article has it, by the codebook's section 5."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pandas as pd

from libyautil.events import find_holdings
from libyautil.events.geography import libyan_places
from libyautil.frontline.seats import SIDES, Evidence, Found, government_seats, named_seats, regions_of, words_of
from libyautil.mentions import side_lookup

COLUMNS = ["article", "place", "side", "modality", "start", "end", "text", "sentence", "source", "lexicon_row"]
OTHER = {"lna": "gna", "gna": "lna"}
CLOSED = ("port", "oilfield", "airport", "crossing")  # kinds of place that are shut by who has them in hand
GROUND = ("capture", "withdrawal", "offensive", "clash", "siege")  # what leaves a seat's holder open
LONG_AGO = pd.Timedelta(days=60)  # fighting that an article dates further back says nothing of its own day

# The kinds of evidence, the plainest first: what a plainer kind says stands.
RANKS = ("statement", "taken", "fighting", "held", "struck", "gathered", "aimed at", "seat")
OF_REGIONS = ("statement", "taken", "held")  # fighting somewhere in a region leaves open who holds it


def find_control(
    articles: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame, voice: pd.DataFrame, lexicon: Any
) -> pd.DataFrame:
    """Find who holds which place, as each article says it or plainly implies it.

    The rule, the plainest evidence first. Two sides at one rank make a place contested, save of takings, where the last
    one stands. What happens beside a place (class ``compass`` of ``clause_words.csv``) says nothing, nor does what is
    denied, save for 4 and 5.

    1. A statement of holding (``control_words.csv``) told as fact, or of a government or body; not of a side that
       fights among itself there; and being called the defenders of a place.
    2. The last taking or leaving that is told or claimed; of Libya as a whole too.
    3. Fighting makes a place contested: a clash, or an attack or siege in which a side faces somebody else, unless the
       article dates it more than 60 days back. So does holding or taking a part of it (``relation``). To shut a
       port, an oil field, an airport or a crossing is no fighting.
    4. A hold only claimed, or of a side that fights among itself there. A leaving denied: the side is there still. A
       taking denied: from whom it was said to be taken holds it, in a war of the two sides the other one.
    5. A strike from the air or by guns on one side, an attack on it by a third party, and one that it beats off: it is
       there. A strike on nobody in particular, in a war of the two sides: the other one is there.
    6. Forces gathered there.
    7. Being the aim of a planned taking or attack: who is attacked there holds it, and in a war of the two sides
       (``wars.csv``) the other side.
    8. A name. A government, or a force of a region, called by its place; a government or force that stands in it; the
       strong man of a place (class ``seat``). Else, where no fighting is told of the place: the seat that
       ``seats.csv`` gives a government which the article names along with the place, or of which it says that there are
       two rival ones (class ``rival``).

    Of a region only ranks 1, 2, 4 and 8 tell.

    Parameters
    ----------
    articles : DataFrame
        article, text, body_end, published_earliest, published_latest.
    mentions : DataFrame
        article, sentence, start, end, text, layer, id, form, side.
    events : DataFrame
        As ``events.find_events`` returns it.
    voice : DataFrame
        article, start, end, speaker, kind; may be empty.
    lexicon : Lexicon
        control_words, roles, seats, wars, places, and what ``find_events`` needs.

    Returns
    -------
    DataFrame
        A row a place that an article tells of: article, place (str, ids), side (lna|gna|contested), modality
        (occurred|claimed), start, end (int, the evidence's characters), text, sentence (int), source (who says so, an
        id or ""), lexicon_row (file and line, "" where a name alone implies it).
    """
    sides = {(m.article, m.id): m.side for m in mentions[mentions["layer"] == "actor"].itertuples(index=False)}
    camp, kinds = side_lookup(lexicon), dict(zip(lexicon.actors["id"], lexicon.actors["kind"], strict=True))
    libyan = libyan_places(lexicon.places)
    holdings = find_holdings(articles, mentions, voice, lexicon)
    told = [*holdings.itertuples(index=False), *events.itertuples(index=False)]
    evidence: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for key, found in _told(told, articles, _feuds(events), sides, camp, kinds, lexicon):
        if key[1] in libyan or (found.rank == "taken" and key[1] == "libya"):
            evidence[key].append(found)
    for key, found in named_seats(mentions, articles, sides, kinds, lexicon):
        if key[1] in libyan:
            evidence[key].append(found)
    ground = events[events["type"].isin(GROUND) & events["modality"].ne("denied")]
    fought = set(zip(ground["article"], ground["place"], strict=True))
    for key, found in government_seats(mentions, articles, camp, lexicon):
        if key not in evidence and key not in fought:
            evidence[key].append(found)
    rows = [(*key, *_decide(found)) for key, found in evidence.items()]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["article", "start"], ignore_index=True)


def _feuds(events: pd.DataFrame) -> set[tuple[str, str, str]]:
    """Return (article, place, party) of those who fight among themselves: they hold nothing for sure."""
    fights = events[(events["type"] == "clash") & (events["initiator"] == events["target"])]
    return set(zip(fights["article"], fights["place"], fights["initiator"], strict=True))


def _told(
    told: Iterable[Any],
    articles: pd.DataFrame,
    feuds: set[tuple[str, str, str]],
    sides: dict[tuple[str, str], str],
    camp: Callable[[str, tuple[str, str]], str],
    kinds: dict[str, str],
    lexicon: Any,
) -> Iterator[Found]:
    """Yield what the statements and the events of the articles say of the hold on their places."""
    days = dict(zip(articles["article"], articles["published_earliest"], strict=True))
    beside, regions = set(words_of(lexicon, "compass")), regions_of(lexicon)
    shut = set(lexicon.places.loc[lexicon.places["kind"].isin(CLOSED), "id"])
    wars = [(war.since, war.until) for war in lexicon.wars.itertuples(index=False)]
    for e in told:
        day = days[e.article]
        when = (day.date().isoformat(),) * 2 if pd.notna(day) else ("", "")
        doer, foe = (sides.get((e.article, a)) or (camp(a, when) if a else "") for a in (e.initiator, e.target))
        if e.type == "siege" and e.place in shut and foe not in SIDES:
            continue
        at_war = any(since <= when[0] <= until for since, until in wars)
        found = _reading(e, doer, foe, kinds, feuds, day, at_war)
        if found is None or e.relation in beside or (e.place in regions and found[0] not in OF_REGIONS):
            continue
        sure = "claimed" if e.modality == "denied" else e.modality  # a denial is one party's word
        yield (
            (e.article, e.place),
            Evidence(*found, sure, e.start, e.end, e.text, e.sentence, e.source, e.lexicon_row),
        )


def _reading(
    e: Any, doer: str, foe: str, kinds: dict[str, str], feuds: set, day: pd.Timestamp, at_war: bool
) -> tuple[str, str] | None:
    """Return (rank, side) of what one event or statement says of the hold on its place, or None."""
    doer, foe = (doer if doer in SIDES else ""), (foe if foe in SIDES else "")
    if not e.place:
        return None
    if e.modality == "denied":
        return _denied(e, doer, foe, at_war)
    if e.type == "hold":
        if e.relation:
            return ("fighting", "contested") if doer else None
        seated = kinds.get(e.initiator) in ("government", "body")
        sure = seated or (e.modality == "occurred" and (e.article, e.place, e.initiator) not in feuds)
        return ("statement" if sure else "held", doer) if doer and e.modality != "planned" else None
    if e.modality == "planned":
        against = foe or (OTHER[doer] if doer and at_war else "")
        return ("aimed at", against) if against and e.type in ("capture", "offensive") else None
    if e.type == "capture" and e.relation:
        return ("fighting", "contested") if doer or foe else None
    if e.type == "capture":
        holder = doer or (OTHER[foe] if foe and not e.initiator else "")
        return ("taken", holder) if holder else None
    if e.type == "withdrawal" and e.place_role != "goal":
        return ("taken", OTHER[doer]) if doer else None
    if e.type == "offensive" and foe and not doer and kinds.get(e.target) != "person":
        return "struck", foe  # who is attacked there by a third party is there
    if e.type in ("offensive", "clash", "siege"):
        old = pd.notna(e.latest) and e.latest < day - LONG_AGO
        between = e.type == "clash" or bool((doer or foe) and doer != foe)
        return ("fighting", "contested") if between and not old else None
    if e.type in ("airstrike", "shelling"):
        against = foe or (OTHER[doer] if doer and at_war and not e.target else "")  # nobody bombs what he holds
        return ("struck", against) if against else None
    if e.type == "buildup" and e.place_role == "goal" and doer:
        return "gathered", doer
    return None


def _denied(e: Any, doer: str, foe: str, at_war: bool) -> tuple[str, str] | None:
    """Return (rank, side) of what is said not to have happened: who has not left is there, nor has lost the place.

    Who beats off an attack is there, too.
    """
    if e.type == "offensive" and foe and foe != doer:
        return "struck", foe
    if e.type == "withdrawal" and e.place_role != "goal":
        return ("held", doer) if doer else None
    holder = foe or (OTHER[doer] if doer and at_war else "")
    return ("held", holder) if e.type == "capture" and holder else None


def _decide(found: list[Evidence]) -> tuple:
    """Return the side, modality and evidence that the plainest kind of evidence gives."""
    best = min((f.rank for f in found), key=RANKS.index)
    plainest = sorted((f for f in found if f.rank == best), key=lambda f: f.start)
    if best == "taken":
        plainest = [f for f in plainest if f.side == plainest[-1].side]
    held = {f.side for f in plainest}
    side = held.pop() if len(held) == 1 else "contested"
    sure = next((f for f in plainest if f.modality == "occurred"), plainest[0])
    return side, "occurred" if best == "aimed at" else sure.modality, *sure[3:]
