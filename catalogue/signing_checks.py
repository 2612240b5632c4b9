"""What must hold of an item that says whether a key may stand for a signature: that something is signed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.model import Handling
from catalogue.place import at

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = ("confirm_by_key",)


def signing_complaints(data: object) -> Iterator[Complaint]:
    """Everything that does not hold."""
    if at(data, KEY) is None:
        return
    if at(data, ("handling",)) == Handling.GUIDE:
        yield Complaint(KEY, "nothing is signed in an item that is only told", "delete `confirm_by_key`")
    elif at(data, ("needs", "anonymous")) is True:
        yield Complaint(KEY, "nobody signs where nobody is asked who they are", "delete `confirm_by_key`")
