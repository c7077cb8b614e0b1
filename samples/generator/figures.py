"""A department's year in figures that close: lines by function and fund, and everything that follows from them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from generator.catalogue import FIELDS, PERSONNEL_SHARE, PLACES, PUBLIC_SHARE, Field
from generator.money import split

ZERO = Decimal(0)
GENERAL, GOVERNMENT, OTHER = "general_public_budget", "government_fund", "unit_funds"
FISCAL = "fiscal_appropriation"
"""The general public budget and the government funds together."""


@dataclass(frozen=True, slots=True)
class Line:
    """One functional item paid from one fund, in yuan."""

    code: str
    fund: str
    personnel: Decimal = ZERO
    public: Decimal = ZERO
    project: Decimal = ZERO

    @property
    def basic(self) -> Decimal:
        """Basic expenditure."""
        return self.personnel + self.public

    @property
    def total(self) -> Decimal:
        """All of the line."""
        return self.basic + self.project


Amount = Callable[[Line], Decimal]


def total_of(line: Line) -> Decimal:
    """Reads the whole of a line; the usual ``amount`` of ``Year.sum``."""
    return line.total


@dataclass(frozen=True, slots=True)
class Project:
    """A named project; the projects of a year add up to its project expenditure."""

    name: str
    amount: Decimal
    fund: str = GENERAL


@dataclass(slots=True)
class Year:
    """One department in one fiscal year; ``last`` is the year before, with totals by fund only."""

    name: str
    place: str
    domain: Field
    year: int
    lines: list[Line]
    projects: list[Project] = field(default_factory=list)
    carryover: Decimal = ZERO
    """Money of the general public budget carried over from last year; part of what the lines spend."""
    three_public: dict[str, Decimal] = field(default_factory=dict)
    three_public_before: dict[str, Decimal] = field(default_factory=dict)
    conference: Decimal = ZERO
    training: Decimal = ZERO
    procurement: dict[str, Decimal] = field(default_factory=dict)
    before: dict[str, Decimal] = field(default_factory=dict)
    """Last year's budget: keys total, general, government, other, basic, project, operating, procurement."""
    staff: dict[str, int] = field(default_factory=dict)
    vehicles: dict[str, int] = field(default_factory=dict)
    equipment: int = 0
    personnel_items: dict[str, Decimal] = field(default_factory=dict)
    public_items: dict[str, Decimal] = field(default_factory=dict)

    def sum(self, prefix: str = "", fund: str | None = None, amount: Amount = total_of) -> Decimal:
        """Lines whose code begins with ``prefix``, of one fund or of all."""
        chosen = (line for line in self.lines if line.code.startswith(prefix) and _of(fund, line))
        return sum((amount(line) for line in chosen), ZERO)

    def basic(self, prefix: str = "", fund: str | None = None) -> Decimal:
        """Basic expenditure."""
        return self.sum(prefix, fund, lambda line: line.basic)

    def project(self, prefix: str = "", fund: str | None = None) -> Decimal:
        """Project expenditure."""
        return self.sum(prefix, fund, lambda line: line.project)

    def personnel(self, prefix: str = "", fund: str | None = None) -> Decimal:
        """Personnel part of basic expenditure."""
        return self.sum(prefix, fund, lambda line: line.personnel)

    def public(self, prefix: str = "", fund: str | None = None) -> Decimal:
        """Public-use part of basic expenditure."""
        return self.sum(prefix, fund, lambda line: line.public)

    @property
    def total(self) -> Decimal:
        """Everything."""
        return self.sum()

    def income(self, fund: str) -> Decimal:
        """This year's income of a fund: what is spent less what was carried over."""
        return self.sum(fund=fund) - (self.carryover if fund in (GENERAL, FISCAL) else ZERO)

    def codes(self, fund: str | None = None, levels: tuple[int, ...] = (3, 5, 7)) -> list[str]:
        """Classes, sections and items in order, parents before children."""
        found = {line.code[:size] for line in self.lines if _of(fund, line) for size in levels}
        return sorted(found)

    @property
    def operating(self) -> Decimal:
        """Agency operating funds: the public-use items of the general public budget."""
        return sum(self.public_items.values(), ZERO)


def _of(fund: str | None, line: Line) -> bool:
    """Whether a line is paid from a fund; None is any."""
    return fund is None or line.fund == fund or (fund == FISCAL and line.fund != OTHER)


def make_year(
    rng: random.Random, year: int, *, place_ending: str = "县", size: int = 1, fund_lines: bool = False,
    other: bool | None = None, step: int = 100, domain: Field | None = None,
) -> Year:  # fmt: skip
    """Invent a department.

    ``size`` multiplies the money; ``fund_lines`` adds a government fund line, ``other`` money that is not fiscal; all
    amounts are multiples of ``step`` yuan. ``domain``: what it does, drawn without.
    """
    field_ = domain or rng.choice(FIELDS)
    place = rng.choice(PLACES) + place_ending

    def money(low: int, high: int) -> Decimal:
        """Between two amounts given in 万元."""
        return Decimal(rng.randrange(low * 10000 * size, high * 10000 * size, step))

    wages, public = money(180, 420), money(60, 160)
    lines = [Line(field_.running, GENERAL, personnel=wages, public=public)]
    if field_.institution:
        lines.append(Line(field_.institution, GENERAL, personnel=money(40, 90), public=money(5, 15)))
    lines += [Line(code, GENERAL, project=money(20, 140)) for code in field_.projects]
    pension = money(20, 45)
    lines += [
        Line("2080501", GENERAL, personnel=money(1, 9)),
        Line("2080505", GENERAL, personnel=pension),
        Line("2089999", GENERAL, personnel=money(1, 3)),
        Line("2101101", GENERAL, personnel=money(8, 20)),
        Line("2210201", GENERAL, personnel=money(18, 40)),
    ]
    if rng.random() < 0.5:
        lines.append(Line("2080506", GENERAL, personnel=pension / 2 // step * step))
    if rng.random() < 0.5:
        lines.append(Line("2101103", GENERAL, personnel=money(2, 7)))
    if fund_lines:
        lines += [Line("2120804", GOVERNMENT, project=money(30, 90))]
    if other if other is not None else rng.random() < 0.6:
        lines.append(Line(field_.projects[0], OTHER, project=money(10, 60)))
    made = Year(f"{place}{field_.ending}", place, field_, year, sorted(lines, key=lambda line: (line.code, line.fund)))
    _fill(made, rng, money, step)
    return made


def _fill(made: Year, rng: random.Random, money: Callable[[int, int], Decimal], step: int) -> None:
    """Everything beside the lines."""
    if rng.random() < 0.5:
        made.carryover = min(money(5, 30), made.project(fund=GENERAL) // 3 // step * step)
    names = made.domain.project_names
    parts = split(made.project(), {name: rng.randrange(10, 40) for name in names}, Decimal(step))
    made.projects = [Project(name, amount) for name, amount in parts.items()]
    running = money(3, 9)
    bought = money(18, 25) if rng.random() < 0.3 else ZERO
    made.three_public = {
        "overseas": ZERO, "purchase": bought, "operation": running, "reception": money(1, 6),
    }  # fmt: skip
    made.three_public_before = {
        "overseas": ZERO, "purchase": ZERO, "operation": running, "reception": made.three_public["reception"] + money(0, 3),
    }  # fmt: skip
    made.conference, made.training = money(1, 5), money(1, 5)
    made.procurement = {"goods": money(2, 30), "works": money(0, 20) if rng.random() < 0.4 else ZERO,
                        "services": money(3, 40)}  # fmt: skip
    shares = {code: share for code, share in PERSONNEL_SHARE.items() if share > 7 or rng.random() < 0.8}
    allowance = min(money(1, 9), made.personnel(fund=GENERAL) // 20 // step * step)
    made.personnel_items = split(made.personnel(fund=GENERAL) - allowance, shares, Decimal(step)) | {"30305": allowance}
    items = {code: share for code, share in PUBLIC_SHARE.items() if rng.random() < 0.85}
    made.public_items = split(made.public(fund=GENERAL), items, Decimal(step))
    whole = {
        "general": made.income(GENERAL), "government": made.income(GOVERNMENT), "other": made.income(OTHER),
        "basic": made.basic(), "project": made.project(), "operating": made.operating,
        "procurement": sum(made.procurement.values(), ZERO),
    }  # fmt: skip
    for key, now in whole.items():
        drift = Decimal(rng.randrange(-1200, 1800)) / 10000
        made.before[key] = (now * (1 + drift) / step).quantize(Decimal(1)) * step
    made.before["total"] = made.before["basic"] + made.before["project"]
    made.before["general"] = made.before["total"] - made.before["government"] - made.before["other"]
    posts = rng.randrange(9, 40)
    made.staff = {
        "administrative": posts, "worker": rng.randrange(1, 3), "institution": rng.randrange(4, 25),
        "on_duty_administrative": posts - rng.randrange(0, 3), "retired": rng.randrange(2, 20),
    }  # fmt: skip
    made.vehicles = {
        "一般公务用车": rng.randrange(0, 3),
        "执法执勤用车": rng.randrange(0, 4),
        "其他用车": rng.randrange(0, 2),
    }
    made.equipment = rng.randrange(0, 3)
