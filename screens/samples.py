"""Views as a visit makes them, with realistic texts: for the gallery, for tests and for the speed of the screens.

People and places are fictional.
"""

# ruff: noqa: E501 - sentences stay on one line
from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from contract.codes import Grade
from visit import events as ev
from visit import views as v
from visit.typed import KEYS
from visit.views import Button, Mark, Option, Row, Tone


@cache
def document_png() -> bytes:
    """A page of grey lines: stands for a rendered document."""
    image = Image.new("RGB", (744, 1052), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((180, 80, 564, 120), fill="#444444")
    for row in range(20):
        draw.rectangle((90, 180 + row * 38, 654 - (row % 4) * 60, 192 + row * 38), fill="#999999")
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


class Samples:
    """All sample views of one language."""

    def __init__(self, language: str) -> None:
        self.zh = language == "zh"

    def t(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    # --- pieces -----------------------------------------------------------------------------------------------

    def chrome(self, step: int = -1) -> v.Chrome:
        t = self.t
        steps = (
            (
                t("须知", "Guide"),
                t("刷身份证", "ID card"),
                t("填写", "Fill in"),
                t("材料", "Papers"),
                t("核对", "Check"),
                t("完成", "Done"),
            )
            if step >= 0
            else ()
        )
        inside = step >= 0
        return v.Chrome(
            place=t("云溪市清河县柳桥镇便民服务中心", "Liuqiao Town Service Centre"),
            clock="14:05",
            heading=t("灵活就业人员社会保险补贴申领", "Social insurance subsidy for flexible work")
            if inside
            else t("24小时自助服务", "24-hour self-service"),
            steps=steps,
            step=step,
            line_mark=Mark.DONE,
            line_text=t("网络正常", "Online"),
            banner=t(
                "演示环境：设备为模拟，所办事项不产生效力",
                "Demonstration: simulated devices, nothing here has legal effect",
            ),
            back=Button("back", t("上一步", "Back"), ev.GoBack()) if inside else None,
            exit=Button("exit", t("退出", "Leave"), ev.AskExit()) if inside else None,
            language=Button("language", t("English", "中文"), ev.SetLanguage("en" if self.zh else "zh")),
            help=Button("help", t("呼叫帮办", "Call a helper"), ev.CallHelp()),
        )

    def next(self, label: str = "") -> Button:
        return Button("next", label or self.t("下一步", "Next"), ev.GoNext(), Tone.PRIMARY)

    def view(self, page: str, body: v.Body, step: int = -1, overlay: v.Overlay | None = None) -> v.View:
        return v.View(page, self.chrome(step), body, overlay)

    # --- pages ------------------------------------------------------------------------------------------------

    def attract(self) -> v.View:
        t = self.t
        rows = (
            Row(t("灵活就业社保补贴申领", "Social insurance subsidy"), t("可以办理", "Available"), Mark.DONE),
            Row(
                t("个体工商户注销登记", "Closing a one-person business"),
                t("可以办理", "Available"),
                Mark.DONE,
            ),
            Row(
                t("养老保险参保证明查询打印", "Pension insurance certificate"),
                t("不能打印，可查看", "On screen only, no paper"),
                Mark.WARNING,
            ),
            Row(
                t("失业登记", "Unemployment registration"),
                t("暂停，请到3号窗口", "Paused, go to window 3"),
                Mark.TROUBLE,
            ),
        )
        start = Button("start", t("开始", "Start"), ev.Begin(), Tone.PRIMARY)
        body = v.AttractBody(
            t("24小时自助服务", "24-hour self-service"),
            t(
                "自己办、有人帮。办到哪一步都可以呼叫帮办员。",
                "Do it yourself, with help at hand. You can call a helper at every step.",
            ),
            t("点击屏幕开始", "Touch the screen to begin"),
            rows,
            start,
        )
        return self.view("attract", body)

    def out_of_service(self) -> v.View:
        t = self.t
        rows = (
            Row(
                t("身份证阅读器", "ID card reader"),
                t("没有应答", "does not answer"),
                Mark.TROUBLE,
                t("已通知维护人员", "The engineer has been told"),
            ),
            Row(
                t("凭条打印机", "Receipt printer"),
                t("缺纸", "out of paper"),
                Mark.WARNING,
                t("请网点工作人员加纸", "Site staff please add paper"),
            ),
        )
        text = t(
            "请到柳桥镇便民服务中心3号窗口办理（周一至周五 9:00—17:00），或者呼叫帮办。",
            "Please go to window 3 of the service centre (Mon to Fri, 9:00 to 17:00), or call a helper.",
        )
        return self.view(
            "out_of_service", v.OutOfServiceBody(t("本机暂停服务", "Out of service"), text, rows)
        )

    def home(self) -> v.View:
        t = self.t
        tiles = (
            v.Tile(
                "item:subsidy",
                t("灵活就业社保补贴申领", "Social insurance subsidy"),
                t("约6分钟 · 需身份证", "About 6 minutes · ID card"),
                Mark.NONE,
                "",
                ev.ChooseItem("subsidy"),
            ),
            v.Tile(
                "item:close",
                t("个体工商户注销登记", "Close a one-person business"),
                t("约8分钟 · 当场办结", "About 8 minutes · decided at once"),
                Mark.NONE,
                "",
                ev.ChooseItem("close"),
            ),
            v.Tile(
                "item:proof",
                t("养老保险参保证明", "Pension insurance certificate"),
                t("约2分钟", "About 2 minutes"),
                Mark.WARNING,
                t("打印机缺纸，可在屏幕上查看", "No paper: can be seen on the screen"),
                ev.ChooseItem("proof"),
            ),
            v.Tile(
                "item:jobless",
                t("失业登记", "Unemployment registration"),
                t("约5分钟", "About 5 minutes"),
                Mark.TROUBLE,
                t("网络中断，请到3号窗口办理", "No network: please go to window 3"),
                ev.ChooseItem("jobless"),
            ),
        )
        return self.view("home", v.HomeBody(t("您要办什么事？", "What would you like to do?"), tiles))

    def guide(self) -> v.View:
        t = self.t
        facts = (
            Row(
                t("办理时限", "Time limit"),
                t("法定20个工作日，承诺5个工作日", "20 working days by law, 5 promised"),
            ),
            Row(t("收费", "Fee"), t("不收费", "None")),
            Row(
                t("窗口办理", "At a window"),
                t("柳桥镇便民服务中心3号窗口", "Window 3, Liuqiao Town Service Centre"),
            ),
        )
        sections = (
            v.Section(
                t("谁可以申请", "Who may apply"),
                (
                    t(
                        "离校两年内未就业、以个人身份缴纳社会保险费的高校毕业生；",
                        "Graduates within two years who pay social insurance as individuals;",
                    ),
                    t(
                        "女满40周岁、男满50周岁，登记失业后灵活就业的人员（以公共就业服务机构认定的“就业困难人员”为准）。",
                        "Women from 40 and men from 50 who work flexibly after registered unemployment, as recognised by the employment service.",
                    ),
                ),
            ),
            v.Section(
                t("需要什么", "What you need"),
                (
                    t(
                        "居民身份证原件（本机读取，不留复印件）；",
                        "Your resident identity card (read here, no copy is kept);",
                    ),
                    t(
                        "本人社会保障卡的银行账户，补贴直接发到卡里；",
                        "The bank account of your social security card, where the subsidy is paid;",
                    ),
                    t(
                        "灵活就业情况说明：可以在下一步签署告知承诺书代替。",
                        "A statement of your flexible work: a signed promise may take its place.",
                    ),
                ),
            ),
            v.Section(
                t("请注意", "Please note"),
                (
                    t(
                        "补贴按季度发放，标准为实际缴费额的三分之二以内，最长不超过36个月；距法定退休年龄不足5年的，可以延长至退休。",
                        "The subsidy is paid each quarter, at most two thirds of what you paid, for at most 36 months; it may run until retirement for those within five years of it.",
                    ),
                    t(
                        "提供虚假材料的，将追回补贴，并依法记入信用记录。",
                        "False papers lead to repayment and are recorded by law.",
                    ),
                    t(
                        "办理过程中可以随时退出，退出后本机不保留您的任何信息。",
                        "You may leave at any time; nothing about you stays on this machine.",
                    ),
                    t(
                        "对结果有异议的，可以自收到决定之日起60日内申请行政复议。",
                        "You may ask for reconsideration within 60 days of the decision.",
                    ),
                ),
            ),
        )
        body = v.GuideBody(
            t("灵活就业人员社会保险补贴申领", "Social insurance subsidy for flexible work"),
            t("一次告知：看完再办，不白跑一趟。", "Everything you need to know, told once."),
            facts,
            sections,
            self.next(t("我知道了，开始办理", "I understand, begin")),
        )
        return self.view("guide", body, 0)

    def closed(self) -> v.View:
        t = self.t
        body = v.ClosedBody(
            t("失业登记现在不能在本机办理", "Unemployment registration is closed here now"),
            (
                t(
                    "网络中断，需要联网核验的事项暂停。",
                    "The network is down; items that need an online check are paused.",
                ),
            ),
            (
                Row(
                    t("可以去这里办", "Where to go"),
                    t("柳桥镇便民服务中心3号窗口", "Window 3, Liuqiao Town Service Centre"),
                    Mark.NONE,
                    t("周一至周五 9:00—17:00", "Mon to Fri, 9:00 to 17:00"),
                ),
                Row(t("咨询电话", "Telephone"), "10000012345"),
            ),
            Button("back_home", t("办别的事", "Do something else"), ev.GoBack(), Tone.PRIMARY),
        )
        return self.view("closed", body)

    def consent(self) -> v.View:
        t = self.t
        body = v.ConsentBody(
            t("使用您的信息，需要您同意", "May we use your data?"),
            (
                t(
                    "为办理“灵活就业人员社会保险补贴申领”，本机将读取您身份证上的姓名、公民身份号码和住址，并送清河县人力资源和社会保障局核验。",
                    "To apply for the subsidy, this machine reads your name, number and address from your identity card and sends them to the county's social security office.",
                ),
                t(
                    "信息加密保存，只用于本次办理；您退出后，本机立即清除屏幕上的全部内容。",
                    "They are kept encrypted and used for this application only. When you leave, everything on this screen is erased.",
                ),
                t(
                    "不同意也没关系：可以到窗口办理，或者呼叫帮办。",
                    "You may refuse and go to a window instead, or call a helper.",
                ),
            ),
            Button("agree", t("同意，继续", "I agree"), ev.Agree(), Tone.PRIMARY),
            Button("decline", t("不同意", "I refuse"), ev.AskExit()),
        )
        return self.view("consent", body, 1)

    def identify(self) -> v.View:
        t = self.t
        body = v.IdentifyBody(
            t("请放身份证", "Lay down your ID card"),
            t(
                "把身份证平放在屏幕下方的感应区，不要拿开。",
                "Lay your card flat on the plate below the screen and leave it there.",
            ),
            "lay_card",
            Mark.WAITING,
            t("等待放卡", "Waiting for the card"),
            t(
                "只读取姓名、号码和住址，不留复印件。",
                "Only name, number and address are read; no copy is kept.",
            ),
            (Button("no_card", t("没带身份证", "I have no card"), ev.CallHelp(), Tone.QUIET),),
            None,
        )
        return self.view("identify", body, 1)

    def identified(self) -> v.View:
        t = self.t
        view = self.identify()
        assert isinstance(view.body, v.IdentifyBody)  # noqa: S101 - narrows the union
        body = replace(
            view.body,
            picture="card_done",
            mark=Mark.DONE,
            status=t("读好了：林*燕，9901************24", "Read: Lin, 9901************24"),
            next=self.next(),
        )
        return replace(view, body=body)

    def card_trouble(self) -> v.View:
        t = self.t
        view = self.identify()
        assert isinstance(view.body, v.IdentifyBody)  # noqa: S101 - narrows the union
        status = t("没有读到，请把卡拿起来再放一次", "Not read. Please lift the card and lay it down again")
        return replace(
            view, body=replace(view.body, picture="card_trouble", mark=Mark.TROUBLE, status=status)
        )

    def choice(self, chosen: str = "graduate", problem: str = "") -> v.View:
        t = self.t
        kinds = (
            (
                "graduate",
                t("高校毕业生", "Graduate"),
                t("毕业两年内，未就业", "Within two years, without a job"),
            ),
            (
                "hard",
                t("就业困难人员", "Hard to place"),
                t("女满40周岁、男满50周岁等", "Women from 40, men from 50, and others"),
            ),
            (
                "other",
                t("都不是", "Neither"),
                t("帮办员可以帮您看看还有什么政策", "A helper can look for something else"),
            ),
        )
        question = v.ChoiceQuestion(
            "kind",
            t("您属于哪一类人员？", "Which of these are you?"),
            t("选一项", "Choose one"),
            t("用来判断能不能领、领多久。", "Decides whether and how long you are paid."),
            tuple(
                Option(f"kind:{key}", label, ev.Answered("kind", key), key == chosen, note)
                for key, label, note in kinds
            ),
            several=False,
            problem=problem,
        )
        return self.view("form", v.FormBody(t("申请人情况", "About you"), (question,), None, self.next()), 2)

    def several(self) -> v.View:
        t = self.t
        kinds = (
            ("pension", t("养老保险", "Pension")),
            ("medical", t("医疗保险", "Medical")),
            ("jobless", t("失业保险", "Unemployment")),
            ("injury", t("工伤保险", "Work injury")),
        )
        question = v.ChoiceQuestion(
            "insured",
            t("您自己缴了哪些保险？", "Which insurance do you pay yourself?"),
            t("可以多选", "Choose all that apply"),
            t("补贴只算自己缴的部分。", "The subsidy covers only what you pay yourself."),
            tuple(
                Option(f"insured:{key}", label, ev.Toggled("insured", key), key in ("pension", "medical"))
                for key, label in kinds
            ),
            several=True,
        )
        return self.view("form", v.FormBody(t("参保情况", "Insurance"), (question,), None, self.next()), 2)

    def months(self) -> v.View:
        t = self.t
        question = v.MonthQuestion(
            "since",
            t("从哪个月开始灵活就业？", "Since which month do you work flexibly?"),
            t("选年份，再点月份", "Choose the year, then touch the month"),
            t("用来计算补贴月数。", "Counts the months of the subsidy."),
            "2026-03",
            t("2026年", "2026"),
            Button("since:before", "2025", ev.KeyPressed("year-")),
            Button("since:after", "2027", ev.KeyPressed("year+"), enabled=False),
            tuple(
                Option(f"since:{m}", t(f"{m}月", f"{m:02}"), ev.Answered("since", f"2026-{m:02}"), m == 3)
                for m in range(1, 13)
            ),
        )
        return self.view("form", v.FormBody(t("就业情况", "Work"), (question,), None, self.next()), 2)

    def digits(self, shown: str = "1000001", problem: str = "") -> v.View:
        t = self.t
        question = v.EntryQuestion(
            "phone",
            t("您的手机号码", "Your mobile number"),
            t("11位数字，办理进度会发短信告诉您", "11 digits; you get the progress by text message"),
            t("只用于通知办理进度。", "Used only to tell you the progress."),
            shown,
            "",
            active=True,
            focus=Button("phone", t("手机号码", "Mobile number"), ev.FocusField("phone")),
            problem=problem,
        )
        keys = self._keys("digits")
        body = v.FormBody(t("联系方式", "Contact"), (question,), v.Keys("digits", keys), self.next())
        return self.view("form", body, 2)

    def pinyin(self, composing: str = "liuqiao") -> v.View:
        t = self.t
        question = v.EntryQuestion(
            "work",
            t("您做什么工作？", "What work do you do?"),
            t("写几个字就行，比如“送外卖”“摆摊”", "A few words will do, for example 送外卖"),
            t("作为灵活就业情况的说明。", "States your flexible work."),
            t("在柳桥镇开网约车，", "在柳桥镇开网约车，"),
            composing,
            active=True,
            focus=Button("work", t("工作", "Work"), ev.FocusField("work")),
        )
        words = (("柳桥", 7), ("六桥", 7), ("刘", 3), ("流", 3), ("留", 3), ("六", 3), ("柳", 3), ("溜", 3))
        found = tuple(
            Button(f"word:{n}", word, ev.PickCandidate(word, used)) for n, (word, used) in enumerate(words)
        )
        keys = v.Keys("pinyin", self._keys("pinyin"), found if composing else ())
        return self.view("form", v.FormBody(t("就业情况", "Work"), (question,), keys, self.next()), 2)

    def _keys(self, layout: str) -> tuple[tuple[Button, ...], ...]:
        special = {"D": ("delete", self.t("删除", "Delete")), "C": ("clear", self.t("清空", "Clear"))}

        def key(letter: str) -> Button:
            name, label = special.get(letter, (letter, letter))
            return Button(f"key:{name}", label, ev.KeyPressed(name))

        return tuple(tuple(key(letter) for letter in row) for row in KEYS[layout])

    def materials(self) -> v.View:
        t = self.t
        promise = t(
            "本人承诺：所填灵活就业情况属实；如有虚假，愿意退回补贴并承担相应责任。",
            "I promise that what I said about my work is true. If it is not, I repay the subsidy and bear the consequences.",
        )
        cards = (
            v.MaterialCard(
                "id",
                t("居民身份证", "Resident identity card"),
                t("已经读取，不用复印", "Already read, no copy needed"),
                Mark.DONE,
                "",
                (),
            ),
            v.MaterialCard(
                "work",
                t("灵活就业情况说明", "Statement of flexible work"),
                t("可以用承诺代替", "A promise may take its place"),
                Mark.NOW,
                promise,
                (
                    Option(
                        "work:promise",
                        t("我承诺", "I promise"),
                        ev.SetPromise("work", agreed=True),
                        chosen=True,
                    ),
                    Option(
                        "work:window",
                        t("以后到窗口交", "Bring it to a window"),
                        ev.SetPromise("work", agreed=False),
                    ),
                ),
            ),
            v.MaterialCard(
                "bank",
                t("社会保障卡银行账户凭证", "Proof of the bank account"),
                t("次要材料，可以容缺：5个工作日内补交", "May follow within 5 working days"),
                Mark.WARNING,
                "",
                (
                    Option(
                        "bank:later",
                        t("先受理，以后补交", "Apply now, bring it later"),
                        ev.SetLater("bank", later=True),
                    ),
                ),
                t("请选择一种方式", "Please choose one"),
            ),
        )
        return self.view("materials", v.MaterialsBody(t("材料", "Papers"), cards, self.next()), 3)

    def preview(self) -> v.View:
        t = self.t
        body = v.PreviewBody(
            t("查询结果", "What was found"),
            Mark.DONE,
            t("已经查到您的参保记录", "Your insurance record was found"),
            (
                Row(t("姓名", "Name"), "林*燕"),
                Row(t("参保单位", "Insured as"), t("个人（灵活就业）", "Individual")),
                Row(t("累计缴费", "Paid in total"), t("126个月", "126 months")),
                Row(t("最近缴费", "Last paid"), "2026-10"),
            ),
            t(
                "数据来源：清河县社会保险经办机构，2026年11月22日14:04",
                "Source: county social insurance office, 2026-11-22 14:04",
            ),
            (
                Button("again", t("重新查询", "Ask again"), ev.TryAgain()),
                self.next(t("生成证明", "Make the certificate")),
            ),
        )
        return self.view("preview", body, 3)

    def check(self, problem: str = "") -> v.View:
        t = self.t

        def change(name: str) -> Button:
            return Button(f"change:{name}", t("修改", "Change"), ev.JumpTo(name))

        rows = (
            Row(t("姓名", "Name"), "林*燕"),
            Row(t("公民身份号码", "Identity number"), "9901************24"),
            Row(t("人员类别", "Kind"), t("就业困难人员", "Hard to place"), change=change("kind")),
            Row(
                t("手机号码", "Mobile number"),
                "10000012",
                Mark.TROUBLE,
                t("少了3位数字", "Three digits are missing"),
                change("phone"),
            ),
            Row(
                t("灵活就业开始月份", "Flexible work since"),
                t("2026年3月", "March 2026"),
                change=change("since"),
            ),
            Row(
                t("工作内容", "Work"),
                t(
                    "在柳桥镇开网约车，每月收入不固定，旺季另帮亲戚看水果摊",
                    "Drives for a ride service, and helps at a fruit stall",
                ),
                change=change("work"),
            ),
            Row(
                t("材料：情况说明", "Paper: statement"),
                t("以承诺代替", "Replaced by a promise"),
                Mark.DONE,
                change=change("m:work"),
            ),
        )
        body = v.CheckBody(
            t("请核对", "Please check"),
            problem or t("还有1处要改", "One thing to mend"),
            rows,
            self.next(t("确认无误，去签名", "All right, go and sign")),
        )
        return self.view("check", body, 4)

    def sign(self, strokes: int = 2) -> v.View:
        t = self.t
        drawn = (
            tuple((0.15 + 0.02 * k, 0.4 + 0.012 * (k % 5)) for k in range(12)),
            tuple((0.27 - 0.004 * k, 0.25 + 0.035 * k) for k in range(14)),
            tuple((0.5 + 0.012 * k, 0.3 + 0.002 * k * k) for k in range(15)),
        )
        body = v.SignBody(
            t("请签名", "Please sign"),
            t(
                "本人确认以上信息属实，同意提交“灵活就业人员社会保险补贴申领”。",
                "I confirm that the above is true and submit this application.",
            ),
            t("用手指在框内签名", "Sign in the box with your finger"),
            drawn[:strokes],
            Button("clear", t("重写", "Clear"), ev.ClearSignature(), enabled=strokes > 0),
            replace(self.next(t("提交", "Submit")), enabled=strokes > 0),
        )
        return self.view("sign", body, 4)

    def progress(self) -> v.View:
        t = self.t
        steps = (
            Row(t("加密保存到本机", "Stored encrypted on this machine"), "14:05:31", Mark.DONE),
            Row(t("送交清河县人社局", "Sent to the county office"), t("正在发送", "Sending"), Mark.NOW),
            Row(t("系统自动审核", "Checked by rule"), t("等待", "Waiting"), Mark.WAITING),
            Row(t("打印受理凭证", "Receipt printed"), t("等待", "Waiting"), Mark.WAITING),
        )
        body = v.ProgressBody(t("正在提交，请不要离开", "Submitting, please stay"), steps, ())
        return self.view("progress", body, 5)

    def result(self, *, document: bool = False) -> v.View:
        t = self.t
        rows = (
            Row(t("受理时间", "Accepted"), t("2026年11月22日14:05", "22 November 2026, 14:05")),
            Row(t("承诺办结", "Promised by"), t("2026年11月27日", "27 November 2026")),
            Row(t("受理凭证", "Receipt"), t("已打印，请取走", "Printed, please take it"), Mark.DONE),
            Row(
                t("需补交", "Still to bring"),
                t("社会保障卡银行账户凭证", "Proof of the bank account"),
                Mark.WARNING,
                t("11月27日前交到3号窗口", "Window 3 by 27 November"),
            ),
        )
        sections = (
            v.Section(
                t("接下来", "What comes next"),
                (
                    t(
                        "审核结果会发短信到您的手机，也可以凭办件编号在本机查询。",
                        "You get the decision by text message, or ask here with the number.",
                    ),
                    t(
                        "有疑问请拨打10000012345，或者到柳桥镇便民服务中心3号窗口。",
                        "Questions: call 10000012345 or go to window 3.",
                    ),
                ),
            ),
        )
        body = v.ResultBody(
            t("申请已受理", "Your application was accepted"),
            Mark.DONE,
            t("办件编号", "Case number"),
            "990124-20261122-0007-3",
            rows,
            sections,
            t("参保证明（第1页，共1页）", "Certificate (page 1 of 1)") if document else "",
            document_png() if document else None,
            "https://yunxi.example/q/990124202611220007",
            (
                Button("again", t("再打印一份", "Print again"), ev.TryAgain()),
                self.next(t("完成", "Finish")),
            ),
        )
        return self.view("result", body, 5)

    def rating(self) -> v.View:
        t = self.t
        grades = (
            ("very_satisfied", t("非常满意", "Very satisfied")),
            ("satisfied", t("满意", "Satisfied")),
            ("basically_satisfied", t("基本满意", "Basically satisfied")),
            ("dissatisfied", t("不满意", "Dissatisfied")),
            ("very_dissatisfied", t("非常不满意", "Very dissatisfied")),
        )
        body = v.RatingBody(
            t("您对这次办事满意吗？", "Were you satisfied?"),
            tuple(Option(f"rate:{key}", label, ev.Rate(Grade(key))) for key, label in grades),
            t(
                "评不评都可以；不评价就什么也不会发送。",
                "Rating is up to you; if you do not rate, nothing is sent.",
            ),
            Button("skip", t("不评价", "Skip"), ev.SkipRating()),
        )
        return self.view("rating", body, 5)

    def farewell(self, *, card: bool = True) -> v.View:
        t = self.t
        body = v.FarewellBody(
            t("谢谢，再见", "Thank you, goodbye"),
            (
                Row(t("屏幕上的内容", "What was on the screen"), t("已清除", "Erased"), Mark.DONE),
                Row(t("您的凭条", "Your receipt"), t("请取走", "Please take it"), Mark.WARNING),
            ),
            t("请取走您的身份证！", "Please take your ID card!") if card else "",
        )
        return self.view("farewell", body)

    # --- over the page ----------------------------------------------------------------------------------------

    def help(self) -> v.View:
        t = self.t
        overlay = v.HelpOverlay(
            t("帮办员", "Helper"),
            Mark.DONE,
            t(
                "帮办员小周已接通，看得见您办到哪一步，看不见您填的内容",
                "Helper Zhou is here and sees your step, not what you typed",
            ),
            t("呼叫编号 0007", "Call 0007"),
            (
                v.Bubble(mine=True, text=t("我不知道选哪一项", "I do not know what to choose"), time="14:03"),
                v.Bubble(
                    mine=False,
                    text=t(
                        "您好！您今年满50周岁了吗？在公共就业服务机构登记过失业吗？",
                        "Hello! Are you 50 or older, and did you register as unemployed?",
                    ),
                    time="14:03",
                ),
                v.Bubble(mine=True, text=t("是的", "Yes"), time="14:04"),
                v.Bubble(
                    mine=False,
                    text=t("那就选第二项“就业困难人员”。", "Then choose the second one."),
                    time="14:04",
                ),
            ),
            tuple(
                Button(f"say:{n}", words, ev.SayToHelper(words))
                for n, words in enumerate(
                    (
                        t("是的", "Yes"),
                        t("不是", "No"),
                        t("没看懂，请再说一遍", "Please say that again"),
                        t("请到我这里来", "Please come to me"),
                    )
                )
            ),
            Button("end_help", t("不用帮了", "End the call"), ev.EndHelp()),
            Button("close_help", t("回到办理页面", "Back to the page"), ev.CloseHelp(), Tone.PRIMARY),
        )
        return replace(self.choice(), overlay=overlay)

    def still_there(self, seconds: int = 25) -> v.View:
        t = self.t
        overlay = v.QuestionOverlay(
            "still_there",
            t("您还在吗？", "Are you still there?"),
            t(
                "没有人操作时，本机会清除您的内容并回到首页。",
                "If nobody answers, your data is erased and the first page comes back.",
            ),
            "still_there",
            seconds,
            (
                Button("leave", t("退出", "Leave"), ev.ConfirmExit()),
                Button("stay", t("我还在，继续办", "I am here, go on"), ev.KeepGoing(), Tone.PRIMARY),
            ),
        )
        return replace(self.digits(), overlay=overlay)

    def paper_out(self) -> v.View:
        t = self.t
        overlay = v.QuestionOverlay(
            "paper_out",
            t("打印机没纸了", "The printer is out of paper"),
            t(
                "您的申请已经受理，不受影响。已经通知工作人员加纸；也可以拍下屏幕上的编号。",
                "Your application is accepted all the same. Staff have been told; you may also photograph the number.",
            ),
            "paper_out",
            None,
            (
                Button("without", t("不要纸质凭证，继续", "Go on without paper"), ev.GoOnWithout()),
                Button(
                    "again", t("纸已加好，再打一次", "Paper is in, print again"), ev.TryAgain(), Tone.PRIMARY
                ),
            ),
        )
        return replace(self.result(), overlay=overlay)

    def all(self) -> dict[str, v.View]:
        """Every kind of body and overlay, by name."""
        return {
            "attract": self.attract(),
            "out_of_service": self.out_of_service(),
            "home": self.home(),
            "guide": self.guide(),
            "closed": self.closed(),
            "consent": self.consent(),
            "identify": self.identify(),
            "identified": self.identified(),
            "card_trouble": self.card_trouble(),
            "choice": self.choice(problem=self.t("请先选一项", "Please choose one")),
            "several": self.several(),
            "months": self.months(),
            "digits": self.digits(),
            "pinyin": self.pinyin(),
            "materials": self.materials(),
            "preview": self.preview(),
            "check": self.check(),
            "sign": self.sign(),
            "sign_empty": self.sign(0),
            "progress": self.progress(),
            "result": self.result(),
            "result_document": self.result(document=True),
            "rating": self.rating(),
            "farewell": self.farewell(),
            "farewell_no_card": self.farewell(card=False),
            "help": self.help(),
            "still_there": self.still_there(),
            "paper_out": self.paper_out(),
        }
