"""Titles for comparing: the department's name is off, however much of its region it bears."""

from __future__ import annotations

import pytest

from budgetextract.segmentation.contents import title_key, without_region


def test_a_name_without_the_regions_in_front_of_it() -> None:
    assert without_region("某省青禾市白水区林业局") == ("青禾市白水区林业局", "白水区林业局")
    assert without_region("林业局") == ()


@pytest.mark.parametrize("name", ["青禾市白水区林业和草原局", "白水区林业和草原局", "林业和草原局"])
def test_titles_with_part_of_the_name(name: str) -> None:
    assert title_key(f"{name}主要职能", "青禾市白水区林业和草原局") == title_key("主要职能", "")
