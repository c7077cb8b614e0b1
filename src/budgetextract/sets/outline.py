"""The sections of parts as one outline: tables of a file of their own stand below the heading that announces them.

In     each part's sections, moved to their place in the whole; the text comes first.
Out    all sections in that order, parents and levels as in one document; contents entries that no part has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budgetextract.model.document import ContentsEntry, SectionNode, Segmented
from budgetextract.segmentation.contents import Contents
from budgetextract.segmentation.segment import missing_entries

_TABLES = "tables"


def sections_of(parts: Sequence[Segmented]) -> tuple[SectionNode, ...]:
    """The sections of all parts; ``parent`` counts over the whole already."""
    out = list(parts[0].sections)
    heading = next((index for index in reversed(range(len(out))) if out[index].id == _TABLES), None)
    for part in parts[1:]:
        below = heading is not None and _tables_alone(part)
        for node in part.sections:
            if heading is None or not below or node.level == 0:
                out.append(node)
            else:
                parent = heading if node.parent is None else node.parent
                out.append(replace(node, parent=parent, level=node.level + out[heading].level))
    return tuple(out)


def _tables_alone(part: Segmented) -> bool:
    """True for a part whose outermost headings are those of its tables."""
    outer = [node for node in part.sections if node.level and node.parent is None]
    return bool(outer) and all(node.tables for node in outer)


def missing_of(parts: Sequence[Segmented], department: str) -> tuple[ContentsEntry, ...]:
    """Entries of the contents of any part that no part has a heading for."""
    entries = [entry for part in parts for entry in part.missing_entries]
    nodes = [node for part in parts for node in part.sections]
    return missing_entries(Contents(entries, department), nodes, set()) if entries else ()
