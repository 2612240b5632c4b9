"""Every (page, overlay, event) triple is decided, and the decisions are these. `pytest -s` prints the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_invariants import Ledger, check_state, check_step
from visit_stations import copies, examples, twin

from visit import events as e
from visit.handlers.presence import next_deadline
from visit.held.page import IDLE_PAGES, Over, Page
from visit.table import BY_PAGE, EVERYWHERE, UNDER, WHILE_VISITING, decide
from visit.turn import ignore_late, ignore_stale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from visit_world import World

    from catalogue.model import Item

IGNORED = {ignore_late, ignore_stale}
ALWAYS = "Touched SetLanguage OpenLanguages SetComfort OpenComfort CallHelp OpenHandOver"
WRITING = "KeyPressed PickCandidate TurnWords SetWriting Drew"
WRITTEN = "CandidatesFound InkRead WordsSuggested WritingLost"
LIVE = {
    Page.STARTING: "",
    Page.OUT_OF_SERVICE: "Begin OpenDoor",
    Page.STAFF_DOOR: "PinKey GoNext GoBack AskExit",
    Page.MAINTENANCE: "DoAct TryAgain OpenClosure SetClosure AskExit",
    Page.CLOSURE: "ChooseClosure SetClosure GoBack AskExit",
    Page.ATTRACT: "Begin",
    Page.HOME: "ChooseItem OpenTree OpenSearch OpenCodes OpenCases AskExit",
    Page.CODE: "KeyPressed GoNext OpenOwnAppointments GoBack AskExit",
    Page.TICKET_SHOWN: "OpenAppointment OpenOwnAppointments TryAgain GoNext GoBack AskExit",
    Page.APPOINT: "Pick TurnPage OpenOwnAppointments TryAgain GoBack AskExit",
    Page.APPOINT_WHO: "TryAgain GoNext GoBack AskExit",
    Page.APPOINT_PHONE: "KeyPressed GoNext GoBack AskExit",
    Page.APPOINTMENTS: "Pick TurnPage TryAgain GoBack AskExit",
    Page.APPOINTMENT: (
        "MoveAppointment CancelAppointment OpenOwnAppointments TryAgain GoOnWithout GoNext AskExit"
    ),
    Page.BOX: "NothingInside NotPutIn TryAgain GoNext GoBack AskExit",
    Page.VERIFY: "LookUnderCamera TryAgain GoBack AskExit",
    Page.VOICE: "ChooseItem GoBack AskExit",
    Page.HAND_OVER: "ChooseWindow TurnPage GoBack AskExit",
    Page.HAND_OVER_TOLD: "Toggled GoNext GoBack AskExit",
    Page.TREE: "OpenCases OpenOutlets OpenVoice OpenBranch OpenElsewhere OpenVerify TurnPage GoBack AskExit",
    Page.ELSEWHERE: "TurnPage GoBack AskExit",
    Page.BRANCH: "ChooseItem TurnPage GoBack AskExit",
    Page.SEARCH: f"OpenCases {WRITING} ChooseItem TurnPage GoBack AskExit",
    Page.OUTLETS: "TurnPage GoBack AskExit",
    Page.CASES_CARD: "TryAgain GoNext GoBack AskExit",
    Page.CASES: "OpenCase TurnPage TryAgain GoBack AskExit",
    Page.CASE: "MendCase AskWithdraw WithdrawCase KeepCase PrintPaper GoBack AskExit",
    Page.CLOSED_ITEM: "OpenAppointment OpenOutlets ChooseItem GoBack AskExit",
    Page.GUIDE: "OpenAppointment OpenChecklist ChooseItem GoNext GoBack AskExit",
    Page.CHECKLIST: "ToggleCase PrintChecklist GoBack AskExit",
    Page.CONSENT: "Agree GoBack AskExit",
    Page.IDENTIFY: "TryAgain GoNext GoBack AskExit",
    Page.RECORDS: "TryAgain GoNext GoBack AskExit",
    Page.NOT_ELIGIBLE: "JumpTo GoBack AskExit",
    Page.FORM: f"Answered Toggled FocusField {WRITING} GoNext GoBack AskExit",
    Page.MATERIALS: "SetPromise SetLater SetLicence OpenScan ToWindow OpenChecklist GoNext GoBack AskExit",
    Page.SCAN: "TakePage RetakePage ShowPage GoNext GoBack AskExit",
    Page.PREVIEW: "TryAgain GoNext GoBack AskExit",
    Page.SOCIAL_CARD: "TryAgain GoNext GoBack AskExit",
    Page.NEW_PIN: "PinKey GoNext GoBack AskExit",
    Page.CHECK: "JumpTo GoNext GoBack AskExit",
    Page.SIGN: "Drew ClearSignature ConfirmByKey GoNext GoBack AskExit",
    Page.SUBMITTING: "TryAgain GoOnWithout",
    Page.CARD_WRITING: "TryAgain GoOnWithout",
    Page.RESULT: "AskCopy LeaveHandOver TryAgain GoOnWithout GoNext AskExit",
    Page.RATING: "Rate SkipRating AskExit",
    Page.RATING_WHY: "ToggleTag GoNext GoBack AskExit",
    Page.FAREWELL: "",
}
"""Touches that do something on each page, besides `ALWAYS`. A change of the table must be made here too."""

LIVE_UNDER = {
    Over.STILL_THERE: "KeepGoing ConfirmExit",
    Over.ASK_EXIT: "KeepGoing ConfirmExit",
    Over.HELP: "CloseHelp EndHelp SayToHelper",
    Over.COMFORT: "CloseComfort",
    Over.LANGUAGES: "",
}

NEWS_EVERYWHERE = (
    "TimePassed DeviceChanged LineChanged PresenceChanged RoomChanged OutletsHeard CardPresence HelpUpdated "
    "HelpUnreachable Printed PrintFailed Wiped PageTaken WritingMissing"
)
NEWS = {
    Page.ATTRACT: "CodeScanned",
    Page.OUT_OF_SERVICE: "CodeScanned",
    Page.STAFF_DOOR: "CodeScanned StaffAdmitted StaffRefused",
    Page.MAINTENANCE: "StoreTold ActDone",
    Page.CLOSURE: "StoreTold",
    Page.HOME: "CodeScanned",
    Page.CODE: "CodeScanned",
    Page.TICKET_SHOWN: "AppointmentsTold AppointmentsFailed",
    Page.APPOINT: "AppointmentsTold AppointmentsFailed",
    Page.APPOINT_WHO: "CardRead CardTrouble",
    Page.APPOINTMENTS: "AppointmentsTold AppointmentsFailed",
    Page.APPOINTMENT: "AppointmentsTold AppointmentsFailed",
    Page.BOX: "BoxOpened BoxRefused BoxShut BoxSettled",
    Page.VERIFY: "CodeScanned NoCodeSeen PaperChecked PaperStanding",
    Page.IDENTIFY: "CardRead CardTrouble",
    Page.RECORDS: "QueryAnswered QueryFailed",
    Page.CASES_CARD: "CardRead CardTrouble",
    Page.CASES: "ProgressTold ProgressFailed",
    Page.CASE: "CaseFormGiven CaseWithdrawn PaperGiven ProgressFailed",
    Page.SEARCH: WRITTEN,
    Page.FORM: WRITTEN,
    Page.PREVIEW: "QueryAnswered QueryFailed",
    Page.SOCIAL_CARD: "SocialCardRead SocialCardTrouble",
    Page.CARD_WRITING: "CardStepDone CardStepFailed",
    Page.SCAN: "PageNotTaken",
    Page.SUBMITTING: "CaseAccepted CaseNotAccepted CaseSetAside",
    Page.RESULT: "CaseSetAside",
}
"""News that is taken in on one page only; for the hub's answer and its pictures somebody must be visiting."""


def live(page: Page, over: Over, base: type[e.Event]) -> set[str]:
    kinds = [kind for kind in e.ALL_EVENTS if issubclass(kind, base)]
    return {kind.__name__ for kind in kinds if decide(page, over, kind) not in IGNORED}


def test_every_kind_of_event_is_a_touch_or_news() -> None:
    assert len(e.ALL_EVENTS) == len(set(e.ALL_EVENTS)) > 40
    assert all(issubclass(kind, e.UserEvent) != issubclass(kind, e.OutsideEvent) for kind in e.ALL_EVENTS)


def test_every_triple_has_a_handler() -> None:
    for page in Page:
        for over in Over:
            for kind in e.ALL_EVENTS:
                assert callable(decide(page, over, kind))


def test_no_kind_of_event_is_never_listened_to() -> None:
    heard = {*EVERYWHERE, *WHILE_VISITING}
    for table in (*BY_PAGE.values(), *UNDER.values()):
        heard |= set(table)
    assert heard == set(e.ALL_EVENTS)


@pytest.mark.parametrize("page", Page)
def test_touches_that_do_something_on_a_page(page: Page) -> None:
    assert live(page, Over.NOTHING, e.UserEvent) == {*ALWAYS.split(), *LIVE[page].split()}


@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("over", LIVE_UNDER)
def test_touches_that_do_something_under_an_overlay(page: Page, over: Over) -> None:
    assert live(page, over, e.UserEvent) == {*ALWAYS.split(), *LIVE_UNDER[over].split()}


@pytest.mark.parametrize("over", Over)
@pytest.mark.parametrize("page", Page)
def test_news_is_taken_in_whatever_lies_over_the_page(page: Page, over: Over) -> None:
    visiting = set() if page in IDLE_PAGES else {"CaseAnswered", "DocumentRendered"}
    expected = {*NEWS_EVERYWHERE.split(), *NEWS.get(page, "").split(), *visiting}
    assert live(page, over, e.OutsideEvent) == expected


def test_print_the_table() -> None:
    """For a reader of `pytest -s`: pages down, events across, as names of handlers."""
    for page in Page:
        print(f"\n{page}")
        for kind in e.ALL_EVENTS:
            handler = decide(page, Over.NOTHING, kind)
            if handler not in IGNORED and kind not in EVERYWHERE:
                print(f"    {kind.__name__:<18} {handler.__module__.rpartition('.')[2]}.{handler.__name__}")
    print("\neverywhere")
    for kind, handler in EVERYWHERE.items():
        print(f"    {kind.__name__:<18} {handler.__module__.rpartition('.')[2]}.{handler.__name__}")


@pytest.fixture(scope="module")
def everywhere(items: tuple[Item, ...]) -> Callable[[], Iterator[tuple[str, World]]]:
    return copies(items)


def test_the_stations_cover_every_page_and_overlay(
    everywhere: Callable[[], Iterator[tuple[str, World]]],
) -> None:
    stations = dict(everywhere())
    assert {world.page for world in stations.values()} == set(Page)
    assert {world.state.over for world in stations.values()} == set(Over)


def test_there_is_an_example_of_every_event(world: World) -> None:
    assert set(examples(world)) | {e.CardRead} == set(e.ALL_EVENTS)


def test_every_event_in_every_place_keeps_the_promises(
    everywhere: Callable[[], Iterator[tuple[str, World]]],
) -> None:
    steps = 0
    for name, world in everywhere():
        check_state(world.state)
        for kind, event in examples(world).items():
            other = twin(world)
            before = other.state
            try:
                effects = other.one(event)
                check_step(before, event, other.state, effects)
                if decide(before.page, before.over, kind) not in IGNORED:  # else it is the state of before
                    check_state(other.state)
            except Exception as error:
                error.add_note(f"at {name}, on {kind.__name__}")
                raise
            steps += 1
    assert steps > 40 * 46


def test_from_every_place_the_terminal_comes_to_rest_by_itself(
    everywhere: Callable[[], Iterator[tuple[str, World]]],
) -> None:
    """Nobody touches anything, nothing answers: within a quarter of an hour nobody's page is shown."""
    for name, world in everywhere():
        began, ledger = world.at, Ledger()
        for _ in range(120):
            if world.page in IDLE_PAGES - {Page.STARTING}:
                break
            before = world.state
            seconds = max(0.0, next_deadline(before) - world.at)
            world.at += seconds
            effects = world.one(e.TimePassed())
            check_step(before, e.TimePassed(), world.state, effects)
            ledger.take(before, e.TimePassed(), world.state, effects)
            check_state(world.state)
        assert world.page in IDLE_PAGES - {Page.STARTING}, f"{name} ends on {world.page}"
        assert world.at - began < 15 * 60, f"{name} takes {world.at - began:.0f} s"
