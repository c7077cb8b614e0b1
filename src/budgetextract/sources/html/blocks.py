"""Elements to paragraphs and tables in reading order, as a browser shows them.

In     elements of a page, and what of them to leave out.
Out    ``Paragraph``, ``TableElement``, ``PageBreak``, ``Picture``.
Never  keep what is hidden; lose a character that is shown.
How    one walk without recursion. A table is data or layout (``is_layout``); one for layout is read as blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import field
from typing import Any

from budgetextract.record import record
from budgetextract.sources.canvas import SIZE, Align
from budgetextract.sources.html.lists import Numbers
from budgetextract.sources.html.styles import Properties, Styles, hides, points

BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
     "legend", "li", "listing", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
     "th", "thead", "tr", "ul", "xmp"}
)  # fmt: skip
_HEADINGS = {"h1": 22.0, "h2": 18.0, "h3": 16.0, "h4": 14.0}
_FONT = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_ALIGNS: dict[str, Align] = {"center": "center", "middle": "center", "-webkit-center": "center", "right": "right"}
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_FIGURE = re.compile(r"\d[\d,]*\.\d|\d(?:亿|万|千)?元")
_SILENT = frozenset({"script", "style", "template", "select", "textarea"})
_CLOSE = "\u2e80-\u9fff\uf900-\ufaff\u3001-\u303f\uff00-\uffef“”‘’"
_BROKEN = re.compile(rf"(?<=[{_CLOSE}])[ \t\r\f\v]*\n\s*|[ \t\r\f\v]*\n[ \t\n\r\f\v]*(?=[{_CLOSE}])")
"""A line end of the source beside Chinese: browsers of Chinese readers show none, and editors wrap there."""


@record
class Paragraph:
    """Text between two block ends or line breaks. ``lead``: blanks of full width before its first character."""

    text: str
    size: float = SIZE
    align: Align = "left"
    lead: float = 0.0
    soft: bool = False
    """It follows a line break inside of a block, not the beginning of one."""


@record
class TableElement:
    """A table of data, not yet read."""

    element: Any


@record
class PageBreak:
    """Where the page asks the printer for a new page."""


@record
class Picture:
    """An img element; one inside of a paragraph follows it."""

    element: Any


Block = Paragraph | TableElement | PageBreak | Picture


@record(frozen=False)
class Hidden:
    """What was left out because it is hidden: pieces of text with figures."""

    pieces: list[str] = field(default_factory=list)

    def note(self, element: Any) -> None:
        """Remember a hidden element if it holds figures in words that someone could miss."""
        if len(self.pieces) >= 200:
            return
        shown = (each for each in element.iterdescendants() if each.tag not in _SILENT)
        inside = ((each.text or "") + (each.tail or "") for each in shown)
        text = "".join(((element.text or "") + "".join(inside)).split())
        if _FIGURE.search(text):
            self.pieces.append(text[:80])


@record(frozen=False)
class _Frame:
    """What holds inside of an element."""

    size: float
    align: Align
    pre: bool
    block: bool


class Walk:
    """One walk over elements. ``flat``: tables are read as text, a row a line (inside the cells of a table)."""

    def __init__(
        self,
        styles: Styles,
        skip_tags: Collection[str],
        *,
        is_layout: Callable[[Any], bool] | None = None,
        hidden: Hidden | None = None,
        skip: Collection[Any] = (),
    ) -> None:
        self._styles = styles
        self._skip_tags = skip_tags
        self._skip = skip
        self._is_layout = is_layout
        self._hidden = hidden
        self._out: list[Block] = []
        self._text: list[tuple[str, float]] = []
        self._frames: list[_Frame] = []
        self._images: list[Picture] = []
        self._soft = False
        self._marker = ""
        """Number of a list item whose text has not begun: it may stand in a paragraph of the item."""
        self._numbers = Numbers(styles)

    def blocks(self, elements: Iterable[Any]) -> list[Block]:
        """The blocks of some elements."""
        from lxml import etree

        for element in elements:
            # Lines of a cell have no place of their own: what the elements around them say is not asked.
            align = _inherited_align(element, self._styles) if self._is_layout is not None else "left"
            self._frames = [_Frame(SIZE, align, False, True)]
            walk = etree.iterwalk(element, events=("start", "end"))
            left_out = None
            for event, each in walk:
                if event == "start":
                    if not self._start(each):
                        walk.skip_subtree()
                        left_out = each
                else:
                    if each is left_out:
                        left_out = None
                    else:
                        self._end(each)
                    if each is not element and each.tail:
                        self._add(each.tail)
            self._flush()
        return self._out

    def _start(self, element: Any) -> bool:
        """Begin an element; False where it is left out with all in it."""
        tag = element.tag
        if tag in self._skip_tags:
            return False
        style = self._styles.of(element)
        if (hides(style) or element.get("hidden") is not None) and tag != "body":
            if self._hidden is not None:
                self._hidden.note(element)
            return False
        if element in self._skip:
            return False
        if tag == "br":
            self._break(style)
            return False
        if tag == "img":
            self._images.append(Picture(element))
            return False
        if tag == "table" and self._is_layout is not None and not self._is_layout(element):
            self._flush()
            self._out.append(TableElement(element))
            return False
        above = self._frames[-1]
        block = tag in BLOCKS or style.get("display") in ("block", "list-item", "table", "table-row")
        if self._is_layout is None and tag in ("td", "th"):
            block = False  # a small table inside of a cell: its rows are lines
            self._add("  ", pre=True)
        if block:
            self._flush()
            if "always" in (style.get("page-break-before"), style.get("break-before")):
                self._page()
        self._frames.append(
            _Frame(
                _size(element, style, above.size),
                _align(element, style, above.align) if block else above.align,
                above.pre or tag in ("pre", "xmp", "listing") or style.get("white-space", "").startswith("pre"),
                block,
            )
        )
        if tag == "li":
            self._marker = self._numbers.marker(element, style)
        if element.text:
            self._add(element.text)
        return True

    def _end(self, element: Any) -> None:
        frame = self._frames[-1]
        if frame.block:
            self._flush()
        if element.tag == "li":
            self._marker = ""
        self._frames.pop()

    def _break(self, style: Properties) -> None:
        if "always" in (style.get("page-break-before"), style.get("break-before")):
            self._flush()
            self._page()
            return
        self._flush()
        self._soft = True

    def _page(self) -> None:
        if self._out and not isinstance(self._out[-1], PageBreak):
            self._out.append(PageBreak())

    def _add(self, text: str, *, pre: bool = False) -> None:
        frame = self._frames[-1]
        if frame.pre and not pre and "\n" in text:
            first, *rest = text.split("\n")
            self._text.append((first, frame.size))
            for line in rest:
                self._flush()
                self._soft = True
                self._text.append((line, frame.size))
            return
        self._text.append((text if pre or frame.pre else _collapsed(text), frame.size))

    def _flush(self) -> None:
        """The paragraph so far, and the pictures in it."""
        self._paragraph()
        self._out += self._images
        self._images.clear()

    def _paragraph(self) -> None:
        soft, self._soft = self._soft, False
        if not self._text:
            return
        frame = self._frames[-1]
        text = "".join(part for part, _ in self._text)
        if not frame.pre:
            text = text.strip(" \n")
        shown = text.strip()
        if shown:
            lead = text[: len(text) - len(text.lstrip())]
            size = _usual_size(self._text)
            if self._marker:
                # figures must not run into each other: 1. 2024年, not 1.2024年
                shown = f"{self._marker}{' ' if shown[0].isdigit() else ''}{shown}"
                self._marker = ""
            width = sum(1.0 if char == "\u3000" else 0.5 for char in lead)
            self._out.append(Paragraph(shown, size, frame.align, width, soft))
        self._text.clear()


def lines_of(
    element: Any,
    styles: Styles,
    skip_tags: Collection[str],
    hidden: Hidden | None = None,
    skip: Collection[Any] = (),
) -> tuple[str, ...]:
    """The lines of a cell, elements of ``skip`` left out."""
    if not len(element):
        text = _collapsed(element.text or "").strip()
        return (text,) if text else ()
    walk = Walk(styles, skip_tags, hidden=hidden, skip=skip)
    return tuple(block.text for block in walk.blocks([element]) if isinstance(block, Paragraph))


def _collapsed(text: str) -> str:
    if "\n" in text or "\r" in text:
        text = _BROKEN.sub("", text)
    return _BLANKS.sub(" ", text)


def _size(element: Any, style: Properties, around: float) -> float:
    tag = element.tag
    value = style.get("font-size")
    if value:
        return points(value, around) or around
    if tag in _HEADINGS:
        return _HEADINGS[tag]
    if tag == "font":
        return _FONT.get(element.get("size", "").strip(), around)
    if tag in ("th", "td", "table"):
        return min(around, SIZE)
    return around


def _align(element: Any, style: Properties, around: Align) -> Align:
    value = style.get("text-align") or element.get("align", "").strip().lower()
    if value and value != "inherit":
        return _ALIGNS.get(value, "left")
    return "center" if element.tag == "center" else around


def _inherited_align(element: Any, styles: Styles) -> Align:
    """What the elements around say."""
    for above in (element, *element.iterancestors()):
        value = styles.of(above).get("text-align") or above.get("align", "").strip().lower()
        if above.tag == "center":
            return "center"
        if value and above.tag not in ("table", "tr", "td", "body"):
            return _ALIGNS.get(value, "left")
    return "left"


def _usual_size(parts: Sequence[tuple[str, float]]) -> float:
    """The size of most characters."""
    sizes: dict[float, int] = {}
    for text, size in parts:
        sizes[size] = sizes.get(size, 0) + len(text.strip())
    return max(sizes, key=lambda size: (sizes[size], size))
