"""呼叫帮办 towards the hub: open the call, carry words both ways, keep asking; offline, leave the call in the outbox."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from contract.codes import HelpState
from contract.help import HelpCall, HelpSay, HelpStatus, HelpWords
from offline_cache.records import Kind
from outcome import Failure, Outcome
from visit.events import Event, HelpUnreachable, HelpUpdated

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from offline_cache.hub_link import HubLink
    from offline_cache.store import OfflineCache

log = logging.getLogger("bangban.kiosk")

WAIT_S = 20
"""Long poll: the hub answers at once when there is news, at the latest after this."""
RETRY_S = 2.0
CLOSE_TRIES = 5


class Helpline:
    """`post` is called from the helpline's threads."""

    def __init__(
        self,
        link: HubLink,
        cache: OfflineCache,
        post: Callable[[Event], None],
        *,
        retry_s: float = RETRY_S,
    ) -> None:
        """`retry_s` seconds lie between two tries while the hub does not answer."""
        self._link = link
        self._cache = cache
        self._post = post
        self._retry_s = retry_s
        self._ended = threading.Event()
        self._moved_on = threading.Event()
        self._key: UUID | None = None
        self._words: tuple[HelpWords, ...] = ()
        self._at_hub = False
        self._lock = threading.Lock()
        self._sayer = ThreadPoolExecutor(1, "help-say")

    def open(self, call: HelpCall) -> None:
        self._moved_on.set()
        self._ended.set()
        self._ended = threading.Event()
        with self._lock:
            self._key, self._words, self._at_hub = call.key, (), False
        threading.Thread(target=self._talk, args=(call, self._ended), name="help-call", daemon=True).start()

    def say(self, call: UUID, key: UUID, text: str) -> None:
        """The resident's words; `key` makes a repeat harmless. In the order in which they were said, and until the
        hub has them or the call ends: as long as it runs, the screen says that they are on their way.
        """
        self._sayer.submit(self._say, call, HelpSay(key=key, text=text), self._ended)

    def close(self, call: UUID) -> None:
        """The resident ends the call. A hub that knows of it and does not answer is told again, until there is another
        call; one that may not know of it yet is told once: the resident has a slip that says somebody calls back.
        """
        self._ended.set()
        with self._lock:
            tries = CLOSE_TRIES if self._at_hub else 1
            self._key, self._words, self._at_hub = None, (), False
        self._moved_on = threading.Event()
        self._sayer.submit(self._close, call, tries, self._moved_on)

    def stop(self) -> None:
        self._moved_on.set()
        self._ended.set()
        self._sayer.shutdown(wait=False, cancel_futures=True)

    def _talk(self, call: HelpCall, ended: threading.Event) -> None:
        arrives = self._open(call)
        wait_s = 0
        while not ended.is_set():
            # Not even the disk has it: it stays our own errand.
            asked = self._status(call, wait_s) if arrives else self._link.open_help(call)
            if isinstance(asked, Failure):
                wait_s = 0  # no news is news then: that the line is back
                ended.wait(self._retry_s)
                continue
            arrives, wait_s = True, WAIT_S
            self._news(asked.value)
            if asked.value.state is HelpState.CLOSED:
                ended.set()  # words that are still on their way come too late
                return

    def _status(self, call: HelpCall, wait_s: int) -> Outcome[HelpStatus]:
        return self._link.help_status(call.key, self._heard(), wait_s)

    def _open(self, call: HelpCall) -> bool:
        """Whether the call is at the hub, or on disk and gets there by itself."""
        opened = self._link.open_help(call)
        if not isinstance(opened, Failure):
            self._news(opened.value)
            return True
        log.warning("help call could not be opened: %s", opened.code)
        kept = self._cache.put_note(Kind.HELP, call.key, call.model_dump_json().encode()).result()
        if isinstance(kept, Failure):
            log.error("help call not kept either: %s; must act: %s", kept.code, kept.action)
        self._post(HelpUnreachable(call.key, kept=not isinstance(kept, Failure)))
        return not isinstance(kept, Failure)

    def _say(self, call: UUID, words: HelpSay, ended: threading.Event) -> None:
        while not ended.is_set():
            said = self._link.say_help(call, words)
            if not isinstance(said, Failure):
                self._news(said.value)
                return
            ended.wait(self._retry_s)

    def _close(self, call: UUID, tries: int, moved_on: threading.Event) -> None:
        for _ in range(tries):
            closed = self._link.close_help(call)
            if not isinstance(closed, Failure) or closed.code == "refused" or moved_on.wait(self._retry_s):
                return
        log.warning("help call could not be closed at the hub")

    def _heard(self) -> int:
        with self._lock:
            return self._words[-1].number if self._words else 0

    def _news(self, status: HelpStatus) -> None:
        """Add what is new, whichever answer brings it first."""
        with self._lock:
            if status.key != self._key:
                return
            self._at_hub = True
            last = self._words[-1].number if self._words else 0
            self._words += tuple(one for one in status.words if one.number > last)
            words = self._words
        self._post(HelpUpdated(status.key, status.state, status.helper, words))
