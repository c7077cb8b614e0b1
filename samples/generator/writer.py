"""What the styles share: title page, contents, table pages, and sentences that hardly differ between provinces."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from generator.figures import Year
from generator.grid import Table
from generator.paper import Paper, Said
from generator.tables import Maker, three_public_values
from generator.words import Wording, count


@dataclass(slots=True)
class Writer:
    """One document in the making."""

    paper: Paper
    of: Year
    words: Wording
    make: Maker
    odd: Collection[str] = field(default_factory=frozenset)

    def cover(self, title: str, *under: str) -> None:
        """A page with the title and lines below it."""
        self.paper.new_page()
        self.paper.skip(170)
        self.paper.heading(0, "", title, size=22, align="centre")
        self.paper.skip(200)
        for line in under:
            self.paper.line(line, align="centre", size=14)

    def contents(self, lines: Sequence[str], *, leaders: bool) -> None:
        """The list of headings, with dot leaders and page numbers or without."""
        self.paper.new_page()
        self.paper.heading(0, "", "目录", size=16, align="centre")
        for at, line in enumerate(lines):
            indent = 0 if line.startswith("第") else 24
            self.paper.contents_line(line, target=str(at // 4 + 3) if leaders else "", indent=indent)

    def put_table(
        self, table: Table, *, level: int = 2, number: str = "", inline: bool = False, who: str = "部门名称：", note: str = "",
        size: float = 14, unit_word: str = "单位：", below: bool = False,
    ) -> None:  # fmt: skip
        """Number, title, line of department and unit, the table. ``inline``: the number stands before the title."""
        paper = self.paper
        paper.room(120)
        with paper.around(table):
            if number and not inline and not below:
                paper.line(number, size=9)
            shown = f"{number} {table.title}" if inline else table.title
            paper.title(level, number, table.title, shown=shown, size=size)
            if number and below:
                paper.line(number, size=9, align="right")
            paper.sides(f"{who}{self.of.name}", f"{unit_word}{table.unit}")
            paper.table(table)
            if note:
                paper.line(note, size=9)

    def vehicles(self, held: int, lead: str, per_class: str = "{}辆") -> list[Said | str]:
        """ "共有车辆5辆，其中，一般公务用车1辆、…"."""
        kinds = list(self.of.vehicles.items())
        total = sum(self.of.vehicles.values())
        pieces: list[Said | str] = [lead, count("共有车辆{}辆", "assets.vehicles", held, total, "vehicle"), "，其中："]
        for at, (kind, number) in enumerate(kinds):
            pieces.append(
                count(
                    f"{'、' if at else ''}{kind}{per_class}",
                    "assets.vehicles",
                    held,
                    number,
                    "vehicle",
                    vehicle_type=kind,
                )
            )
        return pieces

    def three_public_clauses(self, *, joiner: str = "，") -> list[list[Said | str]]:
        """Overseas, vehicles (with purchase and operation), reception: amount and change of each."""
        w, names = self.words, ("overseas", "vehicles", "reception")
        now, then = three_public_values(self.of.three_public), three_public_values(self.of.three_public_before)
        labels = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
        clauses: list[list[Said | str]] = []
        for label, name in zip(labels, names, strict=True):
            concept, value = now[name]
            clause: list[Said | str] = [
                label,
                w.amount(concept, value),
                joiner,
                w.change(concept, value, then[name][1]),
            ]
            if name == "vehicles":
                clause += [
                    "。其中：公务用车购置费", w.amount(*now["purchase"]), joiner, w.change(*now["purchase"], then["purchase"][1]),
                    "；公务用车运行维护费", w.amount(*now["operation"]), joiner, w.change(*now["operation"], then["operation"][1]),
                ]  # fmt: skip
            clauses.append(clause)
        return clauses
