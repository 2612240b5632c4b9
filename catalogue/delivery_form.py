"""The pages of a form that ask how the result shall come: made of an item's ways and of the region's lockers and areas.

Nothing is chosen beforehand: no way that costs money is ever anybody's by default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.delivery import ADDRESS, AREA, LOCKER, PHONE, WAY, noted
from catalogue.model import Choice, Delivery, DeliveryWay, Field, FieldKind, FormPage, Text, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue.model import DeliveryHere

ELSEWHERE = Choice(id="elsewhere", label=Text(zh="不在本县", en="Not in this county"))
"""An area that the region's list does not have: the address says where then."""
_TITLE = Text(zh="怎么拿结果", en="How you get the result")
_EXAMPLES = (DeliveryWay.COURIER, DeliveryWay.LOCKER, DeliveryWay.COUNTER, DeliveryWay.ELECTRONIC)
"""What the examples choose: the way that asks most."""


def delivery_pages(
    ways: Sequence[Delivery],
    here: DeliveryHere,
    areas: Sequence[Choice],
    *,
    ask_phone: bool,
    when: When | None = None,
) -> tuple[FormPage, ...]:
    """None where there is no choice. `when` says in which cases something is handed over at all."""
    if len(ways) == 1:
        return ()
    named = {one.way for one in ways}
    pages = [_page(WAY, _way(ways, when))]
    if DeliveryWay.LOCKER in named:
        pages.append(_page(LOCKER, _locker(here)))
    if DeliveryWay.COURIER in named:
        pages.append(_page(AREA, _area(areas)))
        pages.append(_page(ADDRESS, _address(), *((_phone(),) if ask_phone else ())))
    return tuple(pages)


def _page(name: str, *fields: Field) -> FormPage:
    return FormPage(id=name, title=_TITLE, fields=fields)


def _way(ways: Sequence[Delivery], when: When | None) -> Field:
    example = next(one for one in _EXAMPLES if any(way.way is one for way in ways))
    return Field(
        id=WAY,
        label=Text(zh="怎么拿结果", en="How you get the result"),
        question=Text(zh="办好以后，您想怎么拿？", en="How shall the result reach you?"),
        purpose=Text(zh="按您选的方式交给您", en="To hand it over the way you choose"),
        kind=FieldKind.CHOICE,
        choices=tuple(
            Choice(id=one.way, label=one.name, note=Text(zh=noted(one, "zh"), en=noted(one, "en")))
            for one in ways
        ),
        when=when,
        example=example.value,
    )


def _locker(here: DeliveryHere) -> Field:
    return Field(
        id=LOCKER,
        label=Text(zh="取件柜", en="Locker"),
        question=Text(zh="放到哪里的取件柜？", en="Which locker shall it go to?"),
        purpose=Text(zh="放到您方便的柜子", en="To put it where you can fetch it"),
        kind=FieldKind.CHOICE,
        choices=tuple(
            Choice(
                id=one.id,
                label=one.name,
                note=Text(
                    zh=f"{one.place.zh}，{one.hours.zh}",
                    en=f"{one.place.en}, {one.hours.en}",
                ),
            )
            for one in here.lockers
        ),
        when=When(field=WAY, equals=DeliveryWay.LOCKER.value),
        example=here.lockers[0].id if here.lockers else None,
    )


_BY_COURIER = When(field=WAY, equals=DeliveryWay.COURIER.value)


def _area(areas: Sequence[Choice]) -> Field:
    return Field(
        id=AREA,
        label=Text(zh="收件的村或社区", en="Receiver’s village or community"),
        question=Text(zh="送到哪个村或社区？", en="To which village or community shall it go?"),
        purpose=Text(zh="快递员送上门", en="For the courier to find you"),
        kind=FieldKind.AREA,
        choices=(*areas, ELSEWHERE),
        when=_BY_COURIER,
        example=areas[0].id if areas else ELSEWHERE.id,
    )


def _address() -> Field:
    return Field(
        id=ADDRESS,
        label=Text(zh="收件地址", en="Receiver’s address"),
        question=Text(zh="门牌号是多少？", en="What is the house number?"),
        hint=Text(
            zh="没有门牌就写在哪里；不在本县的，从省、市写起。",
            en="Without a number, describe where it is; outside the county, begin with the province.",
        ),
        purpose=Text(zh="快递员送上门", en="For the courier to find you"),
        kind=FieldKind.TEXT,
        minimum=2,
        maximum=60,
        when=_BY_COURIER,
        example="12号小桥旁",
    )


def _phone() -> Field:
    return Field(
        id=PHONE,
        label=Text(zh="收件人手机", en="Receiver’s mobile"),
        question=Text(zh="收件人的手机号码是多少？", en="What is the receiver’s mobile number?"),
        purpose=Text(zh="快递员送到前打给您", en="For the courier to call before coming"),
        kind=FieldKind.PHONE,
        when=_BY_COURIER,
        example="10000000001",
    )
