"""One section, sentence by sentence: figures meet subjects; what a sentence leaves out comes from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budgetextract.model.facts import Statement
from budgetextract.normaliser import assets, changes, counts, projects, reasons, statements
from budgetextract.normaliser.changes import Role
from budgetextract.normaliser.clauses import Passage
from budgetextract.normaliser.mentions import BARE, COUNT, HEDGED, MONEY, NO_CHANGE, PERCENT, Figure, figures
from budgetextract.normaliser.periods import named_year, other_year
from budgetextract.normaliser.statements import Surroundings
from budgetextract.normaliser.subject import UNKNOWN, Subject
from budgetextract.normaliser.topics import Topic

_BOUNDARY = re.compile(
    r"[。;!?]|，(?=[一二三四五六七八九]、20\d\d年)|(?<=\(项\))[，:]?(?=(?:主要)?(?:是)?(?:用于|反映))"
)
"""…（款）大气（项），主要用于…。年初预算为…: the item is named for all that follows, as where a full stop stands."""
_LIST_GAP = re.compile(r"[、,，;和与及]")
_EACH = re.compile(r"分别|各|均|都")
_AGAINST = re.compile(r"(?:与|比|较|同)(?:本?部门|本?单位)?(?:上年|去年|上一年|20\d\d年)[^，。;:]{0,12}$")
"""与上年度300万元相比: the amount compared with; what follows is of this year again."""
_REACH = 400
"""Characters of a sentence that are looked at on either side of a figure."""
_FOR = re.compile(r"^((?:20\d\d年度?)?(?:[，:])?(?:本?部门|本?单位)?)用于[^，。;:、]{2,40}的(?=[^，。;:的]{2,16}$)")
"""2023年度用于保障机构运转的基本支出: at the beginning of a sentence a use says of which expenditure, not on what."""
_SERIES = 8
"""Figures of one 分别为 list at most."""


class Reader:
    """Reads the passages of one section in order and gathers statements."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._topic = Topic(around)
        self._parts: list[reasons.Part] = []
        self._budget_part = False
        """The line before was the heading of a project's part on money."""
        self._each = False
        """The last change was stated for two subjects at once; its rate is too."""
        self._moved: tuple[int, Role] | None = None
        """Where the amount of a change has just ended, and its part: its rate may follow in brackets."""
        self.statements: list[Statement] = []

    def read(self, passage: Passage) -> None:
        """Read one paragraph."""
        text, around = passage.text, self._around
        found = figures(text, around.phrases)
        taken: set[int] = set()
        projects_counted: set[int] = set()
        for read in (assets.read, counts.read):
            for statement, used in read(passage, found, around):
                self.statements.append(statement)
                taken.update(used)
                if statement.key.concept.startswith("performance."):
                    projects_counted.update(used)
        if projects.is_statement(text, around, self._budget_part):
            self.statements.extend(projects.read(passage, found, around))
            return
        self._budget_part = projects.opens(text, around)
        self._topic.open(text)
        at, last = 0, -1
        for index, figure in enumerate(found):
            if index <= last:
                continue
            if index in taken:
                self._topic.counted(self._boundaries(text[at : figure.start]), _sentence(text, figure.start))
                if index in projects_counted:
                    self._topic.speak_of(Subject("performance.amount"))
                at = figure.end
            elif figure.kind != COUNT and (
                figure.kind != BARE or _EACH.search(text, max(at, figure.start - 6), figure.start) is not None
            ):
                last = self._figure(passage, found, index, at)
                at = found[last].end
        self._accept_parts()
        if text[at:]:
            rest = self._boundaries(text[at:])
            self._topic.close(text[at:], rest, whole=len(rest) == len(text))

    def _figure(self, passage: Passage, found: Sequence[Figure], index: int, at: int) -> int:
        """Read one figure; returns the index of the last figure used."""
        figure, text, state = found[index], passage.text, self._topic.state
        lead = self._boundaries(text[at : figure.start])
        fresh = at == 0 or len(lead) < figure.start - at
        lead = _FOR.sub(r"\1", lead) if fresh else lead
        before = found[index - 1] if index else None
        if figure.kind == MONEY and before is not None and before.kind == NO_CHANGE and before.end == figure.start:
            return index  # 与2024年预算一致0万元
        role = self._bracketed(text, figure, at, lead) or changes.role(lead, figure, self._around.phrases)
        self._moved = (figure.end, role) if role.kind == changes.CHANGE and figure.kind == MONEY else None
        state.base = role.base or changes.base(lead, self._around.phrases) or state.base
        rest = lead[: role.start]
        if self._marks(rest) and role.kind in (changes.CHANGE, changes.LEVEL):
            part = reasons.part(self._around, passage, figure, rest, role, state.head, state.base)
            self._parts += [part] if part is not None else []
            return index
        if self._stopped(text, figure, lead, role):
            if role.kind == changes.LEVEL and not fresh:
                state.current = (UNKNOWN,)
            return index
        subjects = self._topic.subjects(rest, role, fresh, _sentence(text, figure.start))
        return self._state_all(passage, found, index, subjects, role, lead) if subjects else index

    def _bracketed(self, text: str, figure: Figure, at: int, lead: str) -> Role | None:
        """The rate of a change, alone in brackets right behind its amount: 较上年减少1.20万元(8.76%)."""
        moved = self._moved
        if moved is None or figure.kind != PERCENT or text[moved[0] : figure.start] != "(" or lead != "(":
            return None
        if not text.startswith(")", figure.end) or moved[0] != at:
            return None
        return replace(moved[1], kind=changes.RATE, start=0)

    def _boundaries(self, lead: str) -> str:
        """Pass the sentence ends in the text before a figure; returns what follows the last of them."""
        topic = self._topic
        lead = topic.brackets(lead)
        begin = 0
        for match in _BOUNDARY.finditer(lead):
            topic.heading_sentence(lead[begin : match.start()])
            begin = match.end()
            if match[0] == ";":
                topic.state.use = False
                if not (topic.state.reason and self._around.phrases.ordinal.match(lead, begin)):
                    topic.state.reason = False
                continue
            self._accept_parts()
            topic.end_sentence(lead[begin:])
        return lead[begin:]

    def _marks(self, rest: str) -> bool:
        """Note where reasons, uses and lists begin; True inside of a reason."""
        state, phrases = self._topic.state, self._around.phrases
        reason = max((match.start() for match in phrases.reason.finditer(rest)), default=-1)
        among = max((match.start() for match in phrases.among.finditer(rest)), default=-1)
        if reason > among:
            state.reason = True
        elif among >= 0:
            state.reason = False
        if phrases.use.search(rest):
            state.use = True
        if among >= 0 and not state.reason:
            self._topic.list_begins(rest[:among], whole=rest.startswith("按", among))
        return state.reason

    def _stopped(self, text: str, figure: Figure, lead: str, role: Role) -> bool:
        """True for a threshold, a standard, an approximate or a planned-over figure: no fact."""
        phrases = self._around.phrases
        if figure.kind != NO_CHANGE and phrases.stop_after.match(text, figure.end):
            return True
        if role.kind == changes.LEVEL and phrases.stop_before.search(lead):
            return True
        return phrases.stop_clause.search(lead) is not None or figure.unit == HEDGED or role.kind == changes.NONE

    def _state_all(
        self,
        passage: Passage,
        found: Sequence[Figure],
        index: int,
        subjects: tuple[Subject, ...],
        role: Role,
        lead: str,
    ) -> int:
        """Statements of one figure, or of a list of figures for a list of subjects (分别为…)."""
        figure, state = found[index], self._topic.state
        series = _series(passage.text, found, index)
        if len(subjects) > 1 and len(series) == len(subjects):
            for subject, one in zip(subjects, series, strict=True):
                self._state(passage, one, subject, role, lead)
            return index + len(series) - 1
        if figure.kind == BARE:
            return index
        if role.each and len(subjects) == 1 and state.income is not None and _other_side(state.income, subjects[0]):
            subjects = state.current = (state.income, subjects[0])
        if figure.kind == NO_CHANGE and len(state.row) > 1 and subjects[0] == state.row[-1] and "均" in lead:
            subjects = state.row
        both = len(subjects) == 2 and {subject.side for subject in subjects} == {"income", "expenditure"}
        each = role.each or _EACH.search(lead[-8:]) is not None or (role.kind == changes.RATE and self._each)
        if len(subjects) > 1 and not (both or each or figure.kind == NO_CHANGE):
            return index
        self._each = len(subjects) > 1
        for subject in subjects:
            self._state(passage, figure, subject, role, lead)
        return index

    def _state(self, passage: Passage, figure: Figure, subject: Subject, role: Role, lead: str) -> None:
        """One figure of one subject."""
        around, state = self._around, self._topic.state
        statement: Statement | None
        if role.kind in (changes.CHANGE, changes.RATE):
            statement = statements.change(around, passage, figure, subject, role, state.base)
            if statement is not None and role.kind == changes.CHANGE and subject == state.head:
                state.change = statement.value
        elif role.kind in (changes.LEVEL, changes.PRIOR):
            at = self._period(subject, role, lead)
            statement = statements.amount(around, passage, figure, subject, at) if at is not None else None
        elif role.kind == changes.COMPLETION and (state.elsewhen or self._of_full_year(passage.text, figure)):
            statement = None
        else:
            statement = statements.share(around, passage, figure, subject, role)
        if statement is not None and not self._told(statement):
            self.statements.append(statement)

    def _of_full_year(self, text: str, figure: Figure) -> bool:
        """完成94.4% without a base, in a clause that gave 全年预算 and not 年初预算: a rate of another budget."""
        level = self._around.phrases
        clause = re.split("[。;]", text[max(0, figure.start - 60) : figure.start])[-1]
        return (
            "预算" not in clause[-8:]
            and level.level_adjusted.search(clause) is not None
            and level.level_budget.search(clause) is None
        )

    def _told(self, statement: Statement) -> bool:
        """True for a second amount under performance targets: tracking and self-evaluation repeat or vary the first."""
        key = statement.key
        return key.concept == "performance.amount" and any(key == other.key for other in self.statements)

    def _period(self, subject: Subject, role: Role, lead: str) -> tuple[int, str] | None:
        """Year and measure of an amount; a list below one of another year is of that year unless it names one."""
        state = self._topic.state
        at = statements.amount_period(self._around, subject, role, lead)
        if role.kind == changes.PRIOR:
            return at
        named = named_year(lead, self._around.year)
        if named is not None and _AGAINST.search(lead) is None:
            state.elsewhen, state.period = named != self._around.year, at
        elif state.elsewhen:
            return state.period if state.listing else None
        elif other_year(lead, self._around.year, self._around.phrases):
            state.elsewhen, state.period = True, None
            return None
        return at

    def _accept_parts(self) -> None:
        """A sentence with a reason has ended: its parts are whole."""
        if self._parts:
            self.statements.extend(reasons.accepted(self._parts, self._topic.state.change))
            self._parts = []


def _other_side(income: Subject, other: Subject) -> bool:
    """True for 收入总计 and 支出总计 of one fund."""
    same = income.concept.partition(".")[2] == other.concept.partition(".")[2]
    return other.side == "expenditure" and income.fund == other.fund and same


def _sentence(text: str, at: int) -> str:
    """The sentence around a position, as far as it may matter."""
    first, last = max(0, at - _REACH), min(len(text), at + _REACH)
    end = text.find("。", at, last)
    return text[max(first, text.rfind("。", first, at) + 1) : end if end >= 0 else last]


def _series(text: str, found: Sequence[Figure], index: int) -> list[Figure]:
    """The figures that follow one another with nothing but 、 or 和 between, in the unit of the last."""
    run = [found[index]]
    for other in found[index + 1 : index + _SERIES]:
        if other.kind not in (BARE, MONEY, PERCENT) or not _LIST_GAP.fullmatch(text, run[-1].end, other.start):
            break
        run.append(other)
    while run and run[-1].kind == BARE:
        run.pop()
    return [figure.with_unit(run[-1]) if figure.kind == BARE else figure for figure in run]
