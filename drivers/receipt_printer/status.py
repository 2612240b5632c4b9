"""The four real-time status bytes of ESC/POS (DLE EOT 1-4), read strictly.

A printer that answers nothing, or noise, is `unknown`: python-escpos 3.1 reports plenty of paper for a
silent printer, which is why this module exists. Bits as in the manuals of five makers, which agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.device import Cover, DeviceState, DeviceStatus, Paper
from outcome import Action

if TYPE_CHECKING:
    from collections.abc import Mapping

PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, PAPER = 1, 2, 3, 4
QUERIES = (PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, PAPER)

_OFF_LINE = 0x08
_COVER_OPEN = 0x04
_FED_BY_BUTTON = 0x08
_STOPPED_PAPER_END = 0x20
_MECHANICAL = 0x04
_CUTTER = 0x08
_UNRECOVERABLE = 0x20
_RECOVERS_ITSELF = 0x40
_NEAR_END = 0x0C
_PAPER_END = 0x60


def query(number: int) -> bytes:
    """DLE EOT n."""
    return bytes((0x10, 0x04, number))


def is_status(byte: int) -> bool:
    """Real-time status bytes look like 0xx1xx10; everything else on the line is something else."""
    return byte & 0x93 == 0x12


def decode(
    answers: Mapping[int, int | None], *, near_end_sensor: bool = True, where: str = ""
) -> DeviceStatus:
    """Status from the answers to DLE EOT 1-4; a missing or invalid one counts as not known."""
    known = {number: byte for number, byte in answers.items() if byte is not None and is_status(byte)}
    detail = where + " " + " ".join(f"n{number}={known[number]:02X}" for number in QUERIES if number in known)
    if not known:
        return DeviceStatus(
            DeviceState.OFFLINE, Paper.UNKNOWN, Cover.UNKNOWN, action=Action.SITE_KEEPER, code="no_answer",
            detail=f"{where} answers no status request: power, cable or address",
        )  # fmt: skip
    paper, cover = _paper(known, near_end_sensor), _cover(known)
    if cover is Cover.OPEN:
        # An open cover lifts the paper off its sensor, so that reading is worth nothing.
        paper = Paper.UNKNOWN
    state, code, action = _trouble(known, paper, cover)
    if code == "paper_jam":
        paper = Paper.JAMMED
    return DeviceStatus(state, paper, cover, action=action, code=code, detail=detail.strip() if code else "")


def _paper(known: Mapping[int, int], near_end_sensor: bool) -> Paper:
    if known.get(OFFLINE_CAUSE, 0) & _STOPPED_PAPER_END:
        return Paper.OUT
    byte = known.get(PAPER)
    if byte is None:
        return Paper.UNKNOWN
    if byte & _PAPER_END:
        return Paper.OUT
    if byte & _NEAR_END:
        return Paper.LOW
    return Paper.FULL if near_end_sensor else Paper.UNKNOWN


def _cover(known: Mapping[int, int]) -> Cover:
    byte = known.get(OFFLINE_CAUSE)
    if byte is None:
        return Cover.UNKNOWN
    return Cover.OPEN if byte & _COVER_OPEN else Cover.CLOSED


def _trouble(known: Mapping[int, int], paper: Paper, cover: Cover) -> tuple[DeviceState, str, Action]:
    """The one trouble to tell, gravest first: an open cover explains most of the others, so it goes before
    them."""
    cause, error = known.get(OFFLINE_CAUSE, 0), known.get(ERROR_CAUSE, 0)
    off_line = bool(known.get(PRINTER, 0) & _OFF_LINE)
    table = (
        (error & _UNRECOVERABLE, DeviceState.HARDWARE_ERROR, "hardware_error", Action.ENGINEER),
        (cover is Cover.OPEN, DeviceState.USER_ERROR, "cover_open", Action.SITE_KEEPER),
        (error & _CUTTER, DeviceState.HARDWARE_ERROR, "cutter_error", Action.SITE_KEEPER),
        (error & _MECHANICAL, DeviceState.USER_ERROR, "paper_jam", Action.SITE_KEEPER),
        (paper is Paper.OUT, DeviceState.USER_ERROR, "paper_out", Action.SITE_KEEPER),
        (error & _RECOVERS_ITSELF, DeviceState.DEVICE_BUSY, "cooling_down", Action.NOBODY),
        (cause & _FED_BY_BUTTON, DeviceState.DEVICE_BUSY, "feeding", Action.NOBODY),
        (off_line, DeviceState.USER_ERROR, "off_line", Action.SITE_KEEPER),
        (paper is Paper.LOW, DeviceState.ONLINE, "paper_low", Action.SITE_KEEPER),
    )
    for seen, state, code, action in table:
        if seen:
            return state, code, action
    return DeviceState.ONLINE, "", Action.NOBODY
