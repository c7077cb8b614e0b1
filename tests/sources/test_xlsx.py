"""XLSX: cells as shown, what is hidden, formulas, odd makers, limits."""

from __future__ import annotations

import io
import zipfile

import pytest

from budgetextract.errors import DamagedInput, EncryptedInput, LimitExceeded, NoPages
from budgetextract.extraction.assemble import assemble
from budgetextract.model.document import Page, ReadProblem, SourceDocument
from budgetextract.rules.bundle import load_rules
from budgetextract.sources.read import Reading, read_source
from budgetextract.sources.sheets import xlsx

from .xlsx_writer import CODES, MAIN, Tab, cell, package, parts, workbook

TABLE = Tab(
    "表1",
    rows=[
        ["部门收支总表"],
        ["部门：某县某局", None, None, "单位：万元"],
        ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款收入", 1234.5, "一、一般公共服务支出", 1234.5],
        ["收入总计", 1234.5, "支出总计", 0],
    ],
    merged=("A1:D1",),
    box=(2, 5, 0, 4),
)


def read(data: bytes) -> SourceDocument:
    return xlsx.read(data, "表.xlsx", Reading())


def texts(page: Page) -> list[list[str]]:
    """Rows of the first table of a page."""
    grid = (page.grids or ())[0]
    rows: list[list[str]] = [[] for _ in range(grid.row_count)]
    for one in grid.cells:
        rows[one.row].append("\n".join(one.lines))
    return rows


def lines(page: Page) -> list[str]:
    """Words outside of tables."""
    boxes = [grid.bbox for grid in page.grids or ()]
    return [word.text for word in page.words if not any(box[1] <= word.top <= box[3] for box in boxes)]


def codes(document: SourceDocument) -> list[tuple[str, dict[str, str]]]:
    return [(problem.code, dict(problem.args)) for problem in document.problems]


def row(*cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def one(data: str, *, before: str = "", settings: str = "", extra: dict[str, bytes] | None = None) -> SourceDocument:
    """A sheet made of XML."""
    content = parts(Tab("表", data=data, before=before), settings=settings)
    return read(package({**content, **(extra or {})}))


def test_a_sheet_is_a_page_with_places() -> None:
    document = read(workbook(TABLE, Tab("说明", rows=[["一、主要职责"], ["负责某项工作。"]])))
    first, second = document.pages
    assert (document.reader, first.reader, len(document.pages)) == ("xlsx", "xlsx", 2)
    assert lines(first) == ["部门收支总表", "部门：某县某局", "单位：万元"]
    assert texts(first)[1] == ["一、财政拨款收入", "1,234.50", "一、一般公共服务支出", "1,234.50"]
    assert texts(first)[2][-1] == "0.00"
    assert {(place.sheet, place.cell) for place in first.places} >= {("表1", "A1"), ("表1", "D2"), ("表1", "B4")}
    assert lines(second) == ["一、主要职责", "负责某项工作。"]
    assert not second.grids


def test_the_kind_is_told_by_content() -> None:
    assert read_source(workbook(TABLE), "某表.pdf").reader == "xlsx"


def test_hidden_sheets_rows_and_columns_are_left_out_and_reported() -> None:
    tab = Tab(**{**TABLE.__dict__, "hidden_rows": (3,), "hidden_columns": (3, 4)})
    document = read(
        workbook(Tab("底稿", rows=[["不公开"]], state="hidden"), tab, Tab("库", [["x"]], state="veryHidden"))
    )
    assert [page.places[0].sheet for page in document.pages] == ["表1"]
    assert texts(document.pages[0]) == [["项目", "预算数", "项目"], ["收入总计", "1,234.50", "支出总计"]]
    assert codes(document) == [
        ("hidden_sheet", {"sheet": "底稿"}),
        ("hidden_sheet", {"sheet": "库"}),
        ("hidden_rows", {"sheet": "表1", "detail": "4"}),
        ("hidden_columns", {"sheet": "表1", "detail": "D"}),
    ]


def test_rows_without_height_and_columns_without_width_are_hidden() -> None:
    data = row(cell(0, 0, "甲"), cell(0, 1, "乙")) + f'<row r="2" ht="0">{cell(1, 0, "丙")}</row>'
    document = one(data, before='<cols><col min="2" max="2" width="0"/></cols>')
    assert lines(document.pages[0]) == ["甲"]
    assert [code for code, _ in codes(document)] == ["hidden_rows", "hidden_columns"]


def test_formulas_without_a_value_are_reported_with_their_cell() -> None:
    data = row(cell(0, 0, "项目"), cell(0, 1, "金额"), cell(0, 2, "说明"))
    formulas = ("<f>SUM(B3:B9)</f>", "<f>SUM(B3:B9)</f><v></v>", "<f>SUM(B3:B9)</f><v>7.5</v>")
    for number, formula in enumerate(formulas, 2):
        data += row(cell(number - 1, 0, f"第{number}项"), f'<c r="B{number}" s="4">{formula}</c>', number=number)
    data += row(cell(4, 0, "第5项"), '<c r="B5" t="str"><f>IF(A1="","","x")</f><v></v></c>', number=5)
    document = one(data)
    assert codes(document) == [
        ("formula_without_value", {"sheet": "表", "cell": "B2"}),
        ("formula_without_value", {"sheet": "表", "cell": "B3"}),
    ]
    problem: ReadProblem = document.problems[0]
    assert problem.page == 1
    assert problem.bbox in {place.bbox for place in document.pages[0].places if place.cell == "B2"}
    assert [cells[1] for cells in texts(document.pages[0])] == ["金额", "", "", "7.50", ""]


def _sums(value: str, other: str = "0") -> str:
    formulas = f'<c r="B2" s="4"><f>B3+B4</f><v>{value}</v></c><c r="C2"><f>1*0</f><v>{other}</v></c>'
    heads = row(cell(0, 0, "项目"), cell(0, 1, "金额"), cell(0, 2, "备注"))
    return heads + row(cell(1, 0, "合计"), formulas, cell(1, 3, 8.5, 4), number=2)


def test_zeros_of_a_workbook_that_nobody_calculated_are_no_values() -> None:
    document = one(_sums("0"), settings='<calcPr calcId="1" fullCalcOnLoad="1"/>')
    assert [args["cell"] for _, args in codes(document)] == ["B2", "C2"]
    assert texts(document.pages[0])[1][:3] == ["合计", "", ""]


@pytest.mark.parametrize(("value", "settings"), [("0", ""), ("0", "<calcPr/>"), ("9", '<calcPr fullCalcOnLoad="1"/>')])
def test_other_zeros_of_formulas_are_values(value: str, settings: str) -> None:
    document = one(_sums(value), settings=settings)
    assert not codes(document)
    assert texts(document.pages[0])[1][1:3] == [f"{value}.00", "0"]


def test_errors_of_cells_are_reported_and_kept() -> None:
    data = row(cell(0, 0, "项目"), cell(0, 1, "比例"), cell(0, 2, "数"))
    data += row(cell(1, 0, "甲"), '<c r="B2" t="e"><f>C2/0</f><v>#DIV/0!</v></c>', cell(1, 2, 5), number=2)
    document = one(data)
    assert codes(document) == [("cell_error", {"sheet": "表", "cell": "B2", "detail": "#DIV/0!"})]
    assert texts(document.pages[0])[1] == ["甲", "#DIV/0!", "5"]


def _value(xml: str, strings: str = "", style: int = 0) -> str:
    """What one cell shows."""
    extra = {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>'.encode()}
    data = row(f'<c r="A1" s="{style}" {xml}', cell(0, 1, "乙"), cell(0, 2, "丙")) + row(
        cell(1, 0, "甲"), cell(1, 1, 1), cell(1, 2, 2), number=2
    )
    return texts(one(data, extra=extra).pages[0])[0][0]


@pytest.mark.parametrize(
    ("xml", "strings", "shown"),
    [
        ('t="s"><v>1</v></c>', "<si><t>无</t></si><si><t>某局</t></si>", "某局"),
        ('t="s"><v>0</v></c>', "<si><r><rPr><b/></rPr><t>公用</t></r><r><t>经费</t></r></si>", "公用经费"),
        ('t="s"><v>0</v></c>', '<si><t>某局</t><rPh sb="0" eb="2"><t>ﾎﾞｳ</t></rPh></si>', "某局"),
        ('t="s"><v>0</v></c>', "<si><t>一般_x000D_\n公共</t></si>", "一般\n公共"),
        ('t="s"><v>9</v></c>', "<si><t>无</t></si>", ""),
        ('t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', "", "甲乙"),
        ('t="str"><f>A2&amp;"x"</f><v>某局本级</v></c>', "", "某局本级"),
        ('t="str"><v>１２３．４５</v></c>', "", "１２３．４５"),
        ('t="b"><v>1</v></c>', "", "TRUE"),
        ('t="d"><v>2024-03-15</v></c>', "", "2024-03-15"),
        ("><v>406.61999999999995</v></c>", "", "406.62"),
        ("><v>1.2E3</v></c>", "", "1200"),
        ("><v> 12.5 </v></c>", "", "12.5"),
        ("><v>abc</v></c>", "", "abc"),
        ("><v>NaN</v></c>", "", "NaN"),
    ],
)
def test_values(xml: str, strings: str, shown: str) -> None:
    assert _value(xml, strings) == shown


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [("0.00", "5", "5.00"), ("#,##0.00;-#,##0.00;;@", "0", ""), ("yyyy/m/d", "45366", "2024/3/15"), (";;;", "5", "")],
)
def test_formats(code: str, value: str, shown: str) -> None:
    assert _value(f"><v>{value}</v></c>", style=CODES.index(code)) == shown


def test_zeros_that_the_sheet_does_not_show_are_blank() -> None:
    view = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
    data = row(cell(0, 0, "项目"), cell(0, 1, "数"), cell(0, 2, "数")) + row(
        cell(1, 0, "甲"), cell(1, 1, 0), cell(1, 2, 3), number=2
    )
    assert texts(one(data, before=view).pages[0])[1] == ["甲", "", "3"]


def test_days_of_1904() -> None:
    settings = '<workbookPr date1904="1"/>'
    data = row(cell(0, 0, "日期"), cell(0, 1, "甲"), cell(0, 2, "乙"), cell(0, 3, 43904, CODES.index("yyyy/m/d")))
    data += row(cell(1, 0, "丙"), cell(1, 1, 1), number=2)
    assert texts(one(data, settings=settings).pages[0])[0][3] == "2024/3/15"


def test_cells_and_rows_without_addresses_are_counted() -> None:
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>"
    page = one(data).pages[0]
    assert texts(page) == [["1", "2"], ["3", "4"]]
    assert [place.cell for place in page.places] == ["A1", "B1", "A2", "B2"]


def test_the_name_of_a_sheet_is_its_title_where_it_has_none() -> None:
    untitled = Tab("部门支出总表", rows=TABLE.rows[1:], box=(1, 4, 0, 4))
    page = read(workbook(untitled)).pages[0]
    assert lines(page)[0] == "部门支出总表"
    assert (page.places[0].sheet, page.places[0].cell, page.places[0].paragraph) == ("部门支出总表", "", 0)
    named = read(workbook(Tab("Sheet1", rows=untitled.rows, box=untitled.box))).pages[0]
    assert lines(named) == ["部门：某县某局", "单位：万元"]


def test_a_title_centred_over_blank_cells_without_merging() -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf><alignment horizontal="centerContinuous"/></xf></cellXfs>'
        "</styleSheet>"
    ).encode()
    data = row(cell(0, 0, "部门收支总表", 1), cell(0, 1, None, 1), cell(0, 2, None, 1)) + row(
        cell(1, 0, "项目"), cell(1, 1, "预算数"), cell(1, 2, "备注"), number=2
    )
    data += row(cell(2, 0, "甲"), cell(2, 1, 5), number=3)
    page = one(data, extra={"xl/styles.xml": styles}).pages[0]
    assert lines(page) == ["部门收支总表"]
    assert len(texts(page)) == 2


def test_text_boxes_are_read() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>1'
        "</xdr:col><xdr:row>8</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>说明：本表不含</a:t></a:r><a:r>"
        "<a:t>结转资金。</a:t></a:r></a:p><a:p><a:r><a:t>第二段。</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
        'Target="../drawings/drawing1.xml"/></Relationships>'
    )
    content = parts(TABLE) | {
        "xl/worksheets/_rels/sheet1.xml.rels": relation.encode(),
        "xl/drawings/drawing1.xml": drawing.encode(),
    }
    page = read(package(content)).pages[0]
    assert lines(page)[-2:] == ["说明：本表不含结转资金。", "第二段。"]
    assert page.places[-1].cell == "B9"


def test_odd_styles_are_no_reason_to_fail() -> None:
    content = parts(TABLE)
    wrong = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="x" fontId="99"/></cellXfs></styleSheet>'
    for styles in (b"", b"<x", b"<styleSheet/>", wrong.encode()):
        assert texts(read(package({**content, "xl/styles.xml": styles})).pages[0])[1][1] == "1234.5"


def test_strict_files_prefixes_and_other_part_names() -> None:
    content = parts(TABLE)
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = content.pop("xl/worksheets/sheet1.xml").decode().replace(MAIN, strict)
    sheet = sheet.replace("<", "<x:").replace("<x:/", "</x:").replace(f'xmlns="{strict}"', f'xmlns:x="{strict}"')
    content["XL\\Blatt\\Eins.xml"] = sheet.encode()
    name = "xl/_rels/workbook.xml.rels"
    content[name] = content[name].replace(b"worksheets/sheet1.xml", b"/xl/blatt/eins.xml")
    assert texts(read(package(content)).pages[0])[1][1] == "1,234.50"


def test_a_sheet_whose_part_is_missing_is_reported() -> None:
    content = parts(TABLE, Tab("附表", rows=[["x"]]))
    del content["xl/worksheets/sheet2.xml"]
    document = read(package(content))
    assert len(document.pages) == 1
    assert codes(document) == [("sheet_missing", {"sheet": "附表"})]


def test_macros_and_links_are_left_alone() -> None:
    content = parts(TABLE) | {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x>"}
    document = read(package(content))
    assert document.media_type == xlsx.MACRO_TYPE
    assert len(document.pages) == 1


def test_chart_sheets_are_passed_over() -> None:
    content = parts(TABLE, Tab("图", rows=[["x"]]))
    name = "xl/_rels/workbook.xml.rels"
    content[name] = content[name].replace(
        b'worksheet" Target="worksheets/sheet2', b'chartsheet" Target="worksheets/sheet2'
    )
    document = read(package(content))
    assert len(document.pages) == 1
    assert not codes(document)


def test_no_visible_text_is_an_error() -> None:
    for tabs in ((), (Tab("空"),), (Tab("藏", rows=[["x"]], state="hidden"),)):
        with pytest.raises(NoPages):
            read(workbook(*tabs))


def test_blank_cells_to_the_end_of_a_sheet_cost_nothing() -> None:
    """Formats set for whole columns: the sheet says that it reaches to the last row."""
    blank = "".join(f'<row r="{r}"><c r="A{r}" s="8"/><c r="XFD{r}" s="8"/></row>' for r in range(6, 3000))
    data = row(cell(0, 0, "项目", 8), cell(0, 1, "数", 8)) + row(cell(1, 0, "甲", 8), cell(1, 1, 5, 8), number=2)
    document = one(
        data + blank + '<row r="1048576"><c r="A1048576" s="8"/></row>', before='<dimension ref="A1:XFD1048576"/>'
    )
    grid = (document.pages[0].grids or ())[0]
    assert (grid.row_count, grid.column_count) == (2, 2)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    many = workbook(Tab("表", rows=[[str(i), i] for i in range(40)]))
    monkeypatch.setattr(xlsx, "MAX_TEXTS", 50)
    with pytest.raises(LimitExceeded) as caught:
        read(many)
    assert caught.value.named == {"file": "表.xlsx", "limit": "cells", "value": "51", "allowed": "50"}
    monkeypatch.setattr(xlsx, "MAX_BLANKS", 10)
    with pytest.raises(LimitExceeded):
        one("".join(f'<row r="{i}"><c r="A{i}" s="8"/></row>' for i in range(1, 20)) + row(cell(30, 0, "x"), number=31))
    monkeypatch.setattr(xlsx, "MAX_SHEETS", 1)
    with pytest.raises(LimitExceeded):
        read(workbook(TABLE, TABLE))


def test_text_in_a_far_column_is_over_the_limit() -> None:
    with pytest.raises(LimitExceeded):
        one(row(cell(0, 0, "项目", 8), *(cell(0, c, "x", 8) for c in range(1, 1200))) + row(cell(1, 0, 5, 8), number=2))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_bombs_of_entities_are_refused(part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(DamagedInput):
        read(package({**parts(TABLE), part: bomb}))


def test_damaged_files() -> None:
    whole = workbook(TABLE)
    for data in (b"PK\x03\x04", whole[: len(whole) // 2], package({"xl/x.xml": b"<x/>"})):
        with pytest.raises(DamagedInput):
            read(data)
    cut = parts(TABLE)
    cut["xl/worksheets/sheet1.xml"] = cut["xl/worksheets/sheet1.xml"][:-200]
    with pytest.raises(DamagedInput):
        read(package(cut))
    far = parts(Tab("表", data='<row r="2000000"><c><v>1</v></c></row>'))
    with pytest.raises(DamagedInput):
        read(package(far))


def test_a_password_is_asked_for() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    with pytest.raises(EncryptedInput):
        read(ole)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts(TABLE).items():
            archive.writestr(name, data)
    locked = bytearray(out.getvalue())
    at = locked.find(b"PK\x01\x02")
    while at >= 0:
        locked[at + 8] |= 1
        at = locked.find(b"PK\x01\x02", at + 1)
    with pytest.raises(EncryptedInput):
        read(bytes(locked))


def test_tables_are_not_stitched_across_sheets() -> None:
    """Sheets with equal columns, one below the other and side by side, are tables of their own; 续表 goes on."""
    rows = [["2023年支出表"], ["单位：万元"], ["编码", "名称", "数"], ["201", "甲", 5], ["202", "乙", 6]]
    again = [["续表"], ["编码", "名称", "数"], ["203", "丙", 7]]
    tabs = (Tab("Sheet1", rows, box=(2, 5, 0, 3)), Tab("Sheet2", rows[2:], box=(0, 3, 0, 3)))
    apart = assemble(read(workbook(*tabs)), load_rules()).tables
    assert [(table.title, table.row_count) for table in apart] == [("2023年支出表", 3), ("", 3)]
    same = assemble(read(workbook(tabs[0], Tab("Sheet2", rows, box=(2, 5, 0, 3)))), load_rules()).tables
    assert len(same) == 2
    (joined,) = assemble(read(workbook(tabs[0], Tab("Sheet2", again, box=(1, 3, 0, 3)))), load_rules()).tables
    assert joined.row_count == 4


def test_a_table_takes_no_title_from_the_sheet_before() -> None:
    contents = Tab("目录", rows=[["目录"], ["表1 部门收支总表"], ["表2 部门支出总表"]])
    rows = [["编码", "名称", "数"], ["201", "甲", 5], ["202", "乙", 6]]
    (found,) = assemble(read(workbook(contents, Tab("Sheet2", rows, box=(0, 3, 0, 3)))), load_rules()).tables
    assert found.title == ""


def test_the_tables_of_two_units_on_one_sheet_stay_apart() -> None:
    one = [["支出预算表"], ["单位名称：某局本级", None, "单位：万元"], ["编码", "名称", "数"], ["201", "甲", 5]]
    other = [["支出预算表"], ["单位名称：某中心", None, "单位：万元"], ["编码", "名称", "数"], ["201", "甲", 6]]
    tables = assemble(read(workbook(Tab("Sheet1", [*one, [], *other]))), load_rules()).tables
    assert [(table.title, table.row_count) for table in tables] == [("支出预算表", 2), ("支出预算表", 2)]
