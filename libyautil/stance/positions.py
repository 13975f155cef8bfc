"""Positions of one article: each cue with its holders and targets."""

from collections.abc import Iterator

import pandas as pd

from libyautil.clauses import Hit, Named, Sentence, by_number, clause, preposition, subjects
from libyautil.predicates import VERBAL, plain
from libyautil.stance.labels import RIVAL, Voices

FORCES = {"lna", "gna_forces"}  # the camps' armies: to call one a militia says more than to call a militia so
REACH = 14  # words between a cue and its target


class Reader(Voices):
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
        self.accused: dict[tuple, int] = {}  # verbs of accusation, by sentence and word, and where their object ends
        self.taken: list[tuple] = []  # positions so far: (holders, sign, targets)

    def positions(self, hits: pd.DataFrame, spoken: set[int]) -> Iterator[tuple]:
        """Yield the rows of `find_stance`, without the article, sentence by sentence."""
        by_sentence, self.spoken = by_number(hits), spoken
        for part in self.parts:
            inside = by_sentence.get(part.number, [])
            inside = [
                hit
                for hit in inside
                if not any(  # a word inside a longer pattern is that pattern's
                    other.start < hit.start and hit.end <= other.through for other in inside
                )
            ]
            part.verbs = {part.word_at(hit.start) for hit in inside if hit.kind in VERBAL} | {
                part.word_at(start) for start in spoken if part.start <= start < part.end
            }
            self.idle = [(hit.start, hit.through) for hit in inside if self.cues[hit.row]["polarity"] == "0"]
            self.contempt = {
                part.word_at(hit.start)
                for hit in inside
                if self.cues[hit.row]["polarity"] == "-1" and "inside" in self.cues[hit.row]["target"]
            }
            self.heads = {part.word_at(hit.start) for hit in inside if self.cues[hit.row]["polarity"] != "0"}
            for hit in inside:
                yield from self.position(part, hit)
            yield from self.labels(part)
            self.remember(part)

    def position(self, part: Sentence, hit: Hit) -> Iterator[tuple]:
        """Yield the rows of one cue."""
        row = self.cues[hit.row]
        if hit.conditional or (hit.negated and row["negated"] == "drop"):
            return
        if hit.negated and set(hit.particle.split("|")) & self.classes["denial"]:
            return  # who denies an act has not said the opposite
        at, through = part.word_at(hit.start), part.word_at(hit.through - 1)
        if row["polarity"] == "0":
            return
        sign = int(row["polarity"]) * (-1 if hit.negated and row["negated"] == "turn" else 1)
        place, holder = row["target"].split("|"), row["holder"].split("|")
        if "inside" in place:
            targets = self.inside(part, hit, at)
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
                if not targets and hit.kind in VERBAL and through > at + 1:  # inside the pattern: حمل فلانا مسؤولية
                    targets, turn = self.targets(part, hit, at, max(at, spent), place, row, owner, holders)
            if not targets and "whom" in place:
                holders, targets = self.whom(part, hit, at, through, holders)
            sign *= turn
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

    def whom(
        self, part: Sentence, hit: Hit, at: int, through: int, holders: list[str]
    ) -> tuple[list[str], list[Named]]:
        """Return the holders and targets of a verb that has to have an actor for its object, and one actor only.

        ``واتهم تركيا``: he who was spoken of accuses, and the actor behind the verb is the object, not the subject.
        """
        behind = [a for a in subjects(part, at, self.classes, hit.pronoun) if a.first > through]
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
        if head == "own":
            return [_named(part, at, self.own[h]) for h in holders if h in self.own], 1
        if head == "subject":
            if hit.kind == "phrase" and not owner:
                owner = [
                    a
                    for a in part.actors
                    if 0 < a.first - spent <= 4 and not preposition(part, a, self.classes, spent + 1)
                ][:1]
            found = (subjects(part, at, self.classes) if hit.kind in VERBAL else owner) or (
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
            return [_named(part, at, RIVAL[self.sides[h]], self.sides[h]) for h in holders if self.sides.get(h)][:1], 1
        if head == "before":
            return [a for a in part.actors if a.last < at and a.id not in holders][-1:], 1
        if head == "liberator":
            return self.liberator(part, hit, at), 1
        if head == "antecedent":
            return self.antecedent(part, at, part.actors), 1
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
        if hit.kind == "passive" or (hit.kind in VERBAL and hit.pronoun):
            if hit.kind == "passive" or self.relative(part, at):
                return self.antecedent(part, at, [*part.actors, *part.issues], row["scope"]), 1
            return self.taken_by(part, hit, at, holders) if row["scope"] != "issue" else [], 1
        if hit.kind in VERBAL and self.resumed(part, at):
            return self.antecedent(part, at - 1, [*part.actors, *part.issues], row["scope"]), 1
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
        return [a for a in nearest if (a.kind == "person") == masculine or a.kind == "force"]

    def holders(
        self, part: Sentence, hit: Hit, at: int, through: int, cell: list[str], owner: list[Named]
    ) -> tuple[list[str], int]:
        """Return the ids of the holders, and the last word that they take up."""
        if "voice" in cell:
            judges = self.judges(hit.start)
            return self.announcers(part, at) if judges == ["author"] and self.quoted(hit.start) else judges, 0
        if "author" in cell:
            return [s for s in self.speakers(hit.start) if s == "author"], 0
        if "label" in cell:
            return self.labellers(part, hit, False, []), 0
        if "speaker" in cell:
            return [s for s in self.speakers(hit.start) if s != "author"], 0
        if "topic" in cell:
            return [a.id for a in self.topic(part, at)], 0
        prepositions = {plain(word) for word in cell} & self.classes["preposition"]
        if hit.kind == "passive" or prepositions:
            named = self.behind(part, through, prepositions or {"من", "من قبل", "ب"}, 8 if prepositions else 5)
            named = named or ("owner" in cell and self.owner(part, through, through, None)) or []
            inner = [a for a in part.actors if a.first <= at <= a.last]
            backer = self.backer(part, inner[0], at) if inner and not named else ""
            return ([a.id for a in named], named[-1].last) if named else ([backer] if backer else [], 0)
        if "matrix" in cell:
            return self.matrix(part, at, hit), 0
        if hit.kind == "participle" or "antecedent" in cell:
            near = self.antecedent(part, at, part.actors)
            if hit.definite or "antecedent" in cell or near and near[0].last == at - 1:
                return [a.id for a in near], 0
            main = max((n for n in part.verbs if n < at), default=None) if part.words[at - 1] == "،" else None
            named = subjects(part, main, self.classes) if main is not None else []
            if named:
                return [a.id for a in named], 0  # رفض فلان ...، متهما: of the subject, not of whom is named last
            return [a.id for a in self.topic(part, at)] or [s for s in self.speakers(hit.start) if s != "author"], 0
        if hit.kind in VERBAL:
            if (
                hit.kind == "imperfect"
                and part.words[at][:1] in "نا"
                and self.speakers(hit.start) not in (["author"], [])
            ):
                return self.speakers(hit.start), 0
            whose = [a for a in part.actors if a.first == through + 1 > at + 1 and not preposition(part, a, self.classes, through + 1)]
            if whose and "object" not in self.cues[hit.row]["target"].split("|"):
                return [whose[0].id], whose[0].last  # عبر الوزير عن قلق موسكو
            return self.subject(part, at, hit)
        if owner:
            return [a.id for a in owner], max((a.last for a in owner), default=0)
        if "owner" in cell:
            return [], 0
        return self.matrix(part, at, hit), 0

    def subject(self, part: Sentence, at: int, hit: Hit) -> tuple[list[str], int]:
        """Return the holders of a verb: its subject; else the actors that its pronoun takes up."""
        said = [s for s in self.speakers(hit.start) if s != "author"]
        covered = {n for a in part.actors for n in range(a.first, a.last + 1)}
        if said and at and part.words[at - 1].removeprefix("و") in self.classes["himself"]:
            return said, 0
        named = subjects(part, at, self.classes, hit.pronoun)
        if self.other_antecedent(part, at, named):
            return [], 0
        if named:
            return [self.bearer(part, a) for a in named], max([a.last for a in named if a.first > at], default=0)
        if part.words[at - 1].endswith(("ين", "ون")) and part.words[at].endswith(("وا", "ون")) and at - 1 not in covered:
            return [], 0  # مسلحين أعلنوا: those described have no name
        inner = next((a for a in part.actors if a.first <= at <= a.last), None)
        if inner:
            backer = self.backer(part, inner, at)
            return [backer] if backer else [], 0
        if any(word in self.classes["both"] for word in part.words[max(0, at - 1) : at + 2]):
            return [a.id for a in self.last_list], 0
        begin = max(
            [s.start for s in self.stretches if s.start <= hit.start < s.end and s.kind != "label"], default=part.start
        )
        named = [a for a in self.other_than_object(part, at) or self.topic(part, at) if a.start >= begin]
        if named:
            return [a.id for a in named], 0
        if said:  # a definite noun before the verb is its subject, and no actor
            return [] if any(w.startswith("ال") for w in part.words[part.word_at(begin) : at]) else said, 0
        after = part.words[at + 1 : at + 2]
        pronoun = (
            not after
            or after[0] in self.classes["preposition"] | self.classes["complement"] | self.classes["away"]
            or after[0][:1] in "بل"
        )
        return [a.id for a in self.topic_before] if pronoun and at <= 3 else [], 0

    def other_antecedent(self, part: Sentence, at: int, named: list[Named]) -> bool:
        """Tell whether a relative before a verb describes no actor: ``اتفق فلان على النقاط التي تعرقل``."""
        if part.words[at - 1] not in self.classes["relative"] or named and named[-1].first > at:
            return False
        between = part.words[named[-1].last + 1 : at - 1] if named else []
        of_place = any(place.last == at - 2 for place in part.places)
        return not named or not of_place and bool(self.classes["preposition"] & set(between))

    def bearer(self, part: Sentence, actor: Named) -> str:
        """Return whom a masculine relative describes: behind ``قوات فلان الذي`` the man, not his forces."""
        relative = part.words[actor.last + 1 : actor.last + 2] == ["الذي"] and actor.kind != "person"
        inner = self.inner(part, actor.first + 1, actor.last) if relative and actor.last > actor.first else ""
        return inner if self.kinds.get(inner) == "person" else actor.id

    def other_than_object(self, part: Sentence, at: int) -> list[Named]:
        """Return the subject that a verb joined with و keeps; ``استقبل فلانا وطلب منه``: not whom its pronoun means."""
        kept = self.carried(part, at)
        if not part.words[at].startswith("و") or part.words[at + 1 : at + 2] and part.words[at + 1] not in (
            self.classes["away"]
        ):
            return kept
        free = [a for a in part.actors if a.last < at and not preposition(part, a, self.classes) and a.form != "demonym"]
        return free[-2:-1] if len(free) > 1 else kept

    def matrix(self, part: Sentence, at: int, hit: Hit) -> list[str]:
        """Return the holders of a noun without an owner: the subject of its verb, or of its clause."""
        doer = [a for a in part.actors if a.last == at - 2 and part.words[at - 1] == "في"]
        if doer and hit.kind == "noun":
            return [doer[0].id]  # الدور المصري في دعم، جهود فلان في محاربة
        begin, _ = clause(part, at, self.classes)
        member = part.words[at][:1] == "و"  # of a list, which may be long: اتفقا على كذا وكذا ومكافحة الإرهاب
        plain_list = member and not self.classes["relative"] & {w.removeprefix("و") for w in part.words[begin:at]}
        verbs = [n for n in part.verbs if begin <= n < at and (plain_list or at - n <= 10)]
        who = [s for s in self.speakers(hit.start) if s != "author"]
        if verbs and self.accused.get((part.number, max(verbs)), at) < at and part.words[at].startswith("ب"):
            return []  # what someone is accused of is nobody's stated position
        if verbs:
            named = [a for a in subjects(part, max(verbs), self.classes) if a.first < at]
            if named:
                return [a.id for a in named]
        if any(word in self.classes["relative"] for word in part.words[at + 1 : at + 4]):
            return []
        if (
            hit.intended
            or hit.pronoun
            or verbs
            or part.words[at][:1] in "لب"
            or member
            and any(  # لتحرير البلدة والقضاء على
                w[:1] == "ل" and len(w) > 4 and w not in self.classes["name"] for w in part.words[max(0, at - 4) : at]
            )
            or part.words[max(0, at - 1)] in self.classes["preposition"]
            or (self.cues[hit.row]["scope"] == "issue")
        ):
            named = self.topic(part, at)
            if named:
                return [a.id for a in named]
        return who


def _named(part: Sentence, at: int, id_: str, side: str = "") -> Named:
    """Return a target that no words of its own name, at word `at`."""
    return Named(at, at, *part.spans[at], id_, "issue", "", {"lna": "gna", "gna": "lna"}.get(side, ""), "", 1, "")
