"""Mistakes in codes, names, years, statements and the contents."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.catalogue import FUNCTIONS
from generator.gold import Fact
from generator.grid import Row, Table
from generator.mistakes.altered import with_rows
from generator.mistakes.plan import Call, Change
from generator.paper import Said

_ITEM = re.compile(r"\d{7}")
_YEAR = re.compile(r"20[12]\d(?=\s?年)")
_ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六")
_ENTRY = re.compile(rf"^([（(]?)({'|'.join(reversed(_ORDINALS))})([）)、.]+)\s?(.+)$")
_SECTIONS = (
    "政府债务限额情况说明", "专项转移支付情况说明", "政府投资基金情况说明", "政府购买服务指导性目录说明", "对外合作项目情况说明",
)  # fmt: skip
_TABLES = ("政府购买服务支出表", "财政专户管理资金支出表", "社会保险基金收支表", "对下转移支付支出表")


def unknown_code(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """The code of a functional item that no year's classification has."""
    for number, table, at, line in _items(calls):
        wrong = line.cells[0].text[:5] + "97"
        yield _recoded(number, table, at, line, wrong, line.cells[1].text)


def code_of_another(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """The name of one item beside the code of another."""
    for number, table, at, line in _items(calls):
        code = line.cells[0].text
        names = [name for other, name in FUNCTIONS.items() if len(other) == 7 and other[:3] != code[:3]]
        names = [name for name in names if name not in FUNCTIONS[code] and FUNCTIONS[code] not in name]
        shown = line.cells[1].text
        name = shown.replace(shown.strip("　 "), rng.choice(names))
        yield _recoded(number, table, at, line, code, name)


def mirror_codes(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """An item under another code and name than in the table that mirrors this one."""
    tables = {number for number, *_ in _items(calls)}
    used = {line.cells[0].text for _, _, _, line in _items(calls)}
    for number, table, at, line in _items(calls):
        code = line.cells[0].text
        twice = sum(line_.cells[0].text == code for _, _, _, line_ in _items(calls)) > 1
        others = [one for one in FUNCTIONS if len(one) == 7 and one[:5] == code[:5] and one not in used]
        if len(tables) > 1 and twice and others:
            other = rng.choice(others)
            shown = line.cells[1].text
            yield _recoded(number, table, at, line, other, shown.replace(shown.strip("　 "), FUNCTIONS[other]))


def _items(calls: Sequence[Call]) -> Iterator[tuple[int, Table, int, Row]]:
    """Rows of items with merged codes and known names: call, table, row number, row."""
    for number, call in enumerate(calls):
        if call.method != "table":
            continue
        table: Table = call.value
        for at, line in enumerate(table.body):
            if len(line.cells) > 2 and _ITEM.fullmatch(line.cells[0].text):
                code, name = line.cells[0].text, line.cells[1].text.strip("　 ")
                if FUNCTIONS.get(code) == name and any(cell.facts for cell in line.cells):
                    yield number, table, at, line


def _recoded(number: int, table: Table, at: int, line: Row, code: str, name: str) -> Change:
    """A row with another code or name; its facts are under the code that is printed."""
    was = line.cells[0].text
    changed: list[tuple[Fact, Fact]] = []
    cells = [replace(line.cells[0], text=code), replace(line.cells[1], text=name)]
    for cell in line.cells[2:]:
        facts = []
        for fact in cell.facts:
            dims = tuple(sorted({**dict(fact.dimensions), "function": code}.items()))
            now = replace(fact, dimensions=dims) if ("function", was) in fact.dimensions else fact
            changed.append((fact, now))
            facts.append(now)
        cells.append(replace(cell, facts=tuple(facts)))
    says = f"{was} {line.cells[1].text} -> {code} {name}"
    return Change({number: with_rows(table, {at: replace(line, cells=tuple(cells))})}, facts=tuple(changed), says=says)


def filled_but_empty(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A statement that there is nothing under a table with figures."""
    for number, call in enumerate(calls):
        if call.method != "table" or call.value.origin != "table" or not _filled(call.value):
            continue
        if "fund" in call.value.name or "three_public" in call.value.name or "state" in call.value.name:
            text = rng.choice(
                ("说明：本部门无此项支出，故本表无数据。", "注：本表为空表。", "本部门没有此类收支，本表无数据。")
            )
            yield Change({}, {number: Call("line", text)}, says=f"{call.value.title}: {text}")


def _filled(table: Table) -> bool:
    return sum(fact.value > 0 for line in table.body for cell in line.cells for fact in cell.facts) > 2


def template_residue(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """Words of the template left standing."""
    for number, call in enumerate(calls):
        if call.method != "paragraph":
            continue
        texts = [piece.text if isinstance(piece, Said) else piece for piece in call.value]
        if not any(re.search(r"\d万?元", text) for text in texts):
            continue
        left = rng.choice(
            ("增加（减少）的主要原因是工作安排变化。", "以上数据由XX部门负责解释。", "增减变化的主要原因是×××。")
        )
        yield Change({number: (*call.value, left)}, says=left)


def wrong_year(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """Last year in a heading or in the title of a table."""
    years = {text for call in calls if call.method == "heading" for text in _YEAR.findall(call.value[2])}
    for number, call in enumerate(calls):
        if call.method not in ("heading", "title") or call.value[0] == 0 or len(years) != 1:
            continue
        level, numbered, title = call.value
        if (found := _YEAR.search(title)) and re.search("[预决]算|绩效", title):
            wrong = title[: found.start()] + str(int(found[0]) - 1) + title[found.end() :]
            changed = tuple((fact, replace(fact, fiscal_year=fact.fiscal_year - 1)) for fact in _dated(calls, number))
            yield Change({number: (level, numbered, wrong)}, facts=changed, says=f"{title} -> {wrong}")


def _dated(calls: Sequence[Call], title: int) -> Iterator[Fact]:
    """Facts of a form below its title: nobody can tell whether they or the title are of the wrong year."""
    for call in calls[title + 1 : title + 3]:
        if calls[title].method == "title" and call.method == "table" and call.value.origin == "performance":
            yield from (fact for line in call.value.body for cell in line.cells for fact in cell.facts)


def contents_without_body(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A line of the contents that nothing in the body answers."""
    yield from _added_to_contents(calls, rng, _SECTIONS, tables=False)


def contents_count(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A table in the contents that the body does not have."""
    yield from _added_to_contents(calls, rng, _TABLES, tables=True)


def _added_to_contents(
    calls: Sequence[Call], rng: random.Random, titles: Sequence[str], *, tables: bool
) -> Iterator[Change]:
    """One line more at the end of a list of sections, or of tables."""
    lines = [(number, call.value) for number, call in enumerate(calls) if call.method == "contents"]
    for at, (number, (text, target)) in enumerate(lines):
        following_ = lines[at + 1][1][0] if at + 1 < len(lines) else ""
        entry, later = _ENTRY.match(text), _ENTRY.match(following_)
        if not entry or entry[2] == "十六" or (later and _ORDINALS.index(later[2]) > 0 and later[1] == entry[1]):
            continue
        if (
            entry[4].endswith("表") != tables
            or _ORDINALS.index(entry[2]) < 1
            or (not tables and "说明" not in entry[4])
        ):
            continue
        title = rng.choice(titles)
        line = f"{entry[1]}{_ORDINALS[_ORDINALS.index(entry[2]) + 1]}{entry[3]}{title}"
        yield Change({}, {number: Call("contents", (line, target))}, says=line)


def published_late(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """Dates of approval and of publication more than 20 days apart."""
    year = next(
        (int(found[0]) for call in calls if call.method == "heading" and (found := _YEAR.search(call.value[2]))), 0
    )
    final = any(call.method == "heading" and "决算" in call.value[2] for call in calls[:3])
    title = next((number for number, call in enumerate(calls) if call.method == "heading"), None)
    if year and title is not None:
        then, month = (year + 1, 8) if final else (year, 1)
        text = f"财政部门批复日期：{then}年{month}月{rng.randrange(10, 20)}日，公开日期：{then}年{month + 2}月{rng.randrange(1, 20)}日"
        yield Change({}, {title: Call("line", text)}, says=text)
