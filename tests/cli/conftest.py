"""A pipeline that reads nothing, for tests of what stands around it."""

from __future__ import annotations

import hashlib
import sys
import types
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from budgetextract.errors import EncryptedInput, UnsupportedInput
from budgetextract.model.disclosure import Disclosure, Issue, Text
from budgetextract.model.document import Identity, ReadProblem
from budgetextract.sets.rule import Shape

EXAMPLE = Path(__file__).parents[2] / "schemas" / "examples" / "department_budget.json"


@dataclass(frozen=True)
class Options:
    """As in the pipeline."""

    tables: str = "auto"
    ocr: str = "auto"
    keep_contacts: bool = False
    soffice: str = ""
    sets: str = "auto"


@dataclass(frozen=True)
class Opened:
    """A file that was read: text, or tables where its content says so, of the department it names behind "of"."""

    data: bytes
    file_name: str

    @property
    def extracted(self) -> types.SimpleNamespace:
        return types.SimpleNamespace(source=types.SimpleNamespace(pages=(1,)))

    @property
    def shape(self) -> Shape:
        department = self.data.decode().partition(" of ")[2] or "某局"
        tables = frozenset({"three_public"}) if b"tables" in self.data else frozenset()
        return Shape("", Identity("department_budget", 2024, department), 0 if tables else 5000, tables, 0)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Every file that begins with %PDF becomes the worked example; its content may ask for a failure."""
    example = Disclosure.model_validate_json(EXAMPLE.read_bytes())

    def extract_bytes(data: bytes, file_name: str, options: Options | None = None) -> Disclosure:
        if not data.startswith(b"%PDF"):
            raise UnsupportedInput(file=file_name, found="text")
        if b"locked" in data:
            raise EncryptedInput(file=file_name)
        if b"crash" in data:
            raise RuntimeError("a bug\x1b[31m of ours")
        if b"interrupt" in data:
            raise KeyboardInterrupt
        if b"chatter" in data:
            import os

            print("a library talks")
            os.write(1, b"so does C\n")
        document = example.document.model_copy(
            update={"file_name": file_name, "sha256": hashlib.sha256(data).hexdigest()}
        )
        findings = example.findings if b"doubt" in data else []
        return example.model_copy(update={"document": document, "findings": findings})

    def open_pages(files: Sequence[tuple[bytes, str]], options: Options | None = None, beside: object = None) -> Opened:
        extract_bytes(files[0][0], files[0][1], options)
        return Opened(*files[0])

    def disclose(
        parts: Sequence[Opened], options: Options | None = None, problems: Sequence[ReadProblem] = ()
    ) -> Disclosure:
        data, name = b"".join(part.data for part in parts), "+".join(part.file_name for part in parts)
        found = extract_bytes(data, name, options)
        issues = [Issue(code=one.code, severity="info", message=Text(zh="", en=str(one.args))) for one in problems]
        return found.model_copy(update={"issues": issues})

    stub = types.ModuleType("budgetextract.pipeline")
    vars(stub).update(Options=Options, extract_bytes=extract_bytes, open_pages=open_pages, disclose=disclose)
    monkeypatch.setitem(sys.modules, "budgetextract.pipeline", stub)
    return stub


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two documents, one of the same name below, and one text file."""
    (tmp_path / "in" / "b").mkdir(parents=True)
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF one")
    (tmp_path / "in" / "c.PDF").write_bytes(b"%PDF two")
    (tmp_path / "in" / "b" / "a.pdf").write_bytes(b"%PDF three")
    (tmp_path / "in" / "notes.txt").write_bytes(b"words")
    monkeypatch.chdir(tmp_path)
    return tmp_path
