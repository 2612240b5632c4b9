"""Reads QR codes out of a picture: upright, cleanly drawn or scanned straight; a photograph at an angle is for a phone.

Written from general knowledge of ISO/IEC 18004 (not read); tables of sizes come from the `qrcode` package. Errors are
not corrected: a module read wrongly makes another text, which whoever checks the text will find.
"""

from __future__ import annotations

from itertools import groupby, product
from typing import TYPE_CHECKING, Any, Literal

from qrcode.base import rs_blocks
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.util import length_in_bits, mask_func, pattern_position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

DARK = 128
FINDER = (1, 1, 3, 1, 1)
NUMBERS, LETTERS, BYTES = 1, 2, 4
_MODES: dict[int, Literal[1, 2, 4]] = {1: 1, 2: 2, 4: 4}
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LARGEST = 177
"""Modules a side."""
_LEVELS = {0b01: ERROR_CORRECT_L, 0b00: ERROR_CORRECT_M, 0b11: ERROR_CORRECT_Q, 0b10: ERROR_CORRECT_H}


def read_codes(picture: Image.Image) -> tuple[str, ...]:
    """The texts of all codes in the picture, from top to bottom; one that does not read is left out."""
    grey = picture.convert("L")
    found = []
    for corners in _corners(_finders(grey)):
        try:
            found.append(_read(_modules(grey, *corners)))
        except (ValueError, IndexError, KeyError):  # three squares that are not of one code, or a damaged one
            continue
    return tuple(found)


def _read(modules: list[list[bool]]) -> str:
    size = len(modules)
    version = (size - 17) // 4
    level = _LEVELS[(modules[8][0] << 1 | modules[8][1]) ^ 0b10]
    mask = (modules[8][2] << 2 | modules[8][3] << 1 | modules[8][4]) ^ 0b101
    flipped = mask_func(mask)
    bits = [modules[row][column] ^ flipped(row, column) for row, column in _data_places(size, version)]
    words = [int("".join("01"[bit] for bit in bits[at : at + 8]), 2) for at in range(0, len(bits) - 7, 8)]
    return _text("".join(f"{word:08b}" for word in _in_order(words, version, level)), version)


# --- from the picture to modules -----------------------------------------------------------------------

Place = tuple[float, float]


def _corners(places: list[tuple[float, float, float]]) -> list[tuple[Place, Place, Place]]:
    """Upright threes: left above, right above, left below; both sides alike."""
    found = []
    for (x, y, unit), (right, beside, _), (below, bottom, _) in product(places, repeat=3):
        level, upright = abs(beside - y) < unit, abs(below - x) < unit
        across, down = right - x, bottom - y
        if level and upright and across > 10 * unit and abs(across - down) < 2 * unit:
            found.append(((x, y), (right, beside), (below, bottom)))
    return sorted(found, key=lambda three: three[0][1])


def _modules(picture: Image.Image, corner: Place, right_above: Place, left_below: Place) -> list[list[bool]]:
    left, top = corner
    across, down = right_above[0] - left, left_below[1] - top
    size = _spaces(picture, left, top, right_above[0]) + 7
    if size % 4 != 1 or size > LARGEST:
        raise ValueError
    wide, high = across / (size - 7), down / (size - 7)
    return [
        [_dark(picture, left + (column - 3) * wide, top + (row - 3) * high) for column in range(size)]
        for row in range(size)
    ]


def _dark(picture: Image.Image, x: float, y: float) -> bool:
    return _grey(picture, round(x), round(y)) < DARK


def _grey(picture: Image.Image, x: int, y: int) -> int:
    value: Any = picture.getpixel((x, y))  # of a picture in mode L, so one number
    return int(value)


def _spaces(picture: Image.Image, left: float, top: float, right: float) -> int:
    """Modules between the middles of two finders, counted on the row of alternating modules below them."""
    x = round(left)
    height = 0
    while _grey(picture, x, round(top) + height) < DARK:
        height += 1
    unit = height / 1.5  # from the middle to the edge of the inner square
    row = round(top + 3 * unit)
    line = (_grey(picture, at, row) < DARK for at in range(round(left), round(right) + 1))
    return (
        len([dark for dark, _ in groupby(line)]) - 1 + 6
    )  # each end: three modules of finder beside its middle


def _finders(picture: Image.Image) -> list[tuple[float, float, float]]:
    """Middle and module of each square that is dark, light, dark, light, dark as 1:1:3:1:1, across and down."""
    across: list[list[tuple[float, float, float]]] = []
    for y in range(picture.height):
        for x, unit in _ratios(picture.crop((0, y, picture.width, y + 1)).tobytes()):
            near = (one for one in across if abs(one[-1][0] - x) < unit and abs(one[-1][1] - y) < 2 * unit)
            found = next(near, None)
            if found is None:
                across.append([(x, float(y), unit)])
            else:
                found.append((x, float(y), unit))
    found_squares = []
    for one in across:
        x, y, unit = (sum(part) / len(one) for part in zip(*one, strict=True))
        if _is_finder(picture, x, y, unit):
            found_squares.append((x, y, unit))
    return found_squares


def _is_finder(picture: Image.Image, x: float, y: float, unit: float) -> bool:
    """All forty-nine modules: data may have the same ratio on a line or two."""
    reach = 3 * unit
    if not (reach <= x < picture.width - reach and reach <= y < picture.height - reach):
        return False
    steps = range(-3, 4)
    return all(
        _dark(picture, x + over * unit, y + down * unit) == (max(abs(over), abs(down)) != 2)
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


def _in_order(words: list[int], version: int, level: int) -> list[int]:
    """Words of several blocks lie dealt out like cards; the words that correct errors come last."""
    lengths = [block.data_count for block in rs_blocks(version, level)]
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
        if mode not in _MODES:
            raise ValueError
        left = take(length_in_bits(_MODES[mode], version))
        if mode == BYTES:
            found += bytes(take(8) for _ in range(left))
            continue
        while left:
            if mode == NUMBERS:
                digits = min(3, left)
                found += f"{take((4, 7, 10)[digits - 1]):0{digits}d}".encode()
                left -= digits
            else:
                pair = min(2, left)
                code = take(6 if pair == 1 else 11)
                found += (
                    ALPHABET[code] if pair == 1 else ALPHABET[code // 45] + ALPHABET[code % 45]
                ).encode()
                left -= pair
    return found.decode()
