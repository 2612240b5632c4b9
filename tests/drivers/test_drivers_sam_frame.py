"""Frames of the SAM module: known bytes, noise, and pieces of any size."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.id_card_reader import frame
from drivers.id_card_reader.frame import PREAMBLE, FrameReader, wrap

VECTORS = Path(__file__).parent / "vectors"
bodies = st.binary(min_size=2, max_size=200).filter(lambda body: PREAMBLE not in wrap(body)[1:])
noise = st.binary(max_size=20).filter(lambda junk: b"\xaa" not in junk)


@pytest.mark.parametrize(
    ("command", "whole"),
    [
        (frame.RESET_SAM, "AAAAAA9669 0003 10FF EC"),
        (frame.SAM_STATUS, "AAAAAA9669 0003 11FF ED"),
        (frame.SAM_NUMBER, "AAAAAA9669 0003 12FF EE"),
        (frame.FIND, "AAAAAA9669 0003 2001 22"),
        (frame.SELECT, "AAAAAA9669 0003 2002 21"),
        (frame.READ_TEXT_AND_PHOTO, "AAAAAA9669 0003 3001 32"),
        (frame.READ_WITH_FINGERPRINT, "AAAAAA9669 0003 3010 23"),
        (frame.READ_NEWEST_ADDRESS, "AAAAAA9669 0003 3003 30"),
    ],
)
def test_requests_are_the_documented_bytes(command: tuple[int, int], whole: str) -> None:
    assert wrap(bytes(command)) == bytes.fromhex(whole)


@pytest.mark.parametrize("name", sorted(path.name for path in VECTORS.glob("*.bin")))
def test_a_whole_answer_is_one_intact_frame(name: str) -> None:
    data = (VECTORS / name).read_bytes()
    assert len(data) == 1295
    [answer] = FrameReader().feed(data)
    assert answer.intact
    assert answer.sw3 == 0x90
    assert wrap(answer.body) == data


@settings(max_examples=150)
@given(st.lists(st.tuples(noise, bodies), min_size=1, max_size=4), st.integers(1, 40))
def test_frames_survive_noise_between_them_and_any_cutting(
    frames: list[tuple[bytes, bytes]], piece: int
) -> None:
    line = b"".join(junk + wrap(body) for junk, body in frames)
    reader = FrameReader()
    seen = [one for at in range(0, len(line), piece) for one in reader.feed(line[at : at + piece])]
    assert [one.body for one in seen] == [body for _, body in frames]
    assert all(one.intact for one in seen)


@settings(max_examples=150)
@given(
    st.lists(st.one_of(st.binary(max_size=40), st.just(PREAMBLE), st.just(PREAMBLE + b"\0\4")), max_size=12)
)
def test_no_bytes_at_all_make_the_reader_raise_or_hoard(pieces: list[bytes]) -> None:
    reader = FrameReader()
    for piece in pieces:
        reader.feed(piece)
    assert len(reader._buffer) <= frame.LONGEST + 7
    reader.clear()
    [answer] = reader.feed(wrap(b"\0\0\x90"))
    assert answer.intact


@given(bodies, st.integers(0, 7), st.data())
def test_one_flipped_bit_in_the_body_is_noticed(body: bytes, bit: int, data: st.DataObject) -> None:
    whole = bytearray(wrap(body))
    whole[data.draw(st.integers(7, len(whole) - 1))] ^= 1 << bit
    seen = FrameReader().feed(bytes(whole))
    assert not any(one.intact for one in seen)


def test_a_damaged_length_does_not_swallow_the_next_frame() -> None:
    damaged = bytearray(wrap(b"\0\0\x90"))
    damaged[6] = 12  # swallows the beginning of what follows
    seen = FrameReader().feed(bytes(damaged) + wrap(b"\0\0\x9f"))
    assert [one.sw3 for one in seen if one.intact] == [0x9F]


@pytest.mark.parametrize(
    ("command", "body", "fits"),
    [
        (frame.FIND, "00009F00000000", True),
        (frame.FIND, "000080", True),
        (frame.FIND, "000090", False),
        (frame.FIND, "000066", True),
        (frame.SAM_STATUS, "000090", True),
        (frame.SAM_STATUS, "00009F00000000", False),
        (frame.SAM_STATUS, "000090" + "00" * 1284, False),
        (frame.SELECT, "000090" + "00" * 8, True),
        (frame.SELECT, "000081", True),
        (frame.READ_TEXT_AND_PHOTO, "000090" + "00" * 1284, True),
        (frame.READ_TEXT_AND_PHOTO, "000090" + "00" * 8, False),
        (frame.READ_TEXT_AND_PHOTO, "000041", True),
    ],
)
def test_a_late_answer_to_another_command_is_told_apart(
    command: tuple[int, int], body: str, *, fits: bool
) -> None:
    assert frame.may_answer(command, frame.Frame(bytes.fromhex(body), intact=True)) is fits


def test_its_repr_shows_no_content() -> None:
    [answer] = FrameReader().feed((VECTORS / "read_cn.bin").read_bytes())
    assert repr(answer) == "Frame(1287 bytes, sw3=90, intact=True)"
