"""Staffing tables as counties print them, invented."""

from __future__ import annotations

from budgetextract.model.document import Cell, Extracted, Identity, Segmented, SourceDocument, Table
from budgetextract.normaliser.staffing_tables import table_counts
from budgetextract.rules.staffing import load_staffing

RULES = load_staffing()


def table(columns: list[str], rows: list[list[str]], header_rows: int = 1) -> Table:
    cells = tuple(
        Cell(r + header_rows, c, 1, 1, text, 4, (50.0 + 60 * c, 100.0 + 20 * r, 110.0 + 60 * c, 120.0 + 20 * r))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    heads = tuple(Cell(0, c, header_rows, 1, text, 4, (50, 80, 110, 100)) for c, text in enumerate(columns))
    return Table(
        index=0,
        table=None,
        title="人员编制情况表",
        title_page=4,
        title_bbox=None,
        unit="人",
        unit_bbox=None,
        pages=(4,),
        bboxes=((50, 80, 500, 400),),
        cells=(*(heads if header_rows else ()), *cells),
        row_count=len(rows) + header_rows,
        column_count=len(rows[0]),
        header_rows=header_rows,
        columns=tuple(columns),
    )


def read(found: Table) -> list[tuple[str, str, str, int]]:
    source = SourceDocument("a.pdf", "0", "application/pdf", "pdf", ())
    segmented = Segmented(Identity("department_budget", 2024, "某局"), ())
    statements = table_counts(Extracted(source, (), (found,)), segmented, RULES, 2024)
    return [
        (s.key.concept, s.key.dimension("post_type") or "", s.key.dimension("organisation") or "", int(s.value))
        for s in statements
    ]


def test_columns_by_organisation_and_total() -> None:
    found = table(
        [
            "单位名称",
            "编制数/合计",
            "编制数/行政编制",
            "编制数/事业编制",
            "在职人数",
            "离退休人数/离休",
            "离退休人数/退休",
        ],
        [
            ["合计", "30", "12", "18", "27", "", "9"],
            ["局机关", "12", "12", "", "11", "", "7"],
            ["某某服务中心", "18", "", "18", "16", "0", "2"],
        ],
    )
    out = read(found)
    assert ("staff.establishment", "", "", 30) in out
    assert ("staff.establishment", "institution", "", 18) in out
    assert ("staff.on_duty", "", "某某服务中心", 16) in out
    assert ("staff.retired.veteran", "", "某某服务中心", 0) in out
    assert not [row for row in out if row[0] == "staff.retired.veteran" and row[2] != "某某服务中心"], (
        "blank is no fact"
    )
    assert ("staff.retired.ordinary", "", "局机关", 7) in out


def test_one_row_has_no_organisation() -> None:
    out = read(table(["单位名称", "编制人数", "实有人数"], [["某某局", "15", "14"]]))
    assert out == [("staff.establishment", "", "", 15), ("staff.on_duty", "", "", 14)]


def test_actual_heads_broken_down_are_everybody() -> None:
    heads = ["单位", "编制数", "实有人数/合计", "实有人数/在职", "实有人数/离退休"]
    out = read(table(heads, [["某某镇", "60", "92", "58", "34"]]))
    assert ("staff.total", "", "", 92) in out
    assert ("staff.on_duty", "", "", 58) in out
    assert ("staff.retired", "", "", 34) in out


def test_types_in_rows() -> None:
    out = read(table(["项目", "编制数", "实有人数"], [["行政", "10", "9"], ["工勤", "2", "2"], ["合计", "12", "11"]]))
    assert ("staff.establishment", "administrative", "", 10) in out
    assert ("staff.on_duty", "worker", "", 2) in out
    assert ("staff.establishment", "", "", 12) in out


def test_labels_with_numbers_at_their_right() -> None:
    out = read(
        table(
            [], [["编制人数", "22人", "实有在职人数", "20人"], ["其中：行政编制", "8", "退休人数", "5"]], header_rows=0
        )
    )
    assert ("staff.establishment", "", "", 22) in out
    assert ("staff.establishment", "administrative", "", 8) in out
    assert ("staff.retired.ordinary", "", "", 5) in out


def test_money_is_not_people() -> None:
    assert read(table(["项目", "在职人员经费（万元）", "离退休人员经费（万元）"], [["合计", "300", "20"]])) == []


def test_a_column_about_money_beside_counts() -> None:
    heads = ["单位名称", "经费来源", "编制数", "实有人数"]
    out = read(table(heads, [["甲中心", "全额拨款", "8", "7"], ["乙站", "差额拨款", "5", "5"]]))
    assert ("staff.establishment", "", "甲中心", 8) in out
    assert ("staff.on_duty", "", "乙站", 5) in out


def test_people_in_post_by_who_pays_them() -> None:
    heads = ["单位名称", "编制数/全额拨款", "编制数/差额拨款", "在职人数/全额拨款", "在职人数/差额拨款"]
    out = read(table(heads, [["甲中心", "8", "3", "7", "2"], ["乙站", "5", "", "5", ""]]))
    assert ("staff.on_duty", "institution_full", "甲中心", 7) in out
    assert ("staff.on_duty", "institution_partial", "甲中心", 2) in out
    assert ("staff.establishment", "institution_partial", "甲中心", 3) in out
    assert len(out) == 6


def test_a_head_of_a_type_alone_is_a_part_of_the_whole_left_of_it() -> None:
    found = read(
        table(
            ["单位名称", "编制数", "实有人数", "管理人员", "专业技术人员", "工勤人员", "离退休人员"],
            [["某县实验小学", "40", "38", "5", "31", "2", "7"], ["某县幼儿园", "20", "19", "3", "16", "0", "1"]],
        )
    )
    assert {(concept, kind, value) for concept, kind, unit, value in found if "小学" in unit} == {
        ("staff.establishment", "", 40),
        ("staff.on_duty", "", 38),
        ("staff.on_duty", "worker", 2),
        ("staff.retired", "", 7),
    }
