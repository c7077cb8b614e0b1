"""``python -m generator``: the committed samples, or many varied documents for a bulk test of accuracy."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from pathlib import Path

from generator.build import BULK, STYLES, generate, mistakes_for, plan, shown_by, style_module, write
from generator.fonts import FontMissing
from generator.hazards import coverage, lacking, printed_table
from generator.twins import FORMS

SAMPLES = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """0 when done, 1 without a font or with a hazard that too few styles show."""
    parser = argparse.ArgumentParser(prog="generator", description=__doc__)
    parser.add_argument("--samples", action="store_true", help="rewrite the committed samples, one of each style")
    parser.add_argument("--count", type=int, default=0, help="how many varied documents to write")
    parser.add_argument("--out", type=Path, help="where the varied documents go")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first of them")
    parser.add_argument("--style", action="append", choices=sorted(set(BULK)), help="only this style (again for more)")
    parser.add_argument(
        "--forms", default="pdf", help=f"forms of the varied documents, by commas: pdf, {', '.join(FORMS)}"
    )
    parser.add_argument("--mistakes", action="store_true", help="plant a mistake in every second document")
    parser.add_argument("--coverage", action="store_true", help="print which style typesets which hazard")
    parser.add_argument("--jobs", type=int, default=2, help="processes that --coverage uses")
    given = parser.parse_args(arguments)
    forms = given.forms.split(",")
    if unknown := set(forms) - {"pdf", *FORMS}:
        parser.error(f"no form {', '.join(sorted(unknown))}")
    if not (given.samples or given.coverage) and not (given.count and given.out):
        parser.error("say --samples, --coverage, or --count N --out DIR")
    try:
        if given.coverage:
            return show_coverage(given.jobs)
        if given.samples:
            for style in STYLES:
                sample = generate(style, 0, style_module(style).SAMPLE)
                write(sample, SAMPLES / style, style, ("pdf", "docx", "html", "md", "set"))
        for number, (style, seed, oddities) in enumerate(plan(given.count, given.seed, given.style or BULK)):
            kinds = mistakes_for(seed) if given.mistakes and number % 2 else ()
            write(generate(style, seed, oddities, kinds, most=1), given.out, f"{style}-{seed:04d}", forms)
    except FontMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


def show_coverage(jobs: int) -> int:
    """Print the table of hazards and styles; 1 when a hazard is in fewer than two styles."""
    styles = sorted(set(BULK))
    with multiprocessing.Pool(jobs) as pool:
        shown = dict(zip(styles, pool.map(shown_by, styles, chunksize=1), strict=True))
    table = coverage(shown.__getitem__, styles)
    print(printed_table(table, styles))
    return 1 if lacking(table) else 0


if __name__ == "__main__":
    sys.exit(main())
