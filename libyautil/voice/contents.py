"""What is said: where the words that a speaking word brings open and end."""

from libyautil.clauses import Classes, Hit, Sentence, subjects
from libyautil.predicates import STOPS, VERBAL

LABEL_WORDS = 5  # a quotation of so few words, round a name and after no speaking word, is a label


def within(offset: int, spans: list) -> bool:
    """Tell whether a character stands inside one of the spans."""
    return any(start <= offset < end for start, end in spans)


def opens_report(part: Sentence, at: int, classes: Classes) -> bool:
    """Tell whether a speaking word at `at` opens a report of its own: it stands after a mark or carries و."""
    return (
        at == 0
        or part.words[at - 1] in STOPS
        or part.words[at].startswith("و")
        or part.words[at] in classes["according"]
    )


def content_of(
    part: Sentence, at: int, through: int, until: int, quotes: list, classes: Classes, content: str
) -> int | None:
    """Return the word that opens what is said: behind أن, a colon, a quotation mark, or one judged."""
    for word in range(through + 1, min(until, len(part.words))):
        of_time = part.words[word - 1].removeprefix("و") in classes["adverbial"] and word - 1 > through
        if part.words[word] == "ان" and of_time:
            continue  # بعد أن; but the إلى of أشار إلى أن is the verb's
        if part.words[word] in classes["complement"] or part.words[word].removeprefix("ف") in classes["complement"]:
            return word
        if part.words[word] == ":" and word + 1 < len(part.words):
            return word + 1
        if (
            within(part.spans[word][0], quotes)
            and not within(part.spans[word - 1][0], quotes)
            and _long(part, word, quotes)
        ):
            return word
    if content == "judgement" and subjects(part, at, classes):
        after = [actor.last for actor in part.actors if through < actor.first <= through + 3]
        word = (after[0] if after else through) + 1
        return word if word < len(part.words) else None
    return None


def _long(part: Sentence, at: int, quotes: list) -> bool:
    """Tell whether the quotation round word `at` is more than a label."""
    start, end = next(q for q in quotes if q[0] <= part.spans[at][0] < q[1])
    size = sum(start <= span[0] < end for span in part.spans)
    return size > LABEL_WORDS or not any(start <= actor.end and actor.start < end for actor in part.actors) and size > 1


def put_between(part: Sentence, at: int, through: int, hit: Hit, classes: Classes) -> list[tuple[int, int]]:
    """Return what stands before and behind a speaking verb put in between commas: ``الحرب قريبة، يقول فلان، ...``."""
    first = at - (at > 0 and part.words[at - 1] == "كما")
    if hit.kind not in VERBAL or first < 2 or part.words[first - 1] != "،" or part.words[at].startswith("و"):
        return []
    stop = next((n for n in range(through + 1, len(part.words)) if part.words[n] in STOPS), len(part.words))
    if not 1 < stop - through <= 7:
        return []
    before = (part.start, part.spans[first - 2][1])
    return [before] + ([(part.spans[stop + 1][0], part.end)] if stop + 1 < len(part.words) else [])


def words_around(part: Sentence, at: int, through: int, who: list, following: int) -> tuple[int, int]:
    """Return the stretch that ``بحسب X`` covers: what follows where it opens the sentence, else what precedes."""
    if at <= 1:
        begin = (who[-1].last if who else through + 1) + 1
        while begin < len(part.words) - 1 and part.words[begin] in STOPS:
            begin += 1
        begin = min(begin, len(part.spans) - 1)
        return part.spans[begin][0], part.spans[min(following, len(part.spans)) - 1][1]
    return part.start, part.spans[at - 1][1]


def words_behind(part: Sentence, through: int, classes: Classes, quotes: list) -> tuple[int, int]:
    """Return the stretch behind ``نقلا عن X``: a clause, what follows ``قوله`` or a comma; else (0, 0)."""
    begin = content_of(part, through, through, len(part.words), quotes, classes, "")
    if begin is None:
        said = next(
            (n for n in range(through + 1, min(through + 8, len(part.words))) if part.words[n] in classes["saying"]),
            None,
        )
        comma = "،" in part.words[through + 1 : through + 7] and through < 4 and part.words.index("،", through) + 1
        begin = said + 1 if said is not None and said + 1 < len(part.words) else comma or None
    return (part.spans[begin][0], part.end) if begin is not None else (0, 0)


def labelled(part: Sentence, at: int, quotes: list) -> tuple[int, int] | None:
    """Return the label that begins at word `at`: the quotation, the actor, or the words up to a mark (four at most)."""
    if at >= len(part.words):
        return None
    offset = part.spans[at][0]
    for start, end in quotes:
        if start <= part.spans[min(at + 1, len(part.spans) - 1)][0] and offset < end and start - offset <= 3:
            return start, end
    for actor in part.actors:
        if actor.first - 1 <= at <= actor.last:
            return actor.start, actor.end
    last = at
    while last + 1 < len(part.words) and last - at < 3 and part.words[last + 1] not in STOPS:
        last += 1
    return offset, part.spans[last][1]
