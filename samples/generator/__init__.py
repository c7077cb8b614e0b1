"""Typesets disclosures that nobody published, with gold that comes from what was typeset and never from reading it back.

``generate(style, seed, oddities)`` gives one document and its gold; ``python -m generator`` writes many. Nothing of this
is in the wheel: it needs an open Chinese font (see ``fonts``), and only where documents are made.
"""

from __future__ import annotations

from generator.build import STYLES, Generated, generate

__all__ = ["STYLES", "Generated", "generate"]
