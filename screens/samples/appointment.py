"""Sample pages of 预约: an outlet, a time, no line, the ticket, and the ticket shown."""

from __future__ import annotations

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Row, Tone

CODE = "https://hub.example/ticket?T1:B603C0J-L.QQNDB7D0$N4ONH1IFFYEG*6EYEB:E7-GCQIDIFWUFC2GGSFU$F"


class Booking(Frame):
    """To choose where and when, and what comes of it."""

    def appoint(self) -> v.View:
        t = self.t
        outlets = (
            (
                "hall",
                "清河县政务服务中心",
                "Qinghe County Service Centre",
                "就在您现在的地方",
                "Right here",
                "",
            ),
            ("town", "城关镇便民服务中心", "Chengguan Town Centre", "走路约8分钟", "about 8 min on foot", ""),
            (
                "liulin",
                "柳林镇便民服务中心",
                "Liulin Town Centre",
                "坐车约46分钟",
                "about 46 min by bus",
                "都约满了，请选别的地方",
            ),
        )
        tiles = tuple(
            v.Tile(
                name,
                t(zh, en),
                t(way, way_en),
                Mark.TROUBLE if full else Mark.NONE,
                t(full, "Fully booked, please choose another place") if full else "",
                ev.Pick(name),
            )
            for name, zh, en, way, way_en, full in outlets
        )
        own = v.Tile(
            "own",
            t("我约过了", "I have booked before"),
            t("看一看、改时间、取消", "See it, change it, cancel it"),
            Mark.NONE,
            "",
            ev.OpenOwnAppointments(),
        )
        rule = t("可以约今天起14天内的时间，最晚提前1小时约。", "You can book up to 14 days ahead.")
        title = t("去哪里办？", "Where would you like to go?")
        return self.view("appoint", v.ListBody(title, rule, (*tiles, own), None))

    def appoint_time(self) -> v.View:
        t = self.t
        tiles = tuple(
            v.Tile(
                f"{hour:02d}{minute:02d}",
                t(
                    f"{hour}:{minute:02d}—{hour + (minute + 30) // 60}:{(minute + 30) % 60:02d}",
                    f"{hour}:{minute:02d}",
                ),
                t("还有2个名额", "2 left") if minute else "",
                Mark.NONE if minute else Mark.TROUBLE,
                "" if minute else t("约满了", "Fully booked"),
                ev.Pick(f"{hour}:{minute}"),
            )
            for hour in range(8, 12)
            for minute in (0, 30)
        )
        where = t("清河县政务服务中心  2026年11月25日 星期三", "Qinghe County Service Centre  Wednesday")
        pager = v.Pager(
            t("第1页，共2页", "Page 1 of 2"),
            Button("page_before", t("上一页", "Previous page"), ev.TurnPage(-1), enabled=False),
            Button("page_after", t("下一页", "Next page"), ev.TurnPage(1)),
        )
        return self.view("appoint", v.ListBody(t("几点去？", "At what time?"), where, tiles, pager))

    def appoint_offline(self) -> v.View:
        t = self.t
        body = v.PreviewBody(
            t("预约到窗口办", "Book a time at a window"),
            Mark.WARNING,
            t(
                "现在连不上网，查不到可以约的时间，也约不了。",
                "There is no network: nothing can be booked now.",
            ),
            self._rows()[3:],
            "",
            (Button("again", t("再试一次", "Try again"), ev.TryAgain(), Tone.PRIMARY),),
        )
        return self.view("appoint", body)

    def appointment(self) -> v.View:
        t = self.t
        body = v.ResultBody(
            title=t("约好了", "Booked"),
            mark=Mark.DONE,
            number_label=t("预约号", "Appointment number"),
            number="8314 1628 6338",
            rows=(
                *self._rows(),
                Row(t("凭条", "Slip"), t("打好了，请取走", "Printed. Please take it"), Mark.DONE),
            ),
            sections=(
                v.Section(
                    t("预约规则", "Rules"),
                    (t("凭条可以在任何一个网点用，不用再取号。", "Good at any outlet; no queue number."),),
                ),
            ),
            document_title="",
            document_picture=None,
            qr=CODE,
            buttons=(
                Button("next", t("完成", "Finish"), ev.GoNext(), Tone.PRIMARY),
                Button("move", t("改时间", "Change the time"), ev.MoveAppointment()),
                Button("cancel", t("取消预约", "Cancel it"), ev.CancelAppointment(), Tone.QUIET),
            ),
        )
        return self.view("appointment", body)

    def ticket_shown(self) -> v.View:
        t = self.t
        body = v.PreviewBody(
            t("您约了：异地就医备案", "You have booked: notice of treatment elsewhere"),
            Mark.DONE,
            t(
                "时间正好，不用再取号。这件事在这台机器上就能办，也可以去窗口。",
                "You are on time and need no queue number. You can do this at this machine, or at the window.",
            ),
            (
                Row(t("窗口", "Window"), t("医疗保障窗口", "Healthcare security window"), Mark.NOW),
                *self._rows()[1:3],
            ),
            "",
            (Button("next", t("现在就办", "Start now"), ev.GoNext(), Tone.PRIMARY),),
        )
        return self.view("ticket_shown", body)

    def _rows(self) -> tuple[Row, ...]:
        t = self.t
        return (
            Row(t("办什么", "What for"), t("异地就医备案", "Notice of treatment elsewhere")),
            Row(t("日期", "Day"), t("2026年11月25日 星期三", "2026-11-25 Wednesday")),
            Row(t("时间", "Time"), t("9:30—10:00", "9:30 to 10:00")),
            Row(
                t("在哪里", "Where"),
                t("清河县政务服务中心 医疗保障窗口", "Qinghe County Service Centre, healthcare window"),
            ),
            Row(t("地址", "Address"), t("城关镇青石街1号", "1 Qingshi Street, Chengguan Town")),
            Row(t("电话", "Phone"), "10000099000"),
        )
