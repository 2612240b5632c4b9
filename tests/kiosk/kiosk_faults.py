"""What can go wrong with each device that a visit uses, and with the line to the hub; how it is mended."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk_proxy import Proxy

from contract import wire

if TYPE_CHECKING:
    from collections.abc import Callable

READER, RECEIPTS, A4 = "id_card_reader", "receipt_printer", "document_printer"
HELP_KEY, LIGHTS = "help_key", "lights"
LINE = "line to the hub"
LATE_S, TOO_LATE_S = 0.3, 1.6
"""Within and beyond the longest wait for an answer: of the reader 0.8 s, of the others about half a second."""
SLOW_S = 1.0
NEVER = threading.Event()


@dataclass(frozen=True, repr=False)
class Fault:
    """Something that happens to a device, and how it is mended."""

    device: str
    name: str
    strike: Callable[[Any], None]
    """Called with the device's stand, or with the proxy."""
    mend: Callable[[Any], None]
    codes: frozenset[str] = frozenset()
    """Of the device's status while it lasts; none for what passes by itself."""

    @property
    def lasts(self) -> bool:
        return bool(self.codes)

    def __str__(self) -> str:
        return f"{self.device}: {self.name}"

    __repr__ = __str__


def _on_every(device: str) -> tuple[Fault, ...]:
    def clear(stand: Any) -> None:
        stand.faults.clear()

    def unplug(stand: Any) -> None:
        for one in stand.wires:
            one.unplug()

    def plug(stand: Any) -> None:
        for one in stand.wires:
            one.plug()

    silent = frozenset({"no_answer", "not_confirmed", "no_device", "timeout"})
    gone = frozenset({"no_device", "disconnected", "no_answer"})
    return (
        Fault(device, "silent", lambda stand: stand.faults.go_awol(), clear, silent),
        Fault(device, "hung up", lambda stand: stand.faults.drop_connection(), clear),
        Fault(device, "noise", lambda stand: stand.faults.garbage_reply(), clear),
        Fault(device, "late", lambda stand: stand.faults.delay_next(LATE_S), clear),
        Fault(device, "too late", lambda stand: stand.faults.delay_next(TOO_LATE_S), clear),
        Fault(device, "unplugged", unplug, plug, gone),
    )


def _sensor(device: str, sensor: str) -> Fault:
    def turn(stand: Any, *, on: bool) -> None:
        stand.printer.set(**{sensor: on})

    return Fault(
        device,
        sensor.replace("_", " "),
        lambda stand: turn(stand, on=True),
        lambda stand: turn(stand, on=False),
        frozenset({sensor}),
    )


READER_FAULTS = (
    *_on_every(READER),
    Fault(
        READER,
        "out of order",
        lambda stand: stand.faults.fail_repeatedly("66"),
        lambda stand: stand.faults.clear(),
        frozenset({"sam_not_authorised"}),
    ),
    Fault(READER, "card pulled", lambda stand: stand.reader.remove_card(), lambda _: None),
)
RECEIPTS_FAULTS = (
    *_on_every(RECEIPTS),
    *(
        _sensor(RECEIPTS, one)
        for one in ("paper_out", "cover_open", "paper_jam", "cutter_error", "hardware_error")
    ),
)
A4_FAULTS = (
    *_on_every(A4),
    *(_sensor(A4, one) for one in ("paper_out", "cover_open", "paper_jam", "toner_out")),
)


def _lose_answers(proxy: Proxy) -> None:
    for path in (wire.CASES, wire.QUERIES):
        proxy.order(path, "lost")


LINE_FAULTS = (
    Fault(LINE, "down", lambda proxy: proxy.order("/", "down"), Proxy.heal, frozenset({"line_down"})),
    Fault(LINE, "answer lost", _lose_answers, Proxy.heal),
    Fault(LINE, "slow", lambda proxy: proxy.order("/", "ok", then=lambda: NEVER.wait(SLOW_S)), Proxy.heal),
)
FAULTS = {
    READER: READER_FAULTS,
    RECEIPTS: RECEIPTS_FAULTS,
    A4: A4_FAULTS,
    HELP_KEY: _on_every(HELP_KEY),
    LIGHTS: _on_every(LIGHTS),
    LINE: LINE_FAULTS,
}
