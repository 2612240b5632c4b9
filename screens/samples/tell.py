"""Sample pages that tell something."""

# ruff: noqa: E501 - sentences stay on one line
from __future__ import annotations

from dataclasses import replace

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Row, Tone

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


class Telling(Frame):
    """Sample pages that tell something."""

    def attract(self) -> v.View:
        return self.view("attract", self._attract())

    def _attract(self) -> v.AttractBody:
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
        return v.AttractBody(
            t("24小时自助服务", "24-hour self-service"),
            t(
                "自己办、有人帮。办到哪一步都可以呼叫帮办员。",
                "Do it yourself, with help at hand. You can call a helper at every step.",
            ),
            t("点一下屏幕开始", "Touch to start"),
            self.board(
                rows,
                t("进驻事项清单：一楼A区（社保、就业、医保）", "Services in this hall: ground floor, zone A"),
            ),
            start,
            also=t("Touch to start", "点一下屏幕开始"),
            hours=t(
                "自助服务24小时开放 · 窗口现在开着，到17:00",
                "Self-service day and night · Window: open now, until 17:00",
            ),
            languages=(Button("begin:other", t("English", "中文"), ev.Begin(t("en", "zh"))),),
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
        board = v.Board(t("公告", "Notices"), "", rows, "", "", "")
        welcome = t("您好，想办什么，点一下屏幕就开始。", "Welcome. Touch the screen to start.")
        return self.view("attract", replace(shown, board=board, phase=4, subtitle=welcome))

    def attract_dimmed(self) -> v.View:
        """At night, and nobody is there."""
        return replace(self.attract(), night=True, dimmed=True)

    def board(self, rows: tuple[Row, ...], title: str) -> v.Board:
        t = self.t
        return v.Board(
            title=title,
            edition=t("2026-11版，2026年11月20日公布", "Version 2026-11, published on 2026-11-20"),
            rows=rows,
            page=t("第1页，共3页", "Page 1 of 3"),
            qr="清河县政务服务中心 进驻事项清单" * 12,
            qr_caption=t("用手机扫码，把清单带走", "Scan to take the list along"),
        )

    def elsewhere(self) -> v.View:
        t = self.t
        rows = tuple(
            Row(t(name, name_en), t(f"{place}  10000099021", f"{place_en}  10000099021"), note=t(why, why_en))
            for name, name_en, place, place_en, why, why_en in ELSEWHERE
        )
        board = self.board(rows, t("不在本大厅办的事（未进驻事项负面清单）", "Not done in this hall"))
        return self.view("elsewhere", v.PublishedBody(replace(board, page=""), None))

    def out_of_service(self) -> v.View:
        t = self.t
        rows = (
            Row(
                t("身份证读卡器", "ID card reader"),
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
                t("约8分钟 · 当场办好", "About 8 minutes · decided at once"),
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
                t("网络断了，请到3号窗口办", "No network: please go to window 3"),
                ev.ChooseItem("jobless"),
            ),
        )
        trees = (
            (
                "person",
                t("人生9件事", "Nine events of a life"),
                t("从出生到养老，按人生阶段找", "By stage of life"),
            ),
            (
                "business",
                t("企业3件事", "Three events of a business"),
                t("开店办厂，从开办到注销", "From opening to closing"),
            ),
            ("joint", t("一件事一次办", "Several offices at once"), t("一张表，几个部门一起办", "One form")),
            ("always", t("随时可办", "At any time"), t("身份证件、意见和办不成的事", "Papers and opinions")),
        )
        body = v.HomeBody(
            t("您要办什么事？", "What would you like to do?"),
            Button("search", t("搜索：写下您要办的事", "Search: write what you look for"), ev.OpenSearch()),
            tuple(v.Tile(key, name, told, Mark.NONE, "", ev.OpenTree(key)) for key, name, told in trees),
            t("常办的事", "Often used"),
            tiles[:3],
            t("办过、约过的事", "What you began before"),
            (
                Button(
                    "cases",
                    t("我办的事", "My applications"),
                    ev.OpenCases(),
                    note=t("查进度、补材料", "Progress and documents"),
                ),
                Button("pick_up", t("取件", "Pick up"), ev.OpenCodes(), note=t("凭取件码", "With a code")),
                Button(
                    "code",
                    t("扫码", "Scan a code"),
                    ev.OpenCodes(),
                    note=t("预约号、凭条、证明", "Booking, slip or certificate"),
                ),
            ),
        )
        return self.view("home", body)

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
            self.next(t("我知道了，开始办理", "I understand, start")),
            edition=t(
                "第3版，2026年1月1日起用，最近核对 2026年11月5日",
                "Version 3, since 1 January 2026, last checked 5 November 2026",
            ),
            qr="领社保补贴（第3版）\n" + "材料、时限、费用和窗口都在码里，不用上网。" * 6,
            qr_caption=t("扫码带走这份指南", "Scan to take this guide along"),
            checklist=Button(
                "checklist", t("要带什么，打印清单", "What to bring: print the list"), ev.OpenChecklist()
            ),
            see=(
                Button(
                    "see:shebaoka-yijianshi",
                    t("这台机器一次办好：社保卡一次办", "All at once at this machine: social security card"),
                    ev.ChooseItem("shebaoka-yijianshi"),
                ),
            ),
        )
        return self.view("guide", body, 0)

    def closed(self) -> v.View:
        t = self.t
        body = v.ClosedBody(
            title=t("失业登记现在不能在本机办理", "Unemployment registration is closed here now"),
            reasons=(t("A4打印机没有纸了。", "The A4 printer is out of paper."),),
            near_title=t("最近可以办的地方", "The nearest places for this"),
            near=(
                Row(
                    t("城关镇便民服务中心", "Chengguan Town Service Centre"),
                    t("走路8分钟，24小时开放", "8 min on foot, open day and night"),
                    Mark.DONE,
                    t("那里的机器现在能办", "A machine there can do it now"),
                ),
                Row(
                    t("清河示范银行滨河路网点", "Qinghe Demo Bank, Binhe Road"),
                    t("走路11分钟，现在开着，到17:00", "11 min on foot, open now, until 17:00"),
                    Mark.WARNING,
                    t(
                        "不知道那里的机器现在能不能用，去之前请打10000099102",
                        "We do not know whether the machine there works now. Please phone 10000099102 first",
                    ),
                ),
            ),
            near_note=t(
                "网点情况是10:35的，可能有变。",
                "Other places are shown as of 10:35 and may have changed.",
            ),
            window_title=t("也可以到窗口办", "Or at the window"),
            rows=(
                Row(
                    t("窗口", "Window"),
                    t("柳桥镇便民服务中心3号窗口", "Window 3, Liuqiao Town Service Centre"),
                    Mark.NONE,
                    t("周一至周五 9:00—17:00", "Mon to Fri, 9:00 to 17:00"),
                ),
                Row(t("咨询电话", "Telephone"), "10000012345"),
            ),
            more=Button("outlets", t("附近网点", "Nearby service points"), ev.OpenOutlets()),
            appointment=Button("appointment", t("预约", "Book a time"), ev.OpenAppointment()),
            back=Button("back_home", t("办别的事", "Do something else"), ev.GoBack(), Tone.PRIMARY),
        )
        return self.view("closed_item", body)

    def outlets(self) -> v.View:
        t = self.t
        rows = (
            Row(
                t("清河县政务服务中心", "Qinghe County Government Service Centre"),
                t("就在这里，24小时开放", "right here, open day and night"),
                Mark.DONE,
                t("城关镇青石街1号  10000099000", "1 Qingshi Street, Chengguan Town  10000099000"),
            ),
            Row(
                t("清河示范银行滨河路网点", "Qinghe Demo Bank, Binhe Road"),
                t("走路11分钟，现在开着，到17:00", "11 min on foot, open now, until 17:00"),
                Mark.DONE,
                t(
                    "城关镇滨河路58号  10000099102。银行网点不办这一类",
                    "58 Binhe Road, Chengguan Town  10000099102. Not done at a bank",
                ),
            ),
            Row(
                t("柳树庄村便民服务站", "Liushuzhuang Village Service Point"),
                t(
                    "坐车约61分钟，现在没开，明天8:30开",
                    "about 61 min by bus or car, closed now, opens tomorrow 8:30",
                ),
                Mark.WARNING,
                t(
                    "柳林镇柳树庄村村委会  10000099114。没有自助机，可以去问和交材料",
                    "Village committee, Liushuzhuang  10000099114. No machine. Ask there, or hand in documents",
                ),
            ),
        )
        ways = t(
            "时间是按路程估算的：15分钟以内算走路，再远算坐车。",
            "Times are estimates: on foot up to 15 minutes, by bus or car beyond.",
        )
        board = v.Board(t("附近网点", "Nearby service points"), ways, rows, "", "", "")
        return self.view("outlets", v.PublishedBody(board, None))

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
