"""The article of a web page: what of it to read, what it is called, when it was published.

In     the tree of a page.
Out    ``Main``.
Never  leave figures behind: an article chosen by its name is widened until it holds those of the page.
How    the element that a content system names its article by (web.yaml); without one, down from the body
       as long as all that is left out is furniture: links, menus, the lines that every page of a site bears.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.sources.html.pictures import may_hold_text
from budgetextract.sources.html.styles import Styles, hides
from budgetextract.sources.html.tables import Layouts
from budgetextract.sources.html.tree import MAX_PICTURES, metas, names_of
from budgetextract.sources.html.web_rules import WebRules

ENOUGH = 40
"""Characters from which a named element can be the article."""
PART = 0.15
"""Part of the longest candidate's text from which another one of the same names belongs to the article too."""
KEPT = 0.9
"""Part of the page's figures that the article must hold."""
NAMED_PART = 0.3
FEW_FIGURES = 3
PICTURE = 300
"""Characters that a picture counts for on a page without figures: its article may be a scan."""
MANY = 20
"""More elements of one name than this are entries of a list, no article."""
MOSTLY_LINKS = 0.5
FEW_WORDS = 20
SHORT = 160
"""Characters up to which a piece with words of furniture is furniture."""
_FIGURE = re.compile(
    r"(?<![\d.])\d[\d,]*\.\d+(?!\d*\.)|\d[\d,]*\s*(?:万|亿|千)?元|^\s*(?:\d{1,3}(?:,\d{3})+|\d{5,})\s*$"
)
"""Decimals that are no dates, amounts, and large whole numbers alone (years and counters of visits are smaller)."""
_BLANK = re.compile(r"\s+")
_SUBJECTS = (re.compile(r"预算|决算|三公"), re.compile(r"公开|财政|绩效"))
_SITE = re.compile(r"\s*[-_|—–]\s*[^-_|—–]{2,30}$")


@record
class Main:
    """``elements``: what to read, in order; ``skip``: parts of them that are furniture; the rest as printed."""

    elements: tuple[Any, ...]
    skip: frozenset[Any]
    title: str
    published: str
    """As "2024-02-20", "" where the page does not say."""


@record(frozen=False)
class _Weight:
    """What an element holds: characters without blanks, those inside of links to other pages, figures outside those."""

    text: int = 0
    links: int = 0
    figures: int = 0


def main_of(root: Any, styles: Styles, rules: WebRules, is_layout: Layouts) -> Main:
    """The article of a page."""
    body = root.find("body")
    if body is None:
        body = root
    noise = _noise(body, styles, rules)
    weights = _weights(body, noise)
    if _add_named_noise(noise, body, weights, rules):
        weights = _weights(body, noise)
    scans = _pictures(body, noise) if weights[body].figures < FEW_FIGURES else Counter()
    judge = _Judge(weights, noise, rules, is_layout, scans)
    chosen = judge.widened(judge.named(body) or [judge.narrowed(body)], body)
    skip = frozenset(
        each for one in chosen for each in one.iterdescendants() if each in noise or judge.is_furniture(each)
    )
    return Main(tuple(chosen), skip, _title(root, body, rules), _published(root, body, rules))


def _noise(body: Any, styles: Styles, rules: WebRules) -> set[Any]:
    """Elements that are no part of an article wherever they stand; the outermost ones."""
    out: set[Any] = set()
    for element in body.iterdescendants():
        if (
            element.tag in rules.noise_tags
            or element.getparent() in out
            or element.get("role", "").lower() in rules.noise_roles
            or (element.tag == "div" and element.get("title") in ("header", "footer"))  # of a Word page by LibreOffice
            or hides(styles.of(element))
            or element.get("hidden") is not None
        ):
            out.add(element)
    return out


def _add_named_noise(noise: set[Any], body: Any, weights: Mapping[Any, _Weight], rules: WebRules) -> bool:
    """Add what bears the name of a menu, a foot or a tool bar, unless it holds figures or much of the page's text.

    True if anything was added.
    """
    before = len(noise)
    most = NAMED_PART * (weights[body].text - weights[body].links)
    for element in body.iterdescendants():
        if element.getparent() in noise or (
            element not in noise
            and element.tag not in ("p", "td", "table", "h1")
            and rules.noise_names & names_of(element)
            and weights[element].figures < FEW_FIGURES
            and weights[element].text - weights[element].links <= max(most, SHORT)
        ):
            noise.add(element)
    return len(noise) > before


def _weights(body: Any, noise: set[Any]) -> dict[Any, _Weight]:
    """What each element holds, noise left out."""
    order = list(body.iter())
    weights: dict[Any, _Weight] = {element: _Weight() for element in order}
    link_depth: dict[Any, bool] = {}
    for element in order:
        above = element.getparent() if element is not body else None
        in_link = bool(above is not None and link_depth.get(above))
        link_depth[element] = in_link or (element.tag == "a" and _leads_away(element.get("href")))
        if element not in noise and element.text:
            _count(weights[element], element.text, link=link_depth[element])
        if above is not None and above not in noise and element.tail:
            _count(weights[above], element.tail, link=in_link)
    for element in reversed(order):
        if element is not body:
            mine, above = weights[element], weights[element.getparent()]
            above.text += mine.text
            above.links += mine.links
            above.figures += mine.figures
    return weights


def _pictures(body: Any, noise: set[Any]) -> Counter[Any]:
    """How many pictures that may be of text each element holds."""
    found: Counter[Any] = Counter()
    for image in islice(body.iterdescendants("img"), MAX_PICTURES):
        above = [image, *image.iterancestors()]
        if may_hold_text(image) and noise.isdisjoint(above):
            found.update(above)
    return found


def _count(weight: _Weight, text: str, *, link: bool) -> None:
    length = len(_BLANK.sub("", text))
    if not length:
        return
    weight.text += length
    if link:
        weight.links += length
    else:
        weight.figures += sum(1 for _ in _FIGURE.finditer(text))


def _leads_away(address: str | None) -> bool:
    """True for a link to another page; contents lead to places of the same one."""
    return bool(address) and not str(address).strip().startswith("#")


@record
class _Judge:
    """Chooses the article by names and weights."""

    weights: Mapping[Any, _Weight]
    noise: set[Any]
    rules: WebRules
    is_layout: Layouts
    pictures: Counter[Any]
    """Pictures in each element, on a page without figures."""

    def named(self, body: Any) -> list[Any]:
        """The elements that bear the name of an article; several where a page parts it."""
        groups: list[list[Any]] = [[] for _ in self.rules.articles]
        for element in body.iterdescendants():
            if element in self.noise or element.tag in ("a", "li", "span", "img", "meta"):
                continue
            names = names_of(element)
            if not names:
                continue
            weight = self.weights[element]
            for group, known in zip(groups, self.rules.articles, strict=True):
                if known & names and (weight.text >= ENOUGH or weight.figures or self.pictures[element]):
                    group.append(element)
                    break
        best = max((self._own(each) for group in groups for each in group), default=0)
        for group in groups:
            inside = set(group)
            outer = [each for each in group if not any(above in inside for above in each.iterancestors())]
            longest = max((self._own(each) for each in outer), default=0)
            if longest and longest >= 0.5 * best:
                kept = [each for each in outer if self._own(each) >= PART * longest]
                return kept if len(kept) <= MANY else []
        return []

    def _own(self, element: Any) -> int:
        weight = self.weights[element]
        return weight.text - weight.links + PICTURE * self.pictures[element]

    def narrowed(self, body: Any) -> Any:
        """From the body down as long as one child holds all that is no furniture."""
        at = body
        while True:
            if at.tag == "table" and not self.is_layout(at):
                return at.getparent() if at is not body else at
            if _has_text(at):
                return at
            rest = [
                each
                for each in at.iterchildren()
                if each not in self.noise
                and (self.weights[each].text or self.pictures[each])
                and not self.is_furniture(each)
            ]
            if len(rest) != 1 or rest[0].tag in ("p", "h1", "h2", "h3", "span", "font", "a"):
                return at
            at = rest[0]

    def is_furniture(self, element: Any) -> bool:
        """Mostly links, or a short piece with the words of furniture."""
        weight = self.weights.get(element)
        if weight is None or not weight.text or weight.figures or self.pictures[element]:
            return False
        tag = element.tag
        if tag in ("span", "font", "b", "strong", "th", "tbody", "h1", "h2", "a", "li"):
            return False
        if tag in ("td", "tr") and not self.is_layout(next(element.iterancestors("table"), element)):
            return False
        if tag not in ("p", "table"):  # a single link in a paragraph is an attachment, or a name
            links = weight.links > MOSTLY_LINKS * weight.text and not self._offers_files(element)
            if links and (
                weight.text > FEW_WORDS or (weight.links == weight.text and len(list(element.iter("a"))) > 1)
            ):
                return True
        return weight.text <= SHORT and bool(self.rules.furniture.search(plain("".join(element.itertext()))))

    def _offers_files(self, element: Any) -> bool:
        """True where links lead to files: the list of attachments belongs to the article."""
        return any(self.rules.attachments.search(link.get("href") or "") for link in element.iterdescendants("a"))

    def widened(self, chosen: list[Any], body: Any) -> list[Any]:
        """The elements, or the one around them that holds nearly all figures of the page."""
        whole = self.weights[body].figures
        if whole < 3 or sum(self.weights[each].figures for each in chosen) >= KEPT * whole:
            return chosen
        at = chosen[0]
        while at is not body and self.weights[at].figures < KEPT * whole:
            at = at.getparent()
        return [at]


def _has_text(element: Any) -> bool:
    """True for text of the element itself, outside of its children."""
    return bool((element.text or "").strip()) or any((each.tail or "").strip() for each in element.iterchildren())


def _title(root: Any, body: Any, rules: WebRules) -> str:
    """What the page calls its article; the names of sites and columns, which stand in many a heading, are none."""
    said = metas(root)
    if text := said.get(rules.title_metas[0]):
        return _clean(text)
    found = [text for text in _titles(root, body, said, rules) if 4 < len(text) <= 80]
    for subject in _SUBJECTS:
        for text in found:
            if subject.search(text):
                return text
    return ""


def _titles(root: Any, body: Any, said: Mapping[str, str], rules: WebRules) -> Iterator[str]:
    """Headings of the page, then what its head says, without the names of sites behind."""
    for element in body.iterdescendants("h1", "h2", "div", "p", "span", "td"):
        if (element.tag in ("h1", "h2") or rules.title_names & names_of(element)) and len(element) < 8:
            yield _clean("".join(element.itertext()))
    element = next(root.iter("title"), None)
    texts = [said.get(name, "") for name in rules.title_metas[1:]]
    texts.append("".join(element.itertext()) if element is not None else "")
    for text in map(_clean, texts):
        while (short := _SITE.sub("", text)) != text and len(short) > 4:
            text = short
        yield text


def _clean(text: str) -> str:
    return " ".join(text.split())


def _published(root: Any, body: Any, rules: WebRules) -> str:
    """The date of publication, from the head or from a line of the page."""
    said = metas(root)
    for name in rules.date_metas:
        if found := re.match(r"\s*(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})", said.get(name, "")):
            return _date(found)
    for element in body.iterdescendants():
        for text in (element.text, element.tail):
            if text and ("间" in text or "期" in text) and len(text) < 400:
                around = element if text is element.text else element.getparent()
                for holder in (around, around.getparent()):
                    whole = _beginning(holder) if holder is not None else ""
                    if found := rules.date.search(whole):
                        return _date(found)
    return ""


def _beginning(element: Any) -> str:
    """The first characters of an element's text, comparable."""
    out, length = [], 0
    for text in element.itertext():
        out.append(text)
        length += len(text)
        if length > 600:
            break
    return plain("".join(out)[:600])


def _date(found: re.Match[str]) -> str:
    year, month, day = (int(part) for part in found.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
