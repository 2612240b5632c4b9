"""Nobody is sent where the last report says no, or where it is shut; ways are the same both ways."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache

import pytest
from catalogue_files import SERVICES
from hypothesis import given, settings
from hypothesis import strategies as st
from product_items import product_items

from catalogue.devices import DEVICES, ID_CARD_READER
from catalogue.distance import ON_FOOT_MIN, metres, way
from catalogue.model import Handling
from catalogue.nearby import MOST_SHOWN, Means, Reports, candidates, first, nearest
from catalogue.opening import opening, reachable
from catalogue.outlets import Spot
from catalogue.region_file import load_region
from catalogue.surroundings import NOT_AUTHORISED, around
from contract.outlets import TerminalNow

REGION = load_region(SERVICES)[0]
assert REGION.outlets is not None
OUTLETS = {one.id: one for one in REGION.outlets.outlets}
TERMINALS = [name for one in OUTLETS.values() for name in one.terminals]
CHINA = timezone(timedelta(hours=8))
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=CHINA)

NEW_YEAR = datetime(2026, 1, 1, tzinfo=CHINA)
moments = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))
spots = st.builds(Spot, lat=st.floats(-80, 80), lon=st.floats(-180, 180))
near_spots = st.builds(Spot, lat=st.floats(-0.5, 0.5), lon=st.floats(-0.5, 0.5))
reports = st.dictionaries(
    st.sampled_from(TERMINALS),
    st.builds(
        TerminalNow,
        terminal_id=st.just("x"),
        online=st.booleans(),
        last_seen=st.just(MONDAY),
        takes_cases=st.booleans(),
        devices=st.lists(st.sampled_from(sorted(DEVICES)), unique=True).map(tuple),
    ),
)


@cache
def items():
    """Those that are done at a terminal first. Not a fixture: a failure would print them all."""
    return sorted(product_items().items.values(), key=lambda one: (one.handling is Handling.GUIDE, one.id))


@settings(max_examples=100)
@given(here=spots, there=spots)
def test_the_way_back_is_as_long(here, there):
    assert way(here, there) == way(there, here)
    assert metres(here, there) >= 0


@settings(max_examples=100)
@given(here=near_spots, one=near_spots, other=near_spots)
def test_what_is_further_takes_no_less_time(here, one, other):
    near, far = sorted((one, other), key=lambda spot: metres(here, spot))
    assert way(here, near).minutes <= way(here, far).minutes
    assert way(here, near).on_foot == (way(here, near).minutes <= ON_FOOT_MIN and way(here, near).on_foot)


def test_the_numbers_are_those_that_are_documented():
    here = Spot(lat=0, lon=0)
    assert way(here, Spot(lat=461 / 111_320, lon=0)).minutes == 8
    assert way(here, here).minutes == 1
    ride = way(here, Spot(lat=0, lon=10_000 / 111_320))
    assert (ride.minutes, ride.on_foot) == (45, False)  # 12 + 13 000 / 400, rounded up


@settings(max_examples=100, deadline=None)
@given(told=reports, terminal=st.sampled_from(TERMINALS), now=moments, pick=st.integers(0, 10_000))
def test_no_outlet_is_offered_that_cannot(*, told, terminal, now, pick):
    item = items()[pick % len(items())]
    told = {name: one.model_copy(update={"terminal_id": name}) for name, one in told.items()}
    surroundings = around(REGION, terminal)
    found = nearest(item, surroundings, Reports(told, heard_at=0.0), now)
    assert len(found) <= MOST_SHOWN
    needed = {ID_CARD_READER, *item.needs.devices} if item.needs.identity else set(item.needs.devices)
    for one in found:
        outlet = one.reach.outlet
        assert terminal not in one.terminals
        for name in one.terminals:
            assert name in outlet.terminals
            if name in told:
                missing = needed - set(told[name].devices)
                assert missing <= ({ID_CARD_READER} if "staff_witness" in item.needs.identity else set())
                assert told[name].takes_cases
                assert told[name].online or one.means is Means.UNHEARD
            else:
                assert one.means is Means.UNHEARD
        if one.means is not Means.WINDOW:
            when = reachable(outlet, now)
            assert one.opening == when
            assert surroundings.left_out_at(outlet, item, now if when.open else when.opens) is None
        else:
            assert one.opening.open == opening(outlet.hours, now).open
    sure = [one.reach.way.minutes for one in found if one.sure]
    assert sure == sorted(sure)
    assert [one.sure for one in found] == sorted((one.sure for one in found), reverse=True)
    quick = first(item, surroundings, Reports(told, heard_at=0.0), now)
    assert quick == (found[0] if found else None)


@settings(max_examples=100)
@given(name=st.sampled_from(sorted(OUTLETS)), now=moments)
def test_what_is_shut_is_never_open(name, now):
    hours = OUTLETS[name].hours
    told = opening(hours, now)
    if told.open:
        assert told.until is not None
        assert now < told.until <= now + timedelta(days=1)
        assert not opening(hours, told.until).open or opening(hours, told.until).until != told.until
    else:
        assert told.opens is not None
        assert told.opens > now
        assert opening(hours, told.opens).open
        assert not opening(hours, now + (told.opens - now) / 2).open


@pytest.mark.parametrize(
    ("day", "hour", "open_"),
    [
        ((2026, 11, 23), 10, True),  # Monday
        ((2026, 11, 23), 18, False),
        ((2026, 11, 28), 10, True),  # Saturday, until noon
        ((2026, 11, 28), 13, False),
        ((2026, 11, 29), 10, False),  # Sunday
        ((2026, 10, 1), 10, False),  # National Day, a Thursday
        ((2026, 10, 3), 10, False),  # a Saturday in the holidays
        ((2026, 10, 10), 15, True),  # a Saturday on which offices work
    ],
)
def test_hours_follow_the_calendar(day, hour, open_):
    assert opening(OUTLETS["town-liulin"].hours, datetime(*day, hour, tzinfo=CHINA)).open == open_


def test_a_long_holiday_is_looked_over():
    told = opening(OUTLETS["town-baisha"].hours, datetime(2026, 2, 15, 10, tzinfo=CHINA))
    assert told.opens == datetime(2026, 2, 24, 8, 30, tzinfo=CHINA)


def test_a_level_that_is_not_authorised_is_left_out(collecting):
    village, town = OUTLETS["village-liushu"], OUTLETS["town-liulin"]
    rules = around(REGION, "QH0033")
    assert rules.left_out_at(village, collecting, MONDAY) == NOT_AUTHORISED
    assert rules.left_out_at(town, collecting, MONDAY) is None
    assert rules.left_out_at(village, collecting.model_copy(update={"level": "6"}), MONDAY) is None


def test_what_needs_staff_is_left_out_only_without_them(collecting):
    town = OUTLETS["town-liulin"]
    rules = around(REGION, "QH0031")
    assert collecting.id in town.leaves_out[0].items
    assert rules.left_out(collecting, MONDAY) is None
    assert rules.left_out(collecting, MONDAY.replace(hour=20)) == town.leaves_out[0].reason


def test_a_branch_that_is_left_out(catalogue):
    divorce = catalogue.items["lihun-dengji"]
    assert around(REGION, "QH0021").left_out(divorce, MONDAY) == OUTLETS["bank-binhe"].leaves_out[0].reason


def test_the_window_is_in_the_hall(catalogue):
    guide = catalogue.items["lihun-dengji"]
    (found,) = nearest(guide, around(REGION, "QH0031"), Reports(), MONDAY)
    assert (found.reach.outlet.id, found.means, found.sure) == ("hall-qinghe", Means.WINDOW, True)
    (closed,) = nearest(guide, around(REGION, "QH0031"), Reports(), MONDAY.replace(hour=20))
    assert not closed.sure
    assert closed.opening.opens == MONDAY.replace(day=24, hour=9, minute=0)


def test_a_terminal_that_no_outlet_lists_knows_no_way(collecting):
    alone = around(REGION, "ZZ9999")
    assert (alone.own, alone.reaches, alone.kind) == (None, (), "hall")
    assert list(candidates(collecting, alone, Reports(), MONDAY)) == []
