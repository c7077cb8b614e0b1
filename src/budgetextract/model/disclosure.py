"""The result as the contract fixes it: one JSON object a disclosure. Keys with no value are left out of the JSON.

``schemas/`` is written from these classes. Money is a decimal string in yuan, never a float.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

from pydantic import BaseModel, ConfigDict, Field
from pydantic.dataclasses import dataclass

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = "1.0"
PIECE = 1 << 20
"""Characters of JSON that are written at a time."""

Kind = Literal[
    "department_budget", "department_final", "unit_budget", "unit_final",
    "government_budget", "government_final", "three_public", "unknown",
]  # fmt: skip
Measure = Literal["budget", "final", "reported", "change", "change_rate", "share", "completion_rate"]
Severity = Literal["error", "warning", "info"]
FactStatus = Literal["agreed", "single", "conflict"]
CheckStatus = Literal["pass", "fail", "insufficient", "not_applicable"]
Scope = Literal["department", "project", "transfer"]
Origin = Literal["table", "narrative", "performance"]
DecimalText = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
Box = tuple[float, float, float, float]


class Frozen(BaseModel):
    """Base of everything that reaches JSON: immutable, and no key that the contract does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")


class Text(Frozen):
    """A sentence in both languages."""

    zh: str
    en: str


class Source(Frozen):
    """Where something was printed."""

    part: str | None = Field(default=None, description="file name of the part, for a set of files")
    page: int | None = Field(default=None, ge=1)
    bbox: Box | None = Field(
        None, description="x0, top, x1, bottom in PDF points from the top left of the page as shown"
    )
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    section: int | None = Field(default=None, description="index in sections")
    table: int | None = Field(default=None, description="index in tables")
    row: int | None = Field(default=None, description="row of the table, 0 = first header row")
    column: int | None = None
    text: str = Field("", description="the printed words around it")
    reader: str = "pdf"
    confidence: float | None = Field(default=None, ge=0, le=1)


class Mention(Frozen):
    """One place that states a value."""

    value: DecimalText = Field(description="in the unit of the fact; money is in yuan", examples=["4066200.00"])
    stated: str = Field(description="as printed", examples=["406.62"])
    stated_unit: str = Field(examples=["万元"])
    precision: DecimalText = Field(
        description="width of the last stated digit, in the unit of the fact", examples=["100.00"]
    )
    origin: Origin
    source: Source


class Reading(Frozen):
    """What one of several independent readers saw in a cell."""

    reader: str
    text: str
    value: DecimalText | None = None


class Fact(Frozen):
    """One fact for each distinct key (concept, measure, fiscal_year, dimensions)."""

    id: str
    concept: str
    measure: Measure
    fiscal_year: int
    dimensions: dict[str, str] = Field(default_factory=dict)
    value: DecimalText
    unit: str = Field(description="CNY, percent, person, vehicle, item, square_metre")
    mentions: list[Mention] = Field(min_length=1)
    status: FactStatus
    confidence: float = Field(ge=0, le=1)
    readings: list[Reading] | None = None


class Part(Frozen):
    """One file of a set that makes one disclosure."""

    file_name: str
    sha256: str
    role: str


class Region(Frozen):
    """An administrative division (GB/T 2260)."""

    name: str
    code: str | None = None


class DocumentInfo(Frozen):
    """What document this is."""

    file_name: str
    sha256: str
    media_type: str
    source_url: str | None = None
    parts: list[Part] | None = None
    pages: int | None = None
    reader: Literal["pdf", "ocr", "ofd", "docx", "xlsx", "html", "text", "mixed"]
    kind: Kind
    fiscal_year: int | None = None
    department: str | None = None
    region: Region | None = None
    published: str | None = None


class Section(Frozen):
    """A heading with its own text (subsections apart)."""

    id: str | None = None
    number: str = ""
    title: str
    level: int
    parent: int | None = None
    part: str | None = Field(default=None, description="file of a set that holds it")
    paragraph: int | None = Field(default=None, ge=1, description="where it begins in a file without pages")
    page_start: int | None = None
    page_end: int | None = None
    text: str = ""
    confidence: float = Field(ge=0, le=1)


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class TableCell:
    """A cell of a table; a merged cell stands once."""

    # no model like the others: a document has thousands, and a model takes five times the memory
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str
    page: int | None = None
    bbox: Box | None = None
    cell: Annotated[
        str | None,
        Field(description="in a file without pages: B7 of a sheet, T3R7C2 (table, row, column) of a document"),
    ] = None


class TableOut(Frozen):
    """A logical table."""

    id: str
    table: str | None = None
    title: str
    section: int | None = None
    unit: str | None = None
    part: str | None = Field(default=None, description="file of a set that holds it")
    sheet: str | None = Field(default=None, description="sheet of a workbook that holds it")
    pages: list[int]
    header_rows: int
    columns: list[str]
    rows: list[list[str]]
    cells: list[TableCell]
    empty_statement: str | None = None


class Goal(Frozen):
    """A goal in words."""

    horizon: Literal["annual", "long_term"]
    text: str


class Project(Frozen):
    """One performance form: the whole department, a project, or a transfer."""

    name: str
    scope: Scope
    funds: list[str] = Field(default_factory=list, description="fact ids")
    goals: list[Goal] = Field(default_factory=list)
    source: Source


class Level(Frozen):
    """A level of the indicator tree: text as printed, id of rules/data/performance.yaml where it is a standard one."""

    text: str
    id: str | None = None


class Indicator(Frozen):
    """One performance indicator."""

    scope: Scope
    project: str | None = None
    horizon: Literal["annual", "long_term"] | None = None
    level1: Level | None = None
    level2: Level | None = None
    level3: Level | None = None
    text: str = Field(description="指标值 as stated")
    operator: Literal[">=", "<=", "=", ">", "<", "range", "qualitative"] | None = None
    value: str | list[str] | None = None
    unit: str | None = None
    weight: str | None = None
    basis: str | None = None
    actual: str | None = None
    score: str | None = None
    fiscal_year: int | None = None
    source: Source


class Performance(Frozen):
    """Performance goals."""

    projects: list[Project] = Field(default_factory=list)
    indicators: list[Indicator] = Field(default_factory=list)


class Check(Frozen):
    """One evaluation of one identity."""

    id: str
    bindings: dict[str, str] = Field(default_factory=dict)
    where: str | None = None
    status: CheckStatus
    severity: Severity
    left: DecimalText | None = None
    right: DecimalText | None = None
    difference: DecimalText | None = None
    tolerance: DecimalText | None = None
    facts: list[str] = Field(default_factory=list)
    truncated: bool | None = None
    message: Text


class Finding(Frozen):
    """What is wrong or doubtful in the document itself."""

    code: str
    severity: Severity
    facts: list[str] = Field(default_factory=list)
    source: list[Source] = Field(default_factory=list)
    check: str | None = None
    message: Text


class Completeness(Frozen):
    """A section or table that the rules require."""

    required: str
    basis: str
    status: Literal["present", "declared_empty", "missing"]
    elsewhere: bool | None = None
    """The document says that its tables are published apart, and where (``source``)."""
    source: Source | None = None


class Issue(Frozen):
    """What this program could not read, and where."""

    code: str
    severity: Severity
    source: Source | None = None
    message: Text


class Disclosure(Frozen):
    """One disclosure."""

    schema_version: str = SCHEMA_VERSION
    document: DocumentInfo
    sections: list[Section] = Field(default_factory=list)
    tables: list[TableOut] = Field(default_factory=list)
    figures: list[Fact] = Field(default_factory=list)
    staffing: list[Fact] = Field(default_factory=list)
    performance: Performance = Field(default_factory=Performance)
    checks: list[Check] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)
    completeness: list[Completeness] = Field(default_factory=list)
    issues: list[Issue] = Field(default_factory=list)

    def to_json(self, *, indent: int | None = None) -> str:
        """The contract's JSON: UTF-8 text, keys with no value left out, a stated zero kept."""
        return self.model_dump_json(exclude_none=True, indent=indent)

    def write_json(self, stream: TextIO, *, indent: int | None = None) -> None:
        """``to_json`` to an open file, one table or fact after the other: as one text, a long document is large."""
        waiting: list[str] = []
        length = 0
        for piece in self._json_pieces(indent):
            waiting.append(piece)
            length += len(piece)
            if length >= PIECE:
                stream.write("".join(waiting))
                waiting.clear()
                length = 0
        stream.write("".join(waiting))

    def _json_pieces(self, indent: int | None) -> Iterator[str]:
        """``to_json`` in pieces."""
        deeper, colon = ("", ":") if indent is None else ("\n" + " " * indent, ": ")
        deepest, end = (deeper + " " * (indent or 0), "\n") if deeper else ("", "")

        def shown(model: BaseModel, margin: str) -> str:
            text = str(model.__pydantic_serializer__.to_json(model, exclude_none=True, indent=indent), "utf-8")
            return text.replace("\n", margin) if margin else text  # one within a string is written otherwise

        mark = "{"
        for name, value in self:
            yield f'{mark}{deeper}"{name}"{colon}'
            mark = ","
            if isinstance(value, BaseModel):
                yield shown(value, deeper)
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    yield f"{',' if index else '['}{deepest}{shown(item, deepest)}"
                yield f"{deeper}]" if value else "[]"
            else:
                yield json.dumps(value, ensure_ascii=False)
        yield end + "}"

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Tidy pandas frames: facts, mentions, indicators, checks, findings, sections. Money is Decimal in yuan."""
        from budgetextract.model.frames import frames

        return frames(self)
