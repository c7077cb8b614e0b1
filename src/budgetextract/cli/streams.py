"""Standard output kept for results alone, whatever a library prints.

Python's own ``print`` and a C library that writes to file descriptor 1 both end on standard error while results are
being made; the results go out through a private copy of the descriptor.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import TextIO


@contextmanager
def protected_stdout() -> Iterator[TextIO]:
    """The stream for results (UTF-8); all else that is written to standard output goes to standard error."""
    sys.stdout.flush()
    try:
        real = sys.stdout.fileno()
    except (AttributeError, io.UnsupportedOperation, ValueError):  # a test's stream, not a descriptor
        results = sys.stdout
        with redirect_stdout(sys.stderr):
            yield results
        return
    copy = os.dup(real)
    os.dup2(sys.stderr.fileno(), real)
    stream = os.fdopen(copy, "w", encoding="utf-8", newline="\n")
    try:
        yield stream
        stream.flush()
    finally:
        sys.stdout.flush()
        os.dup2(copy, real)
        stream.close()
