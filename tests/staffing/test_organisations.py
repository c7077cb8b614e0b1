"""Counts carry the name of their organisation only where several organisations are counted one by one."""

from __future__ import annotations

from budgetextract.model.document import Block, Extracted, Identity, Line, SectionNode, Segmented, SourceDocument
from budgetextract.normaliser.staffing import staffing_statements
from budgetextract.rules.bundle import load_rules

EXTRACTED = Extracted(SourceDocument("a.pdf", "0", "application/pdf", "pdf", ()), (), ())


def _section(title: str, outline: str | None, *texts: str, parent: int | None = None) -> SectionNode:
    blocks = []
    for number, text in enumerate(texts):
        line = Line(3, text, (), 50.0, 100.0 + 20 * number, 500.0, 112.0 + 20 * number)
        blocks.append(Block(text, (line,), tuple(0 for _ in text)))
    return SectionNode(outline, "", title, 1, parent, 3, 3, (0, 0, 0, 0), tuple(blocks))


def read(*sections: SectionNode, year: int | None = 2024, department: str = "某县文化局") -> dict[tuple[str, ...], int]:
    segmented = Segmented(Identity("department_budget", year, department), sections)
    out: dict[tuple[str, ...], int] = {}
    for s in staffing_statements(segmented, EXTRACTED, load_rules()):
        names = [value for key, value in s.key.dimensions if key in {"organisation", "post_type", "unit_kind"}]
        out[(s.key.concept, *names)] = int(s.value)
        assert s.page == 3
        assert s.bbox[1] >= 100
        assert s.precision == 0
    return out


def test_one_by_one_in_a_list_of_sentences() -> None:
    out = read(
        _section(
            "二、机构设置",
            "org_structure",
            "一是某县文化局，内设三个股室。核定的行政编制 9 个，在编在岗人数 7 人；"
            "二是某县图书馆，为局属事业单位。核定事业编制 6 个，在编在岗人数 5 人。",
        )
    )
    assert out[("staff.establishment", "某县文化局", "administrative")] == 9
    assert out[("staff.on_duty", "某县图书馆", "institution")] == 5


def test_paragraphs_headed_by_a_name() -> None:
    out = read(
        _section(
            "机构及人员情况",
            None,
            "（一）某县文化馆",
            "编制12名，实有10人。",
            "（二）某县图书馆",
            "编制 9 名，实有 9 人。",
        )
    )
    assert out[("staff.establishment", "某县文化馆")] == 12
    assert out[("staff.on_duty", "某县图书馆")] == 9


def test_a_description_is_no_name() -> None:
    out = read(
        _section(
            "机构设置",
            "org_structure",
            "（一）某县林业局，内设2个股室。行政编制9个，在编在岗8人。",
            "（二）某县林业工作站，系该局所属股级事业单位。事业编制4个，在编在岗3人。",
        ),
        department="某县林业局",
    )
    assert out[("staff.on_duty", "某县林业工作站", "institution")] == 3
    assert out[("staff.on_duty", "某县林业局", "administrative")] == 8


def test_one_organisation_needs_no_name() -> None:
    out = read(_section("机构设置", "org_structure", "某县文化局内设5个科室，编制20名，实有18人。下属2个事业单位。"))
    assert out == {
        ("org.internal_units",): 5,
        ("staff.establishment",): 20,
        ("staff.on_duty",): 18,
        ("org.subordinate_units",): 2,
    }


def test_other_sections_need_more_than_one_count() -> None:
    tasks = _section("三、主要工作任务", "annual_tasks", "核定编制3名，实有在职2人。")
    glossary = _section("名词解释", "glossary", "机关编制20名，实有18人。")
    spending = _section(
        "支出预算说明", "expenditure_detail", "退休2人，减少支出。", "编制30名，实有在职28人，退休9人。"
    )
    assert read(tasks, glossary, spending) == {
        ("staff.establishment",): 30,
        ("staff.on_duty",): 28,
        ("staff.retired.ordinary",): 9,
    }


def test_sections_below_an_overview_are_read() -> None:
    parent = _section("第一部分 部门概况", "overview")
    child = _section("（二）其他", None, "本单位内设机构6个。", parent=0)
    assert read(parent, child) == {("org.internal_units",): 6}


def test_both_stated_values_are_kept() -> None:
    texts = ("年末在职人员92人。", "在职人员共80人。")
    segmented = Segmented(
        Identity("department_budget", 2024, "某县文化局"), (_section("人员构成", "personnel", *texts),)
    )
    assert [int(s.value) for s in staffing_statements(segmented, EXTRACTED, load_rules())] == [92, 80]


def test_no_year_no_fact() -> None:
    assert read(_section("人员构成", "personnel", "编制30名，实有在职28人。"), year=None) == {}


def test_headings_whose_words_mean_something_else() -> None:
    part = _section("2024年部门预算编制情况说明", None)
    child = _section("（一）其他", None, "下属3个事业单位。", parent=0)
    wages = _section("人员经费支出说明", None, "下属4个事业单位。")
    both = _section("主要职责及机构设置情况", None, "下属5个事业单位。")
    assert read(part, child, wages, both) == {("org.subordinate_units",): 5}


def test_of_two_years_the_documents_own_counts() -> None:
    both = _section("人员构成", "personnel", "2023年末在职人员25人，2024年初在职人员26人。")
    assert read(both) == {("staff.on_duty",): 26}
    earlier = _section("人员构成", "personnel", "截至2023年12月31日，在职人员25人。")
    assert read(earlier) == {("staff.on_duty",): 25}
    range_and_date = _section("人员构成", "personnel", "纳入2024年预算编制范围的单位共3个，2023年末在职人员25人。")
    assert read(range_and_date)[("staff.on_duty",)] == 25
