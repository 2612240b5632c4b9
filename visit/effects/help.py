"""Orders about a call for help."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.effects.base import Effect

if TYPE_CHECKING:
    from uuid import UUID

    from contract.help import HelpCall


@dataclass(frozen=True)
class OpenHelp(Effect):
    call: HelpCall


@dataclass(frozen=True)
class SayToHub(Effect):
    call: UUID
    key: UUID
    text: str = field(repr=False)


@dataclass(frozen=True)
class CloseHelpCall(Effect):
    call: UUID
