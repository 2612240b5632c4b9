"""An item that cannot be done here now: why, the nearest places that can do it, and the window. Never a dead end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.nearby import Means
from visit.events import GoBack, OpenOutlets
from visit.nearby import certainty, knowledge, near_name, near_of, opening_text, way_text, window_now
from visit.offers import offer
from visit.pages.inform import appointment_button
from visit.views import Button, ClosedBody, Mark, Row, Tone
from wording import say
from wording.forms import clauses

if TYPE_CHECKING:
    from catalogue.nearby import Near
    from visit.state import State


def closed_item(state: State) -> ClosedBody:
    visit, language = state.here, state.language
    now = offer(state.machine, visit.chosen, state.wall)
    window = visit.chosen.guide.window
    reopened = (say(language, "closed.reopened"),) if now.open else ()
    # The window of this very house stands below, with its hours.
    near = [one for one in near_of(state, visit.chosen) if not (one.reach.here and one.means is Means.WINDOW)]
    return ClosedBody(
        title=say(language, "closed.title"),
        reasons=tuple(reason.to(language) for reason in now.reasons[:-1]) or reopened,
        near_title=say(language, "near.title") if near else "",
        near=tuple(near_row(state, one) for one in near),
        near_note=knowledge(state) if near else "",
        window_title=say(language, "closed.by_hand"),
        rows=(
            Row(say(language, "closed.window"), window.name.to(language)),
            Row(say(language, "closed.place"), window.place.to(language)),
            Row(say(language, "closed.hours"), window.hours.to(language), note="".join(window_now(state))),
            Row(say(language, "closed.phone"), window.phone),
        ),
        more=Button("outlets", say(language, "outlets.title"), OpenOutlets())
        if state.machine.around.reaches
        else None,
        appointment=appointment_button(visit.chosen, language),
        back=Button("home", say(language, "closed.home"), GoBack(), Tone.PRIMARY),
    )


def near_row(state: State, near: Near) -> Row:
    """最近可办：…，步行8分钟，现在开着，到17:00."""
    language = state.language
    name = near_name(near, language)
    return Row(
        label=name[:1].upper() + name[1:],
        value=clauses((way_text(near.reach, language), opening_text(state, near.opening)), language),
        mark=Mark.DONE if near.sure else Mark.WARNING,
        note=certainty(near, language),
    )
