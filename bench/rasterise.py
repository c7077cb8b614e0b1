"""Image-only versions of PDFs, as an office scanner or fax would make them: for measuring OCR.

    python bench/rasterise.py FOLDER -o build/scans              200 dpi, up to 1.5 degrees askew
    python bench/rasterise.py a.pdf b.pdf -o OUT --dpi 300 --look grey
    python bench/rasterise.py FOLDER -o OUT --look mixed         every other page stays as it is

Looks: plain; grey (paper grey and unevenly lit); faint (ruling lines nearly gone); fax (black and white, CCITT G4);
turned (pages by turns upright, 90, 180 and 270 degrees); mixed (every other page a picture).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "samples"))

from generator.scanner import LOOKS, Scanner, scan_file, turned

__all__ = ["LOOKS", "Scanner", "scan_file", "turned"]


def pdf_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The PDFs named, and those in the folders named."""
    for path in paths:
        yield from sorted(path.glob("*.pdf")) if path.is_dir() else (path,)


def main(arguments: Sequence[str] | None = None) -> int:
    default = Scanner()
    parser = argparse.ArgumentParser(description="Image-only versions of PDFs, for measuring OCR.")
    parser.add_argument("paths", nargs="+", type=Path, help="PDFs, or folders of them")
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--look", choices=LOOKS, default=default.look)
    for name in ("dpi", "skew", "noise", "dust", "blur", "quality", "seed"):
        value = getattr(default, name)
        parser.add_argument(f"--{name}", type=type(value), default=value, help=f"default {value}")
    options = parser.parse_args(arguments)
    names = ("dpi", "skew", "noise", "dust", "blur", "quality", "look", "seed")
    scanner = Scanner(**{name: getattr(options, name) for name in names})
    options.out.mkdir(parents=True, exist_ok=True)
    for file in pdf_files(options.paths):
        (options.out / file.name).write_bytes(scan_file(file.read_bytes(), file.stem, scanner))
        print(options.out / file.name, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
