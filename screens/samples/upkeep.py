"""The pages of staff, and those of a terminal that does nothing for now."""

from __future__ import annotations

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.events import PinKey
from visit.typed import KEYS, NAMED_KEYS
from visit.upkeep import Act, Back, Why
from visit.views import Button, Mark, Option, Row, Tone


class Upkeeping(Frame):
    """Sample pages of staff."""

    def staff_door(self) -> v.View:
        t = self.t
        names = {"delete": t("删除", "Delete"), "clear": t("清空", "Clear")}
        keys = tuple(
            tuple(Button(f"pin:{one}", names.get(one, one), PinKey(one)) for one in named)
            for named in ([NAMED_KEYS.get(shown, shown) for shown in row] for row in KEYS["digits"])
        )
        body = v.PinBody(
            t("工作人员入口", "Staff only"),
            t(
                "请扫维护码，或输入6位维护口令。",
                "Show your maintenance code to the reader, or type the PIN.",
            ),
            4,
            6,
            t("不对，请再试一次。", "That is wrong. Please try again."),
            t("谁进入、何时离开都会记录。", "It is recorded who enters and when they leave."),
            v.Keys("digits", keys, ()),
            Button("next", t("进入", "Enter"), ev.GoNext(), Tone.PRIMARY, enabled=False),
        )
        return self.view("staff_door", body)

    def maintenance(self) -> v.View:
        t = self.t
        again = t("重新连接", "Reconnect")
        devices = (
            Row(
                t("凭条打印机", "Receipt printer"),
                t("纸用完了", "out of paper"),
                Mark.TROUBLE,
                t("请网点工作人员处理 paper_out", "Site staff please act. paper_out"),
                Button("reload:receipt_printer", again, ev.DoAct(Act.RELOAD, "receipt_printer")),
            ),
            Row(t("身份证读卡器", "ID card reader"), t("正常", "works"), Mark.DONE),
            Row(
                t("A4打印机", "A4 printer"),
                t("正常，纸快用完了，请备纸", "works, paper is nearly used up"),
                Mark.WARNING,
            ),
            Row(t("拍照台", "Camera"), t("正常", "works"), Mark.DONE),
        )
        numbers = (
            Row(t("网络", "Network"), t("网络正常", "Online"), Mark.DONE),
            Row(
                t("最近一次连上中心", "Last heard from the hub"),
                t("2026年11月22日 14:04", "22 November 2026 14:04"),
            ),
            Row(t("等待送出的办件", "Cases waiting to be sent"), "0"),
            Row(t("要工程师处理的记录", "Records for an engineer"), "0"),
            Row(t("程序版本", "Version"), "1.0.0"),
        )
        acts = (
            Button("test_receipt", t("试打凭条", "Test receipt"), ev.DoAct(Act.TEST_RECEIPT)),
            Button("test_sheet", t("试打A4", "Test A4 sheet"), ev.DoAct(Act.TEST_SHEET)),
            Button("close", t("停用本机", "Out of service"), ev.OpenClosure()),
            Button("restart", t("重启程序", "Restart program"), ev.DoAct(Act.RESTART)),
            Button("again", t("刷新", "Refresh"), ev.TryAgain(), Tone.QUIET),
        )
        body = v.MaintenanceBody(
            t("设备维护 QH0001", "Maintenance of QH0001"),
            Mark.WARNING,
            t("有1个设备要处理。", "Devices that need attention: 1."),
            t("设备", "Devices"),
            devices,
            t("网络和存储", "Network and store"),
            numbers,
            acts,
        )
        return self.view("maintenance", body)

    def closure(self) -> v.View:
        t = self.t
        whys = zip(
            Why,
            (
                t("加纸换料", "Paper and supplies"),
                t("维修", "Repair"),
                t("清洁保养", "Cleaning"),
                t("断电检修", "Power"),
            ),
            strict=True,
        )
        backs = zip(
            Back,
            (
                t("一小时内", "Within an hour"),
                t("今天", "Today"),
                t("明天", "Tomorrow"),
                t("说不准", "Not known"),
            ),
            strict=True,
        )
        body = v.ClosureBody(
            t("停用本机", "Take out of service"),
            t(
                "停用后，来人会看到原因、恢复时间和最近的网点。",
                "Whoever comes sees why, when it will be back, and the nearest service point.",
            ),
            tuple(
                Option(f"why:{one}", label, ev.ChooseClosure(why=one), one is Why.REPAIR)
                for one, label in whys
            ),
            t("大约什么时候恢复", "When it will be back, about"),
            tuple(
                Option(f"back:{one}", label, ev.ChooseClosure(back=one), one is Back.TODAY)
                for one, label in backs
            ),
            Button("set", t("确认停用", "Take out of service now"), ev.SetClosure(closed=True), Tone.PRIMARY),
        )
        return self.view("closure", body)

    def closed_by_staff(self) -> v.View:
        t = self.t
        body = v.OutOfServiceBody(
            t("暂停服务", "Out of service"),
            t("这台机器正在维修。今天恢复。", "This machine is being repaired. It will be back today."),
            self._elsewhere(),
            picture="upkeep",
        )
        return self.view("out_of_service", body)

    def safe_mode(self) -> v.View:
        t = self.t
        body = v.OutOfServiceBody(
            t("这台机器暂时不收件", "This machine takes no applications now"),
            t(
                "这台机器正在检修，已经办过的事都还在。现在可以看办事指南、找附近网点。要办事，请到窗口，或者用别的机器。",
                "This machine is being repaired. What you handed in before is safe. You can see guides and service points "
                "here. To apply, please go to a window or to another machine.",
            ),
            self._elsewhere(),
            picture="store_trouble",
            look=Button(
                "begin", t("看办事指南、找网点", "See guides and service points"), ev.Begin(), Tone.PRIMARY
            ),
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
            Row(t("窗口电话", "Phone of the window"), "100-0099-0000"),
        )
