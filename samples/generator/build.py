"""From style, seed and oddities to a document and its gold."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.about import About
from generator.content import Record
from generator.fonts import find_font
from generator.gold import Gold, plain
from generator.hazards import checked
from generator.mistakes.codes import CODES
from generator.mistakes.kinds import KINDS, drawn
from generator.mistakes.plan import Change, Plan, following
from generator.noticed import noticed
from generator.oddness import ALLOWED, CHANCES, COMMON, NOT_A_PDF
from generator.outlines import PARTIAL
from generator.twins import twins

STYLES = ("hubei", "jiangsu", "shanghai", "hunan", "final", "sichuan")
BULK = (*STYLES, "mosaic", "mosaic", "final11", "shaanxi", "guangdong", "zhejiang", "hebei", "anhui", "yunnan")
"""Styles of a bulk run, in turn; ``mosaic`` has no committed sample."""


@dataclass(frozen=True, slots=True)
class Generated:
    """A document, its gold, and what is odd about it."""

    pdf: bytes
    gold: Gold
    about: About
    record: Record
    """What it says, for its twins in other forms."""


def generate(
    style: str,
    seed: int,
    oddities: Collection[str] = (),
    mistakes: Sequence[str] = (),
    *,
    most: int | None = None,
    printed: bool = True,
) -> Generated:
    """Typeset one document; the same arguments give the same bytes. ``oddities`` are those of the style's module.

    ``mistakes``: kinds to plant (``mistakes.kinds.KINDS``). A kind for which the document has no place is passed over;
    after ``most`` planted ones no further is tried. Without ``printed`` the PDF is not written, which takes most of the time.
    """
    module = style_module(style)
    known = (*module.ODDITIES, *COMMON)
    if unknown := set(oddities) - set(known):
        raise ValueError(f"{style} knows no {', '.join(sorted(unknown))}; it has {', '.join(known)}")
    whole = {"template", "not_a_pdf", *PARTIAL} & set(oddities)
    tried = mistakes if not whole else ()
    change, planted = _chosen(module, seed, frozenset(oddities), tried, most) if tried else (Change(), [])
    with following(Plan(change)) as plan:
        paper, about = module.typeset(_font(), seed, frozenset(oddities))
    about.planted = [_told(kind, one, plan) for kind, one in planted]
    about.oddities = sorted(oddities)
    about.allowed += [code for odd in about.oddities for code in ALLOWED.get(odd, ())]
    about.hazards = sorted(checked(noticed(paper.record)) | paper.all_hazards() | _of_the_file(oddities, planted))
    if "other_file_name" in oddities:
        about.file_name = f"{about.year - 1}年度{about.department}部门决算.pdf"
    if "not_a_pdf" in oddities:
        return Generated(NOT_A_PDF, Gold(), about, Record())
    return Generated(paper.to_bytes() if printed else b"", paper.gold, about, paper.record)


_BY_MISTAKE = {
    "headcount": "staff.partition_contradiction", "filled_but_empty": "table.statement_under_filled", "wrong_year": "text.old_year_left",
}  # fmt: skip


def _of_the_file(oddities: Collection[str], planted: Sequence[tuple[str, Change]]) -> set[str]:
    """Hazards that are of the file and not of its pages, and those that planted mistakes make."""
    by_mistake = {_BY_MISTAKE[kind] for kind, _ in planted if kind in _BY_MISTAKE}
    of_file = {
        "template": "file.template",
        "not_a_pdf": "file.not_a_pdf",
        "other_file_name": "file.name_unlike_content",
    }
    return by_mistake | checked(of_file[odd] for odd in oddities if odd in of_file)


def _chosen(
    module: Any, seed: int, oddities: frozenset[str], kinds: Sequence[str], most: int | None
) -> tuple[Change, list[tuple[str, Change]]]:
    """Changes of the kinds asked for that the document has a place for, all in one; no two in one place."""
    with following(Plan()) as plan:
        module.typeset(_font(), seed, oddities)
    planted: list[tuple[str, Change]] = []
    whole = Change()
    for kind in kinds:
        change = drawn(kind, plan.calls, f"{module.__name__}/{seed}")
        if change is None or change.places & whole.places or len(planted) == most:
            continue
        planted.append((kind, change))
        whole = Change(
            {**whole.instead, **change.instead}, {**whole.after, **change.after}, {*whole.drop, *change.drop}
        )
    return whole, planted


def _told(kind: str, change: Change, plan: Plan) -> dict[str, object]:
    """One planted mistake for ``about.toml``."""
    facts = []
    for was, now in change.facts:
        for fact in (was, now):
            dims = ";".join(f"{key}={value}" for key, value in fact.dimensions)
            facts.append([fact.concept, fact.measure, str(fact.fiscal_year), dims, plain(was.value), plain(now.value)])
    unique = [list(one) for one in dict.fromkeys(map(tuple, facts))]
    pages = sorted({page for place in change.places for page in plan.pages.get(place, ())})
    return {"kind": kind, "codes": list(CODES[kind]), "pages": pages, "says": change.says, "facts": unique}


def style_module(style: str) -> Any:
    """The module of a style."""
    if style not in BULK:
        raise ValueError(f"no style {style}; there are {', '.join(BULK)}")
    return import_module(f"generator.styles.{style}")


@cache
def _font() -> Path:
    return find_font()


def plan(count: int, first_seed: int = 1, styles: Sequence[str] = BULK) -> Iterator[tuple[str, int, frozenset[str]]]:
    """Arguments of ``count`` varied documents: styles in turn, each oddity of the style with a chance of two in five.

    Oddities that a style calls its own mistakes are left to ``generate``, which plants them anywhere.
    """
    for number in range(count):
        style = styles[number % len(styles)]
        rng = random.Random(f"{style}/{first_seed + number}")
        module = style_module(style)
        odd = frozenset(one for one in module.ODDITIES if rng.random() < 0.4) - getattr(
            module, "OWN_MISTAKES", frozenset()
        )
        odd |= frozenset(one for one in COMMON if rng.random() < CHANCES.get(one, 0.1))
        yield style, first_seed + number, odd


def mistakes_for(seed: int) -> tuple[str, ...]:
    """All kinds of mistake in an order of this seed's own: with ``most=1``, the first that has a place is planted."""
    return tuple(random.Random(f"mistakes/{seed}").sample(tuple(KINDS), len(KINDS)))


def shown_by(style: str) -> set[str]:
    """Hazards that a few documents of a style show: without oddities, with all of them, and drawn ones."""
    everything = frozenset((*style_module(style).ODDITIES, *COMMON))
    made = [
        generate(style, 1, (), tuple(_BY_MISTAKE), printed=False),
        generate(style, 2, everything - {"template", "not_a_pdf", *PARTIAL}, printed=False),
        generate(style, 3, {"template"}, printed=False),
        generate(style, 3, {"not_a_pdf"}, printed=False),
        *(generate(style, 4, {one}, printed=False) for one in PARTIAL),
        *(generate(one, seed, odd, printed=False) for one, seed, odd in plan(5, 4, [style])),
    ]
    return {one for document in made for one in document.about.hazards}


def write(generated: Generated, folder: Path, stem: str, forms: Sequence[str] = ("pdf",)) -> None:
    """The document in each of ``forms`` (pdf, and those of ``twins``), gold and about.toml side by side under one stem."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in forms:
        for ending, data in ({".pdf": generated.pdf} if form == "pdf" else twins(generated, form)).items():
            (folder / f"{stem}{ending}").write_bytes(data)
    generated.gold.write(folder, stem)
    (folder / f"{stem}.about.toml").write_text(generated.about.to_toml(), encoding="utf-8")
