"""When printed figures do not fit: a failure of the document, or something unread, blank or doubtful."""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.checks.headcounts import UNTOLD, guarded, says_nothing, told_in_full
from budgetextract.checks.index import Book
from budgetextract.checks.interval import Printed, Verdict, judge_ratio, judge_sum
from budgetextract.checks.outcome import Used
from budgetextract.checks.plan import plan_of
from budgetextract.checks.resolve import Found
from budgetextract.checks.slips import surely_unit
from budgetextract.model.facts import Statement
from budgetextract.record import record
from budgetextract.rules.identities import Identity, Term

_LESS_SEVERE = {"error": "warning", "warning": "info", "info": "info"}


@record
class Failing:
    """An evaluation whose printed figures do not fit, before it is called a failure."""

    identity: Identity
    where: str
    left: tuple[Used, ...]
    right: tuple[Used, ...]
    of_count: int
    verdict: Verdict


def failed(
    shell: Failing, found: Sequence[Found], terms: Sequence[tuple[Term, Found | None]], book: Book
) -> tuple[str, str, str]:
    """(status, severity, reason) of a gap that no rounding explains.

    It is a failure unless something unread, blank or doubtful may explain it.
    """
    identity = shell.identity
    doubtful = book.misnamed | book.unlike if _names_an_item(identity) else book.misnamed
    if any(used.entry.fact.id in doubtful for used in (*shell.left, *shell.right)):
        return "insufficient", identity.severity, "name"
    if _other_mention_fits(shell):
        return "insufficient", identity.severity, "conflict"
    if identity.relation == "=" and identity.ratio is None and surely_unit(shell.verdict, shell.left, shell.right):
        return "fail", identity.severity, ""
    if _suspected_misreading(shell, printed=_printed_so(found, terms, book)):
        return "insufficient", identity.severity, "parse_guard"
    open_whole = identity.ratio is not None and any(one.open_list for one in found)
    if says_nothing(identity.id, shell.left, shell.right):
        return "insufficient", identity.severity, "scope"
    if shell.verdict.difference > 0 and told_in_full(identity.id, shell.left, shell.right, book):
        return "fail", "info", UNTOLD
    if open_whole or (identity.ratio is None and _gap_explained(identity, shell.verdict, found, terms, book)):
        return "insufficient", identity.severity, "incomplete"
    if shell.where in identity.milder_in:
        return "fail", _LESS_SEVERE[identity.severity], ""
    if len(shell.left) == len(shell.right) == 1 and _of_another(shell.left[0], book):
        return "fail", _LESS_SEVERE[identity.severity], "elsewhere"
    if _scopes_may_differ(shell):
        return "fail", _LESS_SEVERE[identity.severity], "scope"
    return "fail", identity.severity, ""


def _of_another(used: Used, book: Book) -> bool:
    """Whether a figure of the text is what the tables print for another subject."""
    if used.entry.statement.origin != "narrative":
        return False
    return book.printed_for_another(used.entry.value, used.entry.fact) is not None


def _one_table_read_wholly(found: Sequence[Found], terms: Sequence[tuple[Term, Found | None]], book: Book) -> bool:
    """Whether nothing can be missing: all figures in one table whose every amount was read, or lists of such tables.

    Sets of tables, one an organisation, are no list of all organisations: 本级 is often published beside 汇总 alone.
    """
    statements = [used.entry.statement for one in found for used in one.used]
    if not all(book.wholly_read(statement) for statement in statements):
        return False
    if len({statement.table for statement in statements}) == 1:
        return True
    by_unit = any(term.sum_over is not None and term.sum_over[0] == "organisation" for term, _ in terms)
    return not by_unit and all(one is not None for _, one in terms)


def _names_an_item(identity: Identity) -> bool:
    """Whether the rule is about one economic item by its code (30212): then its printed name must be that item's."""
    return any(name == "economy" and len(value) == 5 for name, value in identity.left.dimensions)


def _gap_explained(
    identity: Identity,
    verdict: Verdict,
    found: Sequence[Found],
    terms: Sequence[tuple[Term, Found | None]],
    book: Book,
) -> bool:
    """Whether parts not stated (blanks, rest of a list) can carry the gap.

    Not inside a table that was read wholly, unless the part that is all the rest is not stated there.
    """
    if identity.relation != "=":
        return False
    rest_untold = any(term.remainder and one is None for term, one in terms)
    if not rest_untold and _one_table_read_wholly(found, terms, book):
        return False
    if verdict.difference > 0:
        return any(term.sign > 0 and (one is None or one.open_list) for term, one in terms)
    return any(term.sign < 0 and (one is None or one.open_list) for term, one in terms) or found[0].open_list


def _printed_so(found: Sequence[Found], terms: Sequence[tuple[Term, Found | None]], book: Book) -> bool:
    """Whether all figures stand in tables that were read wholly, their cells and digits given: nothing is a guess."""
    readers = {used.entry.statement.reader for one in found for used in one.used}
    guessed = any(reader == "alignment" or reader.startswith("ocr") for reader in readers)
    return not guessed and _one_table_read_wholly(found, terms, book)


def _suspected_misreading(shell: Failing, *, printed: bool) -> bool:
    """A total below its largest part, or a code that was read as money. ``printed``: surely read as printed."""
    if any(_is_code(used) for used in (*shell.left, *shell.right)):
        return True
    if printed or not guarded(shell.identity.id, shell.left, shell.right):
        return False
    if shell.identity.relation != "=" or shell.identity.ratio is not None or len(shell.right) < 2:
        return False
    if any(used.sign < 0 for used in shell.right) or any(used.entry.value < 0 for used in shell.right):
        return False
    largest = max(used.entry.value for used in shell.right)
    return shell.verdict.left >= 0 and shell.verdict.left + shell.verdict.tolerance < largest


def _is_code(used: Used) -> bool:
    digits = used.entry.statement.stated.replace(" ", "")
    if not digits.isdigit() or used.entry.fact.unit != "CNY":
        return False
    return any(value == digits for name, value in used.entry.key.dimensions if name in {"function", "economy"})


def _other_mention_fits(shell: Failing) -> bool:
    """Whether another mention of one of the facts makes the rule hold: the doubt is that fact's, reported there."""
    identity = shell.identity
    if identity.ratio is None and identity.relation != "=":
        return False
    used = [*shell.left, *shell.right]
    for position, one in enumerate(used):
        if shell.where or len(one.entry.fact.statements) < 2 or _restricted(identity):
            continue
        for statement in one.entry.fact.statements[1:]:
            if statement.value == one.entry.value:
                continue
            values = [u.entry.printed(u.sign) for u in used]
            values[position] = Printed(statement.value, statement.precision, one.sign)
            lefts, rights = values[: len(shell.left)], values[len(shell.left) :]
            if identity.ratio is not None:
                verdict = judge_ratio(lefts[0], rights[: shell.of_count], rights[shell.of_count :])
            else:
                verdict = judge_sum(lefts, rights)
            if verdict is not None and verdict.holds and not verdict.truncated:
                return True
    return False


def _restricted(identity: Identity) -> bool:
    return any(term.tables or term.origins for term in (identity.left, *plan_of(identity).terms))


def _scopes_may_differ(shell: Failing) -> bool:
    """True where a rule over sums names no place and its figures share none."""
    identity = shell.identity
    if identity.ratio is not None or identity.where or _restricted(identity):
        return False
    shared: set[tuple[str, str, int | None]] | None = None
    for used in (*shell.left, *shell.right):
        places = {_place_of(statement) for statement in used.entry.fact.statements}
        shared = places if shared is None else shared & places
    return not shared


def _place_of(statement: Statement) -> tuple[str, str, int | None]:
    if statement.origin == "narrative":
        return ("narrative", "", statement.section)
    return (statement.origin, statement.table_id, statement.table)
