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
                "Right where you are",
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
            self.say("appointment.own"),
            self.say("appointment.own_told"),
            Mark.NONE,
            "",
            ev.OpenOwnAppointments(),
        )
        rule = t("可以约今天起14天内的时间，最晚提前1小时约。", "You can book up to 14 days ahead.")
        title = self.say("appointment.which_outlet")
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
                self.say("appointment.free", count=2) if minute else "",
                Mark.NONE if minute else Mark.TROUBLE,
                "" if minute else self.say("appointment.full"),
                ev.Pick(f"{hour}:{minute}"),
            )
            for hour in range(8, 12)
            for minute in (0, 30)
        )
        where = t("清河县政务服务中心  2026年11月25日 星期三", "Qinghe County Service Centre  Wednesday")
        pager = v.Pager(
            self.say("find.page", number=1, count=2),
            Button("page_before", self.say("find.before"), ev.TurnPage(-1), enabled=False),
            Button("page_after", self.say("find.after"), ev.TurnPage(1)),
        )
        return self.view("appoint", v.ListBody(self.say("appointment.which_time"), where, tiles, pager))

    def appoint_offline(self) -> v.View:
        body = v.PreviewBody(
            self.say("appointment.title"),
            Mark.WARNING,
            self.say("appointment.no_line"),
            self._rows()[3:],
            "",
            (Button("again", self.say("button.again"), ev.TryAgain(), Tone.PRIMARY),),
        )
        return self.view("appoint", body)

    def appointment(self) -> v.View:
        body = v.ResultBody(
            title=self.say("appointment.done_booked"),
            mark=Mark.DONE,
            number_label=self.say("appointment.number"),
            number="8314 1628 6338",
            rows=(
                *self._rows(),
                Row(self.say("appointment.slip"), self.say("appointment.slip_printed"), Mark.DONE),
            ),
            sections=(
                v.Section(
                    self.say("appointment.rules"),
                    (self.say("appointment.any_outlet"),),
                ),
            ),
            document_title="",
            document_picture=None,
            qr=CODE,
            buttons=(
                Button("next", self.say("appointment.finish"), ev.GoNext(), Tone.PRIMARY),
                Button("move", self.say("appointment.move"), ev.MoveAppointment()),
                Button("cancel", self.say("appointment.cancel"), ev.CancelAppointment(), Tone.QUIET),
            ),
        )
        return self.view("appointment", body)

    def ticket_shown(self) -> v.View:
        t = self.t
        body = v.PreviewBody(
            self.say("ticket_shown.greeting", item=self.t("异地就医备案", "notice of treatment elsewhere")),
            Mark.DONE,
            self.say("ticket_shown.begin_here"),
            (
                Row(self.say("closed.window"), t("医疗保障窗口", "Healthcare security window"), Mark.NOW),
                *self._rows()[1:3],
            ),
            "",
            (Button("next", self.say("ticket_shown.begin"), ev.GoNext(), Tone.PRIMARY),),
        )
        return self.view("ticket_shown", body)

    def _rows(self) -> tuple[Row, ...]:
        t = self.t
        return (
            Row(self.say("appointment.item"), t("异地就医备案", "Notice of treatment elsewhere")),
            Row(self.say("appointment.day"), t("2026年11月25日 星期三", "2026-11-25 Wednesday")),
            Row(self.say("appointment.time"), t("9:30—10:00", "9:30 to 10:00")),
            Row(
                self.say("appointment.outlet"),
                t("清河县政务服务中心 医疗保障窗口", "Qinghe County Service Centre, healthcare window"),
            ),
            Row(self.say("appointment.place"), t("城关镇青石街1号", "1 Qingshi Street, Chengguan Town")),
            Row(self.say("appointment.phone"), "10000099000"),
        )
