"""The way to one card in one reader through the PC/SC service; every call comes back within a bound.

pyscard's own monitor threads die when the service is restarted and never come back, and its connection objects keep
the dead context (both measured with pyscard 2.3.1): this uses the plain `SCard...` functions, whose return codes make
`Failure`s, and a context that `open` makes anew.

The library keeps what it knows of readers in one table for the whole program: of two services in one program, which only
simulators have, one can show the other's card for a moment (seen once in a hundred reads with nine services side by side).
"""

from __future__ import annotations

import threading
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from smartcard import scard

from drivers import apdu, pcsc_socket
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

_GONE = ("disconnected", Action.SITE_KEEPER)
_FAILURES: dict[int, tuple[str, Action]] = {
    0x80100069: ("card_moved", Action.RESIDENT),  # removed
    0x80100068: ("card_moved", Action.RESIDENT),  # reset: pulled and put in again
    0x8010000C: ("card_moved", Action.RESIDENT),  # no card
    0x80100016: ("card_moved", Action.RESIDENT),  # not transacted: usually pulled within a command
    0x80100066: ("card_mute", Action.RESIDENT),  # unresponsive
    0x80100067: ("card_mute", Action.RESIDENT),  # unpowered
    0x8010000F: ("card_mute", Action.RESIDENT),  # an answer to reset that is none
    0x80100065: ("card_mute", Action.RESIDENT),
    0x8010000B: ("reader_in_use", Action.ENGINEER),
    0x80100027: ("port_denied", Action.ENGINEER),
    0x8010006A: ("port_denied", Action.ENGINEER),  # polkit says no
}
"""By result code of PC/SC; everything else is `disconnected`: the service, the reader or the handle is gone."""

_DENIED_AT = frozenset({"connect", "list readers", "power"})
"""Where "denied" is believed: a service that is being stopped says it at a mere look too (measured)."""


class PcscLink:
    """Not for several threads at once, `close` excepted."""

    def __init__(self, reader: str, socket: str, answer_timeout_s: float) -> None:
        self._pattern = reader
        self._socket = socket
        self._answer_timeout_s = answer_timeout_s
        self._context: int | None = None
        self._card: int | None = None
        self._t0 = False
        self._hung: threading.Thread | None = None
        self.reader = ""
        """Name of the reader in use."""

    def open(self) -> Outcome[None]:
        """Find service and reader: `no_device` names the readers that there are."""
        if self._hung is not None and self._hung.is_alive():
            # It still holds the card; whoever asks the reader now would wait in the same place.
            return Failure(
                "no_answer", Action.SITE_KEEPER, f"{self._pattern}: an earlier command still hangs"
            )
        made = pcsc_socket.connect(
            self._socket,
            lambda: self._bounded(lambda: scard.SCardEstablishContext(scard.SCARD_SCOPE_USER), "connect"),
        )
        if isinstance(made, Failure):
            if made.code == "config":
                return made
            return Failure("no_device", Action.ENGINEER, f"PC/SC service: {made.detail}")
        context: int = made.value[1]
        self._context = context
        listed = self._bounded(lambda: scard.SCardListReaders(context, []), "list readers")
        # No reader at all is an error code of its own, not an empty list.
        names: list[str] = [] if isinstance(listed, Failure) else list(listed.value[1])
        for name in names:
            if fnmatchcase(name.lower(), self._pattern.lower()):
                self.reader = name
                return Ok(None)
        there = "; ".join(names) or "none"
        return Failure("no_device", Action.SITE_KEEPER, f"no reader {self._pattern!r}; there are: {there}")

    def close(self) -> None:
        card, self._card = self._card, None
        context, self._context = self._context, None
        if context is None:
            return

        def let_go() -> tuple[int]:
            if card is not None:
                scard.SCardDisconnect(card, scard.SCARD_UNPOWER_CARD)
            scard.SCardReleaseContext(context)
            return (0,)

        # Whatever the service says to a goodbye: this side is done with it.
        self._bounded(let_go, "goodbye")

    def card_present(self) -> Outcome[bool]:
        """Ask now."""
        return self._look(scard.SCARD_STATE_UNAWARE, 0)

    def wait_for_change(self, present: bool, wait_s: float) -> Outcome[bool]:
        """Wait until this is no longer so, at most `wait_s`: whether a card is there."""
        known = scard.SCARD_STATE_PRESENT if present else scard.SCARD_STATE_EMPTY
        return self._look(known, int(wait_s * 1000))

    def power(self) -> Outcome[bytes]:
        """Power the card for this program alone: its answer to reset."""
        self.unpower()
        context = self._context
        if context is None:
            return self._not_open("power")
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        connected = self._bounded(
            lambda: scard.SCardConnect(context, self.reader, scard.SCARD_SHARE_EXCLUSIVE, protocols), "power"
        )
        if isinstance(connected, Failure):
            return connected
        self._card, self._t0 = connected.value[1], connected.value[2] == scard.SCARD_PROTOCOL_T0
        card = self._card
        status = self._bounded(lambda: scard.SCardStatus(card), "answer to reset")
        return status if isinstance(status, Failure) else Ok(bytes(status.value[4]))

    def unpower(self) -> None:
        """The card forgets what was opened with a PIN."""
        card, self._card = self._card, None
        if card is not None:
            # A card or service that is gone needs no goodbye.
            self._bounded(lambda: (scard.SCardDisconnect(card, scard.SCARD_UNPOWER_CARD),), "unpower")

    def transmit(self, command: bytes) -> Outcome[bytes]:
        """One exchange with the powered card, without any following up."""
        card = self._card
        if card is None:
            return self._not_open("command")
        sent = list(apdu.without_le(command) if self._t0 else command)
        protocol = scard.SCARD_PCI_T0 if self._t0 else scard.SCARD_PCI_T1
        answered = self._bounded(lambda: scard.SCardTransmit(card, protocol, sent), "command")
        if isinstance(answered, Failure):
            return answered
        # A card pulled within a command can show as success with nothing in it (measured).
        if len(answered.value[1]) < 2:
            return Failure("card_moved", Action.RESIDENT, f"{self.reader}: empty answer")
        return Ok(bytes(answered.value[1]))

    def _look(self, known: int, wait_ms: int) -> Outcome[bool]:
        context = self._context
        if context is None:
            return self._not_open("look")
        looked = self._bounded(
            lambda: scard.SCardGetStatusChange(context, wait_ms, [(self.reader, known)]),
            "look",
            timeout_ok=True,
        )
        if isinstance(looked, Failure):
            return looked
        state: int = looked.value[1][0][1]
        if state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE):
            return Failure("disconnected", Action.SITE_KEEPER, f"{self.reader}: the reader is gone")
        if not state & (scard.SCARD_STATE_PRESENT | scard.SCARD_STATE_EMPTY):
            return Ok(known == scard.SCARD_STATE_PRESENT)
        return Ok(bool(state & scard.SCARD_STATE_PRESENT))

    def _not_open(self, doing: str) -> Failure:
        return Failure("not_open", Action.NOBODY, f"{self.reader or self._pattern}: at {doing}")

    def _bounded(self, call: Callable[[], Any], doing: str, *, timeout_ok: bool = False) -> Outcome[Any]:
        """Run one call of the library on a thread that can be left behind: PC/SC bounds no command, only the
        reader's own driver does, and the virtual one does not. The value is what the library returned."""
        result: list[Any] = []
        done, left_behind = threading.Event(), threading.Event()
        context = self._context

        def run() -> None:
            try:
                result.append(call())
            finally:
                done.set()
                if left_behind.is_set() and context is not None:
                    scard.SCardReleaseContext(context)  # else the card stays ours for ever

        thread = threading.Thread(target=run, name="pcsc-call", daemon=True)
        thread.start()
        where = self.reader or self._pattern
        if not done.wait(self._answer_timeout_s):
            left_behind.set()
            # Whatever else is asked of this context would wait behind the call that hangs.
            self._context, self._card, self._hung = None, None, thread
            return Failure("no_answer", Action.SITE_KEEPER, f"{where}: silent at {doing}")
        if not result:
            return Failure("disconnected", Action.SITE_KEEPER, f"{where}: refused by the library at {doing}")
        code = result[0][0] & 0xFFFFFFFF
        if code == 0 or (timeout_ok and code == 0x8010000A):
            return Ok(result[0])
        named, action = _FAILURES.get(code, _GONE)
        if named == "port_denied" and doing not in _DENIED_AT:
            named, action = _GONE
        return Failure(named, action, f"{where}: PC/SC {code:08X} at {doing}")
