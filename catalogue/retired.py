"""Items taken off the list (取消的事项): what they were called is never given to another.

Cases, receipts and papers of years ago name an id and a code, and QR codes on walls lead by them. Were one used again,
an old receipt would speak of another item. A file of the region (`services/_region/retired.yaml`), to which lines are
only ever added.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field as Attribute

from catalogue.complaint import Complaint
from catalogue.item_problem import ItemProblem
from catalogue.model import Text
from catalogue.model.part import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path


class Retired(Part):
    """One item that is offered no more."""

    id: str = Attribute(pattern=r"^[a-z][a-z0-9-]*$")
    code: str = Attribute(min_length=1)
    """实施编码."""
    numbers: tuple[str, ...] = ()
    """Other numbers by which it was known: an older code, one of another system."""
    name: Text
    since: date
    """The first day on which nobody could apply any more."""
    reason: Text
    """Why, for whoever asks with an old receipt in hand."""
    instead: str | None = None
    """Id of the item that does the same now."""


def retired_complaints(data: object, retired: Sequence[Retired]) -> Iterator[Complaint]:
    """An item that takes the id, the code or a number of one that is gone, also as an alias or a keyword."""
    if not isinstance(data, dict):
        return
    for one in retired:
        gone = {one.id, one.code, *one.numbers}
        was = f"of “{one.name.en}”, which is offered no more since {one.since}"
        if data.get("id") == one.id:
            yield Complaint(("id",), f"`{one.id}` is the id {was}", "give it another id")
        if data.get("code") in gone:
            yield Complaint(("code",), f"`{data['code']}` is the code {was}", "give it another code")
        for key in ("aliases", "keywords"):
            words = data.get(key)
            for number, word in enumerate(words if isinstance(words, list) else ()):
                if word in gone:
                    yield Complaint((key, number), f"`{word}` is a number {was}", "delete it here")


def retired_twice(retired: Sequence[Retired]) -> Iterator[Complaint]:
    """Two that share an id, a code or a number."""
    seen: set[str] = set()
    for place, one in enumerate(retired):
        for key, values in (("id", (one.id,)), ("code", (one.code,)), ("numbers", one.numbers)):
            for value in values:
                if value in seen:
                    mend = "write each item that is gone once"
                    yield Complaint(("retired", place, key), f"`{value}` stands here twice", mend)
                seen.add(value)


def retired_problems(file: Path, retired: Sequence[Retired], items: Collection[str]) -> Iterator[ItemProblem]:
    """One of the list's `file` that names as its successor what is not there."""
    for one in retired:
        if one.instead is not None and one.instead not in items:
            reason = f"`{one.id}` is done by `{one.instead}` now, and there is no such item"
            yield ItemProblem(file, 1, "instead", reason, "name an item of the catalogue, or delete the line")
