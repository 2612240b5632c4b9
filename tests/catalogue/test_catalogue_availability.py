"""A tile is open, open but not as usual, or closed; closed it says why and where the item can be done."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from catalogue.availability import availability
from catalogue.devices import DEVICES
from catalogue.model import Handling, Item, Text
from contract.codes import IdentityMethod
from drivers.device import DeviceClass

ALL = frozenset(DEVICES)


def test_the_device_names_are_those_of_the_drivers():
    assert set(DEVICES) == {str(one) for one in DeviceClass}


def test_as_usual_nothing_is_said(catalogue):
    for item in catalogue.items.values():
        now = availability(item, usable=ALL, line_up=True, room=True)
        assert (now.open, now.degraded, now.reasons) == (True, False, ())


def test_without_the_line_a_query_is_closed_and_an_application_goes_on(printing, collecting):
    query = availability(printing, usable=ALL, line_up=False, room=True)
    assert not query.open
    assert "网络断了" in query.reasons[0].zh
    assert printing.guide.window.place.zh in query.reasons[-1].zh
    assert printing.guide.window.phone in query.reasons[-1].en
    taken = availability(collecting, usable=ALL, line_up=False, room=True)
    assert taken.open
    assert taken.degraded
    assert "网络好了" in taken.reasons[0].zh


def test_a_printer_that_is_out_closes_what_needs_it_only(printing, collecting):
    needing = printing.model_copy(
        update={"needs": printing.needs.model_copy(update={"devices": ("document_printer",)})}
    )
    usable = ALL - {"document_printer"}
    closed = availability(needing, usable=usable, line_up=True, room=True)
    assert not closed.open
    assert "A4" in closed.reasons[0].zh
    assert availability(collecting, usable=usable, line_up=True, room=True).open


@pytest.mark.parametrize(
    ("code", "brief", "says"),
    [
        ("paper_out", "没有纸", "凭条打印机没有纸了。"),
        ("cover_open", "机盖开着", "凭条打印机的盖子没有关好。"),
        ("a_code_nobody_knows", "凭条打印机不能用", "凭条打印机不能用。"),
    ],
)
def test_a_tile_says_in_two_words_what_is_wrong(collecting, code, brief, says):
    usable = ALL - {"receipt_printer"}
    troubles = {"receipt_printer": code, "camera": "paper_out"}
    now = availability(collecting, usable=usable, line_up=True, room=True, troubles=troubles)
    assert now.brief is not None
    assert (now.brief.zh, now.reasons[0].zh) == (brief, says)


def test_what_the_outlet_leaves_out_is_closed_and_a_guide_is_not(collecting):
    why = Text(zh="这里不办这一项。", en="Not done here.")
    now = availability(collecting, usable=ALL, line_up=True, room=True, left_out=why)
    assert (now.open, now.reasons[0]) == (False, why)
    guide = collecting.model_copy(update={"handling": Handling.GUIDE})
    assert availability(guide, usable=ALL, line_up=True, room=True, left_out=why).open


def test_no_room_closes_whatever_is_kept_here_until_the_hub_has_it(printing, collecting):
    assert not availability(collecting, usable=ALL, line_up=True, room=False).open
    assert not availability(printing, usable=ALL, line_up=True, room=False).open


def witnessed(item: Item) -> Item:
    """The item where a helper's word is enough as well."""
    methods = (IdentityMethod.ID_CARD, IdentityMethod.STAFF_WITNESS)
    return item.model_copy(update={"needs": item.needs.model_copy(update={"identity": methods})})


def test_without_the_card_reader_nobody_is_identified(catalogue):
    for item in catalogue.items.values():
        now = availability(item, usable=ALL - {"id_card_reader"}, line_up=True, room=True)
        if item.complete and not item.needs.anonymous and "staff_witness" not in item.needs.identity:
            assert not now.open
            assert "身份证读卡器" in now.reasons[0].zh
        else:
            assert now.open


def test_where_the_item_allows_it_a_helper_can_witness(collecting):
    usable = ALL - {"id_card_reader"}
    now = availability(witnessed(collecting), usable=usable, line_up=True, room=True)
    assert now.open
    assert now.degraded
    assert "帮办" in now.reasons[0].zh
    assert not availability(witnessed(collecting), usable=usable, line_up=False, room=True).open


def test_a_guide_is_always_open(collecting):
    guide = collecting.model_copy(update={"handling": Handling.GUIDE})
    assert availability(guide, usable=(), line_up=False, room=False).open


@pytest.mark.parametrize("line_up", [True, False])
@pytest.mark.parametrize("room", [True, False])
def test_whatever_fails_a_tile_gives_its_reasons(catalogue, line_up, room):
    for item in catalogue.items.values():
        looked_at = sorted({"id_card_reader", *item.needs.devices})
        for broken in chain.from_iterable(
            combinations(looked_at, size) for size in range(len(looked_at) + 1)
        ):
            now = availability(item, usable=ALL - set(broken), line_up=line_up, room=room)
            assert not (now.degraded and not now.open)
            assert bool(now.reasons) == (now.degraded or not now.open)
            if not now.open:
                assert len(now.reasons) >= 2
                assert item.guide.window.name.zh in now.reasons[-1].zh


def test_a_device_that_an_item_does_not_need_changes_nothing(catalogue):
    for item in catalogue.items.values():
        needed = {"id_card_reader", *item.needs.devices}
        all_there = availability(item, usable=ALL, line_up=True, room=True)
        assert availability(item, usable=needed, line_up=True, room=True) == all_there
