"""The roof: one terminal put together from config, and taken apart again in the right order."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from catalogue.loader import load as load_items
from catalogue.realm import Realm
from catalogue.shelf import Catalogue
from catalogue.shelf_cache import handed_on, load_kept
from drivers.device import DeviceClass
from drivers.keypad import Felt, Pressed
from drivers.registry import NOT_SUPPORTED, simulated
from kiosk import closure_file, status_file
from kiosk.children import Child, EmbeddedHub, simulators
from kiosk.config import EMBEDDED, ROOT, Config
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
from kiosk.key_homes import open_keys
from kiosk.locker import LockerDesk
from kiosk.locker_news import EVERY_S, LockerNews
from kiosk.mailbox import Mailbox, Scheduler
from kiosk.outlets import OutletNews
from kiosk.slow_turns import SlowTurns
from kiosk.staff_door import StaffDoor
from kiosk.voice import Voice
from offline_cache import signing_rotation
from offline_cache.checkup import Checkup
from offline_cache.envelope import Algorithm
from offline_cache.papers import Papers
from offline_cache.rotation import finish
from offline_cache.store import OfflineCache
from offline_cache.sync import Pace, Sync
from outcome import Action, Failure, Ok, Outcome
from screens.aloud.aloud import Aloud
from speech.speaker import Utterance
from visit.events import CaseAnswered, CaseNotAccepted, CaseSetAside, DeviceChanged, Event, LineChanged
from visit.state import IDLE_PAGES, Machine, Place, State
from visit.writing import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from offline_cache.hub_link import HubLink
    from offline_cache.keys import HeldKeys
    from speech.speaker import Speaker
    from visit.views import View

Helping = TypeVar("Helping")

log = logging.getLogger("bangban.kiosk")

ALGORITHMS = {"sm4-gcm": Algorithm.SM4_GCM, "aes-256-gcm": Algorithm.AES_256_GCM}
DEMO_RESIDENTS = ROOT / "demo" / "residents.yaml"
WAITED_FOR = frozenset(
    {DeviceClass.ID_CARD_READER, DeviceClass.RECEIPT_PRINTER, DeviceClass.DOCUMENT_PRINTER}
)
"""What a visit uses: the terminal has started when these, as far as they are fitted, have reported."""
RESTART_S = 1.5
"""So long the page says that the program restarts."""
EMBEDDED_PROBE_S = 2.0
"""With a hub on the same machine a lost line is noticed this soon; a real line is probed less often."""


@dataclass
class Surroundings:
    """What runs beside the terminal in a demo, and where its wires are."""

    data: Path
    """What the terminal stores."""
    runtime: Path
    """Short private folder for sockets, ptys and Kivy; removed at the end."""
    hub: EmbeddedHub | None = None
    simulated: Child | None = None
    endpoints: dict[str, Any] = field(default_factory=dict)
    """Of the simulators: the dock's path, and under `devices` what leads to each (`drivers/simulators/bench.py`)."""

    def close(self) -> None:
        if self.simulated is not None:
            self.simulated.stop()
        if self.hub is not None:
            self.hub.stop()
        rmtree(self.runtime, ignore_errors=True)


def services_folder(config: Config) -> Path:
    """Of the items; a relative one lies in the checkout."""
    return config.services if config.services.is_absolute() else ROOT / config.services


def items_of(config: Config, data: Path | None = None) -> Outcome[Catalogue]:
    """The items of this terminal, or every mistake in their files. With the folder of its data they are kept there."""
    folder = services_folder(config)
    loaded = load_items(folder) if data is None else load_kept(folder, data)
    if isinstance(loaded, Catalogue):
        return _of_this_realm(config, loaded, folder)
    return Failure("items", Action.ENGINEER, "\n".join(str(problem) for problem in loaded))


def _of_this_realm(config: Config, items: Catalogue, folder: Path) -> Outcome[Catalogue]:
    """Nobody makes papers of a fictional place look real by one word in a file."""
    if config.realm is Realm.REAL and items.region.fictional:
        told = f'realm = "real" with the items of a fictional place; write realm = "demo", or your own {folder}/_region'
        return Failure("config", Action.ENGINEER, told)
    return Ok(items)


def surroundings(config: Config, data: Path, residents: Path = DEMO_RESIDENTS) -> Outcome[Surroundings]:
    """Start what the config wants to be simulated or embedded. `residents`: whose cards there are, and whom the
    departments know.
    """
    # Unix sockets and ptys need short paths, and nothing here outlives the run.
    around = Surroundings(data, Path(tempfile.mkdtemp(prefix="bangban-")))
    logs = data / "log"
    logs.mkdir(parents=True, exist_ok=True)
    if config.simulated():
        around.simulated = simulators(
            around.runtime / "wire",
            residents,
            logs / "simulators.log",
            only=[f"{name}.{config.devices[name]['driver']}" for name in config.simulated()],
        )
        ready = around.simulated.start()
        if isinstance(ready, Failure):
            around.close()
            return ready
        around.endpoints = ready.value
        (data / "dock-address").write_text(ready.value["dock"], encoding="utf-8")
    if config.hub.url == EMBEDDED:
        handed_on(data, data / "hub")
        around.hub = EmbeddedHub(
            data / "hub",
            residents,
            logs / "hub.log",
            config.hub.heartbeat_s,
            services_folder(config),
        )
        started = around.hub.start()
        if isinstance(started, Failure):
            around.close()
            return started
    return Ok(around)


def device_tables(config: Config, endpoints: dict[str, Any]) -> dict[DeviceClass, dict[str, Any]]:
    """The devices' tables with the simulators' places filled in; what cannot be simulated here is not there."""
    places, missing = endpoints.get("devices", {}), endpoints.get("missing", {})
    tables = {}
    for name, table in config.devices.items():
        if name in config.simulated() and name in missing:
            log.warning("%s is not simulated here: %s", name, missing[name])
            tables[name] = {"driver": NOT_SUPPORTED}
        else:
            tables[name] = simulated(name, table, places.get(name, {}))
    return tables


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
        self.config = config
        self._items = items
        self.around = around
        self.cache = cache
        self.link = link
        self._show = show
        self._wipe_window = wipe_screen
        self._slow_turns = slow_turns or SlowTurns()
        self._scheduler = scheduler
        self.devices = Devices(device_tables(config, around.endpoints), self.post, self._felt)
        self.voice = Voice(config.speech, self.devices, around.data, items, self.post)
        self._examples = Examples()
        self.aloud = Aloud(
            speaker or self.voice, self.post, frame=frame, curtain=curtain, explain=self._examples.explain
        )
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
            slow_turns=lambda: self._slow_turns.count,
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
        self._wipe_window()

    def _shown(self, view: View) -> None:
        self.devices.light(view.lights)
        self._show(view)
        self.aloud.show(view)

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
        if DeviceClass.KEYPAD in self.devices.fitted:
            self._examples.start()
        if DeviceClass.LOCKER in self.devices.fitted:
            self.locker_news.start()
        self.sync.start()
        self.heart.start()
        self.checkup.start()
        # Beside the start, so that neither it nor whoever searches or types first waits for it.
        self.typing.start()
        Thread(target=self._items.prepare_search, name="search", daemon=True).start()

    def stop(self) -> None:
        """In an order in which nobody talks to somebody already gone; what was accepted stays on disk."""
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


def _there(opened: Outcome[Helping]) -> Helping | None:
    """A way of writing, or the reason in the log why it is not offered."""
    if isinstance(opened, Failure):
        log.warning("%s: %s; must act: %s", opened.code, opened.detail, opened.action)
        return None
    return opened.value


def open_store(config: Config, data: Path) -> Outcome[tuple[OfflineCache, HeldKeys]]:
    """The durable store under `data`, with the keys of this terminal."""
    folder = data / "store"
    folder.mkdir(parents=True, exist_ok=True)
    keys = open_keys(config, data)
    if isinstance(keys, Failure):
        return keys
    cache = OfflineCache.open(
        folder,
        config.terminal.id,
        keys.value,
        now=lambda: datetime.now(UTC),
        algorithm=ALGORITHMS[config.store.algorithm],
        papers=Papers(data / "keys", config.terminal.id, keys.value.public_key),
        recovery=config.store.recovery(),
    )
    if isinstance(cache, Failure):
        return cache
    if keys.value.rotating:
        finished = finish(cache.value, keys.value)
        if isinstance(finished, Failure):
            log.warning("the keys' rotation is not through: %s; must act: %s", finished.code, finished.action)
    noted = signing_rotation.finish(cache.value, keys.value)
    if isinstance(noted, Failure):
        log.warning(
            "the change of the signing key is not through: %s; must act: %s", noted.code, noted.action
        )
    return Ok((cache.value, keys.value))


def enrol_with_embedded(config: Config, hub: EmbeddedHub, link: HubLink, papers: Papers) -> Outcome[None]:
    """A demo terminal enrols itself, with a code made the way staff make it."""
    name = config.terminal.name
    code = hub.enrolment_code(config.terminal.id, name.zh, name.en)
    if isinstance(code, Failure):
        return code
    enrolled = link.enrol(code.value)
    return enrolled if isinstance(enrolled, Failure) else papers.enrolled(enrolled.value.papers)
