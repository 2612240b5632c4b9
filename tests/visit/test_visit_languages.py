"""Whoever chose a language sees it on every page: no sentence is left in Chinese that somebody has translated."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

import pytest
from visit_stations import stations
from wording_pseudo import CODE, pseudo_language

from catalogue.shelf import Catalogue
from catalogue.texts import texts_of
from drivers.receipt_printer.job import Text
from kiosk.slip_layout import print_job
from visit.effects import PrintSlip
from visit.events import Begin, Event, SetLanguage
from visit.held.page import Page
from visit.view import view
from visit.views import AttractBody
from wording import languages
from wording.languages import look_in
from wording.languages import words as sentences_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from visit_world import World

    from catalogue.model import Item

HAN = re.compile(r"[\u4e00-\u9fff]")


def words(thing: object) -> Iterator[str]:
    """Every text of a view; what a button sends is not shown."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from words(one)
    elif is_dataclass(thing) and not isinstance(thing, Event):
        for field in fields(thing):
            yield from words(getattr(thing, field.name))


TYPED = {"12号小桥旁", "杏", "花", "杏花", "杏花春", "社保", "王小满"}
"""What somebody wrote, looked for, or is called."""
CHINESE_ON_PURPOSE = re.compile(
    r"王\*满|李\*国"  # names, masked
    r"|^云溪市清河县柳林镇$"  # on a card
    r"|^点一下屏幕开始$"  # nobody has chosen a language yet
    r"|^(姓名|证件号码|社会保险参保证明|清河县社会保险经办机构)$"  # what stands on somebody's paper, to be compared
    r"|^要办："  # what was handed over to staff, as they read it
)


def left_in_chinese(items: tuple[Item, ...], language: str) -> dict[str, str]:
    """Every text with a Chinese character, and where it was seen."""
    found = {}
    for name, world in stations(items):
        machine = replace(world.state.machine, languages=("zh", language))
        shown = view(replace(world.state, language=language, machine=machine))
        seen = (shown.body, shown.overlay, replace(shown.chrome, language=shown.chrome.help))
        found |= {one: name for one in words(seen) if HAN.search(one)}
    return found


def test_whoever_chose_english_reads_english_on_every_page(items: tuple[Item, ...]) -> None:
    left = left_in_chinese(items, "en")
    unknown = {
        one: where
        for one, where in left.items()
        if one not in TYPED and not CHINESE_ON_PURPOSE.search(one) and not where.startswith("home/languages")
    }
    assert unknown == {}


def test_a_third_language_is_seen_wherever_it_is_there(
    items: tuple[Item, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Catalogue({one.id: one for one in items})
    monkeypatch.setattr(languages, "_folders", [*languages._folders])
    look_in(tmp_path)
    try:
        pseudo_language(tmp_path, shelf)
        left = left_in_chinese(items, CODE)
    finally:
        languages.forget()
    said = {one.forms[0] for one in sentences_of("zh").sentences.values()} | {
        one.zh for _, one in texts_of(shelf)
    }
    # The item of tickets is not on this shelf; each language stands in its own name.
    elsewhere = re.compile("ticket|hand_over|languages")
    missed = {
        one: where
        for one, where in left.items()
        if one in said and not CHINESE_ON_PURPOSE.search(one) and not elsewhere.search(where)
    }
    assert missed == {}


def test_papers_are_in_chinese_with_what_the_resident_read_below(
    at: Callable[..., World], collecting: Item
) -> None:
    world = at(collecting, Page.SIGN).send(SetLanguage("en")).walk_to(Page.RESULT)
    (order,) = world.ordered(PrintSlip)
    assert isinstance(order, PrintSlip)
    slip = order.slip
    assert slip.title == "收件凭证"
    assert slip.also is not None
    assert not any(HAN.search(one.label) for one in slip.also.lines)
    texts = [part.text for part in print_job("1", slip).parts if isinstance(part, Text)]
    assert texts.count(slip.number) == 1, "the number stands once, for both"
    assert texts.index(slip.title) < texts.index(slip.also.title)


def offered(world: World, *languages: str) -> dict[str, str]:
    """Label to language, on the page where nobody is yet."""
    state = world.state
    body = view(replace(state, machine=replace(state.machine, languages=languages))).body
    assert isinstance(body, AttractBody)
    events = {one.label: one.event for one in body.languages}
    return {label: event.language for label, event in events.items() if isinstance(event, Begin)}


def test_each_language_is_offered_in_its_own_name_before_anybody_touches(world: World) -> None:
    assert offered(world, "zh") == {}
    assert offered(world, "zh", "en") == {"English": "en"}
    assert offered(world, "en", "zh") == {"English": "en"}, "the visit speaks Chinese already"
    assert offered(world, "zh", "en", "zh_Hant") == {"中文": "zh", "English": "en", "繁體中文": "zh_Hant"}
    assert offered(world, *(f"x{at}" for at in range(7))) == {}, "so many are behind one button"


@pytest.mark.parametrize(("touched", "spoken"), [("en", "en"), ("zh", "zh"), ("zh_Hant", "zh"), ("", "zh")])
def test_a_visit_begins_in_the_language_that_was_touched(world: World, touched: str, spoken: str) -> None:
    """Traditional Chinese is there, and nobody named it for this terminal."""
    world.send(Begin(touched))
    assert (world.state.page, world.view.language) == (Page.HOME, spoken)
