"""Everything that can happen to a visit. An event is a fact; what follows from it is decided in `step` alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from contract.appointment import Appointment, OwnTold, ShownTold, SlotsTold, Ticket
    from contract.attachment import AttachmentNote
    from contract.card_pin import SocialCard
    from contract.case import Answer, Applicant, CaseAnswer
    from contract.codes import Grade, HelpState
    from contract.help import HelpWords
    from contract.outlets import OutletsNow
    from contract.paper_proof import PaperStatement
    from contract.paper_status import PaperStatus
    from contract.progress import CaseForm, CaseProgress, OwnDocument, ProgressAnswer
    from contract.query import QueryAnswer
    from visit.hand_over import Line
    from visit.page_picture import PagePicture
    from visit.scanning import Retake


@dataclass(frozen=True)
class Event:
    """Base of all events."""


class UserEvent(Event):
    """Somebody touched something. One that no longer fits the page is ignored and noted."""


class OutsideEvent(Event):
    """A device, the store, the hub or the clock said something."""


# --- what the resident does ---------------------------------------------------------------------


@dataclass(frozen=True)
class Touched(UserEvent):
    """Any touch at all: somebody is there."""


@dataclass(frozen=True)
class Begin(UserEvent):
    """The attract screen was touched."""


@dataclass(frozen=True)
class SetLanguage(UserEvent):
    language: str


@dataclass(frozen=True)
class ChooseItem(UserEvent):
    item_id: str


@dataclass(frozen=True)
class OpenTree(UserEvent):
    """One of the ways to look at everything: 人生9件事, 企业3件事, 一件事, 随时可办."""

    tree: str


@dataclass(frozen=True)
class OpenBranch(UserEvent):
    """A stage of a life or of a business, on the page of its tree."""

    branch: str


@dataclass(frozen=True)
class OpenSearch(UserEvent):
    """To type what one is looking for."""


@dataclass(frozen=True)
class OpenCodes(UserEvent):
    """扫码或输入号码: whoever has a number already."""


@dataclass(frozen=True)
class OpenVerify(UserEvent):
    """核验证明: whoever was given a paper and wants to know whether it is genuine."""


@dataclass(frozen=True)
class LookUnderCamera(UserEvent):
    """The paper lies under the document camera: look for its code there."""


@dataclass(frozen=True)
class OpenAppointment(UserEvent):
    """预约: to choose a time for the item."""


@dataclass(frozen=True)
class OpenOwnAppointments(UserEvent):
    """To see, move or cancel what one has booked."""


@dataclass(frozen=True)
class Pick(UserEvent):
    """One line of a list of outlets, days, times or tickets."""

    value: str


@dataclass(frozen=True)
class MoveAppointment(UserEvent):
    pass


@dataclass(frozen=True)
class CancelAppointment(UserEvent):
    """Asked for, and once more when the page asked whether it is meant."""


@dataclass(frozen=True)
class OpenCases(UserEvent):
    """我的办件."""


@dataclass(frozen=True)
class OpenCase(UserEvent):
    """One of the own cases."""

    key: UUID


@dataclass(frozen=True)
class MendCase(UserEvent):
    """补正, or 补交: the case is filled in again, with what stood in it."""

    supplement: bool


@dataclass(frozen=True)
class AskWithdraw(UserEvent):
    """撤回: asked before it is done."""


@dataclass(frozen=True)
class WithdrawCase(UserEvent):
    """Yes, 撤回."""


@dataclass(frozen=True)
class KeepCase(UserEvent):
    """No, the case goes on."""


@dataclass(frozen=True)
class PrintPaper(UserEvent):
    """A paper that came out of an own case."""

    document_id: str


@dataclass(frozen=True)
class OpenElsewhere(UserEvent):
    """未进驻事项负面清单: what is not done in this hall, and where it is."""


@dataclass(frozen=True)
class OpenOutlets(UserEvent):
    """附近网点."""


@dataclass(frozen=True)
class OpenVoice(UserEvent):
    """反映问题: what could not be done, a number to ring, an opinion."""


@dataclass(frozen=True)
class OpenHandOver(UserEvent):
    """办不成事: let a person take it on."""

    page: str
    """Where it was touched."""
    lines: tuple[Line, ...] = field(repr=False)
    """What that page said went wrong, as it was shown."""
    target: str = ""
    """A window already chosen."""


@dataclass(frozen=True)
class ChooseWindow(UserEvent):
    """To whom it is handed over: an id of `handovers.yaml`."""

    target: str


@dataclass(frozen=True)
class LeaveHandOver(UserEvent):
    """From the ticket back to where it stopped."""


@dataclass(frozen=True)
class OpenChecklist(UserEvent):
    """要带什么: from a guide to the list of what this resident must bring."""


@dataclass(frozen=True)
class ToggleCase(UserEvent):
    """One case of that list was ticked or unticked."""

    case: str


@dataclass(frozen=True)
class PrintChecklist(UserEvent):
    """打印这张清单."""


@dataclass(frozen=True)
class TurnPage(UserEvent):
    """On (1) or back (-1) in a list that is longer than a page."""

    by: int


@dataclass(frozen=True)
class GoNext(UserEvent):
    """The page's main button."""


@dataclass(frozen=True)
class GoBack(UserEvent):
    """One page back."""


@dataclass(frozen=True)
class AskExit(UserEvent):
    """The exit button: asks first when something was begun."""


@dataclass(frozen=True)
class ConfirmExit(UserEvent):
    """Leave now and wipe."""


@dataclass(frozen=True)
class KeepGoing(UserEvent):
    """继续, on the question whether somebody is still there or wants to leave."""


@dataclass(frozen=True)
class Agree(UserEvent):
    """Agreed to the purpose text."""


@dataclass(frozen=True)
class Answered(UserEvent):
    """A field got a value by one touch (choice, yes/no, month, area)."""

    field: str
    value: Answer


@dataclass(frozen=True)
class Toggled(UserEvent):
    """One choice of several was ticked or unticked."""

    field: str
    choice: str


@dataclass(frozen=True)
class FocusField(UserEvent):
    """A field that is typed into was touched."""

    field: str


@dataclass(frozen=True)
class KeyPressed(UserEvent):
    """One on-screen key: a character, or `delete` or `clear`."""

    key: str


@dataclass(frozen=True)
class PinKey(UserEvent):
    """One key of a PIN: a digit, `delete` or `clear`. Not in its repr."""

    key: str = field(repr=False)


@dataclass(frozen=True)
class PickCandidate(UserEvent):
    """One of the words offered for the pinyin typed so far."""

    word: str
    used: int
    """How many letters of the pinyin the word uses up."""


@dataclass(frozen=True)
class TurnWords(UserEvent):
    """On (1) or back (-1) among the words offered for the pinyin typed so far."""

    by: int


@dataclass(frozen=True)
class JumpTo(UserEvent):
    """修改: from the check page to the page of this field."""

    field: str


@dataclass(frozen=True)
class SetPromise(UserEvent):
    """A promise (告知承诺) ticked or unticked; `agreed` false and nothing later means: hand it in at the window."""

    material: str
    agreed: bool


@dataclass(frozen=True)
class SetLater(UserEvent):
    """容缺: this material will be handed in later, or not."""

    material: str
    later: bool


@dataclass(frozen=True)
class SetLicence(UserEvent):
    """电子证照: it may be fetched for this item, or the resident brings the original to a window."""

    material: str
    agreed: bool


@dataclass(frozen=True)
class OpenScan(UserEvent):
    """Lay this material under the document camera."""

    material: str


@dataclass(frozen=True)
class ToWindow(UserEvent):
    """This material is not scanned: the original goes to a window."""

    material: str


@dataclass(frozen=True)
class TakePage(UserEvent):
    """拍这一页."""


@dataclass(frozen=True)
class RetakePage(UserEvent):
    """重拍 the page that is looked at."""

    reason: Retake


@dataclass(frozen=True)
class ShowPage(UserEvent):
    """Look at another page."""

    number: int
    """From 0."""


@dataclass(frozen=True)
class Drew(UserEvent):
    """One stroke of the signature; points in 0..1 of the field, y downwards."""

    stroke: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class ClearSignature(UserEvent):
    pass


@dataclass(frozen=True)
class AskCopy(UserEvent):
    """打印一份副本: of what was laid under the camera."""


@dataclass(frozen=True)
class TryAgain(UserEvent):
    """Repeat what failed on this page: query, submit, print."""


@dataclass(frozen=True)
class GoOnWithout(UserEvent):
    """Go on without what failed (e.g. without paper: the number is on the screen)."""


@dataclass(frozen=True)
class NothingInside(UserEvent):
    """The box that opened was empty."""


@dataclass(frozen=True)
class NotPutIn(UserEvent):
    """Staff shut the box without the thing in it."""


@dataclass(frozen=True)
class Rate(UserEvent):
    grade: Grade


@dataclass(frozen=True)
class ToggleTag(UserEvent):
    """One reason beside the grade (contract/rating_tags.py) was ticked or unticked."""

    code: str


@dataclass(frozen=True)
class SkipRating(UserEvent):
    """Not rated: nothing is sent."""


@dataclass(frozen=True)
class CallHelp(UserEvent):
    """呼叫帮办, in any state."""


@dataclass(frozen=True)
class CloseHelp(UserEvent):
    """Back to the page; the call goes on."""


@dataclass(frozen=True)
class EndHelp(UserEvent):
    """The resident no longer needs help."""


@dataclass(frozen=True)
class SayToHelper(UserEvent):
    text: str


# --- what comes from outside --------------------------------------------------------------------


@dataclass(frozen=True)
class TimePassed(OutsideEvent):
    """The next deadline of the state, or a new minute on the clock."""


@dataclass(frozen=True)
class DeviceHealth:
    """What a visit needs to know of a device; symbols of drivers/device.py as text."""

    device_class: str
    usable: bool
    state: str
    code: str = ""
    action: str = "nobody"
    paper: str = "not_supported"
    cover: str = "not_supported"


@dataclass(frozen=True)
class DeviceChanged(OutsideEvent):
    health: DeviceHealth


@dataclass(frozen=True)
class CardRead(OutsideEvent):
    applicant: Applicant


@dataclass(frozen=True)
class CardTrouble(OutsideEvent):
    code: str
    action: str


@dataclass(frozen=True)
class SocialCardRead(OutsideEvent):
    """The social security card in its reader, and whose it says it is."""

    card: SocialCard
    id_number: str = field(repr=False)


@dataclass(frozen=True)
class SocialCardTrouble(OutsideEvent):
    code: str
    action: str


@dataclass(frozen=True)
class CardStepDone(OutsideEvent):
    """The card itself said yes to one step of writing it."""

    job_id: str


@dataclass(frozen=True)
class CardStepFailed(OutsideEvent):
    job_id: str
    code: str
    """Also `script_used`: the card has obeyed this script before, and its one-time PIN was changed."""
    action: str


@dataclass(frozen=True)
class CardPresence(OutsideEvent):
    """Whether a card lies on the reader, or is in it; None when the reader cannot tell."""

    present: bool | None
    chip: bool = False
    """In the reader for chip cards, not on the one for identity cards."""


@dataclass(frozen=True)
class CodeScanned(OutsideEvent):
    """A code was laid before the reader, while the page listened for one. What it is: `visit/codes.py`."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class NoCodeSeen(OutsideEvent):
    """Under the document camera lies nothing with a code that can be read."""

    order: UUID


@dataclass(frozen=True)
class PaperChecked(OutsideEvent):
    """The signature of a paper's code, checked at this terminal."""

    order: UUID
    verdict: str
    """`genuine`, or why not (`visit/verifying.py`)."""
    statement: PaperStatement | None = field(default=None, repr=False)
    """What the paper must say, when it is genuine."""


@dataclass(frozen=True)
class PaperStanding(OutsideEvent):
    """What the hub knows of a genuine paper; None when it could not be reached."""

    order: UUID
    status: PaperStatus | None


@dataclass(frozen=True)
class AppointmentsTold(OutsideEvent):
    """The hub's answer to one question about appointments."""

    order: UUID
    answer: SlotsTold | Appointment | OwnTold | ShownTold


@dataclass(frozen=True)
class AppointmentsFailed(OutsideEvent):
    """No answer, or a no with the hub's own code word."""

    order: UUID
    code: str
    action: str
    genuine: Ticket | None = None
    """With no line: what stands in a ticket that the hub has signed."""


@dataclass(frozen=True)
class Printed(OutsideEvent):
    """The printer itself confirmed that the job came out."""

    job_id: str


@dataclass(frozen=True)
class PrintFailed(OutsideEvent):
    job_id: str
    code: str
    action: str


@dataclass(frozen=True)
class PageTaken(OutsideEvent):
    """The page is sealed on disk."""

    order: UUID
    note: AttachmentNote
    picture: PagePicture
    edges: bool
    """Whether the edges of the paper were found; else it is the whole frame."""


@dataclass(frozen=True)
class PageNotTaken(OutsideEvent):
    order: UUID
    code: str
    action: str


@dataclass(frozen=True)
class CaseAccepted(OutsideEvent):
    """The case is on disk, encrypted; only now may success be shown."""

    key: UUID
    number: str
    accepted_at: datetime
    proof: str = ""
    """What the code on the receipt says; nothing of a person."""


@dataclass(frozen=True)
class CaseNotAccepted(OutsideEvent):
    key: UUID
    code: str
    action: str


@dataclass(frozen=True)
class CaseAnswered(OutsideEvent):
    """The hub answered (at once or after the line came back)."""

    answer: CaseAnswer


@dataclass(frozen=True)
class CaseSetAside(OutsideEvent):
    """The hub refused to take the case in; it stays on disk and staff must act."""

    key: UUID
    code: str


@dataclass(frozen=True)
class LineChanged(OutsideEvent):
    up: bool


@dataclass(frozen=True)
class OutletsHeard(OutsideEvent):
    """The hub told how all terminals of the place are, or which of them changed."""

    news: OutletsNow


@dataclass(frozen=True)
class RoomChanged(OutsideEvent):
    """Whether the store can take another case."""

    ok: bool
    code: str = ""
    """Why not: `disk_full`, `disk_low`, `disk_error` or `safe_mode`."""


@dataclass(frozen=True)
class QueryAnswered(OutsideEvent):
    answer: QueryAnswer


@dataclass(frozen=True)
class QueryFailed(OutsideEvent):
    code: str
    action: str


@dataclass(frozen=True)
class ProgressTold(OutsideEvent):
    """The hub's word on the cases that were asked about."""

    order: UUID
    answer: ProgressAnswer = field(repr=False)


@dataclass(frozen=True)
class CaseFormGiven(OutsideEvent):
    """What was handed in, to be mended."""

    order: UUID
    form: CaseForm = field(repr=False)
    supplement: bool


@dataclass(frozen=True)
class CaseWithdrawn(OutsideEvent):
    order: UUID
    case: CaseProgress = field(repr=False)


@dataclass(frozen=True)
class PaperGiven(OutsideEvent):
    """A paper of an own case, as it is to be printed."""

    order: UUID
    paper: OwnDocument = field(repr=False)


@dataclass(frozen=True)
class ProgressFailed(OutsideEvent):
    """Of any question about own cases."""

    order: UUID
    code: str
    """Of the line, or the hub's own: `moved_on`, `no_such_case`, `no_such_paper`, `not_genuine`, `needs_identity`."""
    action: str


@dataclass(frozen=True)
class HelpUpdated(OutsideEvent):
    key: UUID
    state: HelpState
    helper: str | None
    words: tuple[HelpWords, ...]
    """All words so far, in order."""


@dataclass(frozen=True)
class HelpUnreachable(OutsideEvent):
    """The call could not reach the hub: it is queued, and a call-back slip is due."""

    key: UUID
    kept: bool = True
    """Whether it is on disk; when not even that worked, nobody may be told that it is noted."""


@dataclass(frozen=True)
class DocumentRendered(OutsideEvent):
    """The picture of a document's first page."""

    document_id: str
    picture: PagePicture


@dataclass(frozen=True)
class CandidatesFound(OutsideEvent):
    """Words for the pinyin `letters`, best first, with how many letters each uses up."""

    letters: str
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class BoxOpened(OutsideEvent):
    """The lock board says that the door is open, and it is on disk that the code is spent."""

    job: UUID
    purpose: str
    """`pick_up`, `put_in` or `take_back`."""
    box: int
    case_number: str
    item_zh: str
    item_en: str


@dataclass(frozen=True)
class BoxRefused(OutsideEvent):
    """No box opened."""

    job: UUID
    code: str
    action: str
    wait_s: int = 0
    """How long no code is taken, when that is why."""
    box: int = 0


@dataclass(frozen=True)
class BoxShut(OutsideEvent):
    """The lock board says that the door is shut again."""

    job: UUID


@dataclass(frozen=True)
class BoxSettled(OutsideEvent):
    """What staff said of what they put in is on disk; or why not."""

    job: UUID
    code: str = ""


@dataclass(frozen=True)
class Wiped(OutsideEvent):
    """The roof has cleared every cache that held something of the visit."""


# --- the envelope -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stamped:
    """An event with the time and the fresh id that the roof gives every event."""

    event: Event
    at: float
    """Monotonic seconds: for deadlines."""
    wall: datetime
    """Aware local time: for what is written down."""
    fresh_id: UUID
    clock_trusted: bool = True


def _leaves(root: type[Event]) -> list[type[Event]]:
    found: list[type[Event]] = []
    for kind in root.__subclasses__():
        found += _leaves(kind) or [kind]
    return found


ALL_EVENTS: tuple[type[Event], ...] = tuple(_leaves(Event))
"""Every kind of event; the table test decides each of them on every page."""
