"""A resident who sees nothing: knows what they want, hears what is said, and has a keypad. No look at the view."""

from __future__ import annotations

import re

LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999", strict=True))
"""As on the keys of a telephone."""
MOST_KEYS = 90
"""On one page; whoever needs more is lost."""
MOST_PAGES = 40
WAITS = r"(请等一下|正在做)：(?!.*(已经好了|请注意|有问题)：)"
"""The last that was said of how it stands: nobody presses a key then; it goes on by itself, and is told."""
ON = ("^我知道了", "^同意", "^下一步", "^接着办", "^内容对", "^都对", "^完成")
"""What leads on, as it is called."""


class LostError(Exception):
    """What was heard did not lead on."""


class BlindPlayer:
    """`names`: what they look for, the nearest first; `answers`: by the words of a question, the words of its answer (a
    set of them, a text, or year and month); `sounds`: how the characters of those texts are said.
    """

    def __init__(self, terminal, names, answers, card, sounds=None):
        self._terminal, self._names, self._answers, self._card = terminal, names, answers, card
        self._sounds = sounds or {}
        self.told_how = []
        """Of every character that was picked: what was said of how it is written."""
        self.diary = []

    def play(self, until):
        """From the first key to what is to be heard at the end."""
        heard = self._press("ok")
        for _ in range(MOST_PAGES):
            told = " ".join(heard)
            self.diary.append(told)
            if re.search(until, told):
                return told
            heard = self._act(told)
        raise LostError(f"more than {MOST_PAGES} pages: {self.diary[-3:]}")

    def _act(self, told):
        """By what the page says of itself."""
        if "身份证" in told and "等待放卡" in told and "已经好了" not in told:
            return self._lay_card()
        if not told or re.search(WAITS, told):
            return self._terminal.listen("how it goes on")
        if "还有" in told and "要改" in told:
            raise LostError(told)
        if "签名" in told and "本人" in told:
            return self._choose("^按键确认", twice=True)
        if any(question in told for question in self._answers):
            return self._fill()
        before = len(self._terminal.ear.spoken)
        things = self._survey()
        for label in (*ON, *(f"^{re.escape(name)}" for name in self._names), "^后一页|^下一页"):
            at = next((at for at, one in enumerate(things) if re.search(label, one)), None)
            if at is not None and "还不能用" not in things[at]:
                for _ in range(at + 1):
                    self._press("right")
                return self._press("ok")
        if any("现在可以按了" in one for one in self._terminal.ear.since(before)):
            return [told]  # it was told while they went round: once more
        return self._terminal.listen("how it goes on")

    # --- hands -------------------------------------------------------------------------------------------

    def _press(self, name):
        return self._terminal.press(name)

    def _lay_card(self):
        self._terminal.dock("insert-card", self._card)
        heard = self._terminal.listen("the card", lambda heard: any("已经好了" in one for one in heard))
        self._terminal.dock("remove-card")
        return heard

    def _survey(self):
        """All that there is to choose, heard once round: afterwards one stands on the last of them."""
        things = [" ".join(self._press("right"))]
        for _ in range(MOST_KEYS):
            told = " ".join(self._press("right"))
            if told in things:  # what changed meanwhile was heard twice, and stands before it
                self._press("left")
                return things[things.index(told) :]
            things.append(told)
        raise LostError(f"no end of things to choose: {things[-3:]}")

    def _find(self, label):
        """Jump from thing to thing until one says this; None when all were heard."""
        first = ""
        for _ in range(MOST_KEYS):
            told = " ".join(self._press("right"))
            if re.search(label, told):
                return told
            if told == first:
                return None
            first = first or told
        return None

    def _choose(self, label, *, twice=False):
        if self._find(label) is None:
            raise LostError(f"{label} was never heard")
        heard = self._press("ok")
        if twice:
            assert any("再按一次" in one for one in heard), heard
            heard = self._press("ok")
        return heard

    # --- answers -----------------------------------------------------------------------------------------

    def _fill(self):
        """Through the page from the top; each question is answered where its answer is heard."""
        wanted = None
        for _ in range(MOST_KEYS):
            heard = self._press("down")
            told = " ".join(heard)
            wanted = next((answer for question, answer in self._answers.items() if question in told), wanted)
            if re.search(r"^下一步|^改好了|^回到核对", told):
                return self._press("ok")
            self._answer(wanted, heard)
        raise LostError("the form has no end")

    def _answer(self, wanted, heard):
        told = " ".join(heard)
        if isinstance(wanted, str) and "填写" in told:
            self._write(wanted, told)
        elif isinstance(wanted, tuple):
            self._month(*wanted, told)
        elif isinstance(wanted, frozenset) and ("没有选" in told or "已选中" in told):
            chosen, meant = "已选中" in told, any(one in heard for one in wanted)
            if chosen is not meant and (meant or len(wanted) > 1):
                self._press("ok")

    def _write(self, text, told):
        """Digits as they are; each character by its sound, among the words that are offered for it."""
        if "现在是空的" not in told:
            self._press("ok")
        way, chinese = "", any(one in self._sounds for one in text)
        for one in text:
            here = "拼音" if one in self._sounds else "数字" if chinese else ""
            if here != way:
                self._choose(f"^{here}")
                way = here
            if one in self._sounds:
                self._character(one)
            else:
                self._press(one)
        if way:
            self._find("填写")

    def _character(self, one):
        letters = self._sounds[one]
        for letter in letters:
            spelt = " ".join(self._press(LETTERS[letter]))
        for _ in range(MOST_KEYS):
            if spelt.startswith(" ".join(letters)):
                break
            spelt = " ".join(self._press("down"))
        else:
            raise LostError(f"{letters} was never among the letters: {spelt}")
        heard = self._press("ok")
        offered = [at for at, word in enumerate(heard) if "可以挑" in word]
        if not offered:
            raise LostError(f"no words for {letters}: {heard}")
        heard = heard[offered[-1] + 1 :]
        for _ in range(MOST_KEYS):
            if heard and heard[0] == one:
                self.told_how.append(heard[1])
                self._press("ok")
                return
            heard = self._press("ok" if heard and heard[0].startswith("后面的字") else "right")
        raise LostError(f"{one} was never offered")

    def _month(self, year, month, told):
        shown = re.search(r"^(\d{4})年$", told)
        if shown and int(shown[1]) != year:
            back = int(shown[1]) > year
            if self._find("前一年|上一年" if back else "后一年|下一年") is None:
                raise LostError("no other year")
            for _ in range(abs(int(shown[1]) - year)):
                self._press("ok")
        elif told.startswith(f"{month}月") and "没有选" in told:
            self._press("ok")
