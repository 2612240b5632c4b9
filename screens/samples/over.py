"""Sample overlays."""

from __future__ import annotations

from dataclasses import replace

from screens.samples.ask import Asking
from screens.samples.conclude import Concluding
from visit import events as ev
from visit import views as v
from visit.comfort import Comfort, Wish
from visit.views import Button, Mark, Tone


class Over(Asking, Concluding):
    """Sample overlays."""

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
                "您的申请已经收件，不受影响。已经通知工作人员加纸；也可以拍下屏幕上的编号。",
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

    def read_along(self) -> v.View:
        """长辈版 where it is spoken: one way more in the frame, and a page on which something went wrong."""
        t, view = self.t, self.card_trouble()
        quiet = Button("quiet", t("不读了", "Quiet"), ev.SetComfort(Wish.QUIET, on=True))
        stuck = Button("hand_over", t("办不成事？", "Not working?"), ev.OpenHandOver("identify", ()))
        chrome = replace(view.chrome, quiet=quiet, hand_over=stuck)
        return replace(view, chrome=chrome, comfort=Comfort(elder=True), reads=True)
