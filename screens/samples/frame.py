"""The frame of every sample page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit import events as ev
from visit import views as v
from visit.held.comfort import Wish
from visit.held.page import IDLE_PAGES, Page
from visit.table import BY_PAGE, NO_EXIT
from visit.view import OWN_BACK, STEPS
from visit.views import Button, Mark, Tone
from wording import language, say
from wording.forms import clauses

if TYPE_CHECKING:
    from wording.languages import Language


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

    def say(self, key: str, **values: object) -> str:
        """A sentence of the program: in its own words, so that no sample shows others."""
        return say(self.language, key, **values)

    @property
    def other(self) -> Language:
        """The other language."""
        return language("en" if self.zh else "zh")

    def item(self) -> str:
        """The name of what most samples are about."""
        return self.t("灵活就业人员社会保险补贴申领", "Social insurance subsidy for flexible work")

    def way(self, minutes: int, opening: str) -> str:
        """How far it is on foot, and whether it is open."""
        return clauses((self.say("near.on_foot", minutes=minutes), opening), self.language)

    def chrome(self, page: Page) -> v.Chrome:
        t = self.t
        step = next((at for at, (_, pages) in enumerate(STEPS) if page in pages), -1)
        inside = step >= 0
        return v.Chrome(
            place=t("云溪市清河县柳桥镇便民服务中心", "Liuqiao Town Service Centre"),
            clock="14:05",
            heading=self.item() if inside else self.say("terminal.name"),
            steps=tuple(self.say(key) for key, _ in STEPS) if inside else (),
            step=step,
            line_mark=Mark.DONE,
            line_text=self.say("line.up"),
            banner="  ·  ".join((self.say("banner.demo"), self.say("banner.simulated"))),
            back=Button("back", self.say("button.back"), ev.GoBack()) if _has_back(page) else None,
            exit=Button("exit", self.say("button.exit"), ev.AskExit(), Tone.QUIET)
            if _has_exit(page)
            else None,
            language=None
            if page is Page.ATTRACT
            else Button("language", self.other.name, ev.SetLanguage(self.other.code)),
            elder=Button("elder", self.say("button.elder"), ev.SetComfort(Wish.ELDER, on=True)),
            comfort=Button("comfort", self.say("button.comfort"), ev.OpenComfort()),
            help=Button("help", self.say("button.help"), ev.CallHelp()),
        )

    def next(self, label: str = "") -> Button:
        return Button("next", label or self.say("button.next"), ev.GoNext(), Tone.PRIMARY)

    def view(self, page: str, body: v.Body, overlay: v.Overlay | None = None) -> v.View:
        return v.View(page, self.chrome(Page(page)), body, overlay, self.language)
