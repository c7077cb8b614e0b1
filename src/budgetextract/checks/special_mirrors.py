"""Special rule over tables that describe the same money: they list it under the same codes.

In     the rows of each table by code: functions of all income and expenditure, economic items of basic expenditure.
Out    mirror_codes_agree, once for each set of codes that two tables do not share.
Never  compares tables whose totals differ, whose rows do not sum to the total (something unread or left out), or rows
       whose names do not fit their codes: that is another finding, or a misreading. Income and expenditure may be
       booked under different codes (balances); they are compared only where amounts are alike one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from budgetextract.checks.given import Report
from budgetextract.checks.index import Entry
from budgetextract.checks.interval import judge_sum
from budgetextract.checks.wording import mention
from budgetextract.model.disclosure import Text
from budgetextract.model.wheres import where
from budgetextract.record import record
from budgetextract.rules.names import printed_name_fits

_SUBJECTS = (
    ("function", ("expenditure.total", "income.total", "income.current_year"), (7, 5, 3)),
    ("economy", ("expenditure.basic",), (5, 3)),
)
"""Dimension, the concepts listed by it, and the lengths of its codes, the deepest level first."""
_TOTALS = {"expenditure.total": ("expenditure.current_year", "expenditure.total")}
_WIDER = {"": 0, "fiscal_appropriation": 1, "general_public_budget": 2, "government_fund": 2, "state_capital": 2}
"""How wide a fund is: what a wider one spends in all, and a narrower one too, is the same money."""
_MOST_LISTED = 5


@record(eq=False)
class _Listing:
    """One column of a table: the rows of a fund by code, and what the table calls their total."""

    concept: str
    table: int
    table_id: str
    fund: str
    rows: Mapping[str, Entry]
    totals: tuple[Entry, ...]

    def level(self, length: int) -> dict[str, Entry]:
        """The rows with money of one level, where they are all of the total; nothing where they are not."""
        rows = {code: one for code, one in self.rows.items() if len(code) == length and one.value}
        printed = [one.printed() for one in rows.values()]
        whole = bool(rows) and any(judge_sum([total.printed()], printed).holds for total in self.totals)
        return rows if whole else {}


def mirror_rules(report: Report) -> None:
    """mirror_codes_agree over all pairs of tables of the document's own year."""
    told: set[frozenset[str]] = set()
    for dimension, concepts, lengths in _SUBJECTS:
        listings = [one for concept in concepts for one in _listings(report, dimension, concept)]
        for pair in combinations(listings, 2):
            one, other = sorted(pair, key=lambda listing: _WIDER[listing.fund])
            same = _same_money(one, other)
            if one.table == other.table or not (same or _part_of(other, one, listings)):
                continue
            both = next(((a, b) for length in lengths if (a := one.level(length)) and (b := other.level(length))), None)
            if both is None:
                continue
            only_here = [both[0][code] for code in both[0].keys() - both[1].keys()] if same else []
            only_there = [both[1][code] for code in both[1].keys() - both[0].keys()]
            differing = frozenset(entry.key.dimension(dimension) or "" for entry in (*only_here, *only_there))
            if one.concept != other.concept and not _paired(only_here, only_there):
                continue
            if not differing:
                report.passed(
                    "mirror_codes_agree",
                    Text(zh="两张表的科目一致。", en="Both tables list the same codes."),
                    [total.fact for total in (one.totals[0], other.totals[0])],
                )
            elif not any(differing <= before for before in told) and _surely(
                report, dimension, (*only_here, *only_there)
            ):
                told.add(differing)
                _differ(report, dimension, (one, only_here), (other, only_there), same=same)


def _listings(report: Report, dimension: str, concept: str) -> Iterator[_Listing]:
    """Columns of tables that list a concept by the codes of a dimension, without units or projects beside."""
    book = report.given.book
    rows: dict[tuple[int, str], dict[str, Entry]] = {}
    totals: dict[tuple[int, str], list[Entry]] = {}
    wholes = _TOTALS.get(concept, (concept,))
    for fact in report.given.facts:
        key = fact.key
        if key.concept not in {concept, *wholes} or key.fiscal_year != book.fiscal_year or key.measure != book.kind:
            continue
        dims = dict(key.dimensions)
        fund, code = dims.pop("fund", ""), dims.pop(dimension, "")
        if dims or fund not in _WIDER:
            continue
        for statement in fact.statements:
            if statement.table is None or statement.origin != "table" or statement.reader.startswith("ocr"):
                continue
            place, entry = (statement.table, fund), Entry(fact, statement)
            if not code:
                totals.setdefault(place, []).append(entry)
            elif key.concept == concept:
                rows.setdefault(place, {})[code] = entry
    for (table, fund), listed in rows.items():
        if (table, fund) in totals:
            table_id = next(iter(listed.values())).statement.table_id
            yield _Listing(concept, table, table_id, fund, listed, tuple(totals[table, fund]))


def _same_money(one: _Listing, other: _Listing) -> bool:
    """Whether both have one total, and the money of one is that of the other or part of it."""
    if one.concept != other.concept and one.fund != other.fund:
        return False
    if one.fund != other.fund and _WIDER[one.fund] == _WIDER[other.fund]:
        return False
    return any(a.value > 0 and judge_sum([a.printed()], [b.printed()]).holds for a in one.totals for b in other.totals)


def _part_of(part: _Listing, whole: _Listing, listings: Sequence[_Listing]) -> bool:
    """Whether the money of one is part of the other's; not where a set is printed for several bodies."""
    if part.concept != whole.concept or _WIDER[whole.fund] >= _WIDER[part.fund]:
        return False
    kinds = {(listing.table_id, listing.table) for listing in listings}
    once = all(sum(kind == one.table_id for kind, _ in kinds) == 1 for one in (part, whole))
    return once and max(total.value for total in part.totals) < max(total.value for total in whole.totals)


def _paired(here: Sequence[Entry], there: Sequence[Entry]) -> bool:
    """Whether the rows of one table alone have the amounts of those of the other alone, one by one."""
    amounts = [sorted(entry.value for entry in entries) for entries in (here, there)]
    return bool(amounts[0]) and amounts[0] == amounts[1]


def _surely(report: Report, dimension: str, entries: Sequence[Entry]) -> bool:
    """Whether every code that one table alone has is known and bears its own name there."""
    lists = report.given.rules.classification
    for entry in entries:
        code, name = entry.key.dimension(dimension) or "", entry.statement.name.strip()
        if not name or not printed_name_fits(dimension, code, entry.key.fiscal_year, name, lists=lists).fits:
            return False
    return True


def _differ(
    report: Report,
    dimension: str,
    here: tuple[_Listing, list[Entry]],
    there: tuple[_Listing, list[Entry]],
    *,
    same: bool,
) -> None:
    """``same``: one total for both; else the second's money is part of the first's."""
    tables = {table.index: table for table in report.given.extracted.tables}
    called: list[tuple[str, str]] = []
    for listing, only in (here, there):
        statement = (only or [listing.totals[0]])[0].statement
        place = where(statement.page, None)
        title = tables[listing.table].title.strip() if listing.table in tables else ""
        zh, en = (f"“{title}”", f' "{title}"') if title else ("表格", " table")
        called.append((f"{place.zh}{zh}", f"{place.en}{en}".strip()))
    total = max((*here[0].totals, *there[0].totals), key=lambda entry: -entry.statement.precision)
    printed = mention(total.statement)
    lists = [_listed(dimension, only) for _, only in (here, there)]
    zh_parts = [f"只有{called[at][0]}列{lists[at].zh}" for at in (0, 1) if lists[at].zh]
    en_parts = [f"only {called[at][1]} has {lists[at].en}" for at in (0, 1) if lists[at].en]
    entries = [*here[1], *there[1]]
    zh_how, en_how = f"合计相同（{printed.zh}），所列科目却不同", f"have one total ({printed.en}), yet list other codes"
    if not same:
        zh_how, en_how = (
            "所列科目不符，后者是前者的一部分",
            "disagree in their codes, though the second is part of the first",
        )
    report.failed(
        "mirror_codes_agree",
        Text(
            zh=f"{called[0][0]}与{called[1][0]}{zh_how}：{'；'.join(zh_parts)}。",
            en=f"{called[0][1]} and {called[1][1]} {en_how}: {'; '.join(en_parts)}.",
        ),
        facts=[entry.fact for entry in entries],
        statements=[entry.statement for listing, only in (here, there) for entry in only or listing.totals[:1]],
        code="mirror_codes_differ",
    )


def _listed(dimension: str, entries: Sequence[Entry]) -> Text:
    """Codes with names and amounts: "2010302 一般行政管理事务（第9页表格“12.30万元”）"."""
    ordered = sorted(entries, key=lambda entry: entry.key.dimension(dimension) or "")
    zh: list[str] = []
    en: list[str] = []
    for entry in ordered[:_MOST_LISTED]:
        subject, printed = f"{entry.key.dimension(dimension)} {entry.statement.name.strip()}", mention(entry.statement)
        zh.append(f"{subject}（{printed.zh}）")
        en.append(f"{subject} ({printed.en})")
    more = len(ordered) - _MOST_LISTED
    if more > 0:
        zh.append(f"另{more}项")
        en.append(f"{more} more")
    return Text(zh="、".join(zh), en=", ".join(en))
