# ruff: noqa: E501 - the table of bad files reads best with one case a line
"""The files of the region: what is wrong in one is told at its own line, and never raises."""

from __future__ import annotations

import pytest
from catalogue_files import SERVICES, line_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.region import NOWHERE
from catalogue.region_file import load_region

REGION = (SERVICES / "_region" / "region.yaml").read_text(encoding="utf-8")
LISTS = (SERVICES / "_region" / "lists.yaml").read_text(encoding="utf-8")
TREES = "- {id: a, name: {zh: 树, en: Tree}, summary: {zh: 树, en: Tree}, branches: [{id: b, name: {zh: 枝, en: B}, items: []}]}\n"


def save(folder, **files):
    place = folder / "_region"
    place.mkdir(exist_ok=True)
    for name, text in files.items():
        (place / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_region_is_right():
    region, problems = load_region(SERVICES)
    assert problems == ()
    assert region.departments["shichang"].code == "11990101MB00000193"
    assert [branch.id for _, branch in region.branches()][:2] == ["birth", "school"]


def test_no_folder_is_nowhere(tmp_path):
    assert load_region(tmp_path) == (NOWHERE, ())


def test_lists_and_trees_may_be_left_out(tmp_path):
    region, problems = load_region(save(tmp_path, region=REGION))
    assert problems == ()
    assert (region.lists, region.trees) == ({}, ())


@pytest.mark.parametrize(
    ("name", "text", "needle", "where", "reason", "mend"),
    [
        ("region", REGION.replace("11990101MB0000035Q", "11990101MB0000036Q"), "MB0000036Q", "departments.minzheng.code", "no credit code", "18"),
        ("region", REGION.replace("windows:", "window:"), "window:\n", "window", "not a key", "windows"),
        ("region", REGION.replace('    phone: "10000099001"\n', ""), "  renshe:\n    name: {zh: 社会保险综合窗口", "windows.renshe.phone", "missing", "phone"),
        ("region", "name: {zh: 云溪, en: Yunxi}\nwindows: {}\n", None, "departments", "missing", "departments: {"),
        ("lists", LISTS.replace("label: {zh: 配偶", "lable: {zh: 配偶"), "lable", "relations[0].lable", "not a key", "label"),
        ("lists", LISTS.replace("id: child,", "id: spouse,"), "zh: 子女", "relations[1].id", "already", "spouse_2"),
        ("lists", "villages: 3\n", "villages", "villages", "list", "villages"),
        ("trees", TREES.replace("id: a", "id: A b"), "id: A b", "[0].id", "letters other", "write `id: a-b`"),
        ("trees", TREES.replace("items: []", "item: []"), None, "[0].branches[0].items", "missing", "items: ["),
        ("trees", "a: b: c\n", None, "(file)", "not valid YAML", "indent"),
        ("trees", TREES + TREES, None, "[1].id", "already", "a-2"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_line(*, tmp_path, name, text, needle, where, reason, mend):
    folder = save(tmp_path, **({"region": REGION, "lists": LISTS, "trees": TREES} | {name: text}))
    region, problems = load_region(folder)
    assert region == NOWHERE
    found = {one.where: one for one in problems}
    assert where in found, problems
    problem = found[where]
    assert problem.file == folder / "_region" / f"{name}.yaml"
    assert reason in problem.reason
    assert mend in problem.mend
    if needle:
        assert problem.line == line_of(text, needle)


def test_a_folder_without_its_first_file_is_told(tmp_path):
    _, problems = load_region(save(tmp_path, lists=LISTS))
    assert "cannot be read" in problems[0].reason


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["region", "lists", "trees"]),
    text=st.text(max_size=80)
    | st.sampled_from(["7", "[]", "{}", "[1]", "{a: {}}", "{a: [1]}", "departments: []"]),
)
def test_no_content_raises(tmp_path, name, text):
    region, problems = load_region(
        save(tmp_path, **({"region": REGION, "lists": LISTS, "trees": TREES} | {name: text}))
    )
    assert (region == NOWHERE) == bool(problems)
    assert all(one.line >= 1 and one.reason and one.mend for one in problems)
