"""Every parser against some damaged messages and some noise: the short run. The long one is `make torture`."""

from __future__ import annotations

from random import Random

import pytest
from fuzz_damage import damaged
from fuzz_target import Target, pieces
from fuzz_targets import TARGETS
from hypothesis import given, note, settings
from hypothesis import strategies as st

EVERY = pytest.mark.parametrize("target", TARGETS.values(), ids=str)


def run(target: Target, inputs: st.SearchStrategy[bytes]) -> None:
    @settings(max_examples=target.examples, deadline=None)
    @given(inputs)
    def holds(data: bytes) -> None:
        note(f"python tests/fuzz/fuzz_loop.py {target.name} --input {data.hex()}")
        target.check(data)

    holds()


@EVERY
def test_damaged_messages(target: Target) -> None:
    run(target, st.randoms(use_true_random=False).map(target.input))


@EVERY
def test_mere_bytes(target: Target) -> None:
    run(target, st.binary(max_size=400))


@EVERY
def test_whole_messages_and_nothing_at_all(target: Target) -> None:
    target.check(b"")
    for seed in range(3):
        target.check(target.message(Random(seed)))


def test_damage_is_the_same_for_the_same_seed_and_is_damage() -> None:
    message = b"CH1: ON\r\nCH2: OFF\r\n"
    made = [damaged(Random(seed), message, (b"CH9",)) for seed in range(300)]
    assert made == [damaged(Random(seed), message, (b"CH9",)) for seed in range(300)]
    assert len(set(made)) > 200
    assert {len(one) for one in made} > {0, len(message)}


@given(st.binary(max_size=3000))
def test_pieces_are_the_whole(data: bytes) -> None:
    assert b"".join(pieces(data)) == data
    assert list(pieces(data)) == list(pieces(data))
