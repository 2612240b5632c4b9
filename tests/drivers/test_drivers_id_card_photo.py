"""The photo: decoded by a library of somebody else's where there is one, and never a reason to refuse a card."""

from __future__ import annotations

import threading
from importlib.metadata import EntryPoint, EntryPoints
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import ReaderBench, reader_on
from drivers_photo_decoder import PICTURE

from drivers.id_card_reader import photo
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bench(short_dir: Path) -> Iterator[ReaderBench]:
    with reader_on("pty", short_dir) as one:
        yield one


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    home = "drivers_photo_decoder"
    there = EntryPoints(
        EntryPoint(name, f"{home}:{kind}", photo.GROUP)
        for name, kind in (("ours", "Decoder"), ("none", "NoPicture"), ("bad", "Crashing"))
    )
    monkeypatch.setattr(photo, "entry_points", lambda group: there.select(group=group))


def read(bench: ReaderBench, name: str) -> Any:
    device = bench.make(photo_decoder=name)
    assert device.open() == Ok(None)
    bench.simulator.insert_card("wang")
    card = device.read_raw_data(threading.Event(), 5.0)
    assert isinstance(card, Ok), card
    device.close()
    return card.value


def test_with_a_decoder_a_card_has_a_picture(bench: ReaderBench) -> None:
    card = read(bench, "ours")
    assert card.picture == PICTURE
    assert len(card.photo) == 1024


@pytest.mark.parametrize("name", ["", "none", "bad"])
def test_without_one_or_with_a_bad_one_the_card_is_read_all_the_same(bench: ReaderBench, name: str) -> None:
    card = read(bench, name)
    assert card.picture == b""
    assert card.id_number


def test_a_decoder_that_is_not_installed_is_told_at_the_opening(bench: ReaderBench) -> None:
    outcome = bench.make(photo_decoder="theirs").open()
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == ("config", Action.ENGINEER)
    assert "bad, none, ours" in outcome.detail
