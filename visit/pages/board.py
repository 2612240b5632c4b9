"""公布屏: what is taken in on this floor and what is not, a part at a time, each list with its version, day and code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from catalogue.hall_notices import hanging
from catalogue.list_code import edition, list_code
from visit.lists import NOTICES_ON_A_BOARD, ON_A_BOARD, elsewhere
from visit.offers import offer
from visit.resting import turn_s
from visit.views import Board, Mark, Row
from wording import say
from wording.forms import day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from catalogue.hall_notices import HallNotice
    from catalogue.model import Item
    from catalogue.published import Elsewhere, Published, Zone
    from visit.state import State

    Rows = tuple[Row, ...]
    Part = Callable[[], Board]

T = TypeVar("T")


def board(state: State) -> Board:
    """The part that is due: every list in turn, and each from its beginning to its end; each part in every language."""
    found = parts(state)
    return found[turn(state) // len(state.machine.languages) % len(found)]()


def turn(state: State) -> int:
    """Counts on with each time that the published lists are turned over; first comes the first, in its own language, also
    when somebody comes.
    """
    return int((state.at - max(state.entered_at, state.machine.noticed_at)) // turn_s(state))


def parts(state: State) -> tuple[Part, ...]:
    """All parts of all lists of this floor and zone; without published lists, of what can be done here now. Each is made
    when it is called: one is shown, and whether every service is open now is much to find out every minute.
    """
    published, place = state.machine.catalogue.region.published, state.machine.place
    found: list[Part] = []
    if published is not None:
        for zone in published.zones_of(place.floor, place.zone):
            found += _zone_parts(state, published, zone)
        found += elsewhere_parts(state, published)
    found += _notice_parts(state)
    if found:
        return tuple(found)
    here = [one for one in state.machine.items if one.complete]
    now = partial(_list, state, say(state.language, "board.now"))
    return _parts(here, partial(service_row, state), now) or (lambda: Board("", "", (), "", "", ""),)


def _zone_parts(state: State, published: Published, zone: Zone) -> tuple[Part, ...]:
    items = [one for one in map(state.machine.item, zone.items) if one is not None]

    def put_together(rows: Rows, number: int, count: int) -> Board:
        title = say(state.language, "board.here", place=zone.name.to(state.language))
        names = [one.names.plain.to(state.language) for one in items]
        code = list_code(published, title, names, state.language)
        return _list(state, title, rows, number, count, edition(published, state.language), code)

    return _parts(items, partial(service_row, state), put_together)


def _notice_parts(state: State) -> tuple[Part, ...]:
    """公告 of this outlet and of today."""
    own, language = state.machine.around.own, state.language
    if state.wall is None:
        return ()
    notices = hanging(
        state.machine.catalogue.region.notices, own.id if own is not None else "", state.wall.date()
    )

    def row(one: HallNotice) -> Row:
        return Row(one.title.to(language), one.text.to(language), note=day(one.since, language))

    return _parts(notices, row, partial(_list, state, say(language, "board.notices")), NOTICES_ON_A_BOARD)


def elsewhere_parts(state: State, published: Published) -> tuple[Part, ...]:
    title, language = say(state.language, "board.elsewhere"), state.language
    listed = elsewhere(state.machine)

    def put_together(rows: Rows, number: int, count: int) -> Board:
        lines = [f"{one.name.to(language)}: {one.place.to(language)} {one.phone}" for one in listed]
        code = list_code(published, title, lines, language)
        return _list(state, title, rows, number, count, edition(published, language), code)

    return _parts(listed, lambda one: elsewhere_row(one, language), put_together)


def _parts(
    listed: Sequence[T],
    row: Callable[[T], Row],
    put_together: Callable[[Rows, int, int], Board],
    most: int = ON_A_BOARD,
) -> tuple[Part, ...]:
    """`put_together` is given the rows of a part, which of the parts it is, and how many there are."""
    pages = [listed[at : at + most] for at in range(0, len(listed), most)]

    def made(page: Sequence[T], number: int) -> Board:
        return put_together(tuple(map(row, page)), number, len(pages))

    return tuple(partial(made, page, number) for number, page in enumerate(pages, 1))


def _list(  # noqa: PLR0917 - what stands on a board
    state: State, title: str, rows: Rows, number: int, count: int, said: str = "", code: str = ""
) -> Board:
    return Board(
        title=title,
        edition=said,
        rows=rows,
        page=say(state.language, "find.page", number=number, count=count) if count > 1 else "",
        qr=code,
        qr_caption=say(state.language, "board.code") if code else "",
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
