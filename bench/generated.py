"""Reads generated documents in one form, for ``make bench-generated FORM=…``; a set is read as one disclosure."""

from __future__ import annotations

import argparse
from pathlib import Path

from budgetextract.pipeline import extract_bytes, extract_parts

ENDINGS = {"set": (".text.docx", ".tables.xlsx")}
"""Files of a document in forms that are more than one file."""


def main() -> None:
    """Write a JSON file for each document that has a gold file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("form", help="pdf, docx, html, md, or set")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    for about in sorted(given.documents.glob("*.about.toml")):
        stem = about.name.removesuffix(".about.toml")
        files = [given.documents / f"{stem}{ending}" for ending in ENDINGS.get(given.form, (f".{given.form}",))]
        parts = [(file.read_bytes(), file.name) for file in files]
        read = extract_parts(parts) if len(parts) > 1 else extract_bytes(*parts[0])
        (given.out / f"{stem}.json").write_text(read.to_json(indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
