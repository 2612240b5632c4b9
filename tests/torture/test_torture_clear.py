"""The search for residents finds them in every dress (after each proof of this room it finds none: conftest.py)."""

from __future__ import annotations

import base64

import pytest
from torture_nursery import Nursery
from torture_residents import SECRETS
from torture_search import disguises, spilled


@pytest.mark.parametrize("secret", SECRETS)
def test_control_the_search_finds_what_was_hidden(tmp_path, secret):
    around = b'{"answers":{"x":"%s"}}' % secret.encode()
    hidden = {how: b"\x00\xff" + what + b"\xff" for how, what in disguises(secret).items()}
    hidden |= {f"in base64 after {n}": base64.urlsafe_b64encode(b"?" * n + around) for n in range(4)}
    for number, content in enumerate(hidden.values()):
        path = tmp_path / "deep" / str(number)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        assert spilled(tmp_path), list(hidden)[number]
        path.unlink()


def test_control_a_life_that_logs_a_resident_is_found(tmp_path):
    with Nursery(tmp_path) as nursery:
        nursery.live("babble").end()
    assert [find.partition(":")[0] for find in spilled(tmp_path)] == ["lives.log", "notes"]
    (tmp_path / "lives.log").unlink()
    (tmp_path / "temporary" / "notes").unlink()
