"""Amounts of recognised lines: mended where the unit leaves no doubt, never elsewhere."""

from __future__ import annotations

import pytest

from budgetextract.sources.ocr.engine import Recognised
from budgetextract.sources.ocr.sentences import mended


def line(text: str) -> Recognised:
    return Recognised(text, tuple(0.99 for _ in text), tuple(index / len(text) for index in range(len(text))))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("支出26200：88万元，主要用于", "支出26200.88万元，主要用于"),
        ("增加2687.77.万元，增长11:43%。", "增加2687.77万元，增长11.43%。"),
        ("相比增加4322.77方元，增长", "相比增加4322.77万元，增长"),
        ("预算12.5万兀。", "预算12.5万元。"),
        ("2024.年部门预算", "2024年部门预算"),
        ("1,100..00", "1,100.00"),
        ("增长8..45%。", "增长8.45%。"),
        ("1..住房改革支出", "1.住房改革支出"),
        ("5..“住房改革支出”", "5.“住房改革支出”"),
        ("单位：.万元", "单位：万元"),
        ("工作，.完善机制", "工作，完善机制"),
        ("预算：.5万元", "预算：.5万元"),
        ("1..2", "1..2"),
        ("211:30", "211.30"),
        ("1,211:30", "1,211.30"),
        ("11:30", "11:30"),
        ("提升60.:00万，支持", "提升60.00万，支持"),
        ("2,661,216,00", "2,661,216.00"),
        ("2,661,216", "2,661,216"),
        ("（不含车辆·）0台", "（不含车辆）0台"),
        ("安排60.万元。", "安排60万元。"),
        ("修缮专项.（第二批）", "修缮专项（第二批）"),
        ("320;000", "320,000"),
        ("1;320；000.50", "1,320,000.50"),
        ("第1;320项", "第1;320项"),
        ("320;00", "320;00"),
        ("增长4.4.7%", "增长4.4.7%"),
        ("（二）支出预算总计.13649.07万元", "（二）支出预算总计13649.07万元"),
        ("办公设备购置费.", "办公设备购置费"),
        ("一.单位概况", "一.单位概况"),
        ("1.单位概况", "1.单位概况"),
        ("A.单位", "A.单位"),
        ("阿里木·买买提", "阿里木·买买提"),
        ("100...00", "100...00"),
        ("时间9:30，共3:2比例", "时间9:30，共3:2比例"),
        ("第1.2.3项", "第1.2.3项"),
        ("对方元素2方案", "对方元素2方案"),
        ("2024.5元", "2024.5元"),
        ("", ""),
    ],
)
def test_amounts(read: str, meant: str) -> None:
    found = mended(line(read))
    assert found.text == meant
    assert len(found.sure) == len(found.middles) == len(meant)
    assert list(found.middles) == sorted(found.middles)
    assert (min(found.sure, default=1.0) < 0.9) == (read != meant)


@pytest.mark.parametrize(
    ("places", "meant"),
    [
        ((0, 20, 38, 47, 56, 62, 66, 76), "增长4.47%"),
        ((0, 20, 38, 42, 47, 56, 66, 76), "增长44.7%"),
        ((0, 20, 38, 47, 56, 65, 74, 84), "增长4.4.7%"),
    ],
)
def test_of_two_points_the_one_without_room_is_dust(places: tuple[float, ...], meant: str) -> None:
    found = mended(Recognised("增长4.4.7%", (0.99,) * 8, places))
    assert found.text == meant
    assert len(found.sure) == len(found.middles) == len(meant)
    assert (min(found.sure) < 0.9) == (meant != "增长4.4.7%")
