"""Headings: what is one, what only looks like one, how deep it stands."""

from __future__ import annotations

import pytest

from budgetextract.segmentation.numbering import (
    ARABIC,
    ARABIC_BRACKET,
    CHINESE,
    CHINESE_BRACKET,
    CIRCLE,
    PART,
    PLAIN,
    numbered,
    ordinal,
)

from .setting import outline, segmented, table

TEXT = "根据部门职责和年度工作安排，坚持过紧日子要求，严格控制一般性支出，统筹安排各项资金，保障重点工作顺利开展。"
COVER = "C|云溪市林业局2025年部门预算公开"


@pytest.mark.parametrize(
    ("line", "style", "number", "rest"),
    [
        ("第一部分 部门概况", PART, "第一部分", "部门概况"),
        ("第一部分：部门概况", PART, "第一部分：", "部门概况"),
        ("第三部分2024年预算情况", PART, "第三部分", "2024年预算情况"),
        ("一一、绩效情况", CHINESE, "一一、", "绩效情况"),
        ("十一、其他重要事项", CHINESE, "十一、", "其他重要事项"),
        ("- 一、主要职能", CHINESE, "一、", "主要职能"),
        ("八: 政府采购情况", CHINESE, "八:", "政府采购情况"),
        ("（二）机构设置", CHINESE_BRACKET, "（二）", "机构设置"),
        ("（一）、主要职能", CHINESE_BRACKET, "（一）、", "主要职能"),
        ("(十二) 其他", CHINESE_BRACKET, "(十二)", "其他"),
        ("１．机构设置", ARABIC, "１．", "机构设置"),
        ("2.2024年度绩效目标", ARABIC, "2.", "2024年度绩效目标"),
        ("2.36万元", PLAIN, "", "2.36万元"),
        ("2024年预算", PLAIN, "", "2024年预算"),
        ("1）办公费", ARABIC_BRACKET, "1）", "办公费"),
        ("③其他支出", CIRCLE, "③", "其他支出"),
        ("第三产业发展", PLAIN, "", "第三产业发展"),
        ("三公经费", PLAIN, "", "三公经费"),
    ],
)
def test_numbers_of_headings(line: str, style: int, number: str, rest: str) -> None:
    found = numbered(line)
    assert (found.style, found.number, found.rest) == (style, number, rest)


def test_flat_outline_of_hubei_without_parts() -> None:
    assert outline(
        [
            COVER,
            "一、主要职责",
            "（一）贯彻执行林业法律法规和方针政策，拟订相关规划并组织实施。",
            "（二）承办上级交办的其他事项。",
            "二、机构设置情况",
            "从预算单位构成看，部门预算由局机关本级预算和2家下属单位预算组成。",
            "1.云溪市林业局本级",
            "2.云溪市国有林场",
            "三、预算收支及增减变化情况",
            "（一）收入预算",
            "2025年收入预算1200.50万元，比上年增加20万元，增长1.7%。",
            "（二）支出预算",
            TEXT,
            "四、“三公”经费预算情况",
            TEXT,
            "1.因公出国（境）费0万元，与上年持平。",
            "五、专业名词解释",
            "1.财政拨款收入：指财政部门当年拨付的资金。",
            "（一）机关运行经费：指各部门的公用经费。",
        ]
    ) == [
        (0, "云溪市林业局2025年部门预算公开"),
        (1, "主要职责"),
        (1, "机构设置情况"),
        (1, "预算收支及增减变化情况"),
        (2, "收入预算"),
        (2, "支出预算"),
        (1, "“三公”经费预算情况"),
        (1, "专业名词解释"),
    ]


def test_contents_of_hunan_and_sentences_with_amounts() -> None:
    found = outline(
        [
            "c|2024年度青石县水利局部门预算公开说明",
            "C|目　录",
            "第一部分 2024年部门预算说明",
            "一、部门基本概况",
            "二、部门收支总体情况",
            "三、名词解释",
            "第二部分 2024年部门预算表",
        ],
        [
            "C|第一部分 2024年部门预算说明",
            "一、部门基本概况",
            "（一）职能职责",
            TEXT,
            "1、负责水资源管理。",
            "二、部门收支总体情况",
            "（一）收入预算：2024年年初预算数3200万元，其中，一般公共预算拨款3000万元，上级补助200万元。",
            "（二）支出预算：2024年年初预算数3200万元。" + TEXT,
            "三、名词解释",
            "1、机关运行经费：是指各部门的公用经费。",
        ],
        ["C|第二部分 2024年部门预算表"],
        tables=[table("收支总表", 4, "income_expenditure_summary", number="表1")],
    )
    assert found == [
        (0, "2024年度青石县水利局部门预算公开说明"),
        (0, "目　录"),
        (1, "2024年部门预算说明"),
        (2, "部门基本概况"),
        (3, "职能职责"),
        (2, "部门收支总体情况"),
        (2, "名词解释"),
        (1, "2024年部门预算表"),
        (2, "收支总表"),
    ]


def test_parts_with_lists_of_duties_and_a_glossary() -> None:
    found = outline(
        [COVER],
        ["目  录", "第一部分 部门概况", "一、主要职责", "二、机构设置", "第二部分 名词解释"],
        [
            "c|第一部分 部门概况",
            "一、主要职责",
            "1.主管全市林业工作，负责对林业生态建设和资源保护进行监督管理，拟订有关政策和规划，组织实施并开展监督检查。",
            "2.起草有关规范性文件，制定业务规章制度并监督执行。",
            "3.完成市委、市政府交办的其他任务。",
            "二、机构设置",
            "云溪市林业局内设办公室、造林科等5个科室。",
            "c|第二部分 名词解释",
            "（一）财政拨款收入：指市级财政当年拨付的资金。",
            "（二）“三公”经费：指因公出国（境）费、公务用车购置及运行费和公务接待费。",
        ],
    )
    assert found[1:] == [
        (0, "目录"),
        (1, "部门概况"),
        (2, "主要职责"),
        (2, "机构设置"),
        (1, "名词解释"),
    ]


def test_glossary_inside_other_matters_ends_with_the_next_of_its_kind() -> None:
    found = outline(
        [
            COVER,
            "九、其他公开信息",
            "（一）专业名词解释",
            "1.部门预算：部门预算是指政府部门依据法律编制的年度收支计划。",
            "2.基本支出",
            "指为保障机构正常运转、完成日常工作任务而发生的支出。",
            "（二）机关运行经费安排变化情况及原因说明",
            TEXT,
        ]
    )
    assert found[1:] == [(1, "其他公开信息"), (2, "专业名词解释"), (2, "机关运行经费安排变化情况及原因说明")]


def test_titles_of_shanghai_without_contents_stand_side_by_side() -> None:
    found = outline(
        ["C|云浦区水务局", "C|2024年部门预算"],
        ["C|云浦区水务局主要职能", TEXT],
        ["C|云浦区水务局机构设置", TEXT],
        ["C|2024年部门预算编制说明", TEXT],
        ["C|其他相关情况说明", "一、机关运行经费预算", TEXT],
        ["C|河道养护项目经费", "C|情况说明", "一、项目概述", TEXT],
    )
    assert found == [
        (0, "云浦区水务局2024年部门预算"),
        (1, "云浦区水务局主要职能"),
        (1, "云浦区水务局机构设置"),
        (1, "2024年部门预算编制说明"),
        (1, "其他相关情况说明"),
        (2, "机关运行经费预算"),
        (1, "河道养护项目经费情况说明"),
        (2, "项目概述"),
    ]


def test_the_statement_of_one_project_in_the_size_of_the_text() -> None:
    found = outline(
        ["C|云浦区水务局2024年部门预算"],
        ["C|其他相关情况说明", "一、机关运行经费预算", TEXT],
        ["东河-西河沿岸步道建设工程项目经费情况说明", "一、项目概述", TEXT, "二、立项依据", TEXT],
    )
    assert [title for _, title in found][-3:] == [
        "东河-西河沿岸步道建设工程项目经费情况说明",
        "项目概述",
        "立项依据",
    ]


def test_headings_without_the_numbers_of_their_contents() -> None:
    """Numbered in the contents, bare in the body and with the department's name in front (Shanghai)."""
    found = outline(
        ["C|东浦区2025年区级单位预算"],
        ["目  录", "一、单位主要职能", "二、单位机构设置", "三、名词解释", "四、单位预算编制说明"],
        ["C|东浦区少年宫主要职能", "东浦区少年宫是区教育局下属的公益一类事业单位。"],
        ["C|东浦区少年宫机构设置", "东浦区少年宫设5个内设机构。"],
        ["C|名词解释", "（一）基本支出预算：指为保障机构正常运转而编制的年度支出计划。"],
        ["C|2025年单位预算编制说明", "2025年，东浦区少年宫收入预算800万元。"],
    )
    assert found[2:] == [
        (1, "东浦区少年宫主要职能"),
        (1, "东浦区少年宫机构设置"),
        (1, "名词解释"),
        (1, "2025年单位预算编制说明"),
    ]


def test_headings_broken_over_two_lines_are_joined() -> None:
    found = outline(
        [
            "C|第三部分 云溪市人力资源和社会保",
            "C|障局2024年度部门决算情况说明",
            "八、一般公共预算财政拨款“三公”经费支出决算情",
            "<|况说明",
            TEXT,
        ]
    )
    assert found == [
        (1, "云溪市人力资源和社会保障局2024年度部门决算情况说明"),
        (2, "一般公共预算财政拨款“三公”经费支出决算情况说明"),
    ]


def test_a_part_over_two_centred_lines_that_are_no_larger_than_the_text() -> None:
    """A scan: the size of a short line is known to a twentieth only."""
    found = outline([TEXT, "c|第三部分 云溪市人民法院2024", "c|年度部门决算情况说明", "一、收支总体情况说明", TEXT])
    assert found[0] == (1, "云溪市人民法院2024年度部门决算情况说明")


def test_headings_with_their_text_on_the_same_line() -> None:
    document = segmented(
        [
            COVER,
            "一、单位职责：负责全市林业发展和管理工作。" + TEXT,
            "二、机构设置。本单位设6个科室，编制40名。",
            "（一）内设机构。本单位内设办公室和造林科。",
            "三、名词解释",
            "一、基本支出：指为保障机构正常运转发生的支出。",
            "（二）机关运行经费。指各部门的公用经费。",
        ]
    )
    assert [(node.level, node.title) for node in document.sections[1:]] == [
        (1, "单位职责"),
        (1, "机构设置"),
        (2, "内设机构"),
        (1, "名词解释"),
    ]
    assert document.sections[2].blocks[0].text == "本单位设6个科室，编制40名。"
    assert [block.text[:8] for block in document.sections[4].blocks] == ["一、基本支出：指", "（二）机关运行经"]


def test_a_reception_sentence_with_an_amount_is_no_heading() -> None:
    found = outline(
        [COVER, "五、“三公”经费预算情况", TEXT, "（一）公务接待费。2025年公务接待费预算2万元，与上年持平。"]
    )
    assert [title for _, title in found[1:]] == ["“三公”经费预算情况"]


def test_lists_of_short_lines_are_no_headings() -> None:
    found = outline(
        [
            COVER, "一、部门概况", "（一）主要职责", "1.拟订规划", "2.组织实施", "3.监督检查", "（二）机构设置",
            "1.办公室", "2.人事科", "3.财务科", "二、部门预算安排情况", TEXT,
        ]
    )  # fmt: skip
    assert [title for _, title in found[1:]] == ["部门概况", "主要职责", "机构设置", "部门预算安排情况"]


def test_lists_of_units_and_of_amounts_are_no_headings() -> None:
    found = outline(
        [
            COVER, "一、部门预算单位构成", "纳入2025年部门预算编制范围的二级预算单位包括：",
            "1.云溪市林业局本级", "2.云溪市林业服务中心", "二、支出预算情况说明",
            "（一）基本支出306.00万元", "（二）项目支出100.00万元", TEXT,
        ]
    )  # fmt: skip
    assert [title for _, title in found[1:]] == ["部门预算单位构成", "支出预算情况说明"]


def test_names_of_sections_with_any_number_over_their_text() -> None:
    found = outline(
        [
            COVER, "5.关于2025年一般公共预算支出表的说明", "（1）支出规模变化情况", TEXT, "（2）支出具体使用情况",
            "1）农林水支出2025年预算306.00万元。", "2）其他支出2025年预算5.00万元。", "（3）机关运行经费", TEXT,
        ]
    )  # fmt: skip
    assert found[1:] == [
        (1, "关于2025年一般公共预算支出表的说明"),
        (2, "支出规模变化情况"),
        (2, "支出具体使用情况"),
        (2, "机关运行经费"),
    ]


def test_contents_printed_again_above_the_body_are_no_headings() -> None:
    listed = ["一、主要职责", "二、机构设置", "三、收支预算总体情况", "四、名词解释"]
    found = outline(
        [COVER], ["目录", *listed],
        [*listed, "一、主要职责", TEXT, "二、机构设置", TEXT, "三、收支预算总体情况", TEXT, "四、名词解释", TEXT],
    )  # fmt: skip
    assert [title for level, title in found if level] == [line[2:] for line in listed]


def test_contents_that_name_the_year_before_end_where_the_body_begins_below_them() -> None:
    parts = ["第一部分 2023年部门预算编制说明", "一、主要职责", "二、机构设置", "第二部分 2023年部门预算表"]
    found = outline(
        [COVER], ["目录", *parts, parts[0].replace("2023", "2024"), "一、主要职责", TEXT, "二、机构设置", TEXT]
    )
    assert [title for level, title in found if level] == ["2024年部门预算编制说明", "主要职责", "机构设置"]


FIELDS = ["第一部分 部门概况", "一、主要职责", "二、机构设置", "第二部分 收支情况", "第三部分 名词解释"]


@pytest.mark.parametrize("first", ["第一部分 部门概况", "一、部门概况"])
def test_contents_with_field_codes_again_on_the_page_of_the_body(first: str) -> None:
    listed = [f"<|{title}PAGEREF _T{at} \\h 3" for at, title in enumerate([*FIELDS, *FIELDS], 81)]
    document = segmented(
        [COVER], ["目录", *listed[:5]],
        [*listed[5:], first, FIELDS[1], "1．拟订水利规划。", "2．管理河道堤防。", FIELDS[2], "内设机构6个。"],
    )  # fmt: skip
    found = [node.title for node in document.sections if node.level]
    assert found == ["部门概况", "主要职责", "机构设置"]
    assert [entry.text[:4] for entry in document.missing_entries] == ["第二部分", "第三部分"]


def test_a_count_goes_on_in_another_form_of_number() -> None:
    found = outline(
        [COVER],
        ["h|第三部分 预算情况说明", "1. 收入预算情况说明", "收入9万元。", "2. 国有资本经营预算支出情况说明",
         "没有支出。", "③ 项目支出情况说明", "共安排6万元。", "④ 其他重要事项的情况说明", "(1) 机关运行经费", "3万元。",
         "(2) 政府采购情况", "2万元。"],
    )  # fmt: skip
    assert found[1:] == [
        (1, "预算情况说明"), (2, "收入预算情况说明"), (2, "国有资本经营预算支出情况说明"), (2, "项目支出情况说明"),
        (2, "其他重要事项的情况说明"), (3, "机关运行经费"), (3, "政府采购情况"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "level"), [("9万元。", 2), ("具体如下：1.人员经费9万元；", 3), ("具体如下：①人员经费9万元；", 3)]
)
def test_a_second_item_is_below_the_first_section_where_that_counts_one_itself(text: str, level: int) -> None:
    found = outline(
        [COVER], ["h|第三部分 预算情况说明", "（一）收入预算情况", text, "２．机关运行经费", "3万元。"]
    )  # fmt: skip
    assert found[-1] == (level, "机关运行经费")


def test_contents_whose_last_entry_stands_alone_on_the_next_page() -> None:
    listed = ["第一部分 部门概况", "一、主要职责", "二、机构设置", "第二部分 预算情况说明", "一、收入预算情况"]
    document = segmented(
        [COVER], ["C|目录", *listed], ["第三部分 名词解释"],
        ["h|第一部分 部门概况", "一、主要职责", TEXT, "二、机构设置", TEXT, "h|第二部分 预算情况说明",
         "一、收入预算情况", TEXT, "h|第三部分 名词解释", "1.基本支出：指支出。"],
    )  # fmt: skip
    assert [node.title for node in document.sections if node.title == "名词解释"] == ["名词解释"]


def test_a_third_item_below_the_second_section_is_below_it_where_others_stand_before() -> None:
    found = outline(
        [COVER],
        ["h|第三部分 预算情况说明", "一、收入预算情况说明", "收入9万元。", "二、其他重要事项的情况说明",
         "（一）某专项资金的安排有3万元。", "（二）某专项资金的安排有3万元。", "（三）机关运行经费", "3万元。"],
    )  # fmt: skip
    assert found[-1] == (3, "机关运行经费")


@pytest.mark.parametrize(
    ("number", "count"), [("⑫", 12), ("十二、", 12), ("（三）", 3), ("二十、", 20), ("8．", 8), ("", 0)]
)
def test_what_a_number_counts(number: str, count: int) -> None:
    assert ordinal(number) == count


def test_a_functional_class_above_its_numbered_items() -> None:
    found = outline(
        [
            COVER, "五、财政拨款支出预算情况说明", "2025年财政拨款支出300万元。其中：", "一般公共服务",
            "1.行政运行（项）支出200万元，与上年持平。", "2.住房公积金100万元，与上年持平。",
        ]
    )  # fmt: skip
    assert found[1:] == [(1, "财政拨款支出预算情况说明"), (2, "一般公共服务")]


def test_parts_that_only_bold_type_marks() -> None:
    found = outline(
        [
            COVER, "部门概况", "一、主要职能", TEXT, "二、机构设置", TEXT, "部门预算情况说明",
            "一、收支总体情况", TEXT, "名词解释", "1.基本支出：指支出。", "2.项目支出：指支出。",
        ]
    )  # fmt: skip
    assert found[1:] == [
        (1, "部门概况"), (2, "主要职能"), (2, "机构设置"),
        (1, "部门预算情况说明"), (2, "收支总体情况"), (1, "名词解释"),
    ]  # fmt: skip


def test_contents_entries_that_the_body_lacks() -> None:
    document = segmented(
        [COVER],
        ["C|目录", "一、主要职能………2", "二、绩效目标情况………2", "三、名词解释………3", "四、政府采购情况………3",
         "五、购买服务指导性目录………3"],
        ["一、主要职能", TEXT, "二、绩效目标的情况", TEXT, "三、名词解释", "1.基本支出：指支出。"],
    )  # fmt: skip
    assert [entry.text for entry in document.missing_entries] == ["四、政府采购情况", "五、购买服务指导性目录"]


@pytest.mark.parametrize("word", ["目录", "目  录", "预算公开目录", "2024年部门预算公开目录"])
def test_words_that_head_contents(word: str) -> None:
    found = outline(
        ["C|" + word, "第一部分 曲泽县民政局2024年部门预算编制说明", "一、基本职能及主要工作", "二、预算单位基本情况"],
        ["C|曲泽县民政局2024年部门预算编制说明", "一、基本职能及主要工作", TEXT, "二、预算单位基本情况", TEXT],
    )
    assert [level for level, _ in found] == [0, 1, 2, 2]


def test_titles_of_tables_stand_below_their_part() -> None:
    found = outline(
        [COVER],
        ["C|第二部分 2025年部门预算表"],
        [],
        ["C|第三部分 2025年部门预算情况说明", "一、收支总体情况", TEXT],
        tables=[
            table("部门收支总表", 2, "income_expenditure_summary", top=150.0),
            table("部门收入总表", 3, "income", top=80.0),
        ],
    )
    assert found[1:] == [
        (1, "2025年部门预算表"),
        (2, "部门收支总表"),
        (2, "部门收入总表"),
        (1, "2025年部门预算情况说明"),
        (2, "收支总体情况"),
    ]


def test_a_part_right_above_a_table_title_of_nearly_its_size() -> None:
    """第三部分 a little larger than the table's title below it: two titles, not one over two lines."""
    title = "2024年单位收支总体情况表"
    found = outline(
        ["C|云溪市第二中学2024年单位预算", "一、主要职能", TEXT],
        ["M|第三部分　云溪市第二中学2024年单位预算表", "c|" + title],
        tables=[table(title, 2, "income_expenditure_summary", top=127.0)],
    )
    assert found[2:] == [(1, "云溪市第二中学2024年单位预算表"), (2, title)]


def test_a_set_of_tables_after_a_deep_section_stands_in_its_part() -> None:
    found = outline(
        [COVER, "一、部门概况", TEXT, "二、其他事项", TEXT, "（一）机关运行经费", TEXT, "1.政府采购情况", TEXT],
        [],
        tables=[table("部门收支总表", 2, "income_expenditure_summary")],
    )
    assert found[-1] == (2, "部门收支总表")


def test_a_form_stands_below_the_section_that_brings_it() -> None:
    found = outline(
        [COVER, "一、绩效情况", TEXT, "（一）整体绩效目标", TEXT],
        [],
        tables=[table("部门整体绩效目标表", 2, "performance_department")],
    )
    assert found[-1] == (3, "部门整体绩效目标表")


@pytest.mark.parametrize("pages", [[], [[]], [["一"]], [["（" * 400]], [["。" * 80]], [["一、" * 200]]])
def test_hostile_text_does_no_harm(pages: list[list[str]]) -> None:
    segmented(*pages)


def test_the_label_of_the_first_table_is_no_title() -> None:
    """Tables printed without a cover: 预算01表 above the first one."""
    title = "收支总体情况表"
    found = outline([">|预算01表", "c|" + title], tables=[table(title, 1, "income_expenditure_summary", top=124.0)])
    assert found == [(1, title)]


def test_a_number_in_full_width_is_a_number() -> None:
    """２．２０２４年度…: the point is two, and the title keeps its digits as printed."""
    parts = numbered("２．２０２４年度部门整体绩效目标申报表")
    assert (parts.style, parts.number, parts.rest) == (ARABIC, "２．", "２０２４年度部门整体绩效目标申报表")
    assert numbered("２．３６万元").style == PLAIN
