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

from budgetextract.errors import SettingError

_C_STDOUT = 1
"""Where a C library prints, whatever ``sys.stdout`` has become."""


@contextmanager
def protected_stdout() -> Iterator[TextIO]:
    """The stream for results (UTF-8); all else that is written to standard output goes to standard error."""
    if sys.stdout is None:  # closed by the caller
        raise SettingError(code="no_stdout")
    sys.stdout.flush()
    try:
        real, messages = sys.stdout.fileno(), sys.stderr.fileno()
    except (AttributeError, io.UnsupportedOperation, ValueError):  # a test's stream, not a descriptor
        results = sys.stdout
        with redirect_stdout(sys.stderr):
            yield results
        return
    kept = {descriptor: os.dup(descriptor) for descriptor in {real, _C_STDOUT}}
    stream = os.fdopen(os.dup(real), "w", encoding="utf-8", newline="\n")
    for descriptor in kept:
        os.dup2(messages, descriptor)
    try:
        yield stream
        stream.flush()
    finally:
        sys.stdout.flush()
        for descriptor, copy in kept.items():
            os.dup2(copy, descriptor)
            os.close(copy)
        stream.close()
