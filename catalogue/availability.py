"""Whether an item can be done at this machine now; if not, why, and where it can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.devices import DEVICES, ID_CARD_READER
from catalogue.model import Handling, Item, Network, Text
from catalogue.said import said
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


TROUBLES = frozenset({"paper_out", "paper_jam", "cover_open"})
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


_NOT_HERE = said("offer.not_here")
_NO_LINE = _Reason(
    said("offer.no_line"),
    said("offer.no_line_told"),
)
_LATER = _Reason(
    said("offer.later"),
    said("offer.later_told"),
)
_NO_ROOM = _Reason(
    said("offer.no_room"),
    said("offer.no_room_told"),
)
_WITNESS = _Reason(
    said("offer.witness"),
    said("offer.witness_told"),
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
    if code in TROUBLES:
        return _Reason(said(f"offer.{code}"), said(f"offer.{code}_told", device=name))
    return _Reason(
        said("offer.device", device=name),
        said("offer.device_told", device=name),
    )


def _window(item: Item) -> Text:
    window = item.guide.window
    return said(
        "offer.window", place=window.place, window=window.name, hours=window.hours, phone=window.phone
    )
