"""Whose words each stretch of an article is: the newspaper's own, or a speaker's.

Speaking words are rows of ``speech_words.csv`` (forms as in ``predicates``; ``kind`` is what they make of the words
beside them, ``content`` where those words stand). Four kinds of stretch are found: ``quote`` (between quotation
marks), ``report`` (a clause after a speaking word, or the sentence around ``بحسب``), ``label`` (a name that its user
is made to answer for: ``ما وصفه بـ``, ``ما يسمى``, quotation marks round a name; ``content`` is ``hearsay`` for
``من وصفوا بـ``, where nobody in particular is its user, and ``before`` for an adjective behind the name,
``المزعوم``) and ``headline`` (``فلان: ...``).
What no row covers is in the article's own voice.
"""

import pandas as pd

from libyautil.arabic import sentences
from libyautil.clauses import capitals_as_actors, names_of, read_capitals, read_sentences, word_classes
from libyautil.lexicon import Lexicon
from libyautil.predicates import find_predicates
from libyautil.voice.stretches import article_voice

COLUMNS = ["article", "sentence", "start", "end", "text", "speaker", "kind", "cue"]


def find_voice(articles: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Find the stretches of text that are not in the article's own voice.

    Parameters
    ----------
    articles : DataFrame
        article, text, body_end.
    mentions : DataFrame
        article, start, end, layer, id, form, side, frame.
    lexicon : Lexicon
        actors, aliases, particles, speech_words.

    Returns
    -------
    DataFrame
        article, sentence (int), start, end (int, characters of the text, end exclusive), text, speaker (an actor's
        id, or "unnamed"), kind (quote|report|label|headline), cue ("speech_words.csv:LINE", or "" for quotation marks
        alone). Two who speak together have a row each.
    """
    kinds = dict(zip(lexicon.actors["id"], lexicon.actors["kind"], strict=True))
    classes = word_classes(lexicon.particles) | {"name": names_of(lexicon.aliases)}
    groups, capitals = dict(tuple(mentions.groupby("article"))), read_capitals(lexicon.aliases)
    rows = lexicon.speech_words.to_dict("records")
    found = []
    for article in articles.itertuples():
        text = article.text[: article.body_end]
        spans = sentences(text)
        hits = find_predicates(text, spans, lexicon.speech_words, lexicon.particles)
        here = capitals_as_actors(groups.get(article.article, mentions.iloc[:0]), text, [hits], capitals)
        parts = read_sentences(text, spans, here, kinds)
        for sentence, start, end, speaker, kind, row in article_voice(text, parts, hits, rows, classes):
            cue = rows[row]["lexicon_row"] if row is not None else ""
            found.append((article.article, sentence, start, end, text[start:end], speaker, kind, cue))
    return pd.DataFrame(found, columns=COLUMNS)
