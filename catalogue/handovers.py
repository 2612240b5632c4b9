"""Windows and people that take over what somebody could not get done at the terminal (`services/_region/handovers.yaml`).

Each has a name, a place and an answer by a day; `offered` says for whom it comes first. Nobody is kept from any of them
but from those that are there for some items only.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field as Attribute

from catalogue.model.part import ID, Part, Text


class HandoverKind(StrEnum):
    """Every kind of window that a hall hands over to; a place has those that it runs."""

    HELPER = "helper"
    """帮办代办."""
    COORDINATION = "coordination"
    """协调帮办: between offices, and upwards."""
    CROSS_PROVINCE = "cross_province"
    """跨省通办."""
    WITHIN_PROVINCE = "within_province"
    """省内通办."""
    UNDONE = "undone"
    """办不成事."""
    POLICY_MONEY = "policy_money"
    """政策兑现."""
    POLICY_DIRECT = "policy_direct"
    """惠企政策直达."""
    SMALL_BUSINESS = "small_business"
    """小微企业服务."""
    GENERAL = "general"
    """综合服务、便民服务."""
    REMOTE = "remote"
    """远程虚拟窗口."""
    CHIEF = "chief"
    """首席服务员: one person for the whole of a matter, for the items of a list."""
    REPRESENTATIVE = "representative"
    """首席事务代表: of a department, with the right to decide."""
    HOTLINE = "hotline"
    """12345."""
    BUSINESS_HOTLINE = "business_hotline"
    """营商环境专席 of 12345."""
    HOME_VISIT = "home_visit"
    """网格员上门."""
    PICK_UP = "pick_up"
    """自助取件."""


class Offered(Part):
    """Who sees it first: everything that is said must hold. Without a word it is offered to everybody."""

    home: bool | None = None
    """True: whose identity card is of this place; false: of another one."""
    age: int | None = Attribute(default=None, ge=1, le=120)
    """From this age on."""
    of: tuple[str, ...] = ()
    """What was tried hangs on one of these trees or branches."""
    items: tuple[str, ...] = ()
    """What was tried is one of these. Nobody else is offered it at all: it is there for these alone."""
    pages: tuple[str, ...] = ()
    """Where it stopped: pages of a visit, e.g. `result`, `not_eligible`."""


class Handover(Part):
    """One window, line or person."""

    id: str = Attribute(pattern=ID)
    kind: HandoverKind
    name: Text
    does: Text
    """What for, in one plain sentence."""
    place: Text
    hours: Text
    phone: str = Attribute(pattern=r"^[0-9]{5,12}$")
    reply_workdays: int = Attribute(ge=1, le=60)
    """Somebody answers within so many working days."""
    offered: Offered = Offered()
