"""Pictures and sounds: streams, JPEGs, pages on a desk, codes in a frame, WAVs."""

from __future__ import annotations

import io
import struct
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from fuzz_damage import noise
from fuzz_target import Supply, Target, now_and_then, pieces, told_well
from PIL import Image

from drivers.barcode_reader import Symbology
from drivers.barcode_reader.decoder import Decoder
from drivers.camera.document.auto_capture import AutoCapture
from drivers.camera.document.checks import look
from drivers.camera.document.corners import area, ordered, side_lengths, usable, whole_frame
from drivers.camera.document.warp import a4_size, warp
from drivers.camera.jpeg import MOST_PIXELS, decoded
from drivers.camera.multipart import MultipartReader, boundary_of
from drivers.speaker.sound import scaled, silence
from outcome import Ok

if TYPE_CHECKING:
    from random import Random

    from numpy.typing import NDArray

# --- streams ------------------------------------------------------------------------------------

_BOUNDARY, _MOST = b"--frame", 3000


def check_multipart(data: bytes) -> None:
    data = data[:_MOST]  # beyond the longest picture it may matter how the bytes came
    reader, slow = MultipartReader(_BOUNDARY, _MOST), MultipartReader(_BOUNDARY, _MOST)
    pictures = reader.feed(data)
    assert [one for piece in pieces(data) for one in slow.feed(piece)] == pictures, (
        "pieces give other pictures"
    )
    for one in pictures:
        assert one.startswith(b"\xff\xd8")
        assert one.endswith(b"\xff\xd9")
        assert one in data
    # A part that promised more than came takes so much of what follows; then whole pictures are found again.
    if not now_and_then(data, 16):
        return
    last = b"\xff\xd8last\xff\xd9"
    later = reader.feed(b"".join(_part(last) for _ in range(2 + 2 * _MOST // len(_part(last)))))
    assert later, "lost its way"
    assert later[-1] == last
    assert len(reader._buffer) <= _MOST + 100


def _part(body: bytes, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return _BOUNDARY + b"\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % size + body + b"\r\n"


def _stream(random: Random) -> bytes:
    parts = []
    for _ in range(random.randint(1, 4)):
        body = b"\xff\xd8" + noise(random, 40) + b"\xff\xd9"
        part = _part(body, random.choice((None, None, 0, 5, 900, 99999)))
        if random.randrange(4) == 0:
            part = part.replace(b"\r\n", b"\n")
        parts.append(part)
    return b"".join(parts)


def check_boundary(data: bytes) -> None:
    found = boundary_of(data.decode("latin-1"))
    assert found is None or (found.startswith(b"--") and len(found) > 2)


# --- pictures -----------------------------------------------------------------------------------


@cache
def _jpegs() -> tuple[bytes, ...]:
    rng = np.random.default_rng(1)
    picture = Image.fromarray(rng.integers(0, 256, (16, 24, 3)).astype(np.uint8))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "maker"
    ways: tuple[tuple[str, dict[str, Any]], ...] = (
        ("JPEG", {}),
        ("JPEG", {"progressive": True, "exif": exif, "dpi": (200, 200)}),
        ("JPEG", {"icc_profile": b"x" * 90}),
        ("PNG", {}),
        ("MPO", {"save_all": True, "append_images": [picture]}),
        ("GIF", {}),
        ("TIFF", {}),
        ("BMP", {}),
        ("TGA", {}),
    )
    made = []
    for name, options in ways:
        out = io.BytesIO()
        picture.save(out, name, **options)
        made.append(out.getvalue())
    grey = io.BytesIO()
    picture.convert("L").save(grey, "JPEG", comment=b"hello")
    return (*made[:3], grey.getvalue(), *made[3:])


def check_jpeg(data: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's remarks on broken files
        image = decoded(data)
    if image is not None:
        assert data.startswith((b"\xff\xd8\xff", b"\x89PNG")), "neither JPEG nor PNG"
        assert image.dtype == np.uint8
        height, width, channels = image.shape
        assert channels == 3
        assert 0 < height * width <= MOST_PIXELS


def _numbers(data: bytes) -> tuple[float, ...]:
    return struct.unpack("<8d", data[:64].ljust(64, b"\0"))


def check_corners(data: bytes) -> None:
    points = _numbers(data)
    with np.errstate(all="ignore"):
        four = ordered(points)
        good = usable(four)
        straight = warp(_DESK, points, 5)
        area(four)
        side_lengths(four)
    assert four.shape == (4, 2)
    assert good or not isinstance(straight, Ok)
    told_well(straight)
    if good:
        assert np.isfinite(four).all()
        assert area(four) > 0
    if isinstance(straight, Ok):
        assert straight.value.shape[:2] in {a4_size(5)[::-1], a4_size(5, landscape=True)[::-1]}


_DESK = np.random.default_rng(2).integers(0, 256, (60, 80, 3)).astype(np.uint8)
_ODD = (
    0.0,
    -0.0,
    1.0,
    79.0,
    1e-300,
    1e5,
    1e20,
    1e38,
    1e39,
    1e308,
    -1e308,
    float("nan"),
    float("inf"),
    float("-inf"),
    0.5,
    1e-7,
)


def _four_points(random: Random) -> bytes:
    base = [2.0, 3.0, 70.0, 4.0, 72.0, 55.0, 1.0, 50.0]
    for at in range(8):
        if random.randrange(3) == 0:
            base[at] = random.choice((*_ODD, random.uniform(-100, 200)))
    return struct.pack("<8d", *base)


def _frame(supply: Supply, most: int) -> NDArray[np.uint8]:
    """A picture of any shape: one colour, noise, or lines."""
    height, width = 1 + supply.number(most), 1 + supply.number(most)
    if supply.number(7) == 0:
        height, width = (1, 20 * width) if height % 2 else (20 * height, width % 4 + 1)
    kind, seed = supply.number(3), supply.number(0xFFFF)
    rng = np.random.default_rng(seed)
    if kind == 0:
        return np.full((height, width, 3), rng.integers(0, 256, 3), np.uint8)
    if kind == 1:
        return rng.integers(0, 256, (height, width, 3)).astype(np.uint8)
    image = np.full((height, width, 3), 60, np.uint8)
    top, left = (int(rng.integers(0, one)) for one in (height, width))
    image[top : top + 1 + height // 2, left : left + 1 + width // 2] = 230
    return image


def check_look(data: bytes) -> None:
    image = _frame(Supply(data), 120)
    seen = look(image)
    assert seen.page.corners.shape == (4, 2)
    assert np.isfinite(seen.page.corners).all()
    assert 0 <= seen.page.confidence <= 1
    assert (seen.page.corners >= 0).all()
    assert (seen.page.corners <= whole_frame(image)[2]).all()
    capture = AutoCapture().step(seen).step(seen)
    assert capture.ready in {True, False}


def check_code_picture(data: bytes) -> None:
    image = _frame(Supply(data), 120)
    decoder = Decoder(get_args(Symbology))
    for _ in range(3):
        code = decoder.look(image)
        assert code is None or code.data is not None


# --- sounds -------------------------------------------------------------------------------------


def check_sound(data: bytes) -> None:
    outcome = scaled(data, 40)
    told_well(outcome)
    if isinstance(outcome, Ok):
        assert outcome.value.startswith(b"RIFF")
        assert isinstance(scaled(outcome.value, 100), Ok)


TARGETS = (
    Target(
        "multipart",
        "the same pictures however cut, each from FFD8 to FFD9; finds its way back",
        check_multipart,
        _stream,
        (_BOUNDARY, b"\r\n\r\n", b"\n\n", b"\xff\xd8", b"\xff\xd9", b"Content-Length: 0\r\n", b"--"),
    ),
    Target(
        "multipart_boundary",
        "a boundary with its dashes, or None",
        check_boundary,
        lambda r: r.choice(
            (b"multipart/x-mixed-replace; boundary=frame", b'multipart/x; a=b; BOUNDARY="--f"')
        ),
        (b";", b"=", b'"', b"-"),
    ),
    Target(
        "jpeg",
        "a picture of believable size, or None",
        check_jpeg,
        lambda random: random.choice(_jpegs()),
        (
            b"\xff\xd8",
            b"\xff\xd9",
            b"\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03",
            b"\xff\xe1\0\x08Exif\0\0",
            b"MM\0*",
            b"IHDR\x7f\xff\xff\xff",
        ),
    ),
    Target(
        "corners",
        "finite and clockwise when usable, else refused",
        check_corners,
        _four_points,
        tuple(struct.pack("<d", one) for one in _ODD),
    ),
    Target(
        "document_look",
        "corners inside the frame, finite, for a frame of any shape",
        check_look,
        lambda r: r.randbytes(6),
        examples=12,
        one_in=100,
    ),
    Target(
        "code_picture",
        "a code or none, for a frame of any shape",
        check_code_picture,
        lambda r: r.randbytes(6),
        examples=12,
        one_in=10,
    ),
    Target(
        "wav",
        "a WAV that can be read again, or a failure",
        check_sound,
        lambda r: silence(0.001),
        (b"fmt ", b"data", b"RIFF", b"\x10\0\0\0"),
    ),
)
