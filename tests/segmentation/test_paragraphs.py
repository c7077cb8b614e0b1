"""Lines to paragraphs: what belongs together, and every character's line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from budgetextract.model.document import Line
from budgetextract.segmentation.paragraphs import block_of, margins, paragraphs

LEFT, RIGHT, SIZE = 90.0, 506.0, 16.0


def line(text: str, page: int = 1, top: float = 100.0, x0: float = LEFT, x1: float | None = None) -> Line:
    return Line(page, text, (), x0, top, x1 or x0 + SIZE * len(text), top + SIZE, SIZE)


def texts(*lines: Line) -> list[str]:
    return [block.text for block in paragraphs(lines, dict.fromkeys((1, 2), (LEFT, RIGHT)))]


def full(text: str, page: int = 1, top: float = 100.0, *, indent: bool = False) -> Line:
    x0 = LEFT + (2 * SIZE if indent else 0)
    return line(text, page, top, x0, RIGHT)


def test_amounts_cut_by_line_ends_are_joined() -> None:
    block = block_of([line("2025年收入预算406."), line("62万"), line("元，比上年增加3％ 。")])
    assert block.text == "2025年收入预算406.62万元，比上年增加3％。"
    assert [block.spans[block.text.index(char)] for char in ("4", "6", "元")] == [0, 0, 2]
    assert len(block.spans) == len(block.text)


def test_a_place_over_several_lines_has_one_box() -> None:
    block = block_of([line("支出预算总额为406.", top=100.0), line("62万", top=120.0), line("元。", top=140.0)])
    start = block.text.index("62万元")
    page, box = block.locate(start, start + 4)
    assert (page, box[1], box[3]) == (1, 120.0, 140.0 + SIZE)


def test_latin_words_keep_their_blank() -> None:
    assert block_of([line("使用 Word"), line("Office 软件")]).text == "使用Word Office软件"


def test_blanks_of_justified_setting_go_but_not_between_numbers() -> None:
    assert block_of([line("安 排 经 费 10.00 万 元 ， 其 中")]).text == "安排经费10.00万元，其中"
    assert block_of([line("25.00 21.56")]).text == "25.00 21.56"


def test_a_sentence_goes_on_over_the_page() -> None:
    found = texts(full("支出预算406.62万元，比上", 1, 780.0, indent=True), line("年增加20万元。", 2, 100.0, LEFT))
    assert found == ["支出预算406.62万元，比上年增加20万元。"]


def test_indentation_begins_a_paragraph() -> None:
    found = texts(
        full("第一段的第一行文字", 1, 100.0, indent=True),
        full("第一段的第二行文字。", 1, 124.0),
        full("第二段的第一行文字", 1, 148.0, indent=True),
    )
    assert len(found) == 2


def test_no_paragraph_begins_with_an_amount_in_an_open_sentence() -> None:
    open_sentence = full("支出预算与上年相比减少", indent=True)
    assert len(texts(open_sentence, line("4.21万元，下降2%。", top=120.0, x0=LEFT + 2 * SIZE))) == 1
    assert (
        len(texts(full("一般公共预算。", indent=True), line("4.21万元用于培训。", top=120.0, x0=LEFT + 2 * SIZE))) == 2
    )


def test_a_lone_full_stop_belongs_to_the_line_before() -> None:
    assert texts(line("减少2万元", 1, 100.0, LEFT + 32), line("。", 1, 124.0, LEFT + 32)) == ["减少2万元。"]


def test_a_place_in_the_text_is_found_again() -> None:
    block = block_of([line("收入预算", 1, 100.0), line("300万元", 2, 120.0)])
    assert block.locate(block.text.index("300"), len(block.text)) == (2, (LEFT, 120.0, LEFT + 5 * SIZE, 136.0))


def test_a_page_of_short_lines_takes_the_usual_margins() -> None:
    pages = [full("一行排满的正文", 1, 100.0 + 24 * i) for i in range(10)]
    edges = margins([*pages, line("短", 2)], {1: 596.0, 2: 596.0})
    assert edges[2] == (LEFT, RIGHT)


@given(st.lists(st.text(st.sampled_from("预算1 2.元，ab　"), min_size=1, max_size=20), min_size=1, max_size=6))
def test_every_ink_stays_in_order_with_its_line(texts: list[str]) -> None:
    block = block_of([line(text, top=20.0 * i) for i, text in enumerate(texts)])
    assert len(block.spans) == len(block.text)
    assert list(block.spans) == sorted(block.spans)
    assert "".join(block.text.split()) == "".join("".join(text.split()) for text in texts)
