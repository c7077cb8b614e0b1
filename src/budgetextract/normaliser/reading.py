"""One section read sentence by sentence: figures meet subjects, and what a sentence leaves out comes from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetextract.model.facts import Key, Statement, dimensions
from budgetextract.normaliser import assets, changes, counts, projects
from budgetextract.normaliser.changes import Base, Role
from budgetextract.normaliser.clauses import Passage, sentence_key
from budgetextract.normaliser.mentions import BARE, COUNT, HEDGED, MONEY, NO_CHANGE, PERCENT, Figure, figures
from budgetextract.normaliser.names import Names, function_marked
from budgetextract.normaliser.periods import named_year, period
from budgetextract.normaliser.scope import Scope
from budgetextract.normaliser.subjects import NATURES, UNKNOWN, Context, Found, Subject, find
from budgetextract.rules.phrases import PhraseRules

_BOUNDARY = re.compile(r"[。;!?]")
_LIST_GAP = re.compile(r"[、,，;和与及]")
_EACH = re.compile(r"分别|各|均|都")
_RESUME = re.compile(r"^，?(?:共|合计|总计|总体|共计|总额)")
_OPENING = re.compile(r"(?:如下|情况|内容|用于|包括|其中)?[:：]$|如下$")
_OTHER_MEASURE = re.compile(r"，?(?:20\d\d年度?|本年|当年|全年)?支出决算(?:数)?(?:为|是|:)?")
_SPENT = re.compile(r"，(?:实际|共|合计)?(?:支出|列支|安排)(?:数)?")
_MEASURE_WORD = re.compile(r"预算|决算|执行数|支出|安排|合计|总计")
_FUNDLESS = ("three_public", "conference", "training", "travel", "operating_funds", "procurement", "performance")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What one section's reader needs to know."""

    section: int
    scope: Scope
    year: int
    final: bool
    names: Names
    phrases: PhraseRules
    reader: str
    department: str


@dataclass(slots=True)
class _State:
    """What the next clause may leave out."""

    head: Subject | None = None
    """Main subject of the sentence (or of the one before)."""
    heads: tuple[Subject, ...] = ()
    """The main subjects where there are two (收、支总计)."""
    income: Subject | None = None
    """The income side stated in this sentence, for 收入总计…，支出总计…，各增加…"""
    current: tuple[Subject, ...] = ()
    listing: bool = False
    parent_head: Subject | None = None
    """The subject whose parts the list names."""
    items: int = 0
    """Items of the list so far, and whether 、 joins them."""
    joined: bool = False
    reason: bool = False
    use: bool = False
    base: Base | None = None
    elsewhen: bool = False
    """The sentence is about another year; ``period`` is what its list then states (None: nothing)."""
    period: tuple[int, str] | None = None
    change: Decimal | None = None
    """The last change of the head: a reason's parts must add up to it."""


class Reader:
    """Reads the passages of one section in order and gathers statements."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.statements: list[Statement] = []
        self._list_head: Subject | None = None
        self._list_fund = ""
        self._function_parent: str | None = self._title_parent()
        self._title_subject = self._subject_of(around.scope.title)
        self._state = _State()
        self._pending: list[tuple[Statement, bool]] = []
        self._outside: list[tuple[tuple[Subject, ...], bool, Subject | None, int, bool]] = []

    # --- a passage ---------------------------------------------------------------------------------------------

    def read(self, passage: Passage) -> None:
        """Read one paragraph."""
        text = passage.text
        found = figures(text, self.around.phrases)
        taken: set[int] = set()
        for statement, used in assets.read(passage, found, self.around):
            self.statements.append(statement)
            taken.update(used)
        for statement, used in counts.read(passage, found, self.around):
            self.statements.append(statement)
            taken.update(used)
        if projects.is_statement(text, around := self.around, self._budget_part):
            self.statements.extend(projects.read(passage, found, around))
            return
        self._budget_part = projects.opens(text, around)
        self._open(text)
        at, skip = 0, -1
        for index, figure in enumerate(found):
            if index <= skip:
                continue
            if index in taken or figure.kind == COUNT:
                if index in taken:
                    self._counted(passage, figure, at)
                    at = figure.end
                continue
            if figure.kind == BARE and not _EACH.search(text[max(at, figure.start - 6) : figure.start]):
                continue
            skip = self._figure(passage, found, index, at)
            at = found[max(index, skip)].end
        self._flush()
        self._close(text[at:])

    def _open(self, text: str) -> None:
        """A new paragraph: only one that begins with a comparison goes on with the subject before it."""
        before = self._state
        goes_on = self.around.phrases.base.match(text) is not None or (
            before.head is not None
            and bool(before.head.function)
            and re.match(r"(?:20\d\d年)?(?:年初)?预算|主要用于", text)
        )
        head = before.head if goes_on else None
        if head is None and before.head is None:
            head = self._title_subject
        self._state = _State(head=head, current=(head,) if head else ())
        self._outside.clear()

    def _close(self, tail: str) -> None:
        """What follows the last figure: a subject for the next paragraph, or the fund of a list that begins."""
        rest = self._boundaries(tail)
        if not rest and not tail:
            return
        line = rest.strip("，:")
        phrases = self.around.phrases
        if _OPENING.search(rest) or _OPENING.search(tail):
            head = self._state.head
            if head is not None and head.side == "expenditure" and not (head.function or head.economy):
                self._list_fund = head.fund
            for pattern, fund in phrases.funds:
                if (match := pattern.search(line)) is not None and "支出" in line[match.end() :]:
                    self._list_fund = fund
                    break
        if line and len(line) <= 60:
            subject = self._subject_of(line)
            if subject is not None:
                self._state.head = subject
                self._state.current = (subject,)
                self._note(subject)
            elif (named := function_marked(line, self.around.names, None)) and len(named.code) in (3, 5):
                self._function_parent = named.code

    # --- a figure ----------------------------------------------------------------------------------------------

    def _figure(self, passage: Passage, found: Sequence[Figure], index: int, at: int) -> int:
        """Read one figure; returns the index of the last figure used."""
        figure = found[index]
        text = passage.text
        state = self._state
        lead = self._boundaries(text[at : figure.start])
        fresh = at == 0 or len(lead) < figure.start - at
        if (
            figure.kind == MONEY
            and index
            and found[index - 1].kind == NO_CHANGE
            and found[index - 1].end == figure.start
        ):
            return index
        role = changes.role(lead, figure, self.around.phrases)
        if role.base is not None:
            state.base = role.base
        elif (base := changes.base(lead, self.around.phrases)) is not None:
            state.base = base
        rest = lead[: role.start]
        if self._marks(rest) and role.kind in (changes.CHANGE, changes.LEVEL):
            self._reason(passage, figure, rest, role)
            return index
        if self._stopped(text, figure, lead, role):
            if role.kind == changes.LEVEL and not fresh:
                state.current = (UNKNOWN,)
            return index
        subjects = self._subjects(rest, role, fresh, text, figure)
        if not subjects:
            return index
        return self._emit(passage, found, index, subjects, role, lead)

    def _counted(self, passage: Passage, figure: Figure, at: int) -> None:
        """A count names a subject too: 公务接待24批次，支出2.05万元."""
        lead = self._boundaries(passage.text[at : figure.start])
        found = find(lead, self._context(passage.text, figure), self.around.names, self.around.phrases)
        if found is not None and found.subjects and found.subjects[0].concept.startswith("three_public."):
            self._take(found, lead)

    def _boundaries(self, lead: str) -> str:
        """Pass the sentence ends in the text before a figure; returns what follows the last of them."""
        lead = self._brackets(lead)
        state = self._state
        parts = _BOUNDARY.split(lead)
        ends = [match[0] for match in _BOUNDARY.finditer(lead)]
        for part, end in zip(parts, ends, strict=False):
            self._heading_sentence(part)
            if end == ";":
                state.use = False
                after = lead[lead.find(part) + len(part) + 1 :]
                if state.reason and self.around.phrases.ordinal.match(after):
                    continue
                state.reason = False
                continue
            self._flush()
            if state.listing and state.items == 1 and state.parent_head is not None:
                state.current = (UNKNOWN,)
            else:
                state.current = state.heads if state.head in state.heads else (state.head,) if state.head else ()
            state.income = None
            state.listing, state.reason, state.use, state.items, state.joined = False, False, False, 0, False
            if not re.match("其中|包括", parts[-1]):
                state.elsewhen = False
        return parts[-1]

    def _brackets(self, lead: str) -> str:
        """A bracket with figures inside is a list of its own: behind it the subject before it goes on."""
        depth = 0
        opened = -1
        for at, char in enumerate(lead):
            if char == "(":
                depth, opened = depth + 1, at
            elif char == ")" and depth:
                depth -= 1
            elif char == ")" and self._outside:
                saved = self._outside.pop()
                state = self._state
                state.current, state.listing, state.parent_head, state.items, state.joined = saved
                return self._brackets(lead[at + 1 :])
        if depth and opened >= 0 and len(self._outside) < 4:
            state = self._state
            self._outside.append((state.current, state.listing, state.parent_head, state.items, state.joined))
        return lead

    def _heading_sentence(self, part: str) -> None:
        """A sentence without a figure may name the subject of the next ones: 1.…（类）…（款）…（项）。主要用于…"""
        if not part or len(part) > 90:
            return
        phrases = self.around.phrases
        if phrases.use.search(part) or phrases.reason.search(part):
            return
        subject = self._subject_of(part) or self._subject_of(part.partition(":")[0])
        if subject is not None:
            self._state.head = subject
            self._note(subject)

    def _marks(self, rest: str) -> bool:
        """Note where reasons, uses and lists begin; True inside of a reason."""
        state, phrases = self._state, self.around.phrases
        reason = None
        for reason in phrases.reason.finditer(rest):
            pass
        among = None
        for among in phrases.among.finditer(rest):
            pass
        if reason is not None and (among is None or among.start() < reason.start()):
            state.reason = True
        elif among is not None:
            state.reason = False
        if phrases.use.search(rest):
            state.use = True
        if among is not None and not state.reason:
            opening = _last_clause(rest[: among.start()])
            named = self._subject_of(opening) if 2 <= len(opening) <= 24 else None
            if named is not None:
                state.parent_head, state.items = named, 0
            elif not state.listing:
                head = state.current[0] if state.current and state.current[0].concept else state.head
                state.parent_head = head
                state.items = 0
            elif state.current and state.current[0].concept and _nested(state.current[0], rest[: among.start()]):
                state.parent_head = state.current[0]
            state.listing, state.use = True, False
        return state.reason

    def _stopped(self, text: str, figure: Figure, lead: str, role: Role) -> bool:
        """True for a threshold, a standard, an approximate or a planned-over figure: no fact."""
        phrases = self.around.phrases
        if figure.kind != NO_CHANGE and phrases.stop_after.match(text, figure.end):
            return True
        if role.kind == changes.LEVEL and phrases.stop_before.search(lead):
            return True
        if phrases.stop_clause.search(lead):
            return True
        return figure.unit == HEDGED or role.kind == changes.NONE

    def _subjects(self, rest: str, role: Role, fresh: bool, text: str, figure: Figure) -> tuple[Subject, ...]:
        """The subjects of a figure: named in its clause, or the ones before."""
        state, around = self._state, self.around
        context = self._context(text, figure)
        head = context.head
        if head is not None and state.listing and head.concept == "performance.amount":
            project = projects.part_name(rest) if role.kind == changes.LEVEL else None
            return (Subject("performance.amount", project=project),) if project else ()
        searched = changes.without_base(rest, around.phrases)
        if role.kind == changes.PRIOR:
            searched = rest
        if _OTHER_MEASURE.fullmatch(searched) and self._goes_on(fresh):
            return self._inherited(searched, role)
        if _SPENT.fullmatch(searched) and not fresh and role.kind == changes.LEVEL and self._goes_on(fresh):
            return self._inherited(searched, role)
        found = find(searched, context, around.names, around.phrases)
        if found is not None and (use := around.phrases.use.search(searched)) is not None and found.start >= use.end():
            return self._after_unknown(searched, role, fresh)
        if found is None:
            return self._inherited(searched, role)
        if not found.subjects:
            return self._after_unknown(searched, role, fresh)
        found = self._in_small_section(found)
        if not found.subjects:
            return ()
        if state.use and role.kind == changes.LEVEL and not state.listing:
            return ()
        self._take(found, searched)
        return found.subjects

    def _context(self, text: str, figure: Figure) -> Context:
        state, around = self._state, self.around
        start, end = _sentence_span(text, figure.start)
        head = state.parent_head if state.listing else None
        if head is None:
            head = self._list_head if state.head is None or state.head.economy else state.head
        return Context(
            around.scope, around.final, head, state.listing, self._function_parent, self._list_fund, text[start:end]
        )

    def _take(self, found: Found, searched: str) -> None:
        """These subjects are now the ones spoken of."""
        state, first = self._state, found.subjects[0]
        if state.listing:
            state.items += 1
            state.joined = searched.startswith("、")
        else:
            state.head, state.heads = first, found.subjects
        state.current = found.subjects
        if first.side == "income":
            state.income = first
        self._note(first)

    def _in_small_section(self, found: Found) -> Found:
        """支出 in a section on operating funds or the three public items means these, never the whole expenditure."""
        title, first = self._title_subject, found.subjects[0]
        whole = first.concept in ("expenditure.total", "expenditure.current_year") and not (
            first.function or first.economy
        )
        if title is None or not whole or not title.concept.startswith(_FUNDLESS):
            return found
        own = (title,) if self._state.head in (None, title) else ()
        return Found(own, found.start, found.end)

    def _goes_on(self, fresh: bool) -> bool:
        """True where 支出决算为 is the other measure of the subject before (年初预算为…，支出决算为…), not the whole expenditure."""
        current = self._state.current[0] if self._state.current else None
        if current is None or not current.concept or current.side == "income":
            return False
        return not fresh or bool(current.function) or current.concept.startswith(_FUNDLESS)

    def _inherited(self, rest: str, role: Role) -> tuple[Subject, ...]:
        """Nothing named: the subject before, or the list's head where a list joined by 、 has ended."""
        state = self._state
        if state.listing and state.parent_head is not None:
            if _RESUME.match(rest) or (state.joined and state.items >= 2 and rest.startswith("，")):
                state.current, state.listing = (state.parent_head,), False
                state.head = state.parent_head
        return tuple(subject for subject in state.current if subject.concept)

    def _after_unknown(self, rest: str, role: Role, fresh: bool) -> tuple[Subject, ...]:
        """Words that no rule knows: only a last clause of its own (，比上年增加…，年初预算为…) goes on."""
        state = self._state
        clause = rest.rpartition("，")[2]
        continues = role.kind in (changes.CHANGE, changes.RATE, changes.SHARE, changes.COMPLETION) and not clause
        if role.base is not None and not clause:
            continues = True
        if not continues and state.use and _MEASURE_WORD.search(clause) and find_filler(clause):
            continues = True
        if continues and state.use:
            return tuple(subject for subject in state.current if subject.concept)
        state.current = (UNKNOWN,)
        if not state.listing and fresh:
            state.head, state.heads = UNKNOWN, ()
        return ()

    def _note(self, subject: Subject) -> None:
        """Remember what later paragraphs build on: the head of an economic list, the class of a list by function."""
        if subject.function and len(subject.function) < 7 and not subject.economy:
            self._function_parent = subject.function
        if subject.concept in NATURES or subject.concept == "operating_funds.total":
            if not subject.economy:
                self._list_head = subject
        elif subject.concept in ("expenditure.total", "expenditure.current_year") or subject.side == "income":
            self._list_head = None

    # --- statements --------------------------------------------------------------------------------------------

    def _emit(
        self,
        passage: Passage,
        found: Sequence[Figure],
        index: int,
        subjects: tuple[Subject, ...],
        role: Role,
        lead: str,
    ) -> int:
        """Statements of one figure, or of a list of figures for a list of subjects (分别为…)."""
        figure = found[index]
        series = _series(passage.text, found, index)
        each = role.each or _EACH.search(lead[-8:]) is not None
        if len(subjects) > 1 and len(series) == len(subjects):
            for subject, one in zip(subjects, series, strict=True):
                self._state_fact(passage, one, subject, role, lead)
            return index + len(series) - 1
        if figure.kind == BARE:
            return index
        income = self._state.income
        if role.each and len(subjects) == 1 and income is not None and _other_side(income, subjects[0]):
            subjects = self._state.current = (income, subjects[0])
        pair = len(subjects) == 2 and {subject.side for subject in subjects} == {"income", "expenditure"}
        if len(subjects) > 1 and not (each or pair or figure.kind == NO_CHANGE):
            if role.kind != changes.RATE or not self._last_change_each:
                return index
        self._last_change_each = len(subjects) > 1
        for subject in subjects:
            self._state_fact(passage, figure, subject, role, lead)
        return index

    _last_change_each = False
    _budget_part = False

    def _state_fact(self, passage: Passage, figure: Figure, subject: Subject, role: Role, lead: str) -> None:
        statement = self._statement(passage, figure, subject, role, lead)
        if statement is not None:
            self.statements.append(statement)
            if role.kind == changes.CHANGE and subject == self._state.head:
                self._state.change = statement.value

    def _statement(self, passage: Passage, figure: Figure, subject: Subject, role: Role, lead: str) -> Statement | None:
        around = self.around
        value, precision, unit = figure.in_base_unit()
        year, measure, base = around.year, role.kind, ""
        if role.kind in (changes.CHANGE, changes.RATE):
            signed = changes.signed(role, value)
            against = role.base or self._state.base
            if signed is None or (figure.kind == PERCENT) != (role.kind == changes.RATE):
                return None
            if against is None:
                if around.final or figure.kind == NO_CHANGE:
                    return None
            elif not against.before(around.year):
                return None
            elif against.prior_final:
                base = "prior_final"
            value = signed
        elif role.kind in (changes.LEVEL, changes.PRIOR):
            if figure.kind != MONEY:
                return None
            begin = max(passage.text.rfind(mark, 0, figure.start) for mark in "。;")
            own = passage.text[begin + 1 : figure.start]
            at = period(lead, role, subject.concept, around.year, around.final, around.phrases, own)
            at = self._elsewhen(lead, role, at)
            if at is None:
                return None
            year, measure = at
        elif figure.kind != PERCENT or subject.concept.startswith("performance"):
            return None
        if figure.kind == NO_CHANGE:
            unit = "CNY"
        dims = dimensions(
            fund="" if subject.concept.startswith(_FUNDLESS) else subject.fund,
            function=subject.function,
            economy=subject.economy,
            government_economy=subject.government_economy,
            project=subject.project,
            base=base,
        )
        return make(
            around, passage, figure, Key(subject.concept, measure, year, dims), value, precision, unit,
            role.word if role.kind in (changes.CHANGE, changes.RATE) else "", subject.printed,
        )  # fmt: skip

    def _elsewhen(self, lead: str, role: Role, at: tuple[int, str] | None) -> tuple[int, str] | None:
        """A list below an amount of another year is of that year, unless it names one itself."""
        state = self._state
        if role.kind == changes.PRIOR:
            return at
        named = named_year(lead, self.around.year)
        if named is not None:
            state.elsewhen, state.period = named != self.around.year, at
        elif state.elsewhen and state.listing:
            return state.period
        return at

    # --- reasons -----------------------------------------------------------------------------------------------

    def _reason(self, passage: Passage, figure: Figure, rest: str, role: Role) -> None:
        """A reason may state parts of a change: 基本支出增加10万元、项目支出减少2万元. Strict: concept, word, amount.

        Where other words stand between (基本支出增加养老保险等10万元) or the word stands first (增加基本支出10万元), the part
        counts only when all parts of the sentence add up to the change they explain.
        """
        state, around = self._state, self.around
        head = state.head
        if figure.kind != MONEY or head is None or head.function or head.economy or head.project:
            return
        clause = re.split(r"[、，:;]|原因是|原因为", rest[: role.start] if role.kind == changes.CHANGE else rest)[-1]
        context = Context(around.scope, around.final, None, False, None, "", "")
        if role.kind == changes.CHANGE:
            found = find(clause, context, around.names, around.phrases)
            if found is None or len(found.subjects) != 1 or found.start > 6:
                return
            self._add_part(passage, figure, found.subjects[0], role, sure=True)
            return
        match = _reason_word(rest, around.phrases)
        if match is None:
            return
        sign, before, after, word = match
        inner = find(before, context, around.names, around.phrases)
        if inner is None or len(inner.subjects) != 1:
            inner = find(after, context, around.names, around.phrases) if not before else None
        if inner is not None and len(inner.subjects) == 1:
            self._add_part(passage, figure, inner.subjects[0], Role(changes.CHANGE, 0, sign, word), sure=False)

    def _add_part(self, passage: Passage, figure: Figure, subject: Subject, role: Role, *, sure: bool) -> None:
        if subject.concept not in NATURES and sure is False:
            return
        statement = self._statement(passage, figure, subject, role, "")
        if statement is not None:
            self._pending.append((statement, sure))

    def _flush(self) -> None:
        """The parts of a reason are whole now: take the sure ones, and the others when all add up to the change."""
        if not self._pending:
            return
        parts, self._pending = self._pending, []
        change = self._state.change
        whole = change is not None and abs(sum(part.value for part, _ in parts) - change) <= sum(
            part.precision for part, _ in parts
        )
        self.statements.extend(part for part, sure in parts if sure or whole)

    # --- subjects of lines -------------------------------------------------------------------------------------

    def _subject_of(self, line: str) -> Subject | None:
        """The one subject a short line or a heading names, when it names nothing else."""
        context = Context(
            self.around.scope, self.around.final, None, False, getattr(self, "_function_parent", None), "", line
        )
        stripped = re.sub(r"(?:安排|增减变化|情况|说明|总体|及|变化|的|表)+$", "", line)
        found: Found | None = find(stripped, context, self.around.names, self.around.phrases)
        if found is None or len(found.subjects) != 1 or found.end < len(stripped) - 8:
            return None
        return found.subjects[0]

    def _title_parent(self) -> str | None:
        for title in self.around.scope.titles:
            named = function_marked(title, self.around.names, None)
            if named is not None and named.code and len(named.code) < 7:
                return named.code
        return None


def find_filler(text: str) -> bool:
    """True where a clause is made of little words only (年初预算为, 2024年预算安排)."""
    from budgetextract.normaliser.subjects import FILLER

    return FILLER.fullmatch(text) is not None


def _other_side(income: Subject, other: Subject) -> bool:
    return other.side == "expenditure" and income.fund == other.fund and income.concept[6:] == other.concept[11:]


def _last_clause(text: str) -> str:
    return re.split("[，。;:]", text)[-1]


def _nested(current: Subject, before: str) -> bool:
    return not before.strip("，。;、(")


def _sentence_span(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("。", 0, at) + 1
    end = text.find("。", at)
    return start, end if end >= 0 else len(text)


def _series(text: str, found: Sequence[Figure], index: int) -> list[Figure]:
    """The figures that follow one another with nothing but 、 or 和 between, in the unit of the last."""
    run = [found[index]]
    for other in found[index + 1 : index + 8]:
        if other.kind not in (BARE, MONEY, PERCENT) or not _LIST_GAP.fullmatch(text[run[-1].end : other.start]):
            break
        run.append(other)
    while run and run[-1].kind == BARE:
        run.pop()
    if not run:
        return []
    return [figure.with_unit(run[-1]) if figure.kind == BARE else figure for figure in run]


def _reason_word(rest: str, phrases: PhraseRules) -> tuple[int, str, str, str] | None:
    """(sign, words before, words after, the word) of the first change word after the last 、 or comma of the reason."""
    best: tuple[int, str, str, str] | None = None
    for clause in re.split(r"[，;:]|原因是|原因为", rest)[-1:]:
        match = re.search("增加|减少|增长|下降", clause)
        if match is not None:
            sign = 1 if phrases.change_up.search(match[0]) else -1
            best = (sign, clause[: match.start()].lstrip("、"), clause[match.end() :], match[0])
    return best


def make(
    around: Surroundings, passage: Passage, figure: Figure, key: Key, value: Decimal, precision: Decimal, unit: str,
    direction: str = "", name: str = "",
) -> Statement:  # fmt: skip
    """One statement with its place: the figure's box, the words around it, the whole sentence for comparing."""
    page, bbox = passage.locate(figure.start, figure.end)
    start, end = passage.sentence(figure.start)
    return Statement(
        key=key,
        value=value,
        unit=unit,
        stated="" if figure.kind == NO_CHANGE else figure.stated,
        stated_unit=figure.unit,
        precision=precision,
        origin="narrative",
        page=page,
        bbox=bbox,
        text=passage.printed(max(start, figure.start - 60), figure.end),
        section=around.section,
        sentence=sentence_key(passage.text[start:end]),
        reader=around.reader,
        direction=direction or (figure.stated if figure.kind == NO_CHANGE else ""),
        name=name,
    )
