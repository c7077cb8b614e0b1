"""Contacts of form-fillers leave no output; what is not personal stays."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from budgetextract.cli.app import run
from budgetextract.pipeline import Options, extract_bytes
from budgetextract.result.privacy import MASK, Contacts, Privacy, contacts_in

PLANTED = (
    "王小二", "0717-4321567", "李大山", "wangxe@example.com", "11010519491231002X", "张小明", "赵铁柱", "4321999",
    "欧阳建国", "13812345678", "钱 进", "6543210", "阿依古丽", "139-1111-2222",
)  # fmt: skip
KEPT = ("财务科", "906017", "53012300100101000", "高度重视", "应当签字", "406.62", "河道整治", "2024年")
DOCUMENT = """# 某县水利局2024年部门预算公开

单位：万元

## 第一部分 部门概况

一、主要职责。负责全县水利工作。监督索引号53012300100101000。单位负责人高度重视，负责人应当签字。

联系人：王小二（办公室），联系电话：0717-4321567。负责人李大山。邮箱 wangxe@example.com 身份证 11010519491231002X。

填报人 张小明

## 第二部分 部门预算情况说明

一、收支预算总体情况说明

2024年收入总计406.62万元，由王小二负责解释，问139-1111-2222。

## 第三部分 表

部门整体绩效目标表

| 填报人 | 联系电话 | 单位 | 预算编码 |
|---|---|---|---|
| 赵铁柱 | 4321999 | 财务科 | 906017 |

项目绩效目标表

| 项目名称 | 项目负责人 | 联系方式 | 金额 |
|---|---|---|---|
| 河道整治 | 欧阳建国 | 13812345678 | 20.00 |
| 水库加固 | 钱 进 | 6543210 | 30.00 |

| 填表人 | 阿依古丽 | 日期 | 2024年 |
|---|---|---|---|
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系人：王小二（办公室）", ["王小二"]),
        ("填报人 张小明", ["张小明"]),
        ("填报人:张 明 联系电话:027 87654321", ["张 明", "027 87654321"]),
        ("负责人李大山。", ["李大山"]),
        ("填报负责人（签章）：欧阳建国", ["欧阳建国"]),
        ("填表人：阿依古丽", ["阿依古丽"]),
        ("经办人：买买提·艾力，", ["买买提·艾力"]),
        ("联系人：李四，4321567", ["李四", "4321567"]),
        ("咨询电话：（0717）4321567、4321568", ["（0717）4321567", "4321568", "（0717）4321567"]),
        ("手机13812345678", ["13812345678", "13812345678"]),
        ("公民13812345678反映", ["13812345678"]),
        ("邮箱：a.b@county.gov.cn", ["a.b@county.gov.cn"]),
        ("身份证11010519491231002X", ["11010519491231002X"]),
        ("联系人及联系电话：孙大圣 13900001111", ["孙大圣", "13900001111"]),
        ("单位负责人：刘备   财务负责人：关云长", ["刘备", "关云长"]),
        ("责任人：王五", ["王五"]),
        ("联系人：李女士 0571-8765 4321", ["李女士", "0571-8765 4321"]),
        ("经办人（签字）：马超", ["马超"]),
        ("联系人－张辽", ["张辽"]),
    ],
)
def test_what_shows_itself(text: str, found: list[str]) -> None:
    assert [contact.text for contact in contacts_in(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "项目负责人高度重视，安排专人负责。",
        "负责人应当签字，经办人员3人。",
        "联系人：财务科",
        "本部门负责人任期经济责任审计，主要领导何时到位",
        "财务负责人、项目负责人和经办人",
        "项目负责人制度，审核人、复核人双签，审核人员12名",
        "经办人 金额 备注",
        "负责人 石门县水利局",
        "电话 2024年预算 1234567",
        "填报人：        联系电话：",
        "单位负责人：    财务负责人：    填表日期：2024年1月",
        "电话费12345678元",
        "联系电话费 1234567.00",
        "监督索引号53012300100101000",
        "项目编码420000221000000123456789",
        "收入15000000000元，支出13812345678元",
        "2080505 机关事业单位基本养老保险缴费支出 13812345678.00",
        "财预〔2024〕0717-12号，2024-01-15",
        "110105194912310021",
        "003 2080505 1234567",
        "138 1234 5678",
    ],
)
def test_what_is_not_personal(text: str) -> None:
    assert contacts_in(text) == []


def test_what_was_found_once_is_left_out_everywhere() -> None:
    privacy = Privacy(Contacts(frozenset({"张 小明", "高明"}), frozenset({"4321567"})), keep=False)
    assert privacy.mask("张小明说：4321567") == f"{MASK}说：{MASK}"
    assert privacy.mask("高明区 高明 14321567 4321567.00") == f"高明区 {MASK} 14321567 4321567.00"


def test_one_issue_counts_distinct_values() -> None:
    found = extract_bytes(DOCUMENT.encode(), "a.md")
    issues = [issue for issue in found.issues if issue.code == "personal_data_left_out"]
    assert [issue.severity for issue in issues] == ["info"]
    assert "姓名7个、号码或地址7个" in issues[0].message.zh
    kept = extract_bytes(DOCUMENT.encode(), "a.md", Options(keep_contacts=True))
    assert "保留" in next(issue for issue in kept.issues if issue.code == "personal_data_left_out").message.zh
    text = kept.to_json()
    assert all(value in text for value in PLANTED)


def test_a_document_without_contacts_says_nothing() -> None:
    found = extract_bytes("# 某县水利局2024年部门预算公开\n\n收、支总计各406.62万元。\n".encode(), "a.md")
    assert "personal_data_left_out" not in {issue.code for issue in found.issues}


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "xlsx", "parquet", "show", "frames"])
def test_no_output_holds_a_contact(form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.md"
    source.write_text(DOCUMENT, encoding="utf-8")
    text = _output(form, source, tmp_path) or capfd.readouterr().out
    assert any(word in text for word in ("406.62", "4066200", "水利局")), "the output is there"
    assert [value for value in PLANTED if value in text or value.replace(" ", "") in text] == []
    if form == "json":
        assert [value for value in KEPT if value not in text] == []


def _output(form: str, source: Path, folder: Path) -> str:
    """All texts of an output, of packed forms as their own reader sees them; "" for what went to standard output."""
    if form == "frames":
        frames = extract_bytes(source.read_bytes(), source.name).to_frames()
        return "\n".join(str(frame.to_dict("records")) for frame in frames.values())
    if form == "show":
        assert run(["show", str(source)]) == 0
        return ""
    target = folder / ("out" if form == "parquet" else f"out.{form}")
    assert run(["extract", str(source), "--format", form, "-o", str(target), "--quiet"]) == 0
    files = [file for file in (sorted(target.rglob("*")) if target.is_dir() else [target]) if file.is_file()]
    return "\n".join(_read(file) for file in files)


def _read(file: Path) -> str:
    if file.suffix == ".xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
        return "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    if file.suffix == ".parquet":
        pandas = pytest.importorskip("pandas")
        return str(pandas.read_parquet(file).to_dict("records"))
    text = file.read_text(encoding="utf-8-sig")
    return json.dumps(json.loads(text), ensure_ascii=False) if file.suffix == ".json" else text
