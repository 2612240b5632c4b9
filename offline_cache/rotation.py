"""A new wrapping secret for the terminal, without losing a record, wherever the power goes.

The home keeps the new secret beside the old one; then every data key is wrapped anew in one transaction; then the home
forgets the old one. In between both open, so each of the three steps may be the last before a power cut, and the next
opening ends what was begun. The signing key stays: the hub knows the terminal by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outcome import Action, Failure, Outcome

if TYPE_CHECKING:
    from offline_cache.keys import HeldKeys
    from offline_cache.store import OfflineCache


def rotate(cache: OfflineCache, home: HeldKeys) -> Outcome[int]:
    """Begin and end a rotation on an open store whose home `home` is; how many data keys were wrapped anew.

    Failures besides those of every call of the store: `salvage_first` (a damaged store is kept, which opens with the
    old secret alone), `wrong_key` (a data key does not open: nothing is changed), and those of the home.
    """
    if cache.for_staff.damaged_stores():
        return _salvage_first()
    begun = home.begin_rotation()
    return begun if isinstance(begun, Failure) else finish(cache, home)


def finish(cache: OfflineCache, home: HeldKeys) -> Outcome[int]:
    """End what was begun, perhaps before a power cut. Failures as `rotate`; both secrets open until it is done."""
    wrapped = cache.for_staff.wrap_anew().result()
    if isinstance(wrapped, Failure):
        return wrapped
    if cache.for_staff.damaged_stores():  # perhaps only since a moment ago
        return _salvage_first()
    ended = home.end_rotation()
    return ended if isinstance(ended, Failure) else wrapped


def _salvage_first() -> Failure:
    detail = "a damaged store is kept, and opens with the key of now alone: salvage it first"
    return Failure("salvage_first", Action.ENGINEER, detail)
