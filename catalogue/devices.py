"""The device classes an item may need, in words for a resident. The names are those of the drivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

ID_CARD_READER = "id_card_reader"
RECEIPT_PRINTER = "receipt_printer"
DOCUMENT_PRINTER = "document_printer"

DEVICES: Mapping[str, Text] = {
    ID_CARD_READER: Text(zh="身份证阅读器", en="identity card reader"),
    "smart_card_reader": Text(zh="社保卡读卡器", en="social security card reader"),
    RECEIPT_PRINTER: Text(zh="凭条打印机", en="receipt printer"),
    DOCUMENT_PRINTER: Text(zh="A4打印机", en="A4 printer"),
    "barcode_reader": Text(zh="扫码器", en="code scanner"),
    "camera": Text(zh="摄像头", en="camera"),
    "lights": Text(zh="指示灯", en="lights"),
    "relay": Text(zh="继电器", en="relay"),
    "presence": Text(zh="人体感应", en="presence sensor"),
    "locker": Text(zh="取件柜", en="pick-up locker"),
    "ups": Text(zh="不间断电源", en="battery supply"),
    "pin_pad": Text(zh="密码键盘", en="PIN pad"),
    "speaker": Text(zh="扬声器", en="speaker"),
    "help_key": Text(zh="帮办按键", en="help key"),
}
