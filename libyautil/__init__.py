"""Reads Arabic press on the war in Libya, the country, offline.

One module a concept: `articles` loads a folder, `lexicon` the tables of names and cues, `mentions`, `dates`, `voice`,
`stance`, `events` and `frontline` code the text, `tables` runs them in order. Every step is a function from frames to
a frame.
"""

from importlib.metadata import version

__version__ = version("libyautil")
