"""What a sample is and what is odd about it, as ``about.toml``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field


@dataclass(slots=True)
class About:
    """``odd`` is for people; ``expect`` names findings that a reader of the document should report."""

    style: str
    seed: int
    department: str
    year: int
    kind: str
    oddities: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    hazards: list[str] = field(default_factory=list)
    """Ids of ``hazards.csv``."""
    expect: list[dict[str, str | bool]] = field(default_factory=list)

    allowed: list[str] = field(default_factory=list)
    """Codes of findings that are true of the document, whether a reader reports them or not."""
    file_name: str = ""
    """Under which it was published, where that says something else than the document."""
    planted: list[dict[str, object]] = field(default_factory=list)
    """Mistakes put in: kind, codes, pages, says; facts: concept, measure, year, dimensions, value without it and value now."""

    def to_toml(self) -> str:
        """Strings in JSON's quoting, which TOML shares."""
        lines = [f"{name} = {_toml(getattr(self, name))}" for name in ("style", "seed", "department", "year", "kind")]
        lines.append(f"oddities = {_toml(self.oddities)}")
        lines += ["odd = [", *(f"  {_toml(text)}," for text in self.odd), "]"]
        lines += ["hazards = [", *(f"  {_toml(text)}," for text in self.hazards), "]"]
        if self.file_name:
            lines.append(f"file_name = {_toml(self.file_name)}")
        if self.allowed:
            lines.append(f"allowed = {_toml(self.allowed)}")
        for entry in self.expect:
            lines += ["", "[[expect]]", *(f"{key} = {_toml(value)}" for key, value in entry.items())]
        for mistake in self.planted:
            lines += ["", "[[planted]]", *(f"{key} = {_toml(value)}" for key, value in mistake.items())]
        return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
