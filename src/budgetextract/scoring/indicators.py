"""Indicators against gold: every gold column but the page, texts without spaces after NFKC."""

from __future__ import annotations

from budgetextract.scoring.gold import IndicatorRow
from budgetextract.scoring.matching import Detail, PartScore, pair


def score_indicators(gold: tuple[IndicatorRow, ...], predicted: tuple[IndicatorRow, ...]) -> PartScore:
    """Compare one document; rows that share all but one or two columns are shown side by side as wrong."""
    score = PartScore()
    right, gold_left, predicted_left = pair(gold, predicted, lambda row: row.cells)
    score.counts.gold, score.counts.predicted, score.counts.right = len(gold), len(predicted), len(right)
    spurious = list(predicted_left)
    for row in gold_left:
        near = max(spurious, key=lambda other: _alike(row, other), default=None)
        if near is not None and _alike(row, near) >= len(row.cells) - 3:
            spurious.remove(near)
            score.details.append(Detail("wrong", row.page, row.label, near.label))
        else:
            score.details.append(Detail("missed", row.page, gold=row.label))
    score.details += [Detail("spurious", row.page, predicted=row.label) for row in spurious]
    return score


def _alike(one: IndicatorRow, other: IndicatorRow) -> int:
    return sum(a == b for a, b in zip(one.cells, other.cells, strict=True))
