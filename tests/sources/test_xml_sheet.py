"""XML Spreadsheet 2003: what finance systems hand out under the name .xls."""

from __future__ import annotations

import pytest

from budgetextract.errors import DamagedInput, LimitExceeded, NoPages
from budgetextract.model.document import Page, SourceDocument
from budgetextract.sources.read import Reading, read_source
from budgetextract.sources.sheets import xml_sheet

STYLES = """<Styles><Style ss:ID="Default"/><Style ss:ID="b"><Borders>
<Border ss:Position="Left" ss:LineStyle="Continuous"/>
<Border ss:Position="Right" ss:LineStyle="Continuous"/><Border ss:Position="Top" ss:LineStyle="Continuous"/>
<Border ss:Position="Bottom" ss:LineStyle="Continuous"/></Borders></Style>
<Style ss:ID="n" ss:Parent="b"><NumberFormat ss:Format="Standard"/></Style>
<Style ss:ID="z" ss:Parent="b"><NumberFormat ss:Format="0.00;-0.00;;@"/></Style>
<Style ss:ID="d" ss:Parent="b"><NumberFormat ss:Format="Short Date"/></Style></Styles>"""
ROWS = """<Row><Cell ss:MergeAcross="3"><Data ss:Type="String">部门收支总表</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">部门：某县某局</Data></Cell><Cell ss:Index="4">
<Data ss:Type="String">单位：万元</Data></Cell></Row>
<Row><Cell ss:StyleID="b" ss:MergeDown="1"><Data ss:Type="String">项目</Data></Cell><Cell ss:StyleID="b"
 ss:MergeAcross="2"><Data ss:Type="String">预算数</Data></Cell></Row>
<Row><Cell ss:Index="2" ss:StyleID="b"><Data ss:Type="String">合计</Data></Cell><Cell ss:StyleID="b">
<Data ss:Type="String">比上年</Data></Cell><Cell ss:StyleID="b"><Data ss:Type="String">日期</Data></Cell></Row>
<Row><Cell ss:StyleID="b"><ss:Data ss:Type="String"><B>一、拨款</B>收入</ss:Data></Cell><Cell ss:StyleID="n">
<Data ss:Type="Number">1234.5</Data></Cell><Cell ss:StyleID="z"><Data ss:Type="Number">0</Data></Cell>
<Cell ss:StyleID="d"><Data ss:Type="DateTime">2024-03-15T00:00:00.000</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">草稿</Data></Cell></Row>
<Row><Cell ss:StyleID="b"><Data ss:Type="String">合计</Data></Cell><Cell ss:StyleID="n" ss:Formula="=R[-2]C"/>
<Cell ss:StyleID="b" ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell><Cell ss:StyleID="b">
<Data ss:Type="Boolean">1</Data></Cell></Row>"""


def made(rows: str = ROWS, *, more: str = "", head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'{STYLES}<Worksheet ss:Name="表1"><Table>{rows}</Table></Worksheet>{more}</Workbook>'
    ).encode()


def read(data: bytes) -> SourceDocument:
    return xml_sheet.read(data, "表.xls", Reading())


def texts(page: Page) -> list[list[str]]:
    grid = (page.grids or ())[0]
    rows: list[list[str]] = [[] for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row].append("\n".join(cell.lines))
    return rows


def test_a_sheet() -> None:
    hidden = (
        '<Worksheet ss:Name="库"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>'
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
    )
    document = read_source(made(more=hidden), "表.xls")
    (page,) = document.pages
    assert texts(page) == [
        ["项目", "预算数"],
        ["合计", "比上年", "日期"],
        ["一、拨款收入", "1,234.50", "", "2024/3/15"],
        ["合计", "", "#DIV/0!", "TRUE"],
    ]
    assert [word.text for word in page.words][:3] == ["部门收支总表", "部门：某县某局", "单位：万元"]
    assert {"A1", "D3", "B6", "B8"} <= {place.cell for place in page.places}
    assert [(problem.code, dict(problem.args).get("cell")) for problem in document.problems] == [
        ("formula_without_value", "B8"),
        ("cell_error", "C8"),
        ("hidden_sheet", None),
        ("hidden_rows", None),
    ]


def test_merged_areas_are_spans() -> None:
    grid = (read(made()).pages[0].grids or ())[0]
    head = {"".join(cell.lines): (cell.row_span, cell.column_span) for cell in grid.cells if cell.row == 0}
    assert head == {"项目": (2, 1), "预算数": (1, 3)}


def test_bad_files(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DamagedInput):
        read(made(head='<!DOCTYPE x [<!ENTITY a "aaaa">]>'))
    with pytest.raises(DamagedInput):
        read(made()[:-300])
    with pytest.raises(NoPages):
        read(made(""))
    cell = '<Cell ss:Index="999999" ss:MergeAcross="9999999"><Data ss:Type="Number">1</Data></Cell>'
    far = f'<Row ss:Index="9999999">{cell}</Row>'
    with pytest.raises(NoPages):
        read(made(far))
    monkeypatch.setattr(xml_sheet, "MAX_BYTES", 100)
    with pytest.raises(LimitExceeded):
        read(made())
