"""Whether an item can be done at this machine now; if not, why, and where it can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.devices import DEVICES, ID_CARD_READER
from catalogue.model import Handling, Item, Network, Text
from contract.codes import IdentityMethod

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True)
class Availability:
    """What the item's tile shows. Reasons are whole sentences; a closed item's last one names the window."""

    open: bool
    degraded: bool
    """Open, but not as usual: the reasons tell how."""
    reasons: tuple[Text, ...]
    brief: Text | None = None
    """The first reason in two or three words (纸尽); None where nothing is told."""


@dataclass(frozen=True)
class _Reason:
    brief: Text
    says: Text


_TROUBLES: Mapping[str, tuple[Text, Text]] = {
    "paper_out": (Text(zh="纸尽", en="no paper"), Text(zh="没有纸了", en="is out of paper")),
    "paper_jam": (Text(zh="卡纸", en="paper jam"), Text(zh="卡纸了", en="has a paper jam")),
    "cover_open": (Text(zh="机盖开着", en="cover open"), Text(zh="的盖子没有关好", en="has its cover open")),
}
"""Codes of devices that say more than that it does not work."""


def availability(
    item: Item,
    *,
    usable: Collection[str],
    line_up: bool,
    room: bool,
    troubles: Mapping[str, str] | None = None,
    left_out: Text | None = None,
) -> Availability:
    """Needs of the item × devices usable now × the line now × room for one more case on the disk × the outlet.

    `troubles`: the codes of devices that are not usable; `left_out`: why this outlet does not do the item now
    (`catalogue/nearby.py`). Staff need not be there: what is taken in is taken in day and night. A guide is always open.
    """
    if item.handling is Handling.GUIDE:
        return Availability(open=True, degraded=False, reasons=())
    closing: list[_Reason] = []
    changing: list[_Reason] = []
    if left_out is not None:
        closing.append(_Reason(_NOT_HERE, left_out))
    _identity(item, usable, closing, changing, line_up=line_up)
    closing += [
        _out_of_service(device, (troubles or {}).get(device, ""))
        for device in item.needs.devices
        if device not in usable and device != ID_CARD_READER
    ]
    if not line_up and item.needs.network is Network.REQUIRED:
        closing.append(_NO_LINE)
    if not line_up and item.needs.network is Network.LATER:
        changing.append(_LATER)
    if not room:
        closing.append(_NO_ROOM)
    told = closing or changing
    reasons = tuple(one.says for one in told)
    return Availability(
        open=not closing,
        degraded=bool(changing) and not closing,
        reasons=(*reasons, _window(item)) if closing else reasons,
        brief=told[0].brief if told else None,
    )


_NOT_HERE = Text(zh="本网点不办", en="not done here")
_NO_LINE = _Reason(
    Text(zh="网络中断", en="line down"),
    Text(zh="网络中断，现在查不到。", en="The line is down, so nothing can be looked up now."),
)
_LATER = _Reason(
    Text(zh="网络中断，照常收件", en="line down, taken in as usual"),
    Text(
        zh="网络中断，可以照常办理，恢复后自动送出。",
        en="The line is down. You can apply as usual; it is sent when the line is back.",
    ),
)
_NO_ROOM = _Reason(
    Text(zh="暂停收件", en="not taking in"),
    Text(zh="本机暂时不能再收件。", en="This machine cannot take in more applications now."),
)
_WITNESS = _Reason(
    Text(zh="由帮办核对身份", en="identified by a helper"),
    Text(
        zh="身份证阅读器不能用，请呼叫帮办核对身份。",
        en="The identity card reader is out of service. Please call a helper to check who you are.",
    ),
)


def _identity(
    item: Item, usable: Collection[str], closing: list[_Reason], changing: list[_Reason], *, line_up: bool
) -> None:
    """Without the reader a helper can witness the resident, if the item allows it and the line is up."""
    methods = item.needs.identity
    if IdentityMethod.ID_CARD not in methods and ID_CARD_READER not in item.needs.devices:
        return
    if ID_CARD_READER in usable:
        return
    if IdentityMethod.STAFF_WITNESS in methods and line_up:
        changing.append(_WITNESS)
    else:
        closing.append(_out_of_service(ID_CARD_READER, ""))


def _out_of_service(device: str, code: str) -> _Reason:
    name = DEVICES.get(device, Text(zh=device, en=device))
    if code in _TROUBLES:
        brief, what = _TROUBLES[code]
        return _Reason(brief, Text(zh=f"{name.zh}{what.zh}。", en=f"The {name.en} {what.en}."))
    return _Reason(
        Text(zh=f"{name.zh}不能用", en=f"{name.en} out of service"),
        Text(zh=f"{name.zh}不能用。", en=f"The {name.en} is out of service."),
    )


def _window(item: Item) -> Text:
    window = item.guide.window
    return Text(
        zh=f"可以到{window.place.zh}“{window.name.zh}”办理（{window.hours.zh}，电话{window.phone}）。",
        en=f"Can be done at {window.place.en}: {window.name.en} ({window.hours.en}, phone {window.phone}).",
    )
