"""一件事: several items of several departments in one form, and who waits for whom."""

from __future__ import annotations

from pydantic import Field as Attribute

from catalogue.model.part import ID, Part, Text


class JointPart(Part):
    """One linked item (联办事项) of a joint item; the resident ticks which are wanted."""

    id: str = Attribute(pattern=ID)
    name: Text
    department: Text
    """In a file also the name of one of the region's departments."""
    promised_workdays: int = Attribute(ge=0)
    after: tuple[str, ...] = ()
    """Parts whose result this one waits for, where they are ticked too."""
    output: Text
    item: str | None = None
    """The same item on its own, where the catalogue has it."""
