"""Sample pages of the ways to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.held.writing import TABS, Mode
from visit.pages.keys import key_of, tab_of
from visit.typed import KEYS
from visit.views import Button

if TYPE_CHECKING:
    from visit.held.writing import Stroke

_LI: tuple[Stroke, ...] = (
    ((0.36, 0.24), (0.64, 0.22)),
    ((0.5, 0.08), (0.5, 0.5)),
    ((0.49, 0.25), (0.42, 0.4), (0.34, 0.48)),
    ((0.51, 0.25), (0.58, 0.4), (0.67, 0.47)),
    ((0.41, 0.55), (0.57, 0.54), (0.5, 0.66)),
    ((0.5, 0.66), (0.52, 0.8), (0.5, 0.92), (0.45, 0.88)),
    ((0.33, 0.74), (0.67, 0.72)),
)
"""李, as far as a finger got."""


class Writing(Frame):
    """Sample pages of the ways to write."""

    def by_hand(self, strokes: int = 7) -> v.View:
        """手写."""
        words = "李季杢孛宇学享" if strokes else ""
        return self._written(Mode.HANDWRITING, "ink_name", self.t("王", ""), words, strokes=_LI[:strokes])

    def by_strokes(self) -> v.View:
        """笔画."""
        return self._written(Mode.STROKES, "strokes", "刘", "吉𠮷志壳声", composing="一丨一")

    def by_code(self) -> v.View:
        """By number."""
        return self._written(Mode.CODE, "code", "刘", "𠮷", composing="U+20BB7")

    def in_numbers(self) -> v.View:
        return self._written(Mode.DIGITS, "numbers", "柳林镇杏花村12", "号组")

    def in_letters(self) -> v.View:
        return self._written(Mode.LATIN, "small", "Maria", "")

    def cleared(self) -> v.View:
        """清空 was touched: what was there can be had back."""
        return self._written(Mode.PINYIN, "pinyin", "", "")

    def _written(
        self,
        mode: Mode,
        layout: str,
        shown: str,
        words: str,
        *,
        composing: str = "",
        strokes: tuple[Stroke, ...] = (),
    ) -> v.View:
        t, language = self.t, self.t("zh", "en")
        clear = ev.KeyPressed("clear" if shown else "undo")
        question = v.EntryQuestion(
            "name",
            t("您配偶的姓名", "Name of your husband or wife"),
            t("照身份证上写", "As on the identity card"),
            t("用来核对户口。", "Checked against the household register."),
            shown,
            composing,
            active=True,
            focus=Button("name", self.say("check.applicant"), ev.FocusField("name")),
            clear=Button("clear", self.say("key.clear") if shown else self.say("key.undo"), clear),
        )
        tab = Mode.STROKES if mode is Mode.CODE else mode
        keys = v.Keys(
            layout,
            tuple(tuple(key_of(letter, layout, language) for letter in row) for row in KEYS[layout]),
            tuple(Button(f"candidate:{n}", one, ev.PickCandidate(one, 0)) for n, one in enumerate(words[:6])),
            offers=True,
            tabs=tuple(tab_of(one, language, chosen=one is tab) for one in TABS),
            ink=v.InkPad(self.say("typing.draw"), strokes) if mode is Mode.HANDWRITING else None,
            word=self.say("typing.word"),
        )
        return self.view("form", v.FormBody(t("家庭情况", "Family"), (question,), keys, self.next()))
