"""Lines that belong to tables although they stand outside of their grids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetextract.model.document import BBox, Line, Table
from budgetextract.model.text import plain

_LABEL_LINE = re.compile(r"^(?:附?表\s*[一二三四五六七八九十\d\-－]+[:：]?|公开\s*\d+\s*表|预算\s*\d[\d\-]*\s*表)$")
CAPTION = re.compile(
    r"(?:单位|金额单位)\s*[:：]\s*(?:人民币)?\s*(?:万|亿|千)?\s*元?|^(?:编制|填报)?(?:部门|单位)(?:名称|[（(]单位[）)])?\s*[:：]|公开\d+表|^万?元$"
)


def is_label_line(line: Line) -> bool:
    """True for the label of a table alone on its line: 预算01表, 附表一."""
    return _LABEL_LINE.match(plain(line.text)) is not None


def caption_lines(lines: Sequence[Line], tables: Sequence[Table]) -> set[int]:
    """Lines that belong to tables: title, label, unit and department lines above, the statement below."""
    taken: set[int] = set()
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for table in tables:
        boxes = [(table.title_page, table.title_bbox)] if table.title_bbox else []
        if table.unit_bbox:
            boxes += [(page, table.unit_bbox) for page in {table.title_page, table.pages[0]}]
        for page, box in boxes:
            for line in by_page.get(page, ()):
                if box is not None and _overlaps(line.bbox, box):
                    taken.add(id(line))
        top = table.bboxes[0][1]
        start = table.title_bbox[1] if table.title_bbox and table.title_page == table.pages[0] else 0.0
        for line in by_page.get(table.pages[0], ()):
            if start - 40 <= line.top < top and (_LABEL_LINE.match(plain(line.text)) or CAPTION.search(line.text)):
                taken.add(id(line))
        if table.title_page != table.pages[0] and table.title_bbox:
            for line in by_page.get(table.title_page, ()):
                if line.top >= table.title_bbox[1] - 40 and (
                    _LABEL_LINE.match(plain(line.text)) or CAPTION.search(line.text)
                ):
                    taken.add(id(line))
    return taken


def _overlaps(one: BBox, other: BBox) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0 and high > 0.5 * min(one[3] - one[1], other[3] - other[1])
