"""Who holds a position: the subject of a verb, the owner of a noun, the speaker, or he whom a pronoun takes up."""

from libyautil.clauses import Hit, Named, Sentence, clause, preposition, subjects
from libyautil.predicates import VERBAL, plain
from libyautil.stance.labels import Voices

ISSUES = {"terrorist_groups", "foreign_fighters"}  # who is only spoken of: they hold no aims in the press


class Holders(Voices):
    """Finds the holders of the cues of one article."""

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
            return self.described_one(part, hit, at, "antecedent" in cell), 0
        if hit.kind in VERBAL:
            if (
                hit.kind == "imperfect"
                and part.words[at][:1] in "نا"
                and self.speakers(hit.start) not in (["author"], [])
            ):
                return self.speakers(hit.start), 0
            whose = self.owner_inside(part, hit, at, through)
            if whose:
                return [whose[0].id], whose[0].last
            return self.subject(part, at, hit, through)
        if owner:
            return [a.id for a in owner], max((a.last for a in owner), default=0)
        if "owner" in cell:
            return [], 0
        return self.matrix(part, at, hit), 0

    def described_one(self, part: Sentence, hit: Hit, at: int, only: bool) -> list[str]:
        """Return whom a participle describes; if not `only` that, the main verb's subject or a speaker."""
        said = [s for s in self.speakers(hit.start) if s != "author"]
        if said and not only and part.words[at - 1].removeprefix("و") in self.classes["himself"]:
            return said
        near = self.antecedent(part, at, part.actors)
        if hit.definite or only or near and near[0].last == at - 1:
            return [a.id for a in near]
        if part.words[at - 1] == "،":
            main = max((n for n in part.verbs if n < at), default=None)
            named = subjects(part, main, self.classes) if main is not None else []
            if named:
                return [a.id for a in named]  # رفض فلان ...، متهما: of the subject, not of whom is named last
            before = self.said_before(part, hit)
            if before is not None:
                return before
        return [a.id for a in self.topic(part, at)] or said

    def said_before(self, part: Sentence, hit: Hit) -> list[str] | None:
        """Return who said what ends right before a participle, which is his too: ``أكد المجلس أن ...، مجددا دعمه``.

        None where nobody said anything before, [] where he has no id.
        """
        ended = [s for s in self.stretches if s.kind == "report" and part.start <= s.start < s.end <= hit.start]
        if not ended:
            return None
        last = max(s.end for s in ended)
        return [s.speaker for s in ended if s.end == last and s.speaker != "unnamed"]

    def owner_inside(self, part: Sentence, hit: Hit, at: int, through: int) -> list[Named]:
        """Return the owner of the noun that ends a verb's pattern, whose position it is: ``عبر عن قلق موسكو من``."""
        row = self.cues[hit.row]
        place = row["target"].split("|")
        whose = [a for a in part.actors if a.first == through + 1 > at + 1]
        if not whose or preposition(part, whose[0], self.classes, through + 1):
            return []
        alone = "object" in place and not self.governed(part, hit, whose[0].last, place, row["scope"], 5)[0]
        return [] if alone else whose

    def subject(self, part: Sentence, at: int, hit: Hit, through: int) -> tuple[list[str], int]:
        """Return the holders of a verb: its subject; else the actors that its pronoun takes up."""
        said = [s for s in self.speakers(hit.start) if s != "author"]
        covered = {n for a in part.actors for n in range(a.first, a.last + 1)}
        if said and at and part.words[at - 1].removeprefix("و") in self.classes["himself"]:
            return said, 0
        opened = max((s.start for s in self.stretches if s.start <= hit.start < s.end and s.kind == "quote"), default=0)
        since = part.word_at(opened) if opened > part.start else 0
        named = self.resuming(part, at) or subjects(part, at, self.classes, hit.pronoun, since=since)
        row = self.cues[hit.row]
        own = tuple(plain(v.split()[0]) for v in f"{row['perfect']}|{row['imperfect']}".split("|") if v.startswith("و"))
        joined = part.words[at].startswith("و") and not (own and part.words[at].startswith(own))
        if joined and named and named[-1].last == at - 1:
            named = []  # استقبل فلان علانا وطلب: whom the verb before ends with is its object
        if through > at and row["scope"] != "issue" and "object" in row["target"].split("|"):
            named = [a for a in named if a.first != through + 1]  # دعا الناس إلى دعم فلان: its object
        if self.other_antecedent(part, at, named):
            return [], 0
        if named:
            return [self.bearer(part, a) for a in named], max([a.last for a in named if a.first > at], default=0)
        if (
            part.words[at - 1].endswith(("ين", "ون"))
            and part.words[at].endswith(("وا", "ون"))
            and at - 1 not in covered
        ):
            return [], 0  # مسلحين أعلنوا: those described have no name
        inner = next((a for a in part.actors if a.first <= at <= a.last), None)
        if inner:
            backer = self.backer(part, inner, at)
            return [backer] if backer else [], 0
        if hit.pronoun and through == at and self.noun_behind(part, at):
            return [], 0  # ويساندها أعيان المدينة: its subject has no id
        if any(word in self.classes["both"] for word in part.words[max(0, at - 1) : at + 2]):
            return [a.id for a in self.last_list], 0
        begin = max(
            [s.start for s in self.stretches if s.start <= hit.start < s.end and s.kind != "label"], default=part.start
        )
        named = [a for a in self.other_than_object(part, at, hit.pronoun) or self.topic(part, at) if a.start >= begin]
        if named:
            return [a.id for a in named], 0
        if said and part.words[at][:1] == "و" and part.words[at][1:] in self.classes["bidding"]:
            return said, 0
        if said:  # a definite noun before the verb is its subject, and no actor
            return [] if any(w.startswith("ال") for w in part.words[part.word_at(begin) : at]) else said, 0
        after = part.words[at + 1 : at + 2]
        pronoun = (
            not after
            or after[0] in self.classes["preposition"] | self.classes["complement"] | self.classes["away"]
            or after[0][:1] in "بل"
        )
        return [a.id for a in self.topic_before] if pronoun and at <= 3 else [], 0

    def noun_behind(self, part: Sentence, at: int) -> bool:
        """Tell whether a noun stands right behind a verb that has its object already: its subject."""
        word = "".join(part.words[at + 1 : at + 2])
        no_noun = ("preposition", "complement", "away", "connective", "thin", "relative", "anaphor", "time")
        return bool(word) and not any(word in self.classes[name] for name in no_noun) and word[0] not in "بلكو،.؛:()"

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

    def other_than_object(self, part: Sentence, at: int, pronoun: str) -> list[Named]:
        """Return the subject that a verb joined with و keeps; ``استقبل فلانا وطلب منه``: not whom its pronoun means."""
        kept = self.carried(part, at)
        means_another = pronoun or set(part.words[at + 1 : at + 2]) & self.classes["away"]
        if not part.words[at].startswith("و") or not means_another:
            return kept
        free = [
            a for a in part.actors if a.last < at and not preposition(part, a, self.classes) and a.form != "demonym"
        ]
        return free[-2:-1] if len(free) > 1 else kept

    def matrix(self, part: Sentence, at: int, hit: Hit) -> list[str]:
        """Return the holders of a noun without an owner: the subject of its verb, or of its clause."""
        doer = [a for a in part.actors if a.last == at - 2 and part.words[at - 1] in ("في", "على")]
        if doer and hit.kind == "noun":  # الدور المصري في دعم، شكر فلانا على دعم: who is praised for it does it
            return [doer[0].id] if int(self.cues[hit.row]["polarity"]) > 0 else []
        begin, _ = clause(part, at, self.classes)
        member = part.words[at][:1] == "و"  # of a list, which may be long: اتفقا على كذا وكذا ومكافحة الإرهاب
        plain_list = member and not self.classes["relative"] & {w.removeprefix("و") for w in part.words[begin:at]}
        named_words = {n for a in part.actors for n in range(a.first, a.last)}
        verbs = [
            n
            for n in part.verbs
            if begin <= n < at and (plain_list or at - n - len({*range(n, at)} & named_words) <= 10)
        ]
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
            named = [a for a in self.topic(part, at) if a.id not in ISSUES]
            if named:
                return [a.id for a in named]
        return who
