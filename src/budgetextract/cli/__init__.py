"""The command line: one file a command, no logic of its own."""

from __future__ import annotations

import gc
import os
import sys

COLLECT_AFTER = 1_000_000
"""New objects after which Python looks for unreachable circles."""


def main() -> None:
    """Entry point of the ``budgetextract`` command."""
    # pydantic looks for plugins in every package that is installed, which takes as long as all of --help
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # numpy's algebra, which nothing here asks for, else starts a thread a core
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # nor has a process that is just starting any circles to look for
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    from budgetextract.cli.app import run

    sys.exit(run(sys.argv[1:]))
