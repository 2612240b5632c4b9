"""How each character of a spoken sentence sounds: pinyin with tone figures, the right one of several readings."""

from __future__ import annotations

import re

from pinyin import spelt
from speech.mandarin_words import SURNAMES, WORDS

_WORD = re.compile("|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)))
_KEEPS_BEFORE = "第初统唯单逐万之其专合周期拜零一二三四五六七八九十百千亿点幺"
"""Behind these 一 ends a word, an ordinal or a row of figures, and keeps its tone."""
_KEEPS_BEHIND = "月日号零一二三四五六七八九十"
_VERBS = "看查找办报拍装写说做够跑走来听交读用记认变过睡吃问学算赶等拿开印搬坐站修换"
_ROLES = "家县镇村局部组班队校院所科处厅市乡会站行店首生成增助州"

# Each pattern ends with the character it is about; a later rule outdoes an earlier one.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # 得: must (děi) at the head of a clause or before an act; behind a verb only a link; otherwise to get.
    (
        re.compile(
            r"(?:(?<![^，。？！])|(?<=[您我你他她也就还都才又只可]))得(?=[先去来自本有等带交补由再找另提重])"
        ),
        "dei3",
    ),
    (re.compile(rf"(?<=[{_VERBS}])得(?![了知])"), "de5"),
    (re.compile(r"(?<!因)为"), "wei2"),
    (re.compile(r"为(?=[什了您你我他她此自居群企孩老家保])"), "wei4"),
    (re.compile(rf"(?<![{_ROLES}])长(?![辈大者子女孙官老势])"), "chang2"),
    (re.compile(r"教(?=[您你我他她会])"), "jiao1"),
    (re.compile(r"(?<=步)教"), "jiao1"),
    (re.compile(r"(.)\1地"), "de5"),
)


def syllables(said: str, *, name: bool = False) -> list[str]:
    """One for each character of the sentence; what is no Chinese character stands for itself.

    `name`: it is a person's name, so its surname is read as one (单 shàn, 解 xiè).
    """
    sounds = _surname(said) if name else []
    rest = said[len(sounds) :]
    begin = 0
    for word in _WORD.finditer(rest):
        sounds += spelt(rest[begin : word.start()])
        sounds += WORDS[word[0]]
        begin = word.end()
    sounds += spelt(rest[begin:])
    for pattern, sound in _RULES:
        for found in pattern.finditer(said):
            at = found.end() - 1
            if not _in_word(said, at):
                sounds[at] = sound
    return _one_and_not(said, sounds)


def _surname(said: str) -> list[str]:
    return list(SURNAMES.get(said[:2]) or SURNAMES.get(said[:1], ()))


def _in_word(said: str, at: int) -> bool:
    return any(word.start() <= at < word.end() for word in _WORD.finditer(said))


def _one_and_not(said: str, sounds: list[str]) -> list[str]:
    """一 and 不 change their tone with what follows. The third tone's change is made by the voice itself."""
    told = list(sounds)
    for at, char in enumerate(said):
        if char == "一" and sounds[at][:-1] == "yi":
            told[at] = "yi" + _tone_of_one(said, sounds, at)
        elif char == "不" and sounds[at][:-1] == "bu":
            told[at] = "bu" + ("5" if _asked_twice(said, at) else "2" if _falls(sounds, at + 1) else "4")
    return told


def _tone_of_one(said: str, sounds: list[str], at: int) -> str:
    before, behind = said[at - 1] if at else "", said[at + 1 : at + 2]
    if _asked_twice(said, at):
        return "5"
    ends = not behind or not sounds[at + 1][-1].isdigit()
    if ends or (before and before in _KEEPS_BEFORE) or behind in _KEEPS_BEHIND:
        return "1"
    return "2" if _falls(sounds, at + 1) or behind == "个" else "4"


def _asked_twice(said: str, at: int) -> bool:
    """看一看, 是不是."""
    return 0 < at < len(said) - 1 and said[at - 1] == said[at + 1]


def _falls(sounds: list[str], at: int) -> bool:
    return at < len(sounds) and sounds[at][-1] == "4"
