"""Orders to the readers of cards and codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.effects.base import Effect

if TYPE_CHECKING:
    from uuid import UUID

    from contract.card_pin import CardReport, CardScript


@dataclass(frozen=True)
class ReadIdCard(Effect):
    """Read until a card was read, or `StopReading`."""


@dataclass(frozen=True)
class StopReading(Effect):
    pass


@dataclass(frozen=True)
class ReadSocialCard(Effect):
    """Read until a chip card was read, or `StopReading`."""


@dataclass(frozen=True)
class ListenForCodes(Effect):
    """Tell of every code that is laid before the reader, until `StopListening`. Listening twice is listening once."""


@dataclass(frozen=True)
class StopListening(Effect):
    pass


@dataclass(frozen=True)
class ReadCodeUnderCamera(Effect):
    """Look for a code under the document camera; the picture is kept nowhere."""

    order: UUID


@dataclass(frozen=True)
class RunCardScript(Effect):
    """The issuer's commands to the card in the reader; to no other card than the script's."""

    job_id: str
    script: CardScript = field(repr=False)


@dataclass(frozen=True)
class ChangeCardPin(Effect):
    """To no other card than this."""

    job_id: str
    card_id: str = field(repr=False)
    old: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True)
class TryCardPin(Effect):
    """Ask the card whether it takes this PIN; to no other card than this."""

    job_id: str
    card_id: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True)
class ReportCard(Effect):
    """Tell the hub what became of the card of an approved case."""

    report: CardReport
