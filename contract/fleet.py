"""Enrolment and heartbeat of a terminal."""

from __future__ import annotations

from hashlib import sha256

from pydantic import AwareDatetime, Field

from contract import clock
from contract.case import CaseChange
from contract.message import Message

READS_CHANGES = 2
"""What this program's terminals say in `Heartbeat.reads_changes`."""


class Enrolment(Message):
    """A new terminal introduces itself with a one-time code that staff read out to it."""

    terminal_id: str = Field(pattern=r"^[A-Z0-9]{4,12}$")
    code: str
    public_key: bytes = Field(min_length=32, max_length=32)
    """Ed25519, raw."""


class HubPapers(Message):
    """What makes a terminal's receipts verifiable by anybody (`contract/receipt_proof.py`), and papers by the terminal."""

    hub_key: bytes = Field(min_length=32, max_length=32)
    """The hub's public key for receipts. Ed25519, raw; pinned when the terminal is enrolled."""
    certificate: bytes = Field(max_length=1024)
    """The hub's word over the terminal's key and outlet."""
    verify_url: str = ""
    """The hub's public page; what a phone's camera opens."""
    paper_keys: bytes = Field(default=b"", max_length=4096)
    """The hub's keys for papers of departments (`contract/paper_keys.py`)."""

    def mark(self) -> str:
        """Tells these papers from others."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:32]


class Enrolled(Message):
    terminal_id: str
    outlet_zh: str
    outlet_en: str
    hub_time: AwareDatetime
    papers: HubPapers


class AuditRow(Message):
    """One row of a terminal's audit trail: its number and its hash, which stands for all rows up to it."""

    number: int = Field(ge=1)
    hash: bytes = Field(min_length=32, max_length=32)


class AuditHead(AuditRow):
    """The end of the trail, under the terminal's signature (`contract/audit_head.py`)."""

    signature: bytes = Field(min_length=64, max_length=64)
    named: AuditRow | None = None
    """The row that the hub named in its last answer, as it stands here now."""


class AuditAnchor(AuditHead):
    """The end that the hub keeps for this terminal."""

    kept_at: AwareDatetime


class DeviceReport(Message):
    """One device as the supervisor sees it; symbols of drivers/device.py as text."""

    device_class: str
    driver: str
    state: str
    paper: str
    cover: str
    media: str
    code: str
    action: str
    detail: str


class Heartbeat(Message):
    terminal_id: str
    sent_at: AwareDatetime
    version: str
    page: str
    """Name of the page only; never what is on it."""
    waiting_cases: int
    aside_cases: int = 0
    """Records that the hub refused or that do not open: on the terminal's disk until an engineer looks."""
    papers: str = ""
    """Mark of the hub's papers that the terminal holds."""
    audit: AuditHead | None = None
    """None when the store cannot be asked."""
    safe_mode: bool = False
    """A damaged store was put aside: the terminal takes in no case until an engineer salvaged it."""
    takes_cases: bool = True
    """The disk takes another case."""
    clock: str = Field(default="", pattern=rf"^{clock.PATTERN}$")
    """Now, by the machine's own counter (`contract/clock.py`): with it the hub can date what this run of the machine
    took in before it heard of the hub.
    """
    changes_after: int = 0
    """Number of the last change of a case that the terminal has kept."""
    reads_changes: int = Field(default=1, ge=1)
    """How much it understands of a change of a case: 1 the first seven states and no promised day, 2 all that is here
    (`READS_CHANGES`). The hub says no more than that, in the nearest words that it understands.
    """
    slow_turns: int = Field(default=0, ge=0)
    """How often since it started its picture stood still for longer than a frame (`kiosk/slow_turns.py`)."""
    slowest_turn_ms: int = Field(default=0, ge=0)
    """The longest of them."""
    slowest_turn_place: str = Field(default="", max_length=300)
    """Where in the program that was: names of functions and line numbers, nothing else."""
    devices: tuple[DeviceReport, ...]


class HeartbeatAnswer(Message):
    hub_time: AwareDatetime
    durable_sequence: int
    papers: HubPapers | None = None
    """When those of the terminal are missing or old."""
    changes: tuple[CaseChange, ...] = ()
    """What became of this terminal's cases, the oldest that it does not have; with more behind them the terminal
    beats again soon.
    """
    audit_number: int = 0
    """The row of the audit trail that the hub keeps and wants to see again; 0: none yet."""
