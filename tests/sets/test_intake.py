"""Files, archives and sets to disclosures, with the real pipeline on samples that were cut in two."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from budgetextract import extract, extract_all, intake, pieces
from budgetextract.errors import DamagedInput, EmptyInput, InputError, NoDocuments, NotFound, SeveralDisclosures
from budgetextract.model.disclosure import Disclosure, Fact
from budgetextract.pipeline import Options, disclose, extract_parts, open_pages
from budgetextract.sources.beside import Shelf

SAMPLES = Path(__file__).parents[2] / "samples"
NAME = "jiangsu"
Key = tuple[object, ...]


@cache
def whole() -> Disclosure:
    return extract(SAMPLES / NAME / f"{NAME}.pdf")


@cache
def halves() -> tuple[bytes, bytes]:
    """The pages with text, and the pages with tables, as a department that prints them apart would publish them."""
    with pikepdf.open(SAMPLES / NAME / f"{NAME}.pdf") as source:
        tables = {page for table in whole().tables for page in table.pages}
        out = []
        for wanted in (False, True):
            part = pikepdf.new()
            part.pages.extend(page for number, page in enumerate(source.pages, 1) if (number in tables) == wanted)
            file = io.BytesIO()
            part.save(file, deterministic_id=True)
            out.append(file.getvalue())
    return out[0], out[1]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def key(fact: Fact) -> Key:
    return (fact.concept, fact.measure, fact.fiscal_year, tuple(sorted(fact.dimensions.items())), fact.value)


def keys(disclosure: Disclosure) -> set[Key]:
    return {key(fact) for fact in (*disclosure.figures, *disclosure.staffing)}


@pytest.fixture(scope="module")
def joined() -> Disclosure:
    text, tables = halves()
    return extract_parts([(tables, "附表.pdf"), (text, "正文.pdf")])


def test_text_and_tables_of_one_disclosure_give_its_facts(joined: Disclosure) -> None:
    assert keys(joined) == keys(whole())
    assert {fact.status for fact in joined.figures} == {fact.status for fact in whole().figures}
    agreed = {key(fact) for fact in whole().figures if fact.status == "agreed"}
    assert {key(fact) for fact in joined.figures if fact.status == "agreed"} == agreed


def test_the_parts_are_listed_text_first_and_places_name_them(joined: Disclosure) -> None:
    parts = joined.document.parts
    assert parts is not None
    assert [(part.file_name, part.role) for part in parts] == [("正文.pdf", "text"), ("附表.pdf", "tables")]
    assert all(len(part.sha256) == 64 for part in parts)
    sources = [(m.origin, m.source.part, m.source.page) for fact in joined.figures for m in fact.mentions]
    assert {part for origin, part, _ in sources if origin == "table"} == {"附表.pdf"}
    assert {part for origin, part, _ in sources if origin == "narrative"} == {"正文.pdf"}
    assert min(page for _, part, page in sources if part == "附表.pdf" and page) == 1


def test_text_is_checked_against_tables(joined: Disclosure) -> None:
    assert {(f.code, f.severity) for f in joined.findings} == {(f.code, f.severity) for f in whole().findings}
    across = [fact for fact in joined.figures if len({mention.source.part for mention in fact.mentions}) == 2]
    assert len(across) > 20


def test_the_hash_of_a_set_does_not_depend_on_the_order() -> None:
    text, tables = halves()
    one = extract_parts([(text, "a.pdf"), (tables, "b.pdf")]).document
    two = extract_parts([(tables, "b.pdf"), (text, "a.pdf")]).document
    assert one.sha256 == two.sha256
    assert one.file_name == two.file_name == "a.pdf"


def test_another_reader_of_tables_reads_each_part_by_itself() -> None:
    text, tables = halves()
    found = extract_parts([(text, "正文.pdf"), (tables, "附表.pdf")], Options(tables="pdfplumber"))
    tabled = {key(f) for f in whole().figures if any(m.origin == "table" for m in f.mentions)}
    assert len(tabled & keys(found)) > 0.9 * len(tabled)


def test_one_disclosure_out_of_an_archive(tmp_path: Path) -> None:
    text, tables = halves()
    file = tmp_path / "公开.zip"
    file.write_bytes(zipped({"预算/正文.pdf": text, "预算/附表.pdf": tables, "预算/附件.pdf": b"%PDF-1.4 x"}))
    found = extract(file)
    assert keys(found) == keys(whole())
    assert found.document.file_name == "预算/正文.pdf"
    failed = [issue for issue in found.issues if issue.code == "member_failed"]
    assert len(failed) == 1
    assert "预算/附件.pdf" in failed[0].message.zh
    assert "damaged" in failed[0].message.en


def test_several_disclosures_out_of_an_archive(tmp_path: Path) -> None:
    text, tables = halves()
    other = (SAMPLES / "hunan" / "hunan.pdf").read_bytes()
    file = tmp_path / "公开.zip"
    file.write_bytes(
        zipped({"甲/正文.pdf": text, "甲/附表.pdf": tables, "乙/公开.pdf": other, "丙.pdf": b"%PDF-1.4 x"})
    )
    with pytest.raises(SeveralDisclosures):
        extract(file)
    failures: list[tuple[str, Exception]] = []
    found = list(extract_all(file, failed=lambda name, error: failures.append((name, error))))
    assert [d.document.file_name for d in found] == ["甲/正文.pdf", "乙/公开.pdf"]
    assert [(name.rpartition("/")[2], type(error)) for name, error in failures] == [("丙.pdf", DamagedInput)]
    assert not [issue for d in found for issue in d.issues if issue.code == "member_failed"]
    with pytest.raises(DamagedInput):
        list(extract_all(file))


def test_sets_may_be_switched_off(tmp_path: Path) -> None:
    text, tables = halves()
    file = tmp_path / "公开.zip"
    file.write_bytes(zipped({"正文.pdf": text, "附表.pdf": tables}))
    assert len(list(extract_all(file, Options(sets="never")))) == 2


def test_folders_join_only_what_differs_in_its_suffix_unless_asked(tmp_path: Path) -> None:
    text, tables = halves()
    (tmp_path / "正文.pdf").write_bytes(text)
    (tmp_path / "附表.pdf").write_bytes(tables)
    assert len(list(extract_all(tmp_path))) == 2
    assert len(list(extract_all(tmp_path, Options(sets="wide")))) == 1
    (tmp_path / "附表.pdf").rename(tmp_path / "正文.PDF2")
    assert len(list(extract_all(tmp_path))) == 1
    assert len(list(extract_all(tmp_path, Options(sets="never")))) == 2


def test_files_beyond_what_may_be_kept_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_HELD_PAGES", 1)
    text, tables = halves()
    file = tmp_path / "公开.zip"
    file.write_bytes(zipped({"正文.pdf": text, "附表.pdf": tables}))
    assert keys(extract(file)) == keys(whole())


def test_each_file_of_an_archive_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from budgetextract import pipeline

    read: list[str] = []
    right = pipeline.read_source

    def counted(data: bytes, file_name: str, *rest: object) -> object:
        read.append(file_name)
        return right(data, file_name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "read_source", counted)
    text, tables = halves()
    (tmp_path / "a.zip").write_bytes(zipped({"正文.pdf": text, "附表.pdf": tables}))
    extract(tmp_path / "a.zip")
    assert sorted(read) == ["正文.pdf", "附表.pdf"]


def test_together_takes_archives_and_loose_files(tmp_path: Path) -> None:
    text, tables = halves()
    (tmp_path / "正文.pdf").write_bytes(text)
    (tmp_path / "附表.zip").write_bytes(zipped({"1.pdf": tables, "坏.pdf": b"%PDF-1.4 x"}))
    found = intake.together([intake.file_of(tmp_path / name) for name in ("附表.zip", "正文.pdf")])
    assert keys(found) == keys(whole())
    assert [part.file_name for part in found.document.parts or []] == ["正文.pdf", "附表.zip/1.pdf"]
    assert [issue.code for issue in found.issues if issue.code.startswith("member")] == ["member_failed"]


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", EmptyInput), (zipped({"a.exe": b"MZ\x90\0"}), NoDocuments), (b"Rar!\x1a\x07\x00", InputError)],
)
def test_clear_errors(tmp_path: Path, content: bytes, error: type[InputError]) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(content)
    with pytest.raises(error):
        extract(file)
    with pytest.raises(NotFound):
        extract(tmp_path / "b.zip")


def png() -> bytes:
    out = io.BytesIO()
    Image.new("1", (8, 8)).save(out, "PNG")
    return out.getvalue()


def runs(*names: str, content: bytes | None = None) -> list[list[str]]:
    file = intake.File("a.zip", "a.zip", bytes)
    data = png() if content is None else content
    given = [pieces.Piece(name, name, file, lambda: data, Shelf(), name) for name in names]
    return [[one.name for one in (piece, *piece.more)] for piece in pieces.runs(given)]


def test_pictures_that_count_on_are_pages_of_one_document() -> None:
    assert runs("预算/10.jpg", "预算/9.jpg", "预算/8.jpg") == [["预算/8.jpg", "预算/9.jpg", "预算/10.jpg"]]
    assert runs("2024年预算(1).png", "2024年预算(2).png") == [["2024年预算(1).png", "2024年预算(2).png"]]
    assert runs("甲/1.jpg", "乙/2.jpg") == [["甲/1.jpg"], ["乙/2.jpg"]]
    assert runs("甲.jpg", "乙.jpg") == [["甲.jpg"], ["乙.jpg"]]
    assert runs("1.jpg", "1.png") == [["1.jpg"], ["1.png"]]
    assert runs("1.pdf", "2.pdf", content=b"%PDF-1.4") == [["1.pdf"], ["2.pdf"]]


def test_files_of_a_page_each_give_the_facts_of_the_whole() -> None:
    pages = []
    with pikepdf.open(SAMPLES / NAME / f"{NAME}.pdf") as source:
        for number, page in enumerate(source.pages, 1):
            part = pikepdf.new()
            part.pages.append(page)
            file = io.BytesIO()
            part.save(file, deterministic_id=True)
            pages.append((file.getvalue(), f"{number}.pdf"))
    found = disclose([open_pages(pages)])
    assert keys(found) == keys(whole())
    assert [part.file_name for part in found.document.parts or []] == [name for _, name in pages]
    assert {mention.source.page for fact in found.figures for mention in fact.mentions} == {1}


def test_generic_names_in_an_archive_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    other = (SAMPLES / "hunan" / "hunan.pdf").read_bytes()
    data = zipped({"水利厅/正文.pdf": halves()[0], "商务局/正文.pdf": other, "x/别的.pdf": halves()[1]})
    file = intake.File("a.zip", "a.zip", lambda: data)
    stems = [outcome.stem for outcome in intake.outcomes((file,), Options(sets="never"))]
    assert stems == ["a-水利厅-正文", "a-商务局-正文", "a-别的"]


def test_texts_and_tables_of_several_departments_in_one_archive_find_each_other(tmp_path: Path) -> None:
    styles = ["final", "jiangsu", "sichuan"]
    files = {}
    for style in styles:
        files[f"说明/{style}.docx"] = (SAMPLES / style / f"{style}.text.docx").read_bytes()
        files[f"表格/{style[::-1]}.xlsx"] = (SAMPLES / style / f"{style}.tables.xlsx").read_bytes()
    file = tmp_path / "公开.zip"
    file.write_bytes(zipped(files))
    for style, found in zip(styles, extract_all(file), strict=True):
        assert [part.role for part in found.document.parts or []] == ["text", "tables"]
        assert found.document.reader == "mixed"
        assert keys(found) == keys(extract(SAMPLES / style / f"{style}.pdf"))
