"""Web pages: the article of a page as paragraphs and tables, laid out like a document.

In     the bytes of a saved page: HTML by a content system, Word or a spreadsheet (also under the name .xls), or MHTML.
Out    ``SourceDocument``, reader "html".
Never  open an address: no picture, style sheet, frame or attachment is fetched; what is left unread is an issue.
       A picture that the page itself holds, or that was given with it, is read by OCR.
Raises DamagedInput, LimitExceeded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from budgetextract.errors import LimitExceeded
from budgetextract.model.document import ReadProblem, SourceDocument
from budgetextract.model.text import plain
from budgetextract.sources.canvas import Canvas
from budgetextract.sources.charset import declared_charset, decoded
from budgetextract.sources.html.blocks import Block, Hidden, PageBreak, Paragraph, Picture, TableElement, Walk
from budgetextract.sources.html.main import Main, main_of
from budgetextract.sources.html.mhtml import HtmlPart, Saved, is_mhtml, saved_parts
from budgetextract.sources.html.pictures import PagePictures
from budgetextract.sources.html.sheets import put_sheet, sheet_name
from budgetextract.sources.html.stored import stored_article
from budgetextract.sources.html.styles import Styles
from budgetextract.sources.html.tables import Layouts, by_calc, from_spreadsheet, read_table
from budgetextract.sources.html.tree import Tree, tree_of
from budgetextract.sources.html.web_rules import WebRules, load_web_rules
from budgetextract.sources.ocr.pasted import Pictures, by_ocr
from budgetextract.sources.text.html import is_marked_text
from budgetextract.sources.text.reader import text_source
from budgetextract.sources.wrapping import joined_lines, wrap_width

if TYPE_CHECKING:
    from budgetextract.sources.read import Reading

TITLE_SIZE = 22.0
SMALL = 9.0
SHORT = 400
"""Characters up to which a page without tables says little beside its pictures."""
LEAST_TEXT = 150
"""Characters of an article; a page with fewer may store it elsewhere."""
LISTED = 12
"""Names of attachments that the issue lists."""


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """The pages of a web page."""
    from budgetextract.sources.read import digest

    whole = is_mhtml(data)
    if not whole and is_marked_text((text := decoded(data, file_name, declared_charset(data))).text):
        return text_source(data, text, file_name)
    saved = saved_parts(data, file_name) if whole else Saved([HtmlPart(data)], {})
    canvas = Canvas("html")
    problems: list[ReadProblem] = []
    try:
        for part in saved.pages:
            text = decoded(part.data, file_name, part.charset or declared_charset(part.data))
            problems.extend(text.problems())
            canvas.page_break()
            inside: list[str] = []
            tree = tree_of(text.text, file_name, inside)
            at_hand = PagePictures(inside, saved.pictures if whole else None, part.location, reading.beside)
            pictures = Pictures(at_hand.load, file_name, reading.ocr != "never")
            problems.extend(_Page(tree, file_name, canvas, at_hand, pictures).put())
        pages = canvas.pages()
    except LimitExceeded as limit:
        raise LimitExceeded(**{**limit.named, "file": file_name}) from limit
    readers = {page.reader for page in pages}
    return SourceDocument(
        file_name=file_name,
        sha256=digest(data),
        media_type="multipart/related" if whole else "text/html",
        reader=readers.pop() if len(readers) == 1 else "mixed" if readers else "html",
        pages=pages,
        problems=(*problems, *by_ocr(pages)),
    )


_YEAR = re.compile(r"20\d\d|二[〇○零]")
_KIND = re.compile(r"预算|决算")


class _Page:
    """One page on its way to the canvas."""

    def __init__(self, tree: Tree, file_name: str, canvas: Canvas, at_hand: PagePictures, pictures: Pictures) -> None:
        self._root = tree.root
        self._at_hand = at_hand
        self._pictures = pictures
        self._pages_of_pictures = 0
        self._file_name = file_name
        self._canvas = canvas
        self._sheet_text = tree.sheets
        self._styles = Styles(tree.sheets)
        self._rules: WebRules = load_web_rules()
        self._hidden = Hidden()
        self._noise = self._rules.noise_tags
        self._is_layout = Layouts()
        self._sheets = from_spreadsheet(tree.root) and next(tree.root.iter("table"), None) is not None

    def put(self) -> list[ReadProblem]:
        """Lay the article out; what of the page was not read."""
        if self._sheets:
            return self._put_sheets()
        main, blocks = self._article()
        if not _shows_text(blocks):
            if stored := stored_article(self._root):
                inner = tree_of(stored, self._file_name, self._at_hand.inside).root
                blocks += Walk(self._styles, self._noise, is_layout=self._is_layout, hidden=self._hidden).blocks(
                    [inner]
                )
            else:
                shown, self._styles = self._styles, Styles(self._sheet_text, shows_all=True)
                other = self._article()
                if _shows_text(other[1]):
                    main, blocks = other
                    self._hidden = Hidden()
                else:
                    self._styles = shown
        self._head(main, blocks)
        self._put(_unwrapped(blocks))
        return self._problems(main, blocks)

    def _article(self) -> tuple[Main, list[Block]]:
        """The article and its blocks, as the styles show them."""
        main = main_of(self._root, self._styles, self._rules, self._is_layout)
        walk = Walk(self._styles, self._noise, is_layout=self._is_layout, hidden=self._hidden, skip=main.skip)
        return main, walk.blocks(main.elements)

    def _put_sheets(self) -> list[ReadProblem]:
        """A workbook saved as a web page: each table is a sheet."""
        body = self._root.find("body")
        walk = Walk(self._styles, self._noise, is_layout=lambda _: False, hidden=self._hidden)
        named = by_calc(self._root)  # what LibreOffice prints between the tables are their names and links to them
        for block in walk.blocks([self._root if body is None else body]):
            if isinstance(block, TableElement):
                self._canvas.page_break()
                number = self._canvas.next_table
                table = block.element
                found = read_table(
                    table, number, self._styles, self._noise, self._hidden, self._file_name, self._is_layout
                )
                put_sheet(self._canvas, found, self._styles, sheet_name(table))
            elif isinstance(block, Paragraph) and not named:
                self._canvas.paragraph(block.text, size=block.size, align=block.align)
        return self._hidden_problem()

    def _head(self, main: Main, blocks: Sequence[Block]) -> None:
        """The date and the title of the page, where the article does not bear them itself."""
        first = [plain(block.text) for block in blocks[:40] if isinstance(block, Paragraph)]
        if main.published and not any(self._rules.date.search(text) for text in first):
            self._canvas.paragraph(f"发布日期：{main.published}", size=SMALL, indent=0)
        title = _letters(main.title)
        own = any(_YEAR.search(text) and _KIND.search(text) and len(text) < 40 for text in first[:10])
        if len(title) > 4 and title not in _letters("".join(first)) and (_YEAR.search(title) or not own):
            self._canvas.paragraph(main.title, size=TITLE_SIZE, align="center")

    def _put(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._canvas.paragraph(block.text, size=block.size, align=block.align)
            elif isinstance(block, PageBreak):
                self._canvas.page_break()
            elif isinstance(block, Picture):
                self._pictures_of([block.element])
            else:
                self._table(block.element)

    def _pictures_of(self, images: Iterable[Any]) -> None:
        for page in self._pictures.pages(self._at_hand.named(images)):
            self._canvas.insert(page, max(1, self._canvas.last_paragraph))
            self._pages_of_pictures += 1

    def _table(self, element: Any) -> None:
        number = self._canvas.next_table
        found = read_table(element, number, self._styles, self._noise, self._hidden, self._file_name, self._is_layout)
        for line in found.caption:
            self._canvas.paragraph(line, align="center")
        self._canvas.table(found.cells)
        self._pictures_of(element.iter("img"))
        for inner in found.inner:
            self._table(inner)

    # --- what was not read

    def _problems(self, main: Main, blocks: Sequence[Block]) -> list[ReadProblem]:
        out: list[ReadProblem] = []
        args: tuple[tuple[str, str], ...]
        files = list(dict.fromkeys(self._files(main)))
        if files:
            named = "、".join(files[:LISTED]) + ("…" if len(files) > LISTED else "")
            args = (("count", str(len(files))), ("names", named))
            out.append(ReadProblem("attachments_not_followed", args=args, severity="info"))
        out.extend(self._hidden_problem())
        short = sum(len(block.text) for block in blocks if isinstance(block, Paragraph)) < SHORT
        bare = short and not self._pages_of_pictures and not any(isinstance(block, TableElement) for block in blocks)
        out.extend(self._pictures.problems("error" if bare else "info"))
        frames = [each for each in self._root.iter("frame", "iframe") if (each.get("src") or "").strip()]
        if frames and not blocks:
            out.append(ReadProblem("frames_not_followed", args=(("count", str(len(frames))),), severity="error"))
        return out

    def _hidden_problem(self) -> list[ReadProblem]:
        if not self._hidden.pieces:
            return []
        args = (("count", str(len(self._hidden.pieces))), ("text", self._hidden.pieces[0]))
        return [ReadProblem("hidden_text", args=args)]

    def _files(self, main: Main) -> Iterator[str]:
        """Names of the files that the article links to or shows, also beside it where its page lists them apart."""
        places = main.elements if len(main.elements) > 1 else (_around(main.elements[0]),)
        for place in places:
            for each in place.iter("a", "iframe", "embed", "object", "p", "div"):
                address = next((value for name in _ADDRESSES if (value := each.get(name))), "")
                if address and self._rules.attachments.search(address):
                    name = " ".join("".join(each.itertext()).split())[:80] or _last_part(address)
                    if name:
                        yield name


_ADDRESSES = ("href", "src", "data", "data-src", "data-url")


def _around(element: Any) -> Any:
    """Two elements up: attachments often stand in a box of their own below the article."""
    for _ in range(2):
        above = element.getparent()
        if above is None or above.tag in ("body", "html"):
            break
        element = above
    return element


def _last_part(address: str) -> str:
    """The file's name in an address: behind the last slash or equals sign, as far as it can be one."""
    return re.split(r"[/=\\]", address.partition("#")[0].rstrip("/"))[-1][:80]


def _letters(text: str) -> str:
    """A title without brackets, blanks and signs."""
    return "".join(char for char in plain(text) if char.isalnum())


def _shows_text(blocks: Sequence[Block]) -> bool:
    """False for a page whose article is not there: some lines of furniture at most."""
    if any(isinstance(block, TableElement) for block in blocks):
        return True
    return sum(len(block.text) for block in blocks if isinstance(block, Paragraph)) >= LEAST_TEXT


def _unwrapped(blocks: Sequence[Block]) -> list[Block]:
    """Lines that were broken by the pasted text's own width joined again, where that is sure."""
    out: list[Block] = []
    run: list[Paragraph] = []

    def close() -> None:
        lines, leads = [each.text for each in run], [each.lead for each in run]
        if width := wrap_width(lines, leads):
            for indexes in joined_lines(lines, leads, width):
                text = "".join(run[k].text for k in indexes)
                first = run[indexes[0]]
                out.append(Paragraph(text, first.size, first.align, first.lead))
        else:
            out.extend(run)
        run.clear()

    for block in blocks:
        if isinstance(block, Paragraph) and (block.soft or not run):
            if not block.soft:
                close()
            run.append(block)
        else:
            close()
            if isinstance(block, Paragraph):
                run.append(block)
            else:
                out.append(block)
    close()
    return out
