"""LibreOffice as an outside program: one conversion in a place of its own, within limits, cut off from the network.

In     the bytes of one file.
Out    the bytes of the same document in another form.
Never  run macros, update links, fetch pictures, leave anything behind, outlive the time limit.

Each run has a fresh profile and home in a temporary folder, so that runs do not meet and nothing of the user's own
LibreOffice is touched. Limits are set by ``ulimit`` of the shell, which is there wherever process groups are.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from budgetextract.errors import DamagedInput, LimitExceeded, MissingTool
from budgetextract.record import record

PROGRAMS = ("soffice", "libreoffice")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/opt/libreoffice/program/soffice",
)
"""Where installers put it without naming it on the PATH."""
SECONDS = 120
"""Time for one document; a usual one takes 3, the largest tables seen 20."""
MEMORY = 4 * 1024 * 1024 * 1024
"""Bytes of address space, of which LibreOffice claims two gigabytes without using them."""
MAX_OUTPUT = 256 * 1024 * 1024
"""Bytes of any file it writes."""
NOWHERE = "127.0.0.1:9"
"""A proxy that answers nobody."""

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


@record
class Conversion:
    """What is asked of LibreOffice. ``wanted``: suffix and filter of the result; ``known``: filter of the input, ""
    where LibreOffice has to tell by itself."""

    suffix: str
    wanted: str
    known: str = ""


def program(chosen: str = "") -> str:
    """The path of LibreOffice: the one chosen by the user, or the first that is found; "" where there is none."""
    if chosen:
        return shutil.which(chosen) or ""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), "")
    return found or next((path for path in PLACES if os.access(path, os.X_OK)), "")


def convert(data: bytes, file_name: str, asked: Conversion, *, chosen: str = "", seconds: int = SECONDS) -> bytes:
    """The document in its new form.

    Raises MissingTool, DamagedInput (LibreOffice cannot read it either), LimitExceeded (``seconds``, ``bytes``).
    """
    office = program(chosen)
    if not office:
        raise MissingTool(file=file_name, tool="LibreOffice", package="libreoffice", found=asked.suffix.upper())
    with tempfile.TemporaryDirectory(prefix="budgetextract-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        given, out = folder / f"document.{asked.suffix}", folder / "out"
        given.write_bytes(data)
        out.mkdir()
        _write_profile(folder / "profile" / "user")
        arguments = [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
            *((f"--infilter={asked.known}",) if asked.known else ()),
            *("--convert-to", asked.wanted, "--outdir", str(out), str(given)),
        ]
        _run(arguments, folder, file_name, seconds)
        made = sorted(path for path in out.iterdir() if path.is_file())
        if not made:
            raise DamagedInput(file=file_name)
        size = made[0].stat().st_size
        if size >= MAX_OUTPUT:
            raise LimitExceeded(file=file_name, limit="bytes", value=str(size), allowed=str(MAX_OUTPUT))
        return made[0].read_bytes()


def _write_profile(folder: Path) -> None:
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def _run(arguments: list[str], folder: Path, file_name: str, seconds: int) -> None:
    """Run to the end or to the time limit; then nothing of it is left running."""
    posix = os.name == "posix"
    if posix:
        limits = f"ulimit -c 0; ulimit -t {seconds}; ulimit -f {MAX_OUTPUT // 512}; "
        if sys.platform == "linux":
            limits += f"ulimit -v {MEMORY // 1024}; "
        arguments = [*_cut_off(), "/bin/sh", "-c", limits + 'exec "$@"', "sh", *arguments]
    process = subprocess.Popen(
        arguments,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=posix,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise LimitExceeded(file=file_name, limit="seconds", value=f"> {seconds}", allowed=str(seconds)) from error
    finally:
        _end(process, posix=posix)


def _end(process: subprocess.Popen[bytes], *, posix: bool) -> None:
    """End the whole group: the program starts others, which stay when it is killed."""
    try:
        if posix:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass  # all of it has ended
    process.wait()


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "WINDIR") if name in os.environ}
    home = str(folder)
    places = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "TMPDIR", "TMP", "TEMP", "XDG_CONFIG_HOME"), home)
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), f"http://{NOWHERE}")
    return {**kept, **places, **proxies, "no_proxy": "", "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


@lru_cache(maxsize=1)
def _cut_off() -> tuple[str, ...]:
    """A command in front that takes the network away, where the system lets a user do so; () elsewhere."""
    path = shutil.which("unshare") if sys.platform == "linux" else None
    if path is None:
        return ()
    command = (path, "--user", "--map-current-user", "--net")
    try:
        tried = subprocess.run(
            [*command, "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if tried.returncode == 0 else ()
