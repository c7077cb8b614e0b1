"""The standard outline as typed, immutable nodes, and titles made comparable with its curated variants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.loader import rule_yaml

_YEAR = re.compile(r"(?:20\d\d|20XX|二[〇○0零]二?[〇○零一二三四五六七八九]{1,2})(?:年度?|-20\d\d年)?", re.IGNORECASE)
_WRAP = re.compile(r"^关于|的?(?:情况)?(?:说明|报告)$|的?情况$|\(?另附\)?$|\(\d*\)$")
_PUNCTUATION = re.compile(r"[\"'《》“”‘’【】\[\]()（）·:：,，、;；.。\-_/]")
_SAME = (
    ("占有使用", "占用"), ("占用使用", "占用"), ("占有", "占用"), ("决算收支", "收支决算"), ("出国境", "出国"),
    ("部门单位", "部门"), ("本部门", "部门"), ("本单位", "部门"), ("单位", "部门"),
    ("区级", ""), ("县级", ""), ("市级", ""),
)  # fmt: skip


@record
class OutlineNode:
    """One section of the standard outline."""

    id: str
    title: str
    level: int
    parent: str | None
    required: bool
    basis: str
    variants: tuple[str, ...]


class OutlineRules:
    """Both outlines: ``budget`` and ``final``, with titles to match."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.budget = tuple(_nodes(data["budget_outline"], None, 0))
        self.final = _with_budget_titles(tuple(_nodes(data["final_outline"], None, 0)), self.budget)
        self._by_title = {kind: _index(nodes) for kind, nodes in (("budget", self.budget), ("final", self.final))}
        self.telling = tuple(
            (str(row["id"]), tuple(map(str, row["words"])), tuple(map(str, row.get("unless", ()))))
            for row in data["telling_words"]
        )

    def nodes(self, kind: str) -> tuple[OutlineNode, ...]:
        """The outline for a kind of document (``…_final`` has its own)."""
        return self.final if kind.endswith("final") else self.budget

    def match(self, title: str, kind: str, *, under: str | None = None) -> OutlineNode | None:
        """The node whose curated variants hold this title; ``under`` (a node id) prefers its children.

        ``title`` may carry year, brackets, 关于…的说明, 情况说明; the department's name must be off.
        """
        found = self.candidates(title, kind)
        below = (node for node in found if under is not None and node.parent == under)
        return next(below, found[0] if found else None)

    def candidates(self, title: str, kind: str) -> tuple[OutlineNode, ...]:
        """All nodes whose variants hold this title, those first that hold it word for word (主要职责, 部门主要职责)."""
        found = self._by_title["final" if kind.endswith("final") else "budget"].get(comparable(title), ())
        if len(found) < 2:
            return found
        bare = _bare(title)
        return tuple(sorted(found, key=lambda node: all(_bare(text) != bare for text in (node.title, *node.variants))))

    def parts(self, name: str, kind: str) -> frozenset[str]:
        """Ids of all sections below a node."""
        out: set[str] = set()
        for node in self.nodes(kind):
            if node.parent == name or node.parent in out:
                out.add(node.id)
        return frozenset(out)

    def told(self, title: str, kind: str) -> str | None:
        """The id whose telling words stand in the title, where only one node's do (政府采购情况公开 is procurement)."""
        names = {node.id for node in self.nodes(kind)}
        bare = plain(title)
        hits = [
            name
            for name, told, unless in self.telling
            if name in names and any(word in bare for word in told) and not any(word in bare for word in unless)
        ]
        return hits[0] if len(hits) == 1 else None


@lru_cache(maxsize=8192)
def comparable(title: str) -> str:
    """A title for comparing: plain, without year, wrappers, punctuation; 部门 and 单位 alike."""
    text = _YEAR.sub("", plain(title))
    for _ in range(3):
        text = _WRAP.sub("", text)
    text = _PUNCTUATION.sub("", text)
    for old, new in _SAME:
        text = text.replace(old, new)
    return text.removeprefix("部门").removeprefix("年度") or text


def _bare(title: str) -> str:
    """A title without year and punctuation only."""
    return _PUNCTUATION.sub("", _YEAR.sub("", plain(title)))


def _nodes(items: Iterable[Mapping[str, Any]], parent: str | None, level: int) -> Iterator[OutlineNode]:
    for item in items:
        own = int(item.get("level", level))
        yield OutlineNode(
            id=str(item["id"]),
            title=str(item["title"]),
            level=own,
            parent=parent,
            required=bool(item.get("required", False)),
            basis=str(item.get("basis", "")),
            variants=tuple(str(variant) for variant in item.get("variants", ())),
        )
        yield from _nodes(item.get("children", ()), str(item["id"]), own + 1)


def _with_budget_titles(final: Sequence[OutlineNode], budget: Sequence[OutlineNode]) -> tuple[OutlineNode, ...]:
    """Sections of final accounts take the wordings of the same section of budgets, 决算 for 预算."""
    taken = {comparable(text) for node in final for text in (node.title, *node.variants)}
    wordings: dict[str, tuple[str, ...]] = {}
    for node in budget:
        wordings[node.id] = (*wordings.get(node.id, ()), node.title, *node.variants)
    out = []
    for node in final:
        more = [text.replace("预算", "决算") for text in wordings.get(node.id, ()) if "一般公共预算" not in text]
        own = dict.fromkeys(text for text in more if comparable(text) not in taken)
        out.append(replace(node, variants=(*node.variants, *own)))
    return tuple(out)


def _index(nodes: Iterable[OutlineNode]) -> dict[str, tuple[OutlineNode, ...]]:
    out: dict[str, tuple[OutlineNode, ...]] = {}
    for node in nodes:
        if node.id in ("cover",):
            continue
        for variant in {comparable(text) for text in (node.title, *node.variants)}:
            if variant:
                out[variant] = (*out.get(variant, ()), node)
    return out


def load_outline() -> OutlineRules:
    """The package's outline."""
    return OutlineRules(rule_yaml("outline.yaml"))
