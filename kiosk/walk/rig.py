"""One terminal without a window for a whole walk: real store, real hub, simulated devices, and a hand before it."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from catalogue.model import MaterialWay
from drivers.device import DeviceClass
from drivers.simulators.dock_client import ask
from kiosk.answering import Answering, StuckError
from kiosk.store import open_store
from kiosk.surroundings import DEMO_RESIDENTS, enrol_with_embedded, surroundings
from kiosk.terminal import WAITED_FOR, Terminal
from kiosk.walk.line import Line
from kiosk.walk.people import write_registers, write_residents
from kiosk.walk.turns import Turns
from offline_cache.hub_link import HubLink
from offline_cache.sync import Pace
from outcome import Action, Failure, Ok, Outcome
from visit.events import AskExit, CaseAnswered, ConfirmExit
from visit.held.page import IDLE_PAGES
from visit.views import View, buttons_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from catalogue.shelf import Catalogue
    from contract.case import CaseAnswer
    from kiosk.config import Config
    from kiosk.surroundings import Surroundings
    from kiosk.walk.plays import Play
    from offline_cache.store import OfflineCache
    from visit.events import Event
    from visit.state import State

REGISTERS = "registers.yaml"
"""Beside the residents' file, where the hub looks for it."""
PATIENCE_S = 30.0
"""Nothing in a visit takes so long beside simulators; what does is stuck."""
LAST_WORDS = 600
"""Characters of a log."""
FAREWELL_S = 0.01
PROBE_S = 0.25
"""The line is cut and joined again for every item, and shall be noticed at once."""


class Rig:
    """`kiosk.answering.Hand`, and the hand for cards and the line. Everything on the thread that calls."""

    def __init__(
        self,
        config: Config,
        items: Catalogue,
        around: Surroundings,
        store: tuple[OfflineCache, HubLink],
        line: Line,
    ) -> None:
        """Use `open`."""
        self.items = items
        self.answering = Answering(self)
        self._around = around
        self._line = line
        self._turns = Turns()
        self._terminal = _Listening(
            config,
            around,
            items,
            *store,
            scheduler=self._turns,
            show=lambda _: None,
            wipe_screen=lambda: None,
            pace=replace(Pace(), probe_every=PROBE_S),
            read_again_s=0.0,  # another person's card lies there each time
        )
        self._terminal.start()

    @staticmethod
    def open(config: Config, items: Catalogue, plays: Sequence[Play]) -> Outcome[Rig]:
        """Start everything, in a folder of its own that `close` removes; the cards of the plays' people are there."""
        data = Path(tempfile.mkdtemp(prefix="bangban-walk-"))
        residents = data / "residents.yaml"
        write_residents(residents, plays, DEMO_RESIDENTS)
        write_registers(data / REGISTERS, plays, DEMO_RESIDENTS.with_name(REGISTERS))
        config = _for_a_walk(config, items)
        around = surroundings(config, data, residents)
        if isinstance(around, Failure):
            told = _last_words(data)
            rmtree(data, ignore_errors=True)
            return replace(around, detail=f"{around.detail}\n{told}")
        line = Line()
        opened = _store_and_link(config, data, around.value, line)
        if isinstance(opened, Failure):
            around.value.close()
            rmtree(data, ignore_errors=True)
            return opened
        rig = Rig(config, items, around.value, opened.value, line)
        try:
            rig.wait("a terminal at rest, its line up", lambda: rig.idle and rig.state.machine.line_up)
        except StuckError as stuck:
            rig.close()
            return Failure("stuck", Action.ENGINEER, str(stuck))
        needed = {device for play in plays for device in play.item.needs.devices} - rig.missing.keys()
        # One that never comes up closes its items, and the walk of each tells it.
        rig._turns.until(lambda: needed <= rig.state.machine.usable(), PATIENCE_S)
        return Ok(rig)

    def close(self) -> None:
        self._terminal.stop()
        rmtree(self._around.data, ignore_errors=True)

    # --- eyes and finger -------------------------------------------------------------------------

    @property
    def state(self) -> State:
        return self._terminal.mailbox.state

    @property
    def idle(self) -> bool:
        """Nobody's page, and nothing over it."""
        view = self.view()
        return view is not None and self.state.page in IDLE_PAGES and view.overlay is None

    def view(self) -> View | None:
        return self._terminal.mailbox.shown

    def sees(self, name: str) -> bool:
        """Whether there is something of this name that can be touched."""
        return self._event(name) is not None

    def touch(self, name: str) -> None:
        event = self._event(name)
        if event is None:
            raise StuckError(f"{name} cannot be touched on the page {self.state.page}")
        self.post(event)

    def post(self, event: Event) -> None:
        """Hand it in, and see what it leads to at once."""
        self._terminal.post(event)
        self._turns.until(lambda: True, PATIENCE_S)

    def rescue(self) -> None:
        """After a page that broke: out of the visit by the two events that every page knows, so that the next play can
        begin. What breaks on the way is what broke before.
        """
        for event in (AskExit(), ConfirmExit()):
            with suppress(Exception):
                self.post(event)
        with suppress(StuckError):
            self.wait("nobody", lambda: self.idle)

    def wait(self, what: str, until: Callable[[], object]) -> None:
        if not self._turns.until(until, PATIENCE_S):
            raise StuckError(f"waited {PATIENCE_S:.0f} s for {what} on the page {self.state.page}")

    def _event(self, name: str) -> Event | None:
        view = self.view()
        parts = () if view is None else (*buttons_of(view.overlay), *buttons_of(view))
        found = (one for one in parts if one.id == name and getattr(one, "enabled", True))
        return next((one.event for one in found), None)

    # --- around the terminal ---------------------------------------------------------------------

    def dock(self, verb: str, *arguments: str) -> None:
        reply = ask(self._around.endpoints["dock"], verb, *arguments)
        if not reply.get("ok"):
            raise StuckError(f"the dock refused {verb}: {reply.get('error')}")

    @property
    def missing(self) -> dict[str, str]:
        """Device classes whose simulator cannot run here, and why not."""
        return dict(self._around.endpoints["missing"])

    def cut_line(self) -> None:
        self._line.cut = True
        self.wait("the terminal to notice the lost line", lambda: not self.state.machine.line_up)

    def join_line(self) -> None:
        """Until everything that waited is at the hub."""
        self._line.cut = False
        self._terminal.sync.wake()
        self.wait("the line to be back", lambda: self.state.machine.line_up)
        self.wait("what waited to be at the hub", lambda: self._terminal.cache.waiting() == 0)

    def answer(self, key: UUID) -> CaseAnswer | None:
        """What the hub answered to a case, also after its resident had gone."""
        return self._terminal.answers.get(key)


def _last_words(data: Path) -> str:
    """Of the children that did not come up: their logs go with the folder."""
    logs = sorted((data / "log").glob("*.log"))
    return "\n".join(
        f"{log.name}: …{log.read_text(encoding='utf-8', errors='replace')[-LAST_WORDS:]}" for log in logs
    )


class _Listening(Terminal):
    """Keeps what the hub answers: of cases that were taken in with the line down nobody stands there to see it."""

    def __init__(self, *parts: Any, **more: Any) -> None:
        self.answers: dict[UUID, CaseAnswer] = {}
        super().__init__(*parts, **more)

    def post(self, event: Event) -> None:
        if isinstance(event, CaseAnswered):
            self.answers[event.answer.key] = event.answer
        super().post(event)


def _for_a_walk(config: Config, items: Catalogue) -> Config:
    """Only the devices that some item uses: the others would cost time. A farewell is read by nobody here."""
    used = {str(name) for name in WAITED_FOR}
    for item in items.items.values():
        used |= set(item.needs.devices)
        if any(material.way is MaterialWay.SCAN for material in item.materials):
            used.add(str(DeviceClass.CAMERA))
    devices = {name: table for name, table in config.devices.items() if str(name) in used}
    delays = {**config.delays, "farewell_s": FAREWELL_S}
    return config.model_copy(update={"devices": devices, "delays": delays})


def _store_and_link(
    config: Config, data: Path, around: Surroundings, line: Line
) -> Outcome[tuple[OfflineCache, HubLink]]:
    hub = around.hub
    assert hub is not None, "a walk is played beside an embedded hub"
    opened = open_store(config, data)
    if isinstance(opened, Failure):
        return opened
    cache, keys = opened.value
    link = HubLink(hub.url, config.terminal.id, keys, session=line.session)
    enrolled = enrol_with_embedded(config, hub, link, cache.papers)
    if isinstance(enrolled, Failure):
        cache.close()
        return enrolled
    return Ok((cache, link))
