"""Labels and judging words: whose they are, and whom they fit."""

from collections.abc import Iterator

from libyautil.clauses import CAMPS, Hit, Named, Sentence, clause, preposition, subjects
from libyautil.predicates import VERBAL, readings
from libyautil.quotations import quotations
from libyautil.stance.parties import LEADING, Parties

RIVAL = dict(zip(CAMPS, reversed(CAMPS), strict=True))
CAMP_FORCE = {"lna": "lna", "gna": "gna_forces"}
DISTANCE = 0.5  # weight of a label that keeps its bearer at a distance


class Voices(Parties):
    """The parties of one article and whose voice each place of it is."""

    def __init__(
        self,
        text: str,
        parts: list[Sentence],
        stretches: list,
        cues: list[dict],
        classes: dict,
        kinds: dict[str, str],
        backers: dict,
    ):
        super().__init__(parts, classes, kinds, backers)
        self.text, self.stretches, self.cues = text, stretches, cues
        self.quotes = quotations(text)
        self.contempt: set[int] = set()  # words of the present sentence that hold a name in contempt
        self.idle: list[tuple] = []  # words of the present sentence that judge nobody (polarity 0)
        self.accused: dict[tuple, int] = {}  # verbs of accusation, by sentence and word, and where their object ends
        self.distance: set[str] = set()  # rows of speech_words.csv that keep a name at arm's length
        self.scorned: set[str] = set()  # camps that the author has called a bad name so far
        self.sides = {actor.id: actor.side for part in parts for actor in part.actors}

    def speakers(self, offset: int, kinds: tuple = ("report", "quote", "headline")) -> list[str]:
        """Return who speaks at `offset`: ids, ["author"], or [] for a speaker without an id."""
        cover = [s for s in self.stretches if s.start <= offset < s.end and s.kind in kinds]
        if not cover:
            return ["author"]
        inner = max(s.start for s in cover)
        return list(dict.fromkeys(s.speaker for s in cover if s.start == inner and s.speaker != "unnamed"))

    def judges(self, offset: int) -> list[str]:
        """Return whose an evaluation is: the speaker's, or the author's, who also answers for unnamed sources."""
        return self.speakers(offset) or (["author"] if self.speakers(offset, ("quote",)) == ["author"] else [])

    def announcers(self, part: Sentence, at: int) -> list[str]:
        """Return who announces or demands what stands at word `at` without أن: ``أعلن فلان مقتل إرهابيين``."""
        begin, _ = clause(part, at, self.classes)
        heads = [n for n, (start, _) in enumerate(part.spans[:at]) if start in self.spoken and n >= begin]
        return [a.id for a in subjects(part, heads[-1], self.classes)] if heads else []

    def quoted(self, offset: int) -> bool:
        """Tell whether a word stands in quotation marks, which keep it at a distance from the author."""
        return any(start <= offset < end for start, end in self.quotes)

    def labellers(self, part: Sentence, hit: Hit, wording: bool, targets: list[Named]) -> list[str]:
        """Return whose a label is: the speaker's in a quotation or behind ``ما وصفه بـ``, else the author's.

        In reported speech it is the speaker's where he speaks of the other camp; else a word of the press (`wording`)
        is the newspaper's where the speaker is of neither camp, and a graver one the speaker's. In quotation marks it
        is his who announces.
        """
        label = [s for s in self.stretches if s.start < hit.end and hit.start < s.end and s.kind == "label"]
        if label:
            return [s.speaker for s in label if s.speaker != "unnamed"]
        if self.speakers(hit.start, ("quote", "headline")) != ["author"]:
            return self.speakers(hit.start, ("quote", "headline"))
        said = self.speakers(hit.start)
        if said == ["author"] and self.quoted(hit.start):
            said = self.announcers(part, part.word_at(hit.start)) or said
        rivals = [s for s in said if self.sides.get(s) in {RIVAL.get(target.side, "-") for target in targets}]
        if wording:  # a third party's report is in the newspaper's words; of other reports nobody can tell
            return rivals or (["author"] if said and not any(self.sides.get(s) in RIVAL for s in said) else [])
        return said or ["author"]

    def inside(self, part: Sentence, hit: Hit, at: int) -> list[Named]:
        """Return the actor whose label the cue is a word of, or whom it describes from right behind."""
        for actor in part.actors:
            if (
                actor.first - (hit.kind == "phrase")
                <= at
                <= actor.last
                + (hit.kind == "participle" and (part.words[at].startswith("ال") or hit.through > hit.end))
            ):
                if int(self.cues[hit.row]["polarity"]) > 0 and (
                    actor.form == "name" and at <= actor.last or actor.side not in CAMPS
                ):
                    return []  # an honour inside a proper name is the name's; the rebels of 2011 are called so by all
                if at > actor.last:
                    return self.list_ending(part, actor) if part.words[at].endswith("ين") else [actor]
                return [actor]
        return []

    def theirs(self, part: Sentence, at: int) -> list[Named]:
        """Return the force of a camp that a pronoun ties to its leader: ``القائد وميليشياته``."""
        before = [*self.person, *(a for a in part.actors if a.kind in LEADING and a.last < at)]
        return [a._replace(id=CAMP_FORCE[a.side]) for a in before[-1:] if a.side in RIVAL]

    def doer(self, part: Sentence, at: int, spent: int, holders: list[str]) -> list[Named]:
        """Return who did the deed that a cue at word `at` condemns, where nobody is named: ``أدان الهجوم على الميناء``.

        Where an actor stands beside the deed it is he; for a holder of one camp the other camp; else the force of a
        camp that the article's first lines tell of.
        """
        beside = [a for a in part.actors if at < a.first <= spent and a.id not in holders]
        if beside:
            return beside[-1:]
        deeds = {rest for w in part.words[at + 1 : spent + 13] for rest, *_ in readings(w)} & self.classes["deed"]
        rivals = [RIVAL[self.sides[h]] for h in holders if self.sides.get(h) in RIVAL]
        if not deeds or not holders:
            return []
        if rivals:
            return [Named(at, at, *part.spans[at], rivals[0], "force", "", rivals[0], "", 1, "")]
        lead = [a for other in self.parts[:3] for a in other.actors if not preposition(other, a, self.classes)]
        return [a for a in lead if a.kind == "force" and a.side in CAMPS and a.form != "demonym"][:1]

    def liberator(self, part: Sentence, hit: Hit, at: int) -> list[Named]:
        """Return who frees: the subject or owner, whose hand it was, else the force or leader of a camp that is near.

        The last one before the word, the first behind it (``بتحرير البلدة، يمسك الحرس بالطريق``), the last of the
        sentences before. One held in contempt, here or so far in the article, frees nothing: it is the other camp's
        force (``حررت البلدة من مليشيات فلان``).
        """
        near = subjects(part, at, self.classes) if hit.kind in VERBAL else self.owner(part, at, at, None)
        near = [a for a in near if preposition(part, a, self.classes, at + 1) != "من"]
        near += self.by_hand(part, at)
        near += [a for a in part.actors if a.first <= at <= a.last]  # أبطال الجيش: the word of praise is in the label
        named = [a for a in part.actors if a.side in RIVAL]
        camp = [a for a in near if a.side in RIVAL] or [a for a in named if a.last < at][-1:]
        free = [a for a in named if a.first > at and not preposition(part, a, self.classes, at + 1)]
        camp = camp or [a for a in free if not self.despised(part, a)][:1]
        camp = camp or [a for a in named if self.despised(part, a)][:1] or self.camp
        if camp and (self.despised(part, camp[0]) or camp == self.camp and self.scorned == {camp[0].side}):
            side = RIVAL[camp[0].side]
            return [camp[0]._replace(id=CAMP_FORCE[side], side=side)]
        if camp and camp[0].kind == "person":  # places are freed by forces
            return [camp[0]._replace(id=CAMP_FORCE[camp[0].side])]
        others = [] if camp else [a for a in (*near, *self.topic(part, at)) if a.kind in ("force", "group")]
        return camp[:1] or others[:1]  # before the camps there were: حرر الثوار البلدة

    def by_hand(self, part: Sentence, at: int) -> list[Named]:
        """Return by whose hand it was done: ``تحرير الميناء على يد الحرس``."""
        hand = next((n for n in range(at + 1, len(part.words) - 1) if part.words[n] in self.classes["hand"]), None)
        return [a for a in part.actors if hand is not None and 0 < a.first - hand <= 2][:1]

    def despised(self, part: Sentence, actor: Named) -> bool:
        """Tell whether an actor is named with contempt in its own sentence (of one named before nothing is kept)."""
        inside = part.start <= actor.start < part.end
        return inside and (
            actor.frame == "delegitimising" or any(actor.first <= n <= actor.last for n in self.contempt)
        )

    def labels(self, part: Sentence) -> Iterator[tuple]:
        """Yield positions of labels alone: held at arm's length (``ما يسمى``), or a camp's delegitimising alias."""
        for stretch in self.stretches:
            if (
                stretch.kind != "label"
                or stretch.cue not in self.distance
                or stretch.speaker != "unnamed"
                or not part.start <= stretch.start < part.end
            ):
                continue
            first, last = part.word_at(stretch.start), part.word_at(stretch.end - 1)
            named = next((a for a in part.actors if a.first in (first, first + 1)), None)
            id_ = named.id if named else self.inner(part, first, last)
            for holder in self.judges(stretch.start) if id_ else ():
                yield (
                    part.number,
                    stretch.start,
                    stretch.end,
                    stretch.text,
                    holder,
                    id_,
                    -1,
                    holder,
                    stretch.cue,
                    named.side if named else "",
                    DISTANCE,
                )
        for actor in part.actors:
            said = self.speakers(actor.start, ("quote", "headline", "label", "report"))
            rivals = [s for s in said if self.sides.get(s) == RIVAL.get(actor.side, "-")]
            idle = any(start < actor.end and actor.start < end for start, end in self.idle)
            judged = actor.side in CAMPS or actor.kind in ("person", "state", "government", "body")
            if actor.frame != "delegitimising" or not judged or idle:
                continue  # of terrorists and hired fighters the bad name is the only one
            for holder in rivals or (said if said == ["author"] else []):
                yield (
                    part.number,
                    actor.start,
                    actor.end,
                    self.text[actor.start : actor.end],
                    holder,
                    actor.id,
                    -1,
                    holder,
                    actor.row,
                    actor.side,
                    DISTANCE,
                )
