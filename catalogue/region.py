"""What all items of a place share: its departments, windows, lists of choices and trees. Files in `services/_region/`.

An item names them, so that a window that moves is changed in one line.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field as Attribute

from catalogue.appointments import Appointments
from catalogue.hall_notices import HallNotice
from catalogue.handovers import Handover
from catalogue.model import Choice, DeliveryHere, Part, Text, Window
from catalogue.outlets import Outlets
from catalogue.published import Published
from catalogue.retired import Retired

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "_region"


class DepartmentName(Part):
    """An office that items belong to."""

    name: Text
    code: str
    """Its unified social credit code: an item's 实施编码 begins with it."""


class Branch(Part):
    """One branch of a tree: a stage of a life, or of a business."""

    id: str = Attribute(pattern=r"^[a-z][a-z0-9-]*$")
    name: Text
    items: tuple[str, ...]
    """Ids, in the order in which they are shown."""


class Tree(Part):
    """One way to look at everything: 人生9件事, 企业3件事, 一件事, and what belongs to no stage."""

    id: str = Attribute(pattern=r"^[a-z][a-z0-9-]*$")
    name: Text
    summary: Text
    branches: tuple[Branch, ...] = Attribute(min_length=1)
    checks_papers: bool = False
    """核验证明 stands in this tree: whether a paper is genuine, at any time and for anybody."""


class Region(Part):
    """One place. The demo's is fictional."""

    name: Text
    fictional: bool = False
    """It is in no country: no terminal of a real place takes its items, and no paper of it goes without 演示样张 · 无效."""
    departments: dict[str, DepartmentName]
    windows: dict[str, Window]
    lists: dict[str, tuple[Choice, ...]] = Attribute(default_factory=dict)
    """Choices that several items share: villages, relations, kinds of business."""
    trees: tuple[Tree, ...] = ()
    published: Published | None = None
    notices: tuple[HallNotice, ...] = ()
    """What the hall has to tell."""
    handovers: tuple[Handover, ...] = ()
    """Windows and people that take over what could not be done at a terminal."""
    outlets: Outlets | None = None
    appointments: Appointments | None = None
    checked: date | None = None
    """When all guides were last compared with the rules and with the paper at the windows, at least four times a year;
    a guide that was checked on another day says so itself."""
    delivery: DeliveryHere | None = None
    """Ways in which results reach residents, and lockers; None: an item writes its ways out."""
    retired: tuple[Retired, ...] = ()
    """What is offered no more; its ids, codes and numbers are never given again."""
    favourites: dict[str, tuple[str, ...]] = Attribute(default_factory=dict)
    """By kind of outlet (hall, town, village, bank, post): items for the home page, the most used first."""

    def branches(self) -> Iterator[tuple[Tree, Branch]]:
        for tree in self.trees:
            for branch in tree.branches:
                yield tree, branch


NOWHERE = Region(name=Text(zh="—", en="-"), departments={}, windows={})
"""Of a folder without a region: every part of an item is then written out in its file."""
