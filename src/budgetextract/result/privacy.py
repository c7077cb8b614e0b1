"""Personal data: names and telephone numbers of form-fillers, found in a document and left out of what is written.

First the whole document is looked through (``contacts_of``): texts with a label, cells beside and below a label,
numbers that can be nothing else. Then every text that leaves passes ``Privacy.mask``: what was found once is left out
wherever it stands again, be it without its label (a row as one line, a head as a path, a message that quotes it).
A document without contacts costs the search alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from budgetextract.model.document import Cell, Extracted, ReadProblem, Segmented
from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.result import contact_words as words

MASK = "***"
LONGEST_LABEL = 20
_BLANKS = re.compile(r"\s+")
_NOT_DIGIT = re.compile(r"\D+")


@record
class Contact:
    """One name or number in a text, with its place there."""

    start: int
    end: int
    name: bool
    text: str


@record
class Contacts:
    """Distinct names and numbers of one document, as printed."""

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.names or self.numbers)

    def counts(self) -> tuple[int, int]:
        """How many names and how many numbers: one that is set with blanks or hyphens elsewhere is the same."""
        names = {_BLANKS.sub("", name) for name in self.names}
        return len(names), len({_NOT_DIGIT.sub("", one) or one.lower() for one in self.numbers})


def contacts_in(text: str) -> list[Contact]:
    """Contacts that a text shows by itself, in no order; parts of one another may both be there."""
    found: list[Contact] = []
    if words.LABELS.search(text):
        for match in words.NAMED.finditer(text):
            for group in ("name", "bare"):
                if (name := match.group(group)) and not words.NOT_A_NAME.fullmatch(_BLANKS.sub("", name)):
                    found.append(Contact(match.start(group), match.end(group), True, name))
                    if match.group("beside"):
                        found.append(_whole(match, "beside"))
        for match in words.CALLED.finditer(text):
            found += [
                Contact(match.start("number") + one.start(), match.start("number") + one.end(), False, one.group())
                for one in words.ONE_NUMBER.finditer(match.group("number"))
                if _digits(one.group())
            ]
        found += [_whole(match, "number") for match in words.CHAT.finditer(text)]
        if "@" in text:
            found += [_whole(match, 0) for match in words.MAIL.finditer(text)]
    if len(text) >= words.SHORTEST_NUMBER and words.LONG_NUMBER.search(text):
        found += [_whole(match, 0) for match in words.PHONE.finditer(text)]
        found += [_whole(m, 0) for m in words.IDENTITY.finditer(text) if words.identity_holds(m.group())]
    return found


def _whole(match: re.Match[str], group: str | int) -> Contact:
    return Contact(match.start(group), match.end(group), False, match.group(group))


def _digits(text: str) -> bool:
    return len(_NOT_DIGIT.sub("", text)) >= words.SHORTEST_NUMBER


def contacts_of(extracted: Extracted, segmented: Segmented, problems: Sequence[ReadProblem] = ()) -> Contacts:
    """All contacts of a document. The name of the department itself is none, whatever stands before it."""
    names: set[str] = set()
    numbers: set[str] = set()
    for text in _texts(extracted, segmented, problems):
        for contact in contacts_in(text):
            (names if contact.name else numbers).add(contact.text)
    for table in extracted.tables:
        for name, text in _labelled(table.cells, table.header_rows):
            (names if name else numbers).add(text)
    owner = segmented.identity.department or ""
    return Contacts(frozenset(name for name in names if name not in owner), frozenset(numbers))


def _texts(extracted: Extracted, segmented: Segmented, problems: Sequence[ReadProblem]) -> Iterator[str]:
    """Every text that the result is made of, the cells of a row together (a label and its name may be two of them)."""
    for node in segmented.sections:
        yield node.title
        yield "\n".join(block.text for block in node.blocks)
    for table in extracted.tables:
        yield table.title
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            if cell.text:
                rows.setdefault(cell.row, []).append(cell.text)
        for row in rows.values():
            yield "\n".join(row)
    for problem in problems:
        for _, value in problem.args:
            yield value


def _labelled(cells: Sequence[Cell], header_rows: int) -> Iterator[tuple[bool, str]]:
    """(is a name, text) of what stands right of a label, or below it: in a column of names, or where labels stand in
    a row of their own."""
    labels = [(cell, *kind) for cell in cells if (kind := _label(cell.text)) != (False, False)]
    if not labels:
        spaced = (cell.text.strip() for cell in cells if words.SPACED.fullmatch(cell.text.strip()))
        yield from ((False, text) for text in spaced)
        return
    by_place = {(cell.row, cell.column): cell for cell in cells}
    for cell, person, phone in labels:
        beside = by_place.get((cell.row, cell.column + cell.column_span))
        if beside is not None and beside.text and _label(beside.text) == (False, False):
            values = list(_values(beside.text, person, phone, sure=True))
            yield from values
            if values:
                continue
        yield from _below(cell, by_place, person, phone, in_head=cell.row < header_rows)


def _below(
    label: Cell, by_place: dict[tuple[int, int], Cell], person: bool, phone: bool, *, in_head: bool
) -> Iterator[tuple[bool, str]]:
    """The values in the column under a label: under a head all that look like it, elsewhere down to the first cell
    that does not."""
    row = label.row + label.row_span
    sure = not in_head
    while (cell := by_place.get((row, label.column))) is not None and _label(cell.text) == (False, False):
        values = list(_values(cell.text, person, phone, sure=sure))
        yield from values
        if not (values or in_head) and cell.text:
            return
        sure = False
        row += max(1, cell.row_span)


def _label(text: str) -> tuple[bool, bool]:
    """Whether a cell announces a person, a telephone number, or both."""
    if not text or len(text) > LONGEST_LABEL or not words.LABELS.search(text):
        return (False, False)
    label = plain(text)
    person = bool(words.PERSON_LABEL.fullmatch(label))
    phone = bool(words.PHONE_LABEL.fullmatch(label)) or (person and ("电话" in label or "方式" in label))
    return (person or (phone and "联系方式" in label), phone)


def _values(text: str, person: bool, phone: bool, *, sure: bool) -> Iterator[tuple[bool, str]]:
    """Names and numbers in the cell of a label; in one that only a name can fill (``sure``) a name needs no surname."""
    if len(text) > 3 * LONGEST_LABEL:
        return
    if person:
        whole = text.strip()
        parts = [whole] if words.HANZI_NAME.fullmatch(_BLANKS.sub("", whole)) else words.PARTED.split(text)
        for part in parts:
            name = _BLANKS.sub("", part)
            known = words.SURNAMED.fullmatch(name)
            if (known or (sure and words.HANZI_NAME.fullmatch(name))) and not words.NOT_A_NAME.fullmatch(name):
                yield True, part
    for match in words.LABELLED_NUMBER.finditer(text) if phone or person else ():
        if _digits(match.group()):
            yield False, match.group()


class Privacy:
    """Leaves the contacts of one document out of its texts, or keeps them and only counts."""

    def __init__(self, contacts: Contacts, *, keep: bool) -> None:
        self.contacts = contacts
        self.keep = keep
        self._idle = keep or not contacts
        self._known = None if self._idle else _known(contacts)

    def mask(self, text: str) -> str:
        """The text with ``MASK`` for each contact."""
        if self._idle or not text:
            return text
        places = self.places(text)
        if not places:
            return text
        out: list[str] = []
        last = 0
        for start, end in places:
            out += [text[last:start], MASK]
            last = end
        return "".join((*out, text[last:]))

    def places(self, text: str) -> list[tuple[int, int]]:
        """(start, end) of what has to be left out, in order and apart from one another."""
        if self._idle:
            return []
        found = [(contact.start, contact.end) for contact in contacts_in(text)]
        if self._known is not None:
            found += [match.span() for match in self._known.finditer(text)]
        merged: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged


def _known(contacts: Contacts) -> re.Pattern[str]:
    """All that was found, wherever it stands. A name of two characters may be part of a word: it has to stand alone."""
    parts: list[str] = []
    for name in sorted(contacts.names, key=len, reverse=True):
        bare = _BLANKS.sub("", name)
        spaced = r"\s*".join(map(re.escape, bare))
        parts.append(spaced if len(bare) > 2 else rf"(?<![\u4e00-\u9fff]){spaced}(?![\u4e00-\u9fff])")
    for number in sorted(contacts.numbers, key=len, reverse=True):
        parts += [rf"(?<![\d.,]){re.escape(one)}(?![\d.,])" for one in dict.fromkeys((number, number.strip("()（） ")))]
    return re.compile("|".join(parts))
