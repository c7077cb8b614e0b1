"""Failing checks worded as findings: each names the figures as printed, with unit and page, in a sentence to quote."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from budgetextract.checks.headcounts import UNTOLD
from budgetextract.checks.index import Book
from budgetextract.checks.interval import rounded
from budgetextract.checks.mentions import REPEATED, TEXT_AGAINST_TABLE
from budgetextract.checks.outcome import Outcome, Used
from budgetextract.checks.report import unit_of
from budgetextract.checks.same_gap import told_as_one
from budgetextract.checks.slips import POINT_SHIFTED, UNIT_SLIP, slip
from budgetextract.checks.swapped import COLUMNS_SWAPPED, fact_ids, message, swaps
from budgetextract.checks.wording import MONEY_FACTORS, Namer, amount, mention, source
from budgetextract.model.disclosure import Finding, Severity, Source, Text
from budgetextract.model.facts import Key, Statement

_MOST_PARTS = 8
_MOST_SOURCES = 20
_MOST_ALIKE = 5
_HABITS = frozenset({"truncated_percent", "truncated_amount"})
_FORM_RULES = frozenset(
    {"whole_form_equals_budget", "whole_form_fiscal_equals_budget", "whole_form_other_equals_budget"}
)
_SPLIT_OF_FORM = ("whole_form_fiscal_equals_budget", "whole_form_other_equals_budget")
"""Both fail by one gap where a form books other funds as fiscal ones: the second adds its figures to the first."""
_ITEMS_OF_TEXT = "narrative_items_equal_general_table"
_SHARES_OF_THREE_PUBLIC = "stated_share_of_three_public"
_OPPOSITE = "income_change_equals_expenditure_change"
_SLIPS = {
    UNIT_SLIP: (
        "其中一数放大或缩小一万倍即相符，多半是单位写错。",
        " One of them times or over ten thousand fits: probably a wrong unit.",
    ),
    POINT_SHIFTED: ("小数点移一位或两位即相符。", " With the decimal point one or two places further it fits."),
}
_WIDER = ("three_public.total", "conference.total", "training.total")


def findings_of(outcomes: Sequence[Outcome], book: Book, namer: Namer, wider: dict[int, Decimal]) -> list[Finding]:
    """Findings of the failing and the truncated outcomes, in their order, none twice.

    ``wider``: by year, 三公 with 会议费 and 培训费 together, where all are stated.
    """
    by_form = {
        name
        for outcome in outcomes
        if outcome.status == "fail" and outcome.identity.id in _FORM_RULES
        for name in outcome.fact_ids
    }
    contradicted = {
        outcome.left[0].entry.fact.id
        for outcome in outcomes
        if outcome.status == "fail" and outcome.identity.id == TEXT_AGAINST_TABLE
    }
    split = next((one for one in outcomes if one.status == "fail" and one.identity.id == _SPLIT_OF_FORM[0]), None)
    swapped = {id(outcome): swap for swap in swaps(outcomes) for outcome in swap.outcomes}
    out: dict[tuple[object, ...], Finding] = {}
    causes: dict[tuple[object, ...], Outcome] = {}
    for outcome in outcomes:
        if outcome.status != "fail" and not (outcome.status == "pass" and outcome.truncated):
            continue
        if outcome.identity.id == _OPPOSITE and _opposite(outcome):
            continue  # the rule directions_differ says it
        swap = swapped.get(id(outcome))
        code = COLUMNS_SWAPPED if swap else _code(outcome, wider)
        names = tuple(fact_ids(swap, book)) if swap else tuple(outcome.fact_ids)
        if code == "form_against_budget" and by_form & set(names):
            continue
        if outcome.identity.id == _ITEMS_OF_TEXT and outcome.left[0].entry.fact.id in contradicted:
            continue  # the table of the same fund contradicts the text already
        mark = swap.mark if swap else _mark(code, outcome)
        before = out.get(mark)
        if code == _SPLIT_OF_FORM[1] and split is not None and _one_gap(split, outcome):
            mark = _mark(_SPLIT_OF_FORM[0], split)
            before = out.get(mark)
        if before is not None:
            more = [name for name in names if name not in before.facts]
            out[mark] = before.model_copy(update={"facts": [*before.facts, *more]})
            continue
        causes[mark] = outcome
        out[mark] = Finding(
            code=code,
            severity=_severity(code, outcome),
            facts=list(names),
            source=_sources(outcome) if swap is None else _places(*swap.one, *swap.other),
            check=outcome.identity.id,
            message=_sentence(_told(code, outcome, namer, book) if swap is None else message(swap, namer)),
        )
    return _gathered(told_as_one([(finding, causes[mark]) for mark, finding in out.items()]))


def _opposite(outcome: Outcome) -> bool:
    """Whether the two sides have different signs: one is said to rise and the other to fall."""
    verdict = outcome.verdict
    return verdict is not None and verdict.left * verdict.right < 0


def _one_gap(one: Outcome, other: Outcome) -> bool:
    """Whether two sums miss by the same amount in opposite directions."""
    if one.verdict is None or other.verdict is None:
        return False
    slack = one.verdict.tolerance + other.verdict.tolerance
    return abs(one.verdict.difference + other.verdict.difference) <= slack


def _gathered(findings: Sequence[Finding]) -> list[Finding]:
    """Many cuts of one kind as one finding: a document that cuts every percent has one habit, not twenty mistakes."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    out: list[Finding] = []
    for finding in findings:
        alike = by_code[finding.code]
        if finding.code not in _HABITS or len(alike) <= _MOST_ALIKE:
            out.append(finding)
        elif finding is alike[0]:
            zh = "".join(one.message.zh for one in alike[:_MOST_ALIKE])
            en = " ".join(one.message.en for one in alike[:_MOST_ALIKE])
            out.append(
                finding.model_copy(
                    update={
                        "facts": list(dict.fromkeys(name for one in alike for name in one.facts)),
                        "source": [place for one in alike for place in one.source][:_MOST_SOURCES],
                        "message": Text(
                            zh=f"全文有{len(alike)}处是截去尾数而不是四舍五入，例如：{zh}",
                            en=f"{len(alike)} figures are cut off instead of rounded, for instance: {en}",
                        ),
                    }
                )
            )
    return out


def _mark(code: str, outcome: Outcome) -> tuple[object, ...]:
    """What makes two failures one finding: the same printed words read for several facts (收、支总计各…)."""
    if not outcome.left or outcome.left[0].entry.statement.origin != "narrative":
        return (code, *outcome.fact_ids)
    first = outcome.left[0].entry.statement
    last = outcome.right[0].entry.statement if outcome.right else first
    against = last.stated if last.origin != "narrative" else ""
    return (code, first.page, first.bbox, first.stated, against)


def _code(outcome: Outcome, wider: dict[int, Decimal]) -> str:
    identity = outcome.identity
    if outcome.truncated:
        return "truncated_percent" if unit_of(outcome) == "percent" else "truncated_amount"
    if identity.id == _SHARES_OF_THREE_PUBLIC and _fits_wider(outcome, wider):
        return "share_of_wider_whole"
    if slipped := slip(outcome):
        return slipped
    if identity.id not in {TEXT_AGAINST_TABLE, REPEATED}:
        return identity.id
    one, other = outcome.left[0].entry.statement, outcome.right[0].entry.statement
    verdict = outcome.verdict
    unit = max(one.precision, other.precision)
    if verdict is not None and unit and abs(verdict.difference) <= unit:
        return "last_digit_differs"
    if outcome.severity == "info":
        return "scope_differs"
    origins = {one.origin, other.origin}
    if "performance" in origins and len(origins) > 1:
        return "form_against_budget"
    if origins == {"narrative", "table"}:
        return "text_against_table"
    return "text_against_text" if origins == {"narrative"} else "table_against_table"


def _fits_wider(outcome: Outcome, wider: dict[int, Decimal]) -> bool:
    """Whether a share of 三公 is right when the whole takes in 会议费 and 培训费 (found in Jiangsu 2017)."""
    share, part = outcome.left[0].entry, outcome.right[0].entry
    whole = wider.get(part.key.fiscal_year)
    if not whole:
        return False
    return abs(share.value - 100 * part.value / whole) <= share.statement.precision


def _severity(code: str, outcome: Outcome) -> Severity:
    if code in {"truncated_percent", "truncated_amount", "share_of_wider_whole", POINT_SHIFTED}:
        return "warning"
    if code in {UNIT_SLIP, COLUMNS_SWAPPED}:
        return "error"
    return cast(Severity, outcome.severity)


def _sources(outcome: Outcome) -> list[Source]:
    return _places(*(used.entry.statement for used in (*outcome.left, *outcome.right)))


def _places(*statements: Statement) -> list[Source]:
    out: list[Source] = []
    for statement in statements:
        one = source(statement)
        if one not in out:
            out.append(one)
    return out[:_MOST_SOURCES]


def _told(code: str, outcome: Outcome, namer: Namer, book: Book) -> Text:
    return _with_twin(_message(code, outcome, namer), outcome, book, namer)


def _message(code: str, outcome: Outcome, namer: Namer) -> Text:
    plain = _plain_message(code, outcome, namer)
    if code not in _SLIPS:
        return plain
    zh, en = _SLIPS[code]
    return Text(zh=f"{plain.zh}{zh}", en=f"{plain.en}{en}")


def _plain_message(code: str, outcome: Outcome, namer: Namer) -> Text:
    if outcome.identity.id in {TEXT_AGAINST_TABLE, REPEATED}:
        return _contradiction(code, outcome, namer)
    if outcome.identity.ratio is not None:
        return _ratio(code, outcome, namer)
    return _sum(code, outcome, namer)


def _sentence(text: Text) -> Text:
    return Text(zh=text.zh, en=text.en[:1].upper() + text.en[1:])


def _with_twin(plain: Text, outcome: Outcome, book: Book, namer: Namer) -> Text:
    """Adds which other subject has the figure in the tables, where one does."""
    if outcome.reason != "elsewhere":
        return plain
    left = outcome.left[0].entry
    twin = book.printed_for_another(left.value, left.fact)
    if twin is None:
        return plain
    about = namer.fact(twin.key)
    return Text(
        zh=f"{plain.zh}表格中这个数是{about.zh}，可能抄错了行。",
        en=f"{plain.en} In the tables this is {about.en}; perhaps the wrong line was copied.",
    )


def _contradiction(code: str, outcome: Outcome, namer: Namer) -> Text:
    one, other = outcome.left[0].entry, outcome.right[0].entry
    about = namer.fact(one.key)
    first, second = mention(one.statement), mention(other.statement)
    gap = amount(abs(_difference(outcome)), one.fact.unit, one.statement)
    if code == "truncated_amount":
        return Text(
            zh=f"{about.zh}：{first.zh}与{second.zh}相比，是截去尾数而不是四舍五入（差{gap.zh}）。",
            en=f"{about.en}: {first.en} beside {second.en} is cut off, not rounded (gap {gap.en}).",
        )
    unit_zh, unit_en = ("", "")
    units = {one.statement.stated_unit, other.statement.stated_unit}
    if code != UNIT_SLIP and len(units) == 2 and _only_the_unit(one.statement, other.statement):
        unit_zh, unit_en = "数字相同而单位不同，可能是单位写错。", " The digits are the same: perhaps a wrong unit."
    return Text(
        zh=f"{about.zh}前后不一致：{first.zh}，{second.zh}，相差{gap.zh}。{unit_zh}",
        en=f"{about.en} is stated differently: {first.en}, {second.en}; the gap is {gap.en}.{unit_en}",
    )


def _only_the_unit(one: Statement, other: Statement) -> bool:
    """Whether two mentions print the same digits beside different units (12.35 元 for 12.35 万元)."""
    factors = [MONEY_FACTORS.get(each.stated_unit, Decimal(1)) for each in (one, other)]
    return bool(one.value) and one.value * factors[1] == other.value * factors[0]


def _ratio(code: str, outcome: Outcome, namer: Namer) -> Text:
    share = outcome.left[0].entry
    about, printed = namer.fact(share.key), mention(share.statement)
    right = outcome.verdict.right if outcome.verdict is not None else Decimal(0)
    computed = f"{rounded(right, 2):f}%"
    base = _listed(_each_once(outcome.right), namer)
    if code == "truncated_percent":
        return Text(
            zh=f"{about.zh}：{printed.zh}，按{base.zh}计算为{computed}，是截去尾数而不是四舍五入。",
            en=f"{about.en}: {printed.en}, cut off instead of rounded; {base.en} give {computed}.",
        )
    if code == "share_of_wider_whole":
        return Text(
            zh=f"{about.zh}：{printed.zh}，占“三公”经费应为{computed}；所写比重是把会议费、培训费一并作为分母算出的。",
            en=f"{about.en}: {printed.en}; of the three-public total it is {computed}. "
            "The share printed is of a total that takes in conferences and training.",
        )
    return Text(
        zh=f"{about.zh}：{printed.zh}，按{base.zh}计算应为{computed}。",
        en=f"{about.en}: {printed.en}, but {base.en} give {computed}.",
    )


def _sum(code: str, outcome: Outcome, namer: Namer) -> Text:
    unit = unit_of(outcome)
    like = (outcome.left or outcome.right)[0].entry.statement
    gap = amount(abs(_difference(outcome)), unit, like)
    verdict = outcome.verdict
    total = amount(verdict.right if verdict is not None else Decimal(0), unit, like)
    right = _listed(outcome.right, namer)
    if not outcome.left:
        whole = amount(outcome.identity.left.constant or Decimal(0), unit)
        return Text(
            zh=f"{right.zh}，合计{total.zh}，不是{whole.zh}。", en=f"{right.en}: together {total.en}, not {whole.en}."
        )
    left = _listed(outcome.left, namer)
    if code == "truncated_amount":
        return Text(
            zh=f"{left.zh}与{right.zh}相比，是截去尾数而不是四舍五入（差{gap.zh}）。",
            en=f"{left.en} beside {right.en} is cut off, not rounded (gap {gap.en}).",
        )
    note_zh = "各数出自不同位置，口径可能不同。" if outcome.reason == "scope" else ""
    note_en = " The figures stand in different places; scopes may differ." if outcome.reason == "scope" else ""
    rule = outcome.identity
    if rule.relation != "=":
        than_zh, than_en = ("大于", "more than") if rule.relation == "<=" else ("小于", "less than")
        return Text(
            zh=f"{left.zh}{than_zh}{right.zh}，相差{gap.zh}。依据：{rule.zh}。{note_zh}",
            en=f"{left.en} is {than_en} {right.en}; the gap is {gap.en}. Rule: {rule.en}.{note_en}",
        )
    if outcome.reason == UNTOLD:
        return Text(
            zh=f"{left.zh}，所列各类合计{total.zh}，另有{gap.zh}没有列明：{right.zh}。",
            en=f"{left.en}; the types listed make up {total.en}, {gap.en} are not told: {right.en}.",
        )
    if len(outcome.right) == 1:
        return Text(
            zh=f"{left.zh}与{right.zh}不一致，相差{gap.zh}。依据：{rule.zh}。{note_zh}",
            en=f"{left.en} and {right.en} disagree; the gap is {gap.en}. Rule: {rule.en}.{note_en}",
        )
    return Text(
        zh=f"{left.zh}，按下列各数计算却是{total.zh}，相差{gap.zh}：{right.zh}。依据：{rule.zh}。{note_zh}",
        en=f"{left.en}, but these give {total.en}, a gap of {gap.en}: {right.en}. Rule: {rule.en}.{note_en}",
    )


def _each_once(used: Sequence[Used]) -> list[Used]:
    """The figures of a ratio, each once and without its sign (a change stands in numerator and denominator)."""
    return list({one.entry.fact.id: Used(one.entry) for one in used}.values())


def _listed(used: Sequence[Used], namer: Namer) -> Text:
    """The figures with their places: "2025年支出总计（第9页表格“31,214,205.80元”）"; long lists shortened."""
    zh: list[str] = []
    en: list[str] = []
    for one in used[:_MOST_PARTS]:
        about, printed = namer.fact(_short(one.entry.key, used)), mention(one.entry.statement)
        minus_zh, minus_en = ("减", "less ") if one.sign < 0 else ("", "")
        zh.append(f"{minus_zh}{about.zh}{printed.zh}")
        en.append(f"{minus_en}{about.en}, {printed.en}")
    more = len(used) - _MOST_PARTS
    if more > 0:
        zh.append(f"另{more}项")
        en.append(f"{more} more")
    return Text(zh="、".join(zh), en="; ".join(en))


def _short(key: Key, used: Sequence[Used]) -> Key:
    """The key for a list: dimensions that all figures of the list share are left out."""
    if len(used) < 3:
        return key
    keys = [one.entry.key for one in used]
    shared = set(keys[0].dimensions).intersection(*(other.dimensions for other in keys[1:]))
    return Key(key.concept, key.measure, key.fiscal_year, tuple(pair for pair in key.dimensions if pair not in shared))


def _difference(outcome: Outcome) -> Decimal:
    return outcome.verdict.difference if outcome.verdict is not None else Decimal(0)
