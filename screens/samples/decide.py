"""Sample pages on which something is decided: who may apply, which parts, what is on record, what a field hints."""

# ruff: noqa: E501 - sentences stay on one line
from __future__ import annotations

from screens.samples.conclude import document_picture
from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.scanning import Retake
from visit.typed import CLEAR, DELETE, KEYS
from visit.views import Button, Mark, Option, Row, Tone


class Deciding(Frame):
    """Sample pages on which something is decided."""

    def _window(self) -> tuple[Row, ...]:
        t = self.t
        return (
            Row(t("窗口", "Window"), t("就业服务窗口", "Employment window")),
            Row(
                t("地点", "Place"),
                t("清河县政务服务中心一楼", "Qinghe County Government Service Centre, ground floor"),
            ),
            Row(t("时间", "Hours"), t("工作日9:00至17:00", "working days, 9:00 to 17:00")),
            Row(t("电话", "Phone"), "10000099004"),
        )

    def barred(self) -> v.View:
        t = self.t
        change = Button("change:left", t("修改", "Change"), ev.JumpTo("left"), Tone.QUIET)
        body = v.BarredBody(
            t("现在不能办这一项", "You cannot apply for this now"),
            (
                t(
                    "离职满60天以后才能申领。您可以先办失业登记，满60天再来。",
                    "You can apply 60 days after you left. Register as unemployed now and come again then.",
                ),
            ),
            t("是根据这些定的", "This is why"),
            (
                Row(
                    t("缴费月数", "Months paid"),
                    "14",
                    note=t("来自人社部门  2026年11月20日", "From the county, 2026-11-20"),
                ),
                Row(t("离职日期", "Day you left"), t("2026年11月2日", "2 November 2026"), change=change),
            ),
            t("也可以到窗口问", "You can also ask at the window"),
            self._window(),
            t(
                "觉得不对，或者想问还有什么办法，请点“呼叫帮办”。",
                "If this is wrong, or to ask what else you can do, please call a helper.",
            ),
            Button("change", t("返回修改", "Go back and change it"), ev.GoBack(), Tone.PRIMARY),
        )
        return self.view("not_eligible", body, 2)

    def records(self) -> v.View:
        t = self.t
        body = v.PreviewBody(
            t("部门已有的信息", "What departments have on record"),
            Mark.DONE,
            t("这些不用您填，请看一看", "You need not fill these in. Please have a look."),
            (
                Row(
                    t("户口所在地", "Registered home"),
                    t("云溪市清河县柳林镇杏花村", "Xinghua Village, Liulin Town"),
                    note=t("来自公安部门  2026年11月20日", "From the police, 2026-11-20"),
                ),
                Row(
                    t("原来的银行卡", "Card used before"),
                    "**** **** **** 0009",
                    note=t("来自民政部门  2026年11月20日", "From the civil affairs office, 2026-11-20"),
                ),
            ),
            t("有不对的，请呼叫帮办，或者到窗口更正。", "If something is wrong, call a helper."),
            (self.next(t("接着办", "Go on")),),
        )
        return self.view("records", body, 1)

    def parts(self) -> v.View:
        t = self.t
        told = (
            ("certificate", t("出生医学证明", "Birth certificate"), t("清河县卫生健康局", "Health Bureau"), t("出生医学证明一本", "A birth certificate"), t("最晚2026年11月24日办好", "By 2026-11-24"), (), ""),
            ("household", t("出生登记", "Registration of birth"), t("清河县公安局", "Public Security Bureau"), t("户口簿上加一页", "A page in the household register"), t("最晚2026年11月26日办好", "By 2026-11-26"), ("certificate",), t("等出生医学证明办好再办", "Begins when done: Birth certificate")),
            ("insurance", t("城乡居民医保参保", "Medical insurance"), t("清河县医疗保障局", "Healthcare Security Bureau"), t("医保参保登记", "Enrolment"), t("最晚2026年12月1日办好", "By 2026-12-01"), ("household",), t("等出生登记办好再办", "Begins when done: Registration of birth")),
            ("vaccination", t("预防接种档案", "Vaccination record"), t("清河县卫生健康局", "Health Bureau"), t("预防接种证", "A vaccination book"), t("最晚2026年11月25日办好", "By 2026-11-25"), ("certificate",), t("等出生医学证明办好再办", "Begins when done: Birth certificate")),
            ("card", t("社会保障卡", "Social security card"), t("清河县人社局", "Social Security Bureau"), t("社会保障卡一张", "A social security card"), t("5个工作日", "5 working days"), (), ""),
        )  # fmt: skip
        cards = tuple(
            (
                name,
                v.PartCard(
                    Option(f"parts:{name}", label, ev.Toggled("parts", name), name != "card"),
                    office,
                    t(f"给您：{gives}", f"You get: {gives}"),
                    when,
                    after,
                    waits,
                ),
            )
            for name, label, office, gives, when, after, waits in told
        )
        question = v.PartsQuestion(
            "parts",
            t("这次要办哪几件？", "Which of these would you like?"),
            t("可以多选；箭头表示先后", "Choose all that apply; arrows show the order"),
            t("为什么问：只把材料给您选的部门", "Why we ask: only the offices you choose get your papers"),
            cards,
        )
        return self.view(
            "form", v.FormBody(t("要办哪几件", "Which parts"), (question,), None, self.next()), 2
        )

    def scan(self, taken: int = 0) -> v.View:
        t = self.t
        take = Button(
            "take",
            t("再拍一页", "Take another page") if taken else t("拍这一页", "Take this page"),
            ev.TakePage(),
            Tone.SECONDARY if taken else Tone.PRIMARY,
        )
        reasons = (
            (Retake.BLURRED, t("不清楚，重拍", "Again: not clear")),
            (Retake.CUT_OFF, t("没拍全，重拍", "Again: cut off")),
            (Retake.WRONG_PAGE, t("拍错了，重拍", "Again: wrong page")),
        )
        body = v.ScanBody(
            t("拍“诊断证明”", "Scan: medical certificate"),
            t(
                "材料正面朝上放平，四个角都露出来，再点“拍这一页”。最多2页。",
                "Lay it flat, face up, with all four corners in sight. Then touch “Take this page”. 2 pages at most.",
            ),
            Mark.DONE if taken else Mark.WAITING,
            t("请看字清不清楚、四个角在不在", "Can you read it, and are all four corners there?")
            if taken
            else t("放好了就可以拍", "Ready when you are"),
            document_picture() if taken else None,
            tuple(
                Option(
                    f"page:{number}",
                    t(f"第{number}页", f"Page {number}"),
                    ev.ShowPage(number - 1),
                    number == taken,
                )
                for number in range(1, taken + 1)
                if taken > 1
            ),
            tuple(
                Button(f"retake:{reason}", label, ev.RetakePage(reason), Tone.QUIET)
                for reason, label in reasons
                if taken
            ),
            (take, self.next(t("拍好了", "That is all"))) if taken else (take,),
        )
        return self.view("scan", body, 2)

    def scanned(self) -> v.View:
        return self.scan(taken=2)

    def _entry(self, name: str, question: str, shown: str, layout: str, *, tip: bool = False, problem: str = "") -> v.View:  # fmt: skip
        t = self.t
        special = {DELETE: ("delete", t("删除", "Delete")), CLEAR: ("clear", t("清空", "Clear"))}

        def key(letter: str) -> Button:
            code, label = special.get(letter, (letter, letter))
            return Button(f"key:{code}", label, ev.KeyPressed(code))

        tips = (
            v.Tip(
                t(
                    "请用您本人的社保卡，别人的卡发不进去。",
                    "Please use a card of your own; nothing can be paid to another.",
                ),
                t("来源：清河县人社局，2026年1月1日", "Source: Social Security Bureau, 2026-01-01"),
            ),
        )
        asked = v.EntryQuestion(
            name,
            question,
            "",
            t("为什么问：核对和办理", "Why we ask: to check and decide"),
            shown,
            "",
            active=True,
            focus=Button(f"focus:{name}", question, ev.FocusField(name)),
            problem=problem,
            tips=tips if tip else (),
        )
        rows = tuple(tuple(key(letter) for letter in row) for row in KEYS[layout])
        body = v.FormBody(t("基本情况", "About it"), (asked,), v.Keys(layout, rows), self.next())
        return self.view("form", body, 2)

    def date(self) -> v.View:
        t = self.t
        problem = t("日期还没有到，请选今天或以前。", "That day has not come yet.")
        shown = t("2026年12月15日", "15 December 2026")
        return self._entry(
            "left", t("您哪天离职？", "Which day did you leave?"), shown, "digits", problem=problem
        )

    def bank_card(self) -> v.View:
        question = self.t("补贴发到哪张银行卡？", "To which bank card?")
        return self._entry("card", question, "6222 0000 0000 0009", "digits", tip=True)

    def id_number(self) -> v.View:
        question = self.t("孩子的身份证号码是多少？", "What is the child’s identity number?")
        return self._entry("child", question, "990101 20260307 00", "id_number")

    def credit_code(self) -> v.View:
        question = self.t("公司的统一社会信用代码？", "The company’s credit code?")
        return self._entry("code", question, "1199 0101 MB00 0003 5", "credit_code")

    def email(self) -> v.View:
        question = self.t("您的电子邮箱？（可以不填）", "Your e-mail address? (optional)")
        return self._entry("mail", question, "xiaoman@example.com", "latin")
