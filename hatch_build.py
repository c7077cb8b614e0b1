"""Builds the compiled loops of the PDF reader where a C compiler is there.

Without one, or where it fails, the package is installed all the same: its loops then run in Python. A wheel with the
library carries the tag of its platform (of no Python version: the library does not use Python), one without is pure.
``BUDGETEXTRACT_COMPILED=0`` leaves the library out; ``CC`` names a compiler.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = Path("src/budgetextract/sources/pdf/compiled")
LIBRARY = "loops" + {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
SECONDS = 120


class CompiledLoops(BuildHookInterface[Any]):
    """Adds the library to wheels and, in place, to editable installs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        folder = Path(self.root) / FOLDER
        library = folder / LIBRARY
        with contextlib.suppress(OSError):  # in use by another process: it is told from a new one by its hash
            library.unlink(missing_ok=True)
        if os.environ.get("BUDGETEXTRACT_COMPILED", "").lower() in ("0", "false", "no", "off"):
            return
        why = build(folder, library)
        if why:
            with contextlib.suppress(OSError):
                library.unlink(missing_ok=True)
            self.app.display_warning(f"PDF reader without its compiled part, slower and as right: {why}")
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag()}"
        build_data["artifacts"].append(f"/{FOLDER.as_posix()}/{LIBRARY}")


def build(folder: Path, library: Path) -> str:
    """Compile the C files of ``folder``. Why it could not be done, "" when it was."""
    sources = sorted(folder.glob("*.c"))
    digest = source_hash(folder)
    for compiler in compilers():
        try:
            done = subprocess.run(
                command(compiler, sources, library, digest),
                cwd=folder, timeout=SECONDS, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            why = str(error)
            continue
        if done.returncode == 0:
            return loads(library, digest)
        why = f"{compiler[0]} failed: {done.stdout.strip()[-400:]}"
    return why if compilers() else "no C compiler found"


def source_hash(folder: Path) -> str:
    """Of the C files, as ``budgetextract.sources.pdf.loops`` computes it."""
    digest = hashlib.sha256()
    for file in sorted([*folder.glob("*.c"), *folder.glob("*.h")]):
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def compilers() -> list[list[str]]:
    """Commands of C compilers that are there, the one asked for first."""
    names = [os.environ.get("CC", ""), sysconfig.get_config_var("CC") or "", "cc", "gcc", "clang", "cl"]
    split = [shlex.split(name, posix=os.name != "nt") for name in names if name.strip()]
    return [words for words in split if shutil.which(words[0])]


def command(compiler: list[str], sources: list[Path], library: Path, digest: str) -> list[str]:
    """One call that compiles and links."""
    files = [str(file) for file in sources]
    if Path(compiler[0]).stem.lower() == "cl":
        return [*compiler, "/nologo", "/O2", "/fp:precise", f'/DSOURCE=\\"{digest}\\"', "/LD", *files, f"/Fe:{library}"]
    flags = ["-O2", "-std=c99", "-shared", "-fvisibility=hidden", "-ffp-contract=off", f'-DSOURCE="{digest}"']
    flags += [] if os.name == "nt" else ["-fPIC"]
    flags += shlex.split(os.environ.get("ARCHFLAGS", "")) if sys.platform == "darwin" else []
    return [*compiler, *flags, *files, "-o", str(library), "-lm"]


def loads(library: Path, digest: str) -> str:
    """Why the library cannot be used here, "" where it can."""
    try:
        source = ctypes.CDLL(str(library)).bx_source
    except (OSError, AttributeError) as error:
        return str(error)
    source.restype = ctypes.c_char_p
    return "" if source() == digest.encode() else "built from other files"


def platform_tag() -> str:
    """The wheel tag of this platform; a compiler's output is promised to no older Linux than this one."""
    from packaging.tags import platform_tags

    return next(tag for tag in platform_tags() if "manylinux" not in tag and "musllinux" not in tag)
