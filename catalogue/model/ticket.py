"""To which window the cases of an item go, where people there answer them."""

from __future__ import annotations

from pydantic import Field as Attribute

from catalogue.model.part import ID, Part, Text


class TicketsTo(Part):
    """A window of `handovers.yaml`. In a file its id alone."""

    id: str = Attribute(pattern=ID)
    name: Text
