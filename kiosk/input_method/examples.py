"""How a character is written, told to somebody who hears it only: 张，弓长张; 伟，伟大的伟.

Surnames are told by their parts, as people tell them; every other character by the word of two that is used most with it
in the input method's own dictionary.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kiosk.input_method.rime import DATA, DICTIONARY

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_TOLD = 3
"""Of a longer word the whole is told well enough by its sound."""
_PARTS = {
    "张": "弓长张", "章": "立早章", "李": "木子李", "陈": "耳东陈", "程": "禾呈程", "胡": "古月胡", "吴": "口天吴",
    "林": "双木林", "黄": "草头黄", "王": "三横王", "汪": "三点水汪", "杨": "木易杨", "徐": "双人徐", "许": "言午许",
    "何": "人可何", "吕": "双口吕", "江": "三点水江", "于": "干钩于", "余": "人禾余", "冯": "两点水马冯",
    "董": "草头重董", "曾": "曾经的曾", "彭": "三撇彭", "韦": "韦编的韦", "卫": "卫生的卫", "孙": "子小孙",
    "朱": "撇未朱", "刘": "文刀刘", "郑": "关耳郑", "谢": "言身寸谢", "邓": "又耳邓", "沈": "三点水沈",
}  # fmt: skip


class Examples:
    """Read once, on a thread of its own; until then, and without the dictionary, nothing is told."""

    def __init__(self, dictionary: Path = DATA / DICTIONARY) -> None:
        self._dictionary = dictionary
        self._words: dict[str, str] = {}

    def start(self) -> None:
        threading.Thread(target=self.read, name="examples", daemon=True).start()

    def read(self) -> None:
        best: dict[str, tuple[int, str]] = {}
        try:
            lines = self._dictionary.read_text(encoding="utf-8").splitlines()
        except OSError:
            return  # typing by sound is not offered then either
        for line in lines:
            word, _, rest = line.partition("\t")
            weight = rest.rpartition("\t")[2]
            if len(word) != 2 or not weight.isdigit():
                continue
            for character in set(word):
                if int(weight) > best.get(character, (-1, ""))[0]:
                    best[character] = int(weight), word
        self._words = {character: word for character, (_, word) in best.items()}

    def explain(self, word: str) -> str:
        """Of one word; empty when there is nothing to tell."""
        if len(word) > LONGEST_TOLD:
            return ""
        return "，".join(told for told in (self._told(one) for one in word) if told)

    def _told(self, character: str) -> str:
        if character in _PARTS:
            return _PARTS[character]
        word = self._words.get(character)
        return f"{word}的{character}" if word else ""
