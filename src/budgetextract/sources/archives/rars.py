"""Members of a RAR archive by rarfile, which unpacks by an outside program: unar, bsdtar, unrar or 7z."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from typing import Any

from budgetextract.errors import DamagedInput, EncryptedInput, MissingTool
from budgetextract.sources.archives.entries import Entry, Purse, TooLarge

SECONDS = 60.0
"""Time for one member; a program that takes longer is ended."""


def entries(data: bytes, file_name: str, purse: Purse) -> Iterator[Entry]:
    """The members in their order. Raises ``MissingTool`` where they are packed and no program is there."""
    import rarfile

    try:
        archive = rarfile.RarFile(io.BytesIO(data), charset="gb18030")
        infos = [info for info in archive.infolist() if not info.is_dir()]
        locked = archive.needs_password() and not infos
    except rarfile.Error as error:
        raise DamagedInput(file=file_name) from error
    except Exception as error:  # its parser lets through whatever a spoilt head leads to
        raise DamagedInput(file=file_name) from error
    if locked:
        raise EncryptedInput(file=file_name)
    if not infos:  # cut off before its first member
        raise DamagedInput(file=file_name)
    with archive:
        purse.count(len(infos))
        for info in infos:
            yield _entry(archive, info, file_name, purse)


def _entry(archive: Any, info: Any, file_name: str, purse: Purse) -> Entry:
    import rarfile

    name = str(info.filename).replace("\\", "/")
    if info.is_symlink() or not info.is_file():
        return Entry(name, fault="member_link")
    if info.needs_password():
        return Entry(name, fault="member_locked")
    try:
        purse.check(info.file_size, info.compress_size)
        with archive.open(info) as stream:
            return Entry(name, _watched(stream, info.compress_size, purse))
    except TooLarge:
        return Entry(name, fault="member_too_large")
    except rarfile.RarCannotExec as error:
        raise MissingTool(file=file_name, tool="unar", package="unar", found="RAR") from error
    except (rarfile.Error, OSError, EOFError, ValueError):
        return Entry(name, fault="member_damaged")


def _watched(stream: Any, packed: int, purse: Purse) -> bytes:
    """The content of a member; the program that unpacks it is ended when it takes too long."""
    process = getattr(stream, "_proc", None)
    timer = threading.Timer(SECONDS, process.kill) if process is not None else None
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        return purse.read(stream, packed)
    finally:
        if timer is not None:
            timer.cancel()
