"""Scans in OFD files: pages of pictures are read by OCR, wherever a maker puts the files of the pictures."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from budgetextract.errors import OcrMissing
from budgetextract.model.document import SourceDocument
from budgetextract.pipeline import extract_bytes
from budgetextract.sources.ocr.engine import models
from budgetextract.sources.ofd.paths import Matrix
from budgetextract.sources.ofd.reader import read
from budgetextract.sources.ofd.scans import Scan, pictures
from budgetextract.sources.packages import open_package
from budgetextract.sources.read import Reading

from .fake_ocr import is_missing, png, says
from .ofd_writer import OfdPage, image, ofd, text

SAMPLES = Path(__file__).parents[2] / "samples"
TABLE_PAGE = 12
SCAN = "收入预算总额为406.62万元，支出预算总额为406.62万元。"


def media(file: str) -> str:
    one = f"<ofd:MultiMedia ID='9' Type='Image'><ofd:MediaFile>{file}</ofd:MediaFile></ofd:MultiMedia>"
    return f"<ofd:MultiMedias>{one}</ofd:MultiMedias>"


def scan(file: str = "Res/image_9.png", part: str = "Doc_0/Res/image_9.png", data: bytes | None = None) -> bytes:
    """A page of one picture, between two of text."""
    pages = [OfdPage([text("正文", 20, 20)]), OfdPage([image(0, 0, 210, 297)]), OfdPage([text("附注", 20, 20)])]
    return ofd(pages, resources=media(file), more={part: png() if data is None else data})


def codes(source: SourceDocument) -> list[tuple[str, str]]:
    return [(one.code, dict(one.args).get("pages", "")) for one in source.problems]


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("Res/image_9.png", "Doc_0/Res/image_9.png"),
        ("image_9.png", "Doc_0/Res/image_9.png"),
        ("Res\\Image_9.PNG", "Doc_0/Res/image_9.png"),
        ("/Doc_0/Res/image_9.png", "Doc_0/Res/image_9.png"),
        ("Doc_0/Res/image_9.png", "Doc_0/Res/image_9.png"),
    ],
)
def test_a_page_that_is_a_picture_is_read(monkeypatch: pytest.MonkeyPatch, file: str, part: str) -> None:
    seen = says(monkeypatch, {255: SCAN})
    source = read(scan(file, part), "a.ofd", Reading())
    assert [page.reader for page in source.pages] == ["ofd", "ocr", "ofd"]
    assert (source.reader, source.pages[1].words[0].text) == ("mixed", SCAN)
    assert codes(source) == [("page_by_ocr", "2")]
    assert seen == [(595, 842)]


def test_resources_may_state_a_base_and_pages_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {255: SCAN})
    name = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    own = f"<ofd:Res {name} BaseLoc='Pictures'>{media('1.png')}</ofd:Res>".encode()
    page = OfdPage([image(0, 0, 210, 297)], template="<ofd:PageRes>PageRes.xml</ofd:PageRes>")
    for folder in ("Doc_0/", "Doc_0/Pages/Page_0/"):
        data = ofd([page], more={f"{folder}PageRes.xml": own, f"{folder}Pictures/1.png": png()})
        assert read(data, "a.ofd", Reading()).reader == "ocr", folder


@pytest.mark.parametrize("file", ["../../../etc/passwd", "/etc/passwd", "http://a.gov.cn/1.png", "", "OFD.xml"])
def test_no_file_outside_of_the_package_is_opened(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    seen = says(monkeypatch, {255: SCAN})
    source = read(scan(file), "a.ofd", Reading())
    assert ([page.problem for page in source.pages], seen) == (["", "image_only", ""], [])


@pytest.mark.parametrize("data", [b"", b"\x97JB2\r\n\x1a\n", png()[:300]])
def test_a_picture_that_cannot_be_opened_leaves_its_page_unread(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    says(monkeypatch, {255: SCAN})
    source = read(scan(data=data), "a.ofd", Reading())
    assert ([page.problem for page in source.pages], codes(source)) == (["", "image_only", ""], [])


def test_without_ocr_the_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    is_missing(monkeypatch)
    assert codes(read(scan(), "a.ofd", Reading())) == [("ocr_missing", "2")]
    assert codes(read(scan(), "a.ofd", Reading(ocr="never"))) == []
    alone = ofd([OfdPage([image(0, 0, 210, 297)])], resources=media("1.png"), more={"Doc_0/1.png": png()})
    with pytest.raises(OcrMissing):
        extract_bytes(alone, "a.ofd")


# --- how pictures lie on the page


def drawn(*placed: tuple[Matrix, np.ndarray], size: tuple[float, float] = (360, 180)) -> np.ndarray:
    """A page of pictures, a pixel a point."""
    more = {}
    for number, (_, pixels) in enumerate(placed):
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, "PNG")
        more[f"{number}.png"] = out.getvalue()
    scan = Scan(1, *size, tuple((matrix, f"{number}.png") for number, (matrix, _) in enumerate(placed)))
    ((_, grey, dpi),) = pictures([scan], open_package(ofd([OfdPage()], more=more), "a.ofd"), "a.ofd")
    assert grey.shape == (round(size[1] * dpi / 72), round(size[0] * dpi / 72))
    return np.asarray(Image.fromarray(grey).resize((round(size[0]), round(size[1]))))


def marked(high: int = 900, wide: int = 1800) -> np.ndarray:
    """White, its upper left quarter black."""
    pixels = np.full((high, wide), 255, np.uint8)
    pixels[: high // 2, : wide // 2] = 0
    return pixels


@pytest.mark.parametrize(
    ("matrix", "dark"),
    [
        ((360, 0, 0, 180, 0, 0), (0, 0)),
        ((-360, 0, 0, 180, 360, 0), (0, 1)),
        ((360, 0, 0, -180, 0, 180), (1, 0)),
        ((0, 180, -360, 0, 360, 0), (0, 1)),
        ((0, -180, 360, 0, 0, 180), (1, 0)),
    ],
)
def test_a_picture_is_turned_as_the_page_says(matrix: Matrix, dark: tuple[int, int]) -> None:
    page = drawn((matrix, marked()))
    quarters = [[page[20:70, 40:140].mean(), page[20:70, 220:320].mean()],
                [page[110:160, 40:140].mean(), page[110:160, 220:320].mean()]]  # fmt: skip
    assert np.unravel_index(np.argmin(quarters), (2, 2)) == dark
    assert sorted(round(value) for line in quarters for value in line) == [0, 255, 255, 255]


def test_strips_make_one_page_and_a_stamp_hides_nothing() -> None:
    strip = np.zeros((100, 400), np.uint8)
    stamp = np.full((100, 100), 200, np.uint8)
    page = drawn(((360, 0, 0, 90, 0, 0), strip), ((360, 0, 0, 45, 0, 90), strip + 128), ((90, 0, 0, 180, 0, 0), stamp))
    assert [round(float(page[row, 45])) for row in (45, 110, 160)] == [0, 128, 200]
    assert [round(float(page[row, 300])) for row in (45, 110, 160)] == [0, 128, 255]


def test_pictures_off_the_page_and_without_extent_are_no_harm() -> None:
    pixels = marked()
    for matrix in ((360, 0, 0, 180, 900, 0), (0, 0, 0, 0, 0, 0), (1e9, 0, 0, 1e9, -1e8, -1e8), (360, 0, 360, 0, 0, 0)):
        page = drawn((matrix, pixels))
        assert page.shape == (180, 360)


# --- the whole way


@pytest.mark.skipif(models() is None, reason="rapidocr and onnxruntime are not installed")
def test_a_scanned_table_gives_its_figures() -> None:
    with pypdfium2.PdfDocument(SAMPLES / "jiangsu" / "jiangsu.pdf") as document:
        out = io.BytesIO()
        document[TABLE_PAGE - 1].render(scale=150 / 72).to_pil().convert("L").save(out, "PNG")
    pages = [OfdPage([text("某县档案局2024年部门预算", 20, 20)]), OfdPage([image(0, 0, 210, 297)])]
    found = extract_bytes(ofd(pages, resources=media("1.png"), more={"Doc_0/1.png": out.getvalue()}), "a.ofd")
    whole = extract_bytes((SAMPLES / "jiangsu" / "jiangsu.pdf").read_bytes(), "a.pdf")
    stated = {m.value for fact in whole.figures for m in fact.mentions if m.source.page == TABLE_PAGE}
    read_here = [m for fact in found.figures for m in fact.mentions]
    assert {m.value for m in read_here} == stated
    assert {(m.source.reader, m.source.page) for m in read_here} == {("ocr", 2)}
