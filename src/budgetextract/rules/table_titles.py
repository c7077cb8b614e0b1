"""A printed table title to its id in tables.yaml; a table's layout by its columns; the labels of known rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.loader import rule_csv, rule_yaml

_YEAR = re.compile(r"(?:(?:19|20)\d\d|二[〇○零]?[〇○零一二三四五六七八九]{2,3})(?:年度|年|(?=[^\d年]))")
_ORDINAL = r"(?:\d+|(?:(?!一般|三公)[一二三四五六七八九十])+)"
"""The number of a table; the 一 of 一般公共预算 and the 三 of “三公” behind it are none."""
_LEAD = re.compile(
    rf"^(?:(?:附件|附表|附|表){_ORDINAL}(?:[-.]\d+)*[:、.]?|"
    r"(?:\(?[一二三四五六七八九十]{1,3}\)?[、.:)])|\(?\d{1,2}(?:[-.]\d{1,2})*[)、.:])+"
)
_QUOTES = str.maketrans("", "", "\"'《》<>【】[]·")
_BRACKETS = re.compile(r"\([^()]*\)")
_ENDS_LIKE_TITLE = re.compile(
    r"(?:表|一览|情况表)(?:\d{1,2})?(?:-\d)?(?:\(续表?\)|[\((][^()]{1,24}\))*(?:续表?)?(?:之[一二三四五六])?"
    r"(?:[-—–]{1,3}[\u4e00-\u9fff()]{2,40})?$"
)
_SENTENCE = re.compile(r"[。;；!?！？]|,.{12,}|情况说明|的说明|如下表|见(?:附)?表|反映|(?:本|下|上|此)表$")
_CODE = re.compile(r"(?:科目|功能|经济)(?:分类)?(?:科目)?(?:编码|代码)|功能科目|功能分类|科目名称")
_FUNCTION_CELL = re.compile(r"2\d{2}(?:\d{2}){0,2}(?:$|[-—]?[\u4e00-\u9fff])")
"""The code of a function alone, or with its name in one cell."""
_UNIT = re.compile(r"(?:部门|单位|机构)\)?(?:\(单位\))?(?:名称|代码|编码)|^(?:部门|单位)$")


@record
class TitleMatch:
    """What a title says: the id of tables.yaml without layout, and whether the words name the kind of document."""

    table: str
    exact: bool


@record
class _Pattern:
    id: str
    all: tuple[str, ...]
    any: tuple[str, ...]
    none: tuple[str, ...]
    budget: str | None
    final: str | None

    def fits(self, title: str) -> bool:
        return (
            all(word in title for word in self.all)
            and (not self.any or any(word in title for word in self.any))
            and not any(word in title for word in self.none)
        )


def _pattern(row: Mapping[str, Any]) -> _Pattern:
    return _Pattern(
        id=row["id"],
        all=tuple(row.get("all", ())),
        any=tuple(row.get("any", ())),
        none=tuple(row.get("none", ())),
        budget=row.get("budget"),
        final=row.get("final"),
    )


class TableTitles:
    """Titles, layouts and row labels as data; immutable after loading."""

    def __init__(self, tables: Mapping[str, Any], titles: Mapping[str, Any]) -> None:
        self._tables = tables
        self._patterns = tuple(_pattern(row) for row in titles["patterns"])
        self._columns = tuple(_pattern(row) for row in titles["by_columns"])
        self._funds = tuple(titles["funds"])
        self.forms: frozenset[str] = frozenset(titles["forms"])
        self._variants: dict[str, str] = {}
        self._layouts: dict[str, tuple[str, ...]] = {}
        for entry in (*tables["budget_tables"], *tables["final_tables"]):
            self._layouts[entry["id"]] = tuple(entry.get("layouts", ()))
            for name in (entry["title"], *entry.get("variants", ())):
                self._variants.setdefault(_bare(name), entry["id"])

    def match(self, text: str, *, final: bool = False) -> TitleMatch | None:
        """The table that a title names, None where it names none.

        ``final``: the document is a final account, for titles that do not say so themselves ("收入支出总表").
        """
        title = _bare(text)
        if not title or len(title) > 70:
            return None
        short = _BRACKETS.sub("", title)
        if "经济" in title and "经济" not in short:
            short = title  # "支出总表（按部门预算经济分类）" is not 支出总表
        said = self.says_final(title)
        for name in dict.fromkeys((title, short)):
            found = self._variants.get(name)
            if found and (said is not None or not final or found.startswith("final_")):
                return TitleMatch(found, exact=True)
        is_final = final if said is None else said
        for pattern in self._patterns:
            if pattern.fits(title):
                table = pattern.final if is_final else pattern.budget
                return TitleMatch(table, exact=False) if table else None
        return None

    def says_final(self, title: str) -> bool | None:
        """True for 决算, False for 预算 (outside the names of funds), None where a title says neither."""
        rest = plain(title)
        for fund in self._funds:
            rest = rest.replace(fund, "")
        if "决算" in rest or "自评" in rest:
            return True
        return False if "预算" in rest else None

    def named_without_word(self, text: str) -> bool:
        """True for a title that leaves out 表: "部门收支总体情况" for 部门收支总体情况表."""
        title = plain(text)
        if not 4 <= len(title) <= 30 or _SENTENCE.search(title):
            return False
        match = self.match(title + "表")
        return match is not None and match.exact

    def looks_like_title(self, text: str) -> bool:
        """True for the short line that a table's title is: it ends in 表 and is no sentence."""
        title = plain(text)
        return 3 <= len(title) <= 60 and bool(_ENDS_LIKE_TITLE.search(title)) and not _SENTENCE.search(title)

    def layout(self, table: str, columns: Sequence[str], codes: Iterable[str]) -> str:
        """The id with its layout, by what the columns hold: ``income`` to income_by_function, income_by_unit, …

        ``columns``: leaf column paths; ``codes``: texts of the first columns' data cells.
        """
        layouts = self._layouts.get(table, ())
        if not layouts:
            return table
        heads = [plain(column) for column in columns]
        leaves = {head.rpartition("/")[2] for head in heads}
        kind = ""
        if any(_CODE.search(head) for head in heads) or {"类", "款"} <= leaves:
            kind = "function"
        elif any(_UNIT.search(part) for head in heads[:3] for part in head.split("/")):
            kind = "unit"
        elif sum(1 for code in codes if _FUNCTION_CELL.match(code)) >= 2:
            kind = "function"
        for candidate in (f"{table}_by_{kind}", f"{table}_by_source", f"{table}_by_nature", f"{table}_by_function"):
            if candidate in layouts:
                return candidate
        return layouts[0]

    def by_columns(self, columns: Sequence[str], *, final: bool) -> str | None:
        """The table that its heads alone name, without a title; only where no other table has such heads."""
        heads = plain(" ".join(columns))
        for rule in self._columns:
            if all(word in heads for word in rule.all) and not any(word in heads for word in rule.none):
                return rule.final if final else rule.budget
        return None

    @cached_property
    def labels(self) -> frozenset[str]:
        """Row labels known from the rules (sources, totals, classes, names of codes), without their numbers."""
        names: set[str] = set()
        rows = self._tables["row_labels"]
        for entry in (*rows["income"]["items"], *rows["expenditure"], *rows["totals"]):
            names.update((entry["title"], *entry.get("variants", ())))
        names.update(self._tables["function_class_rows"]["list"])
        for file in (
            "functional.csv",
            "economic_department.csv",
            "economic_department_legacy.csv",
            "economic_government.csv",
        ):
            for row in rule_csv(file):
                names.add(row["name"])
                names.update(part for part in (row.get("aliases") or "").split("|") if part)
        return frozenset(plain(name) for name in names)


def _bare(title: str) -> str:
    """A title without numbers, years, quotes and blanks."""
    text = plain(title).translate(_QUOTES)
    return _YEAR.sub("", _LEAD.sub("", text))


def strip_number(title: str) -> tuple[str, str]:
    """("一、", "收支预算总表") of a numbered title; ("", title) without a number."""
    text = title.strip()
    match = re.match(
        r"^(?:(?:附件|附表|附|表)\s*" + _ORDINAL + r"(?:[-－—.．]\d+)*\s*[:：、.．]?"
        r"|(?:公开|预算|财决)\s*\d{1,2}\s*表(?=\s*\D{4})"
        r"|[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．:：]|[（(]\d{1,2}[）)]|\d{1,2}(?:[-.．]\d{1,2})*[、.．)）](?!\d))\s*",
        text,
    )
    if not match or not text[match.end() :]:
        return "", text
    return match.group().strip(), text[match.end() :]


def load_table_titles() -> TableTitles:
    """The package's titles."""
    return TableTitles(rule_yaml("tables.yaml"), rule_yaml("table_titles.yaml"))
