"""What every simulated device shows to the dock: its wires, its state, and what a hand can do to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from drivers.simulators.faults import Faults
    from drivers.simulators.wires import Wire


class WrongArgumentError(ValueError):
    """Said to the person at the dock."""


@dataclass(frozen=True)
class Verb:
    """Something to do, with one line of help in both languages. `do` takes words and raises WrongArgumentError."""

    usage: str
    zh: str
    en: str
    do: Callable[..., None]
    choices: Callable[[], Sequence[str]] = tuple
    """Values that its one word may have, when they can be listed; those of a usage like `a|b` need not be."""


class Simulator(Protocol):
    """One device on the bench."""

    @property
    def name(self) -> str:
        """Its device class, as in `config.toml`."""

    @property
    def faults(self) -> Faults: ...

    @property
    def wires(self) -> Sequence[Wire]:
        """All of them are pulled by `unplug`."""

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        """By driver that can be used here: the options of `config.toml` that lead to this device."""

    def failure(self, word: str) -> str:
        """The code to fail with, in the device's own words; WrongArgumentError names those there are."""

    def verbs(self) -> dict[str, Verb]:
        """What only this device can do; a name is used by one device alone."""

    def state(self) -> dict[str, object]:
        """For a person who looks at the dock; nothing that stands on a card or a receipt."""

    def close(self) -> None:
        """Let go of what is not a wire; safe twice."""


def one_of(word: str, allowed: Sequence[str]) -> str:
    if word not in allowed:
        raise WrongArgumentError(f"{word!r} is none of: {', '.join(allowed)}")
    return word


def number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise WrongArgumentError(f"{text!r} is not a number") from None
    if not 0 <= value <= 3600:
        raise WrongArgumentError("a number from 0 to 3600 is needed")
    return value
