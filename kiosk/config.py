"""`config.toml` as frozen, checked values. A mistake is told with file, key, reason and an example, all at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import time
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from catalogue.model import Text
from catalogue.realm import Realm
from contract.staff_pass import STAFF_NUMBER
from drivers.device import DeviceClass
from drivers.registry import SIMULATED, factory, simulated
from kiosk.input_method.fuzzy import ALIKE, USUAL
from kiosk.staff_door import is_hash
from offline_cache.recovery import RecoveryLock
from outcome import Action, Failure, Ok, Outcome
from visit.held.delays import Delays
from visit.held.night import Night
from wording import LANGUAGES, codes, look_in

EMBEDDED = "embedded"
ROOT = Path(__file__).parent.parent
"""Where `config.toml`, `services/` and `demo/` lie in a checkout."""


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TerminalConfig(Section):
    id: str = Field(pattern=r"^[A-Z0-9]{4,12}$")
    name: Text
    window_phone: str = Field(min_length=3)
    languages: tuple[str, ...] = LANGUAGES
    """Those on the language button; the first is the one that a visit begins in."""
    floor: str = ""
    zone: str = ""
    """Where in the hall it stands: it shows the lists of there (services/_region/published.yaml); empty for all."""

    @field_validator("languages")
    @classmethod
    def _there(cls, chosen: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [one for one in chosen if one not in codes()]
        if unknown or not chosen or len(set(chosen)) != len(chosen):
            what = f"has no {', '.join(unknown)}" if unknown else "must name each language once"
            raise ValueError(f"{what}; there are {', '.join(codes())} (docs/add-a-language.md)")
        return chosen


class PanelConfig(Section):
    diagonal_inch: float = Field(ge=7, le=100)
    width_px: int = Field(ge=480, le=8000)
    height_px: int = Field(ge=480, le=8000)
    bottom_edge_mm: float = Field(default=850.0, ge=100, le=1800)
    """Height of the lower edge of the picture above the floor: what somebody who sits reaches follows from it."""
    night: str = Field(default="", pattern=r"^(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?$")
    """When the picture is dark, for a terminal in a dark place: "21:00-06:30"; empty never."""
    dim_s: float = Field(default=300.0, ge=10, le=86400)
    """Seconds after which, at night, the picture of a terminal that nobody uses is dimmed; a touch or a person wakes it."""
    fullscreen: bool = True

    def dark(self) -> Night | None:
        if not self.night:
            return None
        begins, _, ends = self.night.partition("-")
        return Night(time.fromisoformat(begins), time.fromisoformat(ends))


class HubConfig(Section):
    url: str = Field(pattern=r"^(embedded|https?://\S+)$")
    heartbeat_s: float = Field(default=60.0, ge=1.0, le=3600.0)


class MaintenanceConfig(Section):
    pins: dict[str, str] = Field(default={}, max_length=8)
    """Staff number: what `kiosk staff-pin` printed of their PIN. Without any, only passes of the hub open the door."""

    @field_validator("pins")
    @classmethod
    def _hashes(cls, pins: dict[str, str]) -> dict[str, str]:
        for staff, made in pins.items():
            if not STAFF_NUMBER.fullmatch(staff):
                raise ValueError(
                    f"{staff} is no staff number: at most eight letters, digits or hyphens, with a digit"
                )
            if not is_hash(made):
                raise ValueError(f"of {staff} is not what `kiosk staff-pin` printed")
        return pins


class StoreConfig(Section):
    algorithm: Literal["sm4-gcm", "aes-256-gcm"] = "sm4-gcm"
    keys: Literal["file", "systemd", "tpm2"] = "file"
    """Where the terminal's own keys live (`kiosk/key_homes.py`)."""
    recovery_key: str = ""
    """The operator's public key, base64 (`kiosk keys make-recovery`)."""

    @field_validator("recovery_key")
    @classmethod
    def _locks(cls, text: str) -> str:
        if text and isinstance(RecoveryLock.parse(text), Failure):
            raise ValueError("is not a key that `kiosk keys make-recovery` printed")
        return text

    def recovery(self) -> RecoveryLock | None:
        parsed = RecoveryLock.parse(self.recovery_key)
        return parsed.value if isinstance(parsed, Ok) else None


class TypingConfig(Section):
    alike: tuple[str, ...] = USUAL
    """Sounds that people here do not tell apart when they type pinyin (`kiosk/input_method/fuzzy.py`)."""

    @field_validator("alike")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [one for one in names if one not in ALIKE]
        if unknown:
            raise ValueError(f"{unknown[0]} is none of {', '.join(ALIKE)}")
        return names


class SpeechConfig(Section):
    """The voice (docs/speech.md)."""

    engine: Literal["espeak", "recorded", "sherpa", "written", "none"] = "espeak"
    speed: float = Field(default=1.0, ge=0.7, le=2.0)
    """Times the usual pace, at the begin of each visit."""
    volume: int = Field(default=50, ge=10, le=100)
    """Percent, at the begin of each visit: set so that it is 65 dBA at most where a head is."""
    elder: bool = True
    """长辈版 is spoken along by the loudspeaker; false where that disturbs."""
    elder_speed: float = Field(default=0.85, ge=0.7, le=1.0)
    """Of the usual pace, for what is spoken along."""
    recordings: Path | None = None
    """Folder of recorded sentences."""
    model: Path | None = None
    """Folder of a model for `engine = "sherpa"`."""
    speaker: int = Field(default=0, ge=0, le=10_000)
    """Which voice of the model."""

    @model_validator(mode="after")
    def _complete(self) -> SpeechConfig:
        if self.engine == "recorded" and self.recordings is None:
            raise ValueError('engine = "recorded" needs recordings = "/srv/voice"')
        if self.engine == "sherpa" and self.model is None:
            raise ValueError('engine = "sherpa" needs model = "/srv/model"')
        return self


class Config(Section):
    """One terminal's settings."""

    realm: Realm
    production: bool
    services: Path = Path("services")
    wording: Path | None = None
    """A folder with more languages, or other words for those there are (docs/add-a-language.md)."""
    terminal: TerminalConfig
    panel: PanelConfig
    hub: HubConfig
    store: StoreConfig = StoreConfig()
    speech: SpeechConfig = SpeechConfig()
    maintenance: MaintenanceConfig = MaintenanceConfig()
    typing: TypingConfig = TypingConfig()
    delays: dict[str, float] = {}
    devices: dict[DeviceClass, dict[str, Any]] = {}

    def simulated(self) -> tuple[DeviceClass, ...]:
        """Device classes that hang on a simulator."""
        return tuple(name for name, table in self.devices.items() if SIMULATED in table.values())

    def visit_delays(self) -> Delays:
        return Delays(**self.delays)


EXAMPLES = {
    "realm": 'realm = "demo"',
    "production": "production = false",
    "services": 'services = "services"',
    "wording": 'wording = "wording"',
    "terminal": '[terminal] id = "QH0001"',
    "terminal.id": 'id = "QH0001"',
    "terminal.outlet": "delete it: services/_region/outlets.yaml lists the terminals of every outlet, terminals: [QH0001]",
    "terminal.languages": 'languages = ["zh", "en"]',
    "terminal.name": 'name = { zh = "城关镇便民服务中心", en = "Chengguan Town Service Centre" }',
    "panel": "[panel] diagonal_inch = 27.0  width_px = 1080  height_px = 1920",
    "hub": '[hub] url = "embedded"',
    "hub.url": 'url = "https://hub.example"',
    "store": '[store] algorithm = "sm4-gcm"',
    "store.recovery_key": 'recovery_key = "..."  # the line that `kiosk keys make-recovery` prints',
    "typing": '[typing] alike = ["zh-z", "ch-c", "sh-s", "n-l", "en-eng", "in-ing", "h-f"]',
    "typing.alike": 'alike = ["zh-z", "n-l"]',
    "speech": '[speech] engine = "espeak"',
    "maintenance": '[maintenance.pins] K-01 = "..."  # the line that `kiosk staff-pin` prints',
    "delays": "[delays] idle_s = 120.0",
    "devices": '[devices.id_card_reader] driver = "sam_serial"  port = "/dev/ttyUSB0"',
}


@dataclass(frozen=True)
class Mistake:
    """One thing wrong in the file."""

    key: str
    reason: str
    example: str

    def __str__(self) -> str:
        hint = f"; for example: {self.example}" if self.example else ""
        return f"{self.key}: {self.reason}{hint}"


def load(path: Path) -> Outcome[Config]:
    """Read and check the file; every mistake in one `Failure("config", ENGINEER)`, a line each."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        return _wrong(path, [Mistake("file", error.strerror or "cannot be read", "--config config.toml")])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return _wrong(path, [Mistake("file", f"is not TOML: {error}", 'realm = "demo"')])
    if isinstance(table.get("wording"), str):
        look_in(Path(table["wording"]))
    config: Config | None = None
    mistakes: list[Mistake] = []
    try:
        config = Config.model_validate(table)
    except ValidationError as error:
        mistakes = [_mistake(dict(one)) for one in error.errors()]
    # From the table and not from the model, so that these are told together with what the model refuses.
    devices = _device_tables(table)
    mistakes += _delay_mistakes(_part(table, "delays"))
    mistakes += _device_mistakes(devices)
    if table.get("production") is True:
        mistakes += _production_mistakes(devices, _part(table, "hub").get("url"))
    mistakes += _transcript_mistakes(table)
    if config is None or mistakes:
        return _wrong(path, mistakes)
    return Ok(config)


def _part(table: dict[str, Any], name: str) -> dict[str, Any]:
    part = table.get(name)
    return part if isinstance(part, dict) else {}


def _device_tables(table: dict[str, Any]) -> dict[DeviceClass, dict[str, Any]]:
    known = {str(one): one for one in DeviceClass}
    return {
        known[name]: one
        for name, one in _part(table, "devices").items()
        if name in known and isinstance(one, dict)
    }


def _mistake(error: dict[str, Any]) -> Mistake:
    key = ".".join(str(part) for part in error["loc"] if part != "[key]")
    reason = {"extra_forbidden": "unknown key", "missing": "is missing"}.get(error["type"], error["msg"])
    example = next((EXAMPLES[name] for name in (key, key.split(".", maxsplit=1)[0]) if name in EXAMPLES), "")
    if not example:
        meant = get_close_matches(key, EXAMPLES, 1)
        example = EXAMPLES[meant[0]] if meant else EXAMPLES["realm"]
    return Mistake(key, str(reason), example)


def _delay_mistakes(delays: dict[str, Any]) -> list[Mistake]:
    known = {field.name for field in fields(Delays)}
    numbers = {name: value for name, value in delays.items() if isinstance(value, int | float)}
    wrong = [
        Mistake(f"delays.{name}", "unknown key", EXAMPLES["delays"]) for name in delays if name not in known
    ]
    wrong += [
        Mistake(f"delays.{name}", "must be a finite number of more than 0 seconds", EXAMPLES["delays"])
        for name, value in numbers.items()
        if not (isfinite(value) and value > 0)
    ]
    if numbers.get("still_there_s", Delays.still_there_s) < Delays.still_there_s:
        # WCAG 2.2.1: whoever is slow gets at least 20 s to answer.
        wrong.append(Mistake("delays.still_there_s", "must be at least 20 seconds", "still_there_s = 20.0"))
    return wrong


def _device_mistakes(devices: dict[DeviceClass, dict[str, Any]]) -> list[Mistake]:
    wrong = []
    for device_class, table in devices.items():
        made = factory(device_class, simulated(device_class, table, {}))
        if isinstance(made, Failure):
            key, _, rest = made.detail.partition(": ")
            reason, _, example = rest.partition("; for example: ")
            wrong.append(Mistake(key, reason, example))
    return wrong


def _production_mistakes(devices: dict[DeviceClass, dict[str, Any]], hub_url: object) -> list[Mistake]:
    """Production refuses whatever is only pretended."""
    wrong = [
        Mistake(f"devices.{name}", "production refuses simulators", 'port = "/dev/serial/by-id/..."')
        for name, table in devices.items()
        if SIMULATED in table.values()
    ]
    if hub_url == EMBEDDED:
        wrong.append(Mistake("hub.url", "production refuses the embedded hub", EXAMPLES["hub.url"]))
    return wrong


def _transcript_mistakes(table: dict[str, Any]) -> list[Mistake]:
    """What is said to real people is written nowhere, masked or not."""
    real = table.get("realm") == Realm.REAL.value
    if _part(table, "speech").get("engine") != "written" or not (real or table.get("production") is True):
        return []
    where = 'realm = "real"' if real else "production"
    return [Mistake("speech.engine", f"{where} keeps no transcript", 'engine = "espeak"')]


def _wrong(path: Path, mistakes: list[Mistake]) -> Failure:
    return Failure("config", Action.ENGINEER, "\n".join(f"{path}: {mistake}" for mistake in mistakes))
