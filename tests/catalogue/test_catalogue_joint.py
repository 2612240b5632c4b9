# ruff: noqa: E501 - the table reads best with one case a line
"""A joint item asks once which parts are wanted, and no part waits for one that comes after it."""

from __future__ import annotations

import re

import pytest
from catalogue_files import RULED, line_of, problems_of, told_of, write

from catalogue.answers import asked_materials, asked_pages
from catalogue.loader import load_file

SECOND = "  - {id: insure, name: {zh: 参保, en: Insure}"


@pytest.mark.parametrize(
    ("old", "new", "where", "reason", "mend"),
    [
        ("kind: parts\n", "kind: choices\n        choices: relations\n", "joint", "0 fields ask", "kind: parts"),
        ("after: [register]", "after: [insure]", "joint[1].after[0]", "stands before", "name one of: register"),
        ("after: [register]", "after: [registr]", "joint[1].after[0]", "stands before", "name one of: register"),
        (SECOND, SECOND.replace("insure", "register"), "joint[1].id", "already", "another id"),
        ("equals: insure}\n        example", "equals: bury}\n        example", "form[0].fields[1].when.equals", "can never be 'bury'", "equals"),
        ("equals: insure}\nfacts", "equals: bury}\nfacts", "materials[1].when.equals", "can never be 'bury'", "equals"),
    ],
)  # fmt: skip
def test_what_does_not_join_is_told(*, tmp_path, old, new, where, reason, mend):
    found = told_of(tmp_path, (old, new))
    assert where in found, found
    assert reason in found[where].reason
    assert mend in found[where].mend
    assert found[where].line == line_of(RULED.replace(old, new), "joint:\n" if where == "joint" else new)


def test_a_case_is_not_promised_before_the_last_of_its_parts(tmp_path):
    days = re.findall(r"^  promised_workdays: (\d+)$", RULED, re.MULTILINE)
    longest = sum(int(one) for one in re.findall(r", promised_workdays: (\d+)", RULED))
    assert len(days) == 1
    assert longest > 1, "the second part waits for the first"
    old = f"  promised_workdays: {days[0]}\n"
    found = told_of(tmp_path, (old, f"  promised_workdays: {longest - 1}\n"))
    assert f"take {longest} working days" in found["guide.promised_workdays"].reason


def test_a_field_of_parts_without_parts_is_told(tmp_path):
    start, end = RULED.index("joint:\n"), RULED.index("form:\n")
    write(tmp_path, RULED[:start] + RULED[end:], domain="yijianshi", name="shiyan-yijianshi.yaml")
    found = {one.where: one for one in problems_of(tmp_path)}
    assert "no parts" in found["form[0].fields[0].kind"].reason
    assert "joint" in found["form[0].fields[0].kind"].mend


def test_two_fields_of_parts_are_told(tmp_path):
    found = told_of(tmp_path, ("kind: choice\n        choices: relations\n", "kind: parts\n"))
    assert "2 fields ask" in found["joint"].reason


def test_what_belongs_to_a_part_is_asked_with_it_only(tmp_path):
    item = load_file(write(tmp_path, RULED, domain="yijianshi", name="shiyan-yijianshi.yaml"))
    assert not isinstance(item, tuple), item
    for wanted, asked in (("register", False), ("insure", True)):
        answers = {"wanted": (wanted,)}
        fields = {field.id for page in asked_pages(item, answers) for field in page.fields}
        materials = {one.id for one in asked_materials(item, answers)}
        assert ("relation" in fields, "insurance" in materials) == (asked, asked)


@pytest.mark.parametrize(
    ("item", "reason", "mend"),
    [
        ("shiyan-yijianshi", "is the joint item itself", "delete `item`"),
        ("shiyan-yijianhsi", "there is no item `shiyan-yijianhsi`", "did you mean `shiyan-yijianshi`?"),
        ("zzz", "there is no item `zzz`", "write its file"),
    ],
)
def test_a_part_names_an_item_that_is_there(*, tmp_path, item, reason, mend):
    found = told_of(tmp_path, ("output: {zh: 户口簿", f"item: {item}, output: {{zh: 户口簿"))
    assert list(found) == ["joint[0].item"]
    assert reason in found["joint[0].item"].reason
    assert mend in found["joint[0].item"].mend
