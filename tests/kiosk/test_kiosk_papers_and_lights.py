"""What else a visit uses: the A4 printer, the lights beside the devices, and the key on the machine's front."""

from __future__ import annotations

import time

import pytest
from kiosk_bench import WAIT_S

BOTH_PAPERS = "打好了，请取走"


def pages(rig):
    return rig.dock("state")["document_printer"]["pages"]


def lit(rig):
    return rig.dock("state")["lights"]["lit"]


def printed_both(rig):
    return rig.words().count(BOTH_PAPERS) == 2


def test_the_certificate_comes_out_once(rig):
    before = len(pages(rig))
    rig.walk("result")
    rig.until("both papers", lambda: printed_both(rig))
    assert len(pages(rig)) == before + 1


@pytest.mark.parametrize(
    ("fault", "mended", "said"),
    [
        ("a4-paper-out", "a4-refill", "纸用完了"),
        ("a4-jam", "a4-clear-jam", "卡纸了"),
        ("a4-open-cover", "a4-close-cover", "机盖没有关好"),
    ],
)
def test_a_certificate_that_cannot_come_out_is_told_and_printed_after_it_is_mended(rig, fault, mended, said):
    rig.walk("sign")
    before = len(pages(rig))
    rig.dock(fault)
    rig.sign()
    rig.sees("没有打出来", said, "再打一次", "不打了")
    assert len(pages(rig)) == before
    rig.dock(mended)
    rig.press("again")
    rig.until("both papers", lambda: printed_both(rig))
    assert len(pages(rig)) == before + 1


def test_a_certificate_of_which_a_sheet_is_missing_is_not_called_printed(rig):
    rig.walk("sign")
    rig.dock("a4-miscount-next")
    rig.sign()
    rig.sees("没有打出来", "打印页数不对")
    rig.press("without")
    rig.sees("可以到窗口打印")


def test_an_a4_printer_that_is_unplugged_is_no_reason_to_close_the_item(rig):
    rig.walk("sign")
    rig.dock("unplug", "document_printer")
    rig.sign()
    rig.until("the way on", lambda: rig.touchable("without") is not None)
    rig.press("without")
    rig.until("the end of the visit to be open", lambda: rig.touchable("next") is not None)
    rig.dock("plug", "document_printer")


def test_lights_show_where_the_hand_is_wanted(rig):
    assert lit(rig) == []
    rig.walk("identify")
    rig.until("the light at the reader", lambda: lit(rig) == [1])
    rig.dock("insert-card", "li")
    rig.until("the card to be read", lambda: rig.touchable("next") is not None)
    rig.until("no light", lambda: lit(rig) == [])
    rig.dock("remove-card")
    rig.walk("result")
    rig.until("the lights at both printers", lambda: lit(rig) == [2, 3])
    rig.walk("farewell")
    rig.until("no light", lambda: lit(rig) == [])


def test_a_light_that_could_not_be_switched_is_lit_as_soon_as_the_board_is_back(rig):
    rig.dock("unplug", "lights")
    rig.walk("identify")
    rig.dock("plug", "lights")
    rig.until("the board", lambda: _usable(rig, "lights"))
    rig.walk("attract")
    rig.walk("identify")
    rig.until("the light at the reader", lambda: lit(rig) == [1])


def _usable(rig, device):
    return next(one.status.usable for one in rig.terminal.devices.all() if one.device_class == device)


def press_until_heard(rig):
    """As a person does: whoever hears nothing lets go and presses again."""
    until = time.monotonic() + WAIT_S
    while not _heard(rig, time.monotonic() + 2):
        assert time.monotonic() < until


def _heard(rig, until):
    rig.dock("press-help-key")
    rig.until("an answer", lambda: rig.view.overlay is not None or time.monotonic() > until)
    return rig.view.overlay is not None


@pytest.mark.parametrize("page", ["attract", "identify", "form", "result"])
def test_the_key_on_the_front_leads_to_a_person_from_every_page(rig, page):
    rig.walk(page)
    press_until_heard(rig)
    rig.sees("呼叫帮办")
    assert rig.page == page


def test_a_key_that_was_unplugged_works_again(rig):
    rig.dock("unplug", "help_key")
    rig.until("its loss", lambda: not _usable(rig, "help_key"))
    rig.dock("plug", "help_key")
    rig.until("its return", lambda: _usable(rig, "help_key"))
    press_until_heard(rig)
