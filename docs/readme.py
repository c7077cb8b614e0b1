"""Put real output under the commands of the READMEs, and the last score into the accuracy pages.

    python docs/readme.py                        run the commands on a sample and write what they print (make docs)
    python docs/readme.py --score score.json --generated generated.json
                                                 write the tables of results and of reliability (make accuracy)

Output stands between ``<!-- name -->`` and ``<!-- /name -->``.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from budgetextract.cli.app import run
from budgetextract.messages import LANGUAGES, Language, text

ROOT = Path(__file__).resolve().parent.parent
READMES: dict[Language, Path] = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
SAMPLE = "samples/hubei/hubei.pdf"
SHOWN = ("figures", "staffing", "completeness")
"""The parts of ``show`` that a README has room for."""
GROUPS = ("table", "narrative", "staffing")
PARTS = ("tables", "headings", "indicators")


def filled(content: str, blocks: dict[str, str]) -> str:
    """The page with each block between its marks; a mark without an end gets one."""
    for name, block in blocks.items():
        pattern = re.compile(rf"<!-- {name} -->\n(?:.*?<!-- /{name} -->\n)?", flags=re.S)
        content = pattern.sub(
            lambda _, name=name, block=block: f"<!-- {name} -->\n{block}\n<!-- /{name} -->\n", content
        )
    return content


def readme(language: Language) -> str:
    """The README of one language with the output of its commands."""
    blocks = {"show": _block(_show(language)), "fact": _block(_fact(), "json")}
    blocks["explain"] = _block(_output(language, "explain", "text_against_table"))
    return filled(READMES[language].read_text(encoding="utf-8"), blocks)


def results(score: dict[str, Any], language: Language) -> str:
    """The total of a score as a table."""
    heads = [text(f"score.{name}", language) for name in ("group", "recall", "precision", "silent", "in_conflict")]
    rows = [heads, ["---", *["---:"] * (len(heads) - 1)]]
    total = score["total"]
    for name in GROUPS:
        row = total["facts"][name]
        recall, precision = _ratio(row["found"], row["gold"]), _ratio(row["right"], row["predicted"])
        doubted = _ratio(row["right_marked_conflict"], row["right"])
        rows.append([text(f"score.{name}", language), recall, precision, str(row["silent_errors"]), doubted])
    for name in PARTS:
        if name in total:
            row = total[name]
            cells = [_ratio(row["right"], row["gold"]), _ratio(row["right"], row["predicted"]), "", ""]
            rows.append([text(f"score.{name}", language), *cells])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def kept(real: dict[str, Any], generated: dict[str, Any], language: Language) -> str:
    """Confidence against what was right, in real and in generated documents, as a table."""
    sides = [{(row["from"], row["to"]): row for row in score["total"]["reliability"]} for score in (real, generated)]
    heads = [text(f"score.{name}", language) for name in ("confidence", "real", "generated")]
    rows = [heads, ["---", "---:", "---:"]]
    for low, high in sorted(sides[0].keys() | sides[1].keys(), reverse=True):
        found = [side.get((low, high)) for side in sides]
        rows.append([f"{low:g} - {high:g}", *(_ratio(row["right"], row["facts"]) if row else "-" for row in found)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _ratio(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} % ({part}/{whole})" if whole else "-"


def _block(content: str, kind: str = "text") -> str:
    lines = "\n".join(line.rstrip() for line in content.strip().splitlines())
    return f"\n```{kind}\n{lines}\n```\n"


def _output(language: Language, *arguments: str) -> str:
    """What a command prints, run from the project's own folder without the caller's settings."""
    printed = io.StringIO()
    before = Path.cwd()
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("BUDGETEXTRACT_")}
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(printed):
            code = run(["--lang", language, *arguments])
    finally:
        os.chdir(before)
        os.environ.update(kept)
    if code:
        raise SystemExit(f"{' '.join(arguments)}: exit {code}")
    return printed.getvalue()


def _show(language: Language) -> str:
    """The head and the chosen parts of ``show``."""
    first, *parts = _output(language, "show", SAMPLE).strip().split("\n\n")
    titles = [text(f"view.{name}", language) for name in SHOWN]
    return "\n\n".join([first, *(part for part in parts if part.splitlines()[0].strip() in titles)])


def _fact() -> str:
    """One fact of the sample as it stands in the JSON, with its first two mentions."""
    data = json.loads(_output("en", "extract", SAMPLE))
    fact = next(
        row
        for row in data["figures"]
        if (row["concept"], row["measure"]) == ("expenditure.total", "budget") and not row["dimensions"]
    )
    fact["mentions"] = fact["mentions"][:2]
    lines = json.dumps(fact, ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+([\d.,\s-]+?)\s+\]", lambda found: f"[{' '.join(found[1].split())}]", lines)


def main() -> int:
    """Write the READMEs, or the table of results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--score", type=Path, help="what score --format json --reliability printed")
    parser.add_argument("--generated", type=Path, help="the same of generated documents")
    options = parser.parse_args()
    for language in LANGUAGES:
        if options.score:
            page = ROOT / "docs" / language / "accuracy.md"
            score = json.loads(options.score.read_text(encoding="utf-8"))
            blocks = {"results": f"\n{results(score, language)}\n"}
            if options.generated:
                generated = json.loads(options.generated.read_text(encoding="utf-8"))
                blocks["reliability"] = f"\n{kept(score, generated, language)}\n"
            content = filled(page.read_text(encoding="utf-8"), blocks)
        else:
            page = READMES[language]
            content = readme(language)
        page.write_text(content, encoding="utf-8", newline="\n")
        print(page.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
