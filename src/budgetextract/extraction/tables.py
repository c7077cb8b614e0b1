"""The tables of a document: ruled grids with their captions, stitched over pages, headers understood, ids by title.

In     ``SourceDocument``, rules.
Out    ``Table`` in reading order.
Never  read an amount; name a table that neither its title nor its columns name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from budgetextract.extraction.apart import tables_apart
from budgetextract.extraction.borderless import aligned_grids, ends_with_title, may_hold_tables
from budgetextract.extraction.captions import (
    UNIT,
    Caption,
    empty_statement,
    grid_caption,
    head_unit,
    is_note,
    is_page_number,
    read_caption,
    says_empty,
)
from budgetextract.extraction.cells import join_lines
from budgetextract.extraction.forms import form_id, forms_apart, looks_like_form
from budgetextract.extraction.going_on import STATED, goes_on, same_columns
from budgetextract.extraction.grid import find_grids
from budgetextract.extraction.headers import by_row, column_paths, count_header_rows
from budgetextract.extraction.lines import page_lines
from budgetextract.extraction.stitch import (
    Draft,
    append,
    append_right,
    goes_on_right,
    merge_slivers,
    new_draft,
    trim_blank_sides,
)
from budgetextract.model.document import Cell, Grid, Line, Page, SourceDocument, Table
from budgetextract.model.text import plain
from budgetextract.rules.bundle import Rules
from budgetextract.rules.table_titles import TableTitles

MARGIN = 0.14
"""Part of the page's height at its top and bottom where running heads stand."""
PROSE = 50
"""Characters a cell from which few cells are running text in a frame."""
RUNNING = 3
"""Pages on which a line must stand at one height to be a running head."""
_WHO_OR_UNIT = re.compile(
    r"(?:单位|部门)(?:[(（][^:：]{1,8}[)）])?(?:名称|代码)?[:：]|^(?:金额)?(?:单位|部门)|元[)）]?$"
)
_ENUMERATED = re.compile(r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．:：]|\d+[、.．]|其中[:：]?|[①-⑳])+")


def find_tables(
    source: SourceDocument,
    rules: Rules,
    *,
    read_grids: Callable[[Page], list[Grid]] = find_grids,
    aligned: bool = True,
) -> list[Table]:
    """All tables in reading order.

    ``read_grids`` reads the ruled tables of a page; ``aligned``: look for tables without rules too.
    """
    titles = rules.table_titles
    grids = {page.number: stated_grids(page) or read_grids(page) for page in source.pages}
    near = {number - k for number, found in grids.items() if found for k in (0, 1)}
    if aligned:
        # The page after it too: the last two rows of a table tell nothing by themselves.
        near |= {page.number + k for page in source.pages if may_hold_tables(page.words) for k in (0, 1)}
    lines = {
        page.number: page_lines(page, [grid.bbox for grid in grids[page.number]]) if page.number in near else []
        for page in source.pages
    }
    if aligned:
        _add_aligned(source, grids, lines, titles)
    _drop_running(lines, source, titles)
    drafts = _drafts(source, grids, lines, titles)
    final = _is_final(drafts, source, titles)
    tables = [_table(draft, titles, final=final) for draft in drafts]
    return [replace(table, index=index) for index, table in enumerate(t for t in tables if t is not None)]


def stated_grids(page: Page) -> list[Grid]:
    """The tables that the file itself states (Word, spreadsheet and web files), the lines of each cell joined.

    Their page is that of the run of pages, which counts on through the files of a set.
    """
    return [
        replace(
            grid,
            page=page.number,
            cells=tuple(
                replace(cell, page=page.number, text=join_lines(cell.lines) if cell.lines else "")
                for cell in grid.cells
            ),
        )
        for grid in page.grids or ()
    ]


def _add_aligned(
    source: SourceDocument, grids: dict[int, list[Grid]], lines: dict[int, list[Line]], titles: TableTitles
) -> None:
    """Add the tables without ruling lines, and take their lines out of ``lines``."""
    before: Grid | None = None
    titled = False
    heads = Counter(_key(page[0]) for page in lines.values() if page)
    for page in source.pages:
        ruled, rest = grids[page.number], lines[page.number]
        if before is not None and rest and heads[_key(rest[0])] >= RUNNING:
            rest = rest[1:]  # a running head over the rest of a table is no head of it
        if ruled:
            before, titled = None, False
        tops = [grid.bbox[1] for grid in ruled]
        look = bool(rest) and page.grids is None
        found = aligned_grids(page, rest, titles, before, titled=titled, ruled=tops) if look else []
        before = found[-1] if found else None
        titled = bool(rest) and not ruled and ends_with_title(rest, titles)
        if found:
            grids[page.number] = sorted([*ruled, *found], key=lambda grid: (grid.bbox[1], grid.bbox[0]))
            lines[page.number] = [line for line in rest if not any(_within(line, grid) for grid in found)]


def _within(line: Line, grid: Grid) -> bool:
    return grid.bbox[1] <= (line.top + line.bottom) / 2 <= grid.bbox[3]


def _drop_running(lines: dict[int, list[Line]], source: SourceDocument, titles: TableTitles) -> None:
    """Take out running heads and page numbers: a line at one height of several pages, unless it is a title."""
    heights = {page.number: page.height for page in source.pages}
    margin = {
        number: {_key(line) for line in page if not MARGIN < line.top / max(1.0, heights[number]) < 1 - MARGIN}
        for number, page in lines.items()
    }
    count = Counter(key for keys in margin.values() for key in keys)
    running = {key for key, times in count.items() if times >= RUNNING and not titles.looks_like_title(key[0])}
    for number, page in lines.items():
        lines[number] = [
            line
            for line in page
            if not is_page_number(line.text) and (_captionlike(line) or not running or _key(line) not in running)
        ]


def _key(line: Line) -> tuple[str, int]:
    return plain(line.text), round(line.top / 4)


def _captionlike(line: Line) -> bool:
    """The line of unit and department above a table, or a note: never a running head such as 某局2024年部门预算公开."""
    text = plain(line.text)
    return bool(_WHO_OR_UNIT.search(text)) or text.startswith(("注", "("))


def _drafts(
    source: SourceDocument, grids: dict[int, list[Grid]], lines: dict[int, list[Line]], titles: TableTitles
) -> list[Draft]:
    """Walk the pages once; a grid with a caption of its own opens a table, one without may go on from the last."""
    drafts: list[Draft] = []
    labels: frozenset[str] | None = None

    def known(text: str) -> bool:
        nonlocal labels
        if labels is None:
            labels = titles.labels
        return _ENUMERATED.sub("", text) in labels

    between: list[Line] = []
    """Lines since the last grid, over page ends."""
    for page in source.pages:
        rest = lines[page.number]
        first = True
        for grid in grids[page.number]:
            above = [line for line in rest if line.bottom <= grid.bbox[1] + 3]
            rest = [line for line in rest if line.bottom > grid.bbox[1] + 3]
            if drafts and not drafts[-1].below:
                drafts[-1].below = [*between, *above][:6]
            for piece in (form for table in tables_apart(grid, titles) for form in forms_apart(table)):
                _place(drafts, piece, between, above, titles, known, first=first)
                between, above, first = [], [], False
        between = [*between, *rest][-40:]
        if drafts and not drafts[-1].below:
            drafts[-1].below = rest[:6]
    return drafts


def _place(
    drafts: list[Draft],
    grid: Grid,
    before: Sequence[Line],
    above: Sequence[Line],
    titles: TableTitles,
    known: Callable[[str], bool],
    *,
    first: bool,
) -> None:
    grid, inner = _strip_caption(grid, titles)
    has_text = any(cell.text.strip() for cell in grid.cells)
    caption = inner.over(read_caption(above, titles))
    if not caption.title and not caption.blocked and first and grid.reader != "xlsx":  # a sheet names its own tables
        caption = caption.over(read_caption(before, titles))
    last = drafts[-1] if drafts else None
    if last is not None and goes_on(last, grid, caption, before, above, first=first):
        append(last, replace(grid, x_edges=last.edges) if same_columns(last, grid) else grid, known)
        last.below = []
        return
    if not has_text and not caption.title:
        return
    beside = last is not None and first and grid.page == last.pages[-1] + 1 and _one_caption(last.caption, caption)
    if last is not None and beside and grid.reader not in STATED and goes_on_right(last, grid):
        append_right(last, grid)
        last.caption = last.caption.over(caption)
        last.below = []
        return
    match = titles.match(caption.title) if caption.title else None
    table = match.table if match else None
    is_form = table in titles.forms or (not match and looks_like_form(grid))
    if not match and not is_form and _is_framed_text(grid):
        return
    drafts.append(new_draft(grid, caption, is_form=is_form, table=table, title_in_grid=bool(inner.title)))


def _one_caption(left: Caption, right: Caption) -> bool:
    """True where two parts of a wide sheet can share a caption: its centred title is printed over one of them only."""
    return not (left.title and right.title) and not right.blocked


def _is_framed_text(grid: Grid) -> bool:
    """True for a frame around running text: hardly any cells, or few and long ones. Its words stay text of the page."""
    texts = [cell.text for cell in grid.cells if cell.text.strip()]
    return len(texts) < 3 or (len(texts) <= 6 and sum(map(len, texts)) > PROSE * len(texts))


def _strip_caption(grid: Grid, titles: TableTitles) -> tuple[Grid, Caption]:
    """The grid without the title and unit rows that stand inside it, and what they say."""
    lines = by_row(grid.cells, grid.row_count)
    found = Caption()
    drop = 0
    while drop < min(5, grid.row_count - 1):
        filled = [cell for cell in lines[drop] if cell.text.strip()]
        if any(cell.row_span > 1 for cell in lines[drop]) or len(filled) > 3:
            break
        full = len(lines[drop]) == 1
        if not filled:
            drop += 1
            continue
        by_unit = any(UNIT.search(plain(cell.text)) for cell in (*filled, *(lines[drop + 1] if full else ())))
        parts = [grid_caption(cell.text, titles, by_unit=by_unit) for cell in filled]
        # A sheet saved as a web page has the label 表1 in a cell of its own above the title.
        alone = len(filled) == 1 and parts[0] is not None and bool(parts[0].title or parts[0].number)
        sure = full or alone or bool(found.title) or any(part and part.unit for part in parts)
        if not sure or any(part is None for part in parts):
            break
        for cell, part in zip(filled, parts, strict=True):
            if part is None:
                continue
            if part.title:
                part = replace(part, title_page=grid.page, title_bbox=cell.bbox)
            if part.unit:
                part = replace(part, unit_bbox=cell.bbox)
            found = found.over(part)
        drop += 1
    if not drop or not (found.title or found.unit):
        return grid, Caption()
    cells = tuple(replace(cell, row=cell.row - drop) for cell in grid.cells if cell.row >= drop)
    return (
        replace(grid, cells=cells, row_count=grid.row_count - drop, y_edges=grid.y_edges[drop:]),
        found,
    )


def _is_final(drafts: Sequence[Draft], source: SourceDocument, titles: TableTitles) -> bool:
    """True where the document is a final account: most titles of tables say so, else the words of its first pages."""
    said = Counter(titles.says_final(draft.caption.title) for draft in drafts)
    if said[True] != said[False]:
        return said[True] > said[False]
    text = "".join(plain(word.text) for page in source.pages[:2] for word in page.words[:150])
    return text.count("决算") > 2 * text.count("预算")


def _table(draft: Draft, titles: TableTitles, *, final: bool) -> Table | None:
    merge_slivers(draft)
    if not draft.is_form:
        trim_blank_sides(draft)
    statement, page = empty_statement(draft.below)
    note = _closing_note(draft)
    if note is not None:
        statement, page = (note.text, note.page) if says_empty(note.text) and not statement else (statement, page)
    columns_count = draft.column_count
    header = 0 if draft.is_form else count_header_rows(draft.cells, draft.row_count, columns_count)
    stated = draft.reader in STATED
    columns = column_paths(draft.cells, draft.row_count, columns_count, header, unmerged=stated)
    match = titles.match(draft.caption.title, final=final) if draft.caption.title else None
    table = match.table if match else None
    if table is not None:
        codes = [plain(cell.text) for cell in draft.cells if cell.column <= 2 and cell.row >= header]
        table = titles.layout(table, columns, codes)
    elif draft.is_form:
        table = form_id(draft)
    else:
        table = titles.by_columns(columns, final=final)
    caption = draft.caption
    unit = caption.unit or head_unit([cell.text for cell in draft.cells if draft.is_form or cell.row < header])
    return Table(
        index=0,
        table=table,
        title=caption.title,
        title_page=caption.title_page or draft.pages[0],
        title_bbox=caption.title_bbox,
        unit=unit,
        unit_bbox=caption.unit_bbox,
        pages=tuple(draft.pages),
        bboxes=tuple(draft.bboxes),
        cells=tuple(sorted(draft.cells, key=lambda cell: (cell.row, cell.column))),
        row_count=draft.row_count,
        column_count=columns_count,
        header_rows=header,
        columns=columns,
        number=caption.number,
        owner=caption.owner,
        title_in_grid=draft.title_in_grid,
        empty_statement=statement,
        statement_page=page,
        reader=draft.reader,
    )


def _closing_note(draft: Draft) -> Cell | None:
    """The note that stands in a full-width row at the foot of the grid; it is taken out of the table."""
    if draft.is_form or draft.row_count < 3:
        return None
    last = [cell for cell in draft.cells if cell.row == draft.row_count - 1]
    if len(last) != 1 or last[0].column_span < draft.column_count or last[0].row_span > 1:
        return None
    if not (is_note(last[0].text) or (says_empty(last[0].text) and len(plain(last[0].text)) > 8)):
        return None
    draft.cells = [cell for cell in draft.cells if cell is not last[0]]
    draft.row_count -= 1
    return last[0]
