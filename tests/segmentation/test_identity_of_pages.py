"""Kind, year, department and region of invented documents."""

from __future__ import annotations

import pytest

from budgetextract.model.document import Identity
from budgetextract.rules.bundle import load_rules
from budgetextract.segmentation.segment import segment
from segmentation.pages import document, paragraph


def _identity(*pages: list[object]) -> Identity:
    return segment(document(*pages), load_rules()).identity  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "kind", "year", "department"),
    [
        ("清溪县审计局2024年部门预算", "department_budget", 2024, "清溪县审计局"),
        ("2023年度清溪县水利局部门决算公开", "department_final", 2023, "清溪县水利局"),
        ("【清溪县信访局】2024年部门预算公开", "department_budget", 2024, "清溪县信访局"),
        ("清溪县第一中学2025年单位预算", "unit_budget", 2025, "清溪县第一中学"),
        ("中共清溪县委组织部2022年度部门决算", "department_final", 2022, "中共清溪县委组织部"),
        ("二〇二四年清溪县财政局部门预算", "department_budget", 2024, "清溪县财政局"),
    ],
)
def test_out_of_the_title(title: str, kind: str, year: int, department: str) -> None:
    found = _identity(
        [(title, 22.0, "centre")], ["　　一、主要职责", paragraph("负责全县有关工作，执行国家法律法规。")]
    )
    assert (found.kind, found.fiscal_year, found.department) == (kind, year, department)


def test_out_of_the_line_that_names_the_department() -> None:
    found = _identity(
        [("清溪县2025年县级部门预算", 24.0, "centre"), ("预算主管部门：清溪县卫生健康局", 16.0, "centre")],
        ["　　一、主要职责", paragraph("负责全县卫生健康工作。")],
    )
    assert (found.department, found.fiscal_year) == ("清溪县卫生健康局", 2025)
    assert found.region_name == "清溪县"


def test_years_that_disagree_are_told() -> None:
    found = _identity(
        [("清溪县审计局2024年部门预算", 22.0, "centre")],
        [("第一部分 2023年部门预算编制说明", 16.0, "centre"), paragraph("收入预算406.00万元。")],
    )
    assert found.fiscal_year == 2024
    assert ("fiscal_year", "2024", "2023", 2) in found.conflicts


def test_a_date_alone_on_its_line_is_the_published_date() -> None:
    found = _identity([("清溪县审计局2024年部门预算", 22.0, "centre"), ("2024年2月6日", 14.0, "centre")])
    assert found.published == "2024-02-06"


def test_nothing_that_says_what_it_is() -> None:
    found = _identity([paragraph("关于做好防汛工作的通知，请各单位遵照执行。")])
    assert found.kind == "unknown"
    assert found.fiscal_year is None


def test_a_year_that_only_the_text_names() -> None:
    found = _identity(
        [("清溪县审计局部门预算公开", 22.0, "centre")],
        [
            "　　一、收支预算情况说明",
            paragraph("2024年收入预算总额为406.00万元，比2023年预算394.00万元增加12.00万元，增长3.05%。"),
            paragraph("2024年支出预算总额为406.00万元。"),
        ],
    )
    assert found.fiscal_year == 2024
