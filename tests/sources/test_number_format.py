"""Number formats: the text that a cell shows. Expected texts are those of Excel; most agree with LibreOffice too."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetextract.sources.sheets.number_codes import BUILT_IN
from budgetextract.sources.sheets.number_format import (
    hides_zero,
    is_date_code,
    show_general,
    show_number,
    show_text,
    significant,
)

ACCOUNT = BUILT_IN[43]
ACCOUNT_YUAN = BUILT_IN[44]
BLANK_ZERO = "#,##0.00;-#,##0.00;;@"


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("406.62", "General", "406.62"),
        ("406.62", "", "406.62"),
        ("406.61999999999995", "General", "406.62"),  # a binary float written out in full
        ("0.30000000000000004", "General", "0.3"),
        ("12345678.123456", "General", "12345678.12"),
        ("1234567890.56", "General", "1234567891"),
        ("12345678901", "General", "12345678901"),
        ("123456789012", "General", "1.23457E+11"),
        ("-123456789012", "General", "-1.23457E+11"),
        ("0.1234567891", "General", "0.123456789"),
        ("0.000123456789", "General", "0.000123457"),
        ("0.0000123456789", "General", "1.23457E-05"),
        ("0.00001", "General", "0.00001"),
        ("33.3333333333333", "General", "33.33333333"),
        ("100", "General", "100"),
        ("1E2", "General", "100"),
        ("0", "General", "0"),
        ("-0.5", "G/通用格式", "-0.5"),
        ("201", 'General"类"', "201类"),
    ],
)
def test_general(stored: str, code: str, shown: str) -> None:
    assert show_number(Decimal(stored), code) == shown


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("1234.5", "0.00", "1234.50"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234.5", "#,##0.00_ ", "1,234.50"),
        ("1234567.5", "#,##0", "1,234,568"),
        ("0", "#,##0.00", "0.00"),
        ("1.005", "0.00", "1.01"),  # 1.00499… as a binary float: Excel rounds its 15 digits
        ("2.675", "0.00", "2.68"),
        ("-2.675", "0.00", "-2.68"),
        ("-0.001", "0.00", "0.00"),
        ("999.995", "#,##0.00", "1,000.00"),
        ("5", "0.##", "5"),
        ("5.5", "0.##", "5.5"),
        ("0.5", "#.00", ".50"),
        ("7", "000000", "000007"),
        ("12", "0,000.00", "0,012.00"),
        ("1234567", "000-0000", "123-4567"),
        ("406.62", '0.00"万元"', "406.62万元"),
        ("3", '"约"0"人"', "约3人"),
        ("12345.678", "[Red]#,##0.00", "12,345.68"),
        ("12345.678", "[红色]#,##0.00", "12,345.68"),
        ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
        ("1234.5", "[$-804]#,##0.00", "1,234.50"),
        ("1234.5", "￥#,##0.00", "￥1,234.50"),
        ("1234.5", "\\￥#,##0.00", "￥1,234.50"),
        ("2.5", "?0.0?", "2.5"),
        ("8", "0_)", "8"),
    ],
)
def test_digits(stored: str, code: str, shown: str) -> None:
    assert show_number(Decimal(stored), code) == shown


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("5", "0.00;-0.00;-", "5.00"),
        ("-5", "0.00;[Red]-0.00", "-5.00"),
        ("-5", "0.00_);(0.00)", "(5.00)"),
        ("-5", "0.00;0.00", "5.00"),  # a section for negatives shows what it says and no sign
        ("0", "0.00;-0.00;-", "-"),
        ("0", '0.00;-0.00;"无"', "无"),
        ("0", BLANK_ZERO, ""),
        ("0", "0.00;;", ""),
        ("-5", "0.00;;", ""),
        ("5", ";;;", ""),
        ("0", "0.00;-0.00", "0.00"),
        ("0.001", BLANK_ZERO, "0.00"),  # not zero, though it is shown as such
        ("5", "0.00;@", "5.00"),
        ("5", "@", "5"),
        ("5.25", '@"元"', "5.25元"),
        ("15000", '[>=10000]0.0,"千";0.00', "15.0千"),
        ("150", '[>=10000]0.0,"千";0.00', "150.00"),
        ("-150", '[>=10000]0.0,"千";0.00', "-150.00"),
        ("0", '[=0]"";0.00', ""),
        ("2", '[=1]"是";[=2]"否";General', "否"),
        ("3", '[=1]"是";[=2]"否";General', "3"),
        ("-3", '[<0]"减"0.0;[>0]"增"0.0;"平"', "减3.0"),
        ("0", '[<0]"减"0.0;[>0]"增"0.0;"平"', "平"),
        ("3", "[>5]0.0", "3"),
    ],
)
def test_sections(stored: str, code: str, shown: str) -> None:
    assert show_number(Decimal(stored), code) == shown


@pytest.mark.parametrize(
    ("stored", "plain", "yuan"),
    [("1234.5", "1,234.50", "¥1,234.50"), ("-1234.5", "-1,234.50", "¥-1,234.50"), ("0", "-", "¥-")],
)
def test_accounting(stored: str, plain: str, yuan: str) -> None:
    value = Decimal(stored)
    assert (show_number(value, ACCOUNT), show_number(value, ACCOUNT_YUAN)) == (plain, yuan)


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("1234567", "#,##0,", "1,235"),
        ("1234567", "0.0,,", "1.2"),
        ("1234567", "0.0,", "1234.6"),
        ("4066200", '0!.0,"万元"', "406.6万元"),  # the exclamation mark escapes in Chinese codes
        ("4066200", '0"."0000', "406.6200"),
        ("4066200", "#,##0,.00", "4,066.20"),
        ("0.4662", "0.00%", "46.62%"),
        ("-0.06", "0%", "-6%"),
        ("1.5", '0"%"', "2%"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("0.00012", "0.0E+0", "1.2E-4"),
        ("12345", "##0.0E+0", "12.3E+3"),
        ("9.996", "0.00E+00", "1.00E+01"),
        ("0", "0.00E+00", "0.00E+00"),
        ("0.75", "# ?/?", "3/4"),
        ("2.333", "# ??/??", "2 1/3"),
        ("0", "# ?/?", "0"),
        ("2.5", "?/?", "5/2"),
        ("1.3", "# ?/8", "1 2/8"),
    ],
)
def test_scaled_scientific_and_fractions(stored: str, code: str, shown: str) -> None:
    assert show_number(Decimal(stored), code) == shown


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("45366", "yyyy/m/d", "2024/3/15"),
        ("45366", 'yyyy"年"m"月"d"日"', "2024年3月15日"),
        ("45366", 'yyyy"年"m"月"d"日";@', "2024年3月15日"),
        ("45366", "[$-F800]dddd, mmmm dd, yyyy", "2024年3月15日"),
        ("45366", '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二四年三月十五日"),
        ("45636", '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二四年十二月十日"),
        ("45366", "yyyy-mm-dd", "2024-03-15"),
        ("45366", "m/d/yy", "3/15/24"),
        ("45366", "d-mmm-yy", "15-Mar-24"),
        ("45366", "e.m.d", "2024.3.15"),
        ("45366", "aaaa", "星期五"),
        ("45366", "[$-804]ddd", "周五"),
        ("45366.75", "yyyy/m/d h:mm", "2024/3/15 18:00"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("0.25", '上午/下午h"时"mm"分"', "上午6时00分"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("0.0001", "mm:ss.0", "00:08.6"),
        ("60", "yyyy/m/d", "1900/2/29"),
        ("59", "yyyy/m/d", "1900/2/28"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("-5", "yyyy/m/d", "-5"),
        ("99999999", "yyyy/m/d", "99999999"),
    ],
)
def test_dates(stored: str, code: str, shown: str) -> None:
    assert show_number(Decimal(stored), code) == shown


def test_days_from_1904() -> None:
    assert show_number(Decimal(43904), "yyyy/m/d", from_1904=True) == "2024/3/15"


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("1234", "[DBNum1]General", "一千二百三十四"),
        ("10204", "[DBNum1]G/通用格式", "一万〇二百〇四"),
        ("100000010", "[DBNum1]General", "一亿〇一十"),
        ("1234.5", "[DBNum2]General", "壹仟贰佰叁拾肆.伍"),
        ("1234", "[DBNum1]0", "一二三四"),
        ("12.5", "[DBNum2]0.00", "壹贰.伍零"),
        ("0", "[DBNum2]General", "零"),
        ("-3", "[DBNum1]General", "-三"),
        ("12", "[DBNum3]0", "１２"),
    ],
)
def test_chinese_numerals(stored: str, code: str, shown: str) -> None:
    assert show_number(Decimal(stored), code) == shown


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("某局", "General", "某局"),
        ("某局", "@", "某局"),
        ("某局", "0.00", "某局"),
        ("某局", BLANK_ZERO, "某局"),
        ("某局", '0.00;-0.00;0;"（"@"）"', "（某局）"),
        ("某局", ";;;", ""),
        ("某局", "0;-0;0;", ""),
        ("某局", '@"："', "某局："),
    ],
)
def test_texts(text: str, code: str, shown: str) -> None:
    assert show_text(text, code) == shown


def test_what_codes_are() -> None:
    assert [is_date_code(code) for code in ("yyyy/m/d", "0.00", "General", '"年"0', "[h]:mm")] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert hides_zero(BLANK_ZERO)
    assert not hides_zero("0.00")
    assert not hides_zero(ACCOUNT)


@given(st.text(alphabet='0#?.,%;/@"\\!_*[]<>=-+Ee年月日ymdhsaG通General $¥()', max_size=40), st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15
))  # fmt: skip
def test_any_code_shows_something_short(code: str, value: Decimal) -> None:
    """No format code of a hostile file raises or blows up."""
    assert len(show_number(value, code)) < 4000
    assert len(show_text("某局", code)) < 400


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_money_is_shown_to_the_cent(value: Decimal) -> None:
    assert Decimal(show_number(value, "#,##0.00").replace(",", "")) == significant(value)


@given(st.floats(min_value=-1e9, max_value=1e9, allow_subnormal=False))
def test_general_is_short_and_near(value: float) -> None:
    shown = show_general(Decimal(repr(value)))
    assert len(shown.lstrip("-")) <= 12
    assert abs(Decimal(shown) - Decimal(repr(value))) <= max(
        abs(Decimal(repr(value))) * Decimal("1e-5"), Decimal("1e-9")
    )
