"""What this program could not read, as issues in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from budgetextract import messages
from budgetextract.model.disclosure import Issue, Severity, Text
from budgetextract.model.document import ReadProblem
from budgetextract.result.places import Places

MAX_OF_A_KIND = 50
"""A document of a thousand pages without text says so fifty times, not a thousand."""


def issues(problems: Iterable[ReadProblem], places: Places) -> list[Issue]:
    """One issue a problem, equal ones once."""
    out: list[Issue] = []
    seen: set[ReadProblem] = set()
    counts: dict[str, int] = {}
    for problem in problems:
        counts[problem.code] = counts.get(problem.code, 0) + 1
        if problem in seen or counts[problem.code] > MAX_OF_A_KIND:
            continue
        seen.add(problem)
        source = places.source(problem.page, problem.bbox) if problem.page is not None else None
        out.append(
            Issue(code=problem.code, severity=_severity(problem.severity), source=source, message=_text(problem))
        )
    return out


def personal_data(names: int, numbers: int, *, kept: bool) -> list[Issue]:
    """The one issue that counts the names and numbers of persons, none where there are none."""
    if not names + numbers:
        return []
    code = "issue.personal_data_kept" if kept else "issue.personal_data_left_out"
    zh, en = (messages.text(code, language, names=names, numbers=numbers) for language in ("zh", "en"))
    return [Issue(code="personal_data_left_out", severity="info", message=Text(zh=zh, en=en))]


def _severity(word: str) -> Severity:
    return "error" if word == "error" else "info" if word == "info" else "warning"


def _text(problem: ReadProblem) -> Text:
    code = f"issue.{problem.code}"
    named = dict(problem.args)
    error = named.pop("error", "")
    try:
        zh, en = (_why(error, language, named) for language in messages.LANGUAGES)
        return Text(zh=messages.text(code, "zh", **named | zh), en=messages.text(code, "en", **named | en))
    except KeyError:  # a code without its own sentence, or a sentence that wants an argument the problem lacks
        words = "; ".join(f"{key}: {value}" for key, value in problem.args)
        return Text(zh=f"{problem.code} {words}".strip(), en=f"{problem.code} {words}".strip())


def _why(error: str, language: messages.Language, named: dict[str, str]) -> dict[str, str]:
    """The words of the error that made the problem, where one did."""
    return {"why": messages.text(f"error.{error}", language, **named)} if error else {}
