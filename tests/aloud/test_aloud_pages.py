"""Every sample page for the ear: everything has a name, everything is reached, nothing private is told to the hall."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from aloud_ear import Ear

from drivers.keypad import Key
from screens.aloud.aloud import Aloud
from screens.aloud.focus import START, among_keys, into_keys, moved, stop_at
from screens.aloud.phrasing import Phrasing
from screens.aloud.script import script
from screens.samples import Samples
from visit.held.comfort import Comfort
from visit.views import buttons_of

NAMES = tuple(Samples("zh").all())
PERSON = re.compile(r"林.?.?燕|990[1-9][0-9*]{6,}|QH0001-|[0-9*]{12,}|一百万")
"""What stands of the people of the samples: names, their numbers, the numbers of their cases."""


def spoken(view, *, ear=False):
    page = script(view)
    phrasing = Phrasing(page.language, ear)
    said = [one.text for one in phrasing.spoken(phrasing.opening(page))]
    for stop in (*page.stops, *(key for row in page.keys for key in row)):
        said += [one.text for one in phrasing.spoken(phrasing.stop(stop, page))]
    return said


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_can_be_touched_is_a_stop_with_a_name(samples, name):
    view = samples.all()[name]
    page = script(view)
    stops = {one.id: one for one in (*page.stops, *(key for row in page.keys for key in row))}
    on_top = view.overlay if view.overlay is not None else view.body
    for part in (*buttons_of(on_top), view.chrome.help):
        assert part.id in stops, part.id
        assert stops[part.id].name.strip(), part.id
        assert stops[part.id].event == part.event
    assert page.title.strip()


@pytest.mark.parametrize("name", NAMES)
def test_the_keys_reach_every_stop_and_are_trapped_nowhere(samples, name):
    page = script(samples.all()[name])
    for by in (1, -1):
        seen, focus = set(), START
        for _ in page.stops:
            focus = moved(page, focus, by)
            seen.add(focus.id)
        assert seen == {one.id for one in page.stops}
        assert moved(page, focus, by).wrapped
    if page.keys:
        seen = set()
        for row in range(len(page.keys)):
            focus = into_keys(page)
            for _ in range(row):
                focus = among_keys(page, focus, 1, 0)
            for _ in page.keys[row]:
                seen.add(stop_at(page, focus).id)
                focus = among_keys(page, focus, 0, 1)
        assert seen == {key.id for keys in page.keys for key in keys}
        for down in (1, -1):
            focus = into_keys(page)
            for _ in page.keys:
                focus = among_keys(page, focus, down, 0) if focus.row >= 0 else focus
            assert focus.row == -1


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_person_is_spoken_to_the_hall(samples, name):
    told = [one for one in spoken(samples.all()[name]) if PERSON.search(one)]
    assert told == []


def test_through_earphones_it_is_all_spoken():
    told = " ".join(spoken(Samples("zh").all()["check"], ear=True))
    assert PERSON.search(told)


@pytest.mark.parametrize("name", NAMES)
def test_keys_on_a_sample_page_end_in_events_of_that_page_only(zh, name):
    """Every stop is walked to and pressed, as a person does who tries everything."""
    view = replace(zh.all()[name], comfort=Comfort(spoken=True))
    sent, ear = [], Ear()
    aloud = Aloud(ear, sent.append)
    aloud.show(view)
    page = script(view)
    for stop in page.stops:
        before = ear.silenced
        aloud.key(Key.DOWN)
        aloud.key(Key.OK)
        if stop.id == "keyboard":
            aloud.key(Key.BACK)
        assert ear.silenced > before, "a key always cuts the voice off"
    events = {type(one) for one in sent}
    wanted = {
        type(one.event) for one in page.stops if one.event is not None and one.enabled and not one.twice
    }
    typed_in = {type(one.event) for one in page.stops if one.kind == "entry"}
    assert wanted - typed_in <= events
