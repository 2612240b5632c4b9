"""Which letters the bytes of a code stand for.

QR codes made in China hold UTF-8 or GBK in byte mode, mostly without saying which (ISO/IEC 18004 would have them say
it by an ECI; not read). UTF-8 is so regular that text of another charset hardly ever passes as it; GB18030 takes GBK
and GB 2312 in.
"""

from __future__ import annotations

from typing import Literal

Charset = Literal["utf-8", "gb18030", "latin-1"]
_LIKELY: tuple[Charset, ...] = ("utf-8", "gb18030")


def decoded(data: bytes) -> tuple[str, Charset]:
    """The text and what it was taken for; never fails, as every byte is a letter of Latin-1."""
    for charset in _LIKELY:
        try:
            return data.decode(charset), charset
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"
