"""What each table of the lexicon must hold: its columns, and for each column what to write.

The closed vocabularies are those that the modules reading a table know: a word outside them would be passed over in
silence. Where such a module learns a new one (a class of words, a role, a type of event), it is added here.
"""

import re
from datetime import date

import pandera.pandas as pa

KINDS = ("person", "force", "government", "state", "body", "group")
FORMS = ("name", "label", "metonym", "demonym")
FRAMES = ("legitimising", "neutral", "delegitimising", "")
CLITICS = ("any", "none", "article")

# words that tell something: the forms of a predicate, and what the rows of each table make of it
INFLECTED = ("perfect", "imperfect", "noun", "participle", "passive", "phrase")
EVENT_TYPES = ("capture", "withdrawal", "offensive", "clash", "airstrike", "shelling", "buildup", "siege", "ceasefire",
               "meeting", "agreement")  # fmt: skip
ACTOR_ROLES = ("initiator", "target", "caller", "speaker")
PLACE_ROLES = ("scene", "origin", "goal")
SPENDING_ROLES = ("object", "issue", "sponsor")  # what such a word governs is neither a party nor a place of the event
PREPOSITION_ROLES = (*ACTOR_ROLES, *PLACE_ROLES, *SPENDING_ROLES, "parties", "owner")
SLOTS = ("ب", "ل", "ك", "استهدف")  # what leads to a complement besides the prepositions of clause_words.csv
NEEDS = ("place", "initiator", "target", "party", "generic", "force", "troops", "goal", "facility", "road", "begun",
         "pronoun", "unowned", "adjacent", "definite", "again", "alone", "headline", "quoted", "verbless")  # fmt: skip
EVENT_MODALITIES = ("occurred", "claimed", "planned", "denied", "attempt", "")
EVENT_SCOPES = ("prev", "first", "next", "near", "after", "sentence")
HOLDERS = ("author", "subject", "owner", "matrix", "antecedent", "topic", "voice", "speaker", "label", "wording")
TARGETS = ("object", "subject", "topic", "antecedent", "before", "inside", "context", "issue", "own", "intervention",
           "rival", "foe", "removed", "liberator", "whom", "doer", "next", "named", "camp", "theirs")  # fmt: skip
SPEECH_KINDS = ("report", "label", "according", "turn", "closing")
SPEECH_CONTENTS = ("clause", "judgement", "hearsay", "after", "around", "before", "agent", "none")
MATCHES = ("line", "label", "short", "start", "anywhere")
EXTENTS = ("line", "headlines", "rest")

PRECISIONS = ("day", "days", "month", "year", "vague")  # of the chronology
ACLED_TYPES = ("Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots",
               "Strategic developments")  # fmt: skip

# particles.csv: classes that turn or suspend a predicate of the kinds they name, and plain lists of words
ACTING = (
    "negation",
    "denial",
    "future",
    "supposition",
    "condition",
    "intention",
    "affirmation",
    "light",
    "nominal",
    "verbal",
)
LISTED = ("according", "adverbial", "agent", "agentive", "all", "anaphor", "apposition", "attached", "away",
          "bidding", "both", "break", "chief", "complement", "connective", "deed", "each", "effort", "hand",
          "himself", "leading", "members", "negative", "office", "outsider", "preposition", "relative", "removal",
          "saying", "statement", "step", "thin", "time", "topic", "unnamed", "waw", "what")  # fmt: skip
# clause_words.csv: a class that no rule reads must be named by a condition, as @arms
CLAUSE_CLASSES = ("about", "adverb", "also", "armed", "auxiliary", "background", "break", "casualty", "closable",
                  "comparison", "compass", "contrast", "direction", "distance", "force part", "generic", "he",
                  "namely", "negative", "of the country", "owned", "pair", "partial", "participle relative",
                  "place part", "place pronoun", "plain word", "preposition", "pronoun", "question",
                  "relative", "rival", "road", "said at", "seat", "so-called", "that", "that one", "upcoming",
                  "whole country", "witness")  # fmt: skip

# time_words.csv: for each class what its values look like, "" where only the word counts
_UNIT = r"(hour|day|week|month|year|decade|century)"
_MONTH = r"([1-9]|1[0-2])"
TIME_VALUES = {
    "adjective": r"(past|before_last|present|future|after_next)", "bare_weekday": r"[0-6]", "day": r"-?\d(\.\.-?\d)?",
    "decade": r"\d{3}0", "def_dual": _UNIT, "def_many": _UNIT, "def_unit": _UNIT, "dual": _UNIT,
    "hijri_month": _MONTH, "month": _MONTH, "not_future": r"(stem|word)", "number": r"\d{1,3}", "ordinal": r"\d{1,2}",
    "part": r"(early|earlier|middle|late|later|start|end|half[12]|quarter[1-4])", "plural": _UNIT,
    "season": r"(spring|summer|autumn|winter)", "this": r"present", "unit": _UNIT, "vague": r"-?\d+\.\.-?\d+",
    "weekday": r"[0-6]",
    **dict.fromkeys(("ago", "approx", "before", "corresponding", "counted", "day_word", "daypart", "daypart_after",
                     "elapsed", "era", "few", "former", "future_cue", "hijri_era", "month_word", "name_before_weekday",
                     "name_head", "now", "numbered", "of", "past_verb", "per_day", "programme_verb", "range_open",
                     "recalling", "since", "some", "stamp_head", "tied", "time_preposition", "to", "trap",
                     "vague_count", "year_word"), ""),
}  # fmt: skip
STANDS = {"month": ("alone", "bound", "numbered"), "hijri_month": ("alone", "bound")}


def _one_of(values: tuple[str, ...]) -> pa.Check:
    return pa.Check.isin(values, error=f"write one of: {', '.join(v or '(empty)' for v in values)}")


def _each_of(values: tuple[str, ...], joints: str = "|") -> pa.Check:
    word = "|".join(values)
    remedy = f"write some of: {', '.join(values)}; joined with {' or '.join(joints)}; or leave the cell empty"
    return _like(rf"(({word})([{joints}]({word}))*)?", remedy)


def _like(pattern: str, remedy: str) -> pa.Check:
    return pa.Check.str_matches(rf"^(?:{pattern})\Z", error=remedy)


def _is_day(cell: str) -> bool:
    try:
        return cell == "" or date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _within(bound: int) -> pa.Check:
    def stays(cell: str) -> bool:
        return not re.fullmatch(r"-?\d+(\.\d+)?", cell) or abs(float(cell)) <= bound

    return pa.Check(stays, element_wise=True, error=f"write degrees between -{bound} and {bound}: is the point lost?")


def _is_list(cell: str) -> bool:
    return cell == "" or all(value.strip() for value in cell.split("|"))


def _column(*checks: pa.Check, unique: bool = False) -> pa.Column:
    return pa.Column(str, list(checks), unique=unique)


_FILLED = _like(r".*\S.*", "fill this cell")
# what Arabic becomes where a program reads or writes it in the encoding of another alphabet: ???, or Ø­Ù and ط­ظپ
_ARABIC = _like(r"[^?\ufffd\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00ff]*",
                "its letters were lost in another encoding: restore the file, and save it as CSV UTF-8")  # fmt: skip
_ID = _like(r"[a-z0-9_]+", "write an id in small letters, digits and _")
_KEY = _like(r"[a-z0-9_-]+", "write an id in small letters, digits, _ and -")
_ISO = pa.Check(_is_day, element_wise=True, error="write a day as 2019-04-04, or leave the cell empty")
_DECIMAL = _like(r"(-?\d+(\.\d+)?)?", "write decimal degrees or kilometres with a point, as 32.887")
_GEONAMES = _like(r"\d*", "write the number of GeoNames in full, as 2210247, or leave the cell empty")
_NUMBER = _like(r"\d+(\.\d+)?", "write a number with a point, as 0.5")
_LIST = pa.Check(_is_list, element_wise=True, error="write the values joined with one | between two")
_ROLES = _each_of((*ACTOR_ROLES, *PLACE_ROLES, *SPENDING_ROLES), "+|")
_GOVERNED = rf"[^|=\s]+=({'|'.join(PREPOSITION_ROLES)})(\+({'|'.join(PREPOSITION_ROLES)}))*"
_PREPOSITIONS = _like(
    rf"({_GOVERNED}(\|{_GOVERNED})*)?",
    f"write preposition=role joined with |, a role one of: {', '.join(PREPOSITION_ROLES)}; several joined with +",
)
_NEEDS = _like(
    rf"( *({'|'.join(NEEDS)}) *([&|] *({'|'.join(NEEDS)}) *)*)?",
    f"write names joined with & (all) and | (one of them): {', '.join(NEEDS)}",
)
_FORMS = {form: _column(_LIST, _ARABIC) for form in INFLECTED}
_SAID = {"source": _column(), "note": _column()}


def _telling(*types: str) -> dict[str, pa.Column]:
    """Return the columns of a table whose rows tell something of the war, with the types that they may be of."""
    return {"word": _column(_FILLED, _ARABIC, unique=True), "type": _column(_one_of(types)), **_FORMS,
            "subject": _column(_ROLES), "object": _column(_ROLES), "of": _column(_ROLES),
            "prepositions": _column(_PREPOSITIONS), "modality": _column(_one_of(EVENT_MODALITIES)),
            "needs": _column(_NEEDS), "requires": _column(), "excludes": _column(), **_SAID}  # fmt: skip


SCHEMAS = {
    "actors": {"id": _column(_ID, unique=True), "name_en": _column(_FILLED), "name_ar": _column(_FILLED, _ARABIC),
               "kind": _column(_one_of(KINDS)), "source": _column(), "note": _column()},
    "roles": {"id": _column(_ID), "side": _column(_one_of(("lna", "gna", "other"))), "since": _column(_ISO),
              "until": _column(_ISO), "role_en": _column(), "source": _column(_FILLED), "note": _column()},
    "aliases": {"id": _column(_ID), "alias": _column(_FILLED, _ARABIC), "form": _column(_one_of(FORMS)),
                "frame": _column(_one_of(FRAMES)), "clitics": _column(_one_of(CLITICS)), "requires": _column(),
                "excludes": _column(), "since": _column(_ISO), "until": _column(_ISO), "source": _column(),
                "note": _column()},
    "titles": {"title": _column(_FILLED, _ARABIC), "kind": _column(_one_of(("rank", "office", "opening"))),
               "note": _column()},
    "places": {"id": _column(_ID, unique=True), "name_en": _column(_FILLED), "name_ar": _column(_FILLED, _ARABIC),
               "kind": _column(_FILLED), "latitude": _column(_DECIMAL, _within(90)),
               "longitude": _column(_DECIMAL, _within(180)),
               "radius_km": _column(_DECIMAL), "admin_region": _column(), "geonames_id": _column(_GEONAMES),
               "source": _column(), "licence": _column(), "note": _column()},
    "place_aliases": {"id": _column(_ID), "alias": _column(_FILLED, _ARABIC), "clitics": _column(_one_of(CLITICS)),
                      "requires": _column(), "excludes": _column(), "source": _column(), "note": _column()},
    "blockers": {"phrase": _column(_FILLED, _ARABIC), "clitics": _column(_one_of(CLITICS)), "note": _column()},
    "word_classes": {"class": _column(_ID), "word": _column(_FILLED, _ARABIC), "note": _column()},
    "joining_words": {"class": _column(_ID), "word": _column(_FILLED, _ARABIC), "note": _column()},
    "force_heads": {"head": _column(_FILLED, _ARABIC), "frame": _column(_one_of(FRAMES)), "note": _column()},
    "forces": {"owner": _column(_ID), "force": _column(_ID), "note": _column()},
    "seats": {"id": _column(_ID), "place": _column(_ID), "since": _column(_FILLED, _ISO), "until": _column(_ISO),
              "source": _column(_FILLED), "note": _column()},
    "wars": {"name": _column(_FILLED), "since": _column(_FILLED, _ISO), "until": _column(_FILLED, _ISO),
             "source": _column(_FILLED), "note": _column()},
    "time_words": {"class": _column(_one_of(tuple(sorted(TIME_VALUES)))), "word": _column(_FILLED, _ARABIC),
                   "value": _column(), "stands": _column(), **_SAID},
    "known_events": {"id": _column(_KEY, unique=True), "date_start": _column(_FILLED, _ISO),
                     "date_end": _column(_FILLED, _ISO), "place_id": _column(), "initiator": _column(),
                     "event_type": _column(_one_of((*EVENT_TYPES, "era"))), "target": _column(),
                     "what": _column(_FILLED), "confidence": _column(_one_of(("high", "medium", "low"))),
                     "source_url": _column(_like(r"(https?://\S+)?", "write an address, or leave the cell empty")),
                     "phrases": _column(_LIST, _ARABIC), "told_after": _column(_LIST, _ARABIC),
                     "with_date": _column(_LIST, _ARABIC), **_SAID},
    "cues": {**_FORMS, "polarity": _column(_one_of(("1", "-1", "0"))), "holder": _column(_FILLED, _LIST),
             "target": _column(_FILLED, _LIST), "scope": _column(_one_of(("actor", "issue", "any"))),
             "negated": _column(_one_of(("turn", "drop", "keep"))), "weight": _column(_NUMBER), "example": _column(),
             **_SAID},
    "event_words": _telling(*EVENT_TYPES, "carrier", "verb"),
    "control_words": _telling("hold"),
    "issues": {"issue": _column(_ID), "name_en": _column(), "name_ar": _column(),
               "phrase": _column(_FILLED, _LIST, _ARABIC), "sign": _column(_one_of(("1", "-1"))),
               "actors": _column(_LIST), "about": _column(), "own": _column(_LIST), **_SAID},
    "particles": {"class": _column(_one_of((*ACTING, *LISTED))), "words": _column(_FILLED, _LIST, _ARABIC),
                  "kinds": _column(_each_of(INFLECTED)),
                  "reach": _column(_like(r"\d*", "write a number of words")), **_SAID},
    "speech_words": {**_FORMS, "kind": _column(_one_of(SPEECH_KINDS)), "content": _column(_one_of(SPEECH_CONTENTS)),
                     **_SAID},
    "clause_words": {"class": _column(_FILLED), "value": _column(), "words": _column(_FILLED, _LIST, _ARABIC), **_SAID},
    "furniture": {"phrase": _column(_FILLED), "match": _column(_one_of(MATCHES)), "extent": _column(_one_of(EXTENTS)),
                  "kind": _column(_ID), **_SAID},
    "codes": {"variable": _column(_ID), "code": _column(_ID), "key": _column(_like("[1-9]", "write a digit, 1 to 9")),
              "label_en": _column(_FILLED), "label_ar": _column(_FILLED, _ARABIC),
              "polarity": _column(_one_of(("1", "-1", "0", ""))),
              "rank": _column(_like(r"(-?\d+)?", "write a whole number, or leave the cell empty")),
              "definition": _column(_FILLED), "example": _column(), **_SAID},
    "acled_crosswalk": {"kind": _column(_one_of(("type", "time_precision", "geo_precision"))),
                        "value": _column(_FILLED),
                        "event_type": _column(_one_of((*ACLED_TYPES, ""))), "sub_event_type": _column(),
                        "code": _column(_one_of(("1", "2", "3", ""))), **_SAID},
}  # fmt: skip


def table_schema(name: str) -> pa.DataFrameSchema:
    """Return the checks of one table."""
    return pa.DataFrameSchema(SCHEMAS[name])
