"""A new signing key for the terminal, which the hub takes and certifies by a new enrolment.

The home keeps the new key beside the old one; the hub takes it; the home signs with it and remembers the public half of
the old one; the hub's papers for the new one are kept; the store notes which rows of the audit trail the old one signed;
the home forgets it. The power may go between any two: before the hub has the new key the old one works, afterwards the
new one does (`HubLink` tries both), and doing it again goes on where it was broken off. What the store has to note is
made up for at the next start, with no line; papers that are missing come with the next heartbeat as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from contract.fleet import Enrolled
    from offline_cache.keys import HeldKeys
    from offline_cache.store import OfflineCache


def renew(
    cache: OfflineCache, home: HeldKeys, enrol: Callable[[bytes], Outcome[Enrolled]]
) -> Outcome[Enrolled]:
    """On an open store whose home `home` is; `enrol` shows the hub a public key.

    Failures: those of `enrol` (nothing is changed, unless the hub took the key and its answer was lost: do it again),
    of the store, of the home, and `bad_papers`.
    """
    finished = finish(cache, home)
    if isinstance(finished, Failure):
        return finished
    # The hub gave the code away for the key that signs already, and hears no third one with it.
    taken = home.signed_before is not None
    shown = Ok(home.public_key()) if taken else home.offer_signing()
    if isinstance(shown, Failure):
        return shown
    enrolled = enrol(shown.value)
    if isinstance(enrolled, Failure):
        return enrolled
    for step in (
        *(() if taken else (home.take_offered,)),
        lambda: cache.papers.enrolled(enrolled.value.papers),
        lambda: finish(cache, home),
    ):
        done = step()
        if isinstance(done, Failure):
            return done
    return enrolled


def finish(cache: OfflineCache, home: HeldKeys) -> Outcome[None]:
    """End what was begun, perhaps before a power cut, but for papers that are missing: until they are here the home
    remembers that they are. Failures: those of the store and of the home.
    """
    before = home.signed_before
    if before is None:
        return Ok(None)
    noted = cache.for_staff.note_signing_key(before).result()
    if isinstance(noted, Failure) or cache.papers.certificate is None:
        return noted
    return home.forget_signed_before()
