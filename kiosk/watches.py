"""What is waited for as long as the terminal runs: the key 呼叫帮办, the tactile keypad, somebody who comes or goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from drivers.device import DeviceClass
from drivers.presence import Proximity
from kiosk.rounds import Rounds
from outcome import Ok, Outcome
from visit.events import CallHelp, Event, PresenceChanged

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Mapping

    from drivers.device import Device
    from drivers.help_key import HelpKey
    from drivers.keypad import Felt, Keypad
    from drivers.presence import Presence
    from drivers.supervisor import Supervisor


def watches(
    fitted: Mapping[DeviceClass, Supervisor[Any]],
    post: Callable[[Event], None],
    felt: Callable[[Felt], None],
) -> dict[DeviceClass, Rounds[Any]]:
    """Of the devices that are fitted. `felt` is called from the keypad's worker, in the order of the keys."""
    rounds: dict[DeviceClass, Rounds[Any]] = {}
    if (key := fitted.get(DeviceClass.HELP_KEY)) is not None:
        rounds[DeviceClass.HELP_KEY] = _help_key(key, post)
    if (keypad := fitted.get(DeviceClass.KEYPAD)) is not None:
        rounds[DeviceClass.KEYPAD] = _keypad(keypad, felt)
    if (sensor := fitted.get(DeviceClass.PRESENCE)) is not None:
        rounds[DeviceClass.PRESENCE] = PresenceWatch(post).rounds(sensor)
    return rounds


def _help_key(key: Supervisor[Any], post: Callable[[Event], None]) -> Rounds[None]:
    """A press is what touching the key on the screen is: it leads to a person from every page."""

    def ask(device: Device, cancel: threading.Event, wait_s: float) -> Outcome[None]:
        return cast("HelpKey", device).wait_for_press(cancel, wait_s)

    def told(outcome: Outcome[None]) -> None:
        if isinstance(outcome, Ok):
            post(CallHelp())

    return Rounds(key, "wait_for_press", ask, told)


def _keypad(keypad: Supervisor[Any], felt: Callable[[Felt], None]) -> Rounds[Felt]:
    def ask(device: Device, cancel: threading.Event, wait_s: float) -> Outcome[Felt]:
        return cast("Keypad", device).next_key(cancel, wait_s)

    def told(outcome: Outcome[Felt]) -> None:
        if isinstance(outcome, Ok):
            felt(outcome.value)

    return Rounds(keypad, "next_key", ask, told)


class PresenceWatch:
    """Whether somebody stands there. Of nobody who, and kept nowhere. A sensor that breaks down leaves the terminal as if
    it had none: it wakes by a touch.
    """

    def __init__(self, post: Callable[[Event], None]) -> None:
        self._post = post
        self._known = Proximity.NOT_PRESENT

    def rounds(self, sensor: Supervisor[Any]) -> Rounds[Proximity]:
        return Rounds(sensor, "wait_for_change", self._ask, self._told)

    def _ask(self, device: Device, cancel: threading.Event, wait_s: float) -> Outcome[Proximity]:
        return cast("Presence", device).wait_for_change(self._known, cancel, wait_s)

    def _told(self, outcome: Outcome[Proximity]) -> None:
        now = outcome.value if isinstance(outcome, Ok) else Proximity.NOT_PRESENT
        if now is not self._known:
            self._known = now
            self._post(PresenceChanged(present=now is Proximity.PRESENT))
