"""States worth standing in: every page, reached by really walking there, with the line up and down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit_appointments import HubDesk
from visit_card import CARD, CHIP_READER, PIN, card_item
from visit_cases import AT, MENDED, CaseDesk, handed_in, owed_lease, paper, progress
from visit_hand_over import ticket_item
from visit_locker import box_examples, locker_stations
from visit_outlets import news, report
from visit_paper import CAMERA, PAPER, PAPER_CODE
from visit_world import (
    INK,
    PHONE,
    PICTURE,
    PRINTER,
    READER,
    SOMEBODY_ELSE,
    World,
    broken,
    document,
    healthy,
    switched_on,
)

from catalogue.model import Text
from contract.appointment import Seen, SlotsTold
from contract.case import Reason
from contract.codes import CaseState, Grade, HelpState, MaterialTrust
from contract.paper_status import PaperStatus
from contract.progress import CaseForm, OwnDocument, ProgressAnswer
from visit import effects as do
from visit import events as e
from visit.card_writing import job_id
from visit.held.comfort import Wish
from visit.held.page import Page
from visit.held.page_line import Line
from visit.held.scanning import Retake
from visit.held.upkeep import Act, StoreFacts, Why
from visit.held.writing import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from catalogue.model import Item
    from contract.query import QueryAnswer


def _off(items: tuple[Item, ...], *, line: bool) -> World:
    return switched_on(items).start(line=line)


def _print_fails(effect: do.Effect) -> tuple[e.Event, ...]:
    assert isinstance(effect, do.PrintSlip | do.PrintDocument | do.PrintCopy)
    return (e.PrintFailed(effect.job_id, "paper_out", "site_keeper"),)


def at_door(items: tuple[Item, ...]) -> World:
    """Before the maintenance pages of a terminal that can do nothing."""
    dead = _off(items, line=False)
    return dead.send(e.DeviceChanged(broken(PRINTER, "paper_out"))).touch("staff")


def let_in(items: tuple[Item, ...]) -> World:
    """On the maintenance page."""
    world = at_door(items)
    for digit in "204060":
        world.touch(f"pin:{digit}")
    world.touch("next")
    order = world.state.here.upkeep.order
    assert order is not None
    return world.send(e.StaffAdmitted(order, "K-01"))


def _upkeep(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    yield "staff_door", at_door(items)
    yield "maintenance", let_in(items)
    yield "closure", let_in(items).touch("close")
    closed = let_in(items).touch("close").touch("set")
    yield "maintenance/closed", closed
    yield "out_of_service/closed", _copy(closed).touch("exit")
    yield "out_of_service/safe_mode", _off(items, line=True).send(e.RoomChanged(ok=False, code="safe_mode"))


def stations(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    """(name, world standing there); every page comes at least once."""
    printing, collecting, deciding, joining = items
    yield "starting", switched_on(items)
    yield "starting/clock runs", switched_on(items).send(e.TimePassed())
    yield "attract", _off(items, line=True)
    yield "attract/offline", _off(items, line=False)
    dead = _off(items, line=False)
    yield "out_of_service", dead.send(e.DeviceChanged(broken(PRINTER, "paper_out")))
    yield from _upkeep(items)
    yield "home", _off(items, line=True).touch("begin")
    yield from _looking_for(items)
    yield "closed_item", _off(items, line=False).begin(printing)
    for line in (True, False):
        mark = "" if line else "/offline"
        for item in (printing, collecting, deciding, joining) if line else (collecting, deciding):
            walk = _off(items, line=line).begin(item)
            yield f"{item.id}/guide{mark}", _copy(walk)
            while walk.page is not Page.FAREWELL:
                walk.past_page()
                where = f"/{walk.state.here.form_at}" if walk.page is Page.FORM else ""
                yield f"{item.id}/{walk.page}{where}{mark}", _copy(walk)
            yield f"attract/after {item.id}{mark}", walk.past_deadlines(lambda s: s.page is Page.ATTRACT)
    yield from _odd_moments(items)
    yield from _with_a_card(items)
    yield from appointment_stations(items)
    yield from own_case_stations(items)
    yield from _handed_over(items)
    yield from locker_stations(items)


def appointment_stations(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    """From the guide to a ticket, what can go wrong on the way, and the ticket shown."""
    item = items[1]
    yield "appoint/offline", _off(items, line=False).begin(item).touch("appointment")
    asking = _off(items, line=True).begin(item)
    asking.silent.add(do.AskAppointments)
    yield "appoint/asking", asking.touch("appointment")
    walk = _off(items, line=True).begin(item).touch("appointment")
    yield "appoint/outlets", _copy(walk)
    yield "appoint/days", _copy(walk.touch("hall"))
    yield "appoint/times", _copy(walk.touch("2026-11-24"))
    yield "appoint_who", _copy(walk.touch("0930"))
    walk.touch("next")
    for digit in PHONE[:10]:
        walk.touch(f"key:{digit}")
    yield "appoint_phone/missing", _copy(walk.touch("next"))
    walk.touch(f"key:{PHONE[10]}")
    for name, code in (("full", "time_full"), ("again", "already_booked"), ("silence", "timeout_unknown")):
        refused = _copy(walk)
        refused.desk.refuses = code
        yield f"appointment/{name}", refused.touch("next")
    waiting = _copy(walk)
    waiting.silent.add(do.AskAppointments)
    yield "appointment/asking", waiting.touch("next")
    torn = _copy(walk)
    torn.instead[do.PrintSlip] = _print_fails
    yield "appointment/no paper", torn.touch("next")
    desk = walk.touch("next").desk
    yield "appointment", _copy(walk)
    yield "appointment/sure", _copy(walk).touch("cancel")
    gone = _copy(walk)
    gone.desk = HubDesk(booked=dict(desk.booked))
    yield "appointment/cancelled", gone.touch("cancel").touch("cancel")
    mine = _off(items, line=True).touch("begin").touch("code")
    mine.desk = HubDesk(booked=dict(desk.booked))
    yield "appointments", _copy(mine.touch("own").touch("next"))
    none = _off(items, line=True).touch("begin").touch("code")
    yield "appointments/none", none.touch("own").touch("next")
    ticket = next(iter(desk.booked.values()))
    for seen in Seen:
        shown = _off(items, line=True)
        shown.desk = HubDesk(booked=dict(desk.booked), seen=seen)
        yield f"ticket_shown/{seen}", shown.send(e.CodeScanned(ticket.code))
    yield "ticket_shown/offline", _off(items, line=False).send(e.CodeScanned(ticket.code))


def _with_a_card(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    """Of the item that ends with a new PIN in the card: every page of it, and where it can stop."""
    item = card_item()
    ready = _off((*items, item), line=True).send(e.DeviceChanged(healthy(CHIP_READER))).begin(item)
    waiting = _copy(ready)
    waiting.chip = None
    waiting.walk_to(Page.SOCIAL_CARD)
    yield "social_card/no card", _copy(waiting)
    yield "social_card/of another", _copy(waiting).send(e.SocialCardRead(CARD, SOMEBODY_ELSE.id_number))
    yield "social_card/trouble", waiting.send(e.SocialCardTrouble("card_mute", "resident"))
    ready.walk_to(Page.SOCIAL_CARD)
    yield "social_card", _copy(ready)
    yield "new_pin", _copy(ready.touch("next"))
    yield "new_pin/too easy", _copy(ready).type_pin("123456").touch("next")
    yield "new_pin/again", _copy(ready).type_pin(PIN).touch("next").type_pin(PIN[:3])
    yield "check/with a card", _copy(ready.past_page())
    yield "sign/line lost", _copy(ready.walk_to(Page.SIGN)).send(e.LineChanged(up=False))
    late = _copy(ready)
    late.silent.add(do.SyncNow)
    yield "submitting/card waits", late.past_page()
    for order in (do.RunCardScript, do.ChangeCardPin, do.TryCardPin):
        stuck = _copy(ready)
        stuck.silent.add(order)
        yield f"card_writing/{order.__name__}", _copy(stuck.past_page())
        yield (
            f"card_writing/{order.__name__} silent",
            stuck.past_deadlines(lambda s: s.here.card.trouble is not None),
        )
    yield "result/card written", ready.past_page()
    yield "result/card not written", stuck.touch("without")


def _handed_over(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    """From what could not be done to a ticket, and what waits behind it."""
    more = (*items, ticket_item())
    yield "voice", _copy(_off(more, line=True).touch("begin").touch("always").touch("report"))
    yield (
        "hand_over/from the voice",
        _off(more, line=True).touch("begin").touch("always").touch("report").touch("to:rexian"),
    )
    for line in (True, False):
        walk = _off(more, line=line)
        walk.card = None
        walk.begin(items[1]).walk_to(Page.IDENTIFY).send(e.DeviceChanged(broken(READER, "disconnected")))
        mark = "" if line else "/offline"
        yield f"identify/handing over{mark}", _copy(walk)
        walk.touch("hand_over")
        yield f"hand_over{mark}", _copy(walk)
        walk.touch("to:bangban")
        while walk.page is not Page.RATING:
            yield f"{walk.page}/of a ticket{mark}", _copy(walk)
            walk.past_page()
    scanned = (
        _off(more, line=True).begin(items[2]).walk_to(Page.MATERIALS).touch("diagnosis:scan").touch("take")
    )
    yield (
        "hand_over/a page behind",
        scanned.send(e.DeviceChanged(broken("camera", "no_frames"))).touch("hand_over"),
    )
    full = _off(more, line=True).send(e.RoomChanged(ok=False, code="disk_full"))
    yield "out_of_service/no room", _copy(full)
    yield "hand_over/no room", full.touch("hand_over")


def _looking_for(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    """On the way to an item by the trees and by typing."""
    tree = _off(items, line=True).touch("begin").touch("person")
    yield "tree", _copy(tree)
    yield "branch", _copy(tree.touch("person-first"))
    yield "branch/its second page", _copy(tree.touch("page_after"))
    yield "branch/a guide chosen there", tree.touch("guide-8")
    yield "elsewhere", _off(items, line=True).touch("begin").touch("always").touch("elsewhere")
    outlets = _off(items, line=True).send(e.OutletsHeard(news(report("QH04"))))
    yield "outlets", _copy(outlets.touch("begin").touch("always").touch("outlets"))
    yield "outlets/turned", outlets.touch("page_after")
    number = _off(items, line=True).touch("begin").touch("code")
    yield "code", _copy(number.touch("key:7"))
    yield "code/of no use", number.send(e.CodeScanned("https://example.test/"))
    yield from _verifying(items)
    search = _off(items, line=True).touch("begin").touch("search")
    yield "search", _copy(search)
    search.vocabulary = "社保"
    yield "search/composing", _copy(search.touch("key:s").touch("key:b"))
    yield "search/nothing found", _copy(search).touch("key:q").touch("key:q")
    yield "search/found", _copy(search.touch("candidate:0"))
    yield "search/an item chosen there", search.touch(items[0].id)


def own_case_stations(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    """From the home page to one case, what can go wrong on the way, and what can be done about it."""
    yield "cases/offline", _off(items, line=False).touch("begin").touch("cases")
    away = _off(items, line=True)
    away.card = None
    yield "cases_card/no card", _copy(away.touch("begin").touch("cases"))
    yield "cases_card/trouble", away.send(e.CardTrouble("card_moved", "resident"))
    walk = _off(items, line=True).touch("begin").touch("cases")
    yield "cases_card", _copy(walk)
    yield "cases/none", _copy(walk).touch("next")
    asking = _copy(walk)
    asking.silent.add(do.AskProgress)
    yield "cases/asking", asking.touch("next")
    walk.own = own_desk(items)
    yield "cases", _copy(walk.touch("next"))
    yield "cases/second page", _copy(walk).touch("page_after")
    yield "case/done", _copy(walk).touch(f"case:{walk.own.cases[2].case_number}")
    printing = _copy(walk).touch(f"case:{walk.own.cases[2].case_number}")
    printing.silent.add(do.PrintDocument)
    yield "case/printing", printing.touch("print:doc-9")
    walk.touch(f"case:{walk.own.cases[0].case_number}")
    yield "case", _copy(walk)
    yield "case/withdraw asked", _copy(walk).touch("withdraw")
    yield "case/withdrawn", _copy(walk).touch("withdraw").touch("withdraw_now")
    waiting = _copy(walk)
    waiting.silent.add(do.FetchCaseForm)
    yield "case/asking for the form", waiting.touch("mend")
    moved = _copy(walk)
    moved.own.refuses = "moved_on"
    yield "case/moved on", moved.touch("mend")
    mending = _copy(walk).touch("mend")
    yield "mending/consent", _copy(mending)
    for page in (Page.FORM, Page.MATERIALS):
        yield f"mending/{page}", _copy(mending.walk_to(page))
    later = _copy(walk).touch("back").touch(f"case:{walk.own.cases[1].case_number}")
    yield "case/owed", _copy(later)
    yield "supplement/materials", _copy(later.touch("supplement").touch("agree"))
    yield "supplement/scan", later.touch("place_lease:scan").touch("take")


def own_desk(items: tuple[Item, ...]) -> CaseDesk:
    """Of somebody with one case to mend, one that owes a paper, one that is done, and more than fit a page."""
    item = items[1]
    done = _off(items, line=True).begin(item).walk_to(Page.CHECK).state.here
    why = Reason(field="place_detail", text_zh="经营场所写得不清楚", text_en="The place is not clear.")
    materials = (
        handed_in("place_promise", trust=MaterialTrust.D, promise_version="2026-11"),
        handed_in("place_lease", deferred_until=AT.date()),
    )
    cases = [
        progress(item, 1, CaseState.TO_MEND, reasons=(why,), mendable=True),
        progress(item, 2, CaseState.IN_REVIEW, owed=(owed_lease(),), supplementable=True),
        progress(items[0], 3, CaseState.DONE, papers=(paper(),)),
        *(progress(item, number, CaseState.REFUSED, reasons=(why,)) for number in range(4, 9)),
    ]
    return CaseDesk(cases, dict(done.answers), materials, (why,))


def own_form(world: World) -> CaseForm:
    item = world.state.machine.items[1]
    return CaseForm(
        key=MENDED,
        case_number="QH01-1",
        office_number="",
        item_id=item.id,
        state=CaseState.TO_MEND,
        answers={},
    )


def _own_order(world: World) -> UUID:
    visit = world.state.visit
    order = visit.progress.order if visit is not None else None
    return order or world.fresh()


def _verifying(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    """A paper under the camera or before the reader, as far as it can go."""
    ready = _off(items, line=True).send(e.DeviceChanged(healthy(CAMERA)))
    page = ready.touch("begin").touch("always").touch("verify")
    yield "verify", _copy(page)
    yield "verify/looking", _copy(page.touch("look"))
    page.send(e.CodeScanned(PAPER_CODE))
    yield "verify/checking", _copy(page)
    order = page.state.here.verifying.order
    assert order is not None
    yield "verify/altered", _copy(page).send(e.PaperChecked(order, "paper_altered"))
    yield "verify/asking", _copy(page.send(e.PaperChecked(order, "genuine", PAPER)))
    yield "verify/hub away", page.send(e.PaperStanding(order, None))


def _copy(world: World) -> World:
    """The same moment, free to go another way."""
    twin = World(world.state, world.at, world.wall, world.card, ids=world.ids)
    twin.numbers, twin.chip, twin.own = dict(world.numbers), world.chip, replace(world.own)
    twin.effects, twin.events = list(world.effects), list(world.events)
    return twin


def _odd_moments(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    """Moments in which something is open or went wrong."""
    printing, collecting, deciding, joining = items

    def walk(item: Item, page: Page, **where: int) -> World:
        return _off(items, line=True).begin(item).walk_to(page, **where)

    waiting = _off(items, line=True)
    waiting.card = None
    yield "identify/no card", _copy(waiting.begin(printing).walk_to(Page.IDENTIFY))
    yield "identify/trouble", waiting.send(e.CardTrouble("card_moved", "resident"))
    typing = walk(collecting, Page.FORM, form_at=1)
    typing.vocabulary = "杏花"
    yield "form/composing", _copy(typing.touch("key:x").touch("key:h"))
    yield "form/drawing", typing.touch("writing:handwriting").send(e.Drew(INK))
    yield "form/problems", walk(collecting, Page.FORM).touch("next")
    asking = walk(printing, Page.FORM, form_at=3)
    asking.silent.add(do.AskHub)
    yield "preview/asking", _copy(asking.touch("next"))
    yield "preview/failed", asking.send(e.QueryFailed("hub_error", "nobody"))
    recorded = _off(items, line=True)
    recorded.silent.add(do.AskHub)
    yield "records/asking", _copy(recorded.begin(deciding).walk_to(Page.IDENTIFY).touch("next"))
    yield "records/failed", _copy(recorded).send(e.QueryFailed("hub_error", "nobody"))
    yield "not_eligible/by record", recorded.send(e.QueryAnswered(_all_paid(recorded)))
    early = walk(deciding, Page.FORM)
    begun = next(one for one in early.questions() if one.id == "since_day")
    early.fill().put_in(begun, early.wall.date().isoformat())
    yield "not_eligible/by answer", early.touch("next")
    yield from _taking_along(items)
    yield "form/parts", walk(joining, Page.FORM).touch("parts:certificate").touch("parts:household")
    laid = walk(deciding, Page.MATERIALS).touch("diagnosis:scan")
    yield "scan", _copy(laid)
    yield "scan/one page", _copy(laid).touch("take")
    yield "scan/two pages", _copy(laid).touch("take").touch("take")
    yield "scan/failed", _copy(laid).send(e.DeviceChanged(broken("camera", "no_frames")))
    laid.silent.add(do.TakePicture)
    yield "scan/taking", _copy(laid.touch("take"))
    order = laid.last(do.TakePicture)
    assert isinstance(order, do.TakePicture)
    yield "scan/not taken", laid.send(e.PageNotTaken(order.order, "no_frames", "site_keeper"))
    saving = walk(printing, Page.SIGN)
    saving.silent |= {do.AcceptCase, do.SyncNow}
    saving.send(e.Drew(INK)).touch("next")
    key = saving.state.here.key
    assert key is not None
    yield "submitting", _copy(saving)
    yield "submitting/silence", _copy(saving).past_deadlines(lambda s: s.here.trouble is not None)
    yield "submitting/refused", _copy(saving).send(e.CaseNotAccepted(key, "disk_full", "engineer"))
    yield "submitting/taken in", saving.send(e.CaseAccepted(key, "QH01-000009", saving.wall))
    paper = walk(collecting, Page.SIGN)
    paper.silent.add(do.PrintSlip)
    yield "result/printing", paper.past_page()
    torn = walk(collecting, Page.SIGN)
    torn.instead[do.PrintSlip] = _print_fails
    yield "result/no paper", torn.past_page()
    sheet = walk(printing, Page.SIGN)
    sheet.silent.add(do.PrintDocument)
    yield "result/printing the document", sheet.past_page()
    jammed = walk(printing, Page.SIGN)
    jammed.instead |= {do.PrintSlip: _print_fails, do.PrintDocument: _print_fails}
    yield "result/neither paper", jammed.past_page()
    for page in (Page.HOME, Page.FORM, Page.CHECK, Page.RESULT):
        away = walk(collecting, page) if page is not Page.HOME else _off(items, line=True).touch("begin")
        yield f"{page}/still there", away.past_deadlines(lambda s: s.over == "still_there")
    yield "rating_why/ticked", walk(collecting, Page.RATING).touch("satisfied").touch("412")
    yield "form/ask exit", walk(collecting, Page.FORM).touch("exit")
    yield "attract/help", _off(items, line=True).touch("help")
    yield "form/help", walk(collecting, Page.FORM).touch("help")
    yield "result/help offline", _off(items, line=False).begin(collecting).walk_to(Page.RESULT).touch("help")
    yield "attract/ways", _off(items, line=True).touch("comfort")
    yield "form/ways", walk(collecting, Page.FORM).touch("comfort")
    yield "home/languages", _off(items, line=True).touch("begin").send(e.OpenLanguages())


def _taking_along(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    """From a guide, without applying for anything."""
    _, collecting, deciding, _ = items
    listed = _off(items, line=False).begin(collecting).touch("checklist")
    yield "checklist", _copy(listed)
    ticking = _off(items, line=True).begin(deciding).touch("checklist")
    for option in ticking.view.body.options:
        ticking.touch(option.id)
    yield "checklist/cases ticked", ticking
    listed.silent.add(do.PrintSlip)
    yield "checklist/printing", _copy(listed.touch("print"))
    late = _copy(listed).past_deadlines(lambda s: s.here.takeaway.slip.printing != "printing")
    yield "checklist/no answer of the printer", late
    yield "checklist/printed", listed.send(e.Printed(listed.state.here.takeaway.job))


def _asked(world: World) -> UUID:
    visit = world.state.visit
    order = visit.appointing.order if visit is not None else None
    return order if order is not None else world.fresh()


def _all_paid(world: World) -> QueryAnswer:
    return world.found().model_copy(update={"facts": {**world.facts(), "months_paid": 36}})


def examples(world: World) -> dict[type[e.Event], e.Event]:
    """One example of every kind of event, fitting this state as well as it can."""
    visit, help_ = world.state.visit, world.state.help
    key: UUID = visit.key if visit is not None and visit.key is not None else world.fresh()
    fields = visit.item.fields() if visit is not None and visit.item is not None else ()
    field = fields[0].id if fields else "phone"
    taking = visit.scanning.order if visit is not None and visit.scanning is not None else None
    checking = visit.verifying.order if visit is not None else None
    door = (visit.upkeep.order if visit is not None else None) or key
    made: tuple[e.Event, ...] = (
        e.Touched(),
        e.Begin(),
        e.SetLanguage("en"),
        e.SetComfort(Wish.CONTRAST, on=True),
        e.OpenComfort(),
        e.OpenLanguages(),
        e.CloseComfort(),
        e.ChooseItem(world.state.machine.items[0].id),
        e.OpenTree("person"),
        e.OpenBranch("person-first"),
        e.OpenSearch(),
        e.OpenElsewhere(),
        e.OpenOutlets(),
        e.OutletsHeard(news(report("QH04"), whole=False)),
        e.OpenChecklist(),
        e.ToggleCase("lease"),
        e.PrintChecklist(),
        e.OpenCodes(),
        *box_examples(world),
        e.OpenAppointment(),
        e.OpenOwnAppointments(),
        e.Pick("hall"),
        e.MoveAppointment(),
        e.CancelAppointment(),
        e.AppointmentsTold(_asked(world), SlotsTold(item_id="x", as_of=world.wall, slots=())),
        e.AppointmentsFailed(_asked(world), "time_full", "resident"),
        e.CodeScanned(PAPER_CODE),
        e.OpenCases(),
        e.OpenCase(MENDED),
        e.MendCase(supplement=False),
        e.AskWithdraw(),
        e.WithdrawCase(),
        e.KeepCase(),
        e.PrintPaper("doc-9"),
        e.ProgressTold(_own_order(world), ProgressAnswer(cases=tuple(world.own.cases), as_of=AT)),
        e.ProgressFailed(_own_order(world), "moved_on", "nobody"),
        e.CaseFormGiven(_own_order(world), own_form(world), supplement=False),
        e.CaseWithdrawn(_own_order(world), progress(world.state.machine.items[1], 1, CaseState.WITHDRAWN)),
        e.PaperGiven(_own_order(world), OwnDocument(document=document(), again=True)),
        e.OpenVerify(),
        e.LookUnderCamera(),
        e.NoCodeSeen(checking or key),
        e.PaperChecked(checking or key, "genuine", PAPER),
        e.PaperStanding(checking or key, PaperStatus(code=PAPER.code, known=True)),
        e.TurnPage(1),
        e.OpenVoice(),
        e.OpenHandOver(str(world.page), (Line("said_1", Text(zh="没有查到", en="Nothing found")),)),
        e.ChooseWindow("bangban"),
        e.LeaveHandOver(),
        e.GoNext(),
        e.GoBack(),
        e.AskExit(),
        e.ConfirmExit(),
        e.KeepGoing(),
        e.Agree(),
        e.Answered(field, "summary"),
        e.Toggled("insurances", "pension"),
        e.FocusField(field),
        e.KeyPressed("1"),
        e.PinKey("1"),
        e.PickCandidate("杏花", 2),
        e.SetWriting(Mode.HANDWRITING),
        e.TurnWords(1),
        e.JumpTo(field),
        e.SetPromise("place_promise", agreed=True),
        e.SetLater("place_lease", later=True),
        e.SetLicence("household", agreed=True),
        e.OpenScan("diagnosis"),
        e.ToWindow("diagnosis"),
        e.TakePage(),
        e.RetakePage(Retake.BLURRED),
        e.ShowPage(0),
        e.PageTaken(taking or key, world.page_note(), PICTURE, edges=True),
        e.PageNotTaken(taking or key, "no_frames", "site_keeper"),
        e.Drew(INK),
        e.ClearSignature(),
        e.ConfirmByKey(),
        e.AskCopy(),
        e.TryAgain(),
        e.GoOnWithout(),
        e.Rate(Grade.SATISFIED),
        e.ToggleTag("412"),
        e.SkipRating(),
        e.CallHelp(),
        e.CloseHelp(),
        e.EndHelp(),
        e.SayToHelper("我不会操作"),
        e.TimePassed(),
        e.DeviceChanged(broken(PRINTER, "cover_open")),
        e.CardRead(world.card) if world.card else e.CardTrouble("card_moved", "resident"),
        e.CardTrouble("card_moved", "resident"),
        e.CardPresence(present=True),
        e.SocialCardRead(CARD, world.chip.id_number if world.chip else SOMEBODY_ELSE.id_number),
        e.SocialCardTrouble("card_mute", "resident"),
        e.CardStepDone(job_id(world.state) if visit is not None else "1"),
        e.CardStepFailed(job_id(world.state) if visit is not None else "1", "card_moved", "resident"),
        e.Printed(f"{key}/receipt/1"),
        e.PrintFailed(f"{key}/receipt/1", "paper_jam", "site_keeper"),
        e.CaseAccepted(key, "QH01-000009", world.wall),
        e.CaseNotAccepted(key, "disk_full", "engineer"),
        e.CaseAnswered(world.answer_to(key)),
        e.CaseSetAside(key, "unknown_item"),
        e.LineChanged(up=False),
        e.RoomChanged(ok=False),
        e.PresenceChanged(present=True),
        e.OpenDoor(),
        e.StaffAdmitted(door, "K-01"),
        e.StaffRefused(door, "wrong"),
        e.StoreTold(door, StoreFacts(2, 1, world.wall)),
        e.DoAct(Act.TEST_RECEIPT),
        e.ActDone(door),
        e.OpenClosure(),
        e.ChooseClosure(why=Why.REPAIR),
        e.SetClosure(closed=True),
        e.QueryAnswered(world.found()),
        e.QueryFailed("timeout_unknown", "nobody"),
        e.HelpUpdated(help_.key if help_ else key, HelpState.CLOSED, None, ()),
        e.HelpUnreachable(help_.key if help_ else key),
        e.DocumentRendered("doc-1", PICTURE),
        e.CandidatesFound("xh", (("杏花", 2),)),
        e.InkRead(1, ("杏", "李")),
        e.WordsSuggested("杏", ("花",)),
        e.WritingLost(Mode.HANDWRITING),
        e.WritingMissing(frozenset({Mode.PINYIN})),
        e.Wiped(),
    )
    return {type(one): one for one in made}


def copies(items: tuple[Item, ...]) -> Callable[[], Iterator[tuple[str, World]]]:
    """The stations as often as they are asked for, walked to only once."""
    walked = [(name, _copy(world)) for name, world in stations(items)]
    return lambda: ((name, _copy(world)) for name, world in walked)


def twin(world: World) -> World:
    return _copy(world)
