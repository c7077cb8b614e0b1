"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Draft:
    """A file beside its final place; ``keep`` puts it there in one step, ``drop`` leaves what was there."""

    def __init__(self, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=target.suffix, dir=target.parent)
        os.close(handle)
        self.target = target
        self.path = Path(name)

    def keep(self) -> None:
        """Give the draft its name, with the rights that a new file has."""
        mask = os.umask(0)
        os.umask(mask)
        self.path.chmod(0o666 & ~mask)
        self.path.replace(self.target)

    def drop(self) -> None:
        """Remove the draft."""
        with suppress(OSError):
            self.path.unlink()


@contextmanager
def written(target: Path) -> Iterator[Path]:
    """A path to write to: it takes the place of ``target`` when the block ends well, else it goes away."""
    draft = Draft(target)
    try:
        yield draft.path
        draft.keep()
    except BaseException:
        draft.drop()
        raise
