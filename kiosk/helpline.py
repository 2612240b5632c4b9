"""呼叫帮办 towards the hub: open the call, carry words both ways, keep asking; offline, leave the call in the outbox."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from contract.codes import HelpState
from contract.help import HelpCall, HelpSay, HelpStatus, HelpWords
from offline_cache.records import Kind
from outcome import Failure
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
SAY_TRIES = 5


class Helpline:
    """`post` is called from the helpline's threads."""

    def __init__(self, link: HubLink, cache: OfflineCache, post: Callable[[Event], None]) -> None:
        self._link = link
        self._cache = cache
        self._post = post
        self._ended = threading.Event()
        self._key: UUID | None = None
        self._words: tuple[HelpWords, ...] = ()
        self._lock = threading.Lock()
        self._sayer = ThreadPoolExecutor(1, "help-say")

    def open(self, call: HelpCall) -> None:
        self._ended.set()
        self._ended = threading.Event()
        with self._lock:
            self._key, self._words = call.key, ()
        threading.Thread(target=self._talk, args=(call, self._ended), name="help-call", daemon=True).start()

    def say(self, call: UUID, key: UUID, text: str) -> None:
        """The resident's words; `key` makes a repeat harmless. In the order in which they were said."""
        self._sayer.submit(self._say, call, HelpSay(key=key, text=text), self._ended)

    def close(self, call: UUID) -> None:
        self._ended.set()
        with self._lock:
            self._key, self._words = None, ()
        self._sayer.submit(self._link.close_help, call)

    def stop(self) -> None:
        self._ended.set()
        self._sayer.shutdown(wait=False, cancel_futures=True)

    def _talk(self, call: HelpCall, ended: threading.Event) -> None:
        opened = self._link.open_help(call)
        if isinstance(opened, Failure):
            log.warning("help call could not be opened: %s", opened.code)
            self._cache.put_note(Kind.HELP, call.key, call.model_dump_json().encode()).result()
            self._post(HelpUnreachable(call.key))
        else:
            self._news(opened.value)
        while not ended.is_set():
            status = self._link.help_status(call.key, self._heard(), WAIT_S)
            if isinstance(status, Failure):
                ended.wait(RETRY_S)
                continue
            self._news(status.value)
            if status.value.state is HelpState.CLOSED:
                return

    def _say(self, call: UUID, words: HelpSay, ended: threading.Event) -> None:
        for _ in range(SAY_TRIES):
            said = self._link.say_help(call, words)
            if not isinstance(said, Failure):
                self._news(said.value)
                return
            if ended.wait(RETRY_S):
                return

    def _heard(self) -> int:
        with self._lock:
            return self._words[-1].number if self._words else 0

    def _news(self, status: HelpStatus) -> None:
        """Add what is new, whichever answer brings it first."""
        with self._lock:
            if status.key != self._key:
                return
            last = self._words[-1].number if self._words else 0
            self._words += tuple(one for one in status.words if one.number > last)
            words = self._words
        self._post(HelpUpdated(status.key, status.state, status.helper, words))
