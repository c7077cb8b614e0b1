"""Which files are parts of one disclosure: a rule that would rather leave two files apart than join what differs.

Files belong together when they name the same department, year and kind and complement each other: one has the text
and the others tables that it lacks, no table twice but the few that are set into a text. Two whole disclosures, two
versions of one file and two files that state the same tables never do. Where a file names no department or year, the
amounts that it shares with the text have to tell, or else its name and place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from pathlib import PurePosixPath
from typing import Literal

from budgetextract.model.document import Extracted, Identity, Segmented
from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.sets.amounts import amounts, shared

Role = Literal["main", "text", "tables", "attachment"]

SENTENCES = 300
"""Characters of sentences from which a file has text of its own; notes below tables have less."""
WHOLE_TABLES = 4
"""Budget tables from which a text is whole; fewer may be set into the text itself."""
SHORTEST_NAME = 3
ENOUGH_SHARED, CLEARLY_MORE = 5, 3
"""Amounts that a file shares with another so that they belong together, and how many times as many as with the next."""
MANY = 20
"""Amounts in two files of which at least one is the same where they belong together."""
MAX_PARTS = 200
"""Files of one set, and files that are compared with one; a disclosure in more files was not found anywhere."""
MAX_DOUBTS = 3
"""Files that one file may belong to, as far as they are named."""


@record
class Shape:
    """What the rule has to know of a file. ``path``: its place among the others, folders divided by "/"."""

    path: str
    identity: Identity
    sentences: int
    budget_tables: frozenset[str]
    other_tables: int
    amounts: frozenset[str] = frozenset()
    """All that it states (``sets.amounts``)."""

    @property
    def has_text(self) -> bool:
        return self.sentences >= SENTENCES

    @property
    def role(self) -> Role:
        """What a file is by itself: whole ("main"), text, tables, or something beside them."""
        if self.has_text:
            return "main" if len(self.budget_tables) >= WHOLE_TABLES else "text"
        return "tables" if self.budget_tables else "attachment"


@record
class Grouping:
    """``sets``: numbers of the files of each disclosure, text first; each file once. ``maybe``: (file, file) that look
    like parts of one disclosure, which nothing proves."""

    sets: tuple[tuple[int, ...], ...]
    maybe: tuple[tuple[int, int], ...] = ()


def shape_of(path: str, extracted: Extracted, segmented: Segmented) -> Shape:
    """The shape of a file that was read."""
    sentences = sum(len(block.text) for node in segmented.sections for block in node.blocks if "。" in block.text)
    budget = {table.table for table in extracted.tables if table.table and not _beside(table.table)}
    others = sum(1 for table in extracted.tables if not table.table or _beside(table.table))
    printed = amounts(cell.text for table in extracted.tables for cell in table.cells)
    if sentences >= SENTENCES:
        printed |= amounts(block.text for node in segmented.sections for block in node.blocks)
    return Shape(path, segmented.identity, sentences, frozenset(budget), others, printed)


def _beside(table: str) -> bool:
    """Tables that are published beside the budget tables as often as among them."""
    return table.startswith("performance")


def roles(shapes: Sequence[Shape]) -> tuple[Role, ...]:
    """The roles of the files of one disclosure: the first with text is "text" where others hold its tables."""
    own = [shape.role for shape in shapes]
    tables = any(role == "tables" for role in own)
    out: list[Role] = []
    for index, role in enumerate(own):
        if role in {"main", "text"}:
            out.append(("text" if tables and role == "text" else "main") if index == 0 else "attachment")
        else:
            out.append(role if index or role == "tables" else "main")
    return tuple(out)


_ORDER: dict[Role, int] = {"main": 0, "text": 0, "tables": 1, "attachment": 2}


def in_order(shapes: Sequence[Shape]) -> list[int]:
    """Text first, then tables, then the rest; otherwise as given."""
    return sorted(range(len(shapes)), key=lambda index: (_ORDER[shapes[index].role], index))


# --- the rule


def grouped(shapes: Sequence[Shape]) -> Grouping:
    """The disclosures in files that stand together (in one archive, say)."""
    links: dict[int, int] = {}
    maybe: list[tuple[int, int]] = []
    mains = [i for i, shape in enumerate(shapes) if shape.has_text]
    for index, shape in enumerate(shapes):
        if shape.role == "tables":
            found, doubtful = _home(shapes, index, [m for m in mains if _completes(shape, shapes[m])])
            if found is not None:
                links[index] = found
            maybe += [(index, other) for other in doubtful]
    _part_versions(shapes, links, maybe)
    groups = _tables_alone(shapes, links, maybe)
    for index, shape in enumerate(shapes):
        if shape.role == "attachment":
            found, doubtful = _home(shapes, index, sorted({*mains, *groups}))
            if found is not None:
                links[index] = found
            maybe += [(index, other) for other in doubtful]
    _part_strangers(shapes, links, maybe)
    sets = _by_root(links, len(shapes))
    ordered = [tuple(members[i] for i in in_order([shapes[m] for m in members])) for members in sets.values()]
    alone = {members[0] for members in ordered if len(members) == 1}
    return Grouping(tuple(ordered), tuple((a, b) for a, b in maybe if a in alone))


def _by_root(links: dict[int, int], count: int) -> dict[int, list[int]]:
    """The files of each set by the one that all others belong to."""
    sets: dict[int, list[int]] = defaultdict(list)
    for index in range(count):
        sets[_root(links, index)].append(index)
    return sets


def _part_strangers(shapes: Sequence[Shape], links: dict[int, int], maybe: list[tuple[int, int]]) -> None:
    """Files that fit a nameless one each, but not one another, are no set."""
    for root, members in _by_root(links, len(shapes)).items():
        if len(members) > MAX_PARTS or any(
            not _compatible(shapes[a].identity, shapes[b].identity) for a, b in combinations(members, 2)
        ):
            for index in members:
                if links.pop(index, None) is not None:
                    maybe.append((index, root))


def _root(links: dict[int, int], index: int) -> int:
    while index in links:
        index = links[index]
    return index


def _home(shapes: Sequence[Shape], index: int, candidates: Sequence[int]) -> tuple[int | None, list[int]]:
    """The one file that another belongs to, and those that it may belong to where that is not certain."""
    one = shapes[index]
    certain = [c for c in candidates if _same(one.identity, shapes[c].identity)]
    certain = certain or [c for c in candidates if _same_but_for_level(one.identity, shapes[c].identity)]
    if len(certain) == 1:
        return certain[0], []
    possible = certain or [c for c in candidates if _compatible(one.identity, shapes[c].identity)]
    if len(possible) > MAX_PARTS:  # nothing tells them apart
        return None, []
    by_amounts = sorted(((shared(one.amounts, shapes[c].amounts), c) for c in possible), reverse=True)
    if by_amounts and by_amounts[0][0] >= ENOUGH_SHARED:
        if len(by_amounts) == 1 or by_amounts[0][0] >= CLEARLY_MORE * by_amounts[1][0]:
            return by_amounts[0][1], []
        return None, [c for count, c in by_amounts if count][:MAX_DOUBTS]
    if certain:
        return None, certain[:MAX_DOUBTS]
    near = [c for c in possible if _near(one.path, shapes[c].path)]
    if len(near) == 1 and _alike(one, shapes[near[0]]) and not _strange(one, shapes[near[0]]):
        return near[0], []
    return None, near[:MAX_DOUBTS]


def _completes(tables: Shape, text: Shape) -> bool:
    """True for tables that a text lacks. A text with a few tables set into it (the 三公 table, say) that are all among
    the others, with amounts that both state, is their text too; one with other tables is another version."""
    twice = tables.budget_tables & text.budget_tables
    if not twice:
        return True
    inside = twice == text.budget_tables and len(tables.budget_tables) >= WHOLE_TABLES
    return inside and text.role == "text" and shared(tables.amounts, text.amounts) >= ENOUGH_SHARED


def _strange(one: Shape, other: Shape) -> bool:
    """Two files of many amounts each that share none."""
    return min(len(one.amounts), len(other.amounts)) >= MANY and not shared(one.amounts, other.amounts)


def _part_versions(shapes: Sequence[Shape], links: dict[int, int], maybe: list[tuple[int, int]]) -> None:
    """Files of tables that belong to one text and state the same table are versions: none of them is joined."""
    by_home: dict[int, list[int]] = defaultdict(list)
    for index, home in links.items():
        by_home[home].append(index)
    for home, members in by_home.items():
        for index in _stating_twice(shapes, members):
            del links[index]
            maybe.append((index, home))


def _stating_twice(shapes: Sequence[Shape], members: Sequence[int]) -> list[int]:
    """Those of some files that state a table which another of them states too."""
    counts = Counter(table for index in members for table in shapes[index].budget_tables)
    return [index for index in members if any(counts[table] > 1 for table in shapes[index].budget_tables)]


def _tables_alone(shapes: Sequence[Shape], links: dict[int, int], maybe: list[tuple[int, int]]) -> set[int]:
    """Joins files of one table each that have no text beside them; the first file of each group."""
    doubtful = {index for index, _ in maybe}
    groups: dict[int, list[int]] = {}
    for index, shape in enumerate(shapes):
        if shape.role == "tables" and index not in links and index not in doubtful:
            head = next((h for h in groups if _same(shape.identity, shapes[h].identity)), index)
            groups.setdefault(head, []).append(index)
    heads: set[int] = set()
    for head, members in groups.items():
        if _stating_twice(shapes, members):
            heads |= set(members)
        else:
            heads.add(head)
            links.update((index, head) for index in members if index != head)
    return heads


# --- who and what


def _same(one: Identity, other: Identity) -> bool:
    """Both name the same department, year and kind."""
    return (
        bool(one.department and other.department and one.fiscal_year)
        and one.fiscal_year == other.fiscal_year
        and one.kind == other.kind
        and one.kind != "unknown"
        and _same_department(one.department, other.department)
    )


def _same_but_for_level(one: Identity, other: Identity) -> bool:
    """The same department, year and stage, one as a department's and one as a unit's: tables often say neither."""
    return (
        _compatible(one, other)
        and bool(one.department and one.fiscal_year and other.fiscal_year)
        and _plain(one.department) == _plain(other.department)
    )


def _compatible(one: Identity, other: Identity) -> bool:
    """Nothing that both name differs; a budget is never a final account."""
    return (
        (not one.fiscal_year or not other.fiscal_year or one.fiscal_year == other.fiscal_year)
        and ("unknown" in {one.kind, other.kind} or _stage(one.kind) == _stage(other.kind))
        and (not one.department or not other.department or _same_department(one.department, other.department))
    )


_plain = lru_cache(maxsize=4096)(plain)


@lru_cache(maxsize=4096)
def _stage(kind: str) -> tuple[bool, str]:
    return kind.startswith("government"), kind.rpartition("_")[2]


def _same_department(one: str, other: str) -> bool:
    """信访局 is 通城县信访局; 财政局（本级） is not 财政局, whose budget covers other bodies too."""
    short, long = sorted((_plain(one), _plain(other)), key=len)
    return short == long or (len(short) >= SHORTEST_NAME and long.endswith(short))


# --- names and places

_MARKS = re.compile(
    r"(?:正文|文本|文字部分|文字|说明|报告|附件|附表|表格|公开表|预算表|决算表|套表|表|公开|全文|部分|text|tables?|main|annex|appendix|attachment|"
    r"[\s_\-—–.·、:：（）()\[\]【】\d一二三四五六七八九十])+"
)
_ANNEX = re.compile(r"^(?:附件|附表|附|表)\s*[\d一二三四五六七八九十]*")


def _near(one: str, other: str) -> bool:
    """In one folder, or one in a folder below the other's."""
    a, b = PurePosixPath(one).parent, PurePosixPath(other).parent
    return a == b or a in b.parents or b in a.parents


def _alike(one: Shape, home: Shape) -> bool:
    """Names that say that a file belongs to another: the same but for 正文, 附表 and numbers, or an annex."""
    stem, other = bare_name(one.path), bare_name(home.path)
    if stem == other:
        return True
    shorter, longer = sorted((stem, other), key=len)
    return bool(_ANNEX.match(PurePosixPath(one.path).stem)) or (len(shorter) >= 4 and longer.startswith(shorter))


def bare_name(path: str) -> str:
    """A file's name without suffix, and without words and numbers that tell parts of one thing apart."""
    stem = plain(PurePosixPath(path).stem).lower()
    start = _MARKS.match(stem)
    begin = start.end() if start and not re.match(r"20\d\d", stem) else 0
    end = len(stem)
    for found in _MARKS.finditer(stem):
        if found.end() == len(stem):
            end = found.start()
    return stem[begin:end] if begin < end else ""
