"""Objects of the result made in less room, from values that are known to be right.

In     a model or a data class with slots out of ``model.disclosure``, and values of the types that its fields have.
Out    the same object that its constructor gives, unchecked.
Why    a document of 3,000 pages has a hundred thousand of them. Pydantic gives each a dictionary and a set of names
       of its own; here those of a class share both, as objects of plain classes do: a fifth of the memory, half the
       time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final, ParamSpec, TypeVar

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from budgetextract.model.disclosure import Check, Mention, Section, Source, TableCell, TableOut, Text

P = ParamSpec("P")
T = TypeVar("T")

_MODEL: Final = """
class Fields:
    def __init__(self, *, {parameters}):
        {fields}

def make(*, {parameters}):
    one = new(cls)
    put_fields(one, Fields({arguments}).__dict__)
    put_named(one, named)
    put_extra(one, None)
    put_private(one, None)
    return one
"""
_SLOTS: Final = """
def make(*, {parameters}):
    one = new(cls)
    {slots}
    return one
"""


def compact(cls: Callable[P, T]) -> Callable[P, T]:
    """A maker of objects of a class, called by names as the class is. Fields left out have their default.

    Values are taken as they are: a float field needs a float, a list is not copied. What has no plain default (a list,
    a dictionary) may not be left out.
    """
    model: Any = cls
    fields = _defaults(model)
    room: dict[str, Any] = {f"default_{name}": default for name, default in fields.items()}
    room |= {"cls": model, "new": object.__new__}
    if issubclass(model, BaseModel):
        room |= {
            "named": set(fields),
            "put_fields": BaseModel.__dict__["__dict__"].__set__,
            "put_named": BaseModel.__dict__["__pydantic_fields_set__"].__set__,
            "put_extra": BaseModel.__dict__["__pydantic_extra__"].__set__,
            "put_private": BaseModel.__dict__["__pydantic_private__"].__set__,
        }
        text = _MODEL
    else:
        room |= {f"put_{name}": model.__dict__[name].__set__ for name in fields}
        text = _SLOTS
    code = text.format(
        parameters=", ".join(
            name if default is PydanticUndefined else f"{name}=default_{name}" for name, default in fields.items()
        ),
        arguments=", ".join(f"{name}={name}" for name in fields),
        fields="; ".join(f"self.{name} = {name}" for name in fields),
        slots="; ".join(f"put_{name}(one, {name})" for name in fields),
    )
    exec(code, room)  # made of the names of our own fields, as data classes are
    made: Callable[P, T] = room["make"]
    return made


def _defaults(model: Any) -> Mapping[str, object]:
    """The fields of a class in order with their plain default, ``PydanticUndefined`` where there is none."""
    if issubclass(model, BaseModel):
        return {name: field.default for name, field in model.model_fields.items()}
    missing = dataclasses.MISSING
    return {
        field.name: PydanticUndefined if field.default is missing else field.default
        for field in dataclasses.fields(model)
    }


new_cell = compact(TableCell)
new_check = compact(Check)
new_mention = compact(Mention)
new_section = compact(Section)
new_source = compact(Source)
new_table = compact(TableOut)
new_text = compact(Text)
