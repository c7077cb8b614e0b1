"""Text layers that say what nobody sees, and ordinary pages that only look as if."""

from __future__ import annotations

import io
import random
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name, Pdf
from PIL import Image, ImageDraw

from budgetextract.model.document import Page
from budgetextract.sources.pdf import text_layer
from budgetextract.sources.pdf.common_characters import COMMON
from budgetextract.sources.pdf.reader import read_pdf
from budgetextract.sources.pdf.text_layer import has_wrong_characters

SAMPLE = Path(__file__).parents[2] / "samples" / "hubei" / "hubei.pdf"
SENTENCE = "本单位预算收入总计一千零六十八点二五万元，比上年增加十二万元，主要原因是人员经费增加。"
GB2312 = [bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
SIZE = (595, 842)


def pdf_of(draw: str, *, pictures: dict[str, tuple[Image.Image, Image.Image | None]] | None = None) -> bytes:
    """One A4 page: ``draw`` with the font F1 (Chinese as UTF-16 in hex, see ``shown``) and named pictures."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=SIZE)
    system = Dictionary(Registry=b"Adobe", Ordering=b"GB1", Supplement=4)
    descendant = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/STSong-Light"), CIDSystemInfo=system)
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/STSong-Light"),
        Encoding=Name("/UniGB-UCS2-H"),
        DescendantFonts=pikepdf.Array([descendant]),
    )
    images = Dictionary()
    for name, (image, mask) in (pictures or {}).items():
        stream = image_stream(pdf, image)
        if mask is not None:
            stream.SMask = image_stream(pdf, mask)
        images[f"/{name}"] = stream
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)), XObject=images)
    page.Contents = pdf.make_stream(draw.encode("latin-1"))
    return saved(pdf)


def image_stream(pdf: Pdf, image: Image.Image) -> pikepdf.Stream:
    space = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    return pdf.make_stream(
        image.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=space,
        BitsPerComponent=8,
    )


def saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def shown(text: str, x: float = 60, y: float = 780, *, mode: int = 0, step: float = 20) -> str:
    """Operators that write a text, 30 characters a line."""
    lines = [text[i : i + 30] for i in range(0, len(text), 30)]
    written = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -{step} Td" for line in lines)
    return f"BT /F1 12 Tf {mode} Tr {x} {y} Td {written} ET "


def placed(name: str, x0: float = 0, bottom: float = 0, x1: float = SIZE[0], top: float = SIZE[1]) -> str:
    return f"q {x1 - x0} 0 0 {top - bottom} {x0} {bottom} cm /{name} Do Q "


def read_page(data: bytes) -> Page:
    return read_pdf(data, "a.pdf").pages[0]


@pytest.fixture(scope="module")
def written() -> Image.Image:
    """The picture of a written page with a table."""
    page = pypdfium2.PdfDocument(SAMPLE)[12]
    return page.render(scale=150 / 72, grayscale=True).to_pil().convert("L")


# --- what the fonts say


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (SENTENCE * 3, False),
        (SENTENCE[:15], False),
        ("2080505 1,068.25 406.62 100.00% " * 20, False),
        ("一般公共服务支出 \uf0b7\uf0b7\uf0b7 其他 \uf0fe" * 5, False),
        ("預算單位收入總計為壹佰萬元，較上年增加，主要是人員經費增加所致。" * 2, False),
        ("目录……………………………………………………………………………12 一、单位概况" * 2, False),
        ("XX市财政局 http://czj.example.gov.cn/ 联系电话 ****1234 ____年____月____日" * 2, False),
        ("预算表\x13\x14\x11\x18\x19 支出\x1a\x12\x15" * 5, True),
        ("\ue0e8\ue5e8\ue3d6\uef97\ue684\ued22\ue53f\ue2e8\ueb3e\uef0c" * 3, True),
        ("颸鶸宦杧织铲洏檸猎檼嗐觼夼奁荧晶櫗濗滝婱揉鐱" * 2, True),
        ("Ϥཙࢅࠓࡎᄥၟᄩ२ۤ໒ඔغԅಇЊұᆜၽ௦ڳஜ" * 2, True),
        ("ĨUVLÚäSmST*ŇƚƛZĳĲÈŚś ĨUVLÚäSmST*Ňƚƛ" * 2, True),
        ("#$% \"&' !# $%&;<=>?@ 48 [\\] 收入" * 4, True),
        ("\ufffd\ufffd\ufffd收入支出" * 10, True),
        ("呼吸机、除颤仪、心电监护仪、胰岛素泵、喉镜、腹腔镜、碎石仪、眼底镜、膀胱镜各一台" * 2, False),
        ("数量指标 <=5% >=90% <3 >2 <1 >=100 <4" * 4, False),
        ("", False),
    ],
)
def test_characters(text: str, wrong: bool) -> None:
    assert has_wrong_characters(text) == wrong


def test_characters_drawn_from_the_common_set_are_no_text() -> None:
    """A font whose numbers are looked up in another font's order: each character is an ordinary one."""
    chance = random.Random(5)
    assert has_wrong_characters("".join(chance.choices(GB2312, k=200)))
    assert not has_wrong_characters("".join(chance.choices(COMMON, k=200)))


def without_unicode(how: str) -> bytes:
    """A sample whose fonts name no characters, or a wrong collection."""
    pdf = Pdf.open(SAMPLE)
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Font and "/ToUnicode" in item:
            del item["/ToUnicode"]
            if how != "none":
                item.DescendantFonts[0].CIDSystemInfo = Dictionary(Registry=b"Adobe", Ordering=how.encode())
    return saved(pdf)


@pytest.mark.parametrize("how", ["none", "GB1", "Japan1"])
def test_fonts_without_characters(how: str) -> None:
    pages = read_pdf(without_unicode(how), "a.pdf").pages
    full = [
        page for page, whole in zip(pages, read_pdf(SAMPLE.read_bytes(), "a.pdf").pages, strict=True) if whole.words
    ]
    assert {page.problem for page in full} == {"no_unicode"}
    assert not any(page.words for page in full), "rubbish is no text"


# --- pictures of pages


def test_an_old_recognition_behind_the_picture(written: Image.Image) -> None:
    draw = placed("Scan") + shown(SENTENCE * 4, mode=3)
    assert read_page(pdf_of(draw, pictures={"Scan": (written, None)})).problem == "old_ocr"


def test_an_old_recognition_under_the_picture(written: Image.Image) -> None:
    draw = shown(SENTENCE * 4) + placed("Scan")
    assert read_page(pdf_of(draw, pictures={"Scan": (written, None)})).problem == "old_ocr"


def test_a_scan_in_strips(written: Image.Image) -> None:
    high = written.height // 4
    strips = {f"S{i}": (written.crop((0, i * high, written.width, (i + 1) * high)), None) for i in range(4)}
    draw = "".join(placed(f"S{i}", bottom=842 * (3 - i) / 4, top=842 * (4 - i) / 4) for i in range(4))
    assert read_page(pdf_of(draw, pictures=strips)).problem == "image_only"
    assert read_page(pdf_of(draw + shown(SENTENCE * 4, mode=3), pictures=strips)).problem == "old_ocr"


def test_a_header_is_not_the_text_of_a_picture(written: Image.Image) -> None:
    draw = (
        placed("Scan", 40, 40, 555, 780) + shown("某某县某某局二〇二四年部门预算公开", y=810) + shown("—12—", 280, 20)
    )
    page = read_page(pdf_of(draw, pictures={"Scan": (written, None)}))
    assert page.problem == "image_only"
    assert page.words


def test_a_picture_of_more_pixels_than_a_page_needs(written: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_layer, "MOST_PIXELS", 100_000)
    draw = placed("Scan", 40, 40, 555, 780) + shown("某某县某某局二〇二四年部门预算公开", y=810)
    assert read_page(pdf_of(draw, pictures={"Scan": (written, None)})).problem in ("image_part", "image_only")


def test_a_table_pasted_as_a_picture(written: Image.Image) -> None:
    draw = shown(SENTENCE * 10) + placed("Table", 60, 60, 535, 380)
    table = written.crop((0, written.height // 8, written.width, written.height // 2))
    assert read_page(pdf_of(draw, pictures={"Table": (table, None)})).problem in ("image_part", "image_only")


def test_text_above_a_picture_that_is_drawn_later_is_not_under_it(written: Image.Image) -> None:
    draw = shown(SENTENCE * 2) + placed("Scan", top=690)
    assert read_page(pdf_of(draw, pictures={"Scan": (written, None)})).problem in ("image_part", "image_only")


# --- ordinary pages with pictures


def seal() -> Image.Image:
    image = Image.new("RGB", (300, 300), "white")
    drawn = ImageDraw.Draw(image)
    drawn.ellipse((10, 10, 290, 290), outline=(220, 20, 30), width=8)
    for x in range(60, 240, 12):
        drawn.line((x, 80, x + 4, 220), fill=(220, 20, 30), width=2)
    return image


def photograph() -> Image.Image:
    chance = np.random.default_rng(3)
    coarse = chance.integers(0, 255, (30, 22, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((660, 900), Image.Resampling.BICUBIC)


def chart() -> Image.Image:
    image = Image.new("RGB", (650, 260), "white")
    drawn = ImageDraw.Draw(image)
    drawn.pieslice((200, 30, 400, 230), 0, 200, fill=(150, 150, 255), outline="black")
    drawn.pieslice((200, 30, 400, 230), 200, 360, fill=(150, 40, 90), outline="black")
    for row in range(3):
        drawn.text((450, 90 + 20 * row), "56.17% basic", fill="black")
    return image


def pale() -> Image.Image:
    """Writing of a watermark over the whole page."""
    image = Image.new("L", (595, 842), 255)
    drawn = ImageDraw.Draw(image)
    for y in range(20, 820, 30):
        drawn.text((40, y), "budget disclosure " * 6, fill=225)
    return image


@pytest.mark.parametrize(
    ("picture", "place"),
    [
        (seal, (380, 60, 540, 220)),
        (seal, (100, 200, 500, 600)),
        (chart, (90, 500, 505, 660)),
        (photograph, (0, 0, 595, 842)),
        (photograph, (60, 300, 535, 700)),
        (pale, (0, 0, 595, 842)),
    ],
)
@pytest.mark.parametrize("times", [1, 12])
def test_ordinary_pages_with_pictures(picture, place: tuple[float, ...], times: int) -> None:  # type: ignore[no-untyped-def]
    draw = placed("P", *place) + shown(SENTENCE * times)
    assert read_page(pdf_of(draw, pictures={"P": (picture(), None)})).problem == ""


def test_a_stamp_drawn_over_the_text_lets_it_through(written: Image.Image) -> None:
    """A watermark over the whole page with a soft mask: the text below is seen."""
    mask = Image.new("L", written.size, 25)
    draw = shown(SENTENCE * 12) + placed("P")
    picture = Image.new("L", written.size, 200)
    assert read_page(pdf_of(draw, pictures={"P": (picture, mask)})).problem == ""


# --- letters drawn as shapes


def outlined(letters: int, *, size: float = 12) -> str:
    """Shapes with curves, one a letter."""
    out = []
    for i in range(letters):
        x, y, s = 60 + (i % 35) * 13.5, 760 - (i // 35) * 20, size
        out.append(
            f"{x} {y} m {x + s / 2} {y + s} {x + s} {y + s} {x + s} {y} c {x + s} {y - 3} {x} {y - 3} {x} {y} c "
            f"{x + 2} {y + 2} m {x + 4} {y + 2} l {x + 4} {y + 4} l {x + 2} {y + 4} l h f"
        )
    return "\n".join(out) + "\n"


def test_text_drawn_as_outlines() -> None:
    assert read_page(pdf_of(outlined(600))).problem == "outlines"
    assert read_page(pdf_of(outlined(600) + shown("某某局部门预算", y=810))).problem == "outlines"


def test_a_page_drawn_in_a_form() -> None:
    pdf = Pdf.open(io.BytesIO(pdf_of("/Form Do")))
    form = pdf.make_stream(outlined(600).encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, *SIZE])
    pdf.pages[0].Resources.XObject["/Form"] = form
    assert read_page(saved(pdf)).problem == "outlines"


@pytest.mark.parametrize(
    "draw", [outlined(40) + shown("目录"), outlined(300) + shown(SENTENCE * 12), "", "0 0 m 9 9 l S"]
)
def test_a_title_in_fancy_letters_and_an_ornament_are_no_outlined_page(draw: str) -> None:
    assert read_page(pdf_of(draw)).problem == ""


def test_samples_have_only_pages_to_be_trusted() -> None:
    for file in sorted(SAMPLE.parents[1].glob("*/*.pdf")):
        assert [page.number for page in read_pdf(file.read_bytes(), file.name).pages if page.problem] == [], file.name
