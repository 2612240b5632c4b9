"""What is said to a whole hall of a page in 长辈版: its title and what to do, in a sentence or two. Pure.

Only what is named here is ever said, and it is the program's and the item's own words: no name, no number, no answer, no
result. Titles that tell what somebody came for are left out; the questions of a form are said, which may tell it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from visit import views as v
from wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class _Told:
    """Of one kind of page."""

    parts: tuple[str, ...] = ("title",)
    """Fields that are said, in this order."""
    do: str = ""
    """Key of what to do there."""
    then: bool = True
    """The name of the button that leads on is said too."""


_LOOK = _Told((), "aloud.do_look")
_TOLD: dict[type[Any], _Told] = {
    v.HomeBody: _Told(("question",), "aloud.do_pick", then=False),
    v.ListBody: _Told(("title",), "aloud.do_pick", then=False),
    v.PublishedBody: _LOOK,
    v.SearchBody: _Told((), "aloud.do_search", then=False),
    v.GuideBody: _Told((), "aloud.do_guide"),
    v.ChecklistBody: _Told(("title",), "aloud.do_look"),
    v.ClosedBody: _LOOK,
    v.BarredBody: _LOOK,
    v.ConsentBody: _Told(("title",), "aloud.do_agree"),
    v.IdentifyBody: _Told(("title", "instruction")),
    v.SocialCardBody: _Told(("title", "instruction")),
    v.PinBody: _Told(("title",), "aloud.do_cover"),
    v.FormBody: _Told(("title", "questions"), "aloud.do_fill"),
    v.MaterialsBody: _Told(("title",), "aloud.do_papers"),
    v.ScanBody: _Told(("instruction",)),
    v.PreviewBody: _LOOK,
    v.CaseBody: _LOOK,
    v.CheckBody: _Told(("title", "problem_title"), "aloud.do_check"),
    v.SignBody: _Told(("title", "hint")),
    v.ProgressBody: _Told(("title",)),
    v.ResultBody: _LOOK,
    v.RatingBody: _Told(("question",), "aloud.do_rate", then=False),
    v.TagsBody: _Told((), "aloud.do_pick"),
    v.FarewellBody: _Told(("title", "card_warning"), "aloud.do_take"),
    v.HelpOverlay: _Told((), "aloud.do_wait_helper"),
    v.QuestionOverlay: _Told(("title",)),
    v.ComfortOverlay: _Told(("title", "text")),
}
SILENT = (v.AttractBody, v.OutOfServiceBody, v.MaintenanceBody, v.ClosureBody)
"""Nobody's pages, and those of staff."""
_STAFF = frozenset({"staff_door"})


def brief(view: v.View, language: str) -> tuple[str, ...]:
    """Sentences, in order; none where there is nothing to say."""
    on_top: Any = view.overlay if view.overlay is not None else view.body
    if isinstance(on_top, SILENT) or view.page in _STAFF:
        return ()
    if getattr(on_top, "mark", None) is v.Mark.WAITING and isinstance(on_top, v.PreviewBody):
        return (say(language, "aloud.do_wait"),)
    told = _TOLD[type(on_top)]
    said = [one for name in told.parts for one in _texts(getattr(on_top, name)) if one]
    if isinstance(on_top, v.IdentifyBody) and on_top.mark is v.Mark.DONE:
        said = [say(language, "aloud.do_read")]  # its status is a name
    elif isinstance(on_top, v.IdentifyBody | v.ScanBody) and on_top.mark is v.Mark.TROUBLE:
        said.append(on_top.status)
    if told.do:
        said.append(say(language, told.do))
    main = _main(on_top) if told.then else None
    if main is not None:
        said.append(say(language, "aloud.do_then", button=main.label))
    return tuple(said)


def _texts(part: object) -> Iterator[str]:
    """A text, or the questions of a form."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield getattr(one, "question", "")


def _main(on_top: object) -> v.Button | None:
    """What leads on: the button that is drawn strongest."""
    found = (one for one in v.buttons_of(on_top) if isinstance(one, v.Button))
    return next((one for one in found if one.tone is v.Tone.PRIMARY), None)
