"""A page of text with a table pasted as a picture."""

from __future__ import annotations

from dataclasses import replace

from budgetextract.model.document import Page, Rule, Word
from budgetextract.sources.pdf.page_parts import joined

LAYER = Page(
    number=1,
    width=600,
    height=800,
    words=(Word("收入预算1,068.25万元", 60, 100, 200, 112), Word("—3—", 290, 780, 310, 790)),
    rules=(Rule(50, 120, 550, 120),),
    problem="image_part",
)
READ = Page(
    number=1,
    width=1200,
    height=1600,
    words=(
        Word("收人预算1,068.26万元", 122, 202, 398, 226, confidence=0.8),
        Word("406.62", 600, 1000, 680, 1020, starts=(600, 610, 680), confidence=0.9),
    ),
    rules=(Rule(102, 242, 1098, 242), Rule(200, 980, 1000, 980), Rule(200, 980, 200, 1200)),
    reader="ocr",
)


def test_the_text_layer_stays_and_the_picture_adds() -> None:
    page = joined(LAYER, READ)
    assert [word.text for word in page.words] == ["收入预算1,068.25万元", "406.62", "—3—"]
    added = page.words[1]
    assert (added.bbox, added.starts, added.confidence) == ((300, 500, 340, 510), (300, 305, 340), 0.9)
    assert page.rules == (Rule(50, 120, 550, 120), Rule(100, 490, 500, 490), Rule(100, 490, 100, 600))
    assert (page.problem, page.reader, page.width) == ("", "ocr", 600)


def test_a_page_turned_for_reading_is_taken_whole() -> None:
    turned = replace(READ, turned=90)
    assert joined(LAYER, turned) is turned
    assert joined(LAYER, replace(turned, words=())) is LAYER
