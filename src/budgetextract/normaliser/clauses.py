"""Running text made ready for reading: one clean string a paragraph, each character with its place in the document.

In     the blocks of a section.
Out    ``Passage``: text without blanks, quotation marks and titles of documents, brackets half-width.
Never  change a digit; a blank between two digits stays, since two figures may stand side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from budgetextract.model.document import BBox, Block
from budgetextract.model.text import fold, plain
from budgetextract.record import record

MAX_PASSAGE = 20_000
"""Longer paragraphs are cut: no paragraph of a disclosure is that long, a hostile file may have one."""

_QUOTES = frozenset("\"'“”‘’「」『』`")
_TITLE = re.compile(r"《[^《》]{1,80}》")
_DOC_NUMBER = re.compile(r"[\[〔(【]\s*(?:19|20)\d\d\s*[\]〕)】]\s*\d{1,4}\s*号?")
_ENDS = "。;:!?：；！？"
_STARTS = re.compile(
    r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d)|第[一二三四五六七八九十]|[①-⑳]|[一二三四五六七八九十]是)"
)


@record
class Passage:
    """A paragraph: clean text, each character's offset in its block's text, where each block begins in ``text``."""

    text: str
    offsets: tuple[int, ...]
    begins: tuple[int, ...]
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
        index = bisect_right(self.begins, start) - 1
        stop = self.begins[index + 1] if index + 1 < len(self.begins) else len(self.text)
        return self.blocks[index], self.offsets[start], self.offsets[max(start, min(end, stop) - 1)]

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
        if block.text.strip() and (group or worth_reading(block)):
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


class _Clean(dict[int, str]):
    """One character for one: folded, a full-width comma kept (it is no thousands mark), quotation marks blanked."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        clean = "，" if char == "，" else fold(char)
        self[code] = clean = "\0" if clean in _QUOTES else clean
        return clean


_CLEAN = _Clean()


def _passage(group: Iterable[Block]) -> Passage:
    blocks = tuple(group)
    parts: list[str] = []
    offsets: list[int] = []
    begins: list[int] = []
    for block in blocks:
        begins.append(len(offsets))
        text = _masked(block.text[:MAX_PASSAGE].translate(_CLEAN))
        kept = [at for at, char in enumerate(text) if char != "\0"]
        offsets += kept
        parts.append(text.replace("\0", ""))
    return Passage("".join(parts), tuple(offsets), tuple(begins), blocks)


def _masked(text: str) -> str:
    """Blanks, titles of documents and document numbers blanked; commas told apart."""
    if "《" in text:
        text = _TITLE.sub(_blank, text)
    text = _DOC_NUMBER.sub(_blank, text)
    text = _COMMA.sub(lambda match: "," if match[0] == "，" else "，", text)
    return _SPACES.sub(_space, text)


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _space(match: re.Match[str]) -> str:
    """White space: nothing, but one blank where it parts two figures."""
    text, start, end = match.string, match.start(), match.end()
    parting = start > 0 and end < len(text) and text[start - 1].isdigit() and text[end].isdigit()
    return (" " if parting else "\0") + "\0" * (end - start - 1)


_SPACES = re.compile(r"\s+")
_COMMA = re.compile(r"(?<!\d),|,(?!\d)|(?<=\d)，(?=\d{3}\.\d)")
"""A half-width comma outside of a number is one of the sentence; a full-width one inside (1，234.5) is not."""
_WORTH = re.compile(r"[\d零元]|持平|一致|相同|不变|变化|增减|[(（][类款项][)）]|-")
"""A long paragraph with none of these states nothing."""


def worth_reading(block: Block) -> bool:
    """False for long prose without any figure or its equivalent in words."""
    return len(block.text) <= 60 or _WORTH.search(block.text) is not None


@lru_cache(maxsize=512)
def sentence_key(text: str) -> str:
    """A sentence for comparing: the same words twice are no independent statement."""
    return plain(text[:1000])
