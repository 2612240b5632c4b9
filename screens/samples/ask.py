"""Sample pages that ask for something."""

# ruff: noqa: E501 - sentences stay on one line
from __future__ import annotations

from dataclasses import replace

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.held.writing import TABS, Mode
from visit.pages.keys import tab_of
from visit.typed import CLEAR, DELETE, KEYS
from visit.views import Button, Mark, Option, Tone
from visit.words import strips
from wording.forms import month_name


class Asking(Frame):
    """Sample pages that ask for something."""

    def identify(self) -> v.View:
        body = v.IdentifyBody(
            self.say("identify.title"),
            self.say("identify.lay_card"),
            "lay_card",
            Mark.WAITING,
            self.say("identify.waiting"),
            self.say("identify.privacy"),
            (Button("no_card", self.say("identify.no_card"), ev.CallHelp(), Tone.QUIET),),
            None,
        )
        return self.view("identify", body)

    def identified(self) -> v.View:
        view = self.identify()
        assert isinstance(view.body, v.IdentifyBody)  # noqa: S101 - narrows the union
        body = replace(
            view.body,
            picture="card_done",
            mark=Mark.DONE,
            instruction=self.say("identify.done"),
            status="林*燕  990***********2024",
            alternatives=(Button("other_card", self.say("identify.other_card"), ev.TryAgain(), Tone.QUIET),),
            next=self.next(),
        )
        return replace(view, body=body)

    def card_trouble(self) -> v.View:
        view = self.identify()
        assert isinstance(view.body, v.IdentifyBody)  # noqa: S101 - narrows the union
        body = replace(
            view.body,
            instruction=self.say("card.place_card_again"),
            picture="card_trouble",
            mark=Mark.WARNING,
            status=self.say("identify.still_reading"),
        )
        return replace(view, body=body)

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
        return self.view("form", v.FormBody(t("申请人情况", "About you"), (question,), None, self.next()))

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
        return self.view("form", v.FormBody(t("参保情况", "Insurance"), (question,), None, self.next()))

    def months(self) -> v.View:
        t = self.t
        question = v.MonthQuestion(
            "since",
            t("从哪个月开始灵活就业？", "Since which month do you work flexibly?"),
            t("选年份，再点月份", "Choose the year, then touch the month"),
            t("用来计算补贴月数。", "Counts the months of the subsidy."),
            "2026-03",
            t("2026年", "2026"),
            Button("since:before", self.say("form.year_before"), ev.KeyPressed("year-")),
            Button("since:after", self.say("form.year_after"), ev.KeyPressed("year+"), enabled=False),
            tuple(
                Option(
                    f"since:{m}", month_name(m, t("zh", "en")), ev.Answered("since", f"2026-{m:02}"), m == 3
                )
                for m in range(1, 13)
            ),
        )
        return self.view("form", v.FormBody(t("就业情况", "Work"), (question,), None, self.next()))

    def digits(self, shown: str = "1000001", problem: str = "") -> v.View:
        t = self.t
        question = v.EntryQuestion(
            "phone",
            self.say("appointment.phone_question"),
            t("11位数字，办理进度会发短信告诉您", "11 digits; you get the progress by text message"),
            self.say("appointment.phone_why"),
            shown,
            "",
            active=True,
            focus=Button("phone", t("手机号码", "Mobile number"), ev.FocusField("phone")),
            problem=problem,
        )
        keys = self._keys("digits")
        body = v.FormBody(t("联系方式", "Contact"), (question,), v.Keys("digits", keys), self.next())
        return self.view("form", body)

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
            clear=Button("clear", self.say("key.clear"), ev.KeyPressed("clear")),
        )
        words = (("柳桥", 7), ("六桥", 7), ("刘", 3), ("流", 3), ("留", 3), ("六", 3), ("柳", 3), ("溜", 3))
        found = tuple(
            Button(f"word:{n}", word, ev.PickCandidate(word, used))
            for n, (word, used) in enumerate(strips(words)[0])
        )
        turn = (
            Button("words_back", self.say("button.words_back"), ev.TurnWords(-1), enabled=False),
            Button("words_on", self.say("button.words_on"), ev.TurnWords(1)),
        )
        keys = v.Keys(
            "writing",
            self._keys("writing"),
            found if composing else (),
            turn if composing else (),
            offers=True,
            tabs=self.tabs(Mode.PINYIN),
            word=self.say("typing.word"),
        )
        return self.view("form", v.FormBody(t("就业情况", "Work"), (question,), keys, self.next()))

    def tabs(self, mode: Mode) -> tuple[Option, ...]:
        """The ways to write."""
        return tuple(tab_of(one, self.t("zh", "en"), chosen=one is mode) for one in TABS)

    def _keys(self, layout: str) -> tuple[tuple[Button, ...], ...]:
        special = {DELETE: ("delete", self.say("key.delete")), CLEAR: ("clear", self.say("key.clear"))}

        def key(letter: str) -> Button:
            name, label = special.get(letter, (letter, letter))
            return Button(f"key:{name}", label, ev.KeyPressed(name))

        return tuple(tuple(key(letter) for letter in row) for row in KEYS[layout])

    def code(self) -> v.View:
        question = self.say("code.question")
        hint = self.say("code.hint")
        focus = Button("focus:code", question, ev.FocusField("code"), enabled=False)
        entry = v.EntryQuestion("code", question, hint, "", "3820 41", "", active=True, focus=focus)
        title = self.say("code.title")
        keys = v.Keys("digits", self._keys("digits"))
        return self.view("code", v.FormBody(title, (entry,), keys, self.next(self.say("code.next"))))

    def materials(self) -> v.View:
        t = self.t
        promise = t(
            "本人承诺：所填灵活就业情况属实；如有虚假，愿意退回补贴并承担相应责任。",
            "I promise that what I said about my work is true. If it is not, I repay the subsidy and bear the consequences.",
        )
        cards = (
            v.MaterialCard(
                "id",
                t("居民身份证", "Resident ID card"),
                self.say("materials.card"),
                Mark.DONE,
                "",
                (),
            ),
            v.MaterialCard(
                "work",
                t("灵活就业情况说明", "Statement of flexible work"),
                self.say("materials.promise"),
                Mark.NOW,
                promise,
                (
                    Option(
                        "work:promise",
                        self.say("materials.i_promise"),
                        ev.SetPromise("work", agreed=True),
                        chosen=True,
                    ),
                    Option(
                        "work:hand_in",
                        self.say("materials.hand_in"),
                        ev.SetPromise("work", agreed=False),
                    ),
                ),
            ),
            v.MaterialCard(
                "bank",
                t("社会保障卡银行账户凭证", "Proof of the bank account"),
                self.say("materials.later", day=t("2026年11月27日", "2026-11-27")),
                Mark.WARNING,
                "",
                (
                    Option("bank:later", self.say("materials.bring_later"), ev.SetLater("bank", later=True)),
                    Option(
                        "bank:not_needed", self.say("materials.not_later"), ev.SetLater("bank", later=False)
                    ),
                ),
                self.say("materials.choose"),
            ),
        )
        return self.view("materials", v.MaterialsBody(self.say("materials.title"), cards, self.next()))
