"""Titles cut into words by jieba with a dictionary of fiscal terms only (its general one takes two seconds to load)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from budgetextract.rules.loader import rule_csv
from budgetextract.rules.outline import OutlineRules, comparable

_STOP = frozenset("的与和及、年度本各等于关")


@cache
def _tokenizer(outline: OutlineRules) -> Any:
    """A jieba tokenizer over the terms of our own rules: outline titles cut at 及/和/与, concept labels."""
    import jieba

    terms: set[str] = set()
    for node in (*outline.budget, *outline.final):
        for variant in (node.title, *node.variants):
            terms.update(part for part in re.split(r"[及和与、]", comparable(variant)) if 1 < len(part) <= 6)
    for row in rule_csv("concepts.csv"):
        terms.add(comparable(row["label_zh"]))
    terms |= {"预算", "决算", "收入", "支出", "收支", "总体", "情况", "说明", "部门", "财政拨款", "一般公共预算", "政府性基金",
              "国有资本经营", "三公", "经费", "机关运行", "政府采购", "国有资产", "占用", "绩效", "目标", "管理", "机构", "设置",
              "人员", "构成", "职能", "职责", "主要", "任务", "名词", "解释", "基本", "项目", "增减", "变化", "安排", "附表",
              "采购", "购买服务", "会议费", "培训费", "转移支付", "重点", "工作", "其他", "重要", "事项", "概况"}  # fmt: skip
    tokenizer = jieba.Tokenizer()
    frequency: dict[str, int] = {}
    for term in terms:
        if not term:
            continue
        frequency[term] = frequency.get(term, 0) + 10 * len(term)
        for end in range(1, len(term)):
            frequency.setdefault(term[:end], 0)
    tokenizer.FREQ = frequency
    tokenizer.total = sum(frequency.values())
    tokenizer.initialized = True  # jieba would otherwise load its general dictionary and write a cache file
    return tokenizer


def words(title: str, outline: OutlineRules) -> frozenset[str]:
    """The words of a comparable title, fillers left out."""
    return frozenset(word for word in _tokenizer(outline).cut(title, HMM=False) if word not in _STOP)
