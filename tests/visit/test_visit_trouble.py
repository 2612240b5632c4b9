"""Every trouble of a device that a resident meets has a sentence and a picture; and whoever must act is named."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from visit_stations import at_door
from visit_world import A4, PRINTER, READER, World, broken, switched_on

import drivers
from catalogue.devices import DEVICES
from drivers.device import DeviceClass, DeviceState
from outcome import Action
from visit import events as e
from visit.held.device_health import DeviceHealth
from visit.held.page import Page
from visit.pages.idle import device_trouble
from visit.pages.trouble_pictures import PICTURES, picture_of
from visit.view import view
from visit.views import Mark, OutOfServiceBody
from wording import has, say

if TYPE_CHECKING:
    from catalogue.model import Item

FOLDER = Path(drivers.__file__).parent
UNSEEN = {"lights", "relay", "presence", "ups"}
"""Nobody who stands before the machine uses these."""
NEVER_TOLD = {"cancelled", "stopped"}
"""Somebody went away: nobody is there to be told."""
OWN_CARD = ("card_", "not_a", "pin_")
"""What is told on the page for the card, in words of its own (`card.`, `chip.`)."""
SUPERVISORS = {"timeout", "driver_bug", "wedged", "offline", "not_open"}
STORE = {"disk_full", "disk_low", "disk_error", "safe_mode"}


def codes_of(device_class: str) -> set[str]:
    """Every code that stands in the drivers of a class."""
    found: set[str] = set()
    for file in (FOLDER / device_class).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in {"Failure", "DeviceStatus"}:
                given = [*node.args[:1]] if _name(node) == "Failure" else []
                given += [one.value for one in node.keywords if one.arg == "code"]
                found |= {
                    one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return found - {""}


def _name(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_every_device_that_a_resident_meets_has_its_own_picture() -> None:
    met = {str(one) for one in DeviceClass} - UNSEEN
    assert met <= set(PICTURES)
    assert len({picture for name, picture in PICTURES.items() if name != "keypad"}) == len(PICTURES) - 1
    assert picture_of("lights") == "machine_trouble"


@pytest.mark.parametrize("device_class", sorted(PICTURES))
def test_every_code_has_a_plain_sentence_in_both_languages(device_class: str) -> None:
    codes = {
        one
        for one in codes_of(device_class) | SUPERVISORS
        if not one.startswith(OWN_CARD) and one not in NEVER_TOLD
    }
    missing = {one for one in codes if not has(f"trouble.{one}")}
    assert not missing
    for code in codes:
        chinese, english = device_trouble(code, "zh"), device_trouble(code, "en")
        assert not chinese.isascii()
        assert english.isascii()
        assert code not in {chinese, english}
        assert len(chinese) <= 40


@pytest.mark.parametrize("state", [one for one in DeviceState if str(one) != "online"])
def test_a_state_without_a_code_is_told_too(state: DeviceState) -> None:
    assert device_trouble(str(state), "zh")


@pytest.mark.parametrize("code", sorted(STORE))
def test_a_store_that_takes_nothing_has_its_page(items: tuple[Item, ...], code: str) -> None:
    world = switched_on(items).start().send(e.RoomChanged(ok=False, code=code))
    assert world.page is Page.OUT_OF_SERVICE
    body = _body(world)
    assert body.picture == "store_trouble"
    assert body.look is not None, "guides and outlets can still be seen"
    assert code not in repr(body.text)


@pytest.mark.parametrize("device", [PRINTER, READER])
def test_out_of_service_shows_what_is_down_and_who_must_act(items: tuple[Item, ...], device: str) -> None:
    world = switched_on(items).start(line=False)
    for one in (PRINTER, READER, A4):
        world.send(
            e.DeviceChanged(broken(one, "no_device", str(Action.ENGINEER)) if one == device else _well(one))
        )
    assert world.page is Page.OUT_OF_SERVICE
    body = _body(world)
    assert body.picture == PICTURES[device]
    row = next(row for row in body.rows if row.label == DEVICES[device].zh)
    assert row.mark is Mark.TROUBLE
    assert row.note == say("zh", "action.engineer")


def test_staff_are_let_in_from_there(items: tuple[Item, ...]) -> None:
    assert at_door(items).page is Page.STAFF_DOOR


def _well(name: str) -> DeviceHealth:
    return DeviceHealth(name, usable=True, state="online")


def _body(world: World) -> OutOfServiceBody:
    body = view(world.state).body
    assert isinstance(body, OutOfServiceBody)
    return body
