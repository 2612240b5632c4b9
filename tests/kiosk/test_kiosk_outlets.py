"""How the other terminals are reaches the visit from the hub, seldom, and only what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.shelf import Catalogue
from contract import wire
from kiosk.findings import of_outlet
from kiosk.outlets import OutletNews
from visit.events import Event, OutletsHeard

if TYPE_CHECKING:
    from kiosk_bench import Rig


def test_the_hub_tells_and_the_visit_knows(rig: Rig) -> None:
    def known() -> bool:
        here = rig.terminal.mailbox.state.machine.reports.terminals.get("QH0001")
        return here is not None and here.online

    rig.until("its own heartbeat comes back from the hub", known)


def test_it_is_asked_seldom_and_with_the_last_mark(rig: Rig) -> None:
    heard: list[Event] = []
    now = [0.0]
    news = OutletNews(rig.link, heard.append, 60.0, now=lambda: now[0])
    for moment in (0.0, 1.0, 59.0, 60.0):
        now[0] = moment
        news.ask()
    first, second = heard
    assert isinstance(first, OutletsHeard)
    assert isinstance(second, OutletsHeard)
    assert first.news.whole
    assert not second.news.whole, "asked with the mark of the first answer"


def test_a_line_that_is_down_is_no_news_and_is_asked_again(rig: Rig) -> None:
    heard: list[Event] = []
    news = OutletNews(rig.link, heard.append, 60.0, now=lambda: 0.0)
    rig.proxy.order(wire.OUTLETS, "down")
    try:
        news.ask()
    finally:
        rig.proxy.heal()
    assert heard == []
    news.ask()
    assert len(heard) == 1


def test_the_doctor_tells_a_terminal_that_no_outlet_lists(rig: Rig) -> None:
    here = of_outlet(rig.items, rig.config.terminal.id)
    assert (here.ok, here.detail) == (True, "hall-qinghe")
    lost = of_outlet(rig.items, "ZZ9999")
    assert (lost.ok, lost.code, lost.action) == (False, "no_outlet", "engineer")
    mapless = Catalogue(rig.items.items)
    assert of_outlet(mapless, "ZZ9999").ok, "a place may have no map"
