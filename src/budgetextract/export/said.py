"""What went wrong, in one line for a person."""

from __future__ import annotations

from budgetextract import messages
from budgetextract.errors import BudgetExtractError
from budgetextract.export.harmless import visible
from budgetextract.messages import Language


class Named(dict[str, str]):
    """Arguments of a message; one that was not given leaves a blank, for a message must not fail."""

    def __missing__(self, key: str) -> str:
        return ""


def error_text(error: BaseException, language: Language) -> str:
    """What went wrong and what to do next, in one line without control characters."""
    if isinstance(error, BudgetExtractError):
        code = f"error.{error.named.get('code') or error.code}"
        named = {key: visible(value) for key, value in error.named.items() if key != "code"}
        code = code if messages.has(code) else "error.other"
        said = messages.text(code, language).format_map(Named({"kind": error.code, **named}))
    elif isinstance(error, OSError):
        said = messages.text(
            "error.os", language, why=error.strerror or type(error).__name__, file=error.filename or ""
        )
    elif isinstance(error, MemoryError):
        said = messages.text("error.memory", language)
    else:
        said = messages.text("internal", language, kind=type(error).__name__, why=str(error)[:300])
    return " ".join(visible(said).split())
