"""The program as a user runs it: a process, a sample, broken files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from budgetextract.export.schema import schema_files

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*/*.pdf"))


def program(*arguments: str, data: bytes | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command in its own process, without the caller's settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BUDGETEXTRACT_")}
    environment |= {"BUDGETEXTRACT_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "budgetextract", *arguments]
    return subprocess.run(command, input=data, capture_output=True, env=environment, cwd=cwd, timeout=120, check=False)


@pytest.fixture(scope="module")
def sample() -> Path:
    assert SAMPLES, "make samples writes them"
    return SAMPLES[0]


def test_sample_becomes_one_valid_object(sample: Path) -> None:
    done = program("extract", str(sample))
    assert (done.returncode, done.stderr) == (0, b"")
    data = json.loads(done.stdout)
    validator = jsonschema.Draft202012Validator(json.loads(schema_files()["disclosure.schema.json"]))
    assert [error.message for error in validator.iter_errors(data)] == []
    assert data["figures"]


def test_standard_input_gives_the_same(sample: Path) -> None:
    from_file, piped = (
        json.loads(program("extract", *arguments, data=data).stdout)
        for arguments, data in (([str(sample)], None), (["-"], sample.read_bytes()))
    )
    assert piped.pop("document")["sha256"] == from_file.pop("document")["sha256"]
    assert piped == from_file


def test_page_is_drawn(sample: Path, tmp_path: Path) -> None:
    done = program("show", str(sample), "--draw", str(tmp_path / "a.png"), "--page", "1")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert program("show", str(sample), "--draw", str(tmp_path / "b.png"), "--page", "9999").returncode == 2
    assert not (tmp_path / "b.png").exists()


def test_reader_that_goes_away_is_no_error(sample: Path) -> None:
    command = f'"{sys.executable}" -m budgetextract extract "{sample}" "{sample.parent}" | head -c 10'
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120, check=False)
    assert len(done.stdout) == 10
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def tree(pages: bytes) -> bytes:
    """A PDF that is nothing but its page tree."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages"
        + pages
        + (b">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF")
    )


BROKEN = {
    "empty": b"",
    "head": b"%PDF-1.7",
    "noise": bytes(range(256)) * 64,
    "pdf-noise": b"%PDF-1.4\n" + bytes(range(256)) * 64 + b"\n%%EOF",
    "zip": b"PK\x03\x04" + b"\0" * 60,
    "xml": '<?xml version="1.0"?><预算/>'.encode("gb18030"),
    "no-pages": tree(b"/Kids[]/Count 0"),
    "loop": tree(b"/Kids[2 0 R]/Count 9"),
}


def test_broken_files_fail_in_one_line_each_and_the_rest_is_done(sample: Path, tmp_path: Path) -> None:
    for name, content in BROKEN.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    (tmp_path / "good.pdf").write_bytes(sample.read_bytes())
    done = program("extract", ".", "-o", "out/", "--quiet", cwd=tmp_path)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert sorted(line.partition(".pdf: ")[0] for line in lines) == sorted(BROKEN)
    assert b"Traceback" not in done.stderr
    assert not [line for line in lines if "nternal error" in line]
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["good.json"]


def test_cut_file_gives_a_result_or_one_line(sample: Path, tmp_path: Path) -> None:
    data = sample.read_bytes()
    for share in (0.2, 0.6, 0.95):
        (tmp_path / "cut.pdf").write_bytes(data[: int(len(data) * share)])
        done = program("extract", "cut.pdf", cwd=tmp_path)
        assert done.returncode in (0, 1)
        assert b"Traceback" not in done.stderr
        assert b"nternal error" not in done.stderr
        assert done.returncode == 0 or len(done.stderr.splitlines()) == 1


def test_a_page_that_is_no_page_and_a_closed_input_get_one_line_each(tmp_path: Path) -> None:
    """qpdf's own warnings are logged by its binding; none of them may stand beside our line."""
    tree = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    tree += b"2 0 obj\n<</Type/Pages/Count 1/Kids[7 (/Form)]>>\nendobj\n"
    (tmp_path / "a.pdf").write_bytes(tree + b"trailer<</Root 1 0 R/Size 3>>\n%%EOF")
    done = program("extract", "a.pdf", cwd=tmp_path)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, b"", 1), done.stderr
    shell = f"'{sys.executable}' -m budgetextract --lang en extract - <&-"
    closed = subprocess.run(shell, shell=True, capture_output=True, cwd=tmp_path, timeout=60, check=False)
    assert closed.returncode == 1
    assert closed.stderr.startswith(b"-: the file is empty")


def test_what_a_library_logs_or_warns_is_kept_away() -> None:
    script = (
        "import logging, warnings; from budgetextract.cli.app import quiet_libraries; quiet_libraries();"
        "logging.getLogger('pikepdf').warning('odd'); warnings.warn('old')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
