"""The hazards of real disclosures by id (``hazards.csv``), and which style typesets which of them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEAST_STYLES = 2
"""A hazard that one style alone has may be that style's own quirk to a reader: each is to be met in two."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """One layout, wording or trap."""

    id: str
    group: str
    zh: str
    en: str


@cache
def known_hazards() -> Mapping[str, Hazard]:
    """All hazards in the order of the file."""
    with Path(__file__).with_name("hazards.csv").open(encoding="utf-8", newline="") as file:
        return {line["id"]: Hazard(**line) for line in csv.DictReader(file)}


def checked(ids: Iterable[str]) -> set[str]:
    """The ids; raise on one that is in no line of the file."""
    found = set(ids)
    if unknown := found - known_hazards().keys():
        raise ValueError(f"no hazard {', '.join(sorted(unknown))} in hazards.csv")
    return found


def coverage(shown: Callable[[str], Iterable[str]], styles: Sequence[str]) -> dict[str, list[str]]:
    """Hazard to the styles that typeset it. ``shown``: style to the hazards of its documents."""
    found = {style: checked(shown(style)) for style in styles}
    return {one: [style for style in styles if one in found[style]] for one in known_hazards()}


def lacking(table: Mapping[str, Sequence[str]]) -> list[str]:
    """Hazards in fewer styles than there should be."""
    return [one for one, styles in table.items() if len(styles) < LEAST_STYLES]


def printed_table(table: Mapping[str, Sequence[str]], styles: Sequence[str]) -> str:
    """Hazard by style, a dot where a style has it; the number of styles at the end of each line."""
    wide = max(map(len, table))
    lines = [" " * wide + " " + " ".join(styles)]
    for one, having in table.items():
        marks = " ".join(("●" if style in having else "·").center(len(style)) for style in styles)
        short = "" if len(having) >= LEAST_STYLES else "  <--"
        lines.append(f"{one:{wide}} {marks} {len(having)}{short}")
    short_of = lacking(table)
    lines.append(f"{len(table)} hazards, {len(table) - len(short_of)} of them in {LEAST_STYLES} styles or more")
    return "\n".join(lines)
