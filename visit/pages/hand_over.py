"""办不成事: the button on every page that says that something did not work, and the pages behind it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from catalogue.handover_checks import TOLD
from catalogue.handovers import HandoverKind
from visit.events import ChooseWindow, GoNext, OpenHandOver, Toggled
from visit.hand_over import ON_A_PAGE, targets
from visit.lists import items_of, voice_branch
from visit.offers import offer
from visit.pages.idle import item_tile
from visit.pages.paging import pager
from visit.ticket import promised, target_of
from visit.views import Button, ChoiceQuestion, FormBody, ListBody, Mark, Option, Tile, Tone
from wording import say
from wording.forms import day

if TYPE_CHECKING:
    from catalogue.handovers import Handover
    from visit.state import State

DOORS = (HandoverKind.UNDONE, HandoverKind.HOTLINE)
"""Windows that have a door of their own on the page 反映问题; the third door is the item for opinions."""


def hand_over(state: State) -> ListBody:
    """A few that fit, each with what for, where and by when; the others on the next pages."""
    language, visit = state.language, state.here
    assert visit.handing is not None
    listed, turned = targets(state), visit.handing.turned
    pages = ceil(len(listed) / ON_A_PAGE)
    open_now = offer(state.machine, visit.chosen).open
    return ListBody(
        title=say(language, "hand_over.title"),
        summary=say(language, "hand_over.summary" if open_now else "hand_over.ring"),
        tiles=tuple(
            _tile(state, one, ChooseWindow(one.id))
            for one in listed[turned * ON_A_PAGE : (turned + 1) * ON_A_PAGE]
        ),
        pager=pager(language, turned, pages, on="hand_over.more", leads=False),
    )


def _tile(state: State, one: Handover, event: ChooseWindow | OpenHandOver) -> Tile:
    language = state.language
    where = say(
        language,
        "hand_over.where",
        place=one.place.to(language),
        hours=one.hours.to(language),
        phone=one.phone,
        reply=say(
            language,
            "hand_over.reply_next_day" if one.reply_workdays == 1 else "hand_over.reply",
            days=one.reply_workdays,
        ),
    )
    return Tile(f"to:{one.id}", one.name.to(language), one.does.to(language), Mark.NONE, where, event)


def told(state: State) -> FormBody:
    """Line by line what they are told; the button is the consent."""
    language, visit, target = state.language, state.here, target_of(state)
    assert visit.handing is not None
    assert visit.chosen.consent is not None
    assert target is not None
    assert state.wall is not None
    by = promised(state, state.wall.date())
    assert by is not None
    question = ChoiceQuestion(
        id=TOLD,
        question=say(language, "hand_over.what", name=target.name.to(language)),
        hint=visit.chosen.consent.purpose.to(language),
        purpose=say(language, "hand_over.untick", day=day(by, language)),
        options=tuple(
            Option(
                f"told:{one.id}", one.text.to(language), Toggled(TOLD, one.id), one.id in visit.handing.kept
            )
            for one in visit.handing.lines
        ),
        several=True,
    )
    label = "hand_over.agree" if visit.handing.kept else "hand_over.nothing"
    return FormBody(
        title=say(language, "hand_over.told_title"),
        questions=(question,),
        keys=None,
        next=Button("next", say(language, label), GoNext(), Tone.PRIMARY),
    )


def voice(state: State) -> ListBody:
    """反映问题, three doors: what could not be done, the hotline, an opinion."""
    language, region = state.language, state.machine.catalogue.region
    branch = voice_branch(state.machine)
    assert branch is not None
    doors = [
        _tile(state, one, OpenHandOver(str(state.page), (), one.id))
        for kind in DOORS
        for one in region.handovers
        if one.kind is kind
    ]
    opinions = [one for one in items_of(state.machine, branch) if one.needs.anonymous and not one.hand_over]
    return ListBody(
        title=say(language, "voice.title"),
        summary=say(language, "voice.summary"),
        tiles=(*doors, *(item_tile(state, one) for one in opinions)),
        pager=None,
    )
