"""An amount of money in capitals (大写), as it stands on forms and bills so that no digit can be added or changed.

The way of writing is that of the rules for filling in bills and vouchers (正确填写票据和结算凭证的基本规定, general
knowledge: the text was not read).
"""

from __future__ import annotations

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_FOURS = ("", "万", "亿", "万亿")
LARGEST = 10**18
"""Fen from which on nothing is written: no amount of a form comes near it."""


def in_capitals(fen: int) -> str:
    """`10000000` is 壹拾万元整; empty for what is no amount that can be written (negative, or beyond all forms)."""
    if not 0 <= fen < LARGEST:
        return ""
    whole, jiao, of_ten = fen // 100, fen // 10 % 10, fen % 10
    said = f"{_whole(whole)}元" if whole or not fen else ""
    if not jiao and not of_ten:
        return f"{said}整"
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif said:
        said += _DIGITS[0]
    return said + (f"{_DIGITS[of_ten]}分" if of_ten else "整")


def _whole(number: int) -> str:
    if not number:
        return _DIGITS[0]
    fours = []
    while number:
        number, four = divmod(number, 10_000)
        fours.append(four)
    said, gap = "", False
    for place in range(len(fours) - 1, -1, -1):
        four = fours[place]
        if not four:
            gap = bool(said)
            continue
        # One 零 stands for all places left empty between two digits.
        if said and (gap or four < 1000):
            said += _DIGITS[0]
        said += _four(four) + _FOURS[place]
        gap = False
    return said


def _four(number: int) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return said
