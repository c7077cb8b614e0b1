"""Full text in Chinese over sections, labels and indicators of a store.

Texts are cut into words by jieba in a step of their own (``index``), beside pairs of neighbouring characters. A query
is looked for by its words; where that finds nothing (a name that jieba cuts otherwise), by its pairs.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, text

from budgetextract.record import record
from budgetextract.store.store import Store

INDEX_VERSION = 1
MOST_TEXT = 4000
"""Characters of one entry; a longer section has several."""
AROUND = 40
"""Characters of a snippet on each side of what was found."""
MOST_RANKED = 2000
"""Hits that are ordered by how well they fit; of a word that stands everywhere, the first ones."""
_RUNS = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9.%]+")
_CJK = re.compile(r"[\u3400-\u9fff]")
_COLUMNS = '"words", "pairs", "text" UNINDEXED, "what" UNINDEXED, "page" UNINDEXED, "document" UNINDEXED'


@record
class Hit:
    """One place that was found. ``what``: section, table, indicator or project."""

    document: int
    file_name: str
    department: str
    year: int | None
    region: str
    what: str
    page: int | None
    snippet: str


def index(store: Store, told: Callable[[int, int], None] | None = None) -> int:
    """Add the documents that are not in the index; how many they were. ``told``: (done, of all) after each."""
    with store.reading() as connection:
        waiting = [
            row[0]
            for row in connection.exec_driver_sql(
                'SELECT "id" FROM "documents" WHERE "indexed" < ? ORDER BY "id"', (INDEX_VERSION,)
            )
        ]
    for done, document in enumerate(waiting, start=1):
        with store.reading() as connection:
            entries = [(*cut(entry[0]), *entry, document) for entry in _entries(connection, document)]
        with store.engine.begin() as connection:
            connection.exec_driver_sql(
                f'CREATE VIRTUAL TABLE IF NOT EXISTS "search" USING fts5({_COLUMNS}, tokenize = "unicode61")'
            )
            connection.exec_driver_sql('DELETE FROM "search" WHERE "document" = ?', (document,))
            if entries:
                connection.exec_driver_sql('INSERT INTO "search" VALUES (?, ?, ?, ?, ?, ?)', entries)
            connection.exec_driver_sql('UPDATE "documents" SET "indexed" = ? WHERE "id" = ?', (INDEX_VERSION, document))
        if told is not None:
            told(done, len(waiting))
    return len(waiting)


def search(store: Store, query: str, *, limit: int = 20) -> list[Hit]:
    """The best places for a query: all its words, or where there is none, all its pairs of characters."""
    words, pairs = cut(query, for_query=True)
    with store.reading() as connection:
        there = connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'search'")).scalar_one()
        if not there:
            return []
        for column, tokens in (("words", words), ("pairs", pairs)):
            terms = " ".join(f'"{token}"' for token in tokens.split())
            if not terms:
                continue
            found = list(
                connection.exec_driver_sql(
                    'SELECT s."document", d."file_name", d."department", d."fiscal_year", d."region", s."what", '
                    's."page", s."text" FROM (SELECT rowid AS n, rank AS r FROM "search" WHERE "search" MATCH ? '
                    'LIMIT ?) h JOIN "search" s ON s.rowid = h.n JOIN "documents" d ON d."id" = s."document" '
                    "ORDER BY h.r LIMIT ?",
                    (f"{column}: ({terms})", MOST_RANKED, limit),
                )
            )
            if found:
                return [
                    Hit(row[0], row[1], row[2] or "", row[3], row[4] or "", row[5], row[6], _snippet(row[7], query))
                    for row in found
                ]
    return []


def cut(written: str, *, for_query: bool = False) -> tuple[str, str]:
    """(words, pairs) of a text, with blanks between; a run of one character is its own pair."""
    words: list[str] = []
    pairs: list[str] = []
    for run in _RUNS.findall(written):
        if _CJK.match(run):
            words += _cutter()(run) if not for_query else _cutter(whole=True)(run)
            pairs += [run[at : at + 2] for at in range(len(run) - 1)] or [run]
        else:
            words.append(run.lower().replace(".", "_"))
            pairs.append(run.lower().replace(".", "_"))
    return " ".join(words), " ".join(pairs)


def _cutter(*, whole: bool = False) -> Callable[[str], Iterable[str]]:
    """jieba's cut: for an index also the words within words, for a query the longest ones."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    cutter: Callable[[str], Iterable[str]] = jieba.lcut if whole else jieba.lcut_for_search
    return cutter


def _entries(connection: Connection, document: int) -> Iterator[tuple[str, str, int | None]]:
    """(text, what, page) of everything that can be found in a document."""
    queries: tuple[tuple[str, str], ...] = (
        ("section", 'SELECT "title" || \'\n\' || coalesce("text", \'\'), "page_start" FROM "sections"'),
        ("table", 'SELECT "title", "page" FROM "tables"'),
        (
            "indicator",
            "SELECT coalesce(\"project\", '') || ' ' || coalesce(\"level3\", '') || ' ' || \"target\", \"page\" "
            'FROM "indicators"',
        ),
        (
            "project",
            'SELECT "project", min("page") FROM "facts"',
        ),
    )
    for what, query in queries:
        condition = ' WHERE "document" = ?'
        group = ' AND "project" IS NOT NULL GROUP BY "project"' if what == "project" else ""
        rows: Iterable[Any] = connection.exec_driver_sql(query + condition + group, (document,))
        for found, page in rows:
            for start in range(0, len(found or ""), MOST_TEXT):
                yield found[start : start + MOST_TEXT], what, page


def _snippet(found: str, query: str) -> str:
    """The text around the first word of the query, on one line."""
    flat = " ".join(found.split())
    runs = _RUNS.findall(query)
    at = next((place for run in runs if (place := flat.find(run)) >= 0), -1)
    if at < 0:
        pairs = [run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))]
        at = next((place for pair in pairs if (place := flat.find(pair)) >= 0), 0)
    start, end = max(0, at - AROUND), at + AROUND
    return ("…" if start else "") + flat[start:end] + ("…" if end < len(flat) else "")
