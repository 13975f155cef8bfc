"""Who stands where around a cue: topics, owners, antecedents, what a cue governs."""

from itertools import pairwise

import pandas as pd

from libyautil.clauses import CAMPS, Hit, Named, Sentence, clause, coordinated, preposition, subjects
from libyautil.predicates import STOPS, VERBAL, plain, readings

LEADING = ("person", "government")  # kinds of actors that have forces of their own


def read_backers(aliases: pd.DataFrame) -> dict[tuple, list]:
    """Return {words of an alias: ids}, to name the backer inside a label."""
    found: dict[tuple, list] = {}
    for id_, alias, form in zip(aliases["id"], aliases["alias"], aliases["form"], strict=True):
        if form == "name" or form == "label" and " " in alias:  # a label of one word means who the text means
            found.setdefault(tuple(plain(word) for word in alias.split()), []).append(id_)
    return found


class Parties:
    """The actors and issues of one article as its sentences are read, and those that a later pronoun takes up."""

    def __init__(self, parts: list[Sentence], classes: dict, kinds: dict[str, str], backers: dict):
        self.parts, self.classes, self.kinds, self.backers = parts, classes, kinds, backers
        self.issues: list[Named] = []  # named in the sentences before
        self.topic_before: list[Named] = []  # the subject of the sentence before
        self.last_list: list[Named] = []  # the last actors named in one list
        self.heads: set[int] = set()  # words of the present sentence that are cues
        self.spoken: set[int] = set()  # characters where a speaking word begins
        self.camp: list[Named] = []  # the last actor of either camp
        self.person: list[Named] = []  # the last person or government, of whatever side

    def remember(self, part: Sentence) -> None:
        """Keep of a sentence that was read what the next may take up."""
        self.issues = (self.issues + part.issues)[-6:]
        free = [a for a in part.actors if not preposition(part, a, self.classes) and a.form != "demonym"]
        self.topic_before = coordinated(part, free[0], part.actors, self.classes) if free else self.topic_before
        self.camp = [a for a in part.actors if a.side in CAMPS][-1:] or self.camp
        self.person = [a for a in part.actors if a.kind in LEADING][-1:] or self.person
        lists = [coordinated(part, actor, part.actors, self.classes) for actor in part.actors]
        longest = {members[-1]: members for members in reversed(lists) if len(members) > 1}
        self.last_list = longest[max(longest)] if longest else self.last_list

    def topic(self, part: Sentence, at: int) -> list[Named]:
        """Return the nearest actors before word `at` that no preposition governs, in the clause or the sentence."""
        begin, _ = clause(part, at, self.classes)
        free = [
            a for a in part.actors if a.last < at and preposition(part, a, self.classes) in ("", *self.classes["topic"])
        ]
        whole = [a for a in free if a.form != "demonym"]
        said = [a for a in whole if a.first and part.words[a.first - 1] in self.classes["complement"]]
        near = [a for a in whole if a.first >= begin]
        while len(near) > 1 and self.beside(part, near[-2], near[-1]):
            near.pop()  # استقبل فلان علانا: the second is the object
        for pool in (said[-1:], near[-1:], whole[:1], free[:1]):
            if pool:
                return self.list_ending(part, pool[0])
        return self.last_list if set(part.words[begin:at]) & self.classes["both"] else []

    def beside(self, part: Sentence, first: Named, second: Named) -> bool:
        """Tell whether two actors stand under one verb: no mark, verb or joined word between them."""
        between = range(first.last + 1, second.first)
        words = [*(part.words[n] for n in between), part.words[second.first]]
        return not any(n in part.verbs for n in between) and not any(w in STOPS or w[:1] in "وف" for w in words)

    def carried(self, part: Sentence, at: int) -> list[Named]:
        """Return the subject of the verb before, which a verb joined with و and without a subject keeps.

        One who speaks goes on speaking over clauses: ``قال فلان إن ...، ودعا ...``.
        """
        begin, _ = clause(part, at, self.classes)
        before = [n for n in part.verbs if begin <= n < at]
        if part.spans[at][0] in self.spoken:
            before = before or [n for n in part.verbs if n < at and part.spans[n][0] in self.spoken]
        return subjects(part, max(before), self.classes) if before and part.words[at].startswith("و") else []

    def owner(self, part: Sentence, at: int, through: int, row: dict | None, bare: bool = True) -> list[Named]:
        """Return the actors that own a noun: right behind it, an adjective of nation a word later, or behind ``من``."""
        inner = [a for a in part.actors if at < a.first and a.last < through]
        if inner:  # إضافة المجلس فلانا إلى قائمة: the first owns the noun, the second is its object
            return coordinated(part, inner[0], inner, self.classes)
        for actor in part.actors:
            if actor.first <= through:
                continue
            between = part.words[through + 1 : actor.first]
            if len(between) > 4 or any(word in STOPS for word in between):
                break
            governed = preposition(part, actor, self.classes, through + 1)
            relative = any(word in self.classes["relative"] for word in between) and not {"فيه", "فيها"} & set(between)
            if not governed and (bare and len(between) <= (actor.form == "demonym") or relative and len(between) <= 3):
                return coordinated(part, actor, part.actors, self.classes)
            if governed == "من قبل":
                return coordinated(part, actor, part.actors, self.classes)
            if governed == "من" and len(between) <= 3 and (row is None or "من" not in row["target"].split("|")):
                return coordinated(part, actor, part.actors, self.classes)
            if governed:
                break
        return []

    def behind(self, part: Sentence, through: int, prepositions: set[str], reach: int) -> list[Named]:
        """Return the actors that stand behind word `through` under one of `prepositions`."""
        for actor in part.actors:
            if (
                through < actor.first <= through + reach
                and self.governing(part, actor, through + 1, prepositions) in prepositions
            ):
                members = coordinated(part, actor, part.actors, self.classes)
                commas = "،" in part.words[actor.last : members[-1].first]
                return members[:1] if commas and len(members) < 3 else members
        return []

    def antecedent(self, part: Sentence, at: int, pool: list[Named], scope: str = "any") -> list[Named]:
        """Return what a participle or relative clause at word `at` describes: what ends before it, or holds it."""
        fits = [n for n in pool if scope == "any" or (n.kind == "issue") == (scope == "issue")]
        inner = [n for n in fits if n.first < at <= n.last]
        if not inner and self.of_a_noun(part, at):
            return []
        fits = [n for n in fits if n.kind == "issue" or not self.agent(part, n)] if part.words[at][:1] == "و" else fits
        reach = 8 if part.words[at - 1] in self.classes["relative"] else 5
        near = [n for n in sorted(fits, key=lambda n: (n.last, n.kind != "issue")) if at - reach <= n.last < at]
        if near and any(w[:1] == "و" and len(w) > 3 for w in part.words[near[-1].last + 1 : at]):
            near = []  # قوات فلان ومجموعات مساندة ل: the nearer noun is described
        return inner or [self.body(part, n) if n.last == at - 1 else n for n in near[-1:]]

    def of_a_noun(self, part: Sentence, at: int) -> bool:
        """Tell whether a participle without the article describes the noun right before it: ``أي هجوم مدعوم من``."""
        before = part.words[at - 1] if at else ""
        taken = {n for a in (*part.actors, *part.places, *part.issues) for n in range(a.first, a.last + 1)}
        free = at - 1 not in taken and before not in self.classes["preposition"] | STOPS | self.classes["thin"]
        return (
            free
            and not before.startswith(("ال", "وال", "لل", "بال"))
            and not part.words[at].startswith(("ال", "وال"))
            and any(rest in self.classes["deed"] for rest, *_ in readings(before))
        )

    def agent(self, part: Sentence, actor: Named) -> bool:
        """Tell whether an actor stands behind ``من`` or ``من قبل`` as the one who does: no further adjective is its."""
        return preposition(part, actor, self.classes) in ("من", "من قبل")

    def described(self, part: Sentence, at: int) -> list[Named]:
        """Return what a relative some words before a verb describes: ``العقيد الذي كان الوزير قد أقاله``."""
        names = {n for a in part.actors for n in range(a.first, a.last + 1)}
        back = at - 1
        while back > 0 and (back in names or part.words[back] in self.classes["thin"] - self.classes["relative"]):
            back -= 1
        far = back < at - 1 and part.words[back] in self.classes["relative"]
        return self.antecedent(part, back + 1, [a for a in part.actors if a.last < back]) if far else []

    def body(self, part: Sentence, actor: Named) -> Named:
        """Return the body that ends an actor's name, which an adjective behind it describes.

        ``الناطق باسم الجيش``: the army; ``القوات الموالية لحكومة فلان المدعومة``: the government.
        """
        ends = [self.inner(part, first, actor.last) for first in range(actor.first + 1, actor.last + 1)]
        fits = [i for i in ends if i and i != actor.id]
        if actor.kind != "person":
            fits = [i for i in fits if self.kinds.get(i) == "government"]
        return actor._replace(id=fits[0]) if fits else actor

    def resuming(self, part: Sentence, at: int) -> list[Named]:
        """Return the subject of a verb whose preposition takes up a relative: ``الهدنة التي سعت إليها البعثة``."""
        relative = part.words[at - 1] in {*self.classes["relative"], "ما"} and (
            set(part.words[at + 1 : at + 2]) & self.classes["away"]
        )
        behind = [a for a in part.actors if relative and at + 1 < a.first <= at + 5]
        free = [a for a in behind if not preposition(part, a, self.classes, at + 2)][:1]
        return coordinated(part, free[0], part.actors, self.classes) if free else []

    def taken_up_deed(self, part: Sentence, at: int) -> bool:
        """Tell whether a verb speaks of what was just told: ``وهي الخطوة التي رفضها``, ``وهو ما نددت به``."""
        before = [*part.words[max(0, at - 3) : at]]
        if before[-1:] and before[-1] in self.classes["relative"]:
            before.pop()
        elif before[-1:] == ["ما"]:
            return before[-2:-1] != [] and before[-2] in self.classes["apposition"]
        return before[-1:] != [] and before[-1] in self.classes["step"]

    def relative(self, part: Sentence, at: int) -> bool:
        """Tell whether a relative clause begins at word `at`: behind a relative, or behind the words it describes."""
        return any(word in self.classes["relative"] for word in part.words[max(0, at - 2) : at]) or any(
            n.last == at - 1 and not part.words[at].startswith("و") for n in (*part.issues, *part.actors)
        )

    def backer(self, part: Sentence, actor: Named, at: int) -> str:
        """Return the id of the one named behind word `at` inside a label (``الحكومة المدعومة من ...``)."""
        found = self.inner(part, at + 1, actor.last)
        return found if found != actor.id else ""

    def inner(self, part: Sentence, first: int, last: int) -> str:
        """Return the id of the longest alias that words `first` to `last` hold, or ""."""
        spans = ((begin, end) for begin in range(first, last + 1) for end in range(last + 1, begin, -1))
        ids = (
            self.backers.get(tuple(part.words[begin:end]))
            for begin, end in sorted(spans, key=lambda span: span[0] - span[1])
        )
        here = {actor.id for other in self.parts for actor in other.actors}
        return next(
            (next((i for i in found if i in here), found[0] * (len(set(found)) == 1)) for found in ids if found), ""
        )

    def list_ending(self, part: Sentence, actor: Named) -> list[Named]:
        """Return the coordinated list that ends with `actor`."""
        for first in part.actors:
            members = coordinated(part, first, [a for a in part.actors if a.last <= actor.last], self.classes)
            if members[-1] == actor:
                return members
        return [actor]

    def governed(
        self, part: Sentence, hit: Hit, spent: int, place: list[str], scope: str, reach: int
    ) -> tuple[list[Named], int]:
        """Return the first actors or issues behind word `spent` that fit the row; -1 where a removal governs."""
        wanted = {plain(word) for word in place}
        issues = [] if scope == "actor" else [i for i in part.issues if scope == "issue" or not self.narrower(part, i)]
        covered = {n for issue in issues for n in range(issue.first, issue.last + 1)}
        pool = sorted(
            [*issues, *(a for a in part.actors if scope != "issue" and not (a.first in covered or a.last in covered))]
        )
        noun = hit.kind not in VERBAL and scope != "issue"
        opening = self.classes["complement"]
        nearest = {word.partition(":")[2] for word in place if word.startswith("next:")}
        # اتهم رئيس المجلس، فلان، القائد: the comma behind the subject closes its apposition
        subject = part.words[part.word_at(hit.start) : spent + 1]
        skip = 1 + (part.words[spent + 1 : spent + 2] == ["،"] and "،" in subject)
        for named in pool:
            if named.first <= spent:
                continue
            between = part.words[spent + skip : named.first]
            if scope == "actor" and self.named_behind(part, named):
                between = [word for word in between if word != "،"]
            if (
                len(between) > reach
                or any(word in "؛.!?؟" for word in between)
                or between.count("،") > {"issue": 2, "any": 1, "actor": 0}[scope]
            ):
                break
            if noun and any(word.removeprefix("و") in self.classes["relative"] for word in between):
                break
            feared = named.kind == "issue" and named.sign < 0 and between[-1:] != [] and between[-1] in opening
            if any(n in part.verbs and part.words[n][:1] in "وف" for n in range(spent + 1, named.first)) or any(
                word in self.classes["complement"]
                and scope != "issue"
                and not feared
                or word[:1] == "ف"
                and word[1:] in self.classes["complement"]
                for word in between
            ):
                break
            if any(n in part.verbs and self.taken_up_deed(part, n) for n in range(spent + 2, named.first)):
                break  # أقال فلانا في خطوة رفضها المجلس
            if any(part.words[n - 1] == "،" and n in self.heads for n in range(spent + 2, named.first)):
                break  # رفض فلان ...، متهما علانا: the next cue has its own
            if self.aside(part, spent, named) or self.headed(part, named) and scope == "actor":
                continue
            if nearest and (named.id not in nearest or between[-1:] not in ([], ["عن"], ["،"])):
                break
            governed = self.governing(part, named, spent + 1, wanted)
            if set(between) & (self.classes["negative"] | self.classes["break"]):
                break
            near = not noun or len(between) <= (spent > part.word_at(hit.through - 1)) or named.kind == "issue"
            if (
                governed in wanted
                or (not governed and "object" in wanted and near)
                or named.id in nearest
                or named.kind == "issue"
                and (scope == "issue" or "object" in wanted)
            ):
                named = self.declared(part, named, issues) if scope == "any" else named
                turn = self.turned(part, spent + 1, named) if scope != "actor" else 1
                if scope == "issue" and turn > 0 and named.sign > 0 and named.id in self.kinds:
                    continue  # nobody asks for mercenaries or terror; their removal is asked for
                return self.list_of_targets(part, hit, named, pool, scope, turn), turn
        return [], 1

    def aside(self, part: Sentence, spent: int, named: Named) -> bool:
        """Tell whether `named` stands in words that only describe someone, or in a phrase of time.

        ``الحرس الذي يقوده فلان``, ``الحرس، وهو حليف فلان``: the relative of an actor, up to the next comma, holds
        nothing that the verb before it governs; nor does ``قبل أي هدنة``.
        """
        ends = {a.last for a in part.actors if a.last < named.first}
        for n in range(spent + 1, named.first):
            if part.words[n] in self.classes["attached"] and named.first - n <= 2:
                return True  # رئيس الحكومة الموالية للمجلس: whose he is
            opens = part.words[n] in self.classes["relative"] and {n - 1, n - 1 - (part.words[n - 1] == "،")} & ends
            if (opens or part.words[n] in self.classes["apposition"]) and "،" not in part.words[n + 1 : named.first]:
                return True
        return named.kind == "issue" and any(
            word.removeprefix("و") in self.classes["time"]
            for word in part.words[max(spent + 1, named.first - 2) : named.first]
        )

    def led(self, part: Sentence, actor: Named) -> bool:
        """Tell whether an actor only says whose another is: ``الحرس بقيادة فلان``, ``الحرس التابع للمجلس``."""
        words = part.words[max(0, actor.first - 2) : actor.first]
        return bool(set(words[-1:]) & self.classes["leading"] or set(words) & self.classes["attached"])

    def narrower(self, part: Sentence, issue: Named) -> bool:
        """Tell whether the words of an issue stand in the name of a party of its own kind: ``مرتزقة`` of a company."""
        around = [a for a in part.actors if a.first <= issue.first and issue.last <= a.last]
        return issue.id in self.kinds and any(
            a.id != issue.id and a.last - a.first > issue.last - issue.first for a in around
        )

    def named_behind(self, part: Sentence, named: Named) -> bool:
        """Tell whether a person's name stands between commas behind an office that has none of its own."""
        around = (part.words[named.first - 1 : named.first], part.words[named.last + 1 : named.last + 2])
        return named.kind == "person" and around == (["،"], ["،"])

    def declared(self, part: Sentence, named: Named, issues: list[Named]) -> Named:
        """Return what an actor declared, where that is what the cue is about: ``رحب بإعلان المجلس هدنة``."""
        word = part.words[named.first - 1] if named.first else ""
        effort = any(rest in self.classes["effort"] for rest, *_ in readings(word))
        behind = [issue for issue in issues if named.kind != "issue" and 0 < issue.first - named.last <= 2]
        return behind[0] if effort and behind else named

    def headed(self, part: Sentence, named: Named) -> bool:
        """Tell whether a group only says whose head is meant: ``عقوبات على قائد العصبة``."""
        word = part.words[named.first - 1] if named.first else ""
        return named.kind in ("force", "group") and any(rest in self.classes["chief"] for rest, *_ in readings(word))

    def governing(self, part: Sentence, named: Named, floor: int, wanted: set[str]) -> str:
        """Return the preposition that governs `named`; one of `wanted` too that a noun before it carries.

        ``تأييدها لجهود الجيش``: without the article only the place behind a cue tells ل from a letter of the word.
        """
        found = preposition(part, named, self.classes, floor)
        before = part.words[named.first - 1] if named.first > floor else ""
        taken = {n for a in part.actors for n in (a.first, a.last)} | part.verbs
        carried = before[:1] if len(before) > 3 and before[1:3] != "ال" and named.first - 1 not in taken else ""
        return found or (carried if carried in wanted and carried in ("ل", "ب") else "")

    def list_of_targets(
        self, part: Sentence, hit: Hit, named: Named, pool: list[Named], scope: str, turn: int
    ) -> list[Named]:
        """Return the list that `named` opens; an issue with its own noun (``طرد .. وتثبيت ..``) turns by itself."""
        members = coordinated(part, named, pool, self.classes)
        found = members[:1]
        for last, other in pairwise(members):
            head = [word for word in part.words[last.last + 1 : other.first] if word.startswith("و") and len(word) > 3]
            own = part.words[other.first]
            if named.kind == "issue" != other.kind:
                break  # مذكرة مع تركيا وحكومة: the words of an issue end with an actor, and its fellow is no target
            if other.kind == "issue" and (head or own[:1] == "و" and own[1:3] != "ال" and other.id not in self.kinds):
                if scope != "issue":
                    break  # what is expelled and what is upheld are not one list
                other = other._replace(sign=other.sign * turn * self.turned(part, last.last + 1, other))
            found.append(other)
        return found

    def turned(self, part: Sentence, begin: int, named: Named) -> int:
        """Return -1 where a word of removal governs `named` (``سحب``, ``وقف``, ``طرد``), else 1."""
        for back in range(named.first - 1, max(begin - 1, named.first - 4), -1):
            word = part.words[back]
            if any(rest in self.classes["removal"] for rest, *_ in readings(word)):
                return -1
            if word in self.classes["preposition"] or word in STOPS:
                break
        return 1
