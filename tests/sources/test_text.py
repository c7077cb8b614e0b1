"""Plain text and Markdown: paragraphs, tables by marks, columns kept by blanks."""

from __future__ import annotations

import pytest

from budgetextract.errors import LimitExceeded
from budgetextract.extraction.lines import page_lines
from budgetextract.model.document import SourceDocument
from budgetextract.pipeline import extract_bytes
from budgetextract.sources.read import Reading, read_source
from budgetextract.sources.text import reader
from budgetextract.sources.text.reader import read

SENTENCE = "某县档案局2024年收入预算总额为1,234.56万元，比上年增加12.34万元，增长1.01%。"


def text(words: str, charset: str = "utf-8") -> SourceDocument:
    return read(words.encode(charset), "a.txt", Reading())


def paragraphs(source: SourceDocument) -> list[str]:
    out: dict[int, str] = {}
    for page in source.pages:
        for line in page_lines(page, [grid.bbox for grid in page.grids or ()]):
            out[line.paragraph] = out.get(line.paragraph, "") + line.text
    return list(out.values())


def rows(source: SourceDocument, index: int = 0) -> list[list[str]]:
    grid = [grid for page in source.pages for grid in page.grids or ()][index]
    out = [["~"] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        out[cell.row][cell.column] = "/".join(cell.lines)
    return out


# --- running text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_a_paragraph_a_line(charset: str) -> None:
    source = read_source(f"一、收支情况\n　　{SENTENCE}\n\n二、其他\n".encode(charset), "a.doc")
    assert (source.reader, source.media_type) == ("text", "text/plain")
    assert paragraphs(source) == ["一、收支情况", SENTENCE, "二、其他"]
    assert [place.paragraph for place in source.pages[0].places] == [1, 2, 3]


def test_a_title_alone_makes_markdown() -> None:
    found = extract_bytes("# 青禾县档案馆2024年度部门预算\n\n一、收支情况\n\n收入总预算3.00万元。\n".encode(), "a.md")
    assert found.document.department == "青禾县档案馆"
    assert paragraphs(text("# 不是\n标题而是正文\n"))[0] == "不是"
    assert paragraphs(text("#1号楼维修\n"))[0] == "#1号楼维修"


def test_lines_broken_at_one_width_are_joined() -> None:
    words = (
        "第一部分 部门概况\n\n一、主要职能\n\n"
        "    某县档案局是主管全县档案事业的行政机关，负责贯彻执行国家档案工作的\n"
        "法律法规和方针政策，制定全县档案事业发展规划并组织实施，监督指导机关\n"
        "团体企业事业单位和其他组织的档案工作。\n"
        "    收入预算总额为1,234.56万元，其中财政拨款1,000.00万元，其他收入234.5\n"
        "6万元，比上年增加12.34万元，主要原因是人员增加，工资和社会保险缴费相\n"
        "应增加。\n\n二、机构设置\n"
    )
    found = paragraphs(text(words))
    assert found[:2] == ["第一部分部门概况", "一、主要职能"]
    assert found[2].endswith("档案工作。")
    assert "234.56万元" in found[3]
    assert found[3].endswith("应增加。")
    assert found[4] == "二、机构设置"


def test_a_sentence_cut_by_a_page_end_goes_on() -> None:
    head, tail = SENTENCE[:30], SENTENCE[30:]
    assert paragraphs(text(f"一、收支\n{head}\n\n{tail}\n2、其他事项说明\n")) == [
        "一、收支",
        SENTENCE,
        "2、其他事项说明",
    ]
    assert paragraphs(text(f"　　{head}\n　　{tail}\n　　二、其他\n　　三、又\n")) == [head, tail, "二、其他", "三、又"]


def test_items_without_stops_stay_apart() -> None:
    words = "1、负责全县档案的接收、征集、整理、编目、鉴定和保管工作\n2、承办县委、县政府交办的其他事项\n二、机构设置\n"
    assert len(paragraphs(text(words))) == 3


def test_form_feeds_part_pages_and_a_title_is_centred() -> None:
    source = text("               某县档案局2024年部门预算\n\f一、收支\n")
    assert len(source.pages) == 2
    assert source.pages[0].words[0].x0 > 150


def test_what_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_CHARS", 100)
    with pytest.raises(LimitExceeded):
        text("甲" * 101)
    monkeypatch.setattr(reader, "MAX_LINES", 10)
    with pytest.raises(LimitExceeded):
        text("甲\n" * 11)


# --- Markdown


def test_markdown_loses_its_marks() -> None:
    source = text(
        "# 某县档案局2024年部门预算\n\n## 一、收支情况\n\n- 第一项\n* 第二项\n\n"
        "收入**1,234.56万元**，电话139****0000，见[附表](a.xlsx)和![图](b.png)，*强调*`码`。\n"
        "\n---\n> 引文<u>下</u>线&amp;\n"
    )
    assert source.media_type == "text/markdown"
    assert paragraphs(source) == [
        "某县档案局2024年部门预算", "一、收支情况", "第一项", "第二项",
        "收入1,234.56万元，电话139****0000，见附表和，强调码。", "引文下线&",
    ]  # fmt: skip
    sizes = [line.size for line in page_lines(source.pages[0])]
    assert sizes[0] > sizes[1] > sizes[2]
    assert [problem.code for problem in source.problems] == ["attachments_not_followed", "pictures_not_read"]


def test_stars_of_plain_text_stay() -> None:
    found = paragraphs(text("填报人：张*，电话：139****0000\n注：*号为空\n# 一号\n"))
    assert found == ["填报人：张*，电话：139****0000", "注：*号为空", "#一号"]


def test_tables_of_html_inside_of_markdown() -> None:
    words = (
        "# 某县档案局2024年部门预算\n\n一、收支情况\n\n" + SENTENCE + "\n\n部门收支总表\n\n单位：万元\n\n"
        "<table><tr><td rowspan=2>项目</td><td colspan=2>预算数</td></tr><tr><td>上年</td><td>本年</td></tr>\n"
        "<tr><td>合计</td><td>1.00</td>\n<td>2.00</td></tr></table>注：无。\n\n二、其他\n"
    )
    source = read_source(words.encode(), "a.md")
    assert (source.reader, source.media_type) == ("text", "text/markdown")
    assert rows(source) == [["项目", "预算数", "~"], ["~", "上年", "本年"], ["合计", "1.00", "2.00"]]
    assert SENTENCE in paragraphs(source)
    assert paragraphs(source)[-2:] == ["注：无。", "二、其他"]
    assert "一、收支情况" in paragraphs(source)


def test_tables_of_pipes() -> None:
    source = text(
        "**表**一\n**单位**：万元\n\n"
        "| 项目 | 预算数 |\n|:-----|------:|\n| 合计 | 1,234.56 |\n| 一、基本<br>支出 | \\|200 |\n"
        "| 短 |\n\n正文a|b不是表。\n"
    )
    assert rows(source) == [["项目", "预算数"], ["合计", "1,234.56"], ["一、基本/支出", "|200"], ["短", ""]]
    assert paragraphs(source)[-1] == "正文a|b不是表。"
    client = text("项目 | 金额\n-----+-----\n合计 | 1.00\n")
    assert rows(client) == [["项目", "金额"], ["合计", "1.00"]]


# --- tabs


def test_tables_of_tabs() -> None:
    source = text("部门收支总表\n部门：某局\t\t单位：万元\n项目\t上年\t本年\n合计\t1.00\t2.00\n其他\t\t3.00\n\n文字\n")
    assert rows(source)[-3:] == [["项目", "上年", "本年"], ["合计", "1.00", "2.00"], ["其他", "", "3.00"]]
    assert {place.cell for place in source.pages[0].places if place.cell} >= {"T1R1C1"}


def test_rows_that_lost_their_first_cells_stand_under_their_figures() -> None:
    words = (
        "资金\t来源\t项\t本年\t占比\t上年\n\t收入\t拨款\t40.60\t100%\t47.20\n合计\t\t40.60\t100%\t47.20\n\n"
        "支出\t基本\t31.10\t76%\t40.30\n目标\t内容\t完成\t100%\n"
    )
    found = rows(text(words))
    assert found[2] == ["", "合计", "", "40.60", "100%", "47.20"]
    assert found[3] == ["", "支出", "基本", "31.10", "76%", "40.30"]
    assert found[4][:4] == ["目标", "内容", "完成", "100%"]


def test_a_row_cut_by_a_page_end_is_joined() -> None:
    found = rows(text("指标\t名称\t值\n数量\t接待群众来访批\t95%\n\n\t次登记率\t\n质量\t办结率\t90%\n"))
    assert found == [["指标", "名称", "值"], ["数量", "接待群众来访批次登记率", "95%"], ["质量", "办结率", "90%"]]


def test_a_title_behind_a_blank_line_begins_another_table() -> None:
    source = text("项目\t金额\n合计\t1.00\n\n部门支出总表\t\n项目\t金额\n合计\t2.00\n")
    assert len([grid for page in source.pages for grid in page.grids or ()]) == 2


def test_comma_separated_values() -> None:
    source = text('部门收支总表\n单位：万元\n项目,上年,本年\n合计,"1,000.50",2.00\n基本支出,,3.00\n\n1,2,3都是数字。\n')
    assert rows(source) == [["项目", "上年", "本年"], ["合计", "1,000.50", "2.00"], ["基本支出", "", "3.00"]]
    assert paragraphs(source)[-1] == "1,2,3都是数字。"


# --- drawn tables


def test_tables_drawn_with_lines() -> None:
    source = text(
        "部门收支总表\n"
        "┌──────┬────────┬────────┐\n"
        "│项目  │上年预算│本年预算│\n"
        "├──────┼────────┼────────┤\n"
        "│合计  │    1.00│    2.00│\n"
        "├──────┼────────┴────────┤\n"
        "│备注  │无说明文字       │\n"
        "└──────┴─────────────────┘\n"
    )
    assert rows(source) == [["项目", "上年预算", "本年预算"], ["合计", "1.00", "2.00"], ["备注", "无说明文字", "~"]]


def test_lines_that_old_fonts_draw_twice_as_wide() -> None:
    source = text(
        "┌───┬────┬────┐\n│项目  │上年预算│本年预算│\n├───┼────┼────┤\n"
        "│合计  │    1.00│    2.00│\n│其他  │        │    3.00│\n"
        "│合计  │    1.00│    5.00│\n└───┴────┴────┘\n"
    )
    assert rows(source)[0] == ["项目", "上年预算", "本年预算"]
    assert rows(source)[2:] == [["其他", "", "3.00"], ["合计", "1.00", "5.00"]]


def test_tables_drawn_with_signs() -> None:
    source = text(
        "+--------+--------+\n|项目    |  预算数|\n+========+========+\n|基本    |   10.00|\n|支出    |        |\n"
        "+--------+--------+\n|项目支出|       -|\n+--------+--------+\n"
    )
    assert rows(source) == [["项目", "预算数"], ["基本/支出", "10.00"], ["项目支出", "-"]]


def test_a_label_that_runs_down_beside_rows() -> None:
    source = text(
        "┌────┬────┬────┐\n│支出│基本│1.00│\n│    ├────┼────┤\n│构成│项目│2.00│\n├────┼────┼────┤\n"
        "│合计│    │3.00│\n└────┴────┴────┘\n"
    )
    assert rows(source) == [["支出/构成", "基本", "1.00"], ["~", "项目", "2.00"], ["合计", "", "3.00"]]


# --- columns kept by blanks

LISTING = (
    "                    部门收支总表\n\n部门：某县档案局                          单位：万元\n"
    "     收        入                  支        出\n"
    " 项目              预算数      项目              预算数\n"
    " 一、一般公共预算    100.00    一、一般公共服务    90.00\n"
    " 二、政府性基金        0.00    二、社会保障        10.00\n"
    " 收入总计            100.00    支出总计           100.00\n"
)


def test_columns_kept_by_blanks_are_found_by_their_place() -> None:
    source = text(LISTING)
    page = source.pages[0]
    assert page.grids is None
    assert [problem.code for problem in source.problems] == ["columns_by_blanks"]
    amounts = [word for word in page.words if word.text in ("100.00", "0.00")]
    assert len({round(word.x1) for word in amounts}) == 2
    assert all(place.paragraph for place in page.places)
    found = extract_bytes(LISTING.encode(), "a.txt")
    assert [table.table for table in found.tables] == ["income_expenditure_summary"]
    assert found.tables[0].rows[-1] == ["收入总计", "100.00", "支出总计", "100.00"]


def test_pages_of_each_kind_count_on() -> None:
    source = text(f"{SENTENCE}\n\f{LISTING}\f|a|b|\n|-----|-----|\n|1|2|\n\f{LISTING}")
    assert [page.number for page in source.pages] == [1, 2, 3, 4]
    numbers = [place.paragraph for page in source.pages for place in page.places if place.paragraph]
    assert numbers == sorted(set(numbers))
    assert source.pages[2].places[0].cell == "T1R1C1"
