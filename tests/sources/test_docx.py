"""Word files: the text that a reader of the page sees, in its order, with its numbers, and nothing else."""

from __future__ import annotations

import io

import pytest

from budgetextract.errors import DamagedInput, EncryptedInput, LimitExceeded
from budgetextract.extraction.lines import page_lines
from budgetextract.model.document import Page, SourceDocument, Word
from budgetextract.result.places import Places
from budgetextract.sources.docx.numerals import numeral
from budgetextract.sources.docx.reader import read
from budgetextract.sources.read import Reading, read_source
from sources.word_files import NAMES, level, numbered, numbering, paragraph, run, styles, word_file


def source(data: bytes) -> SourceDocument:
    return read(data, "a.docx", Reading())


def texts(data: bytes) -> list[str]:
    """The paragraphs of a file, lines of one paragraph joined."""
    found: dict[tuple[int, int], str] = {}
    for page in source(data).pages:
        for line in page_lines(page):
            key = (page.number, line.paragraph)
            found[key] = found.get(key, "") + line.text
    return list(found.values())


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in source(data).problems]


def field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_paragraphs_count_with_empty_ones_and_boxes() -> None:
    made = source(word_file(paragraph("一、收入") + paragraph("") + paragraph("收入406.62万元。")))
    assert [(place.paragraph, place.cell) for place in made.pages[0].places] == [(1, ""), (3, "")]
    assert (made.reader, made.pages[0].reader, made.media_type.rpartition(".")[2]) == ("docx", "docx", "document")


def test_headings_keep_size_and_place_through_their_styles() -> None:
    part = styles(
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:sz w:val="44"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="d"><w:basedOn w:val="d"/></w:style>'
    )
    body = (
        paragraph("某局2024年部门预算", '<w:pStyle w:val="c"/>')
        + paragraph("正文一段。")
        + paragraph("自己循环的样式", '<w:pStyle w:val="d"/>')
        + paragraph(run("小", '<w:sz w:val="18"/>') + run("大字为主", '<w:sz w:val="32"/>'))
    )
    lines = page_lines(source(word_file(body, {"styles.xml": part})).pages[0])
    assert [line.size for line in lines] == [22, 10.5, 10.5, 16]
    assert lines[0].x0 > 150
    assert abs((lines[0].x0 + lines[0].x1) / 2 - 297.5) < 1


CHINESE = numbering(
    {
        0: level(0, "chineseCountingThousand", "第%1部分 ", '<w:suff w:val="space"/>')
        + level(1, "chineseCounting", "%2、", '<w:suff w:val="nothing"/>')
        + level(2, "chineseCounting", "（%3）")
        + level(3, "decimal", "%4."),
        1: level(0, "decimal", "%1") + level(1, "decimal", "%1.%2") + level(2, "decimal", "%1.%2.%3"),
        2: level(0, "chineseCounting", "%1.%2", "<w:isLgl/>") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    },
    {
        1: (0, ""),
        2: (0, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride>'),
        3: (1, ""),
        4: (2, ""),
    },
)


def test_automatic_numbers_stand_in_the_text() -> None:
    items = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1)]
    body = "".join(paragraph(f"题{i}", numbered(number, depth)) for i, (number, depth) in enumerate(items))
    assert texts(word_file(body, {"numbering.xml": CHINESE})) == [
        *("第一部分题0", "一、题1", "二、题2", "（一）题3", "（二）题4", "1.题5"),
        *("三、题6", "（一）题7", "第二部分题8", "一、题9"),
    ]


def test_a_list_may_start_anew_and_two_lists_may_count_together() -> None:
    items = [(1, 1), (1, 1), (2, 1), (2, 1), (1, 1)]
    body = "".join(paragraph(f"题{i}", numbered(number, depth)) for i, (number, depth) in enumerate(items))
    assert texts(word_file(body, {"numbering.xml": CHINESE})) == ["一、题0", "二、题1", "三、题2", "四、题3", "五、题4"]


def test_levels_show_the_levels_above_them() -> None:
    items = [(3, 0), (3, 1), (3, 1), (3, 2), (3, 0), (3, 2), (4, 1)]
    body = "".join(paragraph(f"题{i}", numbered(number, depth)) for i, (number, depth) in enumerate(items))
    shown = ["1 题0", "1.1 题1", "1.2 题2", "1.2.1 题3", "2 题4", "2.1.1 题5", "1.1 题6"]
    found = [text.replace(" ", "") for text in texts(word_file(body, {"numbering.xml": CHINESE}))]
    assert found == [text.replace(" ", "") for text in shown]


def test_a_number_and_a_figure_behind_it_stay_apart() -> None:
    body = paragraph("2024年预算", numbered(1, 3)) + paragraph("406.62万元", numbered(3, 0))
    assert texts(word_file(body, {"numbering.xml": CHINESE})) == ["1. 2024年预算", "1 406.62万元"]


def test_numbers_come_from_the_style_too_and_can_be_taken_off() -> None:
    part = styles(
        '<w:style w:type="paragraph" w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="i"><w:basedOn w:val="h"/></w:style>'
    )
    lists = numbering(
        {0: level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h"/>')},
        {1: (0, "")},
    )
    body = (
        paragraph("甲", '<w:pStyle w:val="h"/>')
        + paragraph("乙", '<w:pStyle w:val="i"/>')
        + paragraph("丙", '<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("丁", '<w:pStyle w:val="h"/>')
    )
    found = texts(word_file(body, {"styles.xml": part, "numbering.xml": lists}))
    assert found == ["（一）甲", "（二）乙", "丙", "（三）丁"]


@pytest.mark.parametrize(
    ("form", "count", "shown"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 110, "百十"),
        ("ideographDigital", 12, "一二"),
        ("decimalEnclosedCircleChinese", 12, "⑫"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("chineseLegalSimplified", 18, "壹拾捌"),
        ("ideographTraditional", 3, "丙"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 10**9, "1000000000"),
        ("nobody knows", 5, "5"),
        ("none", 5, ""),
    ],
)
def test_numerals(form: str, count: int, shown: str) -> None:
    assert numeral(count, form) == shown


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    body = paragraph(
        run("共")
        + field_mark("begin")
        + instruction(" = ")
        + field_mark("begin")
        + instruction("MERGEFIELD x")
        + field_mark("separate")
        + run("111")
        + field_mark("end")
        + instruction(" * 2 ")
        + field_mark("separate")
        + run("406.62")
        + field_mark("end")
        + run("万元")
        + '<w:fldSimple w:instr="PAGE"><w:r><w:t>（见7页）</w:t></w:r></w:fldSimple>'
    )
    assert texts(word_file(body)) == ["共406.62万元（见7页）"]


def test_a_field_that_is_not_closed_hides_no_more_than_its_paragraph() -> None:
    body = (
        paragraph(field_mark("begin") + instruction("DATE") + run("不见")) + paragraph("收入10万元") + field_mark("end")
    )
    assert texts(word_file(body)) == ["收入10万元"]


def test_contents_are_lines_of_contents() -> None:
    entries = [("一、收支情况", "3"), ("二、“三公”经费情况", "4")]
    rows = "".join(
        paragraph(
            (field_mark("begin") + instruction(' TOC \\o "1-3" ') + field_mark("separate") if index == 0 else "")
            + f'<w:hyperlink w:anchor="_Toc{index}">{run(text)}<w:r><w:tab/></w:r>'
            + field_mark("begin") + instruction(f"PAGEREF _Toc{index}") + field_mark("separate") + run(page)
            + field_mark("end") + "</w:hyperlink>"
        )
        for index, (text, page) in enumerate(entries)
    )  # fmt: skip
    body = f"<w:sdt><w:sdtContent>{paragraph('目录')}{rows}{paragraph(field_mark('end'))}</w:sdtContent></w:sdt>"
    body += paragraph("一、收支情况") + paragraph("收入总计406.62万元。")
    made = source(word_file(body))
    assert [[line.text for line in page_lines(page)] for page in made.pages] == [
        ["目录", "一、收支情况 3", "二、“三公”经费情况 4"],
        ["一、收支情况", "收入总计406.62万元。"],
    ]


def test_changes_are_read_as_accepted() -> None:
    body = paragraph(
        run("收入")
        + '<w:del w:id="1"><w:r><w:delText>311.62</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("406.62")}</w:ins>'
        + f"<w:moveFrom>{run('（移走）')}</w:moveFrom><w:moveTo>{run('万元')}</w:moveTo>"
    )
    body += paragraph("合并", "<w:rPr><w:del/></w:rPr>") + paragraph("成一段") + paragraph("下一段")
    assert texts(word_file(body)) == ["收入406.62万元", "合并成一段", "下一段"]
    assert codes(word_file(body)) == ["tracked_changes"]


def test_hidden_text_is_left_out_and_reported_where_it_holds_figures() -> None:
    body = paragraph(
        run("收入406.62万元") + run("去年433.14万元", "<w:vanish/>") + run("可见", '<w:vanish w:val="0"/>')
    )
    made = source(word_file(body))
    assert texts(word_file(body)) == ["收入406.62万元可见"]
    assert [(p.code, dict(p.args)) for p in made.problems] == [
        ("hidden_text", {"count": "1", "text": "去年433.14万元"})
    ]
    assert codes(word_file(paragraph(run("批注", "<w:vanish/>") + run("甲")))) == []


def test_small_things_inside_a_run() -> None:
    body = paragraph(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t>'
        '<w:sym w:font="Wingdings 2" w:char="00A3"/><w:t>否</w:t>'
        "<w:noBreakHyphen/><w:t>A</w:t><w:softHyphen/><w:t>B</w:t></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>xin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>信</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        '<w:r><w:t>访</w:t><w:footnoteReference w:id="2"/></w:r>'
        "<m:oMath><m:r><m:t>=2</m:t></m:r></m:oMath>"
    )
    assert texts(word_file(body)) == ["☑是□否-AB信访=2"]


def test_a_circle_around_a_number_may_be_a_field() -> None:
    body = paragraph(field_mark("begin") + instruction(r"eq \o\ac(○,3)") + field_mark("end") + run("办公费"))
    assert texts(word_file(body)) == ["③办公费"]


def test_line_breaks_stay_in_their_paragraph_and_page_breaks_part_pages() -> None:
    body = paragraph(
        '<w:r><w:t>一、收入</w:t><w:br/><w:t>收入10万元</w:t><w:br w:type="page"/><w:t>二、支出</w:t></w:r>'
    )
    body += paragraph("三、采购", "<w:pageBreakBefore/>")
    made = source(word_file(body))
    assert [[(line.text, line.paragraph) for line in page_lines(page)] for page in made.pages] == [
        [("一、收入", 1), ("收入10万元", 1)],
        [("二、支出", 1)],
        [("三、采购", 2)],
    ]


def test_sections_begin_pages_unless_they_go_on() -> None:
    body = paragraph("甲", "<w:sectPr/>") + paragraph("乙", "<w:sectPr/>") + paragraph("丙")
    body += '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    assert [len(page.places) for page in source(word_file(body)).pages] == [1, 2]


def test_a_wide_gap_stays_wide() -> None:
    body = paragraph("<w:r><w:t>部门：某局</w:t><w:tab/><w:tab/><w:t>单位：万元</w:t></w:r>")
    assert texts(word_file(body)) == ["部门：某局 单位：万元"]


BOX = f"<w:txbxContent>{paragraph('某局2024年部门预算')}</w:txbxContent>"


def test_a_text_box_is_read_once() -> None:
    body = paragraph(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx>'
        f"{BOX}</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox>"
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ) + paragraph("正文。")
    assert texts(word_file(body)) == ["某局2024年部门预算", "正文。"]
    old = paragraph(f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>")
    assert texts(word_file(old)) == ["某局2024年部门预算"]
    art = paragraph('<w:r><w:pict><v:shape><v:textpath string="某局2024年部门预算"/></v:shape></w:pict></w:r>')
    assert texts(word_file(art)) == ["某局2024年部门预算"]


def picture(wide: int, high: int) -> str:
    return paragraph(
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{wide * 12700}" cy="{high * 12700}"/>'
        '<a:graphic><a:blip r:embed="r1"/></a:graphic></wp:inline></w:drawing></w:r>'
    )


def test_what_is_embedded_is_reported() -> None:
    assert codes(word_file(picture(450, 600))) == ["pictures_not_read"]
    assert codes(word_file(picture(110, 110))) == []
    sheet = paragraph('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="r9"/></w:object></w:r>')
    assert codes(word_file(sheet)) == ["embedded_object"]
    assert codes(word_file(paragraph("甲") + '<w:altChunk r:id="r9"/>')) == ["embedded_document"]
    assert codes(word_file(paragraph("甲"), {"vbaProject.bin": b"x"})) == ["macros_not_run"]


def png() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (900, 1200), 255).save(out, "PNG")
    return out.getvalue()


def shows(name: str) -> str:
    return picture(450, 600).replace('r:embed="r1"', f'r:embed="r{name}"')


def test_a_scan_in_a_word_file_is_read_as_a_page_and_a_photograph_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    from budgetextract.sources.ocr import engine as ocr
    from budgetextract.sources.ocr import page as ocr_page

    said = iter([("收入预算总额为406.62万元，支出预算总额为406.62万元。",), ("欢迎",)])
    box = (72.0, 72.0, 400.0, 84.0)
    monkeypatch.setattr(ocr, "models", lambda: object())
    monkeypatch.setattr(ocr, "engine", lambda *_: object())
    monkeypatch.setattr(
        ocr_page,
        "read_picture",
        lambda grey, dpi, number, engine: Page(
            number, 595, 842, tuple(Word(text, *box, 12.0, confidence=0.9) for text in next(said)), (), reader="ocr"
        ),
    )
    body = (
        paragraph("一、收入")
        + shows("scan")
        + shows("photo")
        + shows("scan")
        + shows("drawing")
        + paragraph("二、支出")
    )
    data = word_file(body, {"scan.png": png(), "photo.png": png(), "drawing.emf": b"\x01\x00\x00\x00"})
    made = source(data)
    assert [(page.number, page.reader, len(page.words)) for page in made.pages] == [
        *((1, "docx", 1), (2, "ocr", 1)),
        (3, "docx", 1),
    ]
    assert made.reader == "mixed"
    assert not any(page.on_paper for page in made.pages)
    source_of_picture = Places(made.pages).source(2, (72.0, 72.0, 400.0, 84.0))
    assert (source_of_picture.paragraph, source_of_picture.page, source_of_picture.bbox) == (2, None, None)
    assert (source_of_picture.reader, source_of_picture.confidence) == ("ocr", 0.9)
    problems = [(problem.code, dict(problem.args)) for problem in made.problems]
    assert problems == [("pictures_not_read", {"count": "1"}), ("pictures_by_ocr", {"count": "1", "paragraphs": "2"})]
    without = read(data, "a.docx", Reading(ocr="never"))
    assert (without.reader, [problem.code for problem in without.problems]) == ("docx", ["pictures_not_read"])


def test_scans_alone_need_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    from budgetextract.sources.ocr import engine as ocr

    monkeypatch.setattr(ocr, "models", lambda: None)
    assert codes(word_file(shows("scan"), {"scan.png": png()})) == ["pictures_need_ocr"]


def test_notes_follow_the_text() -> None:
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("不含上年结转。")}</w:footnote></w:footnotes>'
    )
    body = paragraph('<w:r><w:t>收入10万元</w:t><w:footnoteReference w:id="2"/><w:t>。</w:t></w:r>')
    assert texts(word_file(body, {"footnotes.xml": notes})) == ["收入10万元。", "不含上年结转。"]


def test_heads_and_feet_are_left_out() -> None:
    head = f"<w:hdr {NAMES}>{paragraph('某局2024年部门预算公开')}</w:hdr>"
    assert texts(word_file(paragraph("正文。"), {"header.xml": head})) == ["正文。"]


def test_the_strict_variant_is_the_same_document() -> None:
    usual, strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    body = paragraph("收入406.62万元", '<w:ind w:firstLine="24pt"/>')
    assert texts(word_file(body, head=NAMES.replace(usual, strict))) == ["收入406.62万元"]


def test_files_without_styles_or_with_broken_ones_are_read() -> None:
    assert texts(word_file(paragraph("甲", '<w:pStyle w:val="nowhere"/>' + numbered(7)))) == ["甲"]
    assert texts(word_file(paragraph("甲"), {"styles.xml": "<w:styles", "numbering.xml": ""})) == ["甲"]
    odd = paragraph(run("甲", '<w:sz w:val="huge"/>'), '<w:ind w:firstLine="x"/><w:jc w:val="?"/>' + numbered(1, 99))
    assert texts(word_file(odd, {"numbering.xml": CHINESE})) == ["甲"]


def test_bad_files_end_in_errors() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    for data in (
        b"PK\x03\x04",
        word_file(paragraph("甲"))[:-300],
        word_file("<w:p>"),
        word_file(paragraph("甲"), {"styles.xml": bomb + styles("")}),
    ):
        with pytest.raises(DamagedInput):
            source(data)
    with pytest.raises(EncryptedInput):
        source(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"))
    deep = paragraph("甲")
    for _ in range(45):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"
    with pytest.raises(LimitExceeded):
        source(word_file(deep))


def test_the_reader_is_found_by_content() -> None:
    assert read_source(word_file(paragraph("收入10万元")), "a.bin").reader == "docx"
