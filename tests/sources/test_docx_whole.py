"""One invented disclosure, written in the ways that makers of Word files have: the same facts each time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from budgetextract.pipeline import extract_bytes
from sources.word_files import cell, level, numbered, numbering, paragraph, row, run, styles, table, word_file

TITLE = "清源县档案馆2024年部门预算公开"
PARTS: list[tuple[str, str, str]] = [
    ("part", "第一部分 ", "部门概况"),
    ("section", "一、", "主要职责"),
    ("text", "", "负责全县档案的接收、保管和利用。"),
    ("section", "二、", "机构设置"),
    ("text", "", "我馆编制12名，其中行政编制4名、事业编制8名；在职11人。"),
    ("part", "第二部分 ", "2024年部门预算情况说明"),
    ("section", "一、", "收支预算总体情况"),
    ("text", "", "2024年收入预算总额为406.62万元，比上年减少26.52万元，下降6.12%。其中："
     "一般公共预算财政拨款收入294.42万元；其他收入112.20万元。"),
    ("text", "", "2024年支出预算总额为406.62万元，其中：基本支出311.62万元，项目支出95.00万元。"),
    ("section", "二、", "“三公”经费预算情况"),
    ("text", "", "2024年“三公”经费预算2.36万元，其中：公务接待费0.86万元，公务用车运行维护费1.50万元，"
     "因公出国（境）费0万元。"),
    ("section", "三、", "机关运行经费情况"),
    ("text", "", "2024年机关运行经费预算135.36万元，比上年增加9.42万元。"),
    ("part", "第三部分 ", "部门预算表"),
]  # fmt: skip
CAPTION = [("center", "部门收支总表"), ("right", "单位：万元")]


def summary() -> str:
    two = '<w:gridSpan w:val="2"/>'
    return table(
        row(cell("收入", two), cell("支出", two)),
        row("项目", "预算数", "项目", "预算数"),
        row("一、一般公共预算拨款收入", "294.42", "一、基本支出", "311.62"),
        row("二、其他收入", "112.20", "二、项目支出", "95.00"),
        row("本年收入合计", "406.62", "本年支出合计", "406.62"),
        row("收入总计", "406.62", "支出总计", "406.62"),
    )


def centred(text: str, size: int = 44) -> str:
    return paragraph(run(text, f'<w:sz w:val="{size}"/>'), '<w:jc w:val="center"/>')


def caption() -> str:
    return "".join(paragraph(text, f'<w:jc w:val="{place}"/>') for place, text in CAPTION)


def typed() -> bytes:
    body = "".join(paragraph(number + text, '<w:ind w:firstLineChars="200"/>') for _, number, text in PARTS)
    return word_file(centred(TITLE) + body + caption() + summary())


LISTS = numbering(
    {
        0: level(0, "chineseCounting", "第%1部分", '<w:pStyle w:val="h1"/><w:suff w:val="space"/>')
        + level(1, "chineseCounting", "%2、", '<w:pStyle w:val="h2"/><w:suff w:val="nothing"/>')
    },
    {1: (0, "")},
)
STYLES = styles(
    '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/>'
    f'<w:pPr>{numbered(1, 0)}</w:pPr><w:rPr><w:sz w:val="36"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/>'
    f"<w:pPr>{numbered(1, 1)}</w:pPr></w:style>"
)
HEADINGS = {"part": '<w:pStyle w:val="h1"/>', "section": '<w:pStyle w:val="h2"/>', "text": ""}


def by_styles() -> bytes:
    body = "".join(paragraph(text, HEADINGS[kind]) for kind, _, text in PARTS)
    return word_file(centred(TITLE) + body + caption() + summary(), {"numbering.xml": LISTS, "styles.xml": STYLES})


def by_lists() -> bytes:
    depth = {"part": numbered(1, 0), "section": numbered(1, 1), "text": ""}
    body = "".join(paragraph(text, depth[kind]) for kind, _, text in PARTS)
    return word_file(centred(TITLE) + body + caption() + summary(), {"numbering.xml": LISTS})


def line_breaks() -> bytes:
    """All text in one paragraph, as it is pasted from a web page."""
    lines = "<w:r>" + "<w:br/>".join(f"<w:t>{number}{text}</w:t>" for _, number, text in PARTS) + "</w:r>"
    return word_file(centred(TITLE) + paragraph(lines) + caption() + summary())


def in_a_frame() -> bytes:
    body = "".join(paragraph(number + text) for _, number, text in PARTS)
    return word_file(table(row(cell(centred(TITLE) + body + caption() + summary()))))


def in_boxes() -> bytes:
    """The title in a text box, the rest below it."""
    box = f"<w:txbxContent>{centred(TITLE)}</w:txbxContent>"
    first = paragraph(f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>")
    body = "".join(paragraph(number + text) for _, number, text in PARTS)
    return word_file(first + body + caption() + summary())


def title_in_the_table() -> bytes:
    body = "".join(paragraph(number + text) for _, number, text in PARTS)
    whole = '<w:gridSpan w:val="4"/>'
    inside = row(cell("部门收支总表", whole)) + row(cell("单位：万元", whole))
    return word_file(centred(TITLE) + body + summary().replace("<w:tr>", inside + "<w:tr>", 1))


def in_pieces() -> bytes:
    """Each character a run of its own, with changes, proof marks and bookmarks in between."""

    def pieces(text: str) -> str:
        kept = "".join(run(char) + '<w:proofErr w:type="spellStart"/>' for char in text[:-1])
        deleted = '<w:del w:id="1"><w:r><w:delText>999.99</w:delText></w:r></w:del>'
        return f'<w:bookmarkStart w:id="1" w:name="a"/>{kept}{deleted}<w:ins w:id="2">{run(text[-1])}</w:ins>'

    body = "".join(paragraph(pieces(number + text)) for _, number, text in PARTS)
    return word_file(centred(TITLE) + body + caption() + summary())


def with_contents() -> bytes:
    """Contents as a field, closed in a later paragraph, with page numbers that a program lost."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    listed = [number + text for kind, number, text in PARTS if kind != "text"]
    first = marks["begin"] + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>" + marks["separate"]
    lost = "<w:r><w:tab/></w:r>" + run("错误！未定义书签。")
    contents = paragraph(first + run(listed[0]) + lost) + "".join(paragraph(run(text) + lost) for text in listed[1:])
    body = "".join(paragraph(number + text) for _, number, text in PARTS)
    return word_file(
        centred(TITLE) + centred("目 录", 32) + contents + paragraph(marks["end"]) + body + caption() + summary()
    )


WAYS: tuple[Callable[[], bytes], ...] = (
    by_styles, by_lists, line_breaks, in_a_frame, in_boxes, title_in_the_table, in_pieces, with_contents,
)  # fmt: skip


def facts(data: bytes) -> set[tuple[str, str, str, str, int]]:
    found = extract_bytes(data, "a.docx")
    return {
        (fact.concept, fact.measure, str(sorted(fact.dimensions.items())), fact.value, len(fact.mentions))
        for fact in [*found.figures, *found.staffing]
    }


@cache
def as_typed() -> frozenset[tuple[str, str, str, str, int]]:
    return frozenset(facts(typed()))


def test_the_plain_file_gives_its_facts() -> None:
    found = {(concept, measure): value for concept, measure, dimensions, value, _ in as_typed() if dimensions == "[]"}
    assert found["income.total", "budget"] == "4066200.00"
    assert found["income.total", "change"] == "-265200.00"
    assert found["three_public.reception", "budget"] == "8600.00"
    assert found["operating_funds.total", "budget"] == "1353600.00"
    assert found["staff.on_duty", "reported"] == "11"
    assert len(as_typed()) > 15


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_of_writing_it_gives_the_same_facts(way: Callable[[], bytes]) -> None:
    assert facts(way()) == as_typed()
