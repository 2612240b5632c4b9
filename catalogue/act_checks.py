"""What must hold of an item whose result is an act of a device: it is decided here and now, with the device at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.model import DeviceAct, Handling, Network
from catalogue.place import at, list_at

if TYPE_CHECKING:
    from collections.abc import Iterator

DEVICE_OF = {DeviceAct.CARD_PIN: "smart_card_reader"}


def act_complaints(data: object) -> Iterator[Complaint]:
    """Everything that does not hold; a word that is no act is told with the shape of the file."""
    act = at(data, ("act",))
    if act not in set(DeviceAct):
        return
    if at(data, ("handling",)) != Handling.APPLY:
        yield Complaint(
            ("handling",), "an act follows an approval, and nothing is approved so", "write `handling: apply`"
        )
    if at(data, ("needs", "network")) != Network.REQUIRED:
        reason = "with the line down nobody approves it while the resident stands there"
        yield Complaint(("needs", "network"), reason, "write `network: required`")
    if not list_at(data, ("needs", "identity")):
        reason = "the card is compared with the person, who must be known"
        yield Complaint(("needs", "identity"), reason, "write `identity: [id_card]`")
    device = DEVICE_OF[DeviceAct(act)]
    if device not in list_at(data, ("needs", "devices")):
        yield Complaint(("needs", "devices"), f"the act needs the {device}", f"add `{device}`")
