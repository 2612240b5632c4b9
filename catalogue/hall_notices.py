"""公告: what the hall has to tell everybody who comes by, each from one day to another. `services/_region/notices.yaml`.

Of the office's own business and of nothing else: there is no room for an advertisement, in no mode (docs/region-files.md).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field as Attribute

from catalogue.model.part import ID, Part, Text

if TYPE_CHECKING:
    from collections.abc import Iterable


class HallNotice(Part):
    id: str = Attribute(pattern=ID)
    title: Text
    """One short line."""
    text: Text
    """What follows from it for whoever reads it: one or two sentences."""
    since: date
    """The first day on which it hangs."""
    until: date
    """The last one: a notice without an end is still there when nobody knows why."""
    outlets: tuple[str, ...] = ()
    """Where it hangs; empty: everywhere."""


def hanging(notices: Iterable[HallNotice], outlet: str, today: date) -> tuple[HallNotice, ...]:
    """Those of one outlet on one day, the newest first."""
    found = [
        one
        for one in notices
        if one.since <= today <= one.until and (not one.outlets or outlet in one.outlets)
    ]
    return tuple(sorted(found, key=lambda one: one.since, reverse=True))
