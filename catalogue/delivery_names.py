"""Puts what the region has of a way in the place of its name, and the pages that ask for the way at the end of the form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import ValidationError

from catalogue.complaint import Complaint
from catalogue.delivery import PHONE
from catalogue.delivery_form import delivery_pages
from catalogue.model import Choice, Delivery, DeliveryHere, DeliveryWay, FieldKind, Handling, When
from catalogue.model.delivery import FREE_OF_ERRANDS
from catalogue.place import at, list_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXAMPLE = "delivery: [counter, locker, courier]"
_THING = re.compile(r"(?:证|证书|执照|许可|簿|车牌|公章|卡|通知书)(?:一?[张本份块枚套])?$")
_PAID = re.compile(r"[打转]到[^，。；]*")
_BETWEEN = re.compile(r"[，。；、（）]|或者|[和或及]")


def names_a_thing(output: str) -> bool:
    """Whether the result, in the guide's Chinese words, is something that is handed over: a licence, a card, a certificate.

    What is paid to a card is not.
    """
    said = _PAID.sub("", output.replace("《", "").replace("》", ""))
    return any(_THING.search(part) for part in _BETWEEN.split(said))


def put_delivery(
    data: object, here: DeliveryHere | None, lists: Mapping[str, tuple[Choice, ...]]
) -> tuple[Complaint, ...]:
    """Changes the plain data of one item in place; what cannot be put there is told. A region without ways asks nothing."""
    if not isinstance(data, dict):
        return ()
    if "delivery" not in data:
        return tuple(_missing(data)) if here is not None else ()
    written = data["delivery"]
    if not isinstance(written, list):
        return ()  # its shape is told elsewhere
    found: list[Complaint] = []
    for number, one in enumerate(written):
        named = {"way": one} if isinstance(one, str) else one
        if not isinstance(named, dict):
            continue
        usual = here.of(str(named.get("way"))) if here is not None else None
        if usual is not None:
            written[number] = {**_usual(usual, here), **named}
        elif isinstance(one, str):
            ways = [way.way for way in here.ways] if here is not None else []
            mend = f"the region has: {', '.join(ways) or 'none; write the way out'}"
            found.append(Complaint(("delivery", number), f"`{one}` is no way of the region", mend))
    return tuple(found) or tuple(_asked(data, written, here, lists))


def _usual(one: Delivery, here: DeliveryHere | None) -> dict[str, object]:
    """As the region has it."""
    if here is not None and one.way is DeliveryWay.LOCKER:
        one = one.model_copy(update={"lockers": here.lockers, "keep_days": here.keep_days})
    return one.model_dump(mode="json")


def _missing(data: dict[str, object]) -> Iterator[Complaint]:
    output = at(data, ("guide", "output", "zh"))
    printed_here = data.get("certificate") is not None or data.get("handling") == Handling.PRINT
    if isinstance(output, str) and not printed_here and names_a_thing(output):
        reason = "the result is a thing, and the file does not say how it reaches the resident"
        mend = f"add `{EXAMPLE}`, or `delivery: []` where nothing is handed over"
        yield Complaint(("guide", "output"), reason, mend)


def _asked(
    data: dict[str, object],
    written: list[object],
    here: DeliveryHere | None,
    lists: Mapping[str, tuple[Choice, ...]],
) -> Iterator[Complaint]:
    try:
        ways = [Delivery.model_validate(one) for one in written]
        only_if = data.get("delivery_when")
        when = When.model_validate(only_if) if only_if is not None else None
    except ValidationError:
        return  # told with the rest of the file's shape
    if not ways:
        return
    names = [one.way for one in ways]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Complaint(("delivery", number), f"`{name}` is there already", "delete one of the two")
            return
    if not FREE_OF_ERRANDS & set(names):
        reason = "every way here needs an address or a box"
        yield Complaint(("delivery",), reason, "add `counter`: no result is out of reach of who has neither")
        return
    if DeliveryWay.LOCKER in names and (here is None or not here.lockers):
        yield Complaint(("delivery",), "the region has no locker", "delete `locker`")
        return
    if when is not None and (len(ways) == 1 or data.get("handling") == Handling.GUIDE):
        reason = "nobody is asked how the result shall come, so it cannot depend on an answer"
        yield Complaint(("delivery_when",), reason, "delete it")
        return
    form = data.get("form", [])
    if here is None or data.get("handling") == Handling.GUIDE or not isinstance(form, list):
        return
    pages = delivery_pages(ways, here, lists.get(here.areas, ()), ask_phone=not _asks_phone(data), when=when)
    data["form"] = [*form, *(page.model_dump(mode="json") for page in pages)]


def _asks_phone(data: dict[str, object]) -> bool:
    """Whether the item itself always asks for a telephone number (`delivery.own_phone`, before the file is read)."""
    for page in range(len(list_at(data, ("form",)))):
        for place in range(len(list_at(data, ("form", page, "fields")))):
            field = at(data, ("form", page, "fields", place))
            if (
                isinstance(field, dict)
                and field.get("kind") == FieldKind.PHONE
                and field.get("required", True) is True
                and field.get("when") is None
                and field.get("id") != PHONE
            ):
                return True
    return False
