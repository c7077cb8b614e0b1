"""Special rules over the whole document: required parts, kind and name, leftovers of a template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from budgetextract.checks.given import Report, place
from budgetextract.checks.special_years import year_rules
from budgetextract.model.disclosure import Completeness, Text
from budgetextract.model.document import BBox, SectionNode
from budgetextract.model.facts import FactDraft
from budgetextract.model.text import plain
from budgetextract.model.wheres import where
from budgetextract.rules.titles import TABLE, official_titles

_MOST = 10
_FIELDS = {
    "kind": ("document_kind_differs", "", "文件种类", "kind of document"),
    "department": ("department_differs", "unit_name_consistent", "单位名称", "department"),
}
_REASON = re.compile(r"原\s?因|主\s?要\s?是|主\s?要\s?用\s?于|由\s?于|系因|为了|一是")
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9*])[XxＸ×]{2,6}(?![A-Za-z0-9*])|20[XxＸ×]{2}年|某某(?:局|单位|部门|委|办|中心)|待填|"
    r"增加[（(]减少[)）]|减少[（(]增加[)）]|增长[（(]下降[)）]|下降[（(]增长[)）]|"
    r"[（(](?:增加|填写|补充|修改|删除)内容[)）]|主要原因是[。；;]|占\s{0,3}%|_{4,}|"
    r"大小于|小大于|大于小于|(?:减增加|增减少|增加减少|减少增加|增加增加|减少减少|增长下降|下降增长)(?=\s{0,2}\d)|"
    r"(?:增加|减少)(?:持平|一致)"  # of two words to choose from, one was not or only half deleted
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_BUDGETS = (("政府性基金", "government_fund"), ("国有资本经营", "state_capital"))


def document_rules(report: Report, completeness: Sequence[Completeness]) -> None:
    """All rules over the document as a whole."""
    _required(report, completeness)
    year_rules(report)
    _conflicts(report)
    _placeholders(report)
    _reasons(report)
    _notes(report)
    _personal_data(report)


def _required(report: Report, completeness: Sequence[Completeness]) -> None:
    """required_sections_present and required_tables_present, one finding each."""
    titles = official_titles("final" if report.given.book.kind == "final" else "budget")
    for rule, wanted in (
        ("required_sections_present", [one for one in completeness if not one.required.startswith(TABLE)]),
        ("required_tables_present", [one for one in completeness if one.required.startswith(TABLE)]),
    ):
        missing = [one.required for one in wanted if one.status == "missing"]
        if not missing:
            if wanted:
                report.passed(rule, Text(zh="齐全。", en="All are present."))
            continue
        names = "、".join(titles.get(name, name) for name in missing)
        listed = ", ".join(name.removeprefix(TABLE) for name in missing)
        none = len(missing) == len(wanted)
        if none and rule == "required_sections_present":
            continue  # a file of tables alone, one part of a set
        elsewhere = none and any(one.elsewhere for one in wanted)
        note_zh = "（文件称表格另附）" if elsewhere else ""
        note_en = " (the document says that its tables are published apart)" if elsewhere else ""
        unsure = any(table.table is None for table in report.given.extracted.tables)
        mild = rule == "required_sections_present" or elsewhere or unsure or none
        what_zh = "章节" if rule == "required_sections_present" else "表格"
        what_en = "sections" if rule == "required_sections_present" else "tables"
        report.failed(
            rule,
            Text(
                zh=f"没有找到以下{what_zh}：{names}{note_zh}。",
                en=f"These {what_en} were not found: {listed}{note_en}.",
            ),
            severity="info" if mild else None,
        )


def _conflicts(report: Report) -> None:
    """Kind or name that headings and titles state otherwise than the document."""
    conflicts = report.given.segmented.identity.conflicts
    for field, one, other, page in conflicts:
        if field not in _FIELDS:
            continue
        code, rule, zh, en = _FIELDS[field]
        here = where(page)
        message = Text(
            zh=f"本文件的{zh}为“{one}”，{here.zh}却写“{other}”。",
            en=f'The {en} of this document is "{one}", but {here.en} says "{other}".',
        )
        at = [place(page, None, other)]
        if rule:
            # another name is often a unit of the department, so that it is only noted
            report.failed(rule, message, at=at, code=code, severity="info" if field == "department" else "warning")
        else:
            report.noticed(code, message, at=at, severity="warning")
    stated = {field for field, *_ in conflicts}
    if report.given.segmented.sections and "department" not in stated:
        report.passed("unit_name_consistent", Text(zh="各处单位名称一致。", en="One department throughout."))


def _placeholders(report: Report) -> None:
    """no_placeholders: words of the template that nobody filled in."""
    found = 0
    for text, page, bbox in _texts(report):
        for match in _PLACEHOLDER.finditer(text):
            found += 1
            if found > _MOST:
                return
            around = text[max(0, match.start() - 12) : match.end() + 12]
            here = where(page, bbox)
            report.failed(
                "no_placeholders",
                Text(
                    zh=f"{here.zh}留有模板字样“{match.group()}”：“…{around}…”。",
                    en=f'{here.lead}template words "{match.group()}" are left: "…{around}…".',
                ),
                at=[place(page, bbox, around)],
                severity="info" if set(match.group()) == {"×"} else None,  # some offices mask names with ××
            )
    if not found:
        report.passed("no_placeholders", Text(zh="没有未填的占位符。", en="No placeholder is left."))


def _texts(report: Report) -> Iterator[tuple[str, int, BBox]]:
    for section in report.given.segmented.sections:
        yield section.title, section.page_start, section.bbox
        for block in section.blocks:
            if _PLACEHOLDER.search(block.text):
                for match in _PLACEHOLDER.finditer(block.text):
                    start = max(0, match.start() - 12)
                    page, bbox = block.locate(match.start(), match.end())
                    yield block.text[start : match.end() + 12], page, bbox


def _reasons(report: Report) -> None:
    """change_has_reason: sections that state a change and give no reason anywhere."""
    changed: dict[int, list[FactDraft]] = {}
    for fact in report.given.facts:
        if fact.key.measure == "change" and fact.value:
            told = (one.section for one in fact.statements if one.origin == "narrative")
            for section in {one for one in told if one is not None}:  # a table's column of changes gives no reasons
                changed.setdefault(section, []).append(fact)
    without: list[tuple[SectionNode, list[FactDraft]]] = []
    for number, facts in sorted(changed.items()):
        if number >= len(report.given.segmented.sections):
            continue
        node = report.given.segmented.sections[number]
        if any(_REASON.search(block.text) for block in node.blocks):
            report.passed("change_has_reason", Text(zh="增减变化说明了原因。", en="The change has a reason."), facts)
        else:
            without.append((node, facts))
    if without:
        named = [(where(node.page_start, node.bbox), node.title[:40]) for node, _ in without[:_MOST]]
        zh = "、".join(f"{here.zh}“{title}”" for here, title in named)
        en = ", ".join(f'"{title}" ({here.en})' for here, title in named)
        report.failed(
            "change_has_reason",
            Text(zh=f"写了增减变化而没有说明原因：{zh}。", en=f"Changes are stated without a reason: {en}."),
            facts=[fact for _, facts in without for fact in facts],
            at=[place(node.page_start, node.bbox, node.title) for node, _ in without[:_MOST]],
        )


def _notes(report: Report) -> None:
    """Notes under tables that say empty where there are figures, or speak of another budget."""
    filled = {
        statement.table
        for fact in report.given.facts
        for statement in fact.statements
        if statement.table is not None and statement.value
    }
    for table in report.given.extracted.tables:
        note = plain(table.empty_statement)
        if not note:
            continue
        page = table.statement_page or (table.pages[0] if table.pages else 0)
        here = where(page)
        if table.index in filled:
            report.noticed(
                "empty_statement_on_filled_table",
                Text(
                    zh=f"{here.zh}“{table.title}”注明“{table.empty_statement[:60]}”，表中却有数字。",
                    en=f'{here.lead}a note to "{table.title}" says "{table.empty_statement[:60]}", yet it has figures.',
                ),
                at=[place(page, None, table.empty_statement, table.index)],
                severity="warning",
            )
        for word, name in _BUDGETS:
            other = next(other for _, other in _BUDGETS if other != name)
            if table.table in {other, f"final_{other}"} and word in note and _word(other) not in note:
                report.noticed(
                    "wrong_empty_statement",
                    Text(
                        zh=f"{here.zh}“{table.title}”下的说明写的是“{table.empty_statement[:60]}”，说的是另一张表。",
                        en=f'{here.lead}the note under "{table.title}" says "{table.empty_statement[:60]}", '
                        "which speaks of another table.",
                    ),
                    at=[place(page, None, table.empty_statement, table.index)],
                    severity="warning",
                )


def _word(name: str) -> str:
    return next(word for word, other in _BUDGETS if other == name)


def _personal_data(report: Report) -> None:
    """no_personal_data: forms that print a mobile number (the number itself is never repeated)."""
    for table in report.given.extracted.tables:
        if not (table.table or "").startswith("performance"):
            continue
        cell = next((cell for cell in table.cells if _MOBILE.search(cell.text)), None)
        if cell is not None:
            here = where(cell.page, cell.bbox)
            report.failed(
                "no_personal_data",
                Text(
                    zh=f"{here.zh}绩效表印有填报人的手机号码。",
                    en=f"{here.lead}the form prints a form-filler's mobile number.",
                ),
                at=[place(cell.page, cell.bbox, "", table.index)],
                code="personal_data_in_form",
            )
