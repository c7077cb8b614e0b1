"""Tables of web pages: spans, order of rows, layout tables, sheets of workbooks."""

from __future__ import annotations

import pytest

from budgetextract.errors import LimitExceeded
from budgetextract.sources.html.reader import read
from budgetextract.sources.read import Reading

from .test_html import SENTENCE, codes, lines, page, rows, texts


def table(inner: str, attributes: str = "") -> list[list[str]]:
    return rows(page(f"<p>收支总表</p><table {attributes}>{inner}</table>"))


def test_spans_cover_their_slots() -> None:
    found = table(
        "<tr><th rowspan=2>项目<th colspan=2>预算数</tr><tr><td>上年<td>本年</tr><tr><td>合计<td>1.00<td>2.00</tr>"
    )
    assert found == [["项目", "预算数", "~"], ["~", "上年", "本年"], ["合计", "1.00", "2.00"]]


def test_head_comes_first_and_foot_last() -> None:
    found = table(
        "<tfoot><tr><td>总计<td>3.00</tfoot><tbody><tr><td>基本支出<td>1.00</tbody>"
        "<tbody><tr><td>项目支出<td>2.00</tbody><thead><tr><th>项目<th>金额</thead>"
    )
    assert [row[0] for row in found] == ["项目", "基本支出", "项目支出", "总计"]


def test_rows_that_lack_cells_are_filled() -> None:
    assert table("<tr><td>a<td>b<td>c</tr><tr><td>d</tr><tr></tr>") == [["a", "b", "c"], ["d", "", ""]]


def test_absurd_spans_add_no_columns() -> None:
    found = table(
        "<tr><td colspan=999>部门收支总表</tr><tr><td>项目<td>金额</tr><tr><td rowspan=9999>合计<td colspan=x>5.00</tr>"
    )
    assert found == [["部门收支总表", "~"], ["项目", "金额"], ["合计", "5.00"]]


def test_a_span_of_nought_runs_to_the_end_of_its_group() -> None:
    found = table(
        "<tbody><tr><td rowspan=0>支出<td>1.00</tr><tr><td>2.00</tr></tbody><tbody><tr><td>合计<td>3.00</tr></tbody>"
    )
    assert found == [["支出", "1.00"], ["~", "2.00"], ["合计", "3.00"]]


def test_overlapping_spans_lose_no_text() -> None:
    found = table("<tr><td>a<td rowspan=2>b<td>c</tr><tr><td colspan=3>d<td>e</tr><tr><td>f<td>g<td>h<td>i</tr>")
    assert {text for row in found for text in row} >= set("abcdefghi")


def test_a_bomb_of_spans_is_refused() -> None:
    row = "<tr><td>1</td><td colspan=1000>2</td></tr>"
    with pytest.raises(LimitExceeded):
        page(f"<p>甲</p><table>{row * 2100}</table>")


def test_lines_of_a_cell_are_kept() -> None:
    found = table("<tr><td><p>目标1：甲</p><p>目标2：乙</p></td><td>a<br>b</td></tr><tr><td>1<td>2</tr>")
    assert found[0] == ["目标1：甲/目标2：乙", "a/b"]


def test_a_table_inside_of_a_cell() -> None:
    inner = "<table><tr><td>指标<td>值</tr><tr><td>数量<td>12</tr></table>"
    source = page(f"<table><tr><td>绩效目标<td>{'目标' * 40}{inner}</tr><tr><td>备注<td>无</tr></table>")
    assert rows(source, 0) == [["绩效目标", "目标" * 40], ["备注", "无"]]
    assert rows(source, 1) == [["指标", "值"], ["数量", "12"]]
    assert source.pages[0].places[0].cell == "T1R1C1"
    small = page("<table><tr><td>甲<td><table><tr><td>乙<td>丙</tr></table></tr><tr><td>1<td>2</tr></table>")
    assert rows(small)[0] == ["甲", "乙  丙"]


def test_layout_tables_hold_no_data() -> None:
    data = "<table border=1><tr><td>项目<td>金额</tr><tr><td>合计<td>1.00</tr></table>"
    article = f"<p>一、概况</p><p>{SENTENCE}</p>{data}<p>注：金额为万元。</p>"
    source = page(f"<table><tr><td><table width=100%><tr><td>{article}</td></tr></table></td></tr></table>")
    assert [text for text in texts(source) if text] == ["一、概况", SENTENCE, "注：金额为万元。"]
    assert rows(source) == [["项目", "金额"], ["合计", "1.00"]]


def test_a_column_of_paragraphs_is_text() -> None:
    source = page("".join(["<table>", *[f"<tr><td>第{n}段文字。</td></tr>" for n in range(9)], "</table>"]))
    assert not source.pages[0].grids
    assert len(texts(source)) == 9


def test_the_line_of_department_and_unit_is_no_table() -> None:
    source = page(
        "<p>部门收支总表</p><table width=100%><tr><td>部门：某县档案局</td><td align=right>单位：万元</td></tr></table>"
        "<table><tr><td>a<td>1.00</tr><tr><td>b<td>2.00</tr></table>"
    )
    assert lines(source) == ["部门收支总表", "部门：某县档案局", "单位：万元"]
    assert rows(source) == [["a", "1.00"], ["b", "2.00"]]


def test_a_caption_stands_above_its_table() -> None:
    source = page("<table><caption>部门收支总表<br>单位：万元</caption><tr><td>a<td>1</tr><tr><td>b<td>2</tr></table>")
    assert lines(source) == ["部门收支总表", "单位：万元"]


def test_hidden_rows_and_cells_are_left_out_and_reported() -> None:
    source = page(
        "<table><tr><td>a<td>1.50</tr><tr style='display:none'><td>b<td>2.50</tr>"
        "<tr><td>c<td style='display:none'>9.99<td>3.50</tr></table>"
    )
    assert rows(source) == [["a", "1.50"], ["c", "3.50"]]
    assert codes(source) == ["hidden_text"]
    assert [place.cell for place in source.pages[0].places][2] == "T1R3C1"


# --- workbooks saved as web pages

EXCEL = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>'
    "<style>.b{border:.5pt solid windowtext;mso-number-format:'0.00'} "
    ".t{font-size:18.0pt;text-align:center}</style></head><body>"
)


def workbook(inner: str) -> str:
    return f"{EXCEL}<table>{inner}</table></body></html>"


def test_a_sheet_has_title_unit_table_and_note() -> None:
    source = page(
        workbook(
            "<tr><td>表1</td><td></td><td></td></tr><tr><td colspan=3 class=t>部门收支总表</td></tr>"
            "<tr><td>部门：某县档案局</td><td></td><td>单位：万元</td></tr>"
            "<tr><td class=b>项目</td><td class=b>上年</td><td class=b>本年</td></tr>"
            "<tr><td class=b>合计</td><td class=b>1.00</td><td class=b x:num='2.004'>2.00</td></tr>"
            "<tr><td class=b>其他</td><td class=b>&nbsp;</td><td class=b x:num='0.75'>####</td></tr>"
            "<tr><td>注：本表金额转换为万元时可能存在尾数误差。</td></tr>"
            "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]>"
        )
    )
    assert lines(source)[:3] == ["表1", "部门收支总表", "部门：某县档案局 单位：万元"] or "部门收支总表" in lines(
        source
    )
    assert rows(source) == [["项目", "上年", "本年"], ["合计", "1.00", "2.00"], ["其他", "", "0.75"]]
    assert lines(source)[-1].startswith("注：")
    assert codes(source) == []
    assert "T1R5C3" in {place.cell for place in source.pages[0].places}


def test_hidden_columns_of_a_sheet() -> None:
    source = page(
        workbook(
            "<col width=72><col width=0 style='display:none'><col width=72>"
            "<tr><td class=b>项目</td><td class=b style='display:none'>内部</td><td class=b>金额</td></tr>"
            "<tr><td class=b>合计</td><td class=b style='display:none'>77.70</td><td class=b>1.00</td></tr>"
        )
    )
    assert rows(source) == [["项目", "金额"], ["合计", "1.00"]]
    assert codes(source) == ["hidden_text"]


def test_text_beside_the_tables_of_a_workbook_is_kept() -> None:
    source = page(f"{EXCEL}<p>某县档案局预算</p><table><tr><td>a<td>1.00</tr><tr><td>b<td>2.00</tr></table>")
    assert "某县档案局预算" in lines(source)


# --- MHTML

MHT = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"; type="text/html"; start="<main>"

This document is a Web archive file.
--b
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: quoted-printable
Content-Location: file:///C:/other.htm

<html><body><p>other</p></body></html>
--b
Content-ID: <main>
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: quoted-printable

<html><body><p>=CA=D5=C8=EB=D7=DC=BC=C6 12.34=CD=F2=
=D4=AA</p></body></html>
--b
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
--b--
"""


def test_a_page_saved_as_one_file() -> None:
    source = read(MHT.replace("\n", "\r\n").encode(), "a.mht", Reading())
    assert texts(source) == ["收入总计12.34万元"]
    assert (source.reader, source.media_type) == ("html", "multipart/related")


def test_the_sheets_of_a_workbook_saved_as_one_file() -> None:
    sheets = "".join(
        f"--b\nContent-Type: text/html; charset=utf-8\nContent-Location: sheet{n}.htm\n\n"
        f"{EXCEL}<table><tr><td class=b>项目{n}<td class=b>{n}.00</tr><tr><td class=b>x<td class=b>1</tr></table>\n"
        for n in (1, 2)
    )
    data = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
        f"<html><frameset rows='*,39'><frame src=sheet1.htm></frameset></html>\n{sheets}--b--\n"
    )
    source = read(data.encode(), "a.mht", Reading())
    assert [rows(source, index)[0] for index in (0, 1)] == [["项目1", "1.00"], ["项目2", "2.00"]]
    assert len(source.pages) == 2
