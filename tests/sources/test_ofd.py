"""OFD: pages of words and rules out of its XML."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from budgetextract.errors import DamagedInput, EncryptedInput, LimitExceeded, NoPages
from budgetextract.extraction.lines import page_lines
from budgetextract.model.document import Rule, SourceDocument
from budgetextract.pipeline import extract_bytes
from budgetextract.sources.ofd import reader
from budgetextract.sources.ofd.page import deltas
from budgetextract.sources.ofd.reader import read
from budgetextract.sources.pdf.reader import read_pdf
from budgetextract.sources.read import Reading, read_source

from .ofd_writer import OfdPage, from_pages, image, ofd, path, text

SAMPLES = Path(__file__).parents[2] / "samples"


def pages(*objects: str, **named: object) -> SourceDocument:
    return read(ofd([OfdPage(list(objects))], **named), "a.ofd", Reading())


def lines(source: SourceDocument, page: int = 0) -> list[str]:
    return [line.text for line in page_lines(source.pages[page])]


def test_text_stands_where_the_file_puts_it() -> None:
    source = pages(text("收入总计", 20, 30, 4.0, code='DeltaX="g 3 4.0"'), text("123.45", 60, 30))
    first, second = source.pages[0].words
    assert (first.text, second.text) == ("收入总计", "123.45")
    assert first.bbox == pytest.approx((56.69, 85.04, 56.69 + 4 * 11.339, 96.38), abs=0.05)
    assert first.size == pytest.approx(11.34, abs=0.05)
    assert second.x0 == pytest.approx(170.08, abs=0.01)
    assert (source.reader, source.media_type) == ("ofd", "application/ofd")
    assert source.pages[0].on_paper
    assert (round(source.pages[0].width), round(source.pages[0].height)) == (595, 842)


def test_steps_repeat_and_part_words() -> None:
    assert list(deltas("g 3 5.6 2 g 2 1")) == [5.6, 5.6, 5.6, 2.0, 1.0, 1.0]
    assert list(deltas("g x 1 g 2 y 3")) == [3.0]
    source = pages(text("合计12.50", 20, 30, code='DeltaX="4 30 2 2 2 2"'))
    assert [word.text for word in source.pages[0].words] == ["合计", "12.50"]


def test_a_matrix_scales_and_moves() -> None:
    source = pages(text("合计", 20, 30, 2.0, attributes='CTM="2 0 0 2 5 0"', code='DeltaX="2"'))
    word = source.pages[0].words[0]
    assert word.x0 == pytest.approx(25 * 72 / 25.4, abs=0.01)
    assert word.size == pytest.approx(4 * 72 / 25.4, abs=0.05)


def test_a_page_set_on_its_side_is_turned_upright() -> None:
    turned = 'CTM="0 1 -1 0 0 0"'
    source = pages(
        text("一般公共预算支出表", 150, 20, attributes=turned, code='DeltaX="g 8 4"'),
        text("单位：万元", 140, 20, attributes=turned, code='DeltaX="g 4 4"'),
    )
    page = source.pages[0]
    assert (page.turned, round(page.width), round(page.height)) == (270, 842, 595)
    assert lines(source) == ["一般公共预算支出表", "单位：万元"]


def test_lines_and_thin_areas_are_rules_and_letters_are_none() -> None:
    source = pages(
        path("M 0 0 L 100 0", 20, 40),
        path("M 0 0 L 30 0 L 30 10 L 0 10 C", 20, 60),
        path("M 0 0 L 50 0 L 50 0.2 L 0 0.2 C", 20, 90, 'Stroke="false" Fill="true"'),
        path("M 0 0 L 50 0 L 50 20 L 0 20 C", 20, 90, 'Stroke="false" Fill="true"'),
        path("M 0 0 B 1 1 2 2 3 3 L 50 3", 20, 120),
        path("M 0 0 L 10 10", 20, 150),
        path("M 0 0 L 10 0", 20, 150, 'Visible="false"'),
    )
    rules = source.pages[0].rules
    assert all(isinstance(rule, Rule) for rule in rules)
    assert [rule.top == rule.bottom for rule in rules] == [True, True, False, True, False, True]
    assert rules[0].x1 - rules[0].x0 == pytest.approx(100 * 72 / 25.4)


def test_templates_blocks_and_composites_are_part_of_the_page() -> None:
    unit = "<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID='30' Width='50' Height='10'><ofd:Content>"
    unit += (
        text("组合", 0, 0, code='DeltaX="4"') + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    inside = text("块中", 20, 60, code='DeltaX="4"')
    page = OfdPage(
        [
            f"<ofd:PageBlock ID='6'>{inside}</ofd:PageBlock>",
            "<ofd:CompositeObject ID='31' Boundary='20 80 50 10' ResourceID='30'/>",
        ],
        template='<ofd:Template TemplateID="5" ZOrder="Background"/>',
    )
    data = ofd([page], template=[text("页眉", 20, 10, code='DeltaX="4"')], resources=unit)
    assert lines(read(data, "a.ofd", Reading())) == ["页眉", "块中", "组合"]


def test_what_is_not_shown_is_no_text() -> None:
    source = pages(
        text("可见", 20, 30),
        text("隐藏", 20, 40, attributes='Visible="false"'),
        text("透明", 20, 50, attributes='Alpha="0"'),
        text("页外", 900, 50),
    )
    assert lines(source) == ["可见"]


def test_a_scan_and_glyphs_without_characters_are_told() -> None:
    glyphs = '<ofd:TextObject ID="1" Boundary="20 20 100 8" Font="2" Size="4"><ofd:CGTransform CodePosition="0" '
    glyphs += 'CodeCount="9" GlyphCount="9"><ofd:Glyphs>1 2 3 4 5 6 7 8 9</ofd:Glyphs></ofd:CGTransform>'
    glyphs += '<ofd:TextCode X="0" Y="4"> </ofd:TextCode></ofd:TextObject>'
    data = ofd([OfdPage([image(0, 0, 210, 297)]), OfdPage([glyphs]), OfdPage([text("正文", 20, 20)])])
    source = read(data, "a.ofd", Reading())
    assert [page.problem for page in source.pages] == ["image_only", "no_unicode", ""]
    assert source.pages[0].image_share == pytest.approx(1.0, abs=0.01)


def test_makers_that_name_their_parts_in_other_ways() -> None:
    one = (
        '<o:OFD xmlns:o="http://www.ofdspec.org/2016"><o:DocBody><o:DocRoot>/D/Doc.xml</o:DocRoot></o:DocBody></o:OFD>'
    )
    document = (
        '<o:Document xmlns:o="http://www.ofdspec.org/2016"><o:Pages>'
        '<o:Page ID="1"><o:BaseLoc>D/P/1.xml</o:BaseLoc></o:Page>'
        '<o:Page ID="2" BaseLoc="P\\1.xml"/></o:Pages></o:Document>'
    )
    glyph = (
        '<o:TextObject CTM="0.3527 0 0 0.3527 -114.807533 111.352325" Boundary="114.807533 185.229584 4.08 4.73" '
        'Size="14.749"><o:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><o:Glyphs>4460</o:Glyphs>'
        '</o:CGTransform><o:TextCode X="324.419" Y="-303.723">局</o:TextCode></o:TextObject>'
    )
    page = f'<o:Page xmlns:o="http://www.ofdspec.org/2016"><o:Content><o:Layer>{glyph}</o:Layer></o:Content></o:Page>'
    source = read(_zip({"OFD.xml": one, "D/Doc.xml": document, "D/P/1.xml": page}), "a.ofd", Reading())
    assert [lines(source, index) for index in (0, 1)] == [["局"], ["局"]]
    word = source.pages[0].words[0]
    assert word.x0 == pytest.approx((324.419 * 0.3527) * 72 / 25.4, abs=0.1)
    assert word.size == pytest.approx(14.749 * 0.3527 * 72 / 25.4, abs=0.1)
    assert source.pages[0].problem == ""


# --- hostile packages


def test_packages_that_cannot_be_read() -> None:
    with pytest.raises(NoPages):
        read(ofd([]), "a.ofd", Reading())
    with pytest.raises(EncryptedInput):
        read(ofd([OfdPage()], more={"Encryptions.xml": b"<a/>"}), "a.ofd", Reading())
    with pytest.raises(DamagedInput):
        read(b"PK\x03\x04" + bytes(30), "a.ofd", Reading())
    bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><o:OFD xmlns:o="http://www.ofdspec.org/2016">&c;</o:OFD>'
    with pytest.raises(DamagedInput):
        read(_zip({"OFD.xml": bomb}), "a.ofd", Reading())


def _zip(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_page_that_climbs_out_or_lacks_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    root = '<o:OFD xmlns:o="http://www.ofdspec.org/2016"><o:DocBody><o:DocRoot>Doc.xml</o:DocRoot></o:DocBody></o:OFD>'
    document = (
        '<o:Document xmlns:o="http://www.ofdspec.org/2016"><o:Pages><o:Page BaseLoc="../../etc/passwd"/>'
        '<o:Page BaseLoc="/etc/passwd"/></o:Pages></o:Document>'
    )
    data = _zip({"OFD.xml": root, "Doc.xml": document})
    source = read(data, "a.ofd", Reading())
    assert [problem.code for problem in source.problems] == ["page_unreadable", "page_unreadable"]
    monkeypatch.setattr(reader, "MAX_PAGES", 1)
    with pytest.raises(LimitExceeded):
        read(data, "a.ofd", Reading())


def test_a_composite_that_holds_itself_ends() -> None:
    unit = "<ofd:CompositeGraphicUnit ID='30'><ofd:Content>"
    unit += "<ofd:CompositeObject ID='31' Boundary='0 0 9 9' ResourceID='30'/>" * 9 + text("圈", 0, 0)
    unit += "</ofd:Content></ofd:CompositeGraphicUnit>"
    source = pages("<ofd:CompositeObject ID='31' Boundary='0 0 9 9' ResourceID='30'/>", resources=unit)
    assert source.pages


# --- the same document as PDF and as OFD


@pytest.mark.parametrize("style", ["hubei", "shanghai"])
def test_a_document_gives_the_same_facts_as_its_pdf(style: str) -> None:
    file = SAMPLES / style / f"{style}.pdf"
    twin = from_pages(read_pdf(file.read_bytes(), file.name).pages)
    assert read_source(twin, "a.zip").reader == "ofd"
    one, other = extract_bytes(file.read_bytes(), file.name), extract_bytes(twin, "a.ofd")
    assert _facts(one) == _facts(other)
    assert [table.table for table in one.tables] == [table.table for table in other.tables]
    assert other.document.pages == one.document.pages
    assert {mention.source.reader for fact in other.figures for mention in fact.mentions} == {"ofd"}


def _facts(found: object) -> set[tuple[object, ...]]:
    return {
        (fact.concept, fact.measure, fact.fiscal_year, tuple(sorted(fact.dimensions.items())), fact.value, fact.status)
        for fact in (*found.figures, *found.staffing)  # type: ignore[attr-defined]
    }
