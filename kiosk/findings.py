"""How a terminal is: a row a device, a row for store, disk and hub, and who must act. No personal data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kiosk.locale import told
from outcome import Action, Failure, Ok, Outcome
from wording import has
from wording.languages import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue.shelf import Catalogue
    from kiosk.devices import Devices, FittedDevice
    from offline_cache.store import OfflineCache


@dataclass(frozen=True)
class DeviceRow:
    """Symbols of drivers/device.py as text; the names are the keys of `kiosk doctor --json`."""

    device_class: str
    driver: str
    simulated: bool
    fitted: bool
    status: str
    usable: bool
    paper: str
    cover: str
    media: str
    code: str
    action: str
    detail: str


@dataclass(frozen=True)
class Check:
    """Something that is not a device: `items`, `outlet` (which lists this terminal), `languages` (their files), `store`,
    `disk`, `aside` (records set aside), `recovery` (whether the operator can open what waits when the board is gone),
    `hub`, or `screen` (where the picture stood still for longer than a frame)."""

    name: str
    ok: bool
    code: str = ""
    action: str = str(Action.NOBODY)
    detail: str = ""


@dataclass(frozen=True)
class Findings:
    devices: tuple[DeviceRow, ...]
    checks: tuple[Check, ...]

    @property
    def trouble(self) -> bool:
        """Whether something that this terminal needs is down."""
        down = any(one.fitted and not one.usable for one in self.devices)
        return down or any(not one.ok for one in self.checks)

    def table(self) -> dict[str, Any]:
        """For programs; the keys are stable."""
        return {
            "ok": not self.trouble,
            "devices": [asdict(one) for one in self.devices],
            "checks": [asdict(one) for one in self.checks],
        }

    @staticmethod
    def of_table(table: dict[str, Any]) -> Findings:
        """Back from what `table` made."""
        return Findings(
            tuple(DeviceRow(**one) for one in table["devices"]),
            tuple(Check(**one) for one in table["checks"]),
        )

    def text(self) -> str:
        """For a person: one line each."""
        lines = []
        for one in self.devices:
            sign = "OK " if one.usable else "!! " if one.fitted else "-- "
            what = f"{sign}{one.device_class:18} {one.driver:16} {one.status}"
            lines.append(what + (_what_next(one.code, one.action) if one.fitted else ""))
        for check in self.checks:
            sign = "OK " if check.ok else "!! "
            lines.append(f"{sign}{check.name:18} {check.detail}{_what_next(check.code, check.action)}")
        lines.append(told("cli.doctor_trouble" if self.trouble else "cli.doctor_well"))
        return "\n".join(lines)


def of_running(
    devices: Devices,
    cache: OfflineCache,
    *,
    hub_up: bool | None,
    voice: Check | None = None,
    languages: Sequence[str] = (),
    screen: str = "",
) -> Findings:
    """From inside a running terminal. `screen`: what kept the picture from going on, for an engineer to read."""
    hub = Check("hub", ok=True) if hub_up else Check("hub", ok=False, code="line_down")
    speaks = (voice,) if voice is not None else ()
    checks = (
        *of_store(cache),
        hub,
        of_languages(languages),
        *speaks,
        Check("screen", ok=True, detail=screen),
    )
    return Findings(rows(devices), checks)


def of_voice(found: Outcome[str], fault: Failure | None) -> Check:
    """What speaks. A terminal that shall have no voice is well; one where another voice stands in is not."""
    if isinstance(found, Failure) and found.action is Action.NOBODY:
        return Check("voice", ok=True, detail=found.detail)
    return check("voice", fault or found, found.value if isinstance(found, Ok) else "")


def of_languages(languages: Sequence[str]) -> Check:
    """Whether every file of them can be read: what cannot is shown in Chinese, and somebody should know."""
    flaws = [flaw for code in languages for flaw in words(code).flaws]
    if not flaws:
        return Check("languages", ok=True, detail=", ".join(languages))
    more = f" (+{len(flaws) - 1})" if len(flaws) > 1 else ""
    return check("languages", Failure("wording_broken", Action.ENGINEER, f"{flaws[0]}{more}"))


def of_outlet(items: Catalogue, terminal_id: str) -> Check:
    """Whether an outlet lists this terminal: else it knows neither what is done here nor what is near."""
    outlets = items.region.outlets
    if outlets is None:
        return Check("outlet", ok=True)
    found = outlets.of_terminal(terminal_id)
    if found is None:
        return check("outlet", Failure("no_outlet", Action.ENGINEER, terminal_id))
    return check("outlet", Ok(found), found.id)


def of_store(cache: OfflineCache) -> tuple[Check, ...]:
    """What holds the keys, whether there is room, and whether records wait for an engineer."""
    count, keys = cache.aside_count(), cache.keys.description
    aside = Check("aside", ok=True)
    if count:
        aside = check("aside", Failure("set_aside", Action.ENGINEER, str(count)))
    store = check("store", Failure("safe_mode", Action.ENGINEER) if cache.safe_mode else Ok(None), keys)
    return store, check("disk", cache.room()), aside, _recovery(cache)


def _recovery(cache: OfflineCache) -> Check:
    """What is lost with a board is told always, and is trouble where the keys are those of a real terminal."""
    if cache.recoverable:
        return Check("recovery", ok=True)
    needed = cache.keys.fit_for_production
    return Check("recovery", ok=not needed, code="no_recovery", action=str(Action.ENGINEER))


def rows(devices: Devices) -> tuple[DeviceRow, ...]:
    return tuple(_row(one, fitted=one.device_class in devices.fitted) for one in devices.all())


def _row(device: FittedDevice, *, fitted: bool) -> DeviceRow:
    status = device.status
    return DeviceRow(
        device_class=str(device.device_class),
        driver=device.capabilities.driver,
        simulated=device.capabilities.simulated,
        fitted=fitted,
        status=str(status.state),
        usable=status.usable,
        paper=str(status.paper),
        cover=str(status.cover),
        media=str(status.media),
        code=status.code,
        action=str(status.action),
        detail=status.detail,
    )


def check(name: str, outcome: Outcome[Any], detail: str = "") -> Check:
    """A check from the outcome of trying it."""
    if isinstance(outcome, Failure):
        return Check(name, ok=False, code=outcome.code, action=str(outcome.action), detail=outcome.detail)
    return Check(name, ok=True, detail=detail)


def _what_next(code: str, action: str) -> str:
    if not code:
        return ""
    said = told(f"trouble.{code}") if has(f"trouble.{code}") else code
    return f" — {said} — {told(f'action.{action}')}"
