"""Positions of one article: each cue with its holders and targets."""

from collections.abc import Iterator

import pandas as pd

from libyautil.clauses import Hit, Named, Sentence, by_number, preposition, subjects
from libyautil.predicates import VERBAL, plain
from libyautil.stance.holders import Holders
from libyautil.stance.labels import RIVAL

FORCES = {"lna", "gna_forces"}  # the camps' armies: to call one a militia says more than to call a militia so
REACH = 14  # words between a cue and its target


class Reader(Holders):
    """Reads the positions of one article, whose voice each place is, and what a pronoun takes up."""

    def __init__(
        self,
        text: str,
        parts: list[Sentence],
        stretches: list,
        cues: list[dict],
        own: dict,
        classes: dict,
        kinds: dict,
        backers: dict,
    ):
        super().__init__(text, parts, stretches, cues, classes, kinds, backers)
        self.own = own
        self.taken: list[tuple] = []  # positions so far: (holders, sign, targets)

    def positions(self, hits: pd.DataFrame, spoken: set[int]) -> Iterator[tuple]:
        """Yield the rows of `find_stance`, without the article, sentence by sentence."""
        by_sentence, self.spoken = by_number(hits), spoken
        for part in self.parts:
            every = by_sentence.get(part.number, [])
            inside = [
                hit
                for hit in every
                if not any(  # a word inside a longer pattern is that pattern's, but for a label that it skips
                    other.start < hit.start
                    and hit.end <= other.through
                    and not ("inside" in self.cues[hit.row]["target"] and hit.end < other.through)
                    for other in every
                )
            ]
            part.verbs = {part.word_at(hit.start) for hit in inside if hit.kind in VERBAL} | {
                part.word_at(start) for start in spoken if part.start <= start < part.end
            }
            self.idle = [(hit.start, hit.through) for hit in every if self.cues[hit.row]["polarity"] == "0"]
            self.contempt = {
                part.word_at(hit.start)
                for hit in inside
                if self.cues[hit.row]["polarity"] == "-1" and "inside" in self.cues[hit.row]["target"]
            }
            self.heads = {part.word_at(hit.start) for hit in inside if self.cues[hit.row]["polarity"] != "0"}
            for row in (*(row for hit in inside for row in self.position(part, hit)), *self.labels(part)):
                self.note(row)
                yield row
            self.remember(part)

    def note(self, row: tuple) -> None:
        """Keep which camps the author scorns."""
        _, _, _, _, holder, _, polarity, _, _, side, _ = row
        if holder == "author" and polarity < 0 and side in RIVAL:
            self.scorned.add(side)

    def position(self, part: Sentence, hit: Hit) -> Iterator[tuple]:
        """Yield the rows of one cue."""
        row = self.cues[hit.row]
        exception = self.only(part, hit)
        if hit.conditional or (hit.negated and not exception and row["negated"] == "drop"):
            return
        if hit.negated and set(hit.particle.split("|")) & self.classes["denial"]:
            return  # who denies an act has not said the opposite
        at, through = part.word_at(hit.start), part.word_at(hit.through - 1)
        labels = hit.pronoun and at and part.words[at - 1] in self.classes["what"] and hit.start in self.spoken
        labels = labels and part.words[max(0, at - 2)] not in self.classes["apposition"]  # وهو ما عده باطلا judges
        if row["polarity"] == "0" or labels:  # ما وصفه بـ: whose label it is, voice says
            return
        sign = int(row["polarity"]) * (-1 if hit.negated and not exception and row["negated"] == "turn" else 1)
        place, holder = row["target"].split("|"), row["holder"].split("|")
        if "inside" in place or "theirs" in place:
            targets = self.inside(part, hit, at) if "inside" in place else self.theirs(part, at)
            holders, spent = self.labellers(part, hit, "wording" in holder, targets), 0
        else:
            owner = (
                []
                if hit.kind in VERBAL
                else self.owner(part, at, through, row, bare=hit.kind != "noun" or through == at)
            )
            holders, spent = self.holders(part, hit, at, through, holder, owner)
            if self.supported(part, hit, at, through, row, owner):
                targets, turn = (
                    (self.topic(part, at)[:1], 1)
                    if preposition(part, owner[0], self.classes, through + 1)
                    else (owner, 1)
                )
                holders = holders if targets != owner else self.matrix(part, at, hit)
            else:
                targets, turn = self.targets(part, hit, at, max(through, spent), place, row, owner, holders)
                if not targets and hit.kind not in ("participle", "phrase") and through > at + 1:
                    # inside the pattern: حمل فلانا مسؤولية
                    targets, turn = self.targets(part, hit, at, max(at, spent), place, row, owner, holders)
            if not targets and "whom" in place:
                holders, targets = self.whom(part, hit, at, through, holders)
            sign *= turn
        if "camp" in place:
            targets = [t for t in targets if t.side in RIVAL or t.kind == "person"]
        words = [n for t in targets for n in (t.first, t.last) if t in part.actors or t in part.issues]
        first, last = min([at, *words]), max([through, *words])
        for holder_id in holders:
            for target in targets:
                if target.id != holder_id:
                    yield (
                        part.number,
                        part.spans[first][0],
                        part.spans[last][1],
                        self.text[part.spans[first][0] : part.spans[last][1]],
                        holder_id,
                        target.id,
                        sign * target.sign,
                        (self.speakers(hit.start) or ["unnamed"])[0],
                        row["lexicon_row"],
                        target.side,
                        float(row["weight"]) * (2 if "wording" in holder and target.id in FORCES else 1),
                    )
        if targets and sign < 0 and hit.kind in VERBAL:
            self.accused[part.number, at] = max(last, at)
        if targets and holders:
            self.taken.append((set(holders), sign, targets))

    def only(self, part: Sentence, hit: Hit) -> bool:
        """Tell whether an exception takes a negation back: ``لا تعترف مدريد إلا بالمجلس``."""
        after = part.words[part.word_at(hit.start) + 1 :][:8]
        at = after.index(plain("إلا")) if plain("إلا") in after else -1
        return hit.negated and at >= 0 and after[at + 1 : at + 2] != [plain("أن")]

    def whom(
        self, part: Sentence, hit: Hit, at: int, through: int, holders: list[str]
    ) -> tuple[list[str], list[Named]]:
        """Return the holders and targets of a verb that has to have an actor for its object, and one actor only.

        ``واتهم تركيا``: he who was spoken of accuses, and the actor behind the verb is the object, not the subject.
        """
        spent = at if through > at + 1 else through  # inside the pattern: وصف الحرس بأنه عصابة
        behind = [a for a in subjects(part, at, self.classes, hit.pronoun) if a.first > spent]
        who = [a.id for a in self.carried(part, at) or self.topic(part, at)]
        return (who, behind) if hit.kind in VERBAL and not hit.pronoun and behind and who else (holders, [])

    def supported(self, part: Sentence, hit: Hit, at: int, through: int, row: dict, owner: list[Named]) -> bool:
        """Tell whether a noun of support has an owner only: supported (``دعم المجلس``) or giver (``دعم من عمان``)."""
        if (
            hit.kind != "noun"
            or not owner
            or int(row["polarity"]) < 0
            or row["scope"] != "any"
            or owner[0].form == "demonym"
        ):
            return False
        after = "".join(part.words[owner[-1].last + 1 : owner[-1].last + 2])
        if not owner[-1].side and after.startswith("ل") and len(after) > 3:
            return False  # دعم الاتحاد لإنشاء ...: an outsider's support for something; a camp is supported to do it
        return not self.governed(part, hit, owner[-1].last, row["target"].split("|"), row["scope"], 8)[
            0
        ] and not part.words[at].startswith("ب")

    def targets(
        self,
        part: Sentence,
        hit: Hit,
        at: int,
        spent: int,
        place: list[str],
        row: dict,
        owner: list[Named],
        holders: list[str],
    ) -> tuple[list[Named], int]:
        """Return the actors or issues that a cue aims at, and -1 where a turning word stands between."""
        head = place[0].split(":")[0]
        if hit.kind in VERBAL and "object" in place and self.taken_up_deed(part, at):
            issues = [issue for issue in part.issues if issue.last < at and row["scope"] != "actor"]
            doers = [a for a in self.topic(part, at)[:1] if a.id not in holders] if row["scope"] != "issue" else []
            return issues[-1:] or doers, 1
        if head == "own":
            return [_named(part, at, self.own[h]) for h in holders if h in self.own], 1
        if head == "subject":
            if hit.kind == "phrase" and not owner:
                owner = [
                    a
                    for a in part.actors
                    if 0 < a.first - spent <= 4 and not preposition(part, a, self.classes, spent + 1)
                ][:1]
            verb = self.resuming(part, at) or subjects(part, at, self.classes) if hit.kind in VERBAL else []
            if hit.kind in VERBAL and "named" in place:
                return verb, 1
            found = (verb if hit.kind in VERBAL else owner) or (
                [a for a in part.actors if a.last < at][-1:]
                if hit.pronoun
                else self.carried(part, at) or self.topic(part, at)
                if hit.kind in VERBAL
                else []
            )
            if {a.id for a in found} <= set(holders) and "voice" not in row["holder"]:  # وتحظى بدعم فلان: no subject
                carried = self.carried(part, at) if hit.kind in VERBAL else []
                found = [a for a in carried or self.topic(part, at) if a.id not in holders]
            if not found and "ل" in place:
                found = self.governed(part, hit, spent, ["ل"], row["scope"], 5)[0]
            return found, 1
        if head == "topic":
            return self.topic(part, at)[:1], 1
        if head == "issue":
            found = [issue for issue in part.issues if issue.first <= at <= issue.last]
            if not found and ":" in place[0] and hit.definite and not owner and "lna" in self.sides.values():
                found = [_named(part, at, place[0].split(":")[1])]
            return found, 1
        if head == "foe":
            return [
                _named(part, at, RIVAL[self.sides[h]], self.sides[h]) for h in holders if self.sides.get(h) in RIVAL
            ][:1], 1
        if head == "before":
            before = [a for a in part.actors if a.last < at and a.id not in holders]
            return [a for a in before if not self.led(part, a)][-1:] or before[-1:], 1
        if head == "liberator":
            return self.liberator(part, hit, at), 1
        if head == "antecedent":
            found = self.antecedent(part, at, part.actors)  # إسقاط فلان بدعم من مدريد: she is against him
            turns = found and int(row["polarity"]) > 0
            return found, self.turned(part, max(0, found[0].first - 3), found[0]) if turns else 1
        if head == "context":
            begin = max(
                [s.start for s in self.stretches if s.start <= hit.start < s.end and s.kind in ("report", "quote")],
                default=part.start,
            )
            before = [issue for issue in part.issues if issue.last < at and issue.start >= begin]
            if int(row["polarity"]) > 0:
                before = [issue for issue in before if issue.id not in self.kinds]  # nobody calls terror a good thing
            if before or "object" not in place:
                default = [_named(part, at, place[0].split(":")[1])] if ":" in place[0] else self.issues[-1:]
                return (before[-4:] if "object" in place else before[-1:]) or [
                    i for i in default if i.id not in self.kinds
                ], 1
        if head == "removed":
            while spent < len(part.words):
                found, turn = self.governed(part, hit, spent, ["object", "ب", "على", "من", "إلى"], "any", REACH)
                if turn < 0 or not found:
                    return [a for a in found if a.kind != "issue"], turn
                spent = found[-1].last
            return [], 1
        ending = part.word_at(hit.through - 1)
        if through_pronoun(part, at, ending, self.classes) and hit.kind in VERBAL and row["scope"] != "issue":
            return [], 1  # ويقف خلفها فلان: whom it means stands before
        if hit.kind == "passive" or (hit.kind in VERBAL and hit.pronoun):
            described = self.described(part, at)
            if described and hit.kind in VERBAL:
                return described, 1
            if hit.kind == "passive" or self.relative(part, at):
                return self.antecedent(part, at, [*part.actors, *part.issues], row["scope"]), 1
            named = part.words[at].startswith("و") or subjects(part, at, self.classes, hit.pronoun)
            if row["scope"] != "issue" or not named:
                return self.taken_by(part, hit, at, holders) if row["scope"] != "issue" else [], 1
        if hit.kind in VERBAL and self.resumed(part, at):
            return self.antecedent(part, at - 1, [*part.actors, *part.issues], row["scope"]), 1
        if hit.kind == "participle" and any(a.first <= at < a.last for a in part.actors):
            return [], 1  # القوات الموالية لفلان: the label holds its object
        found, turn = self.governed(
            part, hit, spent, place, row["scope"], REACH if hit.kind in VERBAL or row["scope"] == "issue" else 8
        )
        if found and "intervention" in place:
            return [_named(part, at, self.own[a.id]) if a.id in self.own else a for a in found], 1
        if not found and "doer" in place and hit.kind in VERBAL:
            return self.doer(part, at, spent, holders), 1
        if not found and "rival" in place and hit.kind == "noun":
            return [
                _named(part, at, RIVAL[a.side], a.side)
                for a in (owner or subjects(part, at, self.classes))[:1]
                if a.side in RIVAL
            ], 1
        if not found and hit.kind == "noun" and owner and row["scope"] == "any":
            behind = owner[-1].last + 1
            given = any(
                part.words[n] in place
                and part.words[n + 1 : n + 2]
                and part.words[n + 1] not in self.classes["agentive"]
                for n in range(behind, min(behind + 6, len(part.words)))
            )
            return ([], 1) if given else (self.taken_up(part, owner, int(row["polarity"])), 1)
        return found, turn

    def taken_up(self, part: Sentence, owner: list[Named], sign: int) -> list[Named]:
        """Return what ``القلق الفرنسي`` is about alone: its owner's last target, else the last issue."""
        ids = {a.id for a in owner}
        for holders, polarity, targets in reversed(self.taken[-12:]):
            if holders & ids and polarity == sign:
                return targets
        if self.taken and self.taken[-1][1] == sign:
            return self.taken[-1][2]
        return [i for i in (*self.issues, *part.issues) if i.first < owner[0].first or i not in part.issues][-1:]

    def resumed(self, part: Sentence, at: int) -> bool:
        """Tell whether a pronoun behind a verb takes up what its relative describes: ``التي دعت إليها``."""
        return part.words[max(0, at - 1)] in self.classes["relative"] and bool(
            set(part.words[at + 1 : at + 3]) & self.classes["away"]
        )

    def taken_by(self, part: Sentence, hit: Hit, at: int, holders: list[str]) -> list[Named]:
        """Return whom an object pronoun means (``اتهمه``): the last actor before that agrees in gender."""
        if hit.pronoun not in ("ه", "ها"):
            return []
        masculine = hit.pronoun == "ه"
        before = [*self.topic_before, *(a for a in part.actors if a.last < at and a.form != "demonym")]
        nearest = [a for a in before if a.id not in holders][-1:]
        between = part.words[nearest[0].last + 1 : at] if nearest and nearest[0] in part.actors else []
        if any(w[:1] == "و" and len(w) > 3 for w in between):
            return []  # حكومة فلان، وحكومة في الشرق يدعمها علان: the nearer noun is meant, and has no name
        return [a for a in nearest if (a.kind == "person") == masculine or a.kind == "force"]


def through_pronoun(part: Sentence, at: int, last: int, classes: dict) -> bool:
    """Tell whether the pattern of a verb ends in a preposition with a pronoun: ``خلفها``."""
    word = part.words[last] if at < last < len(part.words) else ""
    bare = {word[: -len(p)] for p in ("ه", "ها", "هم") if word.endswith(p)}
    return word not in classes["preposition"] and bool(bare & classes["preposition"])


def _named(part: Sentence, at: int, id_: str, side: str = "") -> Named:
    """Return a target that no words of its own name, at word `at`."""
    return Named(at, at, *part.spans[at], id_, "issue", "", {"lna": "gna", "gna": "lna"}.get(side, ""), "", 1, "")
