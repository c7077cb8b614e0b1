"""Records behave as the data classes they stand for."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields, replace
from functools import cached_property

import pytest

from budgetextract.record import record


@record
class Place:
    page: int
    words: tuple[str, ...] = ()


@record(frozen=False)
class Count:
    number: int = 0


@record(eq=False)
class Itself:
    number: int


@record(slots=False)
class Lazy:
    number: int

    @cached_property
    def twice(self) -> int:
        return 2 * self.number


@record
class Empty:
    pass


@record
class Own:
    number: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own)

    def __hash__(self) -> int:
        return 1


def test_equal_by_fields_and_class() -> None:
    assert Place(1, ("a",)) == Place(1, ("a",))
    assert Place(1) != Place(2)
    assert Place(1) != (1, ())
    assert Empty() == Empty()
    assert len({Place(1), Place(1), Place(2), Empty(), Empty()}) == 3


def test_what_changes_has_no_hash() -> None:
    count = Count()
    count.number = 2
    assert count == Count(2)
    with pytest.raises(TypeError, match="unhashable"):
        hash(count)


def test_only_itself() -> None:
    one = Itself(1)
    assert one != Itself(1)
    assert len({one, one}) == 1


def test_own_equality_is_kept() -> None:
    assert Own(1) == Own(2)
    assert hash(Own(5)) == 1


def test_slots_and_what_is_worked_out() -> None:
    assert not hasattr(Place(1), "__dict__")
    assert Lazy(2).twice == 4


def test_shown_copied_and_kept() -> None:
    place = Place(3, ("县", "a"))
    assert repr(place) == "Place(page=3, words=('县', 'a'))"
    assert [one.name for one in fields(Place)] == ["page", "words"]
    assert replace(place, page=4) == Place(4, ("县", "a"))
    assert copy.copy(place) == place
    assert pickle.loads(pickle.dumps(place)) == place
