"""Records: the data classes of this package, quick to define.

In     a class with annotated fields.
Out    the same as ``dataclasses.dataclass(slots=True)`` gives, with one ``__eq__``, ``__hash__`` and ``__repr__``.
Why    the standard decorator compiles six methods for each class. For the two hundred classes of a run that is a
       quarter of a second of every start; here only ``__init__`` is compiled, and C reads what is compared.

A record is frozen to the type checker, which finds every assignment before the program runs. Nothing is checked while
it runs, so a record is made as fast as a plain object: the pages of a document make hundreds of thousands of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform, overload

T = TypeVar("T")


@overload
def record(cls: type[T], /) -> type[T]: ...


@overload
def record(*, frozen: bool = ..., slots: bool = ..., eq: bool = ...) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(
    cls: type[T] | None = None, /, *, frozen: bool = True, slots: bool = True, eq: bool = True
) -> type[T] | Callable[[type[T]], type[T]]:
    """Makes a record of a class.

    frozen: its fields are never set again (held to by the type checker), so it has a hash.
    slots: without a dictionary; False for a class that keeps what it works out (``cached_property``).
    eq: equal to another of its class with equal fields; False for one that is only itself.
    """

    def made(plain: type[T]) -> type[T]:
        if plain.__doc__ is None:
            plain.__doc__ = ""  # or the standard decorator writes the signature there, which takes longer than the rest
        whole: Any = dataclass(repr=False, eq=False, match_args=False, slots=slots)(plain)
        if "__repr__" not in plain.__dict__:
            whole.__repr__ = _shown
        if eq and "__eq__" not in plain.__dict__:
            _compared(whole, frozen=frozen)
        return cast("type[T]", whole)

    return made if cls is None else made(cls)


def _compared(cls: Any, *, frozen: bool) -> None:
    """Gives the class equality by its fields, and their hash where it is frozen."""
    names = [one.name for one in fields(cls) if one.compare]
    key: Callable[[Any], object] = attrgetter(*names) if names else _nothing

    def equal(self: object, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(key(self))

    cls.__eq__ = equal
    cls.__hash__ = hashed if frozen else None


def _nothing(_: object) -> object:
    return ()


def _shown(self: Any) -> str:
    """``Name(field=value, ...)``, as a data class is shown."""
    values = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({values})"
