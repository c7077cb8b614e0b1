"""Titles that may name several sections, decided by what stands below them in this document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from budgetextract.record import record
from budgetextract.rules.outline import OutlineNode, OutlineRules


@record
class Named:
    """A section as first named: outline id, title for comparing, index of its parent."""

    id: str | None
    title: str
    parent: int | None


def settle(sections: Sequence[Named], kind: str, rules: OutlineRules) -> Iterator[tuple[int, str]]:
    """(index, id) of the sections whose id changes.

    部门预算收支情况说明 is the whole narrative where its parts stand below it, else the section on income and
    expenditure; 财政拨款支出决算情况说明 is the section that the document does not have elsewhere.
    """
    below: dict[int, set[str]] = {}
    for section in sections:
        if section.parent is not None and section.id:
            below.setdefault(section.parent, set()).add(section.id)
    used = Counter(section.id for section in sections)
    for index, section in enumerate(sections):
        if section.id is None or section.id.startswith("table:"):
            continue
        nodes = rules.candidates(section.title, kind)
        if len({node.id for node in nodes}) < 2 or section.id not in {node.id for node in nodes}:
            continue
        best = _best(nodes, below.get(index, set()), section.id, used, kind, rules)
        if best != section.id:
            yield index, best


def _best(
    nodes: Sequence[OutlineNode],
    below: set[str],
    own: str,
    used: Mapping[str | None, int],
    kind: str,
    rules: OutlineRules,
) -> str:
    parts = {node.id: len(below & rules.parts(node.id, kind)) for node in nodes}
    if any(parts.values()):
        return max(nodes, key=lambda node: (parts[node.id], node.level, node.id == own)).id
    deepest = max(node.level for node in nodes)
    left = [node for node in nodes if node.level == deepest]
    if len(left) > 1:
        left = [node for node in left if used[node.id] - (node.id == own) == 0] or left
    return own if own in {node.id for node in left} else left[0].id
