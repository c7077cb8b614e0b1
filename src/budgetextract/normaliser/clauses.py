"""Running text made ready for reading: one clean string a paragraph, each character with its place in the document.

In     the blocks of a section.
Out    ``Passage``: text without blanks, quotation marks and titles of documents, brackets half-width.
Never  change a digit; a blank between two digits stays, since two figures may stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from budgetextract.model.document import BBox, Block
from budgetextract.model.text import fold, plain

MAX_PASSAGE = 20_000
"""Longer paragraphs are cut: no paragraph of a disclosure is that long, a hostile file may have one."""

_QUOTES = frozenset("\"'“”‘’「」『』`")
_TITLE = re.compile(r"《[^《》]{1,80}》")
_DOC_NUMBER = re.compile(r"[\[〔(【]\s*(?:19|20)\d\d\s*[\]〕)】]\s*\d{1,4}\s*号?")
_ENDS = "。;:!?：；！？"
_STARTS = re.compile(
    r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d)|第[一二三四五六七八九十]|[①-⑳]|[一二三四五六七八九十]是)"
)
_SENTENCE = re.compile(r"[^。!?！？\n]*[。!?！？\n]?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: clean text and, for each of its characters, (block, offset in the block's text)."""

    text: str
    places: tuple[tuple[int, int], ...]
    blocks: tuple[Block, ...]

    def locate(self, start: int, end: int) -> tuple[int, BBox]:
        """Page and box of ``text[start:end]``, as far as it lies in the block where it begins."""
        block, first, last = self._range(start, end)
        return block.locate(first, last + 1)

    def printed(self, start: int, end: int) -> str:
        """``text[start:end]`` as printed."""
        block, first, last = self._range(start, end)
        return block.text[first : last + 1].strip()

    def _range(self, start: int, end: int) -> tuple[Block, int, int]:
        index, first = self.places[start]
        last = first
        for place in self.places[start : max(end, start + 1)]:
            if place[0] == index:
                last = place[1]
        return self.blocks[index], first, last

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence around a position."""
        start = max(self.text.rfind(mark, 0, position) for mark in "。!?") + 1
        ends = [at for mark in "。!?" if (at := self.text.find(mark, position)) >= 0]
        return start, min(ends, default=len(self.text) - 1) + 1


def passages(blocks: Sequence[Block]) -> Iterator[Passage]:
    """The paragraphs of a section; a block that stops in mid-sentence goes on in the next one."""
    group: list[Block] = []
    for block in blocks:
        if group and not _continues(group[-1].text, block.text):
            yield _passage(group)
            group = []
        if block.text.strip():
            group.append(block)
    if group:
        yield _passage(group)


def _continues(before: str, after: str) -> bool:
    """True where a paragraph was broken in mid-sentence (at a page's end, say)."""
    tail = before.rstrip()
    if tail.endswith(("用于：", "用于:")):
        return not _STARTS.match(after)
    if not tail or tail[-1] in _ENDS:
        return False
    head = after.lstrip()
    if head[:1] and head[0] in "，,、。；;）)”":
        return True
    if tail[-1] in "，,、（(“":
        return not _STARTS.match(after)
    return False


def _passage(group: Iterable[Block]) -> Passage:
    blocks = tuple(group)
    chars: list[str] = []
    places: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        text = _masked(fold(block.text[:MAX_PASSAGE]), block.text)
        for offset, char in enumerate(text):
            if char.isspace():
                if _between_digits(text, offset) and chars and chars[-1] != " ":
                    chars.append(" ")
                    places.append((index, offset))
                continue
            if char in _QUOTES or char == "\0":
                continue
            chars.append(char)
            places.append((index, offset))
    return Passage("".join(chars), tuple(places), blocks)


def _between_digits(text: str, offset: int) -> bool:
    before = offset - 1
    after = offset
    while after < len(text) and text[after].isspace():
        after += 1
    return before >= 0 and after < len(text) and text[before].isdigit() and text[after].isdigit()


def _masked(folded: str, original: str) -> str:
    """Titles of documents and document numbers blanked; a full-width comma stays full-width (it is no thousands mark)."""
    text = "".join("，" if own == "，" else char for own, char in zip(original, folded, strict=True))
    text = _TITLE.sub(lambda match: "\0" * len(match[0]), text)
    text = _DOC_NUMBER.sub(lambda match: "\0" * len(match[0]), text)
    return _loose_commas(text)


_COMMA = re.compile(r"(?<!\d),|,(?!\d)|(?<=\d)，(?=\d{3}\.\d)")


def _loose_commas(text: str) -> str:
    """A half-width comma outside of a number is a comma of the sentence; a full-width one inside is a thousands mark."""
    return _COMMA.sub(lambda match: "," if match[0] == "，" else "，", text)


def sentence_key(text: str) -> str:
    """A sentence for comparing: the same words twice are no independent statement."""
    return plain(text)[:400]
