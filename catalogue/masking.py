"""How a person's data is shown where others may look on."""

from __future__ import annotations

import re

from catalogue.script import is_han

_STAR = "*"


def masked_name(name: str) -> str:
    """`王*英`, `李*`, `S**** A***`; the middle dot of a name stays where it is."""
    name = name.strip()
    if not any(is_han(letter) for letter in name):
        return re.sub(r"\w+", lambda word: _first(word[0]), name)
    if len(name) == 1:
        return _STAR
    shown = [0] if len(name) == 2 else [0, len(name) - 1]
    return "".join(
        letter if position in shown or letter == "·" else _STAR for position, letter in enumerate(name)
    )


def _first(word: str) -> str:
    return word[0] + _STAR * (len(word) - 1) if len(word) > 1 else _STAR


def masked_id(number: str) -> str:
    """First 3 and last 4 characters, the rest as stars: `990***********0010`."""
    return _ends(number.strip(), hidden_at_least=4)


def masked_phone(phone: str) -> str:
    """First 3 and last 4 digits: `100****0001`."""
    return _ends(phone.strip(), hidden_at_least=4)


def masked_card(number: str) -> str:
    """The last 4 digits of a bank card, as on a till's slip: `**** **** **** 0010`."""
    number = number.strip()
    return f"{' '.join((_STAR * 4,) * 3)} {number[-4:]}" if len(number) > 8 else _STAR * len(number)


def _ends(text: str, *, hidden_at_least: int) -> str:
    hidden = len(text) - 7
    if hidden < hidden_at_least:  # too short to show both ends and still hide something
        return _STAR * len(text)
    return text[:3] + _STAR * hidden + text[-4:]
