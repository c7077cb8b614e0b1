"""Which files are taken for parts of one disclosure, and which are left apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetextract.model.document import Identity
from budgetextract.sets.amounts import amounts, shared
from budgetextract.sets.rule import Shape, grouped, in_order, roles

ALL = frozenset(
    {"income_expenditure_summary", "income_by_function", "expenditure_by_function", "fiscal_appropriation_summary",
     "general_public_by_function", "basic_by_economy", "three_public", "government_fund"}
)  # fmt: skip


def identity(department: str = "青禾县档案馆", year: int | None = 2024, kind: str = "department_budget") -> Identity:
    return Identity(kind, year, department)


def text(path: str = "正文.docx", of: Identity | None = None, tables: frozenset[str] = frozenset()) -> Shape:
    return Shape(path, of or identity(), 4000, tables, 0)


def tables(path: str = "附表.xls", of: Identity | None = None, ids: frozenset[str] = ALL) -> Shape:
    return Shape(path, of or identity(), 20, ids, 0)


def whole(path: str = "公开.pdf", of: Identity | None = None) -> Shape:
    return Shape(path, of or identity(), 4000, ALL, 1)


def other(path: str = "附件1.xlsx", of: Identity | None = None) -> Shape:
    """A performance form, or any table that is no budget table."""
    return Shape(path, of or identity(), 0, frozenset(), 2)


NOBODY = identity("", None)


def sets(*shapes: Shape) -> list[set[str]]:
    return sorted(({shapes[i].path for i in one} for one in grouped(shapes).sets), key=sorted)


def maybe(*shapes: Shape) -> set[tuple[str, str]]:
    return {(shapes[a].path, shapes[b].path) for a, b in grouped(shapes).maybe}


def test_text_and_tables_are_one() -> None:
    assert grouped([tables(), text()]).sets == ((1, 0),)
    assert grouped([text("a/x.docx"), tables("b/y.xls")]).sets == ((0, 1),)


def test_a_table_set_into_the_text_may_stand_among_the_others_too() -> None:
    few, said = frozenset({"three_public"}), frozenset(str(11111 * n) for n in range(1, 9))
    one = replace(text(tables=few), amounts=said)
    assert len(sets(one, replace(tables(), amounts=said | {"99999"}))) == 1
    assert len(sets(one, replace(tables(), amounts=frozenset({"77777"})))) == 2
    assert len(sets(one, replace(tables(ids=few), amounts=said))) == 2
    assert len(sets(replace(one, budget_tables=few | {"government_fund_x"}), replace(tables(), amounts=said))) == 2
    assert len(sets(replace(whole("正文.docx"), amounts=said), replace(tables(), amounts=said))) == 2


def test_text_with_some_tables_and_the_others() -> None:
    set_in = frozenset({"three_public"})
    assert len(sets(text(tables=set_in), tables(ids=ALL - set_in))) == 1
    assert len(sets(text(tables=set_in), tables(ids=ALL))) == 2  # the same table twice


@pytest.mark.parametrize(
    "of",
    [
        identity("青禾县水利局"),
        identity(year=2023),
        identity(kind="department_final"),
        identity("青禾县档案馆（本级）"),
        identity(kind="government_budget"),
    ],
)
def test_what_names_another_department_year_or_kind_is_apart(of: Identity) -> None:
    assert len(sets(text(), tables("正文附表.xls", of))) == 2
    assert maybe(text(), tables("正文附表.xls", of)) == set()


def test_a_department_may_be_named_without_its_place() -> None:
    assert len(sets(text(), tables(of=identity("档案馆")))) == 1


def test_tables_that_do_not_say_whether_a_department_or_a_unit_publishes_them() -> None:
    unit = identity(kind="unit_budget")
    assert len(sets(text("甲.docx", unit), tables("乙.xls"))) == 1
    both = [text("单位.docx", unit), text("部门.docx"), tables("部门表.xls"), tables("单位表.xls", unit)]
    assert sets(*both) == [{"单位.docx", "单位表.xls"}, {"部门.docx", "部门表.xls"}]


def test_whole_disclosures_and_versions_stay_apart() -> None:
    assert len(sets(whole("公开.pdf"), whole("公开.docx"))) == 2
    assert len(sets(whole("公开.pdf"), whole("公开（更新）.pdf"))) == 2
    assert len(sets(whole(), tables())) == 2
    assert len(sets(text("说明.docx"), text("说明（修订）.docx"))) == 2


def test_two_versions_of_the_tables_are_not_joined() -> None:
    one, two = tables("表.xls"), tables("表（更正）.xls")
    assert len(sets(text(), one, two)) == 3
    assert maybe(text(), one, two) == {("表.xls", "正文.docx"), ("表（更正）.xls", "正文.docx")}


def test_two_texts_leave_the_tables_alone() -> None:
    assert len(sets(text("v1.docx"), text("v2.docx"), tables())) == 3
    assert maybe(text("v1.docx"), text("v2.docx"), tables()) == {("附表.xls", "v1.docx"), ("附表.xls", "v2.docx")}


def test_a_table_a_file() -> None:
    pieces = [tables(f"{number}.xls", ids=frozenset({name})) for number, name in enumerate(sorted(ALL))]
    assert len(sets(*pieces)) == 1
    assert len(sets(text(), *pieces)) == 1
    assert len(sets(*pieces, tables("全部.xls"))) == 1 + len(pieces)


@pytest.mark.parametrize(
    ("main", "part"),
    [
        ("青禾县档案馆2024年部门预算公开.docx", "青禾县档案馆2024年部门预算公开表.xls"),
        ("正文.docx", "附表.xls"),
        ("1.正文.docx", "2.附表.xls"),
        ("budget_text.pdf", "budget_tables.pdf"),
        ("档案馆/说明.docx", "档案馆/附件/附件2：预算表.xlsx"),
    ],
)
def test_names_tell_where_the_content_does_not(main: str, part: str) -> None:
    assert len(sets(text(main), tables(part, NOBODY))) == 1


def test_names_that_tell_nothing_are_said_to_be_doubtful() -> None:
    assert len(sets(text("2024年预算.docx"), tables("汇总.xls", NOBODY))) == 2
    assert maybe(text("2024年预算.docx"), tables("汇总.xls", NOBODY)) == {("汇总.xls", "2024年预算.docx")}


def test_nameless_tables_go_to_no_one_of_several() -> None:
    two = [text("甲/正文.docx", identity("甲县档案馆")), text("乙/正文.docx", identity("乙县水利局"))]
    grouped_in = sets(*two, tables("甲/附表.xls", NOBODY))
    assert {"甲/正文.docx", "甲/附表.xls"} in grouped_in  # the one in its folder
    flat = [text("甲.docx", identity("甲县档案馆")), text("乙.docx", identity("乙县水利局"))]
    assert len(sets(*flat, tables("附表.xls", NOBODY))) == 3


def test_forms_go_to_the_disclosure_they_name() -> None:
    assert len(sets(whole(), other())) == 1
    assert len(sets(whole(), other(of=identity("青禾县水利局")))) == 2
    assert len(sets(whole(), other("附件1：绩效目标表.xlsx", NOBODY))) == 1
    assert len(sets(whole(), other("绩效目标表.xlsx", NOBODY))) == 2
    assert len(sets(text(), tables(), other())) == 1
    assert len(sets(tables("收支总表.xls"), other())) == 1


def test_parts_that_contradict_each_other_are_no_set() -> None:
    nameless = text("正文.docx", NOBODY)
    one, two = tables("附表1.xls", identity(year=2023), frozenset({"three_public"})), tables("附表2.xls", identity())
    assert len(sets(nameless, one, replace(two, budget_tables=frozenset({"government_fund"})))) == 3


AMOUNTS = frozenset(f"{number}7" for number in range(1234, 1260))


def test_amounts_tell_where_nothing_else_does() -> None:
    one = replace(text("甲.docx", identity("甲县档案馆")), amounts=AMOUNTS)
    two = replace(text("乙.docx", identity("乙县水利局")), amounts=frozenset({"98765", "12347"}))
    nameless = replace(tables("x/汇总.xls", NOBODY), amounts=AMOUNTS | {"55555"})
    assert {"甲.docx", "x/汇总.xls"} in sets(one, two, nameless)
    undated = replace(tables("x/汇总.xls", identity("甲县档案馆", None)), amounts=AMOUNTS)
    assert {"甲.docx", "x/汇总.xls"} in sets(one, two, undated)
    assert len(sets(one, two, replace(nameless, identity=identity("丙县财政局")))) == 3
    assert len(sets(one, replace(one, path="甲（2）.docx"), nameless)) == 3  # two versions of the text
    last_year = replace(nameless, path="旧/汇总.xls")
    assert len(sets(one, nameless, last_year)) == 3  # two versions of the tables


def test_names_do_not_join_what_shares_no_amount() -> None:
    stated = replace(text("正文.docx"), amounts=AMOUNTS)
    others = frozenset(f"{number}1" for number in range(4321, 4350))
    assert len(sets(stated, replace(tables("附表.xls", NOBODY), amounts=others))) == 2
    assert len(sets(stated, replace(tables("附表.xls", NOBODY), amounts=AMOUNTS))) == 1


def test_amounts_are_compared_by_their_digits() -> None:
    said = amounts(["收入总计406.62万元，其中基本支出1,234.57万元，2024年预算20.5万元，占12.345%。"])
    assert said == {"40662", "123457", "12345"}
    assert shared(said, amounts(["4,066,200.00", "12,345,678.90"])) == 2
    assert shared(amounts(["12,345,678.90"]), said) == 1
    assert shared(said, amounts(["40661", "2024", "0.00"])) == 0


@pytest.mark.timeout(60)
def test_thousands_of_files_are_no_set_and_take_no_time() -> None:
    many = [tables(f"{number}.xls", ids=frozenset({str(number)})) for number in range(400)]
    assert len(sets(text(), *many)) == len(many) + 1
    nameless = [replace(one, identity=NOBODY) for one in many]
    texts = [text(f"{number}.docx", identity("", 2024)) for number in range(400)]
    assert len(sets(*texts, *nameless)) == 800


def test_roles_and_order() -> None:
    shapes = [other(), tables(), text()]
    order = in_order(shapes)
    assert order == [2, 1, 0]
    assert roles([shapes[i] for i in order]) == ("text", "tables", "attachment")
    assert roles([whole(), other()]) == ("main", "attachment")
    assert roles([text(), other()]) == ("main", "attachment")
    assert roles([tables(), other()]) == ("tables", "attachment")


SHAPES = st.builds(
    Shape,
    st.sampled_from(["a/正文.docx", "a/附表.xls", "b/附件1.xls", "公开.pdf", "x.docx", "x表.xls", "附表.xls"]),
    st.builds(
        Identity,
        st.sampled_from(["department_budget", "unit_budget", "department_final", "unknown"]),
        st.sampled_from([None, 2023, 2024]),
        st.sampled_from(["", "青禾县档案馆", "档案馆", "青禾县水利局"]),
    ),
    st.sampled_from([0, 5000]),
    st.frozensets(st.sampled_from(sorted(ALL)), max_size=6),
    st.integers(0, 2),
)


@given(st.lists(SHAPES, max_size=8))
def test_any_files(shapes: list[Shape]) -> None:
    found = grouped(shapes)
    assert sorted(index for one in found.sets for index in one) == list(range(len(shapes)))
    for one in found.sets:
        members = [shapes[index] for index in one]
        assert sum(shape.has_text for shape in members) <= 1
        assert len({shape.identity.fiscal_year for shape in members} - {None}) <= 1
        assert len({shape.identity.kind.rpartition("_")[2] for shape in members} - {"unknown"}) <= 1
        assert not {"青禾县档案馆", "青禾县水利局"} <= {shape.identity.department for shape in members}
        named = [shape for shape in members if shape.budget_tables]
        assert len({t for shape in named for t in shape.budget_tables}) == sum(len(s.budget_tables) for s in named)


@given(st.lists(SHAPES, max_size=6, unique_by=lambda shape: shape.path), st.randoms())
def test_the_order_of_the_files_decides_nothing(shapes: list[Shape], chance: object) -> None:
    shuffled = list(shapes)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sets(*shapes) == sets(*shuffled)
