"""Breaking text into lines."""

from __future__ import annotations

import re
from collections.abc import Callable

_NO_LINE_START = "，。；：、）》”！？%％"
_TOKEN = re.compile(r"[0-9A-Za-z.,%+\-]+|.", re.S)


def wrap(text: str, usable: float, measure: Callable[[str], float]) -> list[str]:
    """Lines no wider than ``usable``; numbers stay whole, closing marks do not begin a line; "\\n" breaks."""
    lines: list[str] = []
    for forced in text.split("\n"):
        line, wide = "", 0.0
        for token in _TOKEN.findall(forced):
            size = measure(token)
            if line and wide + size > usable and token not in _NO_LINE_START:
                lines.append(line)
                line, wide = "", 0.0
            line, wide = line + token, wide + size
        lines.append(line)
    return lines
