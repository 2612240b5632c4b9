"""Numbers as Mandarin says them: counted, told digit by digit, or as money."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
MOST_DIGITS = 16
"""What `counted` can say; longer ones are no amounts and are told digit by digit."""


def digits(text: str, *, code: bool = True) -> str:
    """One by one. In a code 1 is yāo (幺), so that nobody takes it for 7; in a year it stays yī."""
    told = "".join(_DIGITS[int(one)] for one in text)
    return told.replace("一", "幺") if code else told


def counted(number: int) -> str:
    """Up to `MOST_DIGITS` digits: 十二, 一百零五, 两千, 一万零三. Two before 千, 万 and 亿 is 两."""
    if number == 0:
        return _DIGITS[0]
    groups = []
    while number:
        number, low = divmod(number, 10_000)
        groups.append(low)
    told = ""
    skipped = False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            skipped = bool(told)
            continue
        if told and (skipped or group < 1000):
            told += _DIGITS[0]
        said = "两" if group == 2 and index else _below_ten_thousand(group)
        told += said + _GROUPS[index]
        skipped = False
    return told.removeprefix("一") if told.startswith("一十") else told


def _below_ten_thousand(number: int) -> str:
    told = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(told)
            continue
        if gap:
            told += _DIGITS[0]
        told += ("两" if digit == 2 and place == 3 else _DIGITS[digit]) + _PLACES[place]
        gap = False
    return told


def number(text: str) -> str:
    """A whole or decimal number as written, without separators of thousands: 12, 0.5, 1234.50."""
    whole, _, behind = text.partition(".")
    told = counted(int(whole)) if len(whole) <= MOST_DIGITS else digits(whole, code=False)
    return f"{told}点{digits(behind, code=False)}" if behind else told


def money(yuan: str) -> str:
    """In yuan, with jiao and fen behind the point: 12.04 → 十二元零四分; 0.50 → 五角. Finer than a fen: as a number."""
    whole, _, behind = yuan.partition(".")
    if len(behind) > 2 or len(whole) > MOST_DIGITS:
        return f"{number(yuan)}元"
    jiao, fen = (int(one) for one in f"{behind:0<2}")
    yuans = "两" if int(whole) == 2 else counted(int(whole))
    told = f"{yuans}元" if int(whole) or not (jiao or fen) else ""
    if jiao:
        told += f"{_DIGITS[jiao]}角"
    elif fen and told:
        told += _DIGITS[0]
    return told + (f"{_DIGITS[fen]}分" if fen else "")
