"""Parts of the south-western final account that hang on its figures alone: people, and the forms of self-evaluation."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from decimal import Decimal

from generator.evaluation import Evaluation, Spent
from generator.figures import ZERO, Year
from generator.goals import COST, EFFECT, OUTPUT, SATISFIED, drawn_goals, measured
from generator.money import Printed
from generator.said import Said
from generator.words import count


def people(of: Year, rng: random.Random) -> Iterator[list[Said | str]]:
    """Paragraphs: posts and people by kind, the retired."""
    year, staff = of.year, of.staff
    posts, worker, other = staff["administrative"], staff["worker"], staff["institution"]

    def say(text: str, concept: str, number: int, post_type: str = "") -> Said:
        return count(text, concept, year, number, "person", post_type=post_type)

    yield [
        f"{of.name}{year}年末", say("人员编制{}人。", "staff.establishment", posts + worker + other),
        say("其中：行政编制{}人，", "staff.establishment", posts, "administrative"), say("工勤编制{}人，", "staff.establishment", worker, "worker"),
        say("事业编制{}人（", "staff.establishment", other, "institution"), say("含参公管理事业编制{}人）；", "staff.establishment", 0, "participating"),
        say("在职在编实有行政人员{}人，", "staff.on_duty", staff["on_duty_administrative"], "administrative"),
        say("工勤人员{}人，", "staff.on_duty", worker, "worker"), say("事业人员{}人。", "staff.on_duty", other, "institution"),
    ]  # fmt: skip
    veteran, ordinary = rng.randrange(0, 2), staff["retired"]
    yield [
        "尚未移交养老保险基金发放养老金的", say("离退休人员共计{}人，", "staff.retired", veteran + ordinary),
        say("其中：离休{}人，", "staff.retired.veteran", veteran), say("退休{}人。", "staff.retired.ordinary", ordinary),
        say("另有遗属{}人。", "staff.survivors", rng.randrange(1, 5)),
    ]  # fmt: skip


def project_form(of: Year, name: str, amount: Decimal, rng: random.Random, odd: Collection[str]) -> Evaluation:
    """The form of one project."""
    budget = (amount * Decimal(rng.randrange(80, 118)) / 100) // 100 * 100
    adjusted = amount if rng.random() < 0.5 else amount + Decimal(rng.randrange(1000, 90000, 100))
    rows = measured(
        rng, drawn_goals(rng, {COST: 1, OUTPUT: rng.randrange(3, 7), EFFECT: rng.randrange(2, 4), SATISFIED: 1})
    )
    other = ZERO
    money = [
        Spent("年度资金总额", budget, adjusted, amount), Spent("其中：当年财政拨款", budget, adjusted, amount, fund="fiscal_appropriation"),
        Spent("上年结转资金", ZERO, ZERO, ZERO, fund_year="carried_over"), Spent("其他资金", other, other, other, fund="non_fiscal"),
    ]  # fmt: skip
    return Evaluation(
        of.year, of.name, name, Printed(), money, ("目标1：完成年度建设任务。目标2：保障资金规范使用。", "目标1：已完成。目标2：资金使用规范。"), rows,
        title=f"{of.year}年度项目支出绩效自评表", **_chosen(odd),
    )  # fmt: skip


def whole_form(of: Year, rng: random.Random, odd: Collection[str]) -> Evaluation:
    """The form of the department as a whole."""
    rows = measured(rng, drawn_goals(rng, {OUTPUT: 5, EFFECT: 3, SATISFIED: 1}))

    def spent(label: str, done: Decimal, concept: str, done_concept: str = "") -> Spent:
        return Spent(label, budgets[concept], max(done, budgets[concept]), done, concept, done_concept)

    basic, project = (of.basic() * 9 / 10) // 100 * 100, (of.project() * 11 / 10) // 100 * 100
    budgets = {"expenditure.total": basic + project, "expenditure.basic": basic, "expenditure.project": project}
    money = [
        spent("年度资金总额", of.total, "expenditure.total", "expenditure.current_year"), spent("其中：基本支出", of.basic(), "expenditure.basic"),
        spent("项目支出", of.project(), "expenditure.project"),
    ]  # fmt: skip
    return Evaluation(
        of.year, of.name, "", Printed(), money, ("履行部门职责，完成年度重点任务。", "年度重点任务全部完成。"), rows,
        title=f"{of.year}年度部门整体支出绩效自评表", **_chosen(odd),
    )  # fmt: skip


def _chosen(odd: Collection[str]) -> dict[str, bool]:
    return {name: name in odd for name in ("placeholders", "points_in_label", "points_first")}
