"""Headings of invented disclosures in the shapes of several provinces."""

from __future__ import annotations

import pytest

from budgetextract.model.document import Table
from budgetextract.rules.bundle import load_rules
from budgetextract.segmentation.numbering import ARABIC, CHINESE, CHINESE_BRACKET, PART, PLAIN, numbered
from budgetextract.segmentation.segment import segment
from segmentation.pages import document, ids, outline, paragraph

TITLE = ("清溪县审计局2024年部门预算", 22.0, "centre")
DUTIES = [
    paragraph(
        "1.主管全县审计工作，负责对财政收支和法律法规规定属于审计监督范围的财务收支的真实、合法和效益进行审计监督。"
    ),
    paragraph("2.起草有关规范性文件，制定审计业务规章制度并监督执行。"),
    paragraph("3.完成县委、县政府交办的其他任务。"),
]


@pytest.mark.parametrize(
    ("text", "style", "number", "rest"),
    [
        ("第一部分 部门概况", PART, "第一部分", "部门概况"),
        ("第三部分：名词解释", PART, "第三部分：", "名词解释"),
        ("十一、其他重要事项", CHINESE, "十一、", "其他重要事项"),
        ("（二）机构设置", CHINESE_BRACKET, "（二）", "机构设置"),
        ("(三)、政府采购", CHINESE_BRACKET, "(三)、", "政府采购"),
        ("3．预算绩效", ARABIC, "3．", "预算绩效"),
        ("2.2024年度部门整体绩效目标申报表", ARABIC, "2.", "2024年度部门整体绩效目标申报表"),
        ("2.36万元", PLAIN, "", "2.36万元"),
        ("- 一、主要职能", CHINESE, "一、", "主要职能"),
        ("三公经费", PLAIN, "", "三公经费"),
    ],
)
def test_numbering(text: str, style: int, number: str, rest: str) -> None:
    parts = numbered(text)
    assert (parts.style, parts.number, parts.rest) == (style, number, rest)


def test_parts_sections_and_duties() -> None:
    """第N部分 with sections; a numbered list of duties and a glossary are no headings."""
    extracted = document(
        [TITLE],
        ["目  录", "第一部分 部门概况", "一、主要职责", "二、机构设置", "第二部分 名词解释"],
        [
            ("第一部分 部门概况", 16.0, "centre"),
            "　　一、主要职责",
            *DUTIES,
            "　　二、机构设置",
            paragraph("清溪县审计局内设办公室、财政审计股、经济责任审计股等5个股室。"),
            ("第二部分 名词解释", 16.0, "centre"),
            paragraph("（一）财政拨款收入：指县级财政当年拨付的资金。"),
            paragraph("（二）“三公”经费：指因公出国（境）费、公务用车购置及运行费和公务接待费。"),
        ],
    )
    assert outline(extracted) == [
        (0, "", "清溪县审计局2024年部门预算", 1),
        (0, "", "目录", 2),
        (1, "第一部分", "部门概况", 3),
        (2, "一、", "主要职责", 3),
        (2, "二、", "机构设置", 3),
        (1, "第二部分", "名词解释", 3),
    ]
    assert ids(extracted)["主要职责"] == "main_functions"


def test_flat_numbering_without_parts() -> None:
    """一、… as the outermost numbers (Hubei districts, Chongqing), （一） below them."""
    extracted = document(
        [
            TITLE,
            "　　一、部门主要职责",
            *DUTIES,
            "　　二、收支预算情况说明",
            "　　（一）收入预算情况",
            paragraph("2024年收入预算总额为406.00万元，比上年增加12.00万元，增长3.05%。"),
            "　　（二）支出预算情况",
            paragraph("2024年支出预算总额为406.00万元，其中：基本支出306.00万元，项目支出100.00万元。"),
            "　　三、“三公”经费预算情况说明",
            paragraph("2024年“三公”经费预算2.00万元，与上年持平。"),
        ]
    )
    assert [(level, title) for level, _, title, _ in outline(extracted)] == [
        (0, "清溪县审计局2024年部门预算"),
        (1, "部门主要职责"),
        (1, "收支预算情况说明"),
        (2, "收入预算情况"),
        (2, "支出预算情况"),
        (1, "“三公”经费预算情况说明"),
    ]


def test_headings_without_numbers_as_the_contents_promise_them() -> None:
    """Contents numbered, body headings not, and with the department's name in front (Shanghai)."""
    extracted = document(
        [("东浦区2025年区级单位预算", 24.0, "centre")],
        ["目  录", "一、单位主要职能", "二、单位机构设置", "三、名词解释", "四、单位预算编制说明"],
        [("东浦区少年宫主要职能", 18.0, "centre"), paragraph("东浦区少年宫是区教育局下属的公益一类事业单位。")],
        [("东浦区少年宫机构设置", 18.0, "centre"), paragraph("东浦区少年宫设5个内设机构。")],
        [("名词解释", 18.0, "centre"), paragraph("（一）基本支出预算：指为保障机构正常运转而编制的年度支出计划。")],
        [("2025年单位预算编制说明", 18.0, "centre"), paragraph("2025年，东浦区少年宫收入预算800万元。")],
    )
    assert [(level, title) for level, _, title, _ in outline(extracted)][2:] == [
        (1, "东浦区少年宫主要职能"),
        (1, "东浦区少年宫机构设置"),
        (1, "名词解释"),
        (1, "2025年单位预算编制说明"),
    ]


def test_a_list_of_units_and_a_sentence_with_an_amount_are_no_headings() -> None:
    extracted = document(
        [
            TITLE,
            "　　一、部门预算单位构成",
            paragraph("纳入2024年部门预算编制范围的二级预算单位包括："),
            "　　1.清溪县审计局本级",
            "　　2.清溪县审计服务中心",
            "　　二、支出预算情况说明",
            "　　（一）基本支出306.00万元",
            "　　（二）项目支出100.00万元",
            paragraph("基本支出用于保障机构正常运转，项目支出用于完成特定任务。"),
        ]
    )
    assert [title for _, _, title, _ in outline(extracted)] == [
        "清溪县审计局2024年部门预算",
        "部门预算单位构成",
        "支出预算情况说明",
    ]


def test_a_title_over_two_lines_is_one() -> None:
    title = "一般公共预算“三公”经费、会议费、培训费支出预算及增减变化情况说明"
    extracted = document(
        [
            TITLE,
            "　　八、一般公共预算支出情况说明",
            paragraph("2024年一般公共预算支出406.00万元。"),
            ["　　九、" + title[:33], title[33:]],
            paragraph("2024年“三公”经费预算2.00万元，与上年持平。"),
        ]
    )
    assert outline(extracted)[-1][:3] == (1, "九、", title)


def test_titles_of_tables_stand_below_their_part() -> None:
    def table(index: int, title: str, page: int, top: float) -> Table:
        return Table(
            index=index, table="income_expenditure_summary", title=title, title_page=page,
            title_bbox=(200, top, 400, top + 16), unit="万元", unit_bbox=None, pages=(page,),
            bboxes=((70, top + 40, 525, top + 300),), cells=(), row_count=0, column_count=0, header_rows=0, columns=(),
        )  # fmt: skip

    extracted = document(
        [TITLE],
        [("第二部分 2024年部门预算表", 16.0, "centre")],
        [],
        [
            ("第三部分 2024年部门预算情况说明", 16.0, "centre"),
            "　　一、收支总体情况",
            paragraph("收入预算406.00万元。"),
        ],
        tables=[table(0, "部门收支总表", 2, 150), table(1, "部门收入总表", 3, 80)],
    )
    assert [(level, title, page) for level, _, title, page in outline(extracted)] == [
        (0, "清溪县审计局2024年部门预算", 1),
        (1, "2024年部门预算表", 2),
        (2, "部门收支总表", 2),
        (2, "部门收入总表", 3),
        (1, "2024年部门预算情况说明", 4),
        (2, "收支总体情况", 4),
    ]


def test_what_the_contents_promise_and_the_body_lacks() -> None:
    extracted = document(
        ["目  录", "一、部门职责", "二、政府采购情况", "三、绩效目标情况"],
        ["　　一、部门职责", *DUTIES, "　　三、绩效目标的情况", paragraph("2024年编报绩效目标的项目4个。")],
    )
    missing = segment(extracted, load_rules()).missing_entries
    assert [entry.text for entry in missing] == ["二、政府采购情况"]


def test_a_title_in_other_words_finds_its_node_and_a_strange_one_keeps_its_words() -> None:
    extracted = document(
        [
            TITLE,
            "　　一、机关运行经费财政拨款安排情况的说明",
            paragraph("2024年机关运行经费30.00万元。"),
            "　　二、关于乡村振兴驻村工作的开展情况",
            paragraph("派驻工作队两支。"),
        ]
    )
    found = ids(extracted)
    assert found["机关运行经费财政拨款安排情况的说明"] == "operating_funds"
    assert found["关于乡村振兴驻村工作的开展情况"] is None


def test_a_part_right_above_a_table_title_of_nearly_its_size() -> None:
    """第三部分 in 18 points, the table's title below it in 16: two titles, not one over two lines."""
    table = Table(
        0, "income_expenditure_summary", "2024年单位收支总体情况表", 2, (180.0, 108.0, 420.0, 124.0), "元", None,
        (2,), ((70.0, 140.0, 525.0, 300.0),), (), 3, 2, 1, ("项目", "金额"),
    )  # fmt: skip
    extracted = document(
        [("清溪县第二中学2024年单位预算", 22.0, "centre"), "　　一、主要职能", *DUTIES],
        [("第三部分　清溪县第二中学2024年单位预算表", 18.0, "centre"), ("2024年单位收支总体情况表", 16.0, "centre")],
        tables=[table],
    )
    assert ids(extracted)["清溪县第二中学2024年单位预算表"] == "tables"
