"""What a paragraph is speaking of: the subjects that a clause names or leaves out.

A clause that names nothing goes on with the subject before it; one that names something unknown states nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from budgetextract.normaliser import changes, projects
from budgetextract.normaliser import topic_words as words
from budgetextract.normaliser.changes import Role
from budgetextract.normaliser.items import is_filler
from budgetextract.normaliser.names import function_marked
from budgetextract.normaliser.statements import FUNDLESS, Surroundings
from budgetextract.normaliser.subject import UNKNOWN, Context, Found, Subject
from budgetextract.normaliser.subjects import NATURES, find
from budgetextract.normaliser.topic_state import State

_WHOLE = ("expenditure.total", "expenditure.current_year")
_OF_THE_WHOLE = ("income.", "expenditure.carry_forward")
"""按资金来源分，上年结转0元 below 政府采购: where the money for it comes from."""
_CURRENT = ("income.current_year", "expenditure.current_year")
_SMALL = frozenset(
    {"three_public", "outbound_travel", "official_vehicles", "official_reception", "operating_funds", "procurement"}
)
_DEPTH = 4
"""Brackets within brackets that are followed; deeper ones are read on as if there were none."""

_Outside = tuple[tuple[Subject, ...], bool, Subject | None, int, bool]


class Topic:
    """The subjects of one section, from paragraph to paragraph."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.state = State()
        self._list_head: Subject | None = None
        self._list_fund = ""
        self._parent: str | None = None
        self._parent = self._title_parent()
        self._title = self.of_line(around.scope.title)
        self._outside: list[_Outside] = []
        self._above: Subject | None = None
        self._of_list: Subject | None = None
        """The subject of whose list this paragraph is an item."""
        self._by_economy = False
        """This paragraph has named a class of the economic classification."""
        self._line: Subject | None = None
        """What the line above names as a heading would: （一）收入预算： alone on its line."""
        self._first: Subject | None = None
        """The first subject of this paragraph."""
        self._whole: Subject | None = None
        """The expenditure, of a fund or of all, that this section has stated last."""
        self._stated: set[Subject] = set()
        """The subjects of this paragraph that are no item by function."""

    # --- paragraphs and sentences

    def open(self, text: str) -> None:
        """A new paragraph: only one that begins with a comparison or a use goes on with the subject before it."""
        head, self._above = self._opened(text), None
        self._of_list, self._by_economy = head, False
        if head is not None:
            self.state = State(head=head, current=(UNKNOWN,), listing=True, parent=head)
            return
        head = self.state.head
        goes_on = head is not None and (
            self._around.phrases.base.match(text) is not None
            or (bool(head.function) and words.GOES_ON.match(text) is not None)
        )
        if goes_on and self._first == self._title and self._first is not None and not (head and head.function):
            head = self._first  # the comparison is of what the heading names, not of the part spoken of last
        line, self._line, self._first = self._line, None, None
        if not goes_on:
            head = line or (self._title if head is None else None)
        assumed = head is not None and not goes_on and line is None
        self.state = State(head=head, current=(head,) if head else (), assumed=assumed)
        self._outside.clear()
        self._stated.clear()

    def _opened(self, text: str) -> Subject | None:
        """The subject whose list a paragraph above has opened (其中：), where this one is a short item of it."""
        body = words.USE_BEHIND.sub("", text[:-1])
        return self._above if len(body) <= words.ITEM_LENGTH and "。" not in body else None

    def close(self, tail: str, rest: str, *, whole: bool = False) -> None:
        """The words behind the last figure: a subject for the next paragraph, or the fund of a list that begins.

        ``rest``: the part of ``tail`` behind its last sentence end; ``whole``: it is all the paragraph says.
        """
        line = rest.strip("，:")
        state = self.state
        if words.LIST_OPENS.search(tail):
            self._above = state.parent if state.listing else state.head
        elif words.ECONOMY_OPENS.search(tail):
            self._above = next(
                (one for one in (state.parent, state.head, self._whole, self._title) if _is_whole(one)), None
            )
        elif tail == ";" and state.listing:
            self._above = state.parent
        elif self._by_economy and self._of_list is not None and self._of_list.concept == "expenditure.project":
            self._above = self._of_list  # each class of the economic list in a paragraph of its own, ended by 。
        if words.OPENING.search(rest) or words.OPENING.search(tail):
            head = self.state.head
            if head is not None and head.side == "expenditure" and not (head.function or head.economy):
                self._list_fund = head.fund
            for pattern, fund in self._around.phrases.funds:
                if (match := pattern.search(line)) is not None and "支出" in line[match.end() :]:
                    self._list_fund = fund
                    break
        if not line or len(line) > 60:
            return
        if (subject := self.of_line(line)) is not None:
            self.state.head, self.state.current, self.state.assumed = subject, (subject,), False
            self._line = subject if whole and words.ITEM.match(line) and not words.GENERAL.search(line) else None
            self._note(subject)
        elif (named := function_marked(line, self._around.names, None)) and len(named.code) in (3, 5):
            self._parent = named.code

    def end_sentence(self, following: str) -> None:
        """。: the main subject is spoken of again, unless a list of one part leaves open which was meant last."""
        state = self.state
        if state.listing and state.items == 1 and state.parent is not None:
            state.current = (UNKNOWN,)
        elif state.head in state.heads:
            state.current = state.heads
        else:
            state.current = (state.head,) if state.head else ()
        state.income, state.items = None, 0
        state.listing = state.reason = state.use = state.joined = False
        if not following.startswith(("其中", "包括")):
            state.elsewhen = False

    def heading_sentence(self, part: str) -> None:
        """A sentence without a figure may name the subject of the next ones: 1.…（类）…（款）…（项）。主要用于…"""
        phrases = self._around.phrases
        if not part or len(part) > 90 or phrases.use.search(part) or phrases.reason.search(part):
            return
        subject = self.of_line(part) or self.of_line(part.partition(":")[0])
        if subject is not None:
            self.state.head, self.state.assumed = subject, False
            self._note(subject)
        elif words.ITEM.match(part) and not words.GENERAL.search(part):
            self.state.head, self.state.heads = UNKNOWN, ()

    def brackets(self, lead: str) -> str:
        """A bracket with figures inside is a list of its own: behind it the subject before it goes on.

        Returns what follows the last bracket that closes here.
        """
        state = self.state
        depth = 0
        begin = 0
        for at, char in enumerate(lead):
            if char == "(":
                depth += 1
            elif char == ")" and depth:
                depth -= 1
            elif char == ")" and self._outside:
                state.current, state.listing, state.parent, state.items, state.joined = self._outside.pop()
                begin = at + 1
        if depth and len(self._outside) < _DEPTH:
            self._outside.append((state.current, state.listing, state.parent, state.items, state.joined))
        return lead[begin:]

    def list_begins(self, before: str, *, whole: bool) -> None:
        """其中: the parts of what stands right before it, else of the subject spoken of.

        ``whole``: another cut through the whole (按支出性质分), not through the part named last.
        """
        state = self.state
        opening = re.split("[，。;:]", before)[-1]
        named = self.of_line(opening) if 2 <= len(opening) <= 24 else None
        known = state.current[0] if state.current and state.current[0].concept else None
        if named is not None:
            state.parent, state.items = named, 0
        elif whole and state.head is not None and state.head.concept:
            state.parent, state.items = state.head, 0
        elif not state.listing:
            state.parent, state.items = known or state.head, 0
        elif known is not None and not before.strip("，。;、("):
            state.parent = known
        state.listing, state.use = True, False

    # --- figures

    def context(self, sentence: str) -> Context:
        """What the words before a figure are read against."""
        state = self.state
        head = state.parent if state.listing else None
        if head is None:
            head = self._list_head if state.head is None or state.head.economy else state.head
        scope = self._around.scope
        return Context(
            scope,
            self._around.final,
            head,
            state.listing,
            self._parent,
            self._list_fund,
            sentence,
            self._around.owner,
        )

    def subjects(self, rest: str, role: Role, fresh: bool, sentence: str) -> tuple[Subject, ...]:
        """The subjects of a figure, named before it (``rest``) or spoken of already. ``fresh``: a sentence begins."""
        state, phrases = self.state, self._around.phrases
        context = self.context(sentence)
        if context.head is not None and state.listing and context.head.concept == "performance.amount":
            project = projects.part_name(rest) if role.kind == changes.LEVEL else None
            return (Subject("performance.amount", project=project),) if project else ()
        searched = rest if role.kind == changes.PRIOR else changes.without_base(rest, phrases)
        if searched == "(" and role.kind != changes.LEVEL:
            return self._inherited("")  # 减少5万元(下降25%), 30万元(占10%)
        other = words.OTHER_MEASURE.fullmatch(searched) is not None
        spent = not fresh and role.kind == changes.LEVEL and words.SPENT.fullmatch(searched) is not None
        if (other or spent) and self._other_measure(fresh):
            return self._inherited(searched)
        if other and (not fresh or UNKNOWN in (state.head, *state.current)):
            return ()
        if state.current and state.current[0].concept == "performance.amount" and self._fund_alone(searched):
            return state.current
        found = find(searched, context, self._around.names, phrases)
        if found is None:
            return self._inherited(searched)
        use = phrases.use.search(searched)
        if not found.subjects or (use is not None and found.start >= use.end()):
            return self._after_unknown(searched, role, fresh)
        if self._of_unknown_item(found.subjects[0]):
            return ()
        found = self._in_small_section(found)
        if not found.subjects or (state.use and role.kind == changes.LEVEL and not state.listing):
            return ()
        if state.listing and state.current == (UNKNOWN,) and not fresh and words.BARE_SIDE.fullmatch(searched):
            return ()  # 其中县林场收入3万元，支出3万元
        if role.kind in (changes.CHANGE, changes.RATE) and self._around.final:
            found = self._change_of_total(found, searched)
            if not found.subjects:
                state.current = (UNKNOWN,)
                return ()
        self.take(found, searched)
        return found.subjects

    def _of_unknown_item(self, first: Subject) -> bool:
        """True for 其中：基本支出 of an item that no list knows, where the section goes item by item."""
        state = self.state
        by_item = any(part.startswith("general_budget") for part in self._around.scope.outline)
        return by_item and state.listing and state.parent == UNKNOWN and first.concept in NATURES

    def _fund_alone(self, text: str) -> bool:
        """True for ，一般公共预算当年拨款 with nothing else."""
        bare = text.strip("，、:")
        return any(pattern.fullmatch(bare) for pattern, _ in self._around.phrases.funds)

    def counted(self, lead: str, sentence: str) -> None:
        """A count names a subject too: 公务接待24批次，支出2.05万元."""
        found = find(lead, self.context(sentence), self._around.names, self._around.phrases)
        if found is not None and found.subjects and found.subjects[0].concept.startswith("three_public."):
            self.take(found, lead)

    def speak_of(self, subject: Subject) -> None:
        """An amount without a name that follows is of this subject: 自评项目4个，资金85万元."""
        self.state.current = (subject,)

    def take(self, found: Found, searched: str) -> None:
        """These subjects are now the ones spoken of."""
        state, first = self.state, found.subjects[0]
        self._whole = first if _is_whole(first) else self._whole
        state.row = (*state.row, *found.subjects) if searched.startswith("、") else found.subjects
        if state.listing:
            state.items += 1
            state.joined = searched.startswith("、")
        else:
            state.head, state.heads = first, found.subjects
        state.current, state.assumed = found.subjects, False
        self._by_economy = self._by_economy or bool(first.economy)
        if self._first is None:
            self._first = first
        if first.side == "income":
            state.income = first
        self._stated.update(one for one in found.subjects if not one.function)
        self._note(first)

    def _in_small_section(self, found: Found) -> Found:
        """支出 in a section on operating funds or the three public items means these, never the whole expenditure."""
        title, first = self._title, found.subjects[0]
        if first.concept.startswith(_OF_THE_WHOLE) and not _SMALL.isdisjoint(self._around.scope.outline):
            return Found((), found.start, found.end)
        outline = self._around.scope.outline
        if first.concept in ("expenditure.basic", "expenditure.project") and (
            "three_public" in outline or "procurement" in outline
        ):
            return Found((), found.start, found.end)  # 基本支出安排…，项目支出安排… of the three public items
        whole = first.concept in _WHOLE and not (first.function or first.economy or first.government_economy)
        if whole and title is None and self._spends_small():
            return Found((), found.start, found.end)
        if title is None or not whole or not title.concept.startswith(FUNDLESS):
            return found
        own = (title,) if self.state.head in (None, title) else ()
        return Found(own, found.start, found.end)

    def _change_of_total(self, found: Found, searched: str) -> Found:
        """A bare 收入增加… behind 收入总计… is of that total; behind a total and its 本年收入 it may be of either."""
        first = found.subjects[0]
        if len(found.subjects) > 1 or first.concept not in _CURRENT or first.function or words.OF_YEAR.search(searched):
            return found
        total = replace(first, concept=f"{first.side}.total")
        if total not in self._stated:
            return found
        own = () if first in self._stated else (total,)
        return Found(own, found.start, found.end)

    def _spends_small(self) -> bool:
        """True in a section, or below one, on such a part of the expenditure."""
        return any(part in _SMALL for part in self._around.scope.outline)

    def _other_measure(self, fresh: bool) -> bool:
        """True where 支出决算为 goes on with the subject before it (年初预算为…，支出决算为…)."""
        current = self.state.current[0] if self.state.current else None
        if current is None or not current.concept or current.side == "income":
            return False
        return not fresh or bool(current.function) or current.concept.startswith(FUNDLESS)

    def _inherited(self, rest: str) -> tuple[Subject, ...]:
        """Nothing named: the subject before, or the list's parent where a list joined by 、 has ended."""
        state = self.state
        if state.assumed and state.head is not None and state.head.concept in _WHOLE and "本表" not in rest:
            return ()  # below 一般公共预算支出情况 a figure without a name may be any item's
        ended = state.joined and state.items >= 2 and rest.startswith("，")
        if state.listing and state.parent is not None and (ended or words.RESUME.match(rest)):
            state.current, state.head, state.listing = (state.parent,), state.parent, False
        return tuple(subject for subject in state.current if subject.concept)

    def _after_unknown(self, rest: str, role: Role, fresh: bool) -> tuple[Subject, ...]:
        """Words that no rule knows: behind 主要用于…, a last clause of its own (，比上年增加…，年初预算为…) goes on."""
        state = self.state
        clause = rest.rpartition("，")[2]
        changed = not clause and role.kind != changes.LEVEL
        measured = words.MEASURE_WORD.search(clause) is not None and is_filler(clause)
        if state.use and (changed or measured):
            return tuple(subject for subject in state.current if subject.concept)
        state.current = (UNKNOWN,)
        if not state.listing and fresh:
            state.head, state.heads = UNKNOWN, ()
        return ()

    def _note(self, subject: Subject) -> None:
        """Remember what later paragraphs build on: the head of an economic list, the class of a list by function."""
        if subject.function and len(subject.function) < 7 and not subject.economy:
            self._parent = subject.function
        if subject.concept in NATURES or subject.concept == "operating_funds.total":
            if not subject.economy:
                self._list_head = subject
        elif subject.concept in _WHOLE or subject.side == "income":
            self._list_head = None

    # --- lines and headings

    def of_line(self, line: str) -> Subject | None:
        """The one subject a short line or a heading names, when it names nothing else."""
        around = self._around
        context = Context(around.scope, around.final, parent=self._parent, sentence=line, owner=around.owner)
        stripped = words.TITLE_END.sub("", line)
        found = find(stripped, context, self._around.names, self._around.phrases)
        if found is None or len(found.subjects) != 1 or found.end < len(stripped) - 8:
            return None
        return found.subjects[0]

    def _title_parent(self) -> str | None:
        for title in self._around.scope.titles:
            named = function_marked(title, self._around.names, None)
            if named is not None and named.code and len(named.code) < 7:
                return named.code
        return None


def _is_whole(subject: Subject | None) -> bool:
    """True for the expenditure of a fund or of all, not cut by function or economic class."""
    return (
        subject is not None
        and subject.concept in _WHOLE
        and not (subject.function or subject.economy or subject.government_economy)
    )
