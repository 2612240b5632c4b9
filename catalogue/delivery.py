"""How the result of a case reaches the resident: what is told before, and what was chosen.

The questions are pages of the item's own form (`delivery_form.py`), so they are told in the guide, checked, shown on the
check page and sent like every other answer, and a rule may speak of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from catalogue.answers import met, relevant
from catalogue.model import Delivery, DeliveryWay, FieldKind
from catalogue.showing import shown
from wording import say
from wording.forms import clauses, labelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.model import Field, Item
    from contract.case import Answer

WAY, LOCKER, AREA, ADDRESS, PHONE = (
    "delivery",
    "delivery_locker",
    "delivery_area",
    "delivery_address",
    "delivery_phone",
)
"""Ids of the fields that ask for it."""


@dataclass(frozen=True)
class Receiver:
    """Whom a courier looks for. Personal data."""

    area: str = field(repr=False)
    address: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True)
class Chosen:
    """What the resident chose."""

    delivery: Delivery
    locker: str = ""
    """Id of a locker of the region, where something goes into one."""
    receiver: Receiver | None = None
    """Of a courier's parcel alone."""

    @property
    def way(self) -> DeliveryWay:
        return self.delivery.way


def own_phone(item: Item) -> Field | None:
    """A telephone number that the item itself always asks for: nobody types it twice."""
    return next(
        (
            one
            for one in item.fields()
            if one.kind is FieldKind.PHONE and one.required and one.when is None and one.id != PHONE
        ),
        None,
    )


def chosen(item: Item, answers: Mapping[str, Answer]) -> Chosen | None:
    """What these answers say; the only way where there is no choice. None where nothing is handed out, or the choice
    is still open.
    """
    kept = relevant(item, answers)
    if not met(item.delivery_when, kept):
        return None
    only = item.delivery[0].way if len(item.delivery) == 1 else None
    named = kept.get(WAY, only)
    delivery = next((one for one in item.delivery if one.way == named), None)
    if delivery is None:
        return None
    if delivery.way is DeliveryWay.LOCKER:
        return Chosen(delivery, locker=str(kept.get(LOCKER) or ""))
    if delivery.way is not DeliveryWay.COURIER:
        return Chosen(delivery)
    fields = {one.id: one for one in item.fields()}
    area = shown(fields[AREA], kept.get(AREA), "zh") if kept.get(AREA) else ""
    phone = own_phone(item)
    number = kept.get(phone.id if phone is not None else PHONE)
    return Chosen(delivery, receiver=Receiver(area, str(kept.get(ADDRESS) or ""), str(number or "")))


def days_in_words(workdays: int, language: str) -> str:
    """Working days after the decision."""
    if workdays == 0:
        return say(language, "comes.at_once")
    return say(language, "comes.in_days", days=workdays)


def told(one: Delivery, language: str) -> str:
    """One way with what it costs, how long it takes and where it is: the line under its button."""
    return clauses((one.fee.to(language), days_in_words(one.workdays, language)), language)


def told_in_guide(item: Item, language: str) -> tuple[str, ...]:
    """A line a way, for the guide: everything before anything is asked."""
    return tuple(labelled(one.name.to(language), noted(one, language), language) for one in item.delivery)


def noted(one: Delivery, language: str) -> str:
    """What it costs and how long it takes, and what there is to know."""
    return say(language, "takes.noted", time=told(one, language), note=one.note.to(language))
