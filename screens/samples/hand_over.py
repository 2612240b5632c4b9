"""Sample pages of what could not be done: to whom it is handed over, what they are told, and the ticket."""

from __future__ import annotations

from dataclasses import replace

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Option, Row, Tile, Tone


class HandingOver(Frame):
    """Sample pages of what could not be done."""

    def not_working(self, shown: v.View) -> v.View:
        """The same page with the button above 呼叫帮办."""
        button = Button("hand_over", self.say("hand_over.button"), ev.OpenHandOver(shown.page, ()))
        return replace(shown, chrome=replace(shown.chrome, hand_over=button))

    def hand_over(self) -> v.View:
        t = self.t
        one_for_all = t(
            "一个人从头到尾管您这件事，当场能定", "One person sees to the whole matter, and may decide it"
        )
        why = t("查清为什么没办成，给您一个说法", "They find out why it could not be done, and tell you")
        anything = t("不知道找哪个窗口，就来这里", "Whoever does not know which window goes here")
        with_you = t("有人陪着办，也可以替您办", "Somebody does it with you, or for you")
        windows = (
            ("bangban", t("帮办代办窗口", "Helpers' window"), with_you, "031", 2),
            ("shouxi_shebao", t("社保医保首席服务员", "Chief helper for insurance"), one_for_all, "033", 2),
            ("fanying", t("“办不成事”反映窗口", "Window for what could not be done"), why, "019", 2),
            ("zonghe", t("综合服务窗口", "General service window"), anything, "018", 2),
        )
        tiles = tuple(self._of_window(*one) for one in windows)
        pager = v.Pager(
            self.say("find.page", number=1, count=4),
            Button("page_before", self.say("find.before"), ev.TurnPage(-1), enabled=False),
            Button("page_after", self.say("hand_over.more"), ev.TurnPage(1)),
        )
        body = v.ListBody(
            self.say("hand_over.title"),
            self.say("hand_over.summary"),
            tiles,
            pager,
        )
        return self.view("hand_over", body)

    def _of_window(self, name: str, title: str, does: str, phone: str, days: int) -> Tile:
        where = self.say(
            "hand_over.where",
            place=self.t("清河县政务服务中心一楼", "Qinghe County Government Service Centre, ground floor"),
            hours=self.t("工作日9:00至17:00", "working days, 9:00 to 17:00"),
            phone=f"10000099{phone}",
            reply=self.say("hand_over.reply", days=days),
        )
        return Tile(f"to:{name}", title, does, Mark.NONE, where, ev.ChooseWindow(name))

    def hand_over_told(self) -> v.View:
        t = self.t
        lines = (
            ("item", self.say("hand_over.item", words=self.t("社保参保证明", "Social insurance record"))),
            ("step", self.say("hand_over.step", words=self.say("steps.fill"))),
            (
                "said_1",
                self.say(
                    "hand_over.said", words=self.t("部门的记录暂时查不到", "The records do not answer now")
                ),
            ),
            ("materials", self.say("hand_over.materials", words=self.t("居民身份证", "identity card"))),
        )
        options = tuple(
            Option(f"told:{name}", label, ev.Toggled("told", name), name != "materials")
            for name, label in lines
        )
        question = v.ChoiceQuestion(
            id="told",
            question=self.say("hand_over.what", name=self.t("帮办代办窗口", "Helpers' window")),
            hint=t(
                "您勾选的内容只交给您选的窗口，用来接着办这件事；留的电话只用来答复您，办完删去。",
                "What you tick goes to the window that you choose and nowhere else, so that people there can take it on."
                " A phone number is used only to answer you, and deleted afterwards.",
            ),
            purpose=self.say("hand_over.untick", day=self.t("2026年11月24日", "2026-11-24")),
            options=options,
            several=True,
        )
        body = v.FormBody(
            self.say("hand_over.told_title"),
            (question,),
            None,
            self.next(self.say("hand_over.agree")),
        )
        return self.view("hand_over_told", body)

    def ticket(self) -> v.View:
        t = self.t
        body = v.ResultBody(
            title=self.say("ticket.handed", name=self.t("帮办代办窗口", "Helpers' window")),
            mark=Mark.DONE,
            number_label=self.say("ticket.number"),
            number="QH0001-20261122-000031-K7F-42",
            rows=(
                Row(self.say("ticket.to"), t("帮办代办窗口", "Helpers' window")),
                Row(
                    self.say("ticket.place"),
                    t("清河县政务服务中心一楼大厅", "Government Service Centre, entrance hall"),
                ),
                Row(self.say("ticket.hours"), t("工作日9:00至17:00", "working days, 9:00 to 17:00")),
                Row(self.say("ticket.phone"), "10000099031"),
                Row(
                    t("帮到哪一步", "How much help"),
                    t("指导办：在旁边一步一步教", "Guided: stay beside me, step by step"),
                ),
                Row(self.say("ticket.by"), t("2026年11月24日", "2026-11-24")),
                Row(self.say("result.delivery"), self.say("result.at_the_office"), Mark.DONE),
                Row(self.say("appointment.slip"), self.say("printing.printed"), Mark.DONE),
            ),
            sections=(),
            document_title="",
            document_picture=None,
            qr="",
            buttons=(
                Button("return", self.say("hand_over.return"), ev.LeaveHandOver(), Tone.PRIMARY),
                Button("next", self.say("result.next"), ev.GoNext()),
            ),
        )
        return self.view("result", body)

    def voice(self) -> v.View:
        t = self.t
        hotline = self.say(
            "hand_over.where",
            place=self.t("电话办理", "By phone"),
            hours=self.t("不用跑，24小时", "day and night"),
            phone="12345",
            reply=self.say("hand_over.reply", days=3),
        )
        anything = t("什么事都可以说，有人盯着办到底", "For anything; somebody sees it through")
        undone = self._of_window(
            "fanying",
            t("“办不成事”反映窗口", "Window for what could not be done"),
            t("查清为什么没办成，给您一个说法", "They find out why it could not be done, and tell you"),
            "019",
            2,
        )
        body = v.ListBody(
            self.say("voice.title"),
            self.say("voice.summary"),
            (
                undone,
                Tile(
                    "to:rexian",
                    t("12345热线", "12345 hotline"),
                    anything,
                    Mark.NONE,
                    hotline,
                    ev.ChooseWindow("rexian"),
                ),
                Tile(
                    "yijian-fanying",
                    t("事没办成，或者有意见", "Something went wrong, or you have an opinion"),
                    t(
                        "事没办成、有意见、想表扬，都可以说。不用身份证，也可以不留电话。",
                        "What could not be done, what should change, who deserves thanks. No card, no name.",
                    ),
                    Mark.NONE,
                    "",
                    ev.ChooseItem("yijian-fanying"),
                ),
            ),
            None,
        )
        return self.view("voice", body)
