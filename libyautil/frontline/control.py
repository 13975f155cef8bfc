"""Who holds a place at an article's date, as the article has it, by the codebook's section 5."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from libyautil.arabic import sentences
from libyautil.events import find_holdings
from libyautil.events.geography import libyan_places
from libyautil.mentions import side_lookup
from libyautil.predicates import plain

COLUMNS = ["article", "place", "side", "modality", "start", "end", "text", "sentence", "source", "lexicon_row"]
SIDES = ("lna", "gna")
OTHER = {"lna": "gna", "gna": "lna"}
FROM, OF = plain("من"), plain("عن")
STANDS_IN = ([plain("في")], [plain("الليبية"), plain("في")])
TOWN_NAMED = ("government", "body")  # حكومة طرابلس sits there; a town's own fighters (مقاتلو الزنتان) may be anywhere
SEATED = ("government", "force", "group")  # kinds whose standing place is held: a person may be on a visit

LONG_AGO = pd.Timedelta(days=60)  # fighting that an article dates further back says nothing of its own day

# The kinds of evidence, the plainest first: what a plainer kind says stands.
RANKS = ("statement", "taken", "fighting", "held", "struck", "gathered", "aimed at", "seat")


def find_control(
    articles: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame, voice: pd.DataFrame, lexicon: Any
) -> pd.DataFrame:
    """Find who holds which place, as each article says it or plainly implies it.

    The rule, the plainest evidence first: a statement of holding told as fact, or of a government; the last taking or
    leaving told or claimed; fighting, which makes a place contested, as the taking of a part of it does; a hold only
    claimed; a strike on one side there; forces gathered there; being aimed at by the other side; the seat of a
    government or force. Two sides at one rank make a place contested. What happens beside a place says nothing of it.

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
        control_words, roles, and what ``find_events`` needs.

    Returns
    -------
    DataFrame
        A row a place that an article tells of: article, place (str, ids), side (lna|gna|contested), modality
        (occurred|claimed), start, end (int, the evidence's characters), text, sentence (int), source (who says so, an
        id or ""), lexicon_row (file and line, "" where a name alone implies it).
    """
    sides = {(m.article, m.id): m.side for m in mentions[mentions["layer"] == "actor"].itertuples(index=False)}
    camp = side_lookup(lexicon)
    kinds = dict(zip(lexicon.actors["id"], lexicon.actors["kind"], strict=True))
    libyan = libyan_places(lexicon.places)
    day = dict(zip(articles["article"], articles["published_earliest"], strict=True))
    holdings = find_holdings(articles, mentions, voice, lexicon)
    beside = {
        plain(w)
        for cell in lexicon.clause_words.loc[lexicon.clause_words["class"] == "compass", "words"]
        for w in cell.split("|")
    }
    regions = set(lexicon.places.loc[lexicon.places["kind"] == "region", "id"])
    fights = events[(events["type"] == "clash") & (events["initiator"] == events["target"])]
    # those who fight among themselves hold nothing for sure
    feuds = set(zip(fights["article"], fights["place"], fights["initiator"], strict=True))
    evidence: dict[tuple[str, str], list[tuple]] = defaultdict(list)
    for e in [*holdings.itertuples(index=False), *events.itertuples(index=False)]:
        when = (day[e.article].date().isoformat(),) * 2 if pd.notna(day[e.article]) else ("", "")
        doer, foe = (sides.get((e.article, a)) or (camp(a, when) if a else "") for a in (e.initiator, e.target))
        found = _reading(e, doer, foe, kinds, feuds, day[e.article])
        if found is not None and e.relation not in beside:
            rank, side = found
            if e.place in regions and rank not in ("statement", "taken", "held"):
                continue
            if e.place in libyan or (rank == "taken" and e.place == "libya"):
                evidence[e.article, e.place].append(
                    (rank, side, e.modality, e.start, e.end, e.text, e.sentence, e.source, e.lexicon_row)
                )
    for row in _seats(mentions, articles, sides, kinds, lexicon):
        if row[1] in libyan:
            evidence[row[0], row[1]].append(row[2:])
    fought = set(zip(events["article"], events["place"], strict=True))
    for row in _governments(mentions, articles, camp, lexicon):
        if row[:2] not in evidence and row[:2] not in fought:
            evidence[row[:2]].append(row[2:])
    rows = [(*key, *_decide(found)) for key, found in evidence.items()]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["article", "start"], ignore_index=True)


def _reading(
    e: Any, doer: str, foe: str, kinds: dict[str, str], feuds: set, day: pd.Timestamp
) -> tuple[str, str] | None:
    """Return (rank, side) of what one event or statement says of the hold on its place, or None."""
    doer, foe = (doer if doer in SIDES else ""), (foe if foe in SIDES else "")
    if not e.place or e.modality == "denied":
        return None
    if e.type == "hold":
        if e.relation:
            return ("fighting", "contested") if doer else None
        seated = kinds.get(e.initiator) in ("government", "body")
        sure = seated or (e.modality == "occurred" and (e.article, e.place, e.initiator) not in feuds)
        return ("statement" if sure else "held", doer) if doer and e.modality != "planned" else None
    if e.modality == "planned":
        if e.type in ("capture", "offensive") and (foe or doer):
            return "aimed at", foe or OTHER[doer]
        return None
    if e.type == "capture" and e.relation:
        return ("fighting", "contested") if doer or foe else None
    if e.type == "capture":
        holder = doer or (OTHER[foe] if foe and not e.initiator else "")
        return ("taken", holder) if holder else None
    if e.type == "withdrawal" and e.place_role != "goal":
        return ("taken", OTHER[doer]) if doer else None
    if e.type == "offensive" and foe and not doer:
        return "struck", foe  # who is attacked there by a third party is there
    if e.type in ("offensive", "clash", "siege"):
        old = pd.notna(e.latest) and e.latest < day - LONG_AGO
        between = e.type == "clash" or bool((doer or foe) and doer != foe)
        return ("fighting", "contested") if between and not old else None
    if e.type in ("airstrike", "shelling"):
        return ("struck", foe) if foe else None
    if e.type == "buildup" and e.place_role == "goal" and doer:
        return "gathered", doer
    return None


def _seats(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    sides: dict[tuple[str, str], str],
    kinds: dict[str, str],
    lexicon: Any,
) -> Iterator[tuple]:
    """Yield what naming a side's government or force by its place says.

    قوات شرق ليبيا and الحكومة في بنغازي are two names, حكومة طرابلس is one.
    """
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    aliases = zip(lexicon.place_aliases["alias"], lexicon.place_aliases["id"], strict=True)
    towns = {plain(alias): place for alias, place in aliases if " " not in alias}
    regions = set(lexicon.places.loc[lexicon.places["kind"] == "region", "id"])
    cells = lexicon.clause_words.loc[lexicon.clause_words["class"] == "seat", "words"]
    strong = [plain(words) for cell in cells for words in cell.split("|")]
    names = tuple(words.rsplit(" ", 1)[0] for words in strong)
    sided = mentions[(mentions["layer"] == "actor")]
    sided = sided[[sides.get(key, "") in SIDES for key in zip(sided["article"], sided["id"], strict=True)]]
    places = dict(tuple(mentions[mentions["layer"] == "place"].groupby(["article", "sentence"])))
    for actor in sided.itertuples(index=False):
        side, seated = sides[actor.article, actor.id], kinds.get(actor.id) in SEATED
        words = [plain(w).strip() for w in actor.text.split()]
        named = len(words) == 2 and towns.get(words[1], "")
        if seated and named and (kinds.get(actor.id) in TOWN_NAMED or named in regions):
            yield (actor.article, towns[words[1]], "seat", side, "occurred", actor.start, actor.end, actor.text,
                   actor.sentence, "", "")  # fmt: skip
        near = places.get((actor.article, actor.sentence))
        for place in near.itertuples(index=False) if near is not None else ():
            inside = actor.start <= place.start and place.end <= actor.end and FROM not in words
            inside = inside and kinds.get(actor.id) != "body"  # an office in a town does not hold it
            between = plain(texts[actor.article][actor.end : place.start]).split() if place.start >= actor.end else []
            behind = " ".join(between).replace("( ", "").replace("(", "")
            called = behind in strong or (behind == "في" and " ".join(words).endswith(names))
            if inside or (seated and between in STANDS_IN) or called:
                rank = "statement" if inside and OF in words else "seat"  # those who defend Tripoli hold it
                start, end = actor.start, max(actor.end, place.end)
                yield (actor.article, place.id, rank, side, "occurred", start, end, texts[actor.article][start:end],
                       actor.sentence, "", "")  # fmt: skip


def _governments(
    mentions: pd.DataFrame, articles: pd.DataFrame, camp: Callable[[str, tuple[str, str]], str], lexicon: Any
) -> Iterator[tuple]:
    """Yield the seat (``seats.csv``) of each government that an article names, where it names the seat too.

    A sentence that speaks of two rival governments and names a seat (حكومتان، واحدة في طرابلس) names the one there.
    """
    rival = lexicon.clause_words.loc[lexicon.clause_words["class"] == "rival", "words"].str.split("|").explode()
    two = re.compile("|".join(rf"\b[ولب]?{re.escape(plain(word))}\b" for word in rival))
    named = dict(tuple(mentions.groupby("article")))
    for article in articles.dropna(subset=["published_latest"]).itertuples(index=False):
        here, day = named.get(article.article), f"{article.published_latest:%Y-%m-%d}"
        spans = sentences(article.text) if here is not None else []
        rivals = {n for n, (a, b) in enumerate(spans) if two.search(plain(article.text[a:b]))}
        for seat in lexicon.seats.itertuples(index=False):
            if here is None or not seat.since <= day <= (seat.until or "9999"):
                continue
            places = here[here["id"] == seat.place]
            if not (here["id"] == seat.id).any():
                places = places[places["sentence"].isin(rivals)]
            side = camp(seat.id, (day, day))
            for place in places.head(1 if side in SIDES else 0).itertuples(index=False):
                yield (article.article, seat.place, "seat", side, "occurred", place.start, place.end, place.text,
                       place.sentence, "", "")  # fmt: skip


def _decide(found: list[tuple]) -> tuple:
    """Return the side, modality and evidence that the plainest kind of evidence gives."""
    best = min(RANKS.index(f[0]) for f in found)
    plainest = sorted((f for f in found if RANKS.index(f[0]) == best), key=lambda f: f[3])
    if RANKS[best] == "taken":
        plainest = [f for f in plainest if f[1] == plainest[-1][1]]
    held = {f[1] for f in plainest}
    side = held.pop() if len(held) == 1 else "contested"
    sure = next((f for f in plainest if f[2] == "occurred"), plainest[0])
    return side, "occurred" if RANKS[best] == "aimed at" else sure[2], *sure[3:]
