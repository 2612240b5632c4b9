"""One guide in the words of the handbook: those of the terminal's own page, and what only paper has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.done_here import done_here
from catalogue.guide_check import guide_edition
from catalogue.guide_code import guide_code
from catalogue.notice import one_time_notice
from handbook.model import Entry, Part
from wording import say

if TYPE_CHECKING:
    from catalogue.model import Item
    from catalogue.notice import Notice
    from catalogue.shelf import Catalogue


def entry_of(item: Item, catalogue: Catalogue, language: str, number: str) -> Entry:
    """Everything told before anything is asked, and the window: nothing can be done at the terminal only."""
    told = one_time_notice(item, None, language)
    name = item.names.plain.to(language)
    return Entry(
        item=item.id,
        number=number,
        name=name,
        legal=item.names.legal.to(language),
        code=say(language, "book.code", code=item.code),
        summary=told.summary,
        rows=_rows(item, catalogue, told, language),
        parts=_parts(item, told, language),
        see=tuple((one.id, one.names.plain.to(language)) for one in done_here(item, catalogue)),
        qr=guide_code(item, catalogue.region, language),
        sheet=say(language, "guide.version", version=item.version),
    )


def _rows(item: Item, catalogue: Catalogue, told: Notice, language: str) -> tuple[tuple[str, str], ...]:
    window = told.window
    rows = (
        ("guide.time", told.time),
        ("guide.fee", told.fee),
        ("guide.output", told.output),
        ("slip.department", item.department.to(language)),
        ("closed.window", window.name.to(language)),
        ("closed.place", window.place.to(language)),
        ("closed.hours", window.hours.to(language)),
        ("closed.phone", window.phone),
        ("book.how", say(language, "book.machine" if item.complete else "book.window")),
        ("guide.edition", guide_edition(item, catalogue.region, language)),
    )
    return tuple((say(language, key), value) for key, value in rows)


def _parts(item: Item, told: Notice, language: str) -> tuple[Part, ...]:
    """No heading without a line."""
    between = ": " if language == "en" else "："
    joint = tuple(
        f"{one.name.to(language)}{between}{one.output.to(language)}{_of(one.department.to(language), language)}"
        for one in item.joint
    )
    asked = tuple(f"{one.label}{between}{one.purpose}" for one in told.asked)
    questions = tuple(
        say(language, "guide.question", question=question, answer=answer)
        for question, answer in told.questions
    )
    parts = (
        ("guide.conditions", told.conditions),
        ("book.parts", joint),
        ("guide.delivery", told.delivery),
        ("guide.materials", tuple(one.told(language) for one in told.materials)),
        ("guide.asked", asked),
        ("guide.questions", questions),
        ("guide.basis", (told.basis,)),
    )
    return tuple(Part(say(language, key), lines) for key, lines in parts if lines)


def _of(department: str, language: str) -> str:
    return f" ({department})" if language == "en" else f"（{department}）"
