"""What a driver's module says of itself to the registry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from drivers.device import Device


Seconds = Annotated[float, Field(gt=0, le=3600)]
"""For options: a wait that ends."""
TcpPort = Annotated[int, Field(ge=1, le=65535)]
Baud = Annotated[int, Field(ge=1200, le=921600)]
Where = Annotated[str, Field(min_length=1)]
"""A device file, host or address."""


@dataclass(frozen=True)
class DriverSpec:
    """One driver; an entry point of the group `bangban.drivers` points to it."""

    options: type[Any]
    """A frozen dataclass with a default for everything that can have one; unknown keys are refused."""
    make: Callable[[Any], Device]
    """Builds the device from its options, without touching hardware."""
    example: str
    """One line of TOML that works, shown with every error."""
    wire: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """The options that say where the device is, with values that fit. In `config.toml` one of them may be
    "simulated": they are then replaced by a simulator's. Empty: there is no simulator for this driver."""
