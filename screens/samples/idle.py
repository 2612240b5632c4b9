"""Sample pages that nobody stands before."""

from __future__ import annotations

from dataclasses import replace

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Row, Tone
from wording import say

ELSEWHERE = (
    (
        "护照、港澳台通行证",
        "Passports and travel permits",
        "云溪市公安局出入境大厅",
        "Border papers hall",
        "要采指纹、当场制证，这里场地不够",
        "Fingerprints and the making of the papers need rooms of their own",
    ),
    (
        "车辆检验、驾驶证考试",
        "Vehicle tests and driving tests",
        "清河县车辆管理所",
        "Vehicle office",
        "要用检测线和考场",
        "Needs a test lane and a driving ground",
    ),
    (
        "涉密印制资质审查",
        "Licences for secret printing",
        "云溪市保密局",
        "State secrets office",
        "涉及国家秘密",
        "Concerns state secrets",
    ),
    (
        "爆破作业、烟花爆竹许可",
        "Blasting and fireworks",
        "清河县公安局治安大队",
        "County police, public order",
        "要先到现场查看安全",
        "Somebody looks at the place first",
    ),
    (
        "动物检疫",
        "Animal quarantine",
        "各镇动物检疫申报点",
        "Quarantine points in the towns",
        "要到养殖场看牲畜",
        "The animals are looked at on the farm",
    ),
)


class Idling(Frame):
    """Sample pages that nobody stands before."""

    def attract(self) -> v.View:
        return self.view("attract", self._attract())

    def _attract(self) -> v.AttractBody:
        t = self.t
        rows = (
            Row(t("灵活就业社保补贴申领", "Social insurance subsidy"), self.say("attract.open"), Mark.DONE),
            Row(
                t("个体工商户注销登记", "Closing a one-person business"),
                self.say("attract.open"),
                Mark.DONE,
            ),
            Row(
                t("异地就医备案", "Notice of treatment elsewhere"),
                self.say("attract.degraded"),
                Mark.WARNING,
            ),
            Row(
                t("失业登记", "Unemployment registration"),
                self.say("attract.closed"),
                Mark.TROUBLE,
            ),
        )
        start = Button("begin", self.say("attract.begin"), ev.Begin(), Tone.PRIMARY)
        return v.AttractBody(
            self.say("attract.title"),
            self.say("attract.subtitle"),
            self.say("attract.invitation"),
            self.board(
                rows,
                self.say("board.here", place=self.t("一楼A区（社保、就业、医保）", "ground floor, zone A")),
            ),
            start,
            also=say(self.other.code, "attract.invitation"),
            hours=self.say("attract.hours_day_and_night", window=self.say("near.open_until", when="17:00")),
            languages=(Button(f"begin:{self.other.code}", self.other.name, ev.Begin(self.other.code)),),
        )

    def attract_moved(self) -> v.View:
        """Some hours later, with notices, and somebody comes."""
        t = self.t
        rows = (
            Row(
                t("元旦放假通知", "New Year holiday"),
                t(
                    "1月1日至3日人工窗口休息，自助服务区照常24小时开放。",
                    "The counters are closed from 1 to 3 January. Self-service stays open day and night.",
                ),
                note=t("2026年11月16日", "16 November 2026"),
            ),
            Row(
                t("北侧电梯检修", "The north lift is out of use"),
                t(
                    "本周北侧电梯检修，请走南侧电梯或坡道。",
                    "Please take the south lift or the ramp this week.",
                ),
                note=t("2026年11月20日", "20 November 2026"),
            ),
        )
        shown = self._attract()
        board = v.Board(self.say("board.notices"), "", rows, "", "", "")
        welcome = self.say("attract.welcome")
        return self.view("attract", replace(shown, board=board, phase=4, subtitle=welcome))

    def attract_dimmed(self) -> v.View:
        """At night, and nobody is there."""
        return replace(self.attract(), night=True, dimmed=True)

    def board(self, rows: tuple[Row, ...], title: str) -> v.Board:
        return v.Board(
            title=title,
            edition=self.say("board.edition", version="2026-11", day=self.t("2026年11月20日", "2026-11-20")),
            rows=rows,
            page=self.say("find.page", number=1, count=3),
            qr="清河县政务服务中心 进驻事项清单" * 12,
            qr_caption=self.say("board.code"),
        )

    def elsewhere(self) -> v.View:
        t = self.t
        rows = tuple(
            Row(t(name, name_en), t(f"{place}  10000099021", f"{place_en}  10000099021"), note=t(why, why_en))
            for name, name_en, place, place_en, why, why_en in ELSEWHERE
        )
        board = self.board(rows, self.say("board.elsewhere"))
        return self.view("elsewhere", v.PublishedBody(replace(board, page=""), None))

    def out_of_service(self) -> v.View:
        rows = (
            Row(
                self.say("device.id_card_reader"),
                self.say("trouble.timeout"),
                Mark.TROUBLE,
                self.say("action.engineer"),
            ),
            Row(
                self.say("device.receipt_printer"),
                self.say("trouble.paper_out"),
                Mark.WARNING,
                self.say("action.site_keeper"),
            ),
        )
        text = self.say("out_of_service.text")
        return self.view("out_of_service", v.OutOfServiceBody(self.say("out_of_service.title"), text, rows))
