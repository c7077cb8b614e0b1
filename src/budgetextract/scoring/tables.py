"""Tables against gold: matched by id and first page, right when pages, data rows and leaf columns are equal."""

from __future__ import annotations

from budgetextract.scoring.gold import TableRow
from budgetextract.scoring.matching import Detail, PartScore, pair


def score_tables(gold: tuple[TableRow, ...], predicted: tuple[TableRow, ...], *, has_pages: bool) -> PartScore:
    """Compare one document. Without pages (office and web formats) tables are matched by id in reading order."""

    def full(row: TableRow) -> tuple[object, ...]:
        return row.table, *_shape(row, has_pages)

    def place(row: TableRow) -> tuple[object, ...]:
        return row.table, row.pages[:1] if has_pages else ()

    score = PartScore()
    right, gold_left, predicted_left = pair(gold, predicted, full)
    wrong, missed, spurious = pair(gold_left, predicted_left, place)
    score.counts.gold, score.counts.predicted, score.counts.right = len(gold), len(predicted), len(right)
    score.details += [Detail("wrong", _pages(one), _say(one), _say(other)) for one, other in wrong]
    score.details += [Detail("missed", _pages(row), gold=_say(row)) for row in missed]
    score.details += [Detail("spurious", _pages(row), predicted=_say(row)) for row in spurious]
    return score


def _shape(row: TableRow, has_pages: bool) -> tuple[object, ...]:
    pages = row.pages if has_pages else ()
    if row.table.startswith("performance_"):  # forms: what counts as a row there is a matter of taste
        return (pages,)
    return pages, row.data_rows, row.columns


def _pages(row: TableRow) -> str:
    ends = sorted({row.pages[0], row.pages[-1]}) if row.pages else []
    return "-".join(str(page) for page in ends)


def _say(row: TableRow) -> str:
    return f"{row.table or '?'} “{row.title}” p.{_pages(row)}: {row.data_rows} rows, {row.columns} columns"
