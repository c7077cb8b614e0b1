"""Special rule over years: titles and headings of one disclosure name one fiscal year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetextract.checks.given import Report, place
from budgetextract.model.disclosure import Source, Text
from budgetextract.model.document import Extracted, SectionNode, Segmented, Table
from budgetextract.model.facts import FactDraft
from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.model.wheres import where

_MOST = 10
_YEAR = later(r"(?<!\d)(20[0-4]\d)(?!\d)")
_ON_PURPOSE = later(
    r"执行|完成|上年|截至|相比|对比|比较|较|变化|变动|增减|结转|结余|以前|批复|调整|总结|回顾|工作|任务|自评|评价|结果|监控"
)
"""Words by which a heading names another year than the document's because it speaks of that year."""
_STATES = later(r"预算|决算|收支|收入|支出|经费|(?:申报|目标)表?$")
"""What a heading speaks of that has figures of the document's year."""
_TIMELESS = frozenset(("cover", "toc", "main_functions", "annual_tasks", "glossary"))


def year_rules(report: Report) -> None:
    """fiscal_year_consistent: one finding for each other year, with all places and with the facts read as of it."""
    segmented = report.given.segmented
    conflicts = [
        (one, int(other), page) for field, one, other, page in segmented.identity.conflicts if field == "fiscal_year"
    ]
    own = segmented.identity.fiscal_year
    named = list(_places(report, own)) if own is not None else []
    if not conflicts and not named:
        if segmented.sections:
            report.passed("fiscal_year_consistent", Text(zh="各处年度一致。", en="One fiscal year throughout."))
        return
    for other in sorted({year for _, year, _ in conflicts} | {year for year, _ in named}):
        stated = next((one for one, year, _ in conflicts if year == other), str(own))
        at = [place(page, None, str(other)) for _, year, page in conflicts if year == other]
        at += [source for year, source in named if year == other and all(source.page != one.page for one in at)]
        here = where(at[0].page or 0)
        report.failed(
            "fiscal_year_consistent",
            Text(
                zh=f"本文件的年度为“{stated}”，{here.zh}却写“{other}”。",
                en=f'The fiscal year of this document is "{stated}", but {here.en} says "{other}".',
            ),
            facts=list(_of_titled_tables(report.given.facts, report.given.extracted, other)),
            at=at[:_MOST],
            code="fiscal_year_differs",
            severity="warning",
        )


def _places(report: Report, own: int) -> Iterator[tuple[int, Source]]:
    """Years other than the document's in titles of tables and in headings over its figures."""
    for table in report.given.extracted.tables:
        if (year := _other_year(table.title, own)) is not None:
            yield year, place(table.title_page, table.title_bbox, table.title, table.index)
    final = report.given.book.kind == "final"
    for node in report.given.segmented.sections:
        if _of_figures(node, final=final) and (year := _other_year(node.title, own)) is not None:
            yield year, place(node.page_start, node.bbox, node.title)


def _other_year(title: str, own: int) -> int | None:
    """The one year that a title names, where it is not the document's and not meant to be another."""
    text = plain(title)
    years = set(map(int, _YEAR.findall(text)))
    if len(years) != 1 or own in years or _ON_PURPOSE.search(text):
        return None
    return years.pop()


def _of_figures(node: SectionNode, *, final: bool) -> bool:
    """A heading of the standard outline over figures of the document's own kind and year."""
    text = plain(node.title)
    if node.id is None or node.id in _TIMELESS or node.id.startswith("table:") or not _STATES.search(text):
        return False
    kinds = {word for word in ("预算", "决算") if word in text}
    return kinds <= ({"决算"} if final else {"预算"})


def wrongly_dated(facts: Sequence[FactDraft], segmented: Segmented, extracted: Extracted) -> frozenset[str]:
    """Ids of facts that are of another year only by a title that contradicts the document's year."""
    own = segmented.identity.fiscal_year
    if own is None:
        return frozenset()
    years = {int(other) for field, _, other, _ in segmented.identity.conflicts if field == "fiscal_year"}
    years |= {year for table in extracted.tables if (year := _other_year(table.title, own)) is not None}
    return frozenset(fact.id for year in years for fact in _of_titled_tables(facts, extracted, year))


def _of_titled_tables(facts: Sequence[FactDraft], extracted: Extracted, year: int) -> Iterator[FactDraft]:
    """Facts that are of ``year`` only by the title of their table."""
    titled = {table.index for table in extracted.tables if _names(table, year)}
    for fact in facts:
        if fact.key.fiscal_year == year and titled.issuperset(one.table for one in fact.statements):
            yield fact


def _names(table: Table, year: int) -> bool:
    return str(year) in _YEAR.findall(plain(table.title))
