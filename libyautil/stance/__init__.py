"""Who is for or against whom: positions with their words, and the own voice of each article.

A position is a cue (a row of ``cues.csv``: word forms as in ``predicates``), its holder and its target. The row says
where the two stand, each cell one word or several joined with ``|``:

holder
    ``subject`` of the verb (of a noun its owner, an adjective of nation, or the subject of the clause), ``owner`` (of
    a noun, and nothing else), ``matrix`` (of a noun whose owner is its object: the subject of the clause),
    ``antecedent`` (what a participle describes), ``topic`` (the subject so far), a preposition (the actor behind it),
    ``voice`` (the speaker, or the author), ``speaker`` (a speaker only), ``author`` (the article's own voice only),
    ``label`` and ``wording`` (who chose the word: ``wording`` for words that are the press's own, as ``ميليشيا``)
target
    Where the one aimed at stands. The first code of a cell says how to look; ``whom``, ``doer``, ``rival`` and
    ``intervention`` behind it say what to do with what is found, or where nothing is:

    - ``object`` (behind the cue, under no preposition) and prepositions, within some words and the clause; a word of
      removal between (``سحب``, ``وقف``) turns the position round
    - ``whom``: a verb that cannot do without an actor: where only one follows it (``واتهم تركيا``), it is the object
    - ``doer``: where nothing is found but a deed is (``أدان الهجوم``), who did it
    - ``subject`` of the verb, owner of the noun; ``topic``; ``antecedent``; ``before`` (the last actor before the cue)
    - ``inside``: the cue is a word in, or right behind, the actor's own name or label
    - ``context``: the last issue named before in the sentence or the ones before; ``context:ID`` where none is
    - ``issue``: the issue whose words hold the cue; ``issue:ID`` where it stands alone with the article ال
    - ``own``: the intervention of the holder (``issues.csv``, own); ``intervention``: that of the target
    - ``rival``: of a noun, the other camp than its owner's; ``foe``: the other camp than the holder's
    - ``removed``: an actor or issue that a word of removal governs (``طرد``), and nothing else
    - ``liberator``: who frees a place: the subject, the owner, else the nearest of a camp named without contempt
    - ``camp`` behind another: only one of a camp, or a person
    - ``theirs``: the force of the camp whose leader or government the pronoun on the cue means (``ميليشياته``)
    - ``next:ID``: that issue, where it is the very object (``أعلن المجلس هدنة``), and nothing else
    - ``named`` behind ``subject``: a subject that stands beside the verb, not one carried over from before
scope
    ``actor``, ``issue`` or ``any``: what may be the target
negated
    ``turn`` (a negated cue speaks for the opposite), ``drop`` (it says nothing), ``keep`` (it stands)
polarity
    1, -1, or 0 for words that only spend a shorter cue (``المعارضة السورية`` opposes nothing) or a label
weight
    how much a row of the author counts in the article's own voice

Issues are phrases of ``issues.csv``; ``#turkey`` in a phrase is a mention of that actor, ``sign`` is -1 where the
words already turn against the issue, ``about`` is ``libya`` where the words are an issue only in an article on Libya.
"""

import pandas as pd

from libyautil.arabic import sentences
from libyautil.clauses import capitals_as_actors, names_of, read_capitals, read_sentences, word_classes
from libyautil.lexicon import Lexicon
from libyautil.predicates import find_predicates, plain
from libyautil.stance.issues import about_libya, find_issues, read_phrases
from libyautil.stance.parties import CAMPS, read_backers
from libyautil.stance.positions import Reader

COLUMNS = [
    "article",
    "sentence",
    "start",
    "end",
    "text",
    "holder",
    "target",
    "polarity",
    "voice",
    "cue",
    "side",
    "weight",
]

# bounds of the levels of `score_articles`
SLIGHT, STRONG, STRONG_ALONE = 0.8, 1.75, 2.4


def find_stance(articles: pd.DataFrame, mentions: pd.DataFrame, voice: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Find the positions that articles and the actors in them take.

    Parameters
    ----------
    articles : DataFrame
        article, text, body_end.
    mentions : DataFrame
        article, start, end, layer, id, form, side, frame.
    voice : DataFrame
        article, start, end, speaker, kind, cue.
    lexicon : Lexicon
        actors, aliases, cues, issues, particles, speech_words.

    Returns
    -------
    DataFrame
        article, sentence (int), start, end (int, characters of the text, end exclusive), text, holder (an actor's id
        or "author"), target (an actor's or issue's id), polarity (1 or -1), voice ("author" or the speaker's id), cue
        ("cues.csv:LINE"), side (of the target: lna, gna or ""), weight (float, of the cue).
    """
    kinds = dict(zip(lexicon.actors["id"], lexicon.actors["kind"], strict=True))
    classes = word_classes(lexicon.particles) | {"name": names_of(lexicon.aliases)}
    groups, voices = dict(tuple(mentions.groupby("article"))), dict(tuple(voice.groupby("article")))
    capitals = read_capitals(lexicon.aliases)
    phrases, backers = read_phrases(lexicon.issues), read_backers(lexicon.aliases)
    cues = lexicon.cues.to_dict("records")
    own = {state: row.issue for row in lexicon.issues.itertuples() for state in filter(None, row.own.split("|"))}
    distance = set(lexicon.speech_words.query("kind == 'label' and content in ('none', 'before')")["lexicon_row"])
    found = []
    for article in articles.itertuples():
        text = article.text[: article.body_end]
        spans = sentences(text)
        hits = find_predicates(text, spans, lexicon.cues, lexicon.particles)
        spoken = find_predicates(text, spans, lexicon.speech_words, lexicon.particles)
        here = capitals_as_actors(groups.get(article.article, mentions.iloc[:0]), text, [hits, spoken], capitals)
        parts = read_sentences(text, spans, here, kinds)
        named = {"libya"} if about_libya(parts) else set()
        for part in parts:  # in the words of an issue a capital is its state: نشر أنقرة جنودا
            part.places += [
                p._replace(id=capitals[c]) for p in part.places if (c := plain(text[p.start : p.end])) in capitals
            ]
            part.issues = find_issues(part, phrases, named)
            named |= {issue.id for issue in part.issues}
        stretches = list(voices[article.article].itertuples()) if article.article in voices else []
        reader = Reader(text, parts, stretches, cues, own, classes, kinds, backers)
        reader.distance = distance
        found += [(article.article, *row) for row in reader.positions(hits, set(spoken["start"]))]
    result = pd.DataFrame(found, columns=COLUMNS)
    return result.drop_duplicates(["article", "start", "holder", "target", "polarity"]).reset_index(drop=True)


def score_articles(articles: pd.DataFrame, stance: pd.DataFrame) -> pd.DataFrame:
    """Return each article's own voice toward the two sides, -2 (hostile) to 2 (favourable).

    The rule, for each side: of its targets each counts once for and once against, with the heaviest weight of the
    author's rows; every further row adds half of its weight, for a word said again is one judgement, meant more
    strongly. That is the side's sum. A label weighs less than a judgement (``weight`` of the cue).

    Between two camps at war, words for one and words against the other bear each other out. Where both sums are found
    and their signs differ, half of the other's is taken away from each, and 2 begins at 1.75. Where only one camp is
    judged (a house that writes ``تحرير`` of every town taken) 2 begins at 2.4. 1 begins at 0.8.

    The bounds were set on the coded articles of gold/ and of tests/data/coded (2019); no other source gives any.

    Parameters
    ----------
    articles : DataFrame
        article.
    stance : DataFrame
        article, holder, target, polarity, side, weight, start.

    Returns
    -------
    DataFrame
        article, lna, gna (float, -2..2), lna_for, lna_against, gna_for, gna_against (int, rows of evidence), lna_sum,
        gna_sum (float).

    Examples
    --------
    >>> row = {"article": "x", "holder": "author", "target": "haftar", "polarity": -1, "side": "lna", "weight": 1.0}
    >>> score_articles(pd.DataFrame({"article": ["x", "y"]}), pd.DataFrame([row]))[["lna", "gna"]].values.tolist()
    [[-1.0, 0.0], [0.0, 0.0]]
    """
    own = stance[(stance["holder"] == "author") & stance["side"].isin(CAMPS)]
    rows = []
    for article in articles["article"]:
        mine = own[own["article"] == article]
        row = {"article": article}
        counts, sums = {}, {}
        for side in CAMPS:
            of_side = mine[mine["side"] == side]
            weights = of_side["weight"] * of_side["polarity"]
            groups = weights.groupby([of_side["target"], of_side["polarity"]])
            once = groups.agg(lambda group: max(group, key=abs)).sum() if len(of_side) else 0.0
            sums[f"{side}_sum"] = float(once + 0.5 * (weights.sum() - once))
            counts[f"{side}_for"] = int((of_side["polarity"] > 0).sum())
            counts[f"{side}_against"] = int((of_side["polarity"] < 0).sum())
        for side, other in zip(CAMPS, reversed(CAMPS), strict=True):
            total, rival = sums[f"{side}_sum"], sums[f"{other}_sum"]
            takes_sides = total * rival < 0
            total -= 0.5 * rival if takes_sides else 0.0
            level = (abs(total) >= SLIGHT) + (abs(total) >= (STRONG if takes_sides else STRONG_ALONE))
            row[side] = float(level) * (1 if total > 0 else -1) + 0.0
        rows.append({**row, **counts, **sums})
    return pd.DataFrame(
        rows,
        columns=["article", "lna", "gna", "lna_for", "lna_against", "gna_for", "gna_against", "lna_sum", "gna_sum"],
    )
