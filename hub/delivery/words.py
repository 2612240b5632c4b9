"""What ways, states and doubts of a delivery are called."""

from __future__ import annotations

from hub.help_texts import either

STATES = {
    "making": ("制作中", "being made"),
    "ready": ("待领", "ready"),
    "to_put_in": ("待存", "to be put in"),
    "in_box": ("待取", "in its box"),
    "sent": ("已寄出", "sent"),
    "collected": ("已取", "collected"),
    "returned": ("已退回窗口", "back at the counter"),
}
WAYS = {
    "counter": ("窗口", "counter"),
    "locker": ("取件柜", "locker"),
    "courier": ("快递", "courier"),
    "electronic": ("电子件", "electronic"),
}
DOUBTS = {
    "in_doubt": (
        "不知道柜子开没开：去看一下，再运行 hub deliver back",
        "nobody knows whether the box opened: look",
    ),
    "nothing_inside": ("居民说柜里是空的：去看一下", "the resident says that the box was empty: look"),
    "left_open": ("柜门没有关：去关一下", "the door of the box stands open: shut it"),
    "not_opened": ("柜门卡住，打不开：请工程师去看", "the door of the box sticks: an engineer must look"),
}
"""Chinese and English."""


def state_word(state: str) -> str:
    return either(*STATES.get(state, (state, state)))


def way_word(way: str) -> str:
    return either(*WAYS.get(way, (way, way)))


def doubt_word(doubt: str) -> str:
    return either(*DOUBTS.get(doubt, (doubt, doubt)))
