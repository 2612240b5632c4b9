"""The roof: one terminal put together from config, and taken apart again in the right order."""

from __future__ import annotations

import logging
from importlib.metadata import version
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from catalogue import rulebook
from drivers.device import DeviceClass
from drivers.keypad import Felt, Pressed
from kiosk import closure_file, status_file
from kiosk.devices import Devices, report
from kiosk.findings import of_running, of_voice
from kiosk.hands import READ_AGAIN_S, Hands
from kiosk.hands_typing import TypingHands
from kiosk.hands_upkeep import UpkeepHands
from kiosk.heartbeat import Heart
from kiosk.helpline import Helpline
from kiosk.input_method.examples import Examples
from kiosk.input_method.handwriting import Handwriting
from kiosk.input_method.pinyin import Pinyin, has_strokes
from kiosk.input_method.vocabulary import of_catalogue
from kiosk.locker import LockerDesk
from kiosk.locker_news import EVERY_S, LockerNews
from kiosk.mailbox import Mailbox, Scheduler
from kiosk.outlets import OutletNews
from kiosk.slow_turns import SlowTurns
from kiosk.staff_door import StaffDoor
from kiosk.surroundings import Surroundings, device_tables
from kiosk.voice import Voice
from offline_cache.checkup import Checkup
from offline_cache.sync import Pace, Sync
from outcome import Failure, Outcome
from screens.aloud.along import Along
from screens.aloud.aloud import Aloud
from speech.speaker import Utterance
from visit.events import (
    CaseAnswered,
    CaseNotAccepted,
    CaseSetAside,
    DeviceChanged,
    Event,
    LineChanged,
    UserEvent,
)
from visit.held.machine import Machine, Place
from visit.held.page import IDLE_PAGES, Page
from visit.held.writing import Mode
from visit.state import State
from visit.views import Keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalogue.shelf import Catalogue
    from kiosk.config import Config
    from offline_cache.hub_link import HubLink
    from offline_cache.store import OfflineCache
    from speech.speaker import Speaker
    from visit.views import View

Helping = TypeVar("Helping")

log = logging.getLogger("bangban.kiosk")

WAITED_FOR = frozenset(
    {DeviceClass.ID_CARD_READER, DeviceClass.RECEIPT_PRINTER, DeviceClass.DOCUMENT_PRINTER}
)
"""What a visit uses: the terminal has started when these, as far as they are fitted, have reported."""
BEGIN_ANYWAY_S = 2.0
"""So long what the first page does not need waits for it."""
RESTART_S = 1.5
"""So long the page says that the program restarts."""
EMBEDDED_PROBE_S = 2.0
"""With a hub on the same machine a lost line is noticed this soon; a real line is probed less often."""


class Terminal:
    """Everything but the window. `show` and `wipe_screen` are the window's, called on the UI thread."""

    def __init__(
        self,
        config: Config,
        around: Surroundings,
        items: Catalogue,
        cache: OfflineCache,
        link: HubLink,
        *,
        scheduler: Scheduler,
        show: Callable[[View], None],
        wipe_screen: Callable[[], None],
        frame: Callable[[str], None] = lambda _: None,
        curtain: Callable[[bool], None] = lambda _: None,
        speaker: Speaker | None = None,
        slow_turns: SlowTurns | None = None,
        stop_program: Callable[[], None] = lambda: None,
        pace: Pace | None = None,
        read_again_s: float = READ_AGAIN_S,
    ) -> None:
        """`frame` and `curtain` are the window's, for the keypad (`screens.aloud`); `speaker` speaks in place of the voice
        of `config.toml`; `pace` of the sending, None: the usual one; `read_again_s` lie between two readings of a card."""
        rulebook.get_ready()
        self.config = config
        self._items = items
        self.around = around
        self.cache = cache
        self.link = link
        self._show = show
        self._wipe_window = wipe_screen
        self._begun = False
        self._cancel_begin: Callable[[], None] = lambda: None
        self._slow_turns = slow_turns or SlowTurns()
        self._scheduler = scheduler
        self.devices = Devices(device_tables(config, around.endpoints), self.post, self._felt)
        self.voice = Voice(config.speech, self.devices, around.data, items, self.post)
        self._examples = Examples()
        self.aloud = Aloud(
            speaker or self.voice, self.post, frame=frame, curtain=curtain, explain=self._examples.explain
        )
        self.along = Along(speaker or self.voice)
        self.sync = Sync(
            cache,
            link,
            on_answer=lambda answer: self.post(CaseAnswered(answer)),
            on_line=lambda up: self.post(LineChanged(up)),
            on_aside=lambda key, code: self.post(CaseSetAside(key, code)),
            pace=pace or (Pace(probe_every=EMBEDDED_PROBE_S) if around.hub is not None else Pace()),
        )
        self.helpline = Helpline(link, cache, self.post)
        self.outlet_news = OutletNews(link, self.post, config.hub.heartbeat_s)
        self.heart = Heart(
            terminal_id=config.terminal.id,
            version=version("bangban"),
            every_s=config.hub.heartbeat_s,
            link=link,
            cache=cache,
            page=lambda: str(self.mailbox.state.page),
            devices=lambda: tuple(report(one) for one in self.devices.all()),
            post=self.post,
            note_status=self._note_status,
            slow_turns=lambda: self._slow_turns.worst,
            heard=self.outlet_news.ask,
        )
        self.checkup = Checkup(
            cache,
            idle=lambda: self.mailbox.state.page in IDLE_PAGES,
            on_damage=self.heart.beat_soon,
        )
        every_s = min(config.hub.heartbeat_s, EVERY_S)
        self.locker_news = LockerNews(cache.for_locker, link, every_s)
        self.locker = LockerDesk(self.devices, cache.for_locker, self.post, self.locker_news.soon)
        self.handwriting = _there(Handwriting.open())
        self.typing = TypingHands(self._open_pinyin, self.handwriting, scheduler, self.post)
        door = StaffDoor(
            around.data, config.terminal.id, config.maintenance.pins, lambda: cache.papers.hub_key
        )
        self.upkeep = UpkeepHands(
            self.devices,
            cache,
            around.data,
            door,
            lambda: self.heart.heard_at,
            lambda: scheduler.later(RESTART_S, stop_program),
            self.post,
        )
        self.hands = Hands(
            terminal_id=config.terminal.id,
            devices=self.devices,
            cache=cache,
            sync=self.sync,
            link=link,
            helpline=self.helpline,
            locker=self.locker,
            typing=self.typing,
            upkeep=self.upkeep,
            say=lambda text, language: self.voice.say([Utterance(text, language)]),
            scheduler=scheduler,
            post=self.post,
            wipe_screen=self._wipe_screen,
            read_again_s=read_again_s,
        )
        self.mailbox = Mailbox(
            State(self._machine(items)),
            carry_out=self.hands.carry_out,
            show=self._shown,
            scheduler=scheduler,
            clock_trusted=lambda: self.heart.clock_trusted,
        )

    def post(self, event: Event) -> None:
        """Hand an event to the mailbox. From any thread."""
        if isinstance(event, UserEvent):
            self.along.touched()
        self.mailbox.post(event)
        if isinstance(event, DeviceChanged | LineChanged | CaseSetAside | CaseNotAccepted):
            self.heart.beat_soon()

    def _felt(self, felt: Felt) -> None:
        """A hand on the keypad. From its worker."""

        def told() -> None:
            if isinstance(felt, Pressed):
                self.aloud.key(felt.key)
            else:
                self.aloud.earphones(there=felt.there)

        self._scheduler.soon(told)

    def _wipe_screen(self) -> None:
        self.aloud.wipe()
        self.along.wipe()
        self._wipe_window()
        self.mailbox.cleared()

    def _shown(self, view: View) -> None:
        self.devices.light(view.lights)
        self._show(view)
        self.aloud.show(view)
        if _is_typed_on(view):
            self.typing.get_ready()
        if view.page != Page.STARTING:
            self._scheduler.soon(self._begin)  # the page is painted at the end of this turn
        self.along.show(view)

    def _note_status(self) -> None:
        found = of_running(
            self.devices,
            self.cache,
            hub_up=self.sync.online,
            languages=self.config.terminal.languages,
            screen=self._slow_turns.summary,
            voice=of_voice(self.voice.found, self.voice.fault),
        )
        status_file.write(self.around.data, found.table())

    def _machine(self, items: Catalogue) -> Machine:
        config = self.config
        return Machine(
            place=Place(
                config.terminal.id,
                config.terminal.name,
                config.terminal.window_phone,
                version("bangban"),
                floor=config.terminal.floor,
                zone=config.terminal.zone,
            ),
            catalogue=items,
            watched=tuple(str(name) for name in self.devices.fitted if name in WAITED_FOR),
            realm=config.realm,
            simulated=bool(config.simulated()),
            languages=config.terminal.languages,
            delays=config.visit_delays(),
            cannot_write=self._cannot_write(),
            night=config.panel.dark(),
            closed=closure_file.read(self.around.data),
            dim_s=config.panel.dim_s,
            reads=config.speech.elder and config.speech.engine != "none",
        )

    def _cannot_write(self) -> frozenset[Mode]:
        """Seen at once; that there is no pinyin is told when it has been tried."""
        there = {Mode.STROKES: has_strokes(), Mode.HANDWRITING: self.handwriting is not None}
        return frozenset(mode for mode, works in there.items() if not works)

    def _open_pinyin(self) -> Pinyin | None:
        words = of_catalogue(self._items)
        return _there(
            Pinyin.open(self.around.runtime / "pinyin", alike=self.config.typing.alike, words=words)
        )

    def start(self) -> None:
        """UI thread, once the window is there."""
        self.locker.start()
        self.mailbox.start()
        self.devices.start()
        self.voice.start()
        self.checkup.start()
        self._cancel_begin = self._scheduler.later(BEGIN_ANYWAY_S, self._begin)

    def _begin(self) -> None:
        """What the first page does not need: once that is painted, so that they do not take turns with it for the
        processor, and long before anybody has searched or typed.
        """
        if self._begun:
            return
        self._begun = True
        self._cancel_begin()
        self.sync.start()
        self.heart.start()
        if DeviceClass.LOCKER in self.devices.fitted:
            self.locker_news.start()
        if DeviceClass.KEYPAD in self.devices.fitted:
            self._examples.start()
        self.typing.start()
        Thread(target=self._items.prepare_search, name="search", daemon=True).start()

    def stop(self) -> None:
        """In an order in which nobody talks to somebody already gone; what was accepted stays on disk."""
        self._begun = True
        self._cancel_begin()
        self.mailbox.stop()
        self.checkup.stop()
        self.heart.stop()
        status_file.remove(self.around.data)
        self.helpline.stop()
        self.hands.stop()
        self.upkeep.stop()
        self.locker.stop()
        self.locker_news.stop()
        self.sync.stop()
        self.voice.close()
        self.devices.stop()
        self.cache.close()
        self.around.close()


def _is_typed_on(view: View) -> bool:
    """A page on which words are offered for what is typed."""
    keys = getattr(view.body, "keys", None)
    return isinstance(keys, Keys) and keys.offers


def _there(opened: Outcome[Helping]) -> Helping | None:
    """A way of writing, or the reason in the log why it is not offered."""
    if isinstance(opened, Failure):
        log.warning("%s: %s; must act: %s", opened.code, opened.detail, opened.action)
        return None
    return opened.value
