"""Sample pages that tell something."""

# ruff: noqa: E501 - sentences stay on one line
from __future__ import annotations

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Row, Tone
from wording.forms import clauses


class Telling(Frame):
    """Sample pages that tell something."""

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
                self.say("offer.device", device=self.say("device.document_printer")),
                ev.ChooseItem("proof"),
            ),
            v.Tile(
                "item:jobless",
                t("失业登记", "Unemployment registration"),
                t("约5分钟", "About 5 minutes"),
                Mark.TROUBLE,
                self.say("near.tile_none", why=self.say("offer.no_line")),
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
            self.say("home.question"),
            Button("search", self.say("home.search"), ev.OpenSearch()),
            tuple(v.Tile(key, name, told, Mark.NONE, "", ev.OpenTree(key)) for key, name, told in trees),
            self.say("home.often"),
            tiles[:3],
            self.say("home.begun"),
            (
                Button(
                    "cases",
                    self.say("home.cases"),
                    ev.OpenCases(),
                    note=self.say("home.cases_note"),
                ),
                Button(
                    "pick_up", self.say("home.pick_up"), ev.OpenCodes(), note=self.say("home.pick_up_note")
                ),
                Button(
                    "code",
                    self.say("home.code"),
                    ev.OpenCodes(),
                    note=self.say("home.code_note"),
                ),
            ),
        )
        return self.view("home", body)

    def guide(self) -> v.View:
        t = self.t
        facts = (
            Row(
                self.say("guide.time"),
                t("法定20个工作日，承诺5个工作日", "20 working days by law, 5 promised"),
            ),
            Row(self.say("guide.fee"), t("不收费", "None")),
            Row(
                self.say("guide.output"),
                t("补贴，按季度发到社保卡", "The subsidy, each quarter, to your social security card"),
            ),
        )
        sections = (
            v.Section(
                self.say("guide.conditions"),
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
                self.say("guide.materials"),
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
                self.say("guide.questions"),
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
            self.item(),
            t("一次告知：看完再办，不白跑一趟。", "Everything you need to know, told once."),
            facts,
            sections,
            self.next(self.say("guide.next")),
            edition=clauses(
                (
                    self.say("guide.version", version=3),
                    self.say("guide.since", day=t("2026年1月1日", "2026-01-01")),
                    self.say("guide.checked", day=t("2026年11月5日", "2026-11-05")),
                ),
                self.language,
            ),
            qr="领社保补贴（第3版）\n" + "材料、时限、费用和窗口都在码里，不用上网。" * 6,
            qr_caption=self.say("guide.code"),
            checklist=Button("checklist", self.say("guide.checklist"), ev.OpenChecklist()),
            see=(
                Button(
                    "see:shebaoka-yijianshi",
                    self.say("guide.see", name=self.t("社保卡一次办", "social security card")),
                    ev.ChooseItem("shebaoka-yijianshi"),
                ),
            ),
        )
        return self.view("guide", body)

    def closed(self) -> v.View:
        t = self.t
        body = v.ClosedBody(
            title=self.say("closed.title"),
            reasons=(self.say("offer.paper_out_told", device=self.say("device.document_printer")),),
            near_title=self.say("near.title"),
            near=(
                Row(
                    t("城关镇便民服务中心", "Chengguan Town Service Centre"),
                    self.way(8, self.say("near.day_and_night")),
                    Mark.DONE,
                    self.say("near.by_terminal"),
                ),
                Row(
                    t("清河示范银行滨河路网点", "Qinghe Demo Bank, Binhe Road"),
                    self.way(11, self.say("near.open_until", when="17:00")),
                    Mark.WARNING,
                    self.say("near.unheard", phone="10000099102"),
                ),
            ),
            near_note=self.say("near.as_of", when="10:35"),
            window_title=self.say("closed.by_hand"),
            rows=(
                Row(
                    self.say("closed.window"),
                    t("柳桥镇便民服务中心3号窗口", "Window 3, Liuqiao Town Service Centre"),
                    Mark.NONE,
                    t("周一至周五 9:00—17:00", "Mon to Fri, 9:00 to 17:00"),
                ),
                Row(self.say("closed.phone"), "10000012345"),
            ),
            more=Button("outlets", self.say("outlets.title"), ev.OpenOutlets()),
            appointment=Button("appointment", self.say("appointment.button"), ev.OpenAppointment()),
            back=Button("home", self.say("closed.home"), ev.GoBack(), Tone.PRIMARY),
        )
        return self.view("closed_item", body)

    def outlets(self) -> v.View:
        t = self.t
        rows = (
            Row(
                t("清河县政务服务中心", "Qinghe County Government Service Centre"),
                clauses((self.say("near.here"), self.say("near.day_and_night")), self.language),
                Mark.DONE,
                t("城关镇青石街1号  10000099000", "1 Qingshi Street, Chengguan Town  10000099000"),
            ),
            Row(
                t("清河示范银行滨河路网点", "Qinghe Demo Bank, Binhe Road"),
                self.way(11, self.say("near.open_until", when="17:00")),
                Mark.DONE,
                t(
                    "城关镇滨河路58号  10000099102。银行网点不办这一类",
                    "58 Binhe Road, Chengguan Town  10000099102. Not done at a bank",
                ),
            ),
            Row(
                t("柳树庄村便民服务站", "Liushuzhuang Village Service Point"),
                clauses(
                    (
                        self.say("near.by_vehicle", minutes=61),
                        self.say("near.opens", when=self.say("near.tomorrow", hour="8:30")),
                    ),
                    self.language,
                ),
                Mark.WARNING,
                t(
                    "柳林镇柳树庄村村委会  10000099114。没有自助机，可以去问和交材料",
                    "Village committee, Liushuzhuang  10000099114. No machine. Ask there, or hand in documents",
                ),
            ),
        )
        ways = self.say("outlets.ways")
        board = v.Board(self.say("outlets.title"), ways, rows, "", "", "")
        return self.view("outlets", v.PublishedBody(board, None))

    def consent(self) -> v.View:
        t = self.t
        body = v.ConsentBody(
            self.say("consent.title"),
            (
                t(
                    "为办理“灵活就业人员社会保险补贴申领”，本机将读取您身份证上的姓名、公民身份号码和住址，并送清河县人力资源和社会保障局核验。",
                    "To apply for the subsidy, this machine reads your name, number and address from your identity card and sends them to the county's social security office.",
                ),
                self.say("consent.local"),
                self.say("consent.free"),
            ),
            Button("agree", self.say("consent.agree"), ev.Agree(), Tone.PRIMARY),
            Button("decline", self.say("consent.decline"), ev.GoBack()),
        )
        return self.view("consent", body)
