"""Sample pages of the social security card and its PIN."""

from __future__ import annotations

from dataclasses import replace

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.typed import CLEAR, DELETE, KEYS
from visit.views import Button, Mark, Tone


class CardPin(Frame):
    """Sample pages of the social security card and its PIN."""

    def social_card(self) -> v.View:
        t = self.t
        body = v.SocialCardBody(
            t("请插社保卡", "Put in your social security card"),
            t(
                "芯片一头朝里，插到底，办完再取",
                "Chip end first, all the way in, and leave it there until the end",
            ),
            "insert_card",
            Mark.WAITING,
            t("等待插卡……", "Waiting for the card…"),
            t(
                "这里改的是社保密码。取钱、付款用的银行密码，请到发卡银行办。",
                "This changes the social security PIN. The PIN for cash and payments is changed at the bank of the card.",
            ),
            (
                Button(
                    "no_card",
                    t("没带社保卡？呼叫帮办", "No card with you? Call a helper"),
                    ev.CallHelp(),
                    Tone.QUIET,
                ),
            ),
            None,
        )
        return self.view("social_card", body, 2)

    def new_pin(self, typed: int = 4, problem: str = "") -> v.View:
        t = self.t
        names = {DELETE: ("delete", t("删除", "Delete")), CLEAR: ("clear", t("清空", "Clear"))}

        def key(one: str) -> Button:
            name, label = names.get(one, (one, one))
            return Button(f"pin:{name}", label, ev.PinKey(name))

        body = v.PinBody(
            t("请输入新的社保密码", "Type your new social security PIN"),
            t(
                "6位数字，不要用生日，也不要用123456。输的时候用手挡一挡。",
                "Six digits. Not your birthday, and not 123456. Cover the keys with your hand.",
            ),
            typed,
            6,
            problem,
            t(
                "密码只写进您的卡。这台机器不留，凭条上不印，谁也看不到。",
                "The PIN goes into your card only. It is not kept or printed, and nobody sees it.",
            ),
            v.Keys("digits", tuple(tuple(key(one) for one in row) for row in KEYS["digits"])),
            replace(self.next(), enabled=typed == 6),
        )
        return self.view("new_pin", body, 2)
