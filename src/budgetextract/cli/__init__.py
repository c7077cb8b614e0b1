"""The command line: one file a command, no logic of its own."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the ``budgetextract`` command."""
    from budgetextract.cli.app import run

    sys.exit(run(sys.argv[1:]))
