"""Numbers as they are recognised: glyphs that look alike, dust, and what a second look may decide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from budgetextract.sources.ocr.engine import Recognised
from budgetextract.sources.ocr.numbers import (
    TORN,
    as_number,
    chosen,
    number_sure,
    read_doubtful_again,
    without_room,
    without_specks,
)
from budgetextract.sources.ocr.picture import Grey


def seen(text: str, sure: float = 0.99) -> Recognised:
    return Recognised(text, (sure,) * len(text), tuple((i + 0.5) / len(text) for i in range(len(text))))


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("１，２３４．５６", "1,234.56"),
        ("30201:", "30201"),
        ("·6,463.55·.", "6,463.55"),
        ("O.00", "0.00"),
        ("1,2l3.50", "1,213.50"),
        ("|12.30", "12.30"),
        ("－12.30", "-12.30"),
        ("(12.30)", "(12.30)"),
        ("12.30%", "12.30%"),
        ("9,.066.79", "9,066.79"),
    ],
)
def test_glyphs_that_look_alike_are_written_as_one(read: str, number: str) -> None:
    assert as_number(seen(read)).text == number


@pytest.mark.parametrize("read", ["1.234.56", "9,.66.79", "12,34", "B型", "第O项", "Ol", "2024、", "-", "____", "O"])
def test_what_leaves_a_doubt_stays_as_read(read: str) -> None:
    assert as_number(seen(read)).text == read


def test_a_letter_taken_for_a_digit_is_less_sure() -> None:
    assert number_sure(as_number(seen("3O.00"))) < number_sure(as_number(seen("30.00")))


def test_characters_and_their_places_stay_together() -> None:
    found = as_number(seen("·6,463.55."))
    assert len(found.text) == len(found.sure) == len(found.middles)
    assert found.middles[0] == seen("·6,463.55.").middles[1]


def test_the_least_sure_digit_counts_and_not_the_words_around_it() -> None:
    assert number_sure(Recognised("共3项", (0.4, 0.97, 0.5), (0.1, 0.5, 0.9))) == 0.97
    assert number_sure(Recognised("合计", (0.8, 0.9), (0.2, 0.7))) == pytest.approx(0.85)


def test_two_numbers_of_two_looks_are_never_sure() -> None:
    found = chosen([seen("1,284.50", 0.9), seen("1,234.50"), seen("1,234.50")])
    assert found.text == "1,234.50"
    assert number_sure(found) <= TORN


def test_a_malformed_reading_gives_way_to_a_number() -> None:
    assert chosen([seen("9,.066.79"), seen("9,066.79"), seen("9,066.79")]).text == "9,066.79"


def test_where_no_look_gives_a_number_the_first_stays() -> None:
    assert chosen([seen("9,.066.79"), seen("9,:066.79"), seen("9,,066.79")]).text == "9,.066.79"


class Answers:
    """An engine that gives what it is told, in order."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.asked = 0

    def read(self, crops: Sequence[Grey]) -> list[Recognised]:
        self.asked += len(crops)
        return [seen(self.texts.pop(0)) for _ in crops]


def test_only_numbers_in_doubt_are_looked_at_again() -> None:
    blank = np.full((20, 60), 255, np.uint8)
    engine = Answers("1,234.50", "1,234.50")
    read = [seen("合计"), seen("12.50"), seen("1.234.50", 0.99)]
    found = read_doubtful_again([blank] * 3, read, engine)  # type: ignore[arg-type]
    assert [one.text for one in found] == ["合计", "12.50", "1,234.50"]
    assert engine.asked == 2


def test_specks_go_and_points_stay() -> None:
    crop = np.full((40, 120), 255, np.uint8)
    for x in (10, 40, 90):
        crop[8:32, x : x + 14] = 0
    crop[28:32, 70:74] = 0  # a point, on the base line
    crop[14:18, 62:66] = 0  # dust, at half height
    clean = without_specks(crop)
    assert clean[30, 72] == 0
    assert clean[16, 64] == 255
    assert (clean[:, :60] == crop[:, :60]).all()


def test_a_mark_inside_a_word_that_goes_with_the_dust_was_dust() -> None:
    blank = np.full((20, 60), 255, np.uint8)
    read = [seen("机关·事业单位"), seen("卡尔·马克思")]
    found = read_doubtful_again([blank] * 2, read, Answers("机关事业单位", "卡尔·马克思"))  # type: ignore[arg-type]
    assert [one.text for one in found] == ["机关事业单位", "卡尔·马克思"]


def test_a_decimal_point_that_goes_with_the_dust_was_none() -> None:
    """In a line of text the point of an amount is as small as dust."""
    blank = np.full((20, 60), 255, np.uint8)
    read = [seen("金额4.79万.元、服务246.47万元")]
    found = read_doubtful_again([blank], read, Answers("金额479万元、服务24647万元"))  # type: ignore[arg-type]
    assert found[0].text == "金额4.79万元、服务246.47万元"


def test_of_a_look_that_says_other_words_only_the_missing_mark_is_taken() -> None:
    blank = np.full((20, 60), 255, np.uint8)
    read = [seen("住房.保障"), seen("水费·0.15万元"), seen("二十二:灾害")]
    engine = Answers("住房呆障", "水费0.16万元", "二十二灭害")
    found = read_doubtful_again([blank] * 3, read, engine)  # type: ignore[arg-type]
    assert [one.text for one in found] == ["住房保障", "水费0.15万元", "二十二:灾害"]


def test_a_mark_at_the_end_that_the_engine_does_not_believe_in_is_dust() -> None:
    places = (0.1, 0.3, 0.5)
    assert as_number(Recognised("名称：", (0.99, 0.99, 0.25), places)).text == "名称"
    assert as_number(Recognised("名称：", (0.99, 0.99, 0.97), places)).text == "名称："


@pytest.mark.parametrize(
    ("read", "middles", "dust"),
    [
        ("3.01", (19.0, 54.0, 87.0), {1}),  # dust at the foot of the 3
        ("3.01", (19.0, 70.0, 104.0), set()),
        ("301", (19.0, 54.0, 87.0), set()),
        ("1,234.50", (10.0, 60.0, 94.0, 128.0, 178.0, 212.0), set()),
        ("1,234.50", (10.0, 60.0, 94.0, 128.0, 162.0, 196.0), {5}),
        ("3.0", (19.0, 54.0), set()),  # nothing to compare with
        ("3.01", (19.0, 54.0), set()),  # two digits that touch
    ],
)
def test_a_point_takes_room_and_dust_takes_none(read: str, middles: tuple[float, ...], dust: set[int]) -> None:
    assert without_room(read, middles) == dust


@pytest.mark.parametrize("third", ["301", "3.01"])
def test_a_look_with_a_point_that_has_no_room_does_not_count(third: str) -> None:
    crop = np.full((30, 110), 255, np.uint8)
    for left in (10, 40, 70):
        crop[5:25, left : left + 16] = 0
    crop[22:25, 32:35] = 0
    read = Recognised("3.01", (1.0, 0.6, 1.0, 1.0), (0.2, 0.3, 0.5, 0.7))
    found = read_doubtful_again([crop], [read], Answers("3.01", third))  # type: ignore[arg-type]
    assert [one.text for one in found] == ["301"]
    assert number_sure(found[0]) < 0.9


class Unasked:
    """An engine that says nothing new."""

    def read(self, crops: Sequence[Grey]) -> list[Recognised]:
        return [Recognised("") for _ in crops]


def lettering(text: str, *, spaced: int = 0, apart: str = "") -> tuple[Grey, Recognised]:
    """A crop of boxes for Chinese characters, specks for marks; a mark of ``apart`` takes room."""
    x, places = 4 + spaced // 2, []
    crop = np.full((44, 60 * len(text) + 20), 255, np.uint8)
    for char in text:
        if char in ":.":
            if char in apart:
                x += 10
            crop[12:16, x - spaced // 2 - 3 : x - spaced // 2 + 1] = 0
            places.append(x - spaced // 2 - 1)
            if char in apart:
                x += 12
            continue
        crop[4:40, x : x + 36] = 0
        places.append(x + 18)
        x += 40 + spaced
    crop = np.ascontiguousarray(crop[:, :x])
    sure = tuple(0.76 if char in ":." else 0.999 for char in text)
    return crop, Recognised(text, sure, tuple(place / crop.shape[1] for place in places))


@pytest.mark.parametrize("spaced", [0, 14])
def test_a_mark_without_room_between_characters_is_dust(spaced: int) -> None:
    crop, read = lettering("援建干部工:作经费", spaced=spaced)
    (found,) = read_doubtful_again([crop], [read], Unasked())  # type: ignore[arg-type]
    assert found.text == "援建干部工作经费"
    assert len(found.sure) == len(found.middles) == 8


def test_a_mark_with_room_stays() -> None:
    crop, read = lettering("其中包括:作经费", apart=":")
    (found,) = read_doubtful_again([crop], [read], Unasked())  # type: ignore[arg-type]
    assert found.text == "其中包括:作经费"
