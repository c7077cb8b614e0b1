"""Pictures of web pages: those inside the page, in its message and beside it are read; no other is looked for."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pypdfium2
import pytest

from budgetextract.model.document import SourceDocument
from budgetextract.pipeline import extract_bytes
from budgetextract.result.places import Places
from budgetextract.sources.html.reader import read
from budgetextract.sources.ocr.engine import models
from budgetextract.sources.read import Reading

from .fake_ocr import is_missing, png, says

SAMPLES = Path(__file__).parents[2] / "samples"
TABLE_PAGE = 12
SCAN = "收入预算总额为406.62万元，支出预算总额为406.62万元。"
SENTENCE = "某县档案局2024年收支总预算406.62万元，比上年增加12.00万元，主要是人员增加。" * 3


def inside(data: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def page(article: str, **how: object) -> SourceDocument:
    return read(f"<html><body><div id=zoom>{article}</div></body></html>".encode(), "a.html", Reading(**how))


def shown(source: SourceDocument) -> list[str]:
    return ["".join(word.text for word in page.words) for page in source.pages if page.reader == "ocr"]


def codes(source: SourceDocument) -> list[tuple[str, str, str]]:
    return [(one.code, one.severity, dict(one.args)["count"]) for one in source.problems]


def test_a_picture_inside_the_page_is_a_page_at_its_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {255: SCAN, 100: "欢迎"})
    pictures = "".join(f'<img src="{inside(data)}">' for data in (png(), png(100), png(), png(50, (40, 40))))
    source = page(f"<p>{SENTENCE}</p><p>二、<b>收支</b>{pictures}如下</p><p>三、其他</p>")
    assert [one.reader for one in source.pages] == ["html", "ocr", "html"]
    assert (source.reader, shown(source)) == ("mixed", [SCAN])
    place = Places(source.pages).source(2, (72.0, 72.0, 400.0, 84.0))
    assert (place.paragraph, place.page, place.bbox, place.reader) == (2, None, None, "ocr")
    assert "".join(word.text for word in source.pages[0].words).endswith("二、收支如下")
    assert codes(source) == [("pictures_by_ocr", "info", "1")]


def test_pages_that_show_a_picture_late_name_it_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {255: SCAN})
    assert shown(page(f'<img src="grey.png" data-original="{inside(png())}">')) == [SCAN]


def test_a_picture_in_a_table_follows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {255: SCAN})
    rows = "<tr><td>项目</td><td>1.00</td></tr>" * 20
    source = page(f'<table>{rows}<tr><td>附图</td><td><img src="{inside(png())}"></td></tr></table>')
    assert [one.reader for one in source.pages] == ["html", "ocr"]


def test_the_article_may_be_nothing_but_scans(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {255: SCAN, 100: "网站标识码：某某某某某某某某某某某某某某某某"})
    scan, advertisement = f'<p><img src="{inside(png())}"></p>', f'<a href="/x.html"><img src="{inside(png(100))}"></a>'
    menu = "<ul>" + "<li><a href=/a>政务公开栏目</a></li>" * 9 + "</ul>"
    for holder in ("<div class=article-content>", "<div><div>", "<td>"):
        text = f"<div>您的位置：首页</div><h1>某县档案局2024年部门预算</h1>{holder}{scan}</div></div>{advertisement}"
        source = read(f"<html><body>{menu}<div>{text}</div>{menu}</body></html>".encode(), "a.html", Reading())
        assert shown(source) == [SCAN], holder


def test_without_ocr_the_pictures_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    is_missing(monkeypatch)
    scan = f'<img src="{inside(png())}">'
    assert codes(page(scan)) == [("pictures_need_ocr", "error", "1")]
    assert codes(page(f"<p>{SENTENCE * 4}</p>{scan}")) == [("pictures_need_ocr", "warning", "1")]
    assert codes(page(scan, ocr="never")) == [("pictures_not_read", "error", "1")]


def test_what_is_no_picture_or_not_there_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {255: SCAN})
    broken = f'<img src="{inside(b"x" * 400)}"><img src="data:image/png;base64,{"A" * 301}"><img src="data:picture;7">'
    assert codes(page(broken + '<img src="http://a.gov.cn/1.jpg"><img src="2.jpg">')) == [
        ("pictures_not_read", "error", "5")
    ]


def test_no_more_pictures_than_may_be_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from budgetextract.sources.html import tree
    from budgetextract.sources.ocr import pasted

    seen = says(monkeypatch, {})
    pictures = "".join(f'<img src="{inside(png(100 + level))}">' for level in range(6))
    monkeypatch.setattr(pasted, "MAX_PICTURES", 2)
    assert (codes(page(pictures)), len(seen)) == ([("pictures_not_read", "error", "4")], 2)
    monkeypatch.setattr(tree, "MAX_PICTURES", 1)
    page(pictures)
    assert len(seen) == 3


# --- one file of a page and its pictures


def message(image: str, head: str, where: str = "file:///C:/B1/%E9%A2%84%E7%AE%97.htm") -> SourceDocument:
    picture = base64.encodebytes(png()).decode()
    data = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
        f"--b\nContent-Location: {where}\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"<html><body><p>{SENTENCE}</p><img src='{image}'></body></html>\n"
        f"--b\n{head}\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{picture}\n--b--\n"
    )
    return read(data.encode(), "a.mht", Reading())


@pytest.mark.parametrize(
    ("image", "head"),
    [
        ("预算.files/image001.png", "Content-Location: file:///C:/B1/%E9%A2%84%E7%AE%97.files/image001.png"),
        ("预算.files\\image001.png", "Content-Location: file:///C:/B1/预算.files/Image001.png"),
        ("file:///C:/B1/x.png", "Content-Location: =?gb2312?B?ZmlsZTovLy9DOi9CMS94LnBuZw==?="),
        ("cid:image1@x", "Content-ID: <image1@x>"),
        ("https://a.gov.cn/1.png", "Content-Location: https://a.gov.cn/1.png"),
    ],
)
def test_a_message_holds_its_pictures(monkeypatch: pytest.MonkeyPatch, image: str, head: str) -> None:
    says(monkeypatch, {255: SCAN})
    assert shown(message(image, head)) == [SCAN]


def test_a_picture_that_the_message_lacks_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {255: SCAN})
    source = message("http://[1/x.png", "Content-Location: https://a.gov.cn/1.png")
    assert (shown(source), codes(source)) == ([], [("pictures_not_read", "error", "1")])


# --- beside


def beside(files: dict[str, bytes]) -> Callable[[str], bytes | None]:
    return files.get


BESIDE = "预算_files/1.png"


@pytest.mark.parametrize(
    "name",
    [BESIDE, f"./{BESIDE}?x=1", BESIDE.replace("/", "\\"), quote(BESIDE), quote(BESIDE.encode("gb18030"))],
)
def test_pictures_given_with_the_page_are_read(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    says(monkeypatch, {255: SCAN})
    source = page(f'<img src="{name}">', beside=beside({BESIDE: png()}))
    assert shown(source) == [SCAN]


@pytest.mark.parametrize("name", ["/etc/1.png", "\\\\host\\1.png", "//host/1.png", "file:///1.png", "C:\\1.png"])
def test_no_path_or_address_is_asked_for(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    says(monkeypatch, {255: SCAN})
    asked: list[str] = []
    page(f'<img src="{name}">', beside=lambda path: asked.append(path))
    assert asked == []


# --- the whole way


@pytest.mark.skipif(models() is None, reason="rapidocr and onnxruntime are not installed")
def test_a_scan_in_a_web_page_gives_the_tables_figures() -> None:
    with pypdfium2.PdfDocument(SAMPLES / "jiangsu" / "jiangsu.pdf") as document:
        scan = io.BytesIO()
        document[TABLE_PAGE - 1].render(scale=150 / 72).to_pil().convert("L").save(scan, "PNG")
    article = f"<h1>某县档案局2024年部门预算</h1><p><img src='{inside(scan.getvalue())}'></p>"
    found = extract_bytes(f"<html><body>{article}</body></html>".encode(), "a.html")
    whole = extract_bytes((SAMPLES / "jiangsu" / "jiangsu.pdf").read_bytes(), "a.pdf")
    stated = {m.value for fact in whole.figures for m in fact.mentions if m.source.page == TABLE_PAGE}
    read = [m for fact in found.figures for m in fact.mentions]
    assert {m.value for m in read} == stated
    assert {(m.source.reader, m.source.page, m.source.paragraph) for m in read} == {("ocr", None, 1)}
