"""A disclosure for a person in a terminal: every line with its page or place; no control characters of the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from budgetextract.cli import speech
from budgetextract.export.harmless import visible
from budgetextract.model.disclosure import Disclosure, Fact, Finding, Issue, Section, Source
from budgetextract.result.wheres import words
from budgetextract.rules.bundle import load_rules
from budgetextract.rules.dimensions import load_dimension_names
from budgetextract.rules.disclosure import bases
from budgetextract.rules.titles import TABLE, official_titles

HEADLINES = (
    "income.total", "income.fiscal_appropriation", "income.general_public_budget", "income.other", "expenditure.total",
    "expenditure.basic", "expenditure.basic.personnel", "expenditure.basic.public", "expenditure.project",
    "three_public.total", "three_public.overseas", "three_public.vehicles", "three_public.reception",
    "conference.total", "training.total", "operating_funds.total", "procurement.total",
)  # fmt: skip
MAX_ROWS = 40
_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_MARKS = {"error": "✗", "warning": "!", "info": "i"}


def show_disclosure(disclosure: Disclosure, console: Console) -> None:
    """Print all parts that are not empty."""
    _document(disclosure, console)
    _outline(disclosure.sections, console)
    _figures(disclosure, console)
    _staffing(disclosure, console)
    _indicators(disclosure, console)
    _checks(disclosure, console)
    _remarks("view.findings", disclosure.findings, console)
    _remarks("view.issues", disclosure.issues, console)
    _completeness(disclosure, console)


def _document(disclosure: Disclosure, console: Console) -> None:
    document = disclosure.document
    console.print(Text(visible(document.department or document.file_name), style="bold"))
    known = [
        str(document.fiscal_year) if document.fiscal_year else "",
        speech.text(f"kind.{document.kind}"),
        document.region.name if document.region else "",
        speech.text("view.pages", count=document.pages) if document.pages else "",
        document.file_name,
    ]
    console.print(Text(" · ".join(visible(word) for word in known if word), style="dim"))


def _outline(sections: Sequence[Section], console: Console) -> None:
    if not sections:
        return
    _title("view.outline", console)
    for section in sections[:MAX_ROWS]:
        number = f"{section.number} " if section.number else ""
        page = f"  {_page(section.page_start)}".rstrip()
        console.print(Text("  " * section.level + visible(number + section.title)) + Text(page, style="dim"))
    _rest(len(sections), console)


def _figures(disclosure: Disclosure, console: Console) -> None:
    year = disclosure.document.fiscal_year
    named = {(fact.concept, fact.measure): fact for fact in disclosure.figures if _plain(fact, year)}
    rows = []
    for concept in HEADLINES:
        fact = named.get((concept, "final")) or named.get((concept, "budget"))
        if fact is not None:
            changes = [_change(named.get((concept, measure))) for measure in ("change", "change_rate")]
            rows.append([_label(concept), _money(fact), *changes, _status(fact), _place(_where(fact))])
    heads = ("figure", "yuan", "change", "rate", "status", _column(disclosure))
    _table("view.figures", heads, rows, console, numbers=(1, 2, 3))


def _plain(fact: Fact, year: int | None) -> bool:
    return fact.fiscal_year == year and not (fact.dimensions.keys() - {"base"})


def _change(fact: Fact | None) -> str:
    if fact is None:
        return ""
    return f"{fact.value}%" if fact.unit == "percent" else _money(fact)


def _money(fact: Fact) -> str:
    return f"{Decimal(fact.value):,.2f}"


def _staffing(disclosure: Disclosure, console: Console) -> None:
    rows, facts = [], disclosure.staffing
    for fact in facts[:MAX_ROWS]:
        dimensions = ", ".join(_dimension(key, value) for key, value in fact.dimensions.items())
        rows.append([_label(fact.concept), dimensions, fact.value, _status(fact), _place(_where(fact))])
    _table("view.staffing", ("figure", "of", "number", "status", _column(disclosure)), rows, console, numbers=(2,))
    _rest(len(facts), console)


def _indicators(disclosure: Disclosure, console: Console) -> None:
    found = disclosure.performance.indicators
    rows = []
    for row in found[:MAX_ROWS]:
        levels = [level.text if level else "" for level in (row.level1, row.level2, row.level3)]
        rows.append([visible(row.project or ""), *map(visible, levels), visible(row.text), _place(row.source)])
    _table("view.indicators", ("project", "level1", "level2", "level3", "target", _column(disclosure)), rows, console)
    _rest(len(found), console)


def _checks(disclosure: Disclosure, console: Console) -> None:
    counts = Counter(check.status for check in disclosure.checks)
    if counts:
        _title("view.checks", console)
        said = {name: counts[name] for name in ("pass", "fail", "insufficient", "not_applicable")}
        console.print(Text(speech.text("view.check_counts", **said)))


def _remarks(title: str, remarks: Sequence[Finding | Issue], console: Console) -> None:
    if not remarks:
        return
    _title(title, console, count=len(remarks))
    order = {"error": 0, "warning": 1, "info": 2}
    for remark in sorted(remarks, key=lambda one: order[one.severity])[:MAX_ROWS]:
        mark = Text(f"{_MARKS[remark.severity]} {remark.code}", style=_COLOURS[remark.severity])
        said = remark.message.zh if speech.language() == "zh" else remark.message.en
        pages = " ".join(dict.fromkeys(filter(None, map(_place, _sources(remark)))))
        console.print(mark + Text(f"  {pages}", style="dim"))
        console.print(Padding(Text(visible(said)), (0, 0, 0, 2), expand=False))
    _rest(len(remarks), console)


def _sources(remark: Finding | Issue) -> Iterable[Source]:
    if isinstance(remark, Finding):
        return remark.source
    return (remark.source,) if remark.source else ()


def _completeness(disclosure: Disclosure, console: Console) -> None:
    if not disclosure.completeness:
        return
    counts = Counter(row.status for row in disclosure.completeness)
    kind = disclosure.document.kind
    missing = [_required(row.required, kind) for row in disclosure.completeness if row.status == "missing"]
    _title("view.completeness", console)
    said = {name: counts[name] for name in ("present", "declared_empty", "missing")}
    names = f" ({', '.join(missing)})" if missing else ""
    apart = sum(row.elsewhere is True for row in disclosure.completeness)
    note = speech.text("view.elsewhere", count=apart) if apart else ""
    line = speech.text("view.complete_counts", total=len(disclosure.completeness), **said)
    console.print(Text(line + names + note))
    year = disclosure.document.fiscal_year or "?"
    console.print(Text(speech.text("view.basis", year=year, names=_bases(disclosure)), style="dim"))


def _bases(disclosure: Disclosure) -> str:
    """The rules that ask for it, each once, as people call them; an unknown one (JSON of another version) by its id."""
    known, language = bases(), speech.language()
    ids = dict.fromkeys(row.basis for row in disclosure.completeness)
    names = [known[name].short[language] if name in known else visible(name) for name in ids]
    return ("、" if language == "zh" else ", ").join(names)


def _title(code: str, console: Console, **named: object) -> None:
    console.print()
    console.print(Text(speech.text(code, **named), style="bold underline"))


def _rest(count: int, console: Console) -> None:
    if count > MAX_ROWS:
        console.print(Text(speech.text("view.more", count=count - MAX_ROWS), style="dim"))


def _table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], console: Console, numbers: Sequence[int] = ()
) -> None:
    """A table without frame; columns that are empty in all rows are left out."""
    if not rows:
        return
    _title(title, console)
    table = Table(box=None, pad_edge=False, header_style="dim")
    filled = [index for index in range(len(heads)) if any(row[index] for row in rows)]
    for index in filled:
        table.add_column(speech.text(f"view.{heads[index]}"), justify="right" if index in numbers else "left")
    for row in rows:
        table.add_row(*(Text(row[index]) for index in filled))
    console.print(table)


def _page(page: int | None) -> str:
    return "" if page is None else speech.text("view.page_number", page=page)


def _place(source: Source | None) -> str:
    """The page, or what a file without pages has instead; "" for nothing."""
    if source is None:
        return ""
    if source.page is not None:
        return _page(source.page)
    if source.sheet and source.cell:
        return visible(f"{source.sheet}!{source.cell}")
    found = words(source.model_copy(update={"part": None}))
    return "" if found is None else visible(found.zh if speech.language() == "zh" else found.en)


def _column(disclosure: Disclosure) -> str:
    """The head of the column of places."""
    return "page" if disclosure.document.pages else "place"


def _where(fact: Fact) -> Source:
    return next((m.source for m in fact.mentions if m.value == fact.value), fact.mentions[0].source)


def _status(fact: Fact) -> str:
    return speech.text(f"status.{fact.status}")


def _label(concept: str) -> str:
    return load_rules().concepts.name(concept, speech.language()) or concept


def _required(name: str, kind: str) -> str:
    """A required section or table as people call it; in English its id, which says the same."""
    bare = name.removeprefix(TABLE)
    stage = "final" if kind.endswith("_final") else "budget"
    return visible(official_titles(stage).get(name, bare) if speech.language() == "zh" else bare)


def _dimension(key: str, value: str) -> str:
    """The name of a dimension's value, or the printed name it is."""
    zh, en = load_dimension_names().values.get((key, value), (visible(value),) * 2)
    return zh if speech.language() == "zh" else en
