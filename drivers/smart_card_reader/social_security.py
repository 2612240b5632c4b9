"""The social security card (社会保障卡): its issuer's file EF05 and its holder's file EF06.

Source: the tables of several public programs, which agree on application name, tags and lengths; LD/T 32 was not read.
Both files are meant to be readable without PIN and without a PSAM. Cards of specification 3.xx may protect some of it
in some provinces (6982): then the rest is read, and `protected` names what was refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from drivers import apdu
from drivers.id_card_reader.ethnic import ethnic_name
from drivers.id_card_reader.layout import NO_CONTROLS, Sex
from drivers.smart_card_reader import tlv
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.apdu import Transmit

SSSE = b"sx1.sh." + "社会保障".encode("gb2312")
"""Name of the social security environment, 15 bytes."""
ISSUER_FILE, HOLDER_FILE = 0xEF05, 0xEF06


@dataclass(frozen=True)
class Item:
    """Where one piece of data stands."""

    file: int
    record: int
    tag: int
    name: str
    """For staff, and in `protected`."""


ITEMS = (
    Item(ISSUER_FILE, 1, 0x01, "card_id"),
    Item(ISSUER_FILE, 2, 0x02, "card_class"),
    Item(ISSUER_FILE, 3, 0x03, "version"),
    Item(ISSUER_FILE, 4, 0x04, "issuer"),
    Item(ISSUER_FILE, 5, 0x05, "issued"),
    Item(ISSUER_FILE, 6, 0x06, "expires"),
    Item(ISSUER_FILE, 7, 0x07, "card_number"),
    Item(HOLDER_FILE, 1, 0x08, "id_number"),
    Item(HOLDER_FILE, 2, 0x09, "name"),
    Item(HOLDER_FILE, 3, 0x4E, "name_rest"),
    Item(HOLDER_FILE, 4, 0x0A, "sex"),
    Item(HOLDER_FILE, 5, 0x0B, "ethnic"),
    Item(HOLDER_FILE, 6, 0x0C, "birthplace"),
    Item(HOLDER_FILE, 7, 0x0D, "birth"),
)

_SEX = {"0": Sex.UNKNOWN, "1": Sex.MALE, "2": Sex.FEMALE, "9": Sex.NOT_STATED}


@dataclass(frozen=True, repr=False)
class SocialSecurityCard:
    """What a card says. A field that it does not have, or protects, is empty."""

    version: str
    """Of the card's specification: "1.00", "2.00", "3.00"."""
    card_id: str
    """卡识别码: 32 hex digits."""
    region: str
    """The first six of them: administrative code of where it was issued."""
    card_number: str
    """社会保障卡号, letter and digits."""
    issued: date | None
    expires: date | None
    id_number: str
    """社会保障号码, the citizen's identity number."""
    name: str
    sex: Sex
    ethnic_code: str
    ethnic: str
    birthplace: str
    birth: date | None
    protected: tuple[str, ...]
    """Names of items that the card shows only to an authenticated reader."""

    def __repr__(self) -> str:
        """Never a person's data: this lands in logs."""
        return f"SocialSecurityCard(version {self.version})"


def select(transmit: Transmit) -> Outcome[None]:
    """Select the social application: `not_a_social_security_card` when the card has none."""
    answered = apdu.exchange(transmit, apdu.select_by_name(SSSE), "select SSSE")
    if isinstance(answered, Failure):
        return answered
    answer = answered.value
    if answer.ok:
        return Ok(None)
    if answer.sw in {apdu.WARN_INVALIDATED, apdu.APPLICATION_LOCKED, apdu.LOCKED_FOR_EVER}:
        return apdu.told(answer, "select SSSE")
    return Failure("not_a_social_security_card", Action.RESIDENT, f"SW={answer.sw:04X} at select SSSE")


def read(transmit: Transmit) -> Outcome[SocialSecurityCard]:
    """Everything that is readable without authentication. Without any number: `card_protected`, or
    `card_unreadable`."""
    selected = select(transmit)
    if isinstance(selected, Failure):
        return selected
    found: dict[str, bytes] = {}
    refused: dict[str, int] = {}
    file = 0
    for item in ITEMS:
        if item.file != file:
            opened = _open(transmit, item.file)
            if isinstance(opened, Failure):
                return opened
            file = item.file
        value = _read_item(transmit, item)
        if isinstance(value, Failure):
            return value
        if isinstance(value.value, bytes):
            found[item.name] = value.value
        else:
            refused[item.name] = value.value
    card = _card(found, tuple(name for name, sw in refused.items() if sw == apdu.NOT_ALLOWED))
    if not (card.card_number or card.id_number):
        if card.protected:
            told = f"SW=6982 at {', '.join(card.protected)}: needs the region's own reader library"
            return Failure("card_protected", Action.ENGINEER, told)
        words = sorted({f"{sw:04X}" for sw in refused.values()})
        return Failure("card_unreadable", Action.RESIDENT, f"no number; SW {', '.join(words)}")
    return Ok(card)


def _open(transmit: Transmit, file: int) -> Outcome[None]:
    """Select an elementary file; both forms of the command are met in the field."""
    answered = apdu.exchange(
        transmit, apdu.command(0, 0xA4, 0, 0, file.to_bytes(2, "big")), f"select {file:04X}"
    )
    if isinstance(answered, Ok) and not answered.value.ok:
        again = apdu.command(0, 0xA4, 2, 0, file.to_bytes(2, "big"))
        answered = apdu.exchange(transmit, again, f"select {file:04X}")
    if isinstance(answered, Failure):
        return answered
    # A file that may not even be selected still lets the other one be read: its items will be refused one by one.
    if answered.value.ok or answered.value.sw == apdu.NOT_ALLOWED:
        return Ok(None)
    return apdu.told(answered.value, f"select {file:04X}")


def _read_item(transmit: Transmit, item: Item) -> Outcome[bytes | int]:
    """Its value, or the status word it was refused with. By record number first; a card that numbers otherwise is
    asked by tag: the record that came must carry the tag that was meant."""
    sw = 0
    for p1, p2 in ((item.record, 0x04), (item.tag, 0x00)):
        answered = apdu.exchange(transmit, apdu.command(0, 0xB2, p1, p2, le=0), f"read {item.name}")
        if isinstance(answered, Failure):
            return answered
        if answered.value.ok:
            for tag, value in tlv.simple(answered.value.data):
                if tag == item.tag:
                    return Ok(value)
        elif sw != apdu.NOT_ALLOWED:
            sw = answered.value.sw
    return Ok(sw)


def _card(found: dict[str, bytes], protected: tuple[str, ...]) -> SocialSecurityCard:
    def text(name: str) -> str:
        return _readable(found.get(name, b""))

    def digits(name: str) -> str:
        return found.get(name, b"").hex().upper().rstrip("F")

    card_id = found.get("card_id", b"").hex().upper()
    ethnic_code = digits("ethnic")
    # A character of four bytes may stand half in the name and half in its continuation: join before decoding.
    name = found.get("name", b"").rstrip(b"\0") + found.get("name_rest", b"")
    return SocialSecurityCard(
        version=text("version"),
        card_id=card_id,
        region=card_id[:6],
        card_number=text("card_number"),
        issued=_date(digits("issued")),
        expires=_date(digits("expires")),
        id_number=text("id_number"),
        name=_readable(name),
        sex=_SEX.get(text("sex"), Sex.UNKNOWN),
        ethnic_code=ethnic_code,
        ethnic=ethnic_name(ethnic_code),
        birthplace=digits("birthplace"),
        birth=_date(digits("birth")),
        protected=protected,
    )


def _readable(raw: bytes) -> str:
    return raw.decode("gb18030", "replace").strip("\0 ").translate(NO_CONTROLS)


def _date(digits: str) -> date | None:
    if len(digits) != 8 or not digits.isdecimal():
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
