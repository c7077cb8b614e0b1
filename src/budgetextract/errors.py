"""Every failure with its exit code. An exception is about the run; what is wrong inside a document is data.

BudgetExtractError
- SettingError      exit 2   wrong option or setting, a tool asked for by flag is missing
- InputError        exit 1   this input cannot be read; the others go on
  - NotFound  EmptyInput  UnsupportedInput  DamagedInput  EncryptedInput  NoPages  NoText  NoDocuments
    SeveralDisclosures  LimitExceeded  MissingTool
- StoreError        exit 2   a store that is not there, or cannot be used
- ChecksFailed      exit 3   --strict, and an error-level finding
"""

from __future__ import annotations

from typing import ClassVar


class BudgetExtractError(Exception):
    """Base: ``code`` names the message (messages.toml, zh and en), ``named`` its arguments."""

    code: ClassVar[str] = "internal"
    exit_code: ClassVar[int] = 1

    def __init__(self, **named: str) -> None:
        super().__init__(named)
        self.named = named

    def __reduce__(self) -> tuple[object, ...]:  # keyword arguments do not pickle by themselves
        return _rebuild, (type(self), self.named)

    def __str__(self) -> str:
        return f"{self.code}: {', '.join(f'{key}={value}' for key, value in self.named.items())}"


def _rebuild(cls: type[BudgetExtractError], named: dict[str, str]) -> BudgetExtractError:
    return cls(**named)


class SettingError(BudgetExtractError):
    """A wrong option or setting; ``named["code"]`` may refine the message."""

    code = "setting"
    exit_code = 2


class InputError(BudgetExtractError):
    """One input cannot be read."""

    code = "input"


class NotFound(InputError):
    """No such file."""

    code = "not_found"


class EmptyInput(InputError):
    """A file of no bytes."""

    code = "empty_input"


class UnsupportedInput(InputError):
    """Not a kind of file that can be read (``found``: what it looks like)."""

    code = "unsupported_input"


class DamagedInput(InputError):
    """A PDF that neither pdfium nor one repair can open."""

    code = "damaged_input"


class EncryptedInput(InputError):
    """Needs a password."""

    code = "encrypted_input"


class NoPages(InputError):
    """A document without pages."""

    code = "no_pages"


class NoText(InputError):
    """Only images: needs OCR."""

    code = "no_text"


class NoDocuments(InputError):
    """An archive that holds no document."""

    code = "no_documents"


class SeveralDisclosures(InputError):
    """An archive that holds more than one disclosure, where one was asked for."""

    code = "several_disclosures"


class OcrMissing(NoText):
    """Only pages that need OCR, which is not installed."""

    code = "ocr_missing"


class LimitExceeded(InputError):
    """More than the limit allows (``limit``, ``value``)."""

    code = "limit_exceeded"


class MissingTool(InputError):
    """An outside program that a kind of file (``found``) needs is not there (``tool``, its ``package``)."""

    code = "missing_tool"


class StoreError(BudgetExtractError):
    """A store that is not there, is newer than this program, or cannot be opened; ``named["code"]`` tells which."""

    code = "store"
    exit_code = 2


class ChecksFailed(BudgetExtractError):
    """--strict and an error-level finding."""

    code = "checks_failed"
    exit_code = 3
