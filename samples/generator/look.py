"""How the pages of a document look: what a style chooses once for all its pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(slots=True)
class Look:
    """How the pages of one document look."""

    margin: float = 70.0
    size: float = 12.0
    leading: float = 1.75
    running_head: str = ""
    page_numbers: str = "{page}"
    """"" for none; {page} is the number."""
    spaced_digits: bool = False
    """Blanks around numbers, as word processors leave them between Chinese and digits."""
    maker: str = "WPS 文字"
    digits_low: float = 0.0
    """How far below the Chinese the digits stand: fonts of two designs on one line."""
    justified: bool = False
    """Characters of a full line pushed apart to the right margin."""
    narrow_names: bool = False
    """The widest column of a table is too narrow for its names, which wrap above and below their amounts."""
    odd: frozenset[str] = frozenset()
    """All oddities of the document; see ``oddness``."""

    def made_odd(self, oddities: Collection[str]) -> Look:
        """With those of ``COMMON`` that are named."""
        return replace(
            self,
            digits_low=2.6 if "digits_low" in oddities else 0.0,
            justified="justified" in oddities,
            narrow_names="narrow_names" in oddities,
            odd=frozenset(oddities),
        )
