"""Sample pages on which something is decided: who may apply, which parts, what is on record, what a field hints."""

# ruff: noqa: E501 - sentences stay on one line
from __future__ import annotations

from screens.samples.conclude import document_picture
from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.held.scanning import Retake
from visit.typed import CLEAR, DELETE, KEYS
from visit.views import Button, Mark, Option, Row, Tone


class Deciding(Frame):
    """Sample pages on which something is decided."""

    def _window(self) -> tuple[Row, ...]:
        t = self.t
        return (
            Row(self.say("closed.window"), t("就业服务窗口", "Employment window")),
            Row(
                self.say("closed.place"),
                t("清河县政务服务中心一楼", "Qinghe County Government Service Centre, ground floor"),
            ),
            Row(self.say("closed.hours"), t("工作日9:00至17:00", "working days, 9:00 to 17:00")),
            Row(self.say("closed.phone"), "10000099004"),
        )

    def barred(self) -> v.View:
        t = self.t
        change = Button("change:left", self.say("check.change"), ev.JumpTo("left"), Tone.QUIET)
        body = v.BarredBody(
            self.say("barred.title"),
            (
                t(
                    "离职满60天以后才能申领。您可以先办失业登记，满60天再来。",
                    "You can apply 60 days after you left. Register as unemployed now and come again then.",
                ),
            ),
            self.say("barred.because"),
            (
                Row(
                    t("缴费月数", "Months paid"),
                    "14",
                    note=self.say(
                        "records.from",
                        source=self.t("人社部门", "the county"),
                        day=self.t("2026年11月20日", "2026-11-20"),
                    ),
                ),
                Row(t("离职日期", "Day you left"), t("2026年11月2日", "2 November 2026"), change=change),
            ),
            self.say("barred.window"),
            self._window(),
            self.say("barred.help"),
            Button("change", self.say("barred.change"), ev.GoBack(), Tone.PRIMARY),
        )
        return self.view("not_eligible", body)

    def records(self) -> v.View:
        t = self.t
        body = v.PreviewBody(
            self.say("records.title"),
            Mark.DONE,
            self.say("records.found"),
            (
                Row(
                    t("户口所在地", "Registered home"),
                    t("云溪市清河县柳林镇杏花村", "Xinghua Village, Liulin Town"),
                    note=self.say(
                        "records.from",
                        source=self.t("公安部门", "the police"),
                        day=self.t("2026年11月20日", "2026-11-20"),
                    ),
                ),
                Row(
                    t("原来的银行卡", "Card used before"),
                    "**** **** **** 0009",
                    note=self.say(
                        "records.from",
                        source=self.t("民政部门", "the civil affairs office"),
                        day=self.t("2026年11月20日", "2026-11-20"),
                    ),
                ),
            ),
            self.say("records.wrong"),
            (self.next(self.say("records.next")),),
        )
        return self.view("records", body)

    def parts(self) -> v.View:
        t = self.t
        told = (
            ("certificate", t("出生医学证明", "Birth certificate"), t("清河县卫生健康局", "Health Bureau"), t("出生医学证明一本", "A birth certificate"), self.say("parts.by", day=self.t("2026年11月24日", "2026-11-24")), (), ""),
            ("household", t("出生登记", "Registration of birth"), t("清河县公安局", "Public Security Bureau"), t("户口簿上加一页", "A page in the household register"), self.say("parts.by", day=self.t("2026年11月26日", "2026-11-26")), ("certificate",), self.say("parts.waits", names=self.t("出生医学证明", "Birth certificate"))),
            ("insurance", t("城乡居民医保参保", "Medical insurance"), t("清河县医疗保障局", "Healthcare Security Bureau"), t("医保参保登记", "Enrolment"), self.say("parts.by", day=self.t("2026年12月1日", "2026-12-01")), ("household",), self.say("parts.waits", names=self.t("出生登记", "Registration of birth"))),
            ("vaccination", t("预防接种档案", "Vaccination record"), t("清河县卫生健康局", "Health Bureau"), t("预防接种证", "A vaccination book"), self.say("parts.by", day=self.t("2026年11月25日", "2026-11-25")), ("certificate",), self.say("parts.waits", names=self.t("出生医学证明", "Birth certificate"))),
            ("card", t("社会保障卡", "Social security card"), t("清河县人社局", "Social Security Bureau"), t("社会保障卡一张", "A social security card"), self.say("parts.days", days=5), (), ""),
        )  # fmt: skip
        cards = tuple(
            (
                name,
                v.PartCard(
                    Option(f"parts:{name}", label, ev.Toggled("parts", name), name != "card"),
                    office,
                    self.say("parts.gives", output=gives),
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
            self.say(
                "form.purpose",
                purpose=self.t("只把材料给您选的部门", "only the offices you choose get your papers"),
            ),
            cards,
        )
        return self.view("form", v.FormBody(t("要办哪几件", "Which parts"), (question,), None, self.next()))

    def scan(self, taken: int = 0) -> v.View:
        t = self.t
        take = Button(
            "take",
            self.say("scan.take_next") if taken else self.say("scan.take"),
            ev.TakePage(),
            Tone.SECONDARY if taken else Tone.PRIMARY,
        )
        reasons = (
            (Retake.BLURRED, self.say("scan.blurred")),
            (Retake.CUT_OFF, self.say("scan.cut_off")),
            (Retake.WRONG_PAGE, self.say("scan.wrong_page")),
        )
        body = v.ScanBody(
            t("拍“诊断证明”", "Scan: medical certificate"),
            self.say("scan.how", most=2),
            Mark.DONE if taken else Mark.WAITING,
            self.say("scan.taken") if taken else self.say("scan.waiting"),
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
            (take, self.next(self.say("scan.done"))) if taken else (take,),
        )
        return self.view("scan", body)

    def scanned(self) -> v.View:
        return self.scan(taken=2)

    def _entry(self, name: str, question: str, shown: str, layout: str, *, tip: bool = False, problem: str = "") -> v.View:  # fmt: skip
        t = self.t
        special = {DELETE: ("delete", self.say("key.delete")), CLEAR: ("clear", self.say("key.clear"))}

        def key(letter: str) -> Button:
            code, label = special.get(letter, (letter, letter))
            return Button(f"key:{code}", label, ev.KeyPressed(code))

        tips = (
            v.Tip(
                t(
                    "请用您本人的社保卡，别人的卡发不进去。",
                    "Please use a card of your own; nothing can be paid to another.",
                ),
                self.say(
                    "preview.source",
                    source=self.t("清河县人社局", "Social Security Bureau"),
                    time=self.t("2026年1月1日", "2026-01-01"),
                ),
            ),
        )
        asked = v.EntryQuestion(
            name,
            question,
            "",
            self.say("form.purpose", purpose=self.t("核对和办理", "to check and decide")),
            shown,
            "",
            active=True,
            focus=Button(f"focus:{name}", question, ev.FocusField(name)),
            problem=problem,
            tips=tips if tip else (),
        )
        rows = tuple(tuple(key(letter) for letter in row) for row in KEYS[layout])
        body = v.FormBody(t("基本情况", "About it"), (asked,), v.Keys(layout, rows), self.next())
        return self.view("form", body)

    def date(self) -> v.View:
        t = self.t
        problem = self.say("fault.day_ahead", label=t("离职日期", "Day you left"))
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
