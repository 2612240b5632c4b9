"""公布屏: what is taken in on this floor and what is not, a part at a time, each list with its version, day and code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.hall_notices import hanging
from catalogue.list_code import edition, list_code
from visit.lists import NOTICES_ON_A_BOARD, ON_A_BOARD, elsewhere
from visit.offers import offer
from visit.resting import turn_s
from visit.views import Board, Mark, Row
from wording import say
from wording.forms import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue.model import Item
    from catalogue.published import Elsewhere, Published
    from visit.state import State


def board(state: State) -> Board:
    """The part that is due: every list in turn, and each from its beginning to its end; each part in every language."""
    found = boards(state)
    return found[turn(state) // len(state.machine.languages) % len(found)]


def turn(state: State) -> int:
    """Counts on with each time that the published lists are turned over; first comes the first, in its own language, also
    when somebody comes.
    """
    return int((state.at - max(state.entered_at, state.machine.noticed_at)) // turn_s(state))


def boards(state: State) -> tuple[Board, ...]:
    """All parts of all lists of this floor and zone; without published lists, of what can be done here now."""
    published, place = state.machine.catalogue.region.published, state.machine.place
    found: list[Board] = []
    if published is not None:
        for zone in published.zones_of(place.floor, place.zone):
            items = [one for one in map(state.machine.item, zone.items) if one is not None]
            title = say(state.language, "board.here", place=zone.name.to(state.language))
            code = list_code(
                published, title, [one.names.plain.to(state.language) for one in items], state.language
            )
            rows = [service_row(state, one) for one in items]
            found += _parts(state, title, edition(published, state.language), rows, code)
        found += elsewhere_boards(state, published)
    found += notice_boards(state)
    if found:
        return tuple(found)
    rows = [service_row(state, one) for one in state.machine.items if one.complete]
    return _parts(state, say(state.language, "board.now"), "", rows, "") or (Board("", "", (), "", "", ""),)


def notice_boards(state: State) -> tuple[Board, ...]:
    """公告 of this outlet and of today."""
    own, language = state.machine.around.own, state.language
    if state.wall is None:
        return ()
    notices = hanging(
        state.machine.catalogue.region.notices, own.id if own is not None else "", state.wall.date()
    )
    rows = [
        Row(one.title.to(language), one.text.to(language), note=day(one.since, language)) for one in notices
    ]
    return _parts(state, say(language, "board.notices"), "", rows, "", NOTICES_ON_A_BOARD)


def elsewhere_boards(state: State, published: Published) -> tuple[Board, ...]:
    title, language = say(state.language, "board.elsewhere"), state.language
    listed = elsewhere(state.machine)
    lines = [f"{one.name.to(language)}: {one.place.to(language)} {one.phone}" for one in listed]
    rows = [elsewhere_row(one, language) for one in listed]
    return _parts(
        state, title, edition(published, state.language), rows, list_code(published, title, lines, language)
    )


def _parts(  # noqa: PLR0917 - what stands on a board
    state: State, title: str, said: str, rows: Sequence[Row], code: str, most: int = ON_A_BOARD
) -> tuple[Board, ...]:
    pages = [tuple(rows[at : at + most]) for at in range(0, len(rows), most)]
    caption = say(state.language, "board.code") if code else ""
    return tuple(
        Board(
            title=title,
            edition=said,
            rows=part,
            page=say(state.language, "find.page", number=number, count=len(pages)) if len(pages) > 1 else "",
            qr=code,
            qr_caption=caption,
        )
        for number, part in enumerate(pages, 1)
    )


def service_row(state: State, item: Item) -> Row:
    language = state.language
    name, now = item.names.plain.to(language), offer(state.machine, item, state.wall)
    if not item.complete:
        return Row(name, say(language, "board.guide"))
    mark = Mark.DONE if now.open and not now.degraded else Mark.WARNING if now.open else Mark.TROUBLE
    key = "attract.open" if mark is Mark.DONE else "attract.degraded" if now.open else "attract.closed"
    return Row(name, say(language, key), mark)


def elsewhere_row(one: Elsewhere, language: str) -> Row:
    where = f"{one.place.to(language)}  {one.phone}".strip()
    return Row(one.name.to(language), where, note=one.reason.to(language))
