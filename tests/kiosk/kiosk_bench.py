"""A whole terminal without a window: real devices' wires, real hub, real store; a finger that posts what buttons carry."""

from __future__ import annotations

import re
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests
from kiosk_loop import Loop
from kiosk_proxy import Proxy
from product_items import KEPT
from sqlalchemy import create_engine, func, select

from catalogue.shelf_cache import handed_on
from drivers.simulators.dock_client import ask
from hub.settings import sqlite_url
from hub.tables import case as case_table
from kiosk.config import ROOT, Config, load
from kiosk.item_files import items_of
from kiosk.store import ALGORITHMS, open_store
from kiosk.strokes import signature
from kiosk.surroundings import enrol_with_embedded, surroundings
from kiosk.terminal import Terminal
from offline_cache.hub_link import HubLink, Timeouts
from offline_cache.keys import FileKeyHome
from offline_cache.room import LOW_WATER_BYTES
from offline_cache.store import OfflineCache
from outcome import Ok
from visit.events import Drew, Event
from visit.views import Button, FormBody, MonthQuestion, Option, SignBody, Tile, View, buttons_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from kiosk.surroundings import Surroundings

WAIT_S = 45.0
RECORD = "shebao-canbao-zhengming"
LICENCE = "getihu-sheli"
USED_IN_A_VISIT = frozenset(
    {"id_card_reader", "receipt_printer", "document_printer", "lights", "help_key", "presence"}
)
"""The others would only cost time here; the programs' own tests start all."""
DELAYS = {"farewell_s": 0.4, "rating_s": 10.0, "answer_s": 4.0}


def config_for_tests(**delays: float) -> Config:
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    config = loaded.value
    used = {name: table for name, table in config.devices.items() if name in USED_IN_A_VISIT}
    return config.model_copy(update={"delays": DELAYS | delays, "devices": used})


class Rig:
    """One terminal, and a resident's hand before it."""

    def __init__(
        self,
        config: Config,
        data: Path,
        around: Surroundings,
        proxy: Proxy,
        store: Path | None = None,
        *,
        low_water: int = LOW_WATER_BYTES,
    ) -> None:
        self.config, self.data, self.around, self.proxy = config, data, around, proxy
        items = items_of(config, _kept_items(config))
        assert isinstance(items, Ok)
        self.items = items.value
        cache, keys = _store(config, store or data, low_water)
        self.link = HubLink(proxy.url, config.terminal.id, keys, Timeouts(connect=2.0, read=10.0, alive=4.0))
        assert around.hub is not None
        enrolled = enrol_with_embedded(config, around.hub, self.link, cache.papers)
        assert isinstance(enrolled, Ok), enrolled
        self.loop = Loop()
        self.wiped = 0
        self._changed = threading.Condition()
        self._view: View | None = None
        self.terminal = Terminal(
            config,
            around,
            self.items,
            cache,
            self.link,
            scheduler=self.loop,
            show=self._show,
            wipe_screen=self._wipe,
        )
        self.loop.do(self.terminal.start)

    def stop(self) -> None:
        self.loop.do(self.terminal.stop)
        self.loop.stop()
        assert not self.loop.bugs, self.loop.bugs

    def _show(self, view: View) -> None:
        with self._changed:
            self._view = view
            self._changed.notify_all()

    def _wipe(self) -> None:
        with self._changed:
            self.wiped += 1
            self._changed.notify_all()

    # --- eyes --------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        assert self._view is not None
        return self._view

    @property
    def page(self) -> str:
        return self._view.page if self._view is not None else ""

    def words(self) -> str:
        """Everything that can be read now."""
        return "\n".join(_words(self.view))

    def until(self, what: str, condition: Callable[[], object], seconds: float = WAIT_S) -> None:
        """Wait for a view with which the condition holds, or for anything else that can be asked."""
        end = time.monotonic() + seconds
        with self._changed:
            while not condition():
                assert time.monotonic() < end, f"waited for {what} on {self.page}: {self.words()!r}"
                self._changed.wait(0.05)
        assert not self.loop.bugs, self.loop.bugs

    def sees(self, *words: str, seconds: float = WAIT_S) -> None:
        self.until(f"the words {words}", lambda: all(one in self.words() for one in words), seconds)

    def on(self, page: str, seconds: float = WAIT_S) -> None:
        self.until(f"the page {page}", lambda: self.page == page, seconds)

    def touchable(self, name: str) -> Button | Option | Tile | None:
        found = [one for one in buttons_of(self.view) if one.id == name]
        return found[0] if found and getattr(found[0], "enabled", True) else None

    # --- finger ------------------------------------------------------------------------------------

    def press(self, name: str) -> None:
        """Wait for the button, and touch it once."""
        self.until(f"the button {name}", lambda: self.touchable(name) is not None)
        button = self.touchable(name)
        assert button is not None
        self.terminal.post(button.event)

    def go(self, name: str, page: str) -> None:
        self.press(name)
        self.on(page)

    def dock(self, verb: str, *arguments: str) -> dict[str, Any]:
        reply = ask(self.around.endpoints["dock"], verb, *arguments)
        assert reply["ok"], reply
        state: dict[str, Any] = reply["state"]
        return state

    def receipts(self) -> list[str]:
        found: list[str] = self.dock("state")["receipt_printer"]["receipts"]
        return found

    # --- a visit -----------------------------------------------------------------------------------

    def walk(self, to: str, card: str = "li", item: str = RECORD) -> None:
        """From wherever the visit is to the page `to`, the way a resident goes."""
        steps: dict[str, Callable[[], None]] = {
            "attract": lambda: self.press("begin"),
            "home": lambda: self.press(item),
            "guide": lambda: self.press("next"),
            "consent": lambda: self.press("agree"),
            "identify": lambda: self._identify(card),
            "form": self._fill,
            "preview": lambda: self.press("next"),
            "check": lambda: self.press("next"),
            "sign": self.sign,
            "result": lambda: self.press("next"),
            "rating": lambda: self.press("very_satisfied"),
            "rating_why": lambda: self.press("next"),
        }
        end = time.monotonic() + 2 * WAIT_S
        while self.page != to:
            assert time.monotonic() < end, f"never came to {to}, is on {self.page}"
            page, questions = self.place()
            if page in steps:
                steps[page]()
            self.until(f"the page after {page}", lambda was=(page, questions): self.place() != was)

    def place(self) -> tuple[str, tuple[str, ...]]:
        view = self.view
        questions = tuple(one.id for one in view.body.questions) if isinstance(view.body, FormBody) else ()
        return view.page, questions

    def _identify(self, card: str) -> None:
        self.dock("insert-card", card)
        self.until("the card to be read", lambda: self.touchable("next") is not None)
        self.dock("remove-card")
        self.press("next")

    def _fill(self) -> None:
        by_id = {one.id: one for one in self.items.items[RECORD].fields()}
        body = self.view.body
        assert isinstance(body, FormBody)
        for question in body.questions:
            example = by_id[question.id].example
            if isinstance(question, MonthQuestion):
                self._month(question.id, str(example))
            else:
                for choice in example if isinstance(example, tuple) else (example,):
                    self._choose(f"{question.id}:{choice}")
        self.press("next")

    def _month(self, field: str, wanted: str) -> None:
        year, month = wanted.split("-")
        while (shown := self._year(field)) != year:
            self.press(f"{field}:year_{'before' if shown > year else 'after'}")
            self.until("the year", lambda was=shown: self._year(field) != was)
        self._choose(f"{field}:{month}")

    def _year(self, field: str) -> str:
        body = self.view.body
        assert isinstance(body, FormBody)
        return next(
            one.year[:4] for one in body.questions if isinstance(one, MonthQuestion) and one.id == field
        )

    def _choose(self, name: str) -> None:
        if not self._chosen(name):
            self.press(name)
            self.until(f"{name} to be chosen", lambda: self._chosen(name))

    def _chosen(self, name: str) -> bool:
        return any(isinstance(one, Option) and one.id == name and one.chosen for one in buttons_of(self.view))

    def sign(self) -> None:
        self.on("sign")
        for stroke in signature(0, 0, 1, 1):
            self.terminal.post(Drew(tuple(stroke)))
        self.until(
            "the ink", lambda: isinstance(self.view.body, SignBody) and len(self.view.body.strokes) >= 3
        )
        self.press("next")

    def leave(self) -> None:
        """Back to nobody's page, wherever the visit stands."""
        self.proxy.heal()
        for _ in range(20):
            if self._idle():
                break
            name = next((one for one in LEAVING if self.touchable(one) is not None), None)
            if name is not None:
                button = self.touchable(name)
                assert button is not None
                self.terminal.post(button.event)
            was = self.view
            self.until("another picture", lambda was=was: self.view != was)
        self.until("an idle page", self._idle)

    def _idle(self) -> bool:
        return self.page in {"attract", "out_of_service"} and self.view.overlay is None

    # --- the hub's own book ------------------------------------------------------------------------

    def cases_at_hub(self, number: str | None = None) -> int:
        engine = create_engine(sqlite_url(self.data / "hub"))
        wanted = select(func.count()).select_from(case_table)
        if number is not None:
            wanted = wanted.where(case_table.c.case_number == number)
        with engine.connect() as connection:
            count: int = connection.execute(wanted).scalar_one()
        engine.dispose()
        return count

    def state_at_hub(self, key: UUID) -> str:
        """The state of one case there."""
        engine = create_engine(sqlite_url(self.data / "hub"))
        with engine.connect() as connection:
            state = connection.execute(select(case_table.c.state).where(case_table.c.key == key)).scalar_one()
        engine.dispose()
        return str(state)


def _store(config: Config, folder: Path, low_water: int) -> tuple[OfflineCache, FileKeyHome]:
    if low_water == LOW_WATER_BYTES:
        opened = open_store(config, folder)
        assert isinstance(opened, Ok), opened
        return opened.value
    keys = FileKeyHome.open(folder / "keys")
    assert isinstance(keys, Ok), keys
    cache = OfflineCache.open(
        folder / "store",
        config.terminal.id,
        keys.value,
        now=lambda: datetime.now(UTC),
        algorithm=ALGORITHMS[config.store.algorithm],
        low_water=low_water,
    )
    assert isinstance(cache, Ok), cache
    return cache.value, keys.value


LEAVING = ("close_help", "leave", "exit", "without", "home", "skip", "next")


@dataclass
class World:
    """What costs seconds to start, once for all tests of a process."""

    config: Config
    data: Path
    around: Surroundings
    proxy: Proxy

    @staticmethod
    def begin(data: Path, config: Config) -> World:
        handed_on(_kept_items(config), data)
        around = surroundings(config, data)
        assert isinstance(around, Ok), around
        assert around.value.hub is not None
        proxy = Proxy()
        proxy.target = around.value.hub.url
        return World(config, data, around.value, proxy)


_KEPT: dict[Path, Path] = {Path("services"): KEPT}


def _kept_items(config: Config) -> Path:
    """Reading all items takes longer than most tests: once for all terminals of a process that have the same."""
    if config.services not in _KEPT:
        _KEPT[config.services] = Path(tempfile.mkdtemp(prefix="kept-items-"))
    assert isinstance(items_of(config, _KEPT[config.services]), Ok)
    return _KEPT[config.services]


def _words(thing: object) -> list[str]:
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, tuple):
        return [word for one in thing for word in _words(one)]
    if hasattr(thing, "__dataclass_fields__") and not isinstance(thing, Event):
        shown = [name for name in thing.__dataclass_fields__ if name not in {"id", "tone", "mark", "picture"}]
        return [word for name in shown for word in _words(getattr(thing, name)) if word]
    return []


class Helper:
    """The person at the other end, at the hub's own console."""

    def __init__(self, url: str, password: str) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.trust_env = False
        entered = self._session.post(f"{url}/login", {"name": "helper", "password": password}, timeout=WAIT_S)
        assert entered.ok, entered.status_code

    def list_of_calls(self) -> str:
        return self._page("/helpers/calls")

    def sees(self, call: UUID) -> str:
        return self._page(f"/helpers/calls/{call}")

    def says(self, call: UUID, text: str) -> None:
        self._post(f"/helpers/calls/{call}/words", call, text=text)

    def ends(self, call: UUID) -> None:
        self._post(f"/helpers/calls/{call}/close", call)

    def _page(self, path: str) -> str:
        answer = self._session.get(self._url + path, timeout=WAIT_S)
        assert answer.ok, answer.status_code
        return answer.text

    def _post(self, path: str, call: UUID, **fields: str) -> None:
        token = re.search(r'name="csrf" value="([^"]+)"', self.sees(call))
        assert token is not None
        answer = self._session.post(self._url + path, {"csrf": token[1], **fields}, timeout=WAIT_S)
        assert answer.ok, answer.status_code
