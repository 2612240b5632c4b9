"""Streams of pictures, whole and broken."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.camera.jpeg import decoded
from drivers.camera.multipart import MultipartReader, boundary_of

BOUNDED = settings(max_examples=200, deadline=None)
BOUNDARY = b"--frame"
ONE, TWO = b"\xff\xd8one\xff\xd9", b"\xff\xd8two, longer\xff\xd9"
REAL = cv2.imencode(".jpg", np.full((48, 64, 3), 90, np.uint8))[1].tobytes()


def part(jpeg: bytes, length: int | None = None, ending: bytes = b"\r\n", name: bytes = BOUNDARY) -> bytes:
    lines = [name, b"Content-Type: image/jpeg"]
    if length is not None:
        lines.append(b"Content-Length: %d" % length)
    return ending.join([*lines, b"", b""]) + jpeg + ending


def read(stream: bytes, size: int = 7) -> list[bytes]:
    reader = MultipartReader(BOUNDARY)
    return [one for at in range(0, len(stream), size) for one in reader.feed(stream[at : at + size])]


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
@pytest.mark.parametrize("ending", [b"\r\n", b"\n"])
def test_parts_with_a_length_come_out_at_once(size: int, ending: bytes) -> None:
    stream = part(ONE, len(ONE), ending) + part(TWO, len(TWO), ending)
    assert read(stream, size) == [ONE, TWO]


@pytest.mark.parametrize("size", [1, 5, 1000])
@pytest.mark.parametrize("length", [None, 0, 1, 5, 99])
def test_a_missing_or_wrong_length_costs_no_picture_that_is_followed(size: int, length: int | None) -> None:
    stream = b"".join(part(one, length) for one in (ONE, TWO, ONE, TWO, ONE, TWO, ONE, TWO))
    pictures = read(stream, size)
    assert {ONE, TWO} >= set(pictures)
    assert pictures
    if length != 99:  # a length that reaches into the next part swallows that one
        assert pictures == [ONE, TWO] * 3 + [ONE]


def test_boundary_with_four_dashes() -> None:
    assert read(part(ONE, len(ONE), name=b"----frame")) == [ONE]


@pytest.mark.parametrize(
    ("header", "boundary"),
    [
        ("multipart/x-mixed-replace; boundary=frame", b"--frame"),
        ("multipart/x-mixed-replace;boundary=--frame", b"--frame"),
        ('Multipart/X-Mixed-Replace; charset=x; Boundary="frame"', b"--frame"),
        ("text/html", None),
        ("", None),
        ("multipart/x-mixed-replace", None),
        ("multipart/x-mixed-replace; boundary=", None),
        ("multipart/x-mixed-replace; boundary=--", None),
    ],
)
def test_the_boundary_is_read_from_the_header(header: str, boundary: bytes | None) -> None:
    assert boundary_of(header) == boundary


@BOUNDED
@given(st.text(max_size=60))
def test_no_header_is_a_bug(text: str) -> None:
    boundary_of(text)
    boundary_of("multipart/x; boundary=" + text)


@BOUNDED
@given(noise=st.binary(max_size=300), size=st.integers(1, 50), most=st.integers(1, 200))
def test_noise_is_survived_and_what_follows_it_is_read(noise: bytes, size: int, most: int) -> None:
    reader = MultipartReader(BOUNDARY, most_bytes=200)
    stream = noise + part(ONE, len(ONE)) + part(TWO, len(TWO)) * 40
    pictures = [one for at in range(0, len(stream), size) for one in reader.feed(stream[at : at + size])]
    assert TWO in pictures


@BOUNDED
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [BOUNDARY, b"\r\n", b"\r\n\r\n", b"Content-Length: 9", b"Content-Length: -3", ONE, TWO, b"--"]
            ),
            st.binary(max_size=12),
        ),
        max_size=60,
    )
)
def test_pieces_in_any_order_never_raise_and_never_grow(pieces: list[bytes]) -> None:
    reader = MultipartReader(BOUNDARY, most_bytes=500)
    for piece in pieces:
        for picture in reader.feed(piece):
            assert picture.startswith(b"\xff\xd8")
            assert picture.endswith(b"\xff\xd9")
            assert len(picture) <= 500 + 100
    assert len(reader._buffer) <= 8192 + 500 + 100


def test_an_endless_part_is_left_behind() -> None:
    reader = MultipartReader(BOUNDARY, most_bytes=1000)
    reader.feed(BOUNDARY + b"\r\n\r\n\xff\xd8")
    for _ in range(100):
        assert reader.feed(b"x" * 500) == []
    assert len(reader._buffer) < 2000
    assert reader.broken == 1
    assert reader.feed(part(ONE, len(ONE))) == [ONE]


# --- one picture --------------------------------------------------------------------------------


def test_a_jpeg_is_decoded() -> None:
    assert decoded(REAL).shape == (48, 64, 3)


@BOUNDED
@given(at=st.integers(0, len(REAL) - 1), value=st.integers(0, 255))
def test_a_damaged_jpeg_is_an_image_or_nothing(at: int, value: int) -> None:
    damaged = bytearray(REAL)
    damaged[at] = value
    image = decoded(bytes(damaged))
    assert image is None or image.ndim == 3


@BOUNDED
@given(st.binary(max_size=100))
def test_what_is_no_picture_is_nothing(data: bytes) -> None:
    assert decoded(data) is None
    assert decoded(b"\xff\xd8" + data + b"\xff\xd9") is None


def test_a_picture_that_claims_to_be_huge_is_not_unpacked() -> None:
    at = REAL.index(b"\xff\xc0") + 5  # height and width in the frame header (ITU-T T.81)
    huge = REAL[:at] + b"\xff\xff\xff\xff" + REAL[at + 4 :]
    assert decoded(huge) is None
