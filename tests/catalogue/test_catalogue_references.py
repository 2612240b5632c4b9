# ruff: noqa: E501 - replaced text reads best on one line
"""An item names what the place has; a name that leads nowhere is told once, at its line, with the nearest."""

from __future__ import annotations

import re

import pytest
from catalogue_files import GOOD, RULED, line_of, ruled, told_of, write

from catalogue.loader import load_file
from catalogue.region_file import load_region


def test_every_name_is_followed(tmp_path):
    item = ruled(tmp_path)
    region, _ = load_region(tmp_path)
    assert item.department == region.departments["renshe"].name
    assert item.guide.window == region.windows["renshe"]
    assert [part.department for part in item.joint] == [
        region.departments[name].name for name in ("gongan", "yibao")
    ]
    fields = {one.id: one for one in item.fields()}
    assert fields["relation"].choices == region.lists["relations"]


def test_the_choices_of_parts_are_the_parts(tmp_path):
    item = ruled(tmp_path)
    wanted = item.fields()[0]
    assert [(one.id, one.label) for one in wanted.choices] == [(one.id, one.name) for one in item.joint]


@pytest.mark.parametrize(
    ("old", "new", "where", "mend"),
    [
        ("department: renshe\n", "department: rensh\n", "department", "did you mean `renshe`?"),
        ("window: renshe", "window: hunin", "guide.window", "did you mean `hunyin`?"),
        ("window: renshe", "window: gongan", "guide.window", "huji (户籍窗口)"),
        ("department: yibao", "department: yiba", "joint[1].department", "did you mean `yibao`?"),
        ("choices: relations", "choices: relation", "form[0].fields[1].choices", "`relations`"),
        ("choices: relations", "choices: zzz", "form[0].fields[1].choices", "the region has: villages, "),
    ],
)
def test_a_name_that_leads_nowhere(*, tmp_path, old, new, where, mend):
    found = told_of(tmp_path, (old, new))
    assert list(found) == [where]
    assert "of the region" in found[where].reason
    assert mend in found[where].mend
    assert found[where].line == line_of(RULED, old)


def test_without_a_region_all_is_written_out(tmp_path):
    (tmp_path / "_region").mkdir(parents=True)
    path = write(tmp_path, GOOD)
    (tmp_path / "_region").rmdir()
    found = load_file(path)
    assert isinstance(found, tuple)
    ways = {f"delivery[{number}]" for number in range(4)}
    assert {one.where for one in found} == {
        "department",
        "guide.window",
        "form[4].fields[0].choices",
        *ways,
    }
    assert all(one.mend.startswith("the region has: none") for one in found)


def test_what_is_written_out_needs_no_region(tmp_path):
    choices = "[{id: liulin_xinghua, label: {zh: 杏花村, en: Xinghua}}]"
    window = "{name: {zh: 窗口, en: W}, place: {zh: 一楼, en: G}, hours: {zh: 白天, en: By day}, phone: '1'}"
    text = GOOD.replace("department: shichang", "department: {zh: 市监局, en: Market office}")
    text = text.replace("window: shichang", f"window: {window}").replace(
        "choices: villages", f"choices: {choices}"
    )
    way = "{way: counter, name: {zh: 窗口, en: W}, fee: {zh: 免费, en: Free}, workdays: 0, note: {zh: 来领, en: Come}}"
    text = re.sub(r"^delivery: .*$", f"delivery: [{way}]", text, flags=re.MULTILINE)
    (tmp_path / "_region").mkdir(parents=True)
    path = write(tmp_path, text)
    (tmp_path / "_region").rmdir()
    item = load_file(path)
    assert not isinstance(item, tuple), item
    assert item.guide.window.name.zh == "窗口"


def test_the_code_begins_with_that_of_the_office(tmp_path):
    found = told_of(tmp_path, ("code: 11990101MB0000027X", "code: 11990101MB0000035Q"))
    assert list(found) == ["code"]
    assert "`renshe`" in found["code"].reason
    assert "11990101MB0000027X4000714901001" in found["code"].mend


@pytest.mark.parametrize(
    ("name", "mend"),
    [("household_regster", "did you mean `household_register`?"), ("zzz", "the region has: ")],
)
def test_a_kind_of_licence_is_one_of_the_regions(tmp_path, name, mend):
    old = 'way: promise\n    trust: D\n    copies: 0\n    promise: {zh: 我承诺没有在别处参保, en: I promise that I am insured nowhere else}\n    promise_version: "1"\n'
    right = "way: licence\n    trust: A\n    copies: 0\n    licence: household_register\n"
    ruled(tmp_path, (old, right))
    found = told_of(tmp_path, (old, right.replace("household_register", name)))
    assert list(found) == ["materials[1].licence"]
    assert mend in found["materials[1].licence"].mend
