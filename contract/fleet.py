"""Enrolment and heartbeat of a terminal."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from contract.message import Message


class Enrolment(Message):
    """A new terminal introduces itself with a one-time code that staff read out to it."""

    terminal_id: str = Field(pattern=r"^[A-Z0-9]{4,12}$")
    code: str
    public_key: bytes = Field(min_length=32, max_length=32)
    """Ed25519, raw."""


class Enrolled(Message):
    terminal_id: str
    outlet_zh: str
    outlet_en: str
    hub_time: AwareDatetime


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
    safe_mode: bool = False
    """A damaged store was put aside: the terminal takes in no case until an engineer salvaged it."""
    devices: tuple[DeviceReport, ...]


class HeartbeatAnswer(Message):
    hub_time: AwareDatetime
    durable_sequence: int
