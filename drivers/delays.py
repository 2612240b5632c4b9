"""Every time constant of a supervisor, in one place, so that tests and `config.toml` can set them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True)
class Delays:
    """Seconds throughout."""

    poll_interval_s: float = 2.0
    """A claimed device with nothing to do is asked this often how it is."""
    rest_poll_interval_s: float = 2.0
    """The same while nobody is visiting: paper that runs out overnight need not be known within a second, and
    asking costs processor time all night long."""
    call_deadline_s: float = 10.0
    """For the supervisor's own calls (open, close, claim, release, poll); commands bring their own."""
    deadline_grace_s: float = 1.0
    """After a deadline the call is asked to stop (its cancel event is set) and gets this long to come back
    by itself before the device is taken for wedged. A well-behaved driver never needs the second half."""
    backoff_first_s: float = 1.0
    """Wait after the first failed attempt to open; doubled at each further one."""
    backoff_most_s: float = 30.0
    """A port that comes back is noticed after this long at worst."""
    backoff_jitter: float = 0.25
    """Each wait is lengthened by up to this share, so that a hundred terminals do not knock together."""
    most_abandoned: int = 4
    """So many hung threads of one device are left behind before it is given up until one of them returns."""
    quiet_poll_interval_s: float | None = None
    """At rest, while it is well and nothing lies in it: what a visit uses is asked when it begins. None: as at rest."""
    quiet_line_interval_s: float | None = None
    """The same, of a device on a line that tells when it ends (`OnALine`): a pulled plug is heard at once."""

    def backoff_s(self, attempt: int, rng: Random) -> float:
        """Wait before the next try after `attempt` failures in a row (1, 2, ...)."""
        doubled = self.backoff_first_s * 2.0 ** min(attempt - 1, 20)
        wait: float = min(doubled, self.backoff_most_s) * (1 + self.backoff_jitter * rng.random())
        return wait
