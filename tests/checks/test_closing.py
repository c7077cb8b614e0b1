"""Which reading of a table is taken: the one under which its sums hold and none is lost."""

from __future__ import annotations

from decimal import Decimal

from budgetextract.checks.closing import Closing, Tried, choose, closes, is_reading
from budgetextract.model.facts import Key

KEYS = [(Key("expenditure.total", "budget", 2024, (("function", f"20{n:03}"),)), "CNY") for n in range(10)]
DISPUTED = frozenset(KEYS[:2])


def tried(held: int, failed: int, *changed: int, lost: int = 0) -> Tried:
    """A reading of ten amounts, those of ``changed`` places other than in the first reading."""
    amounts = {key: Decimal(n if n not in changed else 100 + n) for n, key in enumerate(KEYS)}
    return Tried(Closing(held, failed), dict(list(amounts.items())[: len(KEYS) - lost]))


FIRST = tried(5, 1)


def test_the_reading_that_closes_is_chosen() -> None:
    assert choose(FIRST, [tried(5, 1, 3), tried(6, 0, 0)], DISPUTED) == 1


def test_none_closes() -> None:
    assert choose(FIRST, [tried(5, 1, 0), tried(4, 2, 1)], DISPUTED) is None


def test_two_that_close_and_say_the_same() -> None:
    assert choose(FIRST, [tried(6, 0, 0), tried(6, 0, 0)], DISPUTED) == 0
    assert choose(FIRST, [tried(6, 0, 0), tried(6, 0, 0, 7)], DISPUTED) == 0


def test_two_that_close_and_differ_in_the_disputed_amounts_decide_nothing() -> None:
    assert choose(FIRST, [tried(6, 0, 0), tried(6, 0, 1)], DISPUTED) is None


def test_a_reading_that_lost_a_sum_does_not_close() -> None:
    assert not closes(FIRST, tried(5, 0))
    assert not closes(FIRST, tried(0, 0))


def test_a_reading_that_lost_amounts_is_none() -> None:
    assert not closes(FIRST, tried(6, 0, 0, lost=3))
    assert not is_reading(FIRST, tried(5, 1, lost=1))
    assert not is_reading(FIRST, tried(4, 2, 1))
    assert is_reading(FIRST, tried(5, 1, 1))
