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
        button = Button("hand_over", self.t("办不成事？", "Not working?"), ev.OpenHandOver(shown.page, ()))
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
            t("第1页，共4页", "Page 1 of 4"),
            Button("page_before", t("上一页", "Before"), ev.TurnPage(-1), enabled=False),
            Button("page_after", t("更多", "More"), ev.TurnPage(1)),
        )
        body = v.ListBody(
            t("交给人来办", "Let a person take over"),
            t(
                "选一个，交给他们。告诉他们什么，下一页由您决定",
                "Choose one. On the next page you decide what they are told",
            ),
            tiles,
            pager,
        )
        return self.view("hand_over", body, 0)

    def _of_window(self, name: str, title: str, does: str, phone: str, days: int) -> Tile:
        where = self.t(
            f"清河县政务服务中心一楼，工作日9:00至17:00，电话10000099{phone}。{days}个工作日内答复",
            f"Qinghe County Government Service Centre, ground floor, working days, 9:00 to 17:00, phone"
            f" 10000099{phone}. Answer within {days} working days",
        )
        return Tile(f"to:{name}", title, does, Mark.NONE, where, ev.ChooseWindow(name))

    def hand_over_told(self) -> v.View:
        t = self.t
        lines = (
            ("item", t("要办：社保参保证明", "Wanted: Social insurance record")),
            ("step", t("走到：填信息", "Came as far as: Fill in")),
            ("said_1", t("屏幕上说：部门的记录暂时查不到", "The screen said: The records do not answer now")),
            ("materials", t("要用的材料：居民身份证", "Documents for it: identity card")),
        )
        options = tuple(
            Option(f"told:{name}", label, ev.Toggled("told", name), name != "materials")
            for name, label in lines
        )
        question = v.ChoiceQuestion(
            id="told",
            question=t("告诉“帮办代办窗口”这些，行吗？", "Tell “Helpers' window” this?"),
            hint=t(
                "您勾选的内容只交给您选的窗口，用来接着办这件事；留的电话只用来答复您，办完删去。",
                "What you tick goes to the window that you choose and nowhere else, so that people there can take it on."
                " A phone number is used only to answer you, and deleted afterwards.",
            ),
            purpose=t(
                "不想说的，点一下去掉。最迟2026年11月24日答复您。",
                "Touch what you would rather not say. You get an answer by 2026-11-24.",
            ),
            options=options,
            several=True,
        )
        body = v.FormBody(
            t("告诉他们什么", "What they are told"),
            (question,),
            None,
            self.next(t("同意，下一步", "I agree, next")),
        )
        return self.view("hand_over_told", body, 0)

    def ticket(self) -> v.View:
        t = self.t
        body = v.ResultBody(
            title=t("已经交给帮办代办窗口", "Handed to: Helpers' window"),
            mark=Mark.DONE,
            number_label=t("转办编号", "Hand-over number"),
            number="QH0001-20261122-000031-K7F-42",
            rows=(
                Row(t("交给", "Handed to"), t("帮办代办窗口", "Helpers' window")),
                Row(
                    t("地点", "Place"),
                    t("清河县政务服务中心一楼大厅", "Government Service Centre, entrance hall"),
                ),
                Row(t("时间", "Hours"), t("工作日9:00至17:00", "working days, 9:00 to 17:00")),
                Row(t("电话", "Phone"), "10000099031"),
                Row(
                    t("帮到哪一步", "How much help"),
                    t("指导办：在旁边一步一步教", "Guided: stay beside me, step by step"),
                ),
                Row(t("最迟答复", "Answer by"), t("2026年11月24日", "2026-11-24")),
                Row(t("送达部门", "Delivery"), t("部门已收到", "The office has it"), Mark.DONE),
                Row(t("凭条", "Slip"), t("打好了，请取走", "Printed; please take it"), Mark.DONE),
            ),
            sections=(),
            document_title="",
            document_picture=None,
            qr="",
            buttons=(
                Button(
                    "return", t("回到刚才的页面", "Back to where I was"), ev.LeaveHandOver(), Tone.PRIMARY
                ),
                Button("next", t("完成", "Done"), ev.GoNext()),
            ),
        )
        return self.view("result", body, 4)

    def voice(self) -> v.View:
        t = self.t
        hotline = t(
            "电话办理，不用跑，24小时，电话12345。3个工作日内答复",
            "By phone, day and night, phone 12345. Answer within 3 working days",
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
            t("反映问题", "Say what went wrong"),
            t("三个办法，选一个", "Three ways; choose one"),
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
