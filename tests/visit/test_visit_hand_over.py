"""办不成事: on every page that says that something did not work, told line by line, a ticket, and back to where it was."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
from visit_hand_over import ticket_item, windows
from visit_stations import copies
from visit_world import (
    INK,
    READER,
    RESIDENT,
    SECRETS,
    World,
    broken,
    switched_on,
)

from catalogue.model import Text
from catalogue.region import DepartmentName
from contract.codes import NEEDS_REASONS, CaseState
from visit import effects as do
from visit import events as e
from visit.hand_over import ON_A_PAGE, targets
from visit.held.page import Over, Page
from visit.held.trouble import STORE_SILENT
from visit.views import (
    BarredBody,
    ClosedBody,
    ListBody,
    Mark,
    OutOfServiceBody,
    ResultBody,
    Row,
    SearchBody,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from catalogue.model import Item
    from visit.views import View

NOT_FROM = frozenset(
    {Page.STARTING, Page.ATTRACT, Page.RATING, Page.RATING_WHY, Page.FAREWELL}
    | {Page.STAFF_DOOR, Page.MAINTENANCE, Page.CLOSURE}
)
"""Nobody's pages, and those after the end."""


def ready(items: tuple[Item, ...], *, line: bool = True) -> World:
    return switched_on((*items, ticket_item())).start(line=line)


def with_windows(world: World) -> World:
    """The same moment where the place has windows to hand over to."""
    machine = world.state.machine
    items = {**machine.catalogue.items, ticket_item().id: ticket_item()}
    region = machine.catalogue.region.model_copy(update={"handovers": windows()})
    catalogue = replace(machine.catalogue, items=items, region=region)
    world.state = replace(world.state, machine=replace(machine, catalogue=catalogue))
    return world


def stuck(items: tuple[Item, ...], *, line: bool = True) -> World:
    """Somebody whose card cannot be read."""
    world = ready(items, line=line)
    world.card = None
    world.begin(items[1]).walk_to(Page.IDENTIFY)
    return world.send(e.DeviceChanged(broken(READER, "disconnected")))


def handed(world: World, target: str) -> World:
    """Through the list to a window, and on to what comes after it."""
    world.touch("hand_over")
    while f"to:{target}" not in world.touchable():
        world.touch("page_after")
    return world.touch(f"to:{target}")


# --- where the button is ------------------------------------------------------------------------


def says_so(shown: View) -> bool:
    """Read off by other means than the program's: everything in a body that stands for a no."""
    body = shown.body
    if isinstance(body, (BarredBody, ClosedBody, OutOfServiceBody)):
        return True
    if isinstance(body, SearchBody):
        return bool(body.entry.shown + body.entry.composing) and not body.tiles
    if getattr(body, "mark", Mark.NONE) in {Mark.WARNING, Mark.TROUBLE}:
        return True
    rows = [row for one in fields(body) for row in _rows(getattr(body, one.name))]
    return any(row.mark is Mark.TROUBLE for row in rows)


def _rows(value: object) -> list[Row]:
    return [one for one in value if isinstance(one, Row)] if isinstance(value, tuple) else []


def on_its_way(world: World) -> bool:
    """Into a card, or perhaps on the disk already: not left alone."""
    visit = world.state.visit
    silent = visit is not None and visit.trouble == STORE_SILENT
    return world.page is Page.CARD_WRITING or (world.page is Page.SUBMITTING and silent)


@pytest.fixture(scope="module")
def everywhere(items: tuple[Item, ...]) -> Callable[[], Iterator[tuple[str, World]]]:
    return copies(items)


def test_the_button_is_on_every_page_that_says_no(
    everywhere: Callable[[], Iterator[tuple[str, World]]], items: tuple[Item, ...]
) -> None:
    met: set[Page] = set()
    lost = ready(items).touch("begin").touch("search")
    for letter in "wvxvqvzv":
        lost.touch(f"key:{letter}")
    for name, world in (*everywhere(), ("search/nothing at all", lost)):
        with_windows(world)
        visit = world.state.visit
        of_a_ticket = visit is not None and visit.item is not None and visit.item.hand_over
        if world.state.over is not Over.NOTHING or world.page in NOT_FROM or of_a_ticket:
            continue
        if not says_so(world.view):
            continue
        button = world.view.chrome.hand_over
        if on_its_way(world):
            assert button is None, name
            continue
        assert button is not None, f"no way to a person at {name}"
        assert isinstance(button.event, e.OpenHandOver)
        met.add(world.page)
        before = world.state
        world.touch("hand_over")
        assert world.page is Page.HAND_OVER, name
        world.touch("back")
        if before.visit is None:
            assert world.page is Page.FAREWELL, name
            continue
        assert world.page is before.page, name
        assert world.state.visit is not None
        kept = replace(
            world.state.visit,
            strokes=before.visit.strokes,
            card=before.visit.card,
            reading=before.visit.reading,
        )
        assert kept == before.visit, f"something was lost on the way back to {name}"
    assert {
        Page.OUT_OF_SERVICE,
        Page.SEARCH,
        Page.CLOSED_ITEM,
        Page.IDENTIFY,
        Page.SOCIAL_CARD,
        Page.RECORDS,
        Page.PREVIEW,
        Page.SCAN,
        Page.NOT_ELIGIBLE,
        Page.SUBMITTING,
        Page.RESULT,
    } <= met


@pytest.mark.parametrize("state", sorted(NEEDS_REASONS))
def test_a_result_that_is_no_yes_has_it_with_its_reasons(items: tuple[Item, ...], state: CaseState) -> None:
    world = ready(items)
    world.case_state = state
    world.begin(items[2]).walk_to(Page.RESULT)
    button = world.view.chrome.hand_over
    assert button is not None
    assert isinstance(button.event, e.OpenHandOver)
    lines = {one.id: one.text.zh for one in button.event.lines}
    body = world.view.body
    assert isinstance(body, ResultBody)
    assert lines["number"].endswith(world.state.here.number)
    said = [text for name, text in lines.items() if name.startswith("said")]
    assert any(body.title in text for text in said)
    reasons = [line for one in body.sections[:1] for line in one.lines]
    assert all(any(line in text for text in said) for line in reasons)
    assert reasons or state not in {CaseState.REFUSED, CaseState.TO_MEND}


def test_a_yes_has_none_and_neither_has_a_place_without_windows(items: tuple[Item, ...]) -> None:
    world = ready(items).begin(items[1]).walk_to(Page.RESULT)
    assert world.view.chrome.hand_over is None
    alone = switched_on(items).start(line=False).begin(items[0])
    assert alone.page is Page.CLOSED_ITEM
    assert alone.view.chrome.hand_over is None


def test_a_paper_on_its_way_is_waited_for(items: tuple[Item, ...]) -> None:
    world = ready(items).begin(items[1]).walk_to(Page.SIGN)
    world.instead[do.PrintSlip] = lambda one: (e.PrintFailed(one.job_id, "paper_out", "site_keeper"),)  # type: ignore[attr-defined]
    world.past_page()
    assert world.view.chrome.hand_over is not None
    world.instead.clear()
    world.silent.add(do.PrintSlip)
    assert world.touch("again").view.chrome.hand_over is None


# --- what is told -------------------------------------------------------------------------------


def test_only_what_stays_ticked_goes_along_and_nobody_is_named(items: tuple[Item, ...]) -> None:
    world = ready(items).begin(items[1]).walk_to(Page.CHECK)
    world.send(e.DeviceChanged(broken("receipt_printer", "paper_out")))
    handed(world, "fanying")
    assert world.page is Page.HAND_OVER_TOLD
    shown = {one.id: one.label for one in world.view.body.questions[0].options}  # type: ignore[union-attr]
    assert shown["told:item"] == f"要办：{items[1].names.plain.zh}"
    world.touch("told:materials").touch("next")
    world.touch("wants_answer:no").touch("next")
    world.touch("next")
    (order,) = world.ordered(do.AcceptCase)
    assert isinstance(order, do.AcceptCase)
    facts = order.facts
    assert facts.applicant is None
    assert facts.strokes == ()
    assert facts.answers["target"] == "fanying"
    told = str(facts.answers["told"])
    assert shown["told:item"] in told
    assert shown["told:materials"] not in told
    everything = " ".join(map(str, facts.answers.values()))
    assert not any(secret in everything for secret in SECRETS)


def test_who_tells_nothing_writes_a_few_words(items: tuple[Item, ...]) -> None:
    world = handed(stuck(items), "rexian")
    for option in world.view.body.questions[0].options:  # type: ignore[union-attr]
        world.touch(option.id)
    world.touch("next")
    assert world.page is Page.FORM
    assert [one.id for one in world.questions()] == ["told"]
    assert "told" not in world.state.here.answers


def test_four_levels_of_help_where_the_window_has_them(items: tuple[Item, ...]) -> None:
    world = handed(stuck(items), "bangban").touch("next")
    (question,) = world.view.body.questions  # type: ignore[union-attr]
    assert [one.id for one in question.options] == [
        "level:advice",
        "level:guided",
        "level:whole",
        "level:joint",
    ]
    other = handed(stuck(items), "zonghe").touch("next")
    assert [one.id for one in other.questions()] == ["wants_answer"]


@pytest.mark.parametrize("line", [True, False])
def test_the_ticket_is_on_disk_and_on_paper_with_the_day_of_its_window(
    items: tuple[Item, ...], *, line: bool
) -> None:
    world = handed(stuck(items, line=line), "rexian").touch("next")
    world.case_state = CaseState.IN_REVIEW
    world.touch("wants_answer:yes").touch("next").past_page().touch("next")
    assert world.page is Page.RESULT
    order = world.last(do.AcceptCase)
    assert isinstance(order, do.AcceptCase)
    assert order.facts.accepted_offline is not line
    assert order.facts.promised_date is not None
    assert f"{order.facts.promised_date:%Y-%m-%d}" == "2026-11-26", "three working days after a Monday"
    printed = world.last(do.PrintSlip)
    assert isinstance(printed, do.PrintSlip)
    slip = printed.slip
    lines = {one.label: one.value for one in slip.lines}
    assert (slip.title, slip.number) == ("转办凭条", world.state.here.number)
    assert lines["交给"] == "12345热线"
    assert lines["最迟答复"] == "2026年11月26日"
    assert slip.proof
    assert slip.watermark
    assert any("阅读器" in text or "屏幕上说" in text for text in slip.sections[0][1])
    assert "12345热线" in str(world.view.body.title)  # type: ignore[union-attr]


# --- to whom ------------------------------------------------------------------------------------


def first_page(world: World) -> list[str]:
    body = world.view.body
    assert isinstance(body, ListBody)
    assert len(body.tiles) <= ON_A_PAGE
    return [one.id.removeprefix("to:") for one in body.tiles]


def test_a_few_that_fit_come_first_and_the_others_after_them(items: tuple[Item, ...]) -> None:
    world = stuck(items).touch("hand_over")
    shown = first_page(world)
    assert shown[0] == "bangban"
    assert "fanying" in shown
    everybody = {one.id for one in windows() if not one.offered.items}
    seen = set(shown)
    while world.touchable()["page_after"].enabled:  # type: ignore[union-attr]
        seen |= set(first_page(world.touch("page_after")))
    mine = {one.id for one in windows() if items[1].id in one.offered.items}
    assert seen == everybody | mine
    assert len(targets(world.state)) == len(seen)


def stuck_as(items: tuple[Item, ...], number: str) -> World:
    """Somebody with this identity number, at a place of the prefecture 9901."""
    world = ready(items)
    machine = world.state.machine
    office = DepartmentName(name=Text(zh="局", en="Office"), code="11990101MB0000027X")
    region = machine.catalogue.region.model_copy(update={"departments": {"office": office}})
    world.state = replace(
        world.state, machine=replace(machine, catalogue=replace(machine.catalogue, region=region))
    )
    world.card = RESIDENT.model_copy(update={"id_number": number})
    world.begin(items[0]).walk_to(Page.FORM)
    world.silent.add(do.AskHub)
    world.walk_to(Page.PREVIEW)
    return world.send(e.QueryFailed("hub_error", "nobody"))


def order_for(items: tuple[Item, ...], number: str) -> list[str]:
    return [one.id for one in targets(stuck_as(items, number).touch("hand_over").state)]


def test_where_somebody_is_from_and_how_old_they_are(items: tuple[Item, ...]) -> None:
    young = order_for(items, "990101200106010015")
    assert young.index("kuasheng") > young.index("rexian")
    assert young.index("shangmen") > young.index("rexian")
    away = order_for(items, "990501200106010015")
    assert away.index("kuasheng") < away.index("fanying")
    old = order_for(items, "990101196611230015")
    assert old.index("shangmen") < old.index("zonghe"), "sixty today"
    almost = order_for(items, "990101196611240015")
    assert almost.index("shangmen") > almost.index("rexian"), "sixty tomorrow"


def test_the_old_can_say_that_they_come_first(items: tuple[Item, ...]) -> None:
    for number, old in (("990101196611230015", True), ("990101196611240015", False)):
        button = stuck_as(items, number).view.chrome.hand_over
        assert button is not None
        assert isinstance(button.event, e.OpenHandOver)
        assert ("first" in {one.id for one in button.event.lines}) is old


def test_pages_that_the_file_names_are_pages() -> None:
    named = {page for one in windows() for page in one.offered.pages}
    assert named <= set(Page)
    assert named


# --- and back -----------------------------------------------------------------------------------


def ticketed(world: World) -> World:
    handed(world, "zonghe").touch("next").touch("wants_answer:no").touch("next")
    return world.touch("next")


def test_from_the_ticket_back_to_where_it_stopped(items: tuple[Item, ...]) -> None:
    world = ready(items).begin(items[1]).walk_to(Page.CHECK)
    world.send(e.DeviceChanged(broken("receipt_printer", "paper_out")))
    before = world.state.here
    ticketed(world)
    first = world.state.here.number
    world.touch("without").touch("return") if "without" in world.touchable() else world.touch("return")
    assert world.page is Page.CHECK
    assert world.state.here == before
    world.touch("next").send(e.Drew(INK)).touch("next")
    assert world.page is Page.RESULT
    assert world.state.here.number not in {"", first}, "two cases, two numbers"


def test_leaving_asks_first_while_something_unfinished_waits(items: tuple[Item, ...]) -> None:
    world = ready(items).begin(items[1]).walk_to(Page.CHECK)
    world.send(e.DeviceChanged(broken("receipt_printer", "paper_out")))
    ticketed(world)
    if "without" in world.touchable():
        world.touch("without")
    world.touch("next")
    assert (world.page, world.state.over) == (Page.RESULT, Over.ASK_EXIT)
    world.touch("keep_going").touch("exit")
    assert world.state.over is Over.ASK_EXIT
    world.touch("leave")
    assert world.page is Page.FAREWELL
    assert world.state.visit is None


def test_what_the_hub_says_meanwhile_is_there_on_the_way_back(items: tuple[Item, ...]) -> None:
    world = ready(items).begin(items[1]).walk_to(Page.SIGN)
    world.silent.add(do.SyncNow)
    world.instead[do.PrintSlip] = lambda one: (e.PrintFailed(one.job_id, "paper_out", "site_keeper"),)  # type: ignore[attr-defined]
    world.past_page()
    if world.page is Page.SUBMITTING:  # it waits here for an item that is decided at once
        world.past_deadlines(lambda state: state.page is Page.RESULT)
    key = world.state.here.key
    assert key is not None
    assert world.state.here.answer is None
    world.touch("hand_over")
    world.send(e.CaseAnswered(world.answer_to(key, CaseState.IN_REVIEW)))
    assert world.page is Page.HAND_OVER
    world.touch("back")
    assert world.page is Page.RESULT
    assert world.state.here.answer is not None


def test_a_page_under_the_camera_is_erased_when_they_leave_from_the_ticket(items: tuple[Item, ...]) -> None:
    world = ready(items).begin(items[2]).walk_to(Page.MATERIALS).touch("diagnosis:scan").touch("take")
    world.send(e.DeviceChanged(broken("camera", "no_frames"))).touch("hand_over")
    assert not world.ordered(do.DropPage)
    world.touch("exit").touch("leave")
    assert world.page is Page.FAREWELL
    assert len(world.ordered(do.DropPage)) == 1


def test_a_touch_of_another_page_is_late(items: tuple[Item, ...]) -> None:
    world = stuck(items)
    button = world.view.chrome.hand_over
    assert button is not None
    assert isinstance(button.event, e.OpenHandOver)
    world.touch("back")
    before = world.state
    world.send(button.event)
    assert world.page is before.page
    assert world.state.visit == before.visit


def test_out_of_service_is_told_to_a_person_too(items: tuple[Item, ...]) -> None:
    world = ready(items, line=False).send(e.DeviceChanged(broken("receipt_printer", "paper_out")))
    assert world.page is Page.OUT_OF_SERVICE
    handed(world, "zonghe").touch("next").touch("wants_answer:no").touch("next").touch("next")
    assert world.page is Page.RESULT
    assert world.state.here.number
    assert "return" not in world.touchable()


def test_where_nothing_can_be_taken_in_they_are_told_whom_to_ring(items: tuple[Item, ...]) -> None:
    world = ready(items).send(e.RoomChanged(ok=False, code="disk_full"))
    assert world.page is Page.OUT_OF_SERVICE
    world.touch("hand_over")
    body = world.view.body
    assert isinstance(body, ListBody)
    assert "电话" in body.summary
    assert windows()[0].phone in body.tiles[0].reason
    world.touch("to:bangban")
    assert world.page is Page.HAND_OVER
    assert world.touch("back").page is Page.FAREWELL


# --- 反映问题 -------------------------------------------------------------------------------------


def test_three_doors_in_one_page(items: tuple[Item, ...]) -> None:
    opinion = items[1].model_copy(
        update={
            "id": "opinion",
            "code": "opinion",
            "needs": items[1].needs.model_copy(update={"identity": (), "anonymous": True}),
        }
    )
    world = ready((*items, opinion)).touch("begin").touch("always").touch("report")
    assert world.page is Page.VOICE
    body = world.view.body
    assert isinstance(body, ListBody)
    assert [one.id for one in body.tiles] == ["to:fanying", "to:rexian", "opinion"]
    assert "12345" in body.tiles[1].reason
    assert world.touch("back").page is Page.TREE
    world.touch("report").touch("to:fanying")
    assert world.page is Page.CONSENT
    world.touch("agree")
    assert [one.id for one in world.questions()] == ["told"], "nothing went wrong here, so it is written"
    world.touch("back").touch("decline").touch("back")
    assert world.page is Page.VOICE
    world.touch("opinion")
    assert world.page is Page.GUIDE
    assert world.touch("back").page is Page.VOICE
