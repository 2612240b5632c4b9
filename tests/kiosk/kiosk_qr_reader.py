"""Reads a QR code out of a picture, so that a test knows what a phone would read. Upright codes, cleanly drawn.

Written from general knowledge of ISO/IEC 18004 (not read); tables of sizes come from the `qrcode` package. Errors are
not corrected: a module read wrongly makes another text, which fails the test.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from qrcode.base import rs_blocks
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import length_in_bits, mask_func, pattern_position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

DARK = 128
FINDER = (1, 1, 3, 1, 1)
NUMBERS, LETTERS, BYTES = 1, 2, 4
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def read_qr(picture: Image.Image) -> str:
    """The text of the one code in the picture."""
    modules = _modules(picture.convert("L"))
    size = len(modules)
    version = (size - 17) // 4
    level = modules[8][0] << 1 | modules[8][1]
    assert level ^ 0b10 == 0b00, "error correction M"
    mask = (modules[8][2] << 2 | modules[8][3] << 1 | modules[8][4]) ^ 0b101
    flipped = mask_func(mask)
    bits = [modules[row][column] ^ flipped(row, column) for row, column in _data_places(size, version)]
    words = [int("".join("01"[bit] for bit in bits[at : at + 8]), 2) for at in range(0, len(bits) - 7, 8)]
    return _text("".join(f"{word:08b}" for word in _in_order(words, version)), version)


# --- from the picture to modules -----------------------------------------------------------------------


def _modules(picture: Image.Image) -> list[list[bool]]:
    places = _finders(picture)
    assert len(places) == 3, f"{len(places)} corners of a code"
    (left, top), (right, _), (_, bottom) = _sorted_corners(places)
    unit = (right - left) / _spaces(picture, left, top, right)
    size = round((right - left) / unit) + 7
    assert size % 4 == 1, f"no code has {size} modules a side"
    assert abs((bottom - top) - (right - left)) < unit, "square"
    pixels = picture.load()
    assert pixels is not None
    return [
        [
            pixels[round(left + (column - 3) * unit), round(top + (row - 3) * unit)] < DARK
            for column in range(size)
        ]
        for row in range(size)
    ]


def _sorted_corners(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    corner = min(places, key=lambda one: one[0] + one[1])
    right = max(places, key=lambda one: one[0] - one[1])
    bottom = max(places, key=lambda one: one[1] - one[0])
    return [corner, right, bottom]


def _spaces(picture: Image.Image, left: float, top: float, right: float) -> int:
    """Modules between the middles of two finders, counted on the row of alternating modules below them."""
    pixels = picture.load()
    assert pixels is not None
    x = round(left)
    height = 0
    while pixels[x, round(top) + height] < DARK:
        height += 1
    unit = height / 1.5  # from the middle to the edge of the inner square
    row = round(top + 3 * unit)
    runs = [dark for dark, _ in groupby(pixels[x, row] < DARK for x in range(round(left), round(right) + 1))]
    return len(runs) - 1 + 6  # the two ends are three modules of finder each, beside their middles


def _finders(picture: Image.Image) -> list[tuple[float, float]]:
    """Middles of the three squares that are dark, light, dark, light, dark as 1:1:3:1:1, across and down."""
    across: list[list[tuple[float, float, float]]] = []
    for y in range(picture.height):
        for x, unit in _ratios(picture.crop((0, y, picture.width, y + 1)).tobytes()):
            near = (one for one in across if abs(one[-1][0] - x) < unit and abs(one[-1][1] - y) < 2 * unit)
            found = next(near, None)
            if found is None:
                across.append([(x, float(y), unit)])
            else:
                found.append((x, float(y), unit))
    middles = [tuple(sum(part) / len(one) for part in zip(*one, strict=True)) for one in across]
    return [(x, y) for x, y, unit in middles if _is_finder(picture, x, y, unit)]


def _is_finder(picture: Image.Image, x: float, y: float, unit: float) -> bool:
    """All forty-nine modules: data may have the same ratio on a line or two."""
    pixels = picture.load()
    assert pixels is not None
    reach = 3 * unit
    if not (reach <= x < picture.width - reach and reach <= y < picture.height - reach):
        return False
    steps = range(-3, 4)
    return all(
        (pixels[round(x + over * unit), round(y + down * unit)] < DARK) == (max(abs(over), abs(down)) != 2)
        for over in steps
        for down in steps
    )


def _ratios(line: bytes) -> Iterator[tuple[float, float]]:
    runs = [(dark, len(list(run))) for dark, run in groupby(line, lambda grey: grey < DARK)]
    begins = 0
    for at, (dark, length) in enumerate(runs):
        five = [one for _, one in runs[at : at + 5]]
        unit = sum(five) / 7
        if (
            dark
            and len(five) == 5
            and unit >= 2
            and all(
                abs(found - unit * wanted) <= unit * 0.5 for found, wanted in zip(five, FINDER, strict=True)
            )
        ):
            yield begins + (sum(five) - 1) / 2, unit
        begins += length


# --- from modules to text ------------------------------------------------------------------------------


def _data_places(size: int, version: int) -> Iterator[tuple[int, int]]:
    """Where data lies, in its order: two columns at a time, up and down, from the right."""
    taken = _taken(size, version)
    upwards = True
    for pair in [*range(size - 1, 6, -2), 5, 3, 1]:
        rows = range(size - 1, -1, -1) if upwards else range(size)
        for row in rows:
            for column in (pair, pair - 1):
                if (row, column) not in taken:
                    yield row, column
        upwards = not upwards


def _taken(size: int, version: int) -> set[tuple[int, int]]:
    every = [(row, column) for row in range(size) for column in range(size)]
    far = size - 8
    taken = {
        (row, column)
        for row, column in every
        if row == 6
        or column == 6
        or (row < 9 and column < 9)
        or (row < 9 and column >= far)
        or (row >= far and column < 9)
    }
    if version >= 7:
        taken |= {
            (row, column)
            for row, column in every
            if (row < 6 and column >= size - 11) or (column < 6 and row >= size - 11)
        }
    lines = pattern_position(version)
    for row in lines:
        for column in lines:
            if (row, column) not in {(6, 6), (6, size - 7), (size - 7, 6)}:
                taken |= {(row + down, column + over) for down in range(-2, 3) for over in range(-2, 3)}
    return taken


def _in_order(words: list[int], version: int) -> list[int]:
    """Words of several blocks lie dealt out like cards; the words that correct errors come last."""
    lengths = [block.data_count for block in rs_blocks(version, ERROR_CORRECT_M)]
    blocks: list[list[int]] = [[] for _ in lengths]
    dealt = iter(words)
    for round_ in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if round_ < length:
                block.append(next(dealt))
    return [word for block in blocks for word in block]


def _text(bits: str, version: int) -> str:
    found = b""
    at = 0

    def take(length: int) -> int:
        nonlocal at
        at += length
        return int(bits[at - length : at] or "0", 2)

    while at + 4 <= len(bits) and (mode := take(4)):
        left = take(length_in_bits(mode, version))
        if mode == BYTES:
            found += bytes(take(8) for _ in range(left))
            continue
        while left:
            if mode == NUMBERS:
                digits = min(3, left)
                found += f"{take((4, 7, 10)[digits - 1]):0{digits}d}".encode()
                left -= digits
            else:
                assert mode == LETTERS, mode
                pair = min(2, left)
                code = take(6 if pair == 1 else 11)
                found += (
                    ALPHABET[code] if pair == 1 else ALPHABET[code // 45] + ALPHABET[code % 45]
                ).encode()
                left -= pair
    return found.decode()
