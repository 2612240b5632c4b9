"""The frame of every sample page."""

from __future__ import annotations

from visit import events as ev
from visit import views as v
from visit.comfort import Wish
from visit.state import IDLE_PAGES, Page
from visit.table import BY_PAGE, NO_EXIT
from visit.view import OWN_BACK
from visit.views import Button, Mark, Tone


def _has_back(page: Page) -> bool:
    return ev.GoBack in BY_PAGE[page] and page not in OWN_BACK


def _has_exit(page: Page) -> bool:
    return page not in IDLE_PAGES | NO_EXIT


class Frame:
    """Words of one language, and what stands round every page."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.zh = language == "zh"

    def t(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    def chrome(self, page: Page, step: int = -1) -> v.Chrome:
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
            back=Button("back", t("上一步", "Back"), ev.GoBack()) if _has_back(page) else None,
            exit=Button("exit", t("退出", "Leave"), ev.AskExit(), Tone.QUIET) if _has_exit(page) else None,
            language=Button("language", t("English", "中文"), ev.SetLanguage("en" if self.zh else "zh")),
            elder=Button("elder", t("长辈版", "Larger text"), ev.SetComfort(Wish.ELDER, on=True)),
            comfort=Button("comfort", t("无障碍", "Easy access"), ev.OpenComfort()),
            help=Button("help", t("呼叫帮办", "Call a helper"), ev.CallHelp()),
        )

    def next(self, label: str = "") -> Button:
        return Button("next", label or self.t("下一步", "Next"), ev.GoNext(), Tone.PRIMARY)

    def view(self, page: str, body: v.Body, step: int = -1, overlay: v.Overlay | None = None) -> v.View:
        return v.View(page, self.chrome(Page(page), step), body, overlay, self.language)
