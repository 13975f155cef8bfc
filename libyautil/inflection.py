"""The forms that a dictionary form takes in a text: persons, genders, numbers, and the pronouns written onto them.

Each kind of ``INFLECT`` is a function from a dictionary form to pairs (form, pronoun), the pronoun "" where none is
written onto the form. Clitics before a word are not made here: ``predicates.readings`` peels them.
"""

from collections.abc import Iterator

PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "كم", "ي")
OPENED = {"ة": "ت", "ى": "ا", "وا": "و", "ء": "ئ"}  # how the end of a form changes before a pronoun


def _with_pronouns(form: str) -> Iterator[tuple[str, str]]:
    """Yield `form` bare and with each pronoun, its end opened for it."""
    yield form, ""
    ending = next((ending for ending in OPENED if form.endswith(ending)), "")
    stem = form.removesuffix(ending) + OPENED.get(ending, "")
    for pronoun in PRONOUNS:
        yield stem + pronoun, pronoun


def _perfect(verb: str) -> Iterator[tuple[str, str]]:
    """Yield the third persons and the first plural of a verb given as رفض, دعا, ألقى."""
    persons = [verb]
    if verb[-1] in "اى":
        persons += [verb[:-1] + "ت", verb[:-1] + "وا", verb[:-1] + "يا", verb[:-1] + "تا"]
    else:
        persons += [verb + ending for ending in ("ت", "ا", "تا", "وا", "ن", "نا")]
    for person in persons:
        yield from (pair for pair in _with_pronouns(person) if pair[1] != "ي")


def _imperfect(verb: str) -> Iterator[tuple[str, str]]:
    """Yield the persons of a verb given as يرفض, يدعو, يقول; a form that only stands after لم or لا ends in "!"."""
    stem = verb[1:]
    weak = stem[:-1] if stem[-1] in "ويىا" and len(stem) > 2 else stem
    plural = [weak + "ون", weak + "وا"] + [stem.replace("ى", "ي") + ending for ending in ("ان", "ا")]
    short = [weak] if weak != stem else [stem[:-2] + stem[-1]] if len(stem) > 2 and stem[-2] in "ويا" else []
    for prefix in "يتن":  # not أ: the first person would take every perfect of the fourth form (أقدم) for an imperfect
        yield from (
            pair
            for form in (stem, *(plural if prefix in "يت" else ()))
            for pair in _with_pronouns(prefix + form)
            if pair[1] != "ي"
        )
        yield from ((prefix + form + "!", "") for form in short)


def _noun(noun: str) -> Iterator[tuple[str, str]]:
    """Yield a verbal noun bare, in the accusative and with possessive pronouns."""
    yield from _with_pronouns(noun)
    if noun[-1] not in "ةاىء":
        yield noun + "ا", ""


def _participle(participle: str) -> Iterator[tuple[str, str]]:
    """Yield the genders and numbers of a participle given in the masculine."""
    yield from _with_pronouns(participle)
    stem = participle[:-1] if participle[-1] in "ىي" else participle
    for ending in ("ة", "ون", "ين", "ات", "ان", "ا", "و", "ي", "تين", "تان"):
        yield (participle if ending in ("ة", "ات", "ان", "ا") else stem) + ending, ""


INFLECT = {
    "perfect": _perfect,
    "imperfect": _imperfect,
    "noun": _noun,
    "participle": _participle,
    "passive": _participle,
    "phrase": lambda head: [(head, "")],
}
