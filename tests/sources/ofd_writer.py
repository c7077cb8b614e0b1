"""A small writer of OFD packages, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from budgetextract.model.document import Page

MM = 25.4 / 72
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass
class OfdPage:
    """Objects of a page as XML, in millimetres; ``box`` of its own where it is not the document's."""

    objects: list[str] = field(default_factory=list)
    box: str = ""
    template: str = ""


def text(words: str, x: float, y: float, size: float = 4.0, attributes: str = "", code: str = "") -> str:
    """A text object whose base line begins at x, y + size; ``code``: attributes of its TextCode."""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x:.4f} {y:.4f} 100 9" Font="2" Size="{size:.4f}" {attributes}>'
        f'<ofd:TextCode X="0" Y="{size * 0.86:.4f}" {code}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, x: float, y: float, attributes: str = "") -> str:
    return (
        f'<ofd:PathObject ID="3" Boundary="{x:.4f} {y:.4f} 200 200" LineWidth="0.2" {attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def image(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<ofd:ImageObject ID="4" Boundary="{x} {y} {width} {height}" ResourceID="9" CTM="{width} 0 0 {height} 0 0"/>'
    )


def ofd(
    pages: Sequence[OfdPage],
    *,
    box: str = "0 0 210 297",
    template: Sequence[str] = (),
    resources: str = "",
    more: dict[str, bytes] | None = None,
) -> bytes:
    """A package of one document."""
    parts: dict[str, str] = {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>"
    }
    listed = []
    for number, page in enumerate(pages):
        listed.append(f'<ofd:Page ID="{number + 10}" BaseLoc="Pages/Page_{number}/Content.xml"/>')
        area = f"<ofd:Area><ofd:PhysicalBox>{page.box}</ofd:PhysicalBox></ofd:Area>" if page.box else ""
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {NS}>{page.template}{area}<ofd:Content><ofd:Layer ID='7' Type='Body'>"
            f"{''.join(page.objects)}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    common = f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
    if resources:
        common += "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        parts["Doc_0/DocumentRes.xml"] = f"<ofd:Res {NS}>{resources}</ofd:Res>"
    if template:
        common += '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = (
            f"<ofd:Page {NS}><ofd:Content><ofd:Layer ID='8'>{''.join(template)}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document {NS}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{''.join(listed)}</ofd:Pages>"
        "</ofd:Document>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        for name, raw in (more or {}).items():
            archive.writestr(name, raw)
    return buffer.getvalue()


def from_pages(pages: Sequence[Page]) -> bytes:
    """The words and rules of pages as an OFD file: one text object a word, steps where they were."""
    out = []
    for page in pages:
        made = OfdPage(box=f"0 0 {page.width * MM:.4f} {page.height * MM:.4f}")
        for word in page.words:
            size = word.size * MM
            steps = [(b - a) * MM for a, b in zip(word.starts, word.starts[1:], strict=False)][: len(word.text) - 1]
            base = (word.bottom - 0.14 * word.size) * MM - size * 0.86
            delta = " ".join(f"{step:.4f}" for step in steps)
            made.objects.append(
                text(word.text, word.x0 * MM, base, size, code=f"DeltaX={quoteattr(delta)}" if delta else "")
            )
        for rule in page.rules:
            x, y = rule.x0 * MM, rule.top * MM
            made.objects.append(
                path(f"M 0 0 L {(rule.x1 - rule.x0) * MM:.4f} {(rule.bottom - rule.top) * MM:.4f}", x, y)
            )
        out.append(made)
    return ofd(out)
