"""The generator itself: what it sets is what its gold says, and the same seed gives the same bytes."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from golden import SAMPLES, STYLES

pytest.importorskip("fpdf", reason="fpdf2 comes with the test group")

from generator.build import BULK, generate, plan, style_module
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, make_year
from generator.fonts import SETTING, FontMissing, find_font
from generator.gold import Gold, fact
from generator.grid import Cell, Row, place, row
from generator.mistakes.kinds import KINDS
from generator.money import Printed, percent, split
from generator.oddness import COMMON
from generator.paper import wrap


@pytest.mark.parametrize("seed", range(8))
def test_invented_years_close(seed: int) -> None:
    of = make_year(random.Random(seed), 2024, fund_lines=seed % 2 == 0, step=1)
    assert of.total == of.basic() + of.project() == sum(of.sum(fund=fund) for fund in (GENERAL, GOVERNMENT, OTHER))
    assert of.total == sum(of.sum(code) for code in of.codes(levels=(3,)))
    assert of.sum(fund=FISCAL) == of.sum(fund=GENERAL) + of.sum(fund=GOVERNMENT)
    assert sum(of.personnel_items.values()) == of.personnel(fund=GENERAL)
    assert of.operating == of.public(fund=GENERAL)
    assert sum(project.amount for project in of.projects) == of.project()


def test_split_leaves_nothing_over() -> None:
    parts = split(Decimal(1000100), {"a": 1, "b": 1, "c": 1})
    assert sum(parts.values()) == 1000100
    assert all(part % 100 == 0 for part in parts.values())


def test_a_percentage_is_rounded_or_cut() -> None:
    assert percent(Decimal("4.26"), Decimal("107.94"), 0) == 4
    assert percent(Decimal("4.26"), Decimal("107.94"), 0, cut=True) == 3


@pytest.mark.parametrize(
    ("printed", "text", "value"),
    [
        (Printed(trim=True), "95", "950000"),
        (Printed(separators=True), "1,234.57", "12345700"),
        (Printed("元", separators=True), "950,000.00", "950000"),
        (Printed(decimals=1), "1.2", "12000"),
    ],
)
def test_a_fact_is_what_the_print_tells(printed: Printed, text: str, value: str) -> None:
    exact = {"95": "950000", "1,234.57": "12345678", "950,000.00": "950000", "1.2": "12345"}[text]
    assert printed.number(Decimal(exact)) == text
    assert printed.value(Decimal(exact)) == Decimal(value)


def test_a_table_is_believed_before_the_text() -> None:
    gold = Gold()
    gold.say([fact("income.total", "budget", 2024, 5000)], 3, "narrative")
    gold.say([fact("income.total", "budget", 2024, 7000)], 9, "table")
    gold.say([fact("income.total", "budget", 2024, 6000)], 12, "narrative")
    assert [one[4:] for one in gold.facts.values()] == [["7000", "CNY", "9", "table"]]


def test_cells_are_placed_around_merged_ones() -> None:
    placed = place([Row((Cell("a", rows=2), Cell("b", 2))), row("c", "d")], 3)
    assert [(one.cell.text, one.top, one.left) for one in placed] == [
        ("a", 0, 0),
        ("b", 0, 1),
        ("c", 1, 1),
        ("d", 1, 2),
    ]
    with pytest.raises(ValueError, match="hole"):
        place([row("a", "b")], 3)


def test_lines_keep_numbers_whole_and_marks_at_their_end() -> None:
    assert wrap("预算12345.67元。", 6, len) == ["预算", "12345.67", "元。"]
    assert wrap("一\n二", 9, len) == ["一", "二"]


def test_what_can_be_asked_for_is_told() -> None:
    told = (SAMPLES / "README.md").read_text(encoding="utf-8")
    names = (*BULK[len(STYLES) :], *KINDS, *COMMON)
    assert [name for name in names if f"`{name}`" not in told] == []


def test_the_committed_samples_are_small_and_complete() -> None:
    for style in STYLES:
        names = {path.name for path in (SAMPLES / style).iterdir()}
        parts = {
            f"{style}{end}" for end in (".pdf", ".csv", ".tables.csv", ".outline.csv", ".indicators.csv", ".about.toml")
        }
        assert parts | {"expected.json"} <= names
        assert (SAMPLES / style / f"{style}.pdf").stat().st_size < 150_000


@pytest.mark.parametrize("style", STYLES)
def test_every_page_has_text(style: str) -> None:
    document = pdfium.PdfDocument(SAMPLES / style / f"{style}.pdf")
    assert [number for number, page in enumerate(document, 1) if not page.get_textpage().count_chars()] == []


def test_varied_documents_differ() -> None:
    plans = list(plan(2 * len(BULK)))
    assert len({(style, odd) for style, _, odd in plans}) > 12
    assert {style for style, _, _ in plans} == set(BULK)


def test_a_missing_font_is_said_plainly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "none.ttf"))
    with pytest.raises(FontMissing, match="fonts-wqy-microhei"):
        find_font()


def test_unknown_oddities_are_refused() -> None:
    with pytest.raises(ValueError, match="knows no upside_down"):
        generate("hubei", 0, ["upside_down"])


@pytest.mark.parametrize("style", ["jiangsu"])
def test_the_same_seed_gives_the_same_bytes(style: str) -> None:
    try:
        made = generate(style, 0, style_module(style).SAMPLE)
    except FontMissing as missing:
        pytest.skip(str(missing))
    assert made.pdf == generate(style, 0, style_module(style).SAMPLE).pdf
    committed = (SAMPLES / style / f"{style}.csv").read_text(encoding="utf-8")
    assert [",".join(line[:3]) for line in made.gold.facts.values()] == [
        ",".join(line.split(",")[:3]) for line in committed.splitlines()[1:]
    ]
