"""Lines, repeated text and contents on invented pages."""

from __future__ import annotations

from budgetextract.extraction.lines import join_words, page_lines
from budgetextract.extraction.repeats import mark_repeats
from budgetextract.model.document import Line, Page, Word


def _word(text: str, x: float, top: float, size: float = 12.0, high: float = 12.0) -> Word:
    return Word(text, x, top, x + size * len(text), top + high, high)


def _page(*words: Word, number: int = 1) -> Page:
    return Page(number, 600, 800, words, ())


def _texts(*words: Word) -> list[str]:
    return [line.text for line in page_lines(_page(*words))]


def test_digits_on_a_lower_baseline_stay_on_their_line() -> None:
    assert _texts(
        _word("收入", 50, 100), _word("万元，占", 100, 100), _word("6.2", 76, 104.8, 6), _word("0.21%", 150, 104.8, 6)
    ) == ["收入6.2万元，占0.21%"]


def test_tight_lines_are_two() -> None:
    assert _texts(_word("第一行文字", 50, 100), _word("第二行文字", 50, 109)) == ["第一行文字", "第二行文字"]


def test_blanks_between_latin_words_only_and_over_wide_gaps() -> None:
    assert join_words([_word("Word", 0, 0, 6), _word("two", 30, 0, 6)]) == "Word two"
    assert join_words([_word("2024", 0, 0, 6), _word("年", 30, 0)]) == "2024年"
    assert join_words([_word("部门：某县", 0, 0), _word("单位：万元", 300, 0)]) == "部门：某县 单位：万元"


def test_justified_setting_has_no_blanks() -> None:
    words = [_word(char, 26.0 * i, 0) for i, char in enumerate("经费总预算安排")]
    assert join_words(words) == "经费总预算安排"


def _pages(*pages: list[str], top: float = 100) -> dict[int, list[Line]]:
    return {
        number: [
            Line(number, text, (), 50, top + 20 * i, 50 + 12 * len(text), top + 20 * i + 12, 12)
            for i, text in enumerate(texts)
        ]
        for number, texts in enumerate(pages, start=1)
    }


def _repeated(pages: dict[int, list[Line]]) -> dict[str, list[str]]:
    lines, _ = mark_repeats(pages, dict.fromkeys(pages, 800.0))
    out: dict[str, list[str]] = {}
    for line in lines:
        out.setdefault(line.repeated, []).append(line.text)
    return out


def test_text_repeated_from_the_page_before_is_overlap() -> None:
    end = ["七、负责全县某项工作的组织协调和监督检查；", "八、完成县委县政府交办的其他任务。"]
    pages = _pages(["第一部分", "一、主要职能", *end], [*end, "二、机构设置"])
    assert _repeated(pages)["overlap"] == end


def test_a_repeated_unit_line_is_no_overlap() -> None:
    pages = _pages(["表一", "单位：万元"], ["单位：万元", "表二"])
    assert "overlap" not in _repeated(pages)


def test_page_numbers_and_running_heads() -> None:
    pages = {
        n: [
            Line(n, "某县某局2024年部门预算", (), 50, 30, 200, 42, 12),
            Line(n, f"正文第{n}段内容各不相同", (), 50, 300, 300, 312, 12),
            Line(n, f"- {n} -", (), 290, 770, 310, 782, 12),
        ]
        for n in range(1, 5)
    }
    repeated = _repeated(pages)
    assert len(repeated["running"]) == 4
    assert len(repeated["page_number"]) == 4
    assert len(repeated[""]) == 4


def test_labels_of_tables_are_no_running_heads() -> None:
    pages = {
        n: [Line(n, f"表{n}", (), 50, 30, 80, 42, 12), Line(n, f"内容{n}甲", (), 50, 300, 90, 312, 12)]
        for n in range(1, 6)
    }
    assert "running" not in _repeated(pages)


def test_contents_end_where_the_body_begins() -> None:
    pages = _pages(
        ["某县某局2024年部门预算"],
        ["目 录", "第一部分 部门概况………………1", "一、主要职责………………1", "第二部分 预算表………………3"],
        ["第一部分 部门概况", "一、主要职责", "负责全县有关工作。"],
    )
    lines, entries = mark_repeats(pages, dict.fromkeys(pages, 800.0))
    assert [line.text for line in lines if line.repeated == "toc"] == [line.text for line in pages[2][1:]]
    assert [(entry.text, entry.target_page) for entry in entries] == [
        ("第一部分 部门概况", 1),
        ("一、主要职责", 1),
        ("第二部分 预算表", 3),
    ]


def test_contents_on_the_page_of_the_body() -> None:
    pages = _pages(
        ["目录", "一、部门概况", "二、预算情况", "三、名词解释", "一、部门概况", "本部门负责有关工作。", "二、预算情况"]
    )
    assert _repeated(pages)["toc"] == ["一、部门概况", "二、预算情况", "三、名词解释"]
