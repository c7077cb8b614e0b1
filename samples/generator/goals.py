"""Indicators of projects and of whole departments, drawn from a stock: target, what was reached, points.

A stock line: (level 2, name, text of the target with {} for the number, operator, unit, lowest and highest number).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.gold import Indicator

Stock = tuple[str, str, str, str, str, int, int]
OUTPUT, EFFECT, SATISFIED, COST = "产出指标", "效益指标", "满意度指标", "成本指标"

_STOCK: dict[str, tuple[Stock, ...]] = {
    COST: (
        ("经济成本指标", "项目总成本控制数", "≤{}万元", "<=", "万元", 40, 260),
        ("经济成本指标", "单次活动成本", "≤{}元", "<=", "元", 800, 9000),
        ("社会成本指标", "对居民出行的影响时间", "≤{}天", "<=", "天", 3, 20),
        ("生态环境成本指标", "施工扬尘投诉", "≤{}起", "<=", "起", 1, 5),
    ),
    OUTPUT: (
        ("数量指标", "开展现场检查", "≥{}次", ">=", "次", 4, 60),
        ("数量指标", "举办业务培训班", "≥{}期", ">=", "期", 2, 12),
        ("数量指标", "发放宣传材料", "≥{}份", ">=", "份", 500, 9000),
        ("数量指标", "维修养护设施数量", "{}处", "=", "处", 3, 40),
        ("数量指标", "全年编制统计分析报告和情况专报的数量（含季度分析）", "≥{}篇", ">=", "篇", 4, 24),
        ("数量指标", "购置专用设备", "={}台", "=", "台", 2, 30),
        ("质量指标", "验收合格率", "≥{}%", ">=", "%", 90, 99),
        ("质量指标", "培训人员考核通过率", "{}%以上", ">=", "%", 85, 96),
        ("质量指标", "档案归档完整率", "{}%", "=", "%", 100, 101),
        ("质量指标", "成果质量", "达标", "qualitative", "", 0, 1),
        ("时效指标", "资金支付及时率", "≥{}%", ">=", "%", 90, 99),
        ("时效指标", "投诉办结时限", "≤{}个工作日", "<=", "个工作日", 5, 30),
        ("时效指标", "年度任务按期完成率", "{}%", "=", "%", 100, 101),
    ),
    EFFECT: (
        ("经济效益指标", "节约办公费用", "≥{}万元", ">=", "万元", 1, 9),
        ("社会效益指标", "受益群众人数", "≥{}人次", ">=", "人次", 800, 20000),
        ("社会效益指标", "政策知晓率", "≥{}%", ">=", "%", 80, 95),
        ("社会效益指标", "公共服务水平", "逐步提升", "qualitative", "", 0, 1),
        ("生态效益指标", "生态环境状况", "持续改善", "qualitative", "", 0, 1),
        ("可持续影响指标", "长效管理机制", "建立健全", "qualitative", "", 0, 1),
        ("可持续影响指标", "设施设计使用年限", "≥{}年", ">=", "年", 5, 20),
    ),
    SATISFIED: (
        ("服务对象满意度指标", "服务对象满意度", "≥{}%", ">=", "%", 85, 97),
        ("服务对象满意度指标", "受益群众满意度", "不低于{}%", ">=", "%", 85, 96),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of a self-evaluation: its target, what was reached, points possible and points given."""

    indicator: Indicator
    actual: str
    weight: int
    score: str
    reason: str = ""


def drawn_goals(rng: random.Random, counts: dict[str, int], *, long_names: bool = True) -> list[Indicator]:
    """``counts``: how many of each first level, in that order; grouped by second level.

    Every second level has one before any has two.
    """
    found: list[Indicator] = []
    for level1, number in counts.items():
        stock = [line for line in _STOCK[level1] if long_names or len(line[1]) < 20]
        kinds = dict.fromkeys(line[0] for line in stock)
        firsts = [rng.choice([at for at, line in enumerate(stock) if line[0] == kind]) for kind in list(kinds)[:number]]
        others = [at for at in range(len(stock)) if at not in firsts]
        more = rng.sample(others, max(0, min(number, len(stock)) - len(firsts)))
        chosen = sorted([*firsts, *more])
        for at in chosen:
            level2, name, text, operator, unit, low, high = stock[at]
            number_ = str(_round(rng.randrange(low, high))) if "{}" in text else ""
            found.append(Indicator(level1, level2, name, text.format(number_), operator, number_, unit))
    return found


def _round(number: int) -> int:
    """Large targets are round."""
    return number if number < 100 else number // 10 * 10


def measured(rng: random.Random, goals: Sequence[Indicator], points: int = 90) -> list[Measured]:
    """What was reached of each goal; the weights add up to ``points``."""
    found = []
    each, left = points // len(goals), points
    for at, goal in enumerate(goals):
        weight = left if at == len(goals) - 1 else each
        left -= weight
        missed = goal.operator == ">=" and goal.value and rng.random() < 0.2
        if missed:
            reached = str(int(goal.value) * 9 // 10)
            found.append(
                Measured(goal, f"{reached}{goal.unit}", weight, f"{weight * 9 / 10:g}", "受工期影响，下年加快进度")
            )
        else:
            actual = f"{goal.value}{goal.unit}" if goal.value else rng.choice(("达成预期指标", goal.text))
            found.append(Measured(goal, actual, weight, str(weight)))
    return found


def renamed(goals: Sequence[Indicator], **names: str) -> list[Indicator]:
    """Other words for the first level, by the ones used here."""
    return [replace(goal, level1=names.get(goal.level1, goal.level1)) for goal in goals]
