"""预约 as a resident goes through it: outlet, day, time, card, phone, ticket; and the ticket shown at an outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_appointments import TIMES, HubDesk, at_nine
from visit_invariants import check_state
from visit_stations import appointment_stations, examples, twin
from visit_world import PHONE, PRINTER, World, broken
from visit_world import switched_on as first_instant

from catalogue.model import Handling
from contract.appointment import Booking, Moving, Seen, Ticket, number_from, read_code
from visit import effects as do
from visit import events as e
from visit.held.page import Page
from visit.held.paper import Printing
from visit.views import ListBody, PreviewBody, ResultBody

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalogue.model import Item


@pytest.fixture
def start(items: tuple[Item, ...]) -> Callable[..., World]:
    return lambda line=True: first_instant(items).start(line=line)


def to_phone(world: World, day: str = "2026-11-24", time: str = "0900") -> World:
    world.touch("appointment").touch("hall").touch(day).touch(time)
    if world.page is Page.APPOINT_WHO:
        world.touch("next")
    return world


def booked(world: World, item: Item) -> World:
    to_phone(world.begin(item))
    for digit in PHONE:
        world.touch(f"key:{digit}")
    return world.touch("next")


def asked(world: World, kind: type) -> list[object]:
    orders = world.ordered(do.AskAppointments)
    return [one.message for one in orders if isinstance(one.message, kind)]  # type: ignore[attr-defined]


def words(world: World) -> str:
    body = world.view.body
    return body.status if isinstance(body, PreviewBody) else body.title  # type: ignore[union-attr]


def test_every_place_of_it_keeps_the_promises(items: tuple[Item, ...]) -> None:
    for name, world in appointment_stations(items):
        try:
            check_state(world.state)
            for event in examples(world).values():
                other = twin(world)
                other.one(event)
                check_state(other.state)
        except Exception as error:
            error.add_note(f"at {name}")
            raise


def test_from_the_guide_to_a_ticket_on_paper(start: Callable[..., World], collecting: Item) -> None:
    world = booked(start(), collecting)
    assert world.page is Page.APPOINTMENT
    body = world.view.body
    assert isinstance(body, ResultBody)
    assert body.title == "约好了"
    slip = world.last(do.PrintSlip).slip  # type: ignore[attr-defined]
    assert slip.number == body.number
    assert read_code(slip.qr) is not None
    assert any("星期二" in line.value for line in slip.lines)
    headings = [heading for heading, _ in slip.sections]
    assert headings == ["要带的东西", "改时间、取消", "预约规则"]
    booking = asked(world, Booking)[0]
    assert isinstance(booking, Booking)
    assert (booking.outlet, booking.starts_at, booking.phone) == ("hall", at_nine(), PHONE)
    assert world.state.here.appointing.slip.printing is Printing.PRINTED  # type: ignore[union-attr]


def test_nothing_is_booked_before_it_is_confirmed(start: Callable[..., World], collecting: Item) -> None:
    world = to_phone(start().begin(collecting))
    assert not asked(world, Booking)
    assert not world.touch("next").desk.booked, "the phone number is missing"
    assert world.page is Page.APPOINT_PHONE


def test_the_nearest_outlet_stands_first(start: Callable[..., World], collecting: Item) -> None:
    body = start().begin(collecting).touch("appointment").view.body
    assert isinstance(body, ListBody)
    assert [one.id for one in body.tiles] == ["hall", "town", "own"]


def test_back_leads_up_step_by_step(start: Callable[..., World], collecting: Item) -> None:
    world = start().begin(collecting).touch("appointment").touch("hall").touch("2026-11-24")
    for expected in ("2026-11-24", "hall"):
        world.touch("back")
        assert expected in world.touchable()
    assert world.touch("back").page is Page.GUIDE


def test_a_full_time_cannot_be_chosen(start: Callable[..., World], collecting: Item) -> None:
    world = start().begin(collecting)
    world.desk.full.add(at_nine())
    world.touch("appointment").touch("hall").touch("2026-11-24").touch("0900")
    assert world.page is Page.APPOINT
    assert world.touch("0930").page is Page.APPOINT_WHO


def test_with_no_line_it_says_so_and_books_nothing(start: Callable[..., World], collecting: Item) -> None:
    world = start(line=False).begin(collecting).touch("appointment")
    body = world.view.body
    assert isinstance(body, PreviewBody)
    assert "网络断了" in body.status
    assert collecting.guide.window.phone in {row.value for row in body.rows}
    assert {"again", "help"} <= set(world.touchable())
    assert world.send(e.LineChanged(up=True)).touch("again").touchable().keys() >= {"hall", "town"}


def test_a_time_that_went_in_the_last_moment(start: Callable[..., World], collecting: Item) -> None:
    world = to_phone(start().begin(collecting))
    for digit in PHONE:
        world.touch(f"key:{digit}")
    world.desk.refuses = "time_full"
    world.touch("next")
    assert "刚刚被约走" in words(world)
    world.touch("another")
    assert world.page is Page.APPOINT
    assert not world.desk.booked


def test_silence_is_asked_again_under_the_same_key(start: Callable[..., World], collecting: Item) -> None:
    world = to_phone(start().begin(collecting))
    for digit in PHONE:
        world.touch(f"key:{digit}")
    world.silent.add(do.AskAppointments)
    world.touch("next").past_deadlines(lambda s: s.here.appointing.trouble is not None)
    assert "不知道约上没有" in words(world)
    world.silent.clear()
    world.touch("again")
    first, second = asked(world, Booking)
    assert first == second
    assert len(world.desk.booked) == 1


def test_an_answer_to_an_older_question_changes_nothing(
    start: Callable[..., World], collecting: Item
) -> None:
    world = booked(start(), collecting)
    before = world.state
    ticket = world.desk.booked[world.state.here.appointing.told.number]  # type: ignore[union-attr]
    world.send(
        e.AppointmentsTold(world.fresh(), ticket), e.AppointmentsFailed(world.fresh(), "forged", "nobody")
    )
    assert world.state.visit == before.visit


def test_moving_keeps_the_number_and_prints_anew(start: Callable[..., World], collecting: Item) -> None:
    world = booked(start(), collecting)
    number = world.state.here.appointing.told.number  # type: ignore[union-attr]
    world.touch("move").touch("town").touch("2026-11-25").touch("1000")
    moved = asked(world, Moving)[0]
    assert isinstance(moved, Moving)
    assert moved.number == number
    assert words(world) == "时间改好了"
    assert len(world.ordered(do.PrintSlip)) == 2


def test_cancelling_is_asked_twice(start: Callable[..., World], collecting: Item) -> None:
    world = booked(start(), collecting).touch("cancel")
    assert world.desk.booked[world.state.here.appointing.told.number].state == "booked"  # type: ignore[union-attr]
    world.touch("keep").touch("cancel").touch("cancel")
    assert words(world) == "已经取消"
    assert set(world.touchable()) & {"move", "cancel"} == set()


def test_without_paper_the_number_is_on_the_screen(start: Callable[..., World], collecting: Item) -> None:
    world = start()
    world.instead[do.PrintSlip] = lambda one: (e.PrintFailed(one.job_id, "paper_out", "site_keeper"),)  # type: ignore[attr-defined]
    booked(world, collecting).touch("without")
    assert "没有打印，请记下预约号" in {row.value for row in world.view.body.rows}  # type: ignore[union-attr]
    assert "next" in world.touchable()


def test_without_a_printer_nothing_is_ordered(start: Callable[..., World], collecting: Item) -> None:
    world = start()
    world.touch("begin").find(collecting).send(e.DeviceChanged(broken(PRINTER, "paper_out")))
    world.touch("appointment").touch("hall").touch("2026-11-24").touch("0900").touch("next")
    for digit in PHONE:
        world.touch(f"key:{digit}")
    world.touch("next")
    assert not world.ordered(do.PrintSlip)
    assert world.view.body.number  # type: ignore[union-attr]


@pytest.fixture
def with_ticket(start: Callable[..., World], collecting: Item) -> tuple[HubDesk, str]:
    world = booked(start(), collecting)
    ticket = next(iter(world.desk.booked.values()))
    return HubDesk(booked=dict(world.desk.booked)), ticket.code


def test_own_ones_are_found_with_the_card(
    start: Callable[..., World], with_ticket: tuple[HubDesk, str]
) -> None:
    world = start()
    world.desk = with_ticket[0]
    number = next(iter(world.desk.booked))
    world.touch("begin").touch("code").touch("own").touch("next").touch(number)
    assert world.page is Page.APPOINTMENT
    world.touch("cancel").touch("cancel")
    assert world.desk.booked[number].state == "cancelled"


@pytest.mark.parametrize("page", ["attract", "home", "code"])
def test_a_ticket_greets_by_its_item_and_leads_on(
    start: Callable[..., World], with_ticket: tuple[HubDesk, str], collecting: Item, page: str
) -> None:
    world = start()
    world.desk, code = with_ticket
    for name in {"attract": (), "home": ("begin",), "code": ("begin", "code")}[page]:
        world.touch(name)
    world.send(e.CodeScanned(code))
    body = world.view.body
    assert isinstance(body, PreviewBody)
    assert collecting.names.plain.zh in body.title
    assert "不用再取号" in body.status
    assert world.touch("next").page is Page.GUIDE
    assert world.state.here.item == collecting


def test_the_typed_number_is_the_same_ticket(
    start: Callable[..., World], with_ticket: tuple[HubDesk, str]
) -> None:
    world = start().touch("begin").touch("code")
    world.desk = with_ticket[0]
    for digit in next(iter(world.desk.booked)):
        world.touch(f"key:{digit}")
    assert world.touch("next").page is Page.TICKET_SHOWN


def test_a_number_with_a_wrong_digit_is_asked_for_again(start: Callable[..., World]) -> None:
    world = start().touch("begin").touch("code")
    good = number_from(3820412345)
    for digit in good[:-1] + str((int(good[-1]) + 1) % 10):
        world.touch(f"key:{digit}")
    assert world.touch("next").page is Page.CODE
    assert world.view.body.questions[0].problem  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("seen", "told", "way"),
    [
        (Seen.TOO_EARLY, "早", "own"),
        (Seen.OTHER_DAY, "不是今天", "own"),
        (Seen.TOO_LATE, "过了", "book_again"),
        (Seen.USED, "用过", "book_again"),
        (Seen.CANCELLED, "取消", "book_again"),
    ],
)
def test_a_ticket_that_does_not_hold_is_told_plainly_with_a_way_on(
    start: Callable[..., World], with_ticket: tuple[HubDesk, str], seen: Seen, told: str, way: str
) -> None:
    world = start()
    world.desk, code = with_ticket
    world.desk.seen = seen
    world.send(e.CodeScanned(code))
    assert told in words(world)
    assert {"next", "help", way} <= set(world.touchable())
    assert world.touch(way).page in {Page.APPOINT, Page.APPOINT_WHO}


def test_a_forged_ticket_is_not_taken(start: Callable[..., World]) -> None:
    ticket = Ticket(number_from(1), "getihu-sheli", "hall", TIMES[0], 30)
    world = start().send(e.CodeScanned(ticket.code(lambda _: bytes(64))))
    assert "不是我们中心发的" in words(world)


def test_with_no_line_a_genuine_ticket_still_leads_to_the_window(
    start: Callable[..., World], with_ticket: tuple[HubDesk, str]
) -> None:
    world = start(line=False).send(e.CodeScanned(with_ticket[1]))
    assert "凭条是真的" in words(world)
    assert world.touch("next").page is Page.GUIDE


def test_one_showing_has_one_key_however_often_it_is_asked(
    start: Callable[..., World], with_ticket: tuple[HubDesk, str]
) -> None:
    world = start()
    world.desk, code = with_ticket
    world.silent.add(do.ShowTicket)
    world.send(e.CodeScanned(code)).past_deadlines(lambda s: s.here.appointing.trouble is not None)
    world.touch("again")
    first, second = world.ordered(do.ShowTicket)
    assert first.key == second.key  # type: ignore[attr-defined]
    assert first.order != second.order  # type: ignore[attr-defined]


def test_nothing_of_it_outlives_the_visit(start: Callable[..., World], collecting: Item) -> None:
    world = booked(start(), collecting).touch("next")
    assert world.page is Page.FAREWELL
    assert world.state.visit is None


def test_whatever_may_be_done_at_a_window_has_the_button(
    start: Callable[..., World], items: tuple[Item, ...]
) -> None:
    """A hard rule: every item that people apply for, or are only told about, has an appointment."""
    shown = start().state.machine.items
    assert {one.handling for one in shown} == set(Handling)
    for one in (*items, next(item for item in shown if item.handling is Handling.GUIDE)):
        there = "appointment" in start().begin(one).touchable()
        assert there == (one.handling is not Handling.PRINT), one.id


def test_the_light_is_where_the_hand_is_wanted(start: Callable[..., World], collecting: Item) -> None:
    world = start().touch("begin").touch("code")
    assert world.view.lights == {"barcode_reader"}
    walk = start().begin(collecting).touch("appointment").touch("hall").touch("2026-11-24")
    walk.card = None
    assert walk.touch("0900").view.lights == {"id_card_reader"}
    assert booked(start(), collecting).view.lights == {PRINTER}


def test_what_is_closed_here_can_still_be_booked(start: Callable[..., World], collecting: Item) -> None:
    """A broken printer closes the item at this machine, and no window."""
    world = start().touch("begin").send(e.DeviceChanged(broken(PRINTER, "hardware_error", "engineer")))
    world.find(collecting)
    assert world.page is Page.CLOSED_ITEM
    world.touch("appointment").touch("back")
    assert world.page is Page.CLOSED_ITEM
