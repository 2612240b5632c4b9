"""The device classes an item may need, in words for a resident. The names are those of the drivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.model import Text

ID_CARD_READER = "id_card_reader"
RECEIPT_PRINTER = "receipt_printer"
DOCUMENT_PRINTER = "document_printer"

DEVICES: Mapping[str, Text] = {
    ID_CARD_READER: said("device.id_card_reader"),
    "smart_card_reader": said("device.smart_card_reader"),
    RECEIPT_PRINTER: said("device.receipt_printer"),
    DOCUMENT_PRINTER: said("device.document_printer"),
    "barcode_reader": said("device.barcode_reader"),
    "camera": said("device.camera"),
    "lights": said("device.lights"),
    "relay": said("device.relay"),
    "presence": said("device.presence"),
    "locker": said("device.locker"),
    "ups": said("device.ups"),
    "pin_pad": said("device.pin_pad"),
    "speaker": said("device.speaker"),
    "help_key": said("device.help_key"),
    "keypad": said("device.keypad"),
}
