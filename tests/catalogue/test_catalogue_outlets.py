# ruff: noqa: E501 - the table of bad files reads best with one case a line
"""outlets.yaml: every mistake is told at its own line with a mend, and coverage is counted by what stands there."""

from __future__ import annotations

import shutil

import pytest
from catalogue_files import SERVICES

from catalogue.coverage import RURAL_MIN, URBAN_MIN, coverage
from catalogue.opening import span, spans_cross
from catalogue.region_file import load_region

TEXT = (SERVICES / "_region" / "outlets.yaml").read_text(encoding="utf-8")


def problems_of(tmp_path, text):
    shutil.copytree(SERVICES / "_region", tmp_path / "_region")
    file = tmp_path / "_region" / "outlets.yaml"
    file.write_text(text, encoding="utf-8")
    return {one.where: one for one in load_region(tmp_path)[1] if one.file == file}


def test_the_shipped_outlets_hold_the_default_terminal():
    region = load_region(SERVICES)[0]
    assert region.outlets is not None
    hall = region.outlets.of_terminal("QH0001")
    assert hall is not None
    assert hall.kind == "hall"
    assert set(hall.windows) <= set(region.windows)
    assert region.outlets.outlet("town-liulin") is not None
    assert region.outlets.outlet("nowhere") is None
    assert len({one.kind for one in region.outlets.outlets}) == 9


@pytest.mark.parametrize(
    ("old", "new", "where", "reason", "mend"),
    [
        ('workday: ["9:00-17:00"]', 'workday: ["9-17"]', "outlets[0].hours.workday[0]", "no span", "9:00-17:00"),
        ('"8:30-12:00", "14:00-17:30"', '"8:30-15:00", "14:00-17:30"', "outlets[1].hours.workday", "cross", "after the other"),
        ("terminals: [QH0011]", "terminals: [QH0001]", "outlets[1].terminals[0]", "stands at `hall-qinghe`", "delete"),
        ("id: town-chengguan", "id: hall-qinghe", "outlets[1].id", "already", "another"),
        ("[renshe, jiuye", "[renshi, jiuye", "outlets[0].windows[0]", "no window", "renshe"),
        ("branches: [marriage,", "branches: [mariage,", "outlets[2].leaves_out[0].branches[0]", "no branch", "marriage"),
        ("items: [getihu-sheli]", "items: []", "outlets[8].leaves_out[0]", "nothing", "items"),
        ('acts_for: "4"', 'acts_for: "6"', "outlets[1].acts_for", "below", '"5"'),
        ("kind: hall", "kind: hal", "outlets[0].kind", "hal", "hall"),
        ("lat: 0.1000, lon", "lat: 91, lon", "outlets[0].at.lat", "", "0.1030"),
        ("  - {id: liulin_xinghua", "  - {id: liulin_other", "villages", "liulin_xinghua", "add"),
        ("day_and_night: true", "all_day: true", "outlets[0].all_day", "not a key", "keys here"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_mend(*, tmp_path, old, new, where, reason, mend):
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    found = problems_of(tmp_path, text)
    assert where in found, found
    assert reason in found[where].reason
    assert mend in found[where].mend
    changed = 1 + next(
        n for n, (a, b) in enumerate(zip(text.splitlines(), TEXT.splitlines(), strict=True)) if a != b
    )
    assert where == "villages" or abs(found[where].line - changed) <= 1


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9:00-17:00", (540, 1020)),
        ("0:00-24:00", (0, 1440)),
        ("17:00-9:00", None),
        ("9:60-10:00", None),
        ("9:00-24:01", None),
        ("9.00-17.00", None),
        ("", None),
    ],
)
def test_a_span_is_read_or_refused(text, minutes):
    assert span(text) == minutes


def test_spans_that_touch_do_not_cross():
    assert not spans_cross(("9:00-12:00", "12:00-13:00"))
    assert spans_cross(("9:00-12:00", "11:59-13:00"))


def test_coverage_counts_machines_that_do_the_item(catalogue):
    region = catalogue.region
    everything = {one.village.id: one for one in coverage(region)}
    assert {one.limit_min for one in everything.values()} == {URBAN_MIN, RURAL_MIN}
    assert everything["chengguan_qingshi"].covered
    assert not everything["liulin_beigou"].covered
    # The point of this village has no machine, and the next one is too far.
    assert everything["liulin_liushu"].outlet.id != "village-liushu"
    divorce = {one.village.id: one for one in coverage(region, catalogue.items["lihun-dengji"])}
    assert sum(one.covered for one in divorce.values()) <= sum(one.covered for one in everything.values())
    nowhere = coverage(region, counts=lambda _: False)
    assert not any(one.covered for one in nowhere)
    assert all(one.outlet is None for one in nowhere)
