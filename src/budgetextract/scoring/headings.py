"""Headings against gold: title without spaces after NFKC, with first page and level; numbers are not compared."""

from __future__ import annotations

from budgetextract.scoring.gold import Heading
from budgetextract.scoring.matching import Detail, PartScore, pair


def score_headings(gold: tuple[Heading, ...], predicted: tuple[Heading, ...], *, has_pages: bool) -> PartScore:
    """Compare one document; a heading that stands on the wrong page or level counts as missed and as wrong."""

    def full(row: Heading) -> tuple[object, ...]:
        return row.key, row.level, row.page if has_pages else None

    score = PartScore()
    right, gold_left, predicted_left = pair(gold, predicted, full)
    wrong, missed, spurious = pair(gold_left, predicted_left, lambda row: row.key)
    score.counts.gold, score.counts.predicted, score.counts.right = len(gold), len(predicted), len(right)
    score.details += [Detail("wrong", _page(one), _say(one), _say(other)) for one, other in wrong]
    score.details += [Detail("missed", _page(row), gold=_say(row)) for row in missed]
    score.details += [Detail("spurious", _page(row), predicted=_say(row)) for row in spurious]
    return score


def _page(row: Heading) -> str:
    return "" if row.page is None else str(row.page)


def _say(row: Heading) -> str:
    return f"level {row.level} p.{_page(row)} “{row.title}”"
