"""The physical key 呼叫帮办. XFS4IoT has no such class; UPOS would call it an I/O point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    import threading

    from outcome import Outcome


class HelpKey(Device, Protocol):
    def wait_for_press(self, cancel: threading.Event, deadline_s: float = 10.0) -> Outcome[None]:
        """`Ok` when the key went down. A key that is held counts once, also over several calls.

        `timeout` when nobody pressed it (call again at once: what comes between two calls is seen by `poll` alone),
        `cancelled`, `key_stuck` (it is down far longer than anybody presses), or a failure of the line.
        """
