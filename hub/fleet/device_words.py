"""Device classes and their states in words for staff; an unknown word is shown as it came."""

from __future__ import annotations

DEVICES: dict[str, tuple[str, str]] = {
    "id_card_reader": ("身份证读卡器", "ID card reader"),
    "smart_card_reader": ("社保卡读卡器", "Smart card reader"),
    "receipt_printer": ("凭条打印机", "Receipt printer"),
    "document_printer": ("文件打印机", "Document printer"),
    "barcode_reader": ("扫码口", "Barcode reader"),
    "camera": ("拍照台", "Document camera"),
    "lights": ("指示灯", "Lights"),
    "relay": ("继电器", "Relay"),
    "presence": ("人体感应", "Presence sensor"),
    "locker": ("取件柜", "Pick-up locker"),
    "ups": ("不间断电源", "Battery supply (UPS)"),
    "pin_pad": ("密码键盘", "PIN pad"),
    "speaker": ("扬声器", "Speaker"),
    "help_key": ("帮办按键", "Help key"),
    "keypad": ("盲人小键盘", "Tactile keypad"),
}

WORDS: dict[str, tuple[str, str]] = {
    "online": ("正常", "online"),
    "offline": ("离线", "offline"),
    "power_off": ("断电", "power off"),
    "no_device": ("未接", "no device"),
    "hardware_error": ("硬件故障", "hardware error"),
    "user_error": ("需现场处理", "user error"),
    "device_busy": ("工作中", "busy"),
    "wedged": ("卡死", "wedged"),
    "unknown": ("未知", "unknown"),
    "not_supported": ("无此功能", "not supported"),
    "full": ("足", "enough"),
    "low": ("将尽", "low"),
    "out": ("缺纸", "out"),
    "jammed": ("卡纸", "jammed"),
    "open": ("打开", "open"),
    "closed": ("关好", "closed"),
}


def device_name(device_class: str) -> tuple[str, str]:
    """Chinese and English."""
    return DEVICES.get(device_class, (device_class, device_class))


def word(symbol: str) -> tuple[str, str]:
    """Chinese and English."""
    return WORDS.get(symbol, (symbol, symbol))
