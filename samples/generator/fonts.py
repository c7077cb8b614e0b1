"""Which Chinese font the samples are set in, and what to do where there is none.

WenQuanYi Micro Hei (Debian ``fonts-wqy-microhei``, Apache-2.0) is what the committed samples use: its outlines are small,
so that an embedded subset stays below 100 kB. Another TrueType font with Chinese glyphs does for trials.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

SETTING = "BUDGETEXTRACT_SAMPLE_FONT"
_FAMILIES = ("WenQuanYi Micro Hei", "LXGW WenKai", "WenQuanYi Zen Hei")


class FontMissing(RuntimeError):
    """No usable font: the message says how to get one."""

    def __init__(self, looked_for: str) -> None:
        super().__init__(
            f"no Chinese TrueType font ({looked_for}); install one, such as Debian's fonts-wqy-microhei, "
            f"or name a .ttf or .ttc file in {SETTING}"
        )


def find_font() -> Path:
    """The file named by the setting, else the first of the known families that fontconfig has."""
    if named := os.environ.get(SETTING):
        path = Path(named)
        if not path.is_file():
            raise FontMissing(f"{SETTING}={named} is not a file")
        return path
    matcher = shutil.which("fc-match")
    if matcher is None:
        raise FontMissing("fontconfig is not installed")
    for family in _FAMILIES:
        found = subprocess.run(
            [matcher, "--format=%{family[0]}|%{file}", family], capture_output=True, text=True, check=False
        ).stdout.partition("|")
        if found[0] == family and Path(found[2]).is_file():
            return Path(found[2])
    raise FontMissing(", ".join(_FAMILIES))
