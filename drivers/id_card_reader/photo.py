"""The photo of an ID card, made visible by a licensed decoder of somebody else's, if this machine has one.

The card's 1,024 bytes are in a closed compression (WLT). A decoder is a class with `decode(photo: bytes) -> bytes`
(a picture file: BMP, JPEG or PNG), announced under its name in the entry points of `GROUP`. It runs in a vendor's child:
such libraries are known to crash, and to leave the picture lying in the current folder.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from drivers.vendor_child import VendorChild
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.id_card_reader.layout import IdCard

log = logging.getLogger("bangban.drivers")

GROUP = "bangban.photo_decoders"
DECODE_FOR_S = 3.0
MOST_BYTES = 1_000_000
_PICTURES = (b"BM", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class PhotoDecoder:
    """Without a name: every card goes through as it is."""

    def __init__(self, name: str) -> None:
        """Looks nothing up and starts nothing."""
        self._name = name
        self._child: VendorChild | None = None

    def open(self) -> Outcome[None]:
        """`config` when nothing is installed under this name."""
        if not self._name or self._child is not None:
            return Ok(None)
        found = {one.name: one.value for one in entry_points(group=GROUP)}
        if self._name not in found:
            known = ", ".join(sorted(found)) or "none is installed"
            return Failure("config", Action.ENGINEER, f"photo_decoder {self._name!r}: {known}")
        self._child = VendorChild(found[self._name])
        return Ok(None)

    def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def with_picture(self, card: IdCard) -> IdCard:
        """A photo that cannot be decoded is no reason to refuse a card: it only stays without its picture."""
        if self._child is None or not card.photo:
            return card
        decoded = self._child.call("decode", card.photo, deadline_s=DECODE_FOR_S)
        if isinstance(decoded, Failure):
            log.warning("photo decoder: %s (%s), must act: %s", decoded.code, decoded.detail, decoded.action)
            return card
        picture = decoded.value
        if not isinstance(picture, bytes) or len(picture) > MOST_BYTES or not picture.startswith(_PICTURES):
            log.warning("photo decoder: what %r makes is no picture, must act: engineer", self._name)
            return card
        return replace(card, picture=picture)
