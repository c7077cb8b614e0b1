"""Special rules over the table of contents: each entry has a body, and it lists the tables that the body has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetextract.checks.completeness import tables_elsewhere
from budgetextract.checks.given import Report, place
from budgetextract.model.disclosure import Source, Text
from budgetextract.model.document import ContentsEntry, Table
from budgetextract.model.patterns import later
from budgetextract.model.text import is_cjk, plain
from budgetextract.model.wheres import where
from budgetextract.rules.table_titles import strip_number

_MOST = 10
_FEW = 3
"""From so many tables on, contents list the set; and up to this part of them can be said to be lacking (one in three):
where more have no title in the body, its titles were not recognised."""
_ALIKE = 80
"""Likeness (0-100) from which a title of the body is the one of the contents."""
_LEADER = later(r"[\s.…·‥。-]*\(?\d{0,3}\)?[\s.…·-]*$")
_STATED = later(
    r"(?:共计?|包括|以下|下列|列有|附有?|公开)(?:有|如下)?(\d{1,2}|[一二三四五六七八九十]{1,3})张(?:预算|决算|公开|部门)?报?表"
)
_BRACKETS = later(r"(?:\([^()]*\))+$")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


def contents_rules(report: Report) -> None:
    """toc_entries_have_body and contents_tables_agree."""
    if not report.given.extracted.contents:
        return
    missing = [
        entry
        for entry in report.given.segmented.missing_entries
        if sum(map(is_cjk, entry.text)) > 1 and not _in_other_words(report, entry)
    ]
    named = _tables_differ(report, missing)
    _entries(report, [entry for entry in missing if not any(entry is one for one in named)], told=bool(named))


def _entries(report: Report, missing: Sequence[ContentsEntry], *, told: bool) -> None:
    """Entries of the contents that the body lacks, together. ``told``: others are named by the rule on tables."""
    if not missing:
        if not told:
            report.passed("toc_entries_have_body", Text(zh="目录条目均有正文。", en="All entries have a body."))
        return
    names = _names([_title(entry.text) for entry in missing])
    report.failed(
        "toc_entries_have_body",
        Text(
            zh=f"目录中{len(missing)}个条目在正文中找不到对应标题：{names}。",
            en=f"{len(missing)} entries of the contents have no heading in the body: {names}.",
        ),
        at=[place(entry.page, entry.bbox, entry.text) for entry in missing[:_MOST]],
        # so many can hardly be lost: the body's headings were not recognised
        severity="info" if len(missing) > max(2, len(report.given.extracted.contents) // 4) else None,
    )


def _tables_differ(report: Report, missing: Sequence[ContentsEntry]) -> list[ContentsEntry]:
    """contents_tables_agree; the missing entries that it names."""
    listed = [entry for entry in report.given.extracted.contents if _names_table(report, _title(entry.text))]
    body = list(_body_tables(report))
    if len(listed) < _FEW or len(body) < _FEW or tables_elsewhere(report.given.segmented):
        return []
    lacking = [entry for entry in listed if any(entry is one for one in missing)]
    if len(lacking) > max(1, len(listed) // _FEW):
        return []
    entries = [_bare(entry.text) for entry in report.given.extracted.contents]
    more = [table for table in body if not _alike_any(_bare(table.title), entries)]
    more = [table for table in more if not any(_by_id(report, entry, table) for entry in listed)]
    if len(more) > max(1, len(body) // _FEW):
        more = []
    at = [place(entry.page, entry.bbox, entry.text) for entry in lacking]
    at += [place(table.title_page, table.title_bbox, table.title, table.index) for table in more]
    if lacking or more:
        found = len(listed) - len(lacking) + len(more)
        _differ(report, (len(listed), found) if found == len(body) else None, lacking, more, at)
    elif (stated := _stated(report)) is not None and len(listed) == len(body) != stated[0]:
        count, said = stated
        report.failed(
            "contents_tables_agree",
            Text(
                zh=f"{where(said.page or 0, said.bbox).zh}写“{said.text}”，目录和正文却都有{len(body)}张表。",
                en=f'{where(said.page or 0, said.bbox).lead}"{said.text}" speaks of {count} tables, '
                f"but contents and body have {len(body)}.",
            ),
            at=[said],
            code="contents_table_count",
        )
    else:
        report.passed(
            "contents_tables_agree", Text(zh="目录与正文的表格一致。", en="Contents and body list the same tables.")
        )
    return lacking


def _differ(
    report: Report,
    counts: tuple[int, int] | None,
    lacking: Sequence[ContentsEntry],
    more: Sequence[Table],
    at: Sequence[Source],
) -> None:
    """``counts``: tables of the contents and of the body, where both are sure."""
    parts_zh: list[str] = []
    parts_en: list[str] = []
    if lacking:
        names = _names([_title(entry.text) for entry in lacking])
        parts_zh.append(f"目录所列{names}正文中没有")
        parts_en.append(f"{names} of the contents is not in the body")
    if more:
        parts_zh.append(
            "、".join(f"{where(one.title_page, None).zh}“{one.title.strip()}”" for one in more[:_MOST]) + "目录没有列出"
        )
        parts_en.append(
            ", ".join(f'"{one.title.strip()}" ({where(one.title_page, None).en})' for one in more[:_MOST])
            + " is not in the contents"
        )
    page = where(report.given.extracted.contents[0].page, None)
    zh, en = "目录与正文的表格不一致", "contents and body have other tables"
    if counts is not None:
        zh = f"目录列出{counts[0]}张表，正文有{counts[1]}张"
        en = f"the contents list {counts[0]} tables, the body has {counts[1]}"
    report.failed(
        "contents_tables_agree",
        Text(zh=f"{page.zh}{zh}：{'；'.join(parts_zh)}。", en=f"{page.lead}{en}: {'; '.join(parts_en)}."),
        at=at[:_MOST],
        code="contents_table_count",
    )


def _title(text: str) -> str:
    """An entry without its leader and page number."""
    return _LEADER.sub("", text.strip())


def _names_table(report: Report, title: str) -> bool:
    """Whether a line of the contents names a table of figures."""
    titles = report.given.rules.table_titles
    bare = strip_number(title)[1]
    if not titles.looks_like_title(bare) or not _BRACKETS.sub("", plain(bare)).endswith("表"):
        return False
    return "绩效" not in bare and "部分" not in plain(title)[:5]


def _body_tables(report: Report) -> Iterator[Table]:
    """The tables of figures of the set, each id once."""
    seen: set[str] = set()
    for table in report.given.extracted.tables:
        name = table.table or "performance"
        if (
            table.title
            and not name.startswith("performance")
            and name not in seen
            and _names_table(report, table.title)
        ):
            seen.add(name)
            yield table


def _bare(text: str) -> str:
    """A title or an entry without number, leader and blanks."""
    return plain(strip_number(_title(text))[1])


def _alike_any(title: str, entries: Sequence[str]) -> bool:
    """Whether a title is one of the entries, or like one (both bare)."""
    return bool(title) and (title in entries or any(_alike(entry, title) for entry in entries))


def _alike(one: str, other: str) -> bool:
    """Whether a line of the contents and a title of the body (both bare) name one table."""
    from rapidfuzz import fuzz

    if not one or not other:
        return False
    shorter = min(len(one), len(other))
    return fuzz.ratio(one, other) >= _ALIKE or (shorter > 3 and fuzz.partial_ratio(one, other) >= 90)


def _in_other_words(report: Report, entry: ContentsEntry) -> bool:
    """Whether an entry that no heading answers names a table that the body has."""
    if not _names_table(report, _title(entry.text)):
        return False
    return any(
        _by_id(report, entry, table) or (not _has_id(report, entry) and _alike(_bare(entry.text), _bare(table.title)))
        for table in report.given.extracted.tables
        if table.title and table.table
    )


def _has_id(report: Report, entry: ContentsEntry) -> bool:
    """Whether an entry is a table's known title: 一般公共预算支出表 is not the table of 基本支出, however alike."""
    match = report.given.rules.table_titles.match(_title(entry.text), final=report.given.book.kind == "final")
    return match is not None and match.exact


def _by_id(report: Report, entry: ContentsEntry, table: Table) -> bool:
    """Whether an entry is another title of a table."""
    titles, final = report.given.rules.table_titles, report.given.book.kind == "final"
    layouts = report.given.rules.identities.layouts
    match = titles.match(_title(entry.text), final=final)
    return match is not None and match.exact and table.table in layouts.get(match.table, (match.table,))


def _stated(report: Report) -> tuple[int, Source] | None:
    """A number of tables that contents or text state: 共9张表."""
    for entry in report.given.extracted.contents:
        if found := _STATED.search(plain(entry.text)):
            return _number(found.group(1)), place(entry.page, entry.bbox, found.group())
    for node in report.given.segmented.sections:
        for block in node.blocks[:2]:
            if found := _STATED.search(plain(block.text)):
                return _number(found.group(1)), place(*block.locate(0, len(block.text)), found.group())
    return None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if "十" in text else 0) + _DIGITS.get(ones, 0)


def _names(titles: Sequence[str]) -> str:
    """Titles in quotes, long lists shortened."""
    return "、".join(f"“{title.strip(' .…·-')[:40]}”" for title in titles[:_MOST]) + (
        "等" if len(titles) > _MOST else ""
    )
