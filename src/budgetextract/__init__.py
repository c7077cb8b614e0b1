"""Chinese department budget and final-account disclosures as structured data that can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Disclosure", "__version__", "extract", "extract_all", "open_store"]

if TYPE_CHECKING:
    from budgetextract.intake import extract, extract_all
    from budgetextract.model.disclosure import Disclosure
    from budgetextract.store.store import open_store


def __getattr__(name: str) -> object:
    """Import the public names when they are first used, so that ``import budgetextract`` costs nothing."""
    if name in {"extract", "extract_all"}:
        from budgetextract import intake

        return getattr(intake, name)
    if name == "Disclosure":
        from budgetextract.model.disclosure import Disclosure

        return Disclosure
    if name == "open_store":
        from budgetextract.store.store import open_store

        return open_store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
