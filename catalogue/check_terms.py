"""What must hold between an item's guide, its needs and its code."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from catalogue.complaint import Complaint
from catalogue.devices import DEVICES, DOCUMENT_PRINTER, RECEIPT_PRINTER
from catalogue.examples import EXAMPLES
from catalogue.identifiers import credit_code_fault
from catalogue.model import Guide, Handling, MaterialWay, Needs, Network, Part, version_order
from catalogue.place import at, list_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalogue.place import Place

AnyPart = TypeVar("AnyPart", bound=Part)
Word = TypeVar("Word", bound=StrEnum)

_CODE = re.compile(r"[0-9A-Z]{18}[1-6]00[0-9]{9}[0-9Y]")


def terms(data: object) -> Iterator[Complaint]:
    """Everything that does not hold; parts without their shape are passed over (told elsewhere)."""
    guide = _part(data, "guide", Guide)
    if guide:
        yield from _days(guide, at(data, ("handling",)))
    needs = _part(data, "needs", Needs) if at(data, ("needs",)) is not None else Needs()
    if needs:
        yield from _certificate(data, needs)
    handling = _word(data, ("handling",), Handling)
    if handling:
        if needs:
            yield from _needs(needs, handling)
        yield from _handled(data, handling)
        yield from _ways(data, handling)
    yield from _code(at(data, ("code",)), at(data, ("level",)))
    yield from _since(at(data, ("version",)), at(data, ("accepts_since",)))


def _handled(data: object, handling: Handling) -> Iterator[Complaint]:
    if handling is Handling.PRINT and at(data, ("certificate",)) is None:
        yield Complaint(
            ("handling",), "an item that prints needs `certificate`", "add `certificate: {title: …}`"
        )
    if handling is Handling.GUIDE and list_at(data, ("form",)):
        reason = "an item that only guides asks for nothing, but `form` has entries"
        yield Complaint(("form",), reason, "delete `form`, or write `handling: collect`")
    if handling is not Handling.GUIDE and at(data, ("consent",)) is None:
        reason = "nobody is told what the data is used for"
        yield Complaint(("consent",), reason, f"add `consent: {EXAMPLES['consent']}`")
    if list_at(data, ("rules", "instant")) and handling not in (Handling.APPLY, Handling.PRINT):
        reason = f"rules decide at once, and an item of handling {handling} is not decided at the terminal"
        yield Complaint(("rules", "instant"), reason, "write `handling: apply`")


def _ways(data: object, handling: Handling) -> Iterator[Complaint]:
    for position in range(len(list_at(data, ("materials",)))):
        way = _word(data, ("materials", position, "way"), MaterialWay)
        if way and (handling is Handling.GUIDE) != (way is MaterialWay.BRING):
            reason = f"`way: {way}` is not of an item of handling {handling}"
            mend = "write `way: bring`" if handling is Handling.GUIDE else "write `way: later` or `way: scan`"
            yield Complaint(("materials", position, "way"), reason, mend)


def _word(data: object, place: Place, words: type[Word]) -> Word | None:
    value = at(data, place)
    return words(value) if isinstance(value, str) and value in list(words) else None


def _part(data: object, key: str, shape: type[AnyPart]) -> AnyPart | None:
    try:
        return shape.model_validate(at(data, (key,)))
    except ValidationError:
        return None


def _days(guide: Guide, handling: object) -> Iterator[Complaint]:
    legal, promised = guide.legal_workdays, guide.promised_workdays
    if promised > legal:
        reason = f"promised {promised} working days are more than the law's {legal}"
        yield Complaint(("guide", "promised_workdays"), reason, f"write {legal} or less")
    if handling == Handling.COLLECT and promised == 0:
        reason = "what is decided by an office later needs at least one promised working day"
        yield Complaint(("guide", "promised_workdays"), reason, "write 1, or `handling: apply`")


def _needs(needs: Needs, handling: Handling) -> Iterator[Complaint]:
    for position, device in enumerate(needs.devices):
        if device not in DEVICES:
            reason = f"`{device}` is no device class"
            yield Complaint(("needs", "devices", position), reason, f"write one of: {', '.join(DEVICES)}")
    if handling != Handling.GUIDE and not needs.identity and not needs.anonymous:
        reason = "nobody would be identified"
        yield Complaint(("needs", "identity"), reason, "write `identity: [id_card]`, or `anonymous: true`")
    if needs.anonymous and needs.identity:
        reason = "nobody is identified, and yet it says how"
        yield Complaint(("needs", "anonymous"), reason, "delete one of `anonymous` and `identity`")
    if handling == Handling.PRINT and needs.network is not Network.REQUIRED:
        reason = "what is printed on the spot is asked of the department, and that needs the line"
        yield Complaint(("needs", "network"), reason, "write `network: required`")


def _certificate(data: object, needs: Needs) -> Iterator[Complaint]:
    printers = {DOCUMENT_PRINTER, RECEIPT_PRINTER}
    if at(data, ("certificate",)) is not None and not printers & set(needs.devices):
        reason = "the resident would take no paper of the certificate away, not even its verification code"
        yield Complaint(("needs", "devices"), reason, f"add `{RECEIPT_PRINTER}` or `{DOCUMENT_PRINTER}`")
    if at(data, ("preview",)) is True and needs.network is not Network.REQUIRED:
        reason = "a preview of the department's records needs the line"
        yield Complaint(("preview",), reason, "write `preview: false`, or `network: required`")


def _code(code: object, level: object) -> Iterator[Complaint]:
    """实施编码 in the profile of the national platform: 18 + 1 + 12 characters (docs/add-an-item.md)."""
    if isinstance(level, str) and level not in {"1", "2", "3", "4", "5", "6"}:
        yield Complaint(("level",), f"{level!r} is no level from 1 to 6", 'write `level: "4"` for a county')
    if not isinstance(code, str):
        return
    mend = "18 characters of the office's credit code, the level, 12 digits of the basic code"
    if not _CODE.fullmatch(code):
        yield Complaint(("code",), f"it has not the form of 31 characters ({len(code)} here)", mend)
        return
    fault = credit_code_fault(code[:18])
    if fault:
        yield Complaint(("code",), f"its first 18 characters are no credit code: {fault.en}", mend)
    if isinstance(level, str) and code[18] != level:
        yield Complaint(("code",), f"its level is {code[18]}, but `level` says {level}", "make both the same")


def _since(version: object, since: object) -> Iterator[Complaint]:
    if not isinstance(version, str) or not isinstance(since, str):
        return
    if not version_order(since):
        reason = f"{since!r} has no number, by which versions are told apart"
        yield Complaint(("accepts_since",), reason, f'write `accepts_since: "{version}"` or an older version')
    elif version_order(since) > version_order(version):
        reason = (
            f"`accepts_since` {since!r} is newer than `version` {version!r}, which would not accept itself"
        )
        yield Complaint(("accepts_since",), reason, f'write `accepts_since: "{version}"`, or raise `version`')
