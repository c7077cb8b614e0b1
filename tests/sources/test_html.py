"""Web pages: what is read of a page, and what is said of the rest."""

from __future__ import annotations

import pytest

from budgetextract.errors import DamagedInput, LimitExceeded
from budgetextract.extraction.lines import page_lines
from budgetextract.model.document import SourceDocument
from budgetextract.sources.html.reader import read
from budgetextract.sources.read import Reading, read_source

SENTENCE = "某县档案局2024年收入预算总额为1,234.56万元，比上年增加12.34万元，增长1.01%。"
TABLE = (
    "<table><tr><td>科目编码</td><td>科目名称</td><td>合计</td></tr>"
    "<tr><td>20126</td><td>档案事务</td><td>123.45</td></tr></table>"
)


def page(html: str, charset: str = "utf-8") -> SourceDocument:
    return read(html.encode(charset), "a.html", Reading())


def lines(source: SourceDocument) -> list[str]:
    return [line.text for each in source.pages for line in page_lines(each, [grid.bbox for grid in each.grids or ()])]


def texts(source: SourceDocument) -> list[str]:
    """Paragraphs put together again."""
    out: dict[int, str] = {}
    for each in source.pages:
        for line in page_lines(each, [grid.bbox for grid in each.grids or ()]):
            out[line.paragraph] = out.get(line.paragraph, "") + line.text
    return list(out.values())


def rows(source: SourceDocument, index: int = 0) -> list[list[str]]:
    """Rows of a table, the lines of a cell joined by a slash; slots of a merged cell but its first are "~"."""
    grid = [grid for each in source.pages for grid in each.grids or ()][index]
    out = [["~"] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        out[cell.row][cell.column] = "/".join(cell.lines)
    return out


def codes(source: SourceDocument) -> list[str]:
    return [problem.code for problem in source.problems]


# --- the article of a portal page

MENU = "".join(f'<li><a href="/col/col{n}/index.html">栏目{n}</a></li>' for n in range(12))
FOOT = "<div class='foot'>版权所有：某县人民政府 主办单位：某县政府办 ICP备12345678号 网站标识码：4200000001</div>"


def portal(article: str, head: str = "") -> str:
    return (
        f"<html><head>{head}<title>某县档案局2024年部门预算公开_某县人民政府</title>"
        "<style>.none{display:none} @media print{.body{display:none}}</style>"
        "<script>var total = 9999.99;</script></head><body>"
        f'<div class="top"><ul class="nav">{MENU}</ul></div>'
        '<div class="wrap"><div>您的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a></div>'
        "<h2 class='art-title'>某县档案局2024年部门预算公开</h2>"
        "<div class='info'>发布时间：2024-02-20 09:30 来源：某县档案局 浏览次数：1234 字体：[大 中 小]</div>"
        f"{article}"
        "<div>上一篇：<a href='1.html'>某县统计局2024年部门预算</a></div></div>"
        f"<div class='right'><h3>相关信息</h3><ul>{MENU}</ul></div>{FOOT}</body></html>"
    )


ARTICLE = f"<p>&nbsp;&nbsp;&nbsp;&nbsp;一、收支情况</p><p>　　{SENTENCE}</p>{TABLE}"


@pytest.mark.parametrize(
    "article",
    [
        f'<div class="view TRS_UEDITOR trs_paper_default">{ARTICLE}</div>',
        f'<div id="zoom"><div class="Custom_UnionStyle">{ARTICLE}</div></div>',
        f'<form name="f"><div id="vsb_content"><div class="v_news_content">{ARTICLE}</div></div></form>',
        f'<div class="xyz123"><div>{ARTICLE}</div></div>',
        f'<table width="980"><tr><td width="200"><a href="/a">导航一</a><br><a href="/b">导航二</a></td>'
        f"<td>{ARTICLE}{'<p>补充说明。</p>' * 9}</td></tr></table>",
    ],
    ids=["trs", "hanweb", "vsb", "unknown", "tables"],
)
def test_the_article_alone_is_read(article: str) -> None:
    source = page(portal(article))
    read_lines = "\n".join(texts(source))
    assert SENTENCE in read_lines
    assert "一、收支情况" in read_lines
    assert "2024年部门预算公开" in read_lines
    assert "发布日期：2024-02-20" in read_lines or "发布时间：2024-02-20" in read_lines
    for furniture in ("栏目3", "ICP备", "9999.99", "上一篇", "导航一"):
        assert furniture not in read_lines
    assert rows(source) == [["科目编码", "科目名称", "合计"], ["20126", "档案事务", "123.45"]]


def test_an_article_in_two_pieces_is_read_whole() -> None:
    article = f'<div class="TRS_Editor"><p>{SENTENCE}</p></div><div class="box"><p>附表</p>{TABLE * 3}</div>'
    source = page(portal(article))
    assert SENTENCE in texts(source)
    assert len(source.pages[0].grids or ()) == 3


def test_meta_names_title_and_date() -> None:
    head = '<meta name="ArticleTitle" content="某县档案局2023年度决算"><meta name="PubDate" content="2024-09-18 17:02">'
    source = page(f"<html><head>{head}</head><body><div id='zoom'><p>{SENTENCE}</p></div></body></html>")
    assert lines(source)[:2] == ["发布日期：2024-09-18", "某县档案局2023年度决算"]


def test_the_first_day_of_a_project_is_no_date_of_publication() -> None:
    form = "<table><tr><td>计划开始日期</td><td>2024-01-01</td></tr></table>"
    source = page(f"<html><body><div id='zoom'><p>{SENTENCE}</p>{form}<p>公开时间：2024-02-18</p></div></body></html>")
    assert not any("发布日期：2024-01-01" in line for line in lines(source))


def test_a_title_that_the_article_bears_is_not_repeated() -> None:
    source = page(
        f"<title>某县档案局2024年部门预算 - 某县</title><h1>某县档案局<br>2024年部门预算</h1><p>{SENTENCE}</p>"
    )
    assert lines(source)[:2] == ["某县档案局", "2024年部门预算"]


# --- characters and paragraphs


def test_gbk_without_a_label_and_utf8_with_a_lying_one() -> None:
    assert SENTENCE in texts(page(f"<p>{SENTENCE}</p>", "gbk"))
    assert SENTENCE in texts(page(f"<meta charset=gb2312><p>{SENTENCE}</p>"))


def test_what_is_not_shown_is_left_out() -> None:
    source = page(
        "<style>.x{display:none}</style><p>显示的文字。</p><p style='DISPLAY: none'>不显示一</p><p class=x>不显示二</p>"
        "<p hidden>不显示三</p><!-- 注释 --><template>模板</template><noscript>无脚本</noscript>"
        "<!--[if gte mso 9]><xml>办公</xml><![endif]--><p>前<span style='mso-hide:all;display:none'>藏</span>后</p>"
    )
    assert texts(source) == ["显示的文字。", "前后"]
    assert codes(source) == []


def test_hidden_figures_are_reported() -> None:
    source = page("<p>收入总计100.00万元。</p><div style='display:none'>支出总计98.76万元</div>")
    assert codes(source) == ["hidden_text"]
    assert dict(source.problems[0].args)["text"] == "支出总计98.76万元"


def test_inline_elements_and_line_ends_do_not_part_words() -> None:
    source = page(
        "<p>收入预算<span>总额</span>\n<span>为</span><b>1,2</b>34.56\n万元，<font size=5>比上\n年</font>增加</p>"
        "<p>Sheet one\nof two</p>"
    )
    assert texts(source) == ["收入预算总额为1,234.56万元，比上年增加", "Sheet one of two"]


def test_line_breaks_and_blanks_make_paragraphs() -> None:
    source = page("<div>&nbsp;&nbsp;一、职能<br>　　负责档案工作。<br><br>二、机构<p>一个单位。</p>余文</div>")
    assert texts(source) == ["一、职能", "负责档案工作。", "二、机构", "一个单位。", "余文"]


def test_text_pasted_at_a_fixed_width_is_joined() -> None:
    body = (
        "　　某县档案局是主管全县档案事业的行政机关，负责贯彻执行国家<br>"
        "档案工作的法律法规和方针政策，制定全县档案事业发展规划并组织实<br>"
        "施，监督指导机关团体企业事业单位和其他组织的档案工作，收入预算<br>"
        "总额为1,234.56万元，其中财政拨款1,000.00万元，其他收入234.56万<br>"
        "元。<br>　　二、机构设置<br>"
    )
    found = texts(page(f"<div>{body}</div>"))
    assert len(found) == 2
    assert "收入预算总额为1,234.56万元" in found[0]
    assert found[0].endswith("其他收入234.56万元。")


def test_lists_bear_their_numbers() -> None:
    source = page(
        "<ol><li>甲</li><li>乙<ol type=a start=3><li>丙</li></ol></li><li value=7>丁</li></ol><ul><li>戊</li></ul>"
        "<ol style='list-style-type:cjk-ideographic'>"
        + "<li>己</li>" * 11
        + "</ol><ol style='list-style:none'><li>庚</li></ol>"
    )
    found = texts(source)
    assert found[:6] == ["1.甲", "2.乙", "c.丙", "7.丁", "戊", "一、己"]
    assert found[-2:] == ["十一、己", "庚"]


def test_titles_are_larger_and_centred() -> None:
    source = page(
        "<center><h1>部门预算</h1></center><p align=center style='font-size:22pt'>公开说明</p><p>正文正文</p>"
    )
    sizes = {line.text: (line.size, line.x0) for each in source.pages for line in page_lines(each)}
    assert sizes["部门预算"][0] == sizes["公开说明"][0] == 22
    assert sizes["正文正文"][0] == 12
    assert abs(sizes["部门预算"][1] - sizes["公开说明"][1]) < 1


def test_a_wide_blank_parts_two_things() -> None:
    source = page("<p>部门：某县档案局&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;单位：万元</p>")
    assert lines(source) == ["部门：某县档案局 单位：万元"]


# --- what is not read


def test_attachments_are_named_and_not_opened() -> None:
    source = page(
        portal(
            f'<div id="zoom"><p>{SENTENCE}</p><p><a href="./P020240220.pdf">附件1：某县档案局预算表.pdf</a></p>'
            '<p><a href="/module/download/downfile.jsp?classid=0&amp;filename=24.xls">附表</a></p></div>'
        )
    )
    problem = next(problem for problem in source.problems if problem.code == "attachments_not_followed")
    assert problem.severity == "info"
    assert dict(problem.args) == {"count": "2", "names": "附件1：某县档案局预算表.pdf、附表"}


def test_pictures_in_place_of_text_are_an_error() -> None:
    source = page(
        portal('<div id="zoom"><p><img src="W0202.jpg"></p><p><img src="data:image/png;base64,AAAA"></p></div>')
    )
    problem = next(problem for problem in source.problems if problem.code == "pictures_not_read")
    assert (problem.severity, dict(problem.args)["count"]) == ("error", "2")


def test_a_page_of_frames_says_so() -> None:
    source = page("<html><frameset cols='20%,80%'><frame src='a.htm'><frame src='b.htm'></frameset></html>")
    assert codes(source) == ["frames_not_followed"]


# --- hostile pages


def test_open_elements_of_an_old_editor_do_not_cut_the_page() -> None:
    source = page("<p>开头。</p>" + "<font><span>" * 3000 + "甲" + "<p>结尾1.00万元。</p>")
    assert texts(source)[-1].endswith("结尾1.00万元。")


def test_what_is_nested_without_end_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        page("<div>" * 50_000 + "甲")


@pytest.mark.parametrize("data", [b"   ", b"<!-- nothing -->"])
def test_a_page_without_elements_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedInput):
        read(data, "a.html", Reading())


def test_entities_of_a_dtd_are_not_expanded() -> None:
    source = page(
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><html><body><p>甲&a;&b;乙</p></body></html>'
    )
    assert "aaaa" not in "".join(texts(source))
    assert "root:" not in "".join(texts(source))


# --- the whole way


def test_a_page_is_found_by_its_content() -> None:
    source = read_source(f"<html><body><p>{SENTENCE}</p></body></html>".encode("gbk"), "a.pdf")
    assert (source.reader, source.media_type) == ("html", "text/html")
    assert [place.paragraph for place in source.pages[0].places] == [1]


# --- pages of other makers


def test_the_name_of_the_site_is_no_title() -> None:
    source = page(
        f"<title>某县档案局2024年部门预算-财政信息-某县人民政府</title><h1>某县人民政府门户网站</h1>"
        f"<h2>政府信息公开目录</h2><p>{SENTENCE}</p>"
    )
    assert lines(source)[0] == "某县档案局2024年部门预算"


def test_a_date_in_elements_of_its_own() -> None:
    source = page(
        f"<div class='bar'><span>来源：</span><span>办公室</span><span>发布时间：</span><b>2024-02-05</b></div>"
        f"<div id='zoom'><p>{SENTENCE}</p></div>"
    )
    assert lines(source)[0] == "发布日期：2024-02-05"


@pytest.mark.parametrize(
    "holder",
    [
        "<textarea style='display:none'>{escaped}</textarea>",
        "<script type='text/html'>{html}</script>",
        '<script>window._CONFIG = {{"id": 3, "content": "{json}"}};</script>',
    ],
    ids=["textarea", "template", "json"],
)
def test_an_article_that_a_script_would_show(holder: str) -> None:
    article = f"<p>一、收支情况</p><p>{SENTENCE}</p>" + TABLE + "<p>补充说明文字。</p>" * 9
    inner = holder.format(
        escaped=article.replace("<", "&lt;"), html=article, json=article.replace('"', '\\"').replace("<p", "\\u003cp")
    )
    source = page(f"<html><body><div id='app'></div>{inner}</body></html>")
    assert SENTENCE in texts(source)
    assert rows(source)[1] == ["20126", "档案事务", "123.45"]


def test_a_viewer_of_a_file_is_an_attachment() -> None:
    source = page(
        portal(
            f'<div id="zoom"><p>{SENTENCE}</p><iframe src="/pdf/viewer.html?file=/up/2024/yusuan.pdf"></iframe></div>'
        )
    )
    problem = next(problem for problem in source.problems if problem.code == "attachments_not_followed")
    assert dict(problem.args) == {"count": "1", "names": "yusuan.pdf"}


def test_an_article_hidden_until_a_script_shows_it() -> None:
    article = f"<p>一、收支情况</p><p>{SENTENCE}</p>{TABLE}"
    source = page(
        f"<body><div id='nav' style='display:none'>菜单</div><div id='c' style='display:none'>{article}</div>"
    )
    assert SENTENCE in texts(source)
    assert rows(source)[1] == ["20126", "档案事务", "123.45"]


def test_names_of_furniture_do_not_hide_an_article() -> None:
    source = page(f"<body><div class='main bottom'><p>{SENTENCE}</p>{TABLE}</div><div class='bottom'>某县办公室</div>")
    assert texts(source) == [SENTENCE]


def test_dates_and_counters_beside_the_article_do_not_widen_it() -> None:
    side = "".join(f"<li>通知公告之{n}<span>2024.02.{10 + n}</span><b>{1000 + n}</b></li>" for n in range(12))
    source = page(f"<body><div id='zoom'><p>{SENTENCE * 2}</p></div><div class='r'><ul>{side}</ul></div>")
    assert texts(source) == [SENTENCE * 2]


# --- pages out of word processors


def test_a_page_out_of_word() -> None:
    title = (
        "<p class=MsoNormal align=center style='text-align:center'><b><span lang=EN-US style='font-size:22.0pt'>2024"
        "</span></b><b><span style='font-size:22.0pt'>年某县档案局部门\n预算<o:p></o:p></span></b></p>"
    )
    contents = (
        "<p class=MsoToc1><a href='#_Toc1'>第一部分<span style='display:none;mso-hide:screen'>... 3</span></a></p>"
        "<span><br clear=all style='mso-special-character:line-break;page-break-before:always'></span>"
    )
    item = (
        "<p class=MsoListParagraph style='text-indent:32pt'><![if !supportLists]><span>一、<span style='font:7.0pt'>"
        "&nbsp;&nbsp; </span></span><![endif]>收支情况</p>"
    )
    table = (
        "<table class=MsoNormalTable><tr><td><p align=center>项目<o:p></o:p></p></td><td><p>金额</p></td>"
        "</tr><tr><td><p>合计</p></td><td><p align=right>1.00</p></td></tr></table>"
    )
    source = page(
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><meta name=Generator content='Microsoft Word 15'>"
        f"<div class=WordSection1>{title}{contents}{item}<p class=MsoNormal>{SENTENCE}</p>{table}</div>"
    )
    assert lines(source)[0] == "2024年某县档案局部门预算"
    assert len(source.pages) == 2
    assert [text.replace(" ", "") for text in texts(source)[1:3]] == ["第一部分", "一、收支情况"]
    assert rows(source) == [["项目", "金额"], ["合计", "1.00"]]


def test_running_heads_of_a_converted_page_are_left_out() -> None:
    source = page(f"<div title='header'><p>内部资料</p></div><p>{SENTENCE}</p><div title='footer'><p>- 3 -</p></div>")
    assert texts(source) == [SENTENCE]
