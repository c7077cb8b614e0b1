"""The vocabulary of figures (concepts.csv): what a fact may be about, its unit and its parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from budgetextract.record import record
from budgetextract.rules.loader import rule_csv


@record
class Concept:
    """One row of concepts.csv; ``parent`` is "" at the top."""

    id: str
    label_zh: str
    label_en: str
    unit: str
    group: str
    parent: str


@record
class Concepts:
    """All concepts by id."""

    by_id: Mapping[str, Concept]

    def __getitem__(self, concept: str) -> Concept:
        return self.by_id[concept]

    def __contains__(self, concept: object) -> bool:
        return concept in self.by_id

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_id)

    def unit(self, concept: str) -> str:
        """The unit of the concept's amounts: CNY, person, item, vehicle, square_metre."""
        return self.by_id[concept].unit

    def name(self, concept: str, language: str) -> str | None:
        """The concept in words ("zh" or "en"), None for an id that is not of the vocabulary."""
        found = self.by_id.get(concept)
        return None if found is None else found.label_zh if language == "zh" else found.label_en


def load_concepts() -> Concepts:
    """The concepts of the package."""
    rows = (
        Concept(row["concept"], row["label_zh"], row["label_en"], row["unit"], row["group"], row["parent"] or "")
        for row in rule_csv("concepts.csv")
    )
    return Concepts(MappingProxyType({concept.id: concept for concept in rows}))
