"""The pages of staff, and those of a terminal that does nothing for now."""

from __future__ import annotations

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.events import PinKey
from visit.held.upkeep import Act, Back, Why
from visit.typed import KEYS, NAMED_KEYS
from visit.views import Button, Mark, Option, Row, Tone
from wording.forms import sentences


class Upkeeping(Frame):
    """Sample pages of staff."""

    def staff_door(self) -> v.View:
        names = {"delete": self.say("key.delete"), "clear": self.say("key.clear")}
        keys = tuple(
            tuple(Button(f"pin:{one}", names.get(one, one), PinKey(one)) for one in named)
            for named in ([NAMED_KEYS.get(shown, shown) for shown in row] for row in KEYS["digits"])
        )
        body = v.PinBody(
            self.say("staff.title"),
            self.say("staff.hint"),
            4,
            6,
            self.say("staff.wrong"),
            self.say("staff.noted"),
            v.Keys("digits", keys, ()),
            Button("next", self.say("staff.enter"), ev.GoNext(), Tone.PRIMARY, enabled=False),
        )
        return self.view("staff_door", body)

    def maintenance(self) -> v.View:
        t = self.t
        again = self.say("upkeep.reload")
        devices = (
            Row(
                self.say("device.receipt_printer"),
                self.say("trouble.paper_out"),
                Mark.TROUBLE,
                f"{self.say('action.site_keeper')} paper_out",
                Button("reload:receipt_printer", again, ev.DoAct(Act.RELOAD, "receipt_printer")),
            ),
            Row(self.say("device.id_card_reader"), self.say("upkeep.works"), Mark.DONE),
            Row(
                self.say("device.document_printer"),
                self.say("paper.low"),
                Mark.WARNING,
            ),
            Row(self.say("device.camera"), self.say("upkeep.works"), Mark.DONE),
        )
        numbers = (
            Row(self.say("trouble.line"), self.say("line.up"), Mark.DONE),
            Row(
                self.say("upkeep.heard"),
                t("2026年11月22日 14:04", "22 November 2026 14:04"),
            ),
            Row(self.say("upkeep.waiting"), "0"),
            Row(self.say("upkeep.aside"), "0"),
            Row(self.say("upkeep.version"), "1.0.0"),
        )
        acts = (
            Button("test_receipt", self.say("upkeep.test_receipt"), ev.DoAct(Act.TEST_RECEIPT)),
            Button("test_sheet", self.say("upkeep.test_sheet"), ev.DoAct(Act.TEST_SHEET)),
            Button("close", self.say("upkeep.close"), ev.OpenClosure()),
            Button("restart", self.say("upkeep.restart"), ev.DoAct(Act.RESTART)),
            Button("again", self.say("upkeep.again"), ev.TryAgain(), Tone.QUIET),
        )
        body = v.MaintenanceBody(
            self.say("upkeep.title", terminal="QH0001"),
            Mark.WARNING,
            self.say("upkeep.trouble", count=1),
            self.say("upkeep.devices"),
            devices,
            self.say("upkeep.numbers"),
            numbers,
            acts,
        )
        return self.view("maintenance", body)

    def closure(self) -> v.View:
        whys = zip(
            Why,
            (
                self.say("closure.paper"),
                self.say("closure.repair"),
                self.say("closure.cleaning"),
                self.say("closure.power"),
            ),
            strict=True,
        )
        backs = zip(
            Back,
            (
                self.say("back.hour"),
                self.say("back.today"),
                self.say("back.tomorrow"),
                self.say("back.unknown"),
            ),
            strict=True,
        )
        body = v.ClosureBody(
            self.say("closure.title"),
            self.say("closure.text"),
            tuple(
                Option(f"why:{one}", label, ev.ChooseClosure(why=one), one is Why.REPAIR)
                for one, label in whys
            ),
            self.say("closure.backs"),
            tuple(
                Option(f"back:{one}", label, ev.ChooseClosure(back=one), one is Back.TODAY)
                for one, label in backs
            ),
            Button("set", self.say("closure.set"), ev.SetClosure(closed=True), Tone.PRIMARY),
        )
        return self.view("closure", body)

    def closed_by_staff(self) -> v.View:
        body = v.OutOfServiceBody(
            self.say("out_of_service.title"),
            sentences((self.say("closed_for.repair"), self.say("back_at.today")), self.language),
            self._elsewhere(),
            picture="upkeep",
        )
        return self.view("out_of_service", body)

    def safe_mode(self) -> v.View:
        body = v.OutOfServiceBody(
            self.say("safe_mode.title"),
            self.say("safe_mode.text"),
            self._elsewhere(),
            picture="store_trouble",
            look=Button("begin", self.say("out_of_service.look"), ev.Begin(), Tone.PRIMARY),
        )
        return self.view("out_of_service", body)

    def _elsewhere(self) -> tuple[Row, ...]:
        t = self.t
        return (
            Row(
                t("别处可以办", "Elsewhere"),
                t(
                    "城关镇便民服务中心，走路8分钟，24小时开放",
                    "Chengguan Town Service Centre, 8 min on foot, day and night",
                ),
            ),
            Row(self.say("out_of_service.phone"), "100-0099-0000"),
        )
