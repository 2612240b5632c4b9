"""After the farewell nothing of the resident is left: not in the state, not in an object, not in a file, not in memory."""

from __future__ import annotations

import gc

import pytest
from kiosk_bench import LICENCE
from kiosk_traces import copies_in_memory, files_with, held_strings
from kiosk_view_screen import play_by_views

NAME = "李建国"
NUMBER = "99010119880712001X"
PHONE = "10000000001"
"""Typed by the player: the example of the item."""
SHOP = "杏花春"


def test_the_search_finds_what_is_there(tmp_path):
    """A search that cannot find would prove nothing."""
    secret = f"{uuid4()}"
    assert copies_in_memory(secret) >= 1
    holder = {"deep": [("in", {secret})]}
    assert held_strings(secret)
    (tmp_path / "log").write_text(f"read {secret}")
    assert files_with(tmp_path, secret) == [tmp_path / "log"]
    del holder


@pytest.mark.slow
def test_nothing_of_a_resident_outlives_the_farewell(rig):
    play_by_views(rig, LICENCE, "li")
    rig.on("attract")
    rig.until("the case to be at the hub", lambda: rig.terminal.cache.waiting() == 0)
    rig.until("the log to be emptied", lambda: not rig.terminal.sync._untidy)
    assert rig.wiped >= 1
    state = rig.terminal.mailbox.state
    assert state.visit is None
    assert state.help is None
    gc.collect()
    for secret in (NAME, NUMBER, PHONE, SHOP):
        assert secret not in repr(state)
        assert not held_strings(secret), f"an object still holds {secret}"
        found = [
            path for path in files_with(rig.data, secret) if "hub" not in path.relative_to(rig.data).parts
        ]
        found += [path for path in files_with(rig.around.runtime, secret) if "receipts" not in path.parts]
        assert not found, f"{secret} stands in {found}"
    assert not files_with(rig.data / "hub", NUMBER), "the hub seals it as well"
