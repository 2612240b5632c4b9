"""Sample overlays."""

from __future__ import annotations

from dataclasses import replace

from screens.samples.ask import Asking
from screens.samples.conclude import Concluding
from visit import events as ev
from visit import views as v
from visit.held.comfort import Comfort, Wish
from visit.views import Button, Mark, Row, Tone


class Over(Asking, Concluding):
    """Sample overlays."""

    def help(self) -> v.View:
        t = self.t
        overlay = v.HelpOverlay(
            self.say("help.title"),
            Mark.DONE,
            self.say("help.answered", helper=t("帮办员小周", "Helper Zhou")),
            self.say("help.number", number="0007"),
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
                v.Bubble(mine=True, text=t("是的", "Yes, I did"), time="14:04"),
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
                        t("是的", "Yes, I did"),
                        t("没有", "No, I did not"),
                        t("没看懂，请再说一遍", "Please say that again"),
                        self.say("help.phrase_come"),
                    )
                )
            ),
            Button("end_help", self.say("help.end"), ev.EndHelp()),
            Button("close_help", self.say("help.close"), ev.CloseHelp(), Tone.PRIMARY),
        )
        return replace(self.choice(), overlay=overlay)

    def still_there(self, seconds: int = 25) -> v.View:
        overlay = v.QuestionOverlay(
            "still_there",
            self.say("still_there.title"),
            self.say("still_there.text"),
            "still_there",
            seconds,
            (
                Button("keep_going", self.say("still_there.keep_going"), ev.KeepGoing(), Tone.PRIMARY),
                Button("leave", self.say("still_there.leave"), ev.ConfirmExit()),
            ),
        )
        return replace(self.digits(), overlay=overlay)

    def ask_exit(self) -> v.View:
        overlay = v.QuestionOverlay(
            "ask_exit",
            self.say("ask_exit.title"),
            self.say("ask_exit.text"),
            "leave",
            None,
            (
                Button("keep_going", self.say("ask_exit.stay"), ev.KeepGoing(), Tone.PRIMARY),
                Button("leave", self.say("ask_exit.leave"), ev.ConfirmExit(), Tone.DANGER),
            ),
        )
        return replace(self.check(), overlay=overlay)

    def paper_out(self) -> v.View:
        """Accepted, and no slip of it."""
        view = self.result()
        assert isinstance(view.body, v.ResultBody)  # noqa: S101 - narrows the union
        slip = Row(
            self.say("result.receipt"),
            self.say("printing.failed"),
            Mark.TROUBLE,
            self.say("trouble.paper_out"),
        )
        buttons = (
            Button("again", self.say("result.print_again"), ev.TryAgain(), Tone.PRIMARY),
            Button("without", self.say("result.without_paper"), ev.GoOnWithout()),
        )
        return replace(view, body=replace(view.body, rows=(*view.body.rows[:2], slip), buttons=buttons))

    def read_along(self) -> v.View:
        """长辈版 where it is spoken: one way more in the frame, and a page on which something went wrong."""
        view = self.card_trouble()
        quiet = Button("quiet", self.say("button.quiet"), ev.SetComfort(Wish.QUIET, on=True))
        stuck = Button("hand_over", self.say("hand_over.button"), ev.OpenHandOver("identify", ()))
        chrome = replace(view.chrome, quiet=quiet, hand_over=stuck)
        return replace(view, chrome=chrome, comfort=Comfort(elder=True), reads=True)
