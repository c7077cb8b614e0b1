"""Ruled grids out of lines and words: merged cells, broken lines, text over a border."""

from __future__ import annotations

from budgetextract.extraction.cells import cut_word, join_lines
from budgetextract.extraction.grid import find_grids, join_strokes
from budgetextract.model.document import Grid
from extraction.drawing import across, down, page, ruled, word

XS = [50.0, 150.0, 250.0, 350.0]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.row_count)]


def test_merged_cells_are_spans_in_both_directions() -> None:
    words, rules = ruled([["项目", "支出", None], ["^", "基本支出", "项目支出"], ["合计", "10.00", "5.00"]], XS, 100)
    (grid,) = find_grids(page(words, rules))
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in grid.cells}
    assert spans["项目"] == (2, 1)
    assert spans["支出"] == (1, 2)
    assert texts(grid)[2] == ["合计", "10.00", "5.00"]


def test_dashed_double_and_overhanging_lines_make_the_same_grid() -> None:
    words, rules = ruled([["科目", "金额", "备注"], ["办公费", "1.00", ""]], XS, 100)
    dashes = [across(120, 50 + 5 * k, 52.5 + 5 * k) for k in range(60)]
    broken = [rule for rule in rules if rule.top != 120 or rule.bottom != 120]
    doubled = [*broken, *dashes, across(101.5, 50, 350), across(140, 40, 362), down(250, 92, 140)]
    (grid,) = find_grids(page(words, doubled))
    assert (grid.row_count, grid.column_count) == (2, 3)


def test_underline_inside_a_cell_is_no_border() -> None:
    words, rules = ruled([["指标", "内容", ""], ["数量指标", "零", ""]], XS, 100)
    (grid,) = find_grids(page(words, [*rules, across(135, 56, 92), across(135, 52, 75)]))
    assert grid.row_count == 2


def test_touching_amounts_fall_into_their_own_cells() -> None:
    _, rules = ruled([["合计", "拨款", "其他"], ["", "", ""]], XS, 100)
    glued = word("82,096,797.4282,096,797.42", 250 - 13 * 5 - 0.5, 125)
    (grid,) = find_grids(page([glued], rules))
    assert texts(grid)[1] == ["", "82,096,797.42", "82,096,797.42"]


def test_amount_and_label_of_the_next_block_are_parted() -> None:
    _, rules = ruled([["", "", ""]], XS, 100)
    (grid,) = find_grids(page([word("12.34二、外交支出", 150 - 25, 105)], rules))
    assert texts(grid)[0] == ["12.34", "二、外交支出", ""]


def test_text_running_over_into_an_empty_cell_stays_whole() -> None:
    _, rules = ruled([["", "", ""]], XS, 100)
    (grid,) = find_grids(page([word("一般公共预算财政拨款收入", 54.3, 105)], rules))
    assert texts(grid)[0] == ["一般公共预算财政拨款收入", "", ""]


def test_number_is_never_cut() -> None:
    number = word("1,234,567.89", 100, 10)
    assert cut_word(number, [130.0]) == [number]


def test_one_cell_box_page_border_and_underlines_are_no_tables() -> None:
    box = [across(100, 50, 300), across(140, 50, 300), down(50, 100, 140), down(300, 100, 140)]
    border = [across(10, 10, 590), across(790, 10, 590), down(10, 10, 790), down(590, 10, 790)]
    words = [word("注意事项", 60, 110), word("正文", 60, 200)]
    assert find_grids(page(words, [*box, *border, across(212, 60, 80)])) == []


def test_page_border_around_a_table_leaves_the_table() -> None:
    words, rules = ruled([["科目", "金额", ""], ["合计", "1.00", ""]], XS, 100)
    border = [across(10, 10, 590), across(790, 10, 590), down(10, 10, 790), down(590, 10, 790)]
    (grid,) = find_grids(page(words, [*rules, *border]))
    assert grid.bbox[0] == 50


def test_side_borders_that_are_not_drawn() -> None:
    words, rules = ruled([["科目", "金额", "备注"], ["合计", "1.00", ""]], XS, 100)
    opened = [rule for rule in rules if rule.x0 != rule.x1 or rule.x0 not in (50.0, 350.0)]
    (grid,) = find_grids(page(words, opened))
    assert grid.column_count == 3
    assert texts(grid)[1] == ["合计", "1.00", ""]


def test_top_border_left_off_where_a_row_goes_on_from_the_page_before() -> None:
    words, rules = ruled([["培训费", "2.00", ""], ["会议费", "3.00", ""]], XS, 60)
    cut = [rule for rule in rules if not (rule.top == rule.bottom == 60)]
    (grid,) = find_grids(page(words, cut))
    assert texts(grid) == [["培训费", "2.00", ""], ["会议费", "3.00", ""]]


def test_rows_without_lines_are_parted_by_their_amounts() -> None:
    outer = [across(y, 50, 350) for y in (100, 120, 200)] + [down(x, 100, 200) for x in XS]
    words = [word("科目", 60, 105), word("合计", 160, 105), word("基本", 260, 105)]
    for k, (name, one, two) in enumerate(
        [("办公费", "1.00", "1.00"), ("邮电费", "2.50", "2.50"), ("差旅费", "3.00", "")]
    ):
        words += [word(name, 55, 125 + 22 * k), word(one, 220, 125 + 22 * k)]
        words += [word(two, 320, 125 + 22 * k)] if two else []
    (grid,) = find_grids(page(words, outer))
    assert texts(grid)[1:] == [["办公费", "1.00", "1.00"], ["邮电费", "2.50", "2.50"], ["差旅费", "3.00", ""]]


def test_table_without_text_and_drawing_of_many_cells_is_none() -> None:
    _, rules = ruled([["", "", ""]] * 20, XS, 100)
    assert find_grids(page([word("图", 60, 105)], rules)) == []


def test_many_hostile_segments_are_joined_or_given_up() -> None:
    segments = [(float(k % 700), float(k % 13), float(k % 13) + 300.0) for k in range(30_000)]
    assert len(join_strokes(segments)) < 700


def test_lines_of_a_cell_are_joined_without_a_blank_between_chinese() -> None:
    assert join_lines(["机关事业单位基本养老", "保险缴费支出"]) == "机关事业单位基本养老保险缴费支出"
    assert join_lines(["PC", "server"]) == "PC server"
    assert join_lines(["82,096,7", "97.42"]) == "82,096,797.42"
    assert join_lines(["0.00", "12.00"]) == "0.00 12.00"


def test_missing_piece_of_a_line_between_two_amounts_is_mended() -> None:
    words, rules = ruled([["科目", "金额", "其中"], ["办公费", "1.00", "1.00"], ["邮电费", "2.00", ""]], XS, 100)
    missing = [rule for rule in rules if (rule.top, rule.bottom, rule.x0) != (140.0, 140.0, 150.0)]
    assert len(missing) == len(rules) - 1
    (grid,) = find_grids(page(words, missing))
    assert texts(grid)[1:] == [["办公费", "1.00", "1.00"], ["邮电费", "2.00", ""]]


def test_border_drawn_as_three_lines_is_one() -> None:
    words, rules = ruled([["科目", "金额", ""], ["办公费", "1.00", ""], ["邮电费", "2.00", ""]], XS, 100)
    around = [across(y + d, 50, 350) for y in (100, 120, 140, 160) for d in (-1.5, 1.5)]
    (grid,) = find_grids(page(words, [*rules, *around]))
    assert grid.row_count == 3
