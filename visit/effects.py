"""What a visit asks the roof to do. An effect is an order, its result comes back as an event."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from contract.attachment import AttachmentNote
    from contract.card_pin import CardReport, CardScript, SocialCard
    from contract.case import Answer, Applicant, Consent, Document, Material
    from contract.codes import Grade
    from contract.help import HelpCall
    from contract.message import Message
    from contract.query import Query
    from visit.held.page_picture import PagePicture
    from visit.held.upkeep import Act, Closure


class Effect:
    """Base of all effects."""


@dataclass(frozen=True)
class ClaimDevices(Effect):
    """A visit begins: every device drops what arrived while nobody asked."""


@dataclass(frozen=True)
class ReleaseDevices(Effect):
    """The visit is over: every device forgets."""


@dataclass(frozen=True)
class ReadIdCard(Effect):
    """Read until a card was read, or `StopReading`."""


@dataclass(frozen=True)
class StopReading(Effect):
    pass


@dataclass(frozen=True)
class ReadSocialCard(Effect):
    """Read until a chip card was read, or `StopReading`."""


@dataclass(frozen=True)
class ListenForCodes(Effect):
    """Tell of every code that is laid before the reader, until `StopListening`. Listening twice is listening once."""


@dataclass(frozen=True)
class StopListening(Effect):
    pass


@dataclass(frozen=True)
class CheckPaper(Effect):
    """Check the signature in a paper's code, then ask the hub whether the paper still holds."""

    order: UUID
    text: str = field(repr=False)


@dataclass(frozen=True)
class ReadCodeUnderCamera(Effect):
    """Look for a code under the document camera; the picture is kept nowhere."""

    order: UUID


@dataclass(frozen=True)
class AskAppointments(Effect):
    """One question of `contract/appointment.py`; its answer comes with the order."""

    order: UUID
    message: Message = field(repr=False)


@dataclass(frozen=True)
class ShowTicket(Effect):
    """Look at the signature of a ticket, and ask the hub what it is worth. One `key` is one showing."""

    order: UUID
    key: UUID
    text: str = field(repr=False)


@dataclass(frozen=True)
class RunCardScript(Effect):
    """The issuer's commands to the card in the reader; to no other card than the script's."""

    job_id: str
    script: CardScript = field(repr=False)


@dataclass(frozen=True)
class ChangeCardPin(Effect):
    """To no other card than this."""

    job_id: str
    card_id: str = field(repr=False)
    old: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True)
class TryCardPin(Effect):
    """Ask the card whether it takes this PIN; to no other card than this."""

    job_id: str
    card_id: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True)
class ReportCard(Effect):
    """Tell the hub what became of the card of an approved case."""

    report: CardReport


@dataclass(frozen=True)
class AskHub(Effect):
    query: Query


@dataclass(frozen=True)
class AskProgress(Effect):
    """The cases of an applicant, or the one of a receipt of which nobody was asked for a name."""

    order: UUID
    applicant: Applicant | None = field(repr=False)
    receipt: str = field(default="", repr=False)


@dataclass(frozen=True)
class FetchCaseForm(Effect):
    order: UUID
    applicant: Applicant = field(repr=False)
    key: UUID
    supplement: bool


@dataclass(frozen=True)
class SendWithdrawal(Effect):
    order: UUID
    applicant: Applicant = field(repr=False)
    key: UUID


@dataclass(frozen=True)
class FetchPaper(Effect):
    """To be printed; the order is the key of this print."""

    order: UUID
    applicant: Applicant = field(repr=False)
    document_id: str


@dataclass(frozen=True)
class CaseFacts:
    """All of a case but what the store adds: sequence, number and terminal."""

    key: UUID
    item_id: str
    item_version: str
    confirmed_at: datetime
    """When the resident confirmed: the same at every attempt, or the store takes a repeat for another case."""
    clock_trusted: bool
    accepted_offline: bool
    promised_date: date | None
    applicant: Applicant | None
    """None only of an item for which nobody is asked who they are."""
    answers: dict[str, Answer] = field(hash=False)
    materials: tuple[Material, ...]
    consent: Consent
    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)
    confirmed_by_key: bool
    """With the keypad, instead of a signature."""
    card: SocialCard | None = None
    attachments: tuple[AttachmentNote, ...] = ()
    mends: UUID | None = None
    """Key of what was handed in before, when this is the same case mended."""


@dataclass(frozen=True)
class AcceptCase(Effect):
    """Commit the case to disk; nothing is shown as accepted before `CaseAccepted`."""

    facts: CaseFacts


@dataclass(frozen=True)
class TakePicture(Effect):
    """One page under the document camera: found, made straight, sealed on disk, and only then told as taken."""

    order: UUID


@dataclass(frozen=True)
class DropPage(Effect):
    """Erase a page that no case has taken over."""

    attachment: UUID


@dataclass(frozen=True)
class SyncNow(Effect):
    """Try the line at once instead of at the next turn."""


@dataclass(frozen=True)
class SlipLine:
    label: str
    value: str


@dataclass(frozen=True)
class Slip:
    """What stands on a receipt or slip; how it is laid out on paper is the roof's business."""

    kind: str
    """`receipt` or `help`."""
    title: str
    number_label: str
    number: str
    lines: tuple[SlipLine, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    qr: str = ""
    qr_caption: str = ""
    """Leads to the document that came out of the case."""
    proof: str = ""
    proof_caption: str = ""
    """The terminal's signature; a paper away from the other code, so that a phone sees one of them at a time."""
    footer: tuple[str, ...] = ()
    watermark: str = ""
    """演示样张 · 无效 in the demo realm."""
    reprint: str = ""
    """Not empty on a second print, so that two papers cannot pass for two cases."""
    also: Slip | None = None
    """The same in the resident's own language, below; its number and codes stand above."""


@dataclass(frozen=True)
class PrintSlip(Effect):
    job_id: str
    slip: Slip


@dataclass(frozen=True)
class PrintDocument(Effect):
    """On A4, one copy."""

    job_id: str
    document: Document = field(repr=False)


@dataclass(frozen=True)
class CopyWords:
    """What stands on every sheet of a copy."""

    mark: str
    """副本, across the page."""
    title: str
    made: str
    case: str
    pages: tuple[str, ...]
    """One for each sheet: which of how many it is."""
    watermark: str
    """演示样张 · 无效 in the demo realm, else empty."""


@dataclass(frozen=True)
class PrintCopy(Effect):
    """On A4, one sheet for each picture."""

    job_id: str
    pages: tuple[PagePicture, ...] = field(repr=False)
    words: CopyWords


@dataclass(frozen=True)
class RenderDocument(Effect):
    document: Document


@dataclass(frozen=True)
class OpenBox(Effect):
    """Of the locker, if this code may: it opens one box, once."""

    job: UUID
    code: str = field(repr=False)


@dataclass(frozen=True)
class CancelBox(Effect):
    """Whoever typed the code went away: drive no lock that was not driven yet."""

    job: UUID


@dataclass(frozen=True)
class SettleBox(Effect):
    """What staff say of the box that was opened for them."""

    job: UUID
    inside: bool


@dataclass(frozen=True)
class BoxEmpty(Effect):
    """The resident found nothing in the box: staff look into it."""

    job: UUID


@dataclass(frozen=True)
class SendRating(Effect):
    key: UUID
    case_number: str | None
    grade: Grade
    rated_at: datetime
    item_id: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenHelp(Effect):
    call: HelpCall


@dataclass(frozen=True)
class SayToHub(Effect):
    call: UUID
    key: UUID
    text: str = field(repr=False)


@dataclass(frozen=True)
class CloseHelpCall(Effect):
    call: UUID


@dataclass(frozen=True)
class LookUpPinyin(Effect):
    letters: str = field(repr=False)
    part: str = ""
    """Of a person's name: `whole`, or `given` when the surname stands there; empty for anything else."""


@dataclass(frozen=True)
class LookUpStrokes(Effect):
    """横竖撇点折 as 1 to 5, * for one that is not known."""

    strokes: str = field(repr=False)


@dataclass(frozen=True)
class ReadInk(Effect):
    """What was drawn with the finger; without strokes: be ready, somebody is about to draw."""

    drawn: int
    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)
    aspect: float
    """Width of the field by its height."""


@dataclass(frozen=True)
class SuggestWords(Effect):
    """What often follows these characters."""

    after: str = field(repr=False)


@dataclass(frozen=True)
class Greet(Effect):
    """Say one short sentence into the hall, to whoever has come; it says nothing of anybody."""

    text: str
    language: str


@dataclass(frozen=True)
class CheckStaffPass(Effect):
    """Whether the hub let this one of the staff in, here and now; noted in the audit trail either way."""

    order: UUID
    text: str = field(repr=False)


@dataclass(frozen=True)
class CheckStaffPin(Effect):
    """The same of a PIN, which takes a moment."""

    order: UUID
    pin: str = field(repr=False)


@dataclass(frozen=True)
class LookAtStore(Effect):
    """For staff: how much waits, and when the hub was last heard."""

    order: UUID


@dataclass(frozen=True)
class DoUpkeep(Effect):
    order: UUID
    act: Act
    device: str = ""


@dataclass(frozen=True)
class KeepClosure(Effect):
    """Also over a restart; None: in service."""

    closure: Closure | None


@dataclass(frozen=True)
class NoteStaff(Effect):
    """In the audit trail: who came in, and that they left."""

    staff: str
    entered: bool


@dataclass(frozen=True)
class Wipe(Effect):
    """Clear every cache, picture and buffer that held something of the visit, then say `Wiped`."""


@dataclass(frozen=True)
class Note(Effect):
    """One line for staff in the log; never a person's data."""

    code: str
    detail: str = ""
