"""副本: what was laid under the camera, printed for whoever laid it there, from the pictures of this visit alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.realm import Realm
from visit.effects import CopyWords, PrintCopy
from visit.held.paper import Printing
from visit.scanning import pages_of_the_case
from wording import say
from wording.forms import minute

if TYPE_CHECKING:
    from visit.held.scanning import Scan
    from visit.state import State

A4_PRINTER = "document_printer"


def copied(state: State) -> tuple[Scan, ...]:
    """The pages of the case that was taken in: never more of a material than the guide asks for."""
    return pages_of_the_case(state.here) if state.here.number else ()


def may_copy(state: State) -> bool:
    """Once: a second set would be a second paper. What did not come out is asked for again like every paper."""
    fresh = state.here.copy.printing is Printing.NOT_ASKED
    return fresh and bool(copied(state)) and A4_PRINTER in state.machine.usable()


def order_copy(state: State, job_id: str) -> PrintCopy:
    visit, language, machine = state.here, state.language, state.machine
    made = minute(state.wall, language) if state.wall is not None else ""
    demo = machine.realm is Realm.DEMO
    pictures = tuple(page.picture for page in copied(state))
    count = len(pictures)
    return PrintCopy(
        job_id,
        pictures,
        CopyWords(
            mark=say(language, "copy.mark"),
            title=say(language, "copy.title"),
            made=say(language, "copy.made", time=made),
            case=say(language, "copy.case", number=visit.number, terminal=machine.place.terminal_id),
            pages=tuple(say(language, "copy.page", number=at + 1, count=count) for at in range(count)),
            watermark=say(language, "slip.watermark") if demo else "",
        ),
    )
