"""`printer-state` and `printer-state-reasons` as a status, gravest trouble first.

Words of RFC 8011 section 5.4.12 and of PWG 5100.9 (known, not read again). A reason may end in `-report`, `-warning`
or `-error`; one without an ending counts as an error, the careful way to read it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drivers.device import Cover, DeviceState, DeviceStatus, Paper
from drivers.document_printer.ipp_words import PrinterState, number, words
from outcome import Action

if TYPE_CHECKING:
    from drivers.document_printer.ipp_message import Attributes

ASKED = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs")


_COVER = frozenset({"cover-open", "door-open", "interlock-open"})
_STOPS = (
    (
        "hardware_error", DeviceState.HARDWARE_ERROR, Action.ENGINEER,
        frozenset({"fuser-over-temp", "fuser-under-temp", "opc-life-over", "interpreter-resource-unavailable",
                   "power-down", "motor-failure", "laser-failure"}),
    ),
    ("cover_open", DeviceState.USER_ERROR, Action.SITE_KEEPER, _COVER),
    ("paper_jam", DeviceState.USER_ERROR, Action.SITE_KEEPER, frozenset({"media-jam"})),
    (
        "paper_out", DeviceState.USER_ERROR, Action.SITE_KEEPER,
        frozenset({"media-empty", "media-needed", "input-tray-missing", "input-media-supply-empty"}),
    ),
    (
        "toner_out", DeviceState.USER_ERROR, Action.SITE_KEEPER,
        frozenset({"toner-empty", "marker-supply-empty", "marker-supply-missing", "developer-empty",
                   "marker-waste-full"}),
    ),
    (
        "tray_full", DeviceState.USER_ERROR, Action.SITE_KEEPER,
        frozenset({"output-area-full", "output-tray-missing"}),
    ),
    (
        "off_line", DeviceState.USER_ERROR, Action.SITE_KEEPER,
        frozenset({"paused", "moving-to-paused", "shutdown", "offline", "timed-out"}),
    ),
)  # fmt: skip
_LESSER = (
    ("paper_low", Action.SITE_KEEPER, frozenset({"media-low"})),
    ("toner_low", Action.SITE_KEEPER, frozenset({"toner-low", "marker-supply-low", "developer-low", "opc-near-eol"})),
    ("tray_nearly_full", Action.SITE_KEEPER, frozenset({"output-area-almost-full", "marker-waste-almost-full"})),
    ("", Action.NOBODY, frozenset[str]()),
)  # fmt: skip
_KEYWORD = re.compile("[a-z0-9._-]{1,64}")
_HARMLESS_ENDINGS = ("-report", "-warning")


def decode(printer: Attributes, where: str) -> DeviceStatus:
    """Status from the answer to Get-Printer-Attributes; what it does not say is unknown, never well."""
    reasons = words(printer, "printer-state-reasons")
    grave = {reason.removesuffix("-error") for reason in reasons if not reason.endswith(_HARMLESS_ENDINGS)}
    bare = {
        reason.removesuffix("-report").removesuffix("-warning").removesuffix("-error") for reason in reasons
    }
    told = bool(printer.get("printer-state-reasons"))
    paper, cover = _paper(bare, told=told), _cover(bare, told=told)
    state = number(printer, "printer-state")
    trouble = next((one for one in _STOPS if one[3] & grave), None)
    if trouble is None and state == PrinterState.STOPPED:
        # It stands still and says why with a mere warning, or not at all.
        trouble = next((one for one in _STOPS if one[3] & bare), _OFF_LINE)
    if trouble is None and state not in (PrinterState.IDLE, PrinterState.PROCESSING):
        return DeviceStatus(
            DeviceState.OFFLINE, Paper.UNKNOWN, Cover.UNKNOWN, action=Action.ENGINEER, code="bad_answer",
            detail=f"{where} answers IPP without a printer-state",
        )  # fmt: skip
    if trouble is None and printer.get("printer-is-accepting-jobs") == (False,):
        trouble = _OFF_LINE
    detail = f"{where}: {loggable(reasons) or 'stopped without a reason'}"
    if trouble is not None:
        code, kind, action, _ = trouble
        paper = _PAPER_IN_TROUBLE.get(code, paper)
        return DeviceStatus(kind, paper, cover, action=action, code=code, detail=detail)
    code, action, _ = next(one for one in _LESSER if one[2] & bare or not one[0])
    return DeviceStatus(
        DeviceState.ONLINE, paper, cover, action=action, code=code, detail=detail if code else ""
    )


_OFF_LINE = _STOPS[-1]
_PAPER_IN_TROUBLE = {"paper_jam": Paper.JAMMED, "paper_out": Paper.OUT, "cover_open": Paper.UNKNOWN}


def _paper(reasons: set[str], *, told: bool) -> Paper:
    """A printer that lists its reasons would name an empty tray among them; one that has no such list is silent."""
    if not told:
        return Paper.UNKNOWN
    return Paper.LOW if "media-low" in reasons else Paper.FULL


def _cover(reasons: set[str], *, told: bool) -> Cover:
    if not told:
        return Cover.UNKNOWN
    return Cover.OPEN if reasons & _COVER else Cover.CLOSED


def loggable(reasons: tuple[str, ...]) -> str:
    """Words of the protocol's form: free text of a maker could say anything, and this goes into a log."""
    return " ".join(reason for reason in reasons[:6] if _KEYWORD.fullmatch(reason))
