"""Figures and names that OCR was not sure of and that nothing else confirms: each is named by a finding.

A wrong digit of a scan is caught by the sums it stands in; where no sum and no second mention sees it, the engine's own
doubt is all there is. Figures that an identity or another mention confirms need no such word. Sums say nothing of
names: these are sure where one mention of them is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from budgetextract.checks.unsure_names import name_sureness
from budgetextract.checks.wording import Namer, mention, source
from budgetextract.model.disclosure import Finding, Text
from budgetextract.model.document import Page, Word
from budgetextract.model.facts import FactDraft, Statement

SURE = 0.9
"""Confidence of the least sure digit from which a recognised figure is believed."""
MOST = 5
"""Figures that one finding names."""
_CODE = re.compile(r"\d{2,7}")
_NOT_A_NUMBER = re.compile(r"[^\d.,%-]+")


def unsure_findings(
    facts: Sequence[FactDraft], pages: Sequence[Page], namer: Namer
) -> tuple[tuple[FactDraft, ...], list[Finding]]:
    """The facts, less sure where OCR was; one finding for the doubtful figures of a row or sentence.

    ``facts`` with their final status.
    """
    read = {page.number: page for page in pages if page.reader == "ocr"}
    if not read:
        return tuple(facts), []
    doubted: dict[tuple[object, ...], list[FactDraft]] = {}
    out: list[FactDraft] = []
    for fact in facts:
        sure = max(sureness(one, read) for one in fact.statements) if fact.status == "single" else 1.0
        named = max(name_sureness(one, read) for one in fact.statements)
        least = min(sure, named)
        out.append(replace(fact, confidence=round(fact.confidence * least, 3)) if least < 1 else fact)
        if least < SURE:
            first = fact.statements[0]
            place = first.row if first.table is not None else first.bbox
            doubted.setdefault((sure < SURE, first.page, first.table, place), []).append(fact)
    return tuple(out), [
        _finding(part, namer, figures=bool(key[0])) for key, group in doubted.items() for part in _parts(group)
    ]


def sureness(statement: Statement, pages: Mapping[int, Page]) -> float:
    """How sure OCR was of the digits of a mention, and of the code of its row; 1 for what was not recognised."""
    page = pages.get(statement.page)
    if page is None:
        return 1.0
    inside = [word for word in page.words if _holds(statement, word)]
    number = _NOT_A_NUMBER.sub("", statement.stated)
    stating = [word for word in inside if number and number in word.text] if statement.table is None else inside
    values = [word.confidence for word in stating or inside]
    if statement.table is not None and (statement.key.dimension("function") or statement.key.dimension("economy")):
        values += [word.confidence for word in _codes(statement, page)]
    return min(values, default=1.0)


def _holds(statement: Statement, word: Word) -> bool:
    x0, top, x1, bottom = statement.bbox
    return x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom


def _codes(statement: Statement, page: Page) -> Iterable[Word]:
    """The parts of the code that stand in the row of a figure, left of it."""
    x0, top, _, bottom = statement.bbox
    for word in page.words:
        if word.x1 < x0 and top <= (word.top + word.bottom) / 2 <= bottom and _CODE.fullmatch(word.text):
            yield word


def _parts(facts: Sequence[FactDraft]) -> Iterable[list[FactDraft]]:
    rest = iter(facts)
    while part := list(islice(rest, MOST)):
        yield part


def _finding(facts: Sequence[FactDraft], namer: Namer, *, figures: bool) -> Finding:
    """``figures``: what is doubtful are the figures, else the names they stand by."""
    named = [(namer.fact(fact.key), mention(fact.statements[0])) for fact in facts]
    zh = "；".join(f"{about.zh}：{printed.zh}" for about, printed in named)
    en = "; ".join(f"{about.en}: {printed.en}" for about, printed in named)
    said = (
        Text(
            zh=f"文字识别对下列数字把握不足，也没有勾稽关系或另一处印证，请对照原件：{zh}。",
            en=f"OCR was not sure of these figures, and no sum or other place confirms them; look at the page: {en}.",
        )
        if figures
        else Text(
            zh=f"文字识别对下列数字所属的名称把握不足，请对照原件：{zh}。",
            en=f"OCR was not sure of the names that these figures stand by; look at the page: {en}.",
        )
    )
    return Finding(
        code="ocr_unsure",
        severity="warning",
        facts=[fact.id for fact in facts],
        source=[source(fact.statements[0]) for fact in facts],
        message=said,
    )
