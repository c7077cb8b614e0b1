"""The day of approval against the day of publication, where a document prints both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from budgetextract.checks.given import Report, place
from budgetextract.model.disclosure import Source, Text
from budgetextract.model.patterns import later

DAYS = 20
"""预算法第十四条: departments publish within twenty days of the finance department's approval."""
_DATE = r"(20\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?"
_APPROVED = (
    later(rf"(?:批复|批准)(?:的)?(?:日期|时间)\s*[:：为是]?\s*{_DATE}"),
    later(
        rf"{_DATE}[^。；\n]{{0,24}}?(?:财政[^。；\n]{{0,8}})?(?:正式)?(?:批复|批准)(?:了|我|本|下达|同意|部门|，|。|；|的)"
    ),
    later(rf"(?:批复|批准)[^。；，\n]{{0,6}}于\s*{_DATE}"),
)
_PUBLISHED = (
    later(rf"(?:公开|公布|发布)(?:的)?(?:日期|时间)\s*[:：为是]?\s*{_DATE}"),
    later(rf"于\s*{_DATE}[^。；\n]{{0,20}}?(?:向社会)?(?:公开|公布)"),
)


def date_rules(report: Report) -> None:
    """published_in_time: at most twenty days between approval and publication."""
    approved = list(_dates(report, _APPROVED))
    if not approved:
        return
    published = list(_dates(report, _PUBLISHED)) or list(_of_title(report))
    if not published or len({day for day, _ in approved}) > 1 or len({day for day, _ in published}) > 1:
        return  # several days: nobody can tell which belong together
    (first, there), (second, here) = approved[0], published[0]
    days = (second - first).days
    zh = f"财政部门批复日期为{_zh(first)}，公开日期为{_zh(second)}，相隔{days}天"
    en = f"Approved on {first.isoformat()}, published on {second.isoformat()}: {days} days"
    if days > DAYS:
        report.failed(
            "published_in_time",
            Text(
                zh=f"{zh}，超过预算法第十四条规定的{DAYS}日。",
                en=f"{en}, more than the {DAYS} of article 14 of the Budget Law.",
            ),
            at=[there, here],
            code="published_late",
        )
    elif days >= 0:
        report.passed("published_in_time", Text(zh=f"{zh}。", en=f"{en}."))


def _dates(report: Report, patterns: tuple[re.Pattern[str], ...]) -> Iterator[tuple[date, Source]]:
    """Days that the running text gives, with their places."""
    for node in report.given.segmented.sections:
        for block in node.blocks:
            if "20" not in block.text:
                continue
            for pattern in patterns:
                for match in pattern.finditer(block.text):
                    day = _day(*match.groups()[:3])
                    if day is not None:
                        yield day, place(*block.locate(match.start(), match.end()), match.group())


def _of_title(report: Report) -> Iterator[tuple[date, Source]]:
    """The day that the document itself gives as that of its publication."""
    parts = report.given.segmented.identity.published.split("-")
    day = _day(*parts) if len(parts) == len(("year", "month", "day")) else None
    if day is not None:
        yield day, place(1)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
