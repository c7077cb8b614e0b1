"""Special rules over codes and years: codes that the year's list lacks, names that the list gave up long before.

A code that is merely not known to the package stays an issue of the reading (unknown_code): its lists may lack it.
"""

from __future__ import annotations

from collections.abc import Iterator

from budgetextract.checks.given import Report
from budgetextract.checks.wording import mention
from budgetextract.model.disclosure import Text
from budgetextract.model.facts import FactDraft, Statement
from budgetextract.rules.classification import Classification, plain_name
from budgetextract.rules.crosswalk import COVERED, load_crosswalk
from budgetextract.rules.names import printed_name_fits

_LISTS = ("function", "economy", "government_economy")
_LATE = 2
"""Years from which on a code is called out of date: lists come out in autumn, and programs take a year to follow."""


def code_rules(report: Report) -> None:
    """code_unknown, each code and year once."""
    lists = report.given.rules.classification
    seen: set[tuple[str, str, int]] = set()
    for fact, dimension, code in _coded(report):
        year = fact.key.fiscal_year
        if (dimension, code, year) in seen or lists.known(dimension, code, year):
            continue
        seen.add((dimension, code, year))
        statement = next((one for one in fact.statements if one.name.strip()), fact.statements[0])
        if statement.reader.startswith("ocr"):
            continue  # a digit misread
        said = _of_a_sibling(lists, dimension, code, statement, year) or _of_other_years(dimension, code, year)
        if said is None:
            continue
        printed = mention(statement)
        report.failed(
            "function_code_known",
            Text(zh=f"{said.zh}（{printed.zh}）。", en=f"{said.en} ({printed.en})."),
            facts=[fact],
            statements=[statement],
            severity="warning",
            code="code_unknown",
        )


def outdated_names(report: Report) -> None:
    """name_outdated, each code and name once: 医疗卫生与计划生育支出 for 210 in 2024."""
    lists = report.given.rules.classification
    seen: set[tuple[str, str, str, int]] = set()
    for fact, dimension, code in _coded(report):
        year = fact.key.fiscal_year
        for statement in fact.statements:
            mark = (dimension, code, statement.name, year)
            if not statement.name.strip() or mark in seen:
                continue
            seen.add(mark)
            verdict = printed_name_fits(dimension, code, year, statement.name, lists=lists)
            if verdict.fit != "former" or verdict.until is None or year < verdict.until + _LATE:
                continue
            printed = mention(statement)
            report.failed(
                "function_code_known",
                Text(
                    zh=f"科目编码{code}在{year}年名为“{verdict.official}”，原文用的是{verdict.until}年及以前的名称"
                    f"“{statement.name}”（{printed.zh}）。",
                    en=f'Code {code} is "{verdict.official}" in {year}; the document prints "{statement.name}", '
                    f"its name up to {verdict.until} ({printed.en}).",
                ),
                facts=[fact],
                statements=[statement],
                severity="info",
                code="name_outdated",
            )


def _coded(report: Report) -> Iterator[tuple[FactDraft, str, str]]:
    """Facts with the codes that their rows print."""
    for fact in report.given.facts:
        function = fact.key.dimension("function")
        for dimension, code in fact.key.dimensions:
            if dimension in _LISTS and (dimension == "function" or not function):
                yield fact, dimension, code


def _of_a_sibling(lists: Classification, kind: str, code: str, statement: Statement, year: int) -> Text | None:
    """The printed name is the one name of another code beside it: 2010197 with 2010104's 人大会议."""
    name = plain_name(statement.name)
    if len(code) < 5 or not name:
        return None
    near = [one for one in lists.bearers(kind, name, year, len(code)) if one[:-2] == code[:-2]]
    if len(near) != 1:
        return None
    return Text(
        zh=f"{year}年科目中没有编码{code}，原文名称“{statement.name}”的编码是{near[0]}",
        en=f'No code {code} in the list of {year}; the printed name "{statement.name}" is that of {near[0]}',
    )


def _of_other_years(kind: str, code: str, year: int) -> Text | None:
    """The code ended or began years away from the figure's year, and the package is sure of when."""
    walk = load_crosswalk()
    years = printed_name_fits(kind, code, year, "", lists=walk.lists).years
    if years is None or year > COVERED[1] or any(one.confidence == "low" for one in walk.at(kind, code)):
        return None
    first, last = years
    if year >= last + _LATE:
        after = walk.forward(kind, code, last, year).codes
        heirs = "、".join(f"{one} {walk.lists.name(kind, one, year)}" for one in after)
        return Text(
            zh=f"编码{code}（{walk.lists.name(kind, code, last)}）只用到{last}年"
            + (f"，{year}年为{heirs}" if heirs else ""),
            en=f"Code {code} ({walk.lists.name(kind, code, last)}) was in the lists up to {last} only"
            + (f"; in {year} it is {heirs}" if heirs else ""),
        )
    if year <= first - _LATE:
        return Text(
            zh=f"编码{code}（{walk.lists.name(kind, code, first)}）{first}年才设立，{year}年科目中没有",
            en=f"Code {code} ({walk.lists.name(kind, code, first)}) begins in {first}; the list of {year} lacks it",
        )
    return None
