"""The two keys under a list that goes on over several pages, and where among them one is."""

from __future__ import annotations

from visit.events import TurnPage
from visit.views import Button, Pager, Tone
from wording import say


def pager(
    language: str, turned: int, pages: int, *, on: str = "find.after", leads: bool = True
) -> Pager | None:
    """None when one page holds all. `on` is the key of the way on, which `leads` where it is the page's main verb, as
    long as there is more."""
    if pages <= 1:
        return None
    more = turned < pages - 1
    return Pager(
        text=say(language, "find.page", number=turned + 1, count=pages),
        before=Button("page_before", say(language, "find.before"), TurnPage(-1), enabled=turned > 0),
        after=Button(
            "page_after",
            say(language, on),
            TurnPage(1),
            Tone.PRIMARY if leads and more else Tone.SECONDARY,
            enabled=more,
        ),
    )
