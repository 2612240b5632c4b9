"""我办的事: the list of them, the words by which it is found, and what is said when it cannot be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.civil_time import CIVIL
from visit.events import GoBack, OpenCase, OpenCases, TryAgain
from visit.pages.case import MARKS
from visit.pages.paging import pager
from visit.progress import LINE_CODES, ON_A_PAGE, pages_of
from visit.progress import cases as own
from visit.views import Button, ListBody, Mark, PreviewBody, Row, Tile, Tone
from wording import has, of_two, say
from wording.forms import day

if TYPE_CHECKING:
    from contract.progress import CaseProgress
    from visit.state import State


_WORDS = ("进度", "办件", "办的事", "补正", "补交", "撤回", "凭条")
_LETTERS = (
    "jindu",
    "banjian",
    "wobandeshi",
    "buzheng",
    "bujiao",
    "chehui",
    "pingtiao",
    "progress",
    "myapplication",
    "withdraw",
)
FEWEST_LETTERS = 4


def own_cases_tile(language: str) -> Tile:
    return Tile(
        "cases", say(language, "home.cases"), say(language, "home.cases_about"), Mark.NONE, "", OpenCases()
    )


def means_own_cases(typed: str) -> bool:
    """Whether these words of a search ask for a case and not for an item."""
    letters = "".join(typed.lower().split())
    if any(word in letters for word in (*_WORDS, *_LETTERS)):
        return True
    return len(letters) >= FEWEST_LETTERS and any(word.startswith(letters) for word in _LETTERS)


def cases(state: State) -> ListBody | PreviewBody:
    language, progress = state.language, state.here.progress
    title = say(language, "cases.title")
    if progress.trouble is not None:
        return _nothing_known(state, title, progress.trouble.code)
    if progress.answer is None:
        return PreviewBody(title, Mark.WAITING, say(language, "cases.asking"), (), "", ())
    missed = say(language, "cases.missed") if progress.missed else ""
    found = own(progress)
    if not found:
        home = Button("home", say(language, "closed.home"), GoBack(), Tone.PRIMARY)
        rows = (Row(say(language, "cases.window"), state.machine.place.window_phone),)
        status = missed or say(language, "cases.none")
        return PreviewBody(title, Mark.WARNING, status, rows, say(language, "cases.none_why"), (home,))
    first = progress.turned * ON_A_PAGE
    return ListBody(
        title,
        missed or say(language, "cases.summary"),
        tuple(_tile(one, language) for one in found[first : first + ON_A_PAGE]),
        pager(language, progress.turned, pages_of(progress)),
    )


def _nothing_known(state: State, title: str, code: str) -> PreviewBody:
    """Said plainly, with a person to ring: what this terminal itself still holds is shown to nobody."""
    language = state.language
    key = "cases.no_line" if code in LINE_CODES else f"own_case.{code}"
    return PreviewBody(
        title,
        Mark.TROUBLE,
        say(language, key if has(key) else "cases.trouble"),
        (Row(say(language, "cases.window"), state.machine.place.window_phone),),
        say(language, "cases.safe"),
        (
            Button("again", say(language, "button.again"), TryAgain(), Tone.PRIMARY),
            Button("home", say(language, "closed.home"), GoBack()),
        ),
    )


def _tile(one: CaseProgress, language: str) -> Tile:
    mark = MARKS.get(one.state, Mark.DONE)
    since = say(language, "cases.since", day=day(one.since.astimezone(CIVIL).date(), language))
    wanted = mark in {Mark.WARNING, Mark.TROUBLE} or one.supplementable
    return Tile(
        id=f"case:{one.case_number}",
        title=of_two(language, one.item_zh, one.item_en),
        subtitle=f"{say(language, f'case_state.{one.state}')} · {since}",
        # A tile in trouble looks closed, and this one is there to be opened.
        mark=Mark.WARNING if wanted else Mark.NONE,
        reason=say(language, _wanted(one)) if wanted else "",
        event=OpenCase(one.key),
    )


def _wanted(one: CaseProgress) -> str:
    if one.mendable:
        return "cases.wants_mending"
    if one.supplementable:
        return "cases.wants_papers"
    return "cases.look"
