"""Codes from year to year."""

from __future__ import annotations

from collections import Counter

import pytest

from budgetextract.rules.classification import ECONOMY, FUNCTION, GOVERNMENT_ECONOMY
from budgetextract.rules.crosswalk import COVERED, KINDS, Change, Crosswalk, load_crosswalk

WALK = load_crosswalk()
LISTS = WALK.lists
FIRST = {FUNCTION: COVERED[0], ECONOMY: 2018, GOVERNMENT_ECONOMY: 2018}
"""From when on each beginning and end of a code must be explained; the economic lists were made anew in 2018."""


@pytest.mark.parametrize(
    "change", WALK.changes, ids=lambda one: f"{one.year}-{one.from_code}-{one.to_code}-{one.relation}"
)
def test_codes_of_a_change_are_in_the_lists_of_its_years(change: Change) -> None:
    assert change.from_code or change.to_code
    if change.from_code:
        assert LISTS.known(change.kind, change.from_code, change.year - 1)
    if change.to_code:
        assert LISTS.known(change.kind, change.to_code, change.year)
    names = [
        LISTS.name(change.kind, change.from_code, change.year - 1),
        LISTS.name(change.kind, change.to_code, change.year),
    ]
    if change.relation == "rename":
        assert change.from_code == change.to_code
        assert names[0] != names[1]
    if change.relation == "reuse":
        assert change.from_code in ("", change.to_code)
    assert (change.relation == "new") == (not change.from_code and change.relation != "reuse")
    assert (change.relation == "end") == (not change.to_code)
    if change.relation == "new":
        assert not LISTS.known(change.kind, change.to_code, change.year - 1)


def test_no_change_is_told_twice() -> None:
    told = Counter((one.kind, one.year, one.from_code, one.to_code) for one in WALK.changes)
    assert [key for key, times in told.items() if times > 1 and key[2] != key[3]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_beginning_and_end_is_explained(kind: str) -> None:
    for year in range(FIRST[kind] + 1, COVERED[1] + 1):
        before, now = set(LISTS.codes(kind, year - 1)), set(LISTS.codes(kind, year))
        rows = [one for one in WALK.changes if one.kind == kind and one.year == year]
        if kind == ECONOMY and year == 2018:
            continue
        assert before - now <= {one.from_code for one in rows}
        assert now - before <= {one.to_code for one in rows}
        renamed = {code for code in before & now if LISTS.name(kind, code, year - 1) != LISTS.name(kind, code, year)}
        assert renamed <= {one.from_code for one in rows}


def test_forward_and_backward_agree() -> None:
    """Whatever a code becomes leads back to it, one year at a time."""
    for kind in KINDS:
        for year in sorted({one.year for one in WALK.changes if one.kind == kind}):
            for code in {one.from_code for one in WALK.changes if (one.kind, one.year) == (kind, year)} - {""}:
                for after in WALK.forward(kind, code, year - 1, year).codes:
                    back = WALK.backward(kind, after, year, year - 1).codes
                    assert any(code == one or code.startswith(one) for one in back), (kind, year, code, after, back)


@pytest.mark.parametrize("change", [one for one in WALK.changes if one.relation in ("rename", "move")])
def test_renamed_and_moved_codes_come_back(change: Change) -> None:
    path = WALK.forward(change.kind, change.from_code, change.year - 1, change.year)
    assert path.one == change.to_code
    back = WALK.backward(change.kind, change.to_code, change.year, change.year - 1).codes
    assert any(change.from_code.startswith(one) for one in back)
    if len(change.from_code) == len(change.to_code) and len(back) == 1:
        assert back == (change.from_code,)


def test_a_split_names_all_parts_and_divides_nothing() -> None:
    path = WALK.forward(ECONOMY, "30104", 2017, 2024)
    assert path.codes == ("30110", "30111", "30112")
    assert path.one is None
    assert path.shared == "301"
    assert WALK.harmonised(ECONOMY, "30104", 2017, 2024) is None
    assert WALK.harmonised(ECONOMY, "30110", 2018, 2017) == "30104"  # the parts can be added up


def test_a_merge_goes_forward_only() -> None:
    assert WALK.harmonised(FUNCTION, "2080504", 2018, 2024) == "2080501"
    assert WALK.harmonised(FUNCTION, "2080501", 2018, 2024) == "2080501"
    assert WALK.backward(FUNCTION, "2080501", 2024, 2018).codes == ("2080501", "2080504")
    assert WALK.harmonised(FUNCTION, "2080501", 2024, 2018) is None


def test_reuse_never_chains() -> None:
    assert WALK.harmonised(ECONOMY, "30311", 2017, 2024) == "30113"
    assert WALK.backward(ECONOMY, "30311", 2024, 2017).codes == ()
    assert WALK.forward(ECONOMY, "30311", 2018, 2024).codes == ()  # the list of 2018 had no such code
    for change in WALK.changes:
        if change.relation != "reuse" or not change.from_code:
            continue
        assert change.from_code not in WALK.forward(change.kind, change.from_code, change.year - 1, change.year).codes
        assert change.from_code not in WALK.backward(change.kind, change.to_code, change.year, change.year - 1).codes


def test_an_item_that_left_makes_its_section_incomparable_unless_asked() -> None:
    path = WALK.forward(FUNCTION, "20103", 2023, 2024)
    assert path.codes == ("20103",)
    assert [(one.from_code, one.to_code) for one in path.parts] == [("2010308", "20140")]
    assert WALK.harmonised(FUNCTION, "20103", 2023, 2024) is None
    assert WALK.harmonised(FUNCTION, "20103", 2023, 2024, whole=False) == "20103"
    assert WALK.harmonised(FUNCTION, "201", 2023, 2024) == "201"  # it stayed within the class
    assert WALK.harmonised(FUNCTION, "2010301", 2023, 2024) == "2010301"


def test_nothing_comes_of_codes_that_are_not_in_the_list() -> None:
    assert WALK.path(FUNCTION, "9999999", 2020, 2024).codes == ()
    assert WALK.harmonised(FUNCTION, "20140", 2020, 2024) is None
    assert WALK.harmonised(FUNCTION, "2010101", 2024, 2024) == "2010101"
    assert WALK.harmonised(FUNCTION, "2010101", 2024, 2999) == "2010101"


def test_confidence_is_that_of_the_least_sure_change() -> None:
    assert WALK.forward(FUNCTION, "2010101", 2018, 2024).confidence == "high"
    assert WALK.forward(FUNCTION, "21006", 2023, 2024).confidence == "low"


def test_steps_over_several_years_and_shared_level() -> None:
    rows = [
        Change(FUNCTION, 2020, "2010301", "2010302", "move", "", "high"),
        Change(FUNCTION, 2022, "2010302", "2010302", "split", "", "high"),
        Change(FUNCTION, 2022, "2010302", "2010450", "split", "", "medium"),
    ]
    walk = Crosswalk(LISTS, rows)
    path = walk.forward(FUNCTION, "2010301", 2019, 2023)
    assert path.codes == ("2010302", "2010450")
    assert path.shared == "201"
    assert len(path.changes) == 3
    assert walk.backward(FUNCTION, "2010450", 2023, 2019).codes == ("2010301", "2010302", "2010450")


def test_pairs_are_of_codes_that_some_year_has_together() -> None:
    for pair in WALK.pairs:
        assert any(
            LISTS.known(ECONOMY, pair.economy, year) and LISTS.known(GOVERNMENT_ECONOMY, pair.government_economy, year)
            for year in range(2018, COVERED[1] + 1)
        )


def test_economic_lists_beside_each_other() -> None:
    assert WALK.economy_to_government("30101", "organ", 2024) == ("50101",)
    assert WALK.economy_to_government("30101", "institution", 2024) == ("50501",)
    assert WALK.government_to_economy("50199", "organ", 2024) == ("30106", "30114", "30199")
    assert WALK.economy_to_government("31201", "organ", 2019) == ("50801",)
    assert WALK.economy_to_government("31201", "organ", 2024) == ("50804",)
    assert WALK.economy_to_government("30101", "organ", 2017) == ()
    assert WALK.economy_to_government("99999", "organ", 2024) == ()
