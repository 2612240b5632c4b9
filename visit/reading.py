"""长辈版 is spoken along: the title of each page and what to do there, for whoever reads badly, by the loudspeaker.

Not for who is served spoken: they hear all of a page, by the keypad, and two voices at once are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.state import State


def can_read(state: State) -> bool:
    """Whether this visit could be read along: it can be silenced, and read again."""
    machine, comfort = state.machine, state.comfort
    return machine.reads and comfort.elder and not comfort.spoken and machine.usable() >= {"speaker", "voice"}


def reads(state: State) -> bool:
    """Whether what is shown now is read along."""
    return can_read(state) and not state.comfort.quiet
