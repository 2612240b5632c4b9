"""What the code of a guide holds, on the screen, on a slip, in the handbook: the same everywhere.

With an address of the place: the guide's page there, and the version that was printed. Without one the guide itself, in
so few words that a phone reads it off a screen; it needs no network then, neither here nor on the phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from catalogue.notice import one_time_notice
from wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue.model import Item, Window
    from catalogue.region import Region

LONGEST_CODE = 420
"""Bytes in a code: more makes squares too small for a phone held before the screen."""
MORE = "…"


def guide_code(item: Item, region: Region, language: str) -> str:
    """Address or text; never longer than `LONGEST_CODE` unless the address itself is."""
    address = region.published.address if region.published is not None else ""
    if address:
        return f"{page_address(address, item.id, language)}?v={quote(item.version)}"
    told = one_time_notice(item, None, language)
    bring = [one.name for one in told.materials]
    return guide_text(item, language, told.time, bring)


def page_address(address: str, item_id: str, language: str) -> str:
    """Of the guide's page below the address of the place; the pages of `kiosk items handbook` lie so."""
    folder = "en/" if language == "en" else ""
    return f"{address.rstrip('/')}/{folder}{item_id}.html"


def guide_text(item: Item, language: str, time: str, bring: Sequence[str]) -> str:
    """The guide in few words. What may be cut off comes last, with its count, so that nobody takes a part for all."""
    guide, window = item.guide, item.guide.window
    head = say(language, "code_text.head", name=item.names.plain.to(language), version=item.version)
    lines = [
        say(language, "code_text.time", time=time),
        say(language, "code_text.fee", fee=guide.fee.to(language)),
        *_window(window, language),
    ]
    if bring:
        lines.append(say(language, "code_text.bring", count=len(bring)))
    return shortened(head, [*lines, *bring])


def _window(window: Window, language: str) -> tuple[str, str]:
    where = f"{window.place.to(language)} {window.name.to(language)}"
    return where, f"{window.hours.to(language)} {window.phone}"


def shortened(head: str, lines: Sequence[str]) -> str:
    """The head, and as many of the lines as a code holds."""
    text = head
    for line in lines:
        if len(f"{text}\n{line}\n{MORE}".encode()) > LONGEST_CODE:
            return f"{text}\n{MORE}"
        text = f"{text}\n{line}"
    return text
