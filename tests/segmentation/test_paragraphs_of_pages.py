"""Lines to paragraphs: nothing lost, numbers cut by a line end whole again, every character at its line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from budgetextract.model.document import Line
from budgetextract.segmentation.paragraphs import block_of, margins, paragraphs
from segmentation.pages import LEFT, RIGHT, SIZE, WIDTH, line, paragraph


def _lines(*items: object, page: int = 1) -> list[Line]:
    flat: list[object] = []
    for item in items:
        flat += item if isinstance(item, list) else [item]
    return [line(page, 72 + 20 * i, item) for i, item in enumerate(flat)]  # type: ignore[arg-type]


def _blocks(lines: list[Line]) -> list[str]:
    return [block.text for block in paragraphs(lines, margins(lines, {1: WIDTH, 2: WIDTH}))]


def test_a_paragraph_over_lines_and_the_next_one() -> None:
    first = "清溪县审计局2024年收入预算总额为406.62万元，比上年减少26.52万元，减少6%，主要原因是一次性项目不再安排。"
    second = "清溪县审计局2024年支出预算总额为406.62万元。"
    assert _blocks(_lines(paragraph(first), paragraph(second))) == [first, second]


def test_a_paragraph_over_a_page_end() -> None:
    text = "本年收入合计2,461.39万元，其中：财政拨款收入2,357.68万元，占95.79%；事业收入100.50万元，占4.08%。"
    whole = paragraph(text)
    lines = _lines(whole[:1]) + _lines(whole[1:], page=2)
    assert _blocks(lines) == [text]


def test_numbers_and_units_cut_by_a_line_end() -> None:
    block = block_of(_lines("支出预算总额为406.", "62万", "元，其中基本支出 311.62 万元"))
    assert block.text == "支出预算总额为406.62万元，其中基本支出311.62万元"
    start = block.text.index("62万元")
    page, box = block.locate(start, start + 4)
    assert page == 1
    assert (box[1], box[3]) == (92, 112 + SIZE)


def test_latin_words_keep_their_blank() -> None:
    assert block_of(_lines("使用 Word", "Office 软件")).text == "使用Word Office软件"


@given(st.lists(st.text(st.sampled_from("预算1 2.元，ab　"), min_size=1, max_size=20), min_size=1, max_size=6))
def test_every_ink_stays_in_order_with_its_line(texts: list[str]) -> None:
    lines = [Line(1, text, (), LEFT, 20.0 * i, RIGHT, 20.0 * i + 12, 12) for i, text in enumerate(texts)]
    block = block_of(lines)
    assert len(block.spans) == len(block.text)
    assert list(block.spans) == sorted(block.spans)
    ink = "".join("".join(text.split()) for text in texts)
    assert "".join(block.text.split()) == ink
