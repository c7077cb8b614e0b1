"""How web pages of governments are built (web.yaml): names of articles, furniture, titles and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from budgetextract.record import record


@record
class WebRules:
    """Names are whole ids or classes in small letters."""

    articles: Sequence[frozenset[str]]
    """From the surest to the most common."""
    noise_tags: frozenset[str]
    noise_roles: frozenset[str]
    noise_names: frozenset[str]
    furniture: re.Pattern[str]
    title_metas: Sequence[str]
    title_names: frozenset[str]
    date_metas: Sequence[str]
    date: re.Pattern[str]
    """The label of a date of publication and the date behind it: year, month, day."""
    attachments: re.Pattern[str]


@cache
def load_web_rules() -> WebRules:
    """The rules, read once."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is built in
    data = yaml.load((resources.files("budgetextract.sources.html") / "web.yaml").read_text("utf-8"), Loader=loader)
    noise = data["noise"]
    label = _joined(data["published"]["words"])
    return WebRules(
        articles=tuple(frozenset(group) for group in data["articles"]),
        noise_tags=frozenset(noise["tags"]),
        noise_roles=frozenset(noise["roles"]),
        noise_names=frozenset(noise["names"]),
        furniture=re.compile(_joined(data["furniture"]), re.IGNORECASE),
        title_metas=tuple(data["title"]["meta"]),
        title_names=frozenset(data["title"]["names"]),
        date_metas=tuple(data["published"]["meta"]),
        date=re.compile(rf"{label}[】\]]?[:：]?[【\[]?(20\d\d)[-./年](\d{{1,2}})[-./月](\d{{1,2}})"),
        attachments=re.compile(_joined(data["attachments"]), re.IGNORECASE),
    )


def _joined(pattern: str) -> str:
    """A pattern that YAML folded over lines."""
    return "".join(pattern.split())
