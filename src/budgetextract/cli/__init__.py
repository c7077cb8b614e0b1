"""The command line: one file a command, no logic of its own."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Entry point of the ``budgetextract`` command."""
    # pydantic looks for plugins in every package that is installed, which takes as long as all of --help
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from budgetextract.cli.app import run

    sys.exit(run(sys.argv[1:]))
