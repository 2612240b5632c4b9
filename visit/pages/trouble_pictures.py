"""Which drawing shows a device that is in trouble: people look for the part of the machine that looks like it."""

from __future__ import annotations

PICTURES = {
    "id_card_reader": "card_trouble",
    "smart_card_reader": "insert_trouble",
    "receipt_printer": "paper_out",
    "document_printer": "sheet_trouble",
    "camera": "camera_trouble",
    "barcode_reader": "code_trouble",
    "locker": "locker_trouble",
    "pin_pad": "pin_pad_trouble",
    "keypad": "pin_pad_trouble",
    "speaker": "sound_trouble",
    "help_key": "help_key_trouble",
}
"""Every class that a resident meets; `screens/trouble_drawings.py` and `screens/pictograms.py` draw them."""


def picture_of(device_class: str) -> str:
    """The drawing of a device in trouble; the machine as a whole for what nobody sees."""
    return PICTURES.get(device_class, "machine_trouble")
