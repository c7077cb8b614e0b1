"""Figures of a county petition office's published 2024 budget, and invented detail below them that closes.

Published: 406.62 = 294.42 + 112.20 = 311.62 + 95; operating funds 135.36 by 16 items; three-public 2.36; procurement 2;
posts and heads; the department form's columns. The split by function, the personnel items and all wording are invented.
"""

from __future__ import annotations

from decimal import Decimal

from generator.catalogue import Field
from generator.figures import GENERAL, OTHER, ZERO, Line, Project, Year
from generator.gold import Indicator


def wan(text: str) -> Decimal:
    """万元 to yuan."""
    return Decimal(text) * 10000


OTHER_BEFORE = wan("107.94")
HISTORY = [(2022, wan("472.42"), wan("403.92"), wan("68.5")), (2023, wan("310.2"), wan("195.2"), wan("115"))]
_OPERATING = {
    "30201": "12.43", "30202": "4.2", "30205": "0.15", "30206": "1.2", "30207": "1.02", "30209": "0.45", "30211": "91.5",
    "30213": "0.9", "30215": "0.45", "30216": "0.15", "30217": "2.36", "30228": "4.05", "30229": "3", "30239": "5.16",
    "30299": "6.84", "31002": "1.5",
}  # fmt: skip
_PERSONNEL = {
    "30101": "34.20", "30102": "18.60", "30103": "10.50", "30107": "6.30", "30108": "12.60", "30110": "6.10", "30112": "0.66",
    "30113": "9.40", "30305": "0.70",
}  # fmt: skip
_DUTIES = (
    "受理群众来信、接待群众来访，保持信访渠道畅通",
    "承办上级交办和领导批示的信访事项，督促有关地方和部门按期办结",
    "分析信访形势，及时报告重要情况，提出完善政策的建议",
    "指导全县信访业务，培训信访干部",
)


def petition_year() -> Year:
    """The department in 2024."""
    field = Field("信访局", "2014001", "2014050", ("2014004",), (), _DUTIES, "群众信访接待中心")
    lines = [
        Line("2014001", GENERAL, personnel=wan("52.36"), public=wan("130.26")),
        Line("2014001", OTHER, personnel=wan("77.20")),
        Line("2014004", GENERAL, project=wan("60")),
        Line("2014004", OTHER, project=wan("35")),
        Line("2014050", GENERAL, personnel=wan("17.24"), public=wan("5.10")),
        Line("2080501", GENERAL, personnel=wan("0.70")),
        Line("2080505", GENERAL, personnel=wan("12.60")),
        Line("2089999", GENERAL, personnel=wan("0.66")),
        Line("2101101", GENERAL, personnel=wan("4.60")),
        Line("2101102", GENERAL, personnel=wan("1.50")),
        Line("2210201", GENERAL, personnel=wan("9.40")),
    ]
    return Year(
        "通城县信访局", "通城县", field, 2024, lines,
        projects=[Project("全国省市信访维稳经费", wan("60")), Project("维稳专项经费", wan("35"))],
        three_public={"overseas": ZERO, "purchase": ZERO, "operation": ZERO, "reception": wan("2.36")},
        three_public_before={"overseas": ZERO, "purchase": ZERO, "operation": ZERO, "reception": wan("2.50")},
        procurement={"goods": wan("2"), "works": ZERO, "services": ZERO},
        before={"total": wan("433.14"), "general": wan("325.20"), "government": ZERO, "other": OTHER_BEFORE,
                "operating": wan("125.94"), "procurement": ZERO},
        staff={"administrative": 11, "on_duty_administrative": 8, "worker": 1, "institution": 3, "retired": 3},
        vehicles={"领导干部用车": 0, "一般公务用车": 0, "特种专业技术用车": 0, "其他用车": 0},
        personnel_items={code: wan(text) for code, text in _PERSONNEL.items()},
        public_items={code: wan(text) for code, text in _OPERATING.items()},
    )  # fmt: skip


_LEADERS = Indicator(
    "产出指标", "数量指标", "党政领导干部轮流接访的登记比例", "100%", "=", "100", "%", "接访台账，来访必登"
)
_NONE = Indicator("产出指标", "数量指标", "不发生越级走访", "95%以上", ">=", "95", "%", "信访系统统计")
_THREE = Indicator(
    "产出指标", "质量指标", "“三个确保”实现比例（不发生规模性聚集、不发生个人极端事件、不发生处置不当引起的负面舆论）", "95%", "=", "95", "%",
    "年度考核办法；三项均按月通报",
)  # fmt: skip
_ORDER = Indicator("效益指标", "效益指标", "促进社会安定", "95%", "=", "95", "%", "社情民意")
_CONTENT = Indicator("效益指标", "效益指标", "信访群众满意度", "90%以上", ">=", "90", "%", "回访记录，满意率达90以上")
_CONTENT_AGAIN = Indicator(
    "满意度指标", "服务对象指标", "信访群众满意度", "90%以上", ">=", "90", "%", "回访记录，满意率达90以上"
)

LONG_TERM = [_LEADERS, _NONE, _THREE, _ORDER, _CONTENT, _CONTENT_AGAIN]
PROJECT_ROWS = [
    Indicator("", _NONE.level2, _NONE.level3, _NONE.text, ">=", "95", "%", _NONE.basis),
    Indicator("", _THREE.level2, _THREE.level3, _THREE.text, "=", "95", "%", _THREE.basis),
    _ORDER, _CONTENT, _CONTENT_AGAIN,
]  # fmt: skip
ORPHANS = [_LEADERS, _NONE, _THREE, _ORDER]
