"""Whether an item can be done at this machine now; if not, why, and where it can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.devices import DEVICES, ID_CARD_READER
from catalogue.model import Handling, Item, Network, Text
from contract.codes import IdentityMethod

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True)
class Availability:
    """What the item's tile shows. Reasons are whole sentences; a closed item's last one names the window."""

    open: bool
    degraded: bool
    """Open, but not as usual: the reasons tell how."""
    reasons: tuple[Text, ...]


def availability(item: Item, *, usable: Collection[str], line_up: bool, room: bool) -> Availability:
    """Needs of the item × devices usable now × the line now × room for one more case on the disk."""
    if item.handling is Handling.GUIDE:
        return Availability(open=True, degraded=False, reasons=())
    closing: list[Text] = []
    changing: list[Text] = []
    _identity(item, usable, closing, changing, line_up=line_up)
    closing += [
        _out_of_service(device)
        for device in item.needs.devices
        if device not in usable and device != ID_CARD_READER
    ]
    if not line_up and item.needs.network is Network.REQUIRED:
        closing.append(
            Text(zh="网络中断，现在查不到。", en="The line is down, so nothing can be looked up now.")
        )
    if not line_up and item.needs.network is Network.LATER:
        changing.append(
            Text(
                zh="网络中断，可以照常办理，恢复后自动送出。",
                en="The line is down. You can apply as usual; it is sent when the line is back.",
            )
        )
    if not room:
        closing.append(
            Text(zh="本机暂时不能再收件。", en="This machine cannot take in more applications now.")
        )
    if closing:
        return Availability(open=False, degraded=False, reasons=(*closing, _window(item)))
    return Availability(open=True, degraded=bool(changing), reasons=tuple(changing))


def _identity(
    item: Item, usable: Collection[str], closing: list[Text], changing: list[Text], *, line_up: bool
) -> None:
    """Without the reader a helper can witness the resident, if the item allows it and the line is up."""
    methods = item.needs.identity
    if IdentityMethod.ID_CARD not in methods and ID_CARD_READER not in item.needs.devices:
        return
    if ID_CARD_READER in usable:
        return
    if IdentityMethod.STAFF_WITNESS in methods and line_up:
        changing.append(
            Text(
                zh="身份证阅读器不能用，请呼叫帮办核对身份。",
                en="The identity card reader is out of service. Please call a helper to check who you are.",
            )
        )
    else:
        closing.append(_out_of_service(ID_CARD_READER))


def _out_of_service(device: str) -> Text:
    name = DEVICES.get(device, Text(zh=device, en=device))
    return Text(zh=f"{name.zh}不能用。", en=f"The {name.en} is out of service.")


def _window(item: Item) -> Text:
    window = item.guide.window
    return Text(
        zh=f"可以到{window.place.zh}“{window.name.zh}”办理（{window.hours.zh}，电话{window.phone}）。",
        en=f"Can be done at {window.place.en}: {window.name.en} ({window.hours.en}, phone {window.phone}).",
    )
