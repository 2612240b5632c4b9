"""Writes into the resident's own card: the issuer's commands, the change to the resident's PIN, and the proof of it.

Each step looks first whether the card in the reader is the one that it is meant for: another card would count a wrong try.
Nothing of a PIN goes further than the driver.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from drivers.apdu import exchange
from drivers.smart_card_reader.pin import PinResult
from outcome import Action, Failure, Ok, Outcome
from visit.events import CardStepDone, CardStepFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.smart_card_reader import SmartCardReader
    from drivers.smart_card_reader.pin import PinVerdict
    from kiosk.devices import Devices
    from visit.effects import ChangeCardPin, RunCardScript, TryCardPin
    from visit.events import Event

log = logging.getLogger("bangban.kiosk")

THERE_WITHIN_S = 2.0
"""The card lies in the reader already; one that was just put back needs a moment to be powered."""
STEP_S = 12.0
"""One step at the slowest card: read it, power it again, two commands."""
USED_UP = 0x6985
"""The card has obeyed this command before, and its PIN was changed since."""


class CardHands:
    """All methods are called on the UI thread and return at once."""

    def __init__(self, devices: Devices, post: Callable[[Event], None]) -> None:
        self._devices = devices
        self._post = post

    def run_script(self, order: RunCardScript) -> None:
        def run(reader: SmartCardReader, cancel: threading.Event) -> Outcome[None]:
            powered = reader.chip_power(cancel, THERE_WITHIN_S)
            if isinstance(powered, Failure):
                return powered
            for number, command in enumerate(order.script.commands, start=1):
                answered = exchange(reader.chip_io, command, f"issuer's command {number}")
                if isinstance(answered, Failure):
                    return answered
                if answered.value.sw == USED_UP:
                    return Failure("script_used", Action.NOBODY)
                if not answered.value.ok:
                    said = f"SW={answered.value.sw:04X} at the issuer's command {number}"
                    return Failure("script_refused", Action.ENGINEER, said)
            return Ok(None)

        self._with_card("run_script", order.job_id, order.script.card_id, run)

    def change_pin(self, order: ChangeCardPin) -> None:
        def change(reader: SmartCardReader, cancel: threading.Event) -> Outcome[None]:
            return _taken(reader.change_social_pin(order.old, order.new, cancel, THERE_WITHIN_S))

        self._with_card("change_social_pin", order.job_id, order.card_id, change)

    def try_pin(self, order: TryCardPin) -> None:
        def try_it(reader: SmartCardReader, cancel: threading.Event) -> Outcome[None]:
            return _taken(reader.verify_social_pin(order.pin, cancel, THERE_WITHIN_S))

        self._with_card("verify_social_pin", order.job_id, order.card_id, try_it)

    def _with_card(
        self,
        name: str,
        job_id: str,
        card_id: str,
        use: Callable[[SmartCardReader, threading.Event], Outcome[None]],
    ) -> None:
        cancel = threading.Event()

        def step(reader: SmartCardReader) -> Outcome[None]:
            there = reader.read_social_security_card(cancel, THERE_WITHIN_S)
            if isinstance(there, Failure):
                return Failure("no_card", Action.RESIDENT) if there.code == "timeout" else there
            if there.value.card_id != card_id:
                return Failure("other_card", Action.RESIDENT)
            return use(reader, cancel)

        def done(outcome: Outcome[None]) -> None:
            if isinstance(outcome, Ok):
                self._post(CardStepDone(job_id))
                return
            log.warning("%s: %s %s; must act: %s", name, outcome.code, outcome.detail, outcome.action)
            self._post(CardStepFailed(job_id, outcome.code, str(outcome.action)))

        self._devices.use_chip_card(name, step, STEP_S, done, cancel)


def _taken(outcome: Outcome[PinVerdict]) -> Outcome[None]:
    if isinstance(outcome, Failure):
        return outcome
    if outcome.value.result is PinResult.ACCEPTED:
        return Ok(None)
    return Failure("pin_not_taken", Action.RESIDENT, f"the card says: {outcome.value.result}")
