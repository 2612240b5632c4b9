"""The 256 bytes of text on the four kinds of card, made into an `IdCard`.

UTF-16LE, padded with spaces. The kind is told by the two bytes at offset 248 in all four layouts. Sources:
GA/T 490 as quoted by several public programs for the resident card and the 2017 foreigner card; one public
code base for the permit (`J`) and the 2023 foreigner card (`Y`); the standards themselves were not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from drivers.id_card_reader.ethnic import ethnic_name
from outcome import Action, Failure, Ok, Outcome

TEXT_BYTES = 256
PHOTO_BYTES = 1024
LONG_TERM = "长期"

NO_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd")
"""For `str.translate`: what stands on a card is for reading, never for obeying."""


class DocumentKind(StrEnum):
    RESIDENT_ID = "resident_id"
    HK_MO_TW_PERMIT = "hk_mo_tw_permit"
    """Residence permit for Hong Kong, Macao and Taiwan residents."""
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"
    """Foreign permanent resident ID card, the two versions that are both valid."""


class Sex(StrEnum):
    """GB/T 2261.1."""

    UNKNOWN = "unknown"
    MALE = "male"
    FEMALE = "female"
    NOT_STATED = "not_stated"


KIND_BY_FLAG = {
    "": DocumentKind.RESIDENT_ID,
    "J": DocumentKind.HK_MO_TW_PERMIT,
    "I": DocumentKind.FOREIGNER_2017,
    "Y": DocumentKind.FOREIGNER_2023,
}
_SEX_BY_CODE = {"0": Sex.UNKNOWN, "1": Sex.MALE, "2": Sex.FEMALE, "9": Sex.NOT_STATED}


@dataclass(frozen=True, repr=False)
class IdCard:
    """What a card says. A field that its kind of card does not have is empty."""

    document: DocumentKind
    name: str
    """The name to write on a form: Chinese for residents and permits, Latin for foreigners."""
    name_zh: str
    name_en: str
    sex: Sex
    ethnic_code: str
    ethnic: str
    birth: date
    address: str
    """The newest there is: the one that was appended to the card, else the printed one."""
    printed_address: str
    """As it stands on the face of the card."""
    id_number: str
    authority: str
    valid_from: date | None
    valid_to: date | None
    """None with `long_term` True: valid for life."""
    long_term: bool
    nationality: str
    """Three letters, GB/T 2659."""
    permit_number: str
    issue_count: str
    """Times issued (permit) or renewed (foreigner 2023)."""
    previous_number: str
    """Foreigner 2023: the item that links to the former 15-character number."""
    photo: bytes
    """1,024 bytes in a closed compression (WLT), or none; no open decoder exists, so it is passed on as it is."""
    picture: bytes = b""
    """The same as BMP, JPEG or PNG, where the machine has a licensed decoder (`photo.py`)."""

    def __repr__(self) -> str:
        """Never a person's data: this lands in logs."""
        return f"IdCard({self.document})"


def parse(text: bytes, photo: bytes) -> Outcome[IdCard]:
    """Read one card's text. Unknown flag; name, number or birth date missing or no such thing:
    `Failure("card_unreadable")`."""
    if len(text) != TEXT_BYTES:
        return _unreadable(f"text of {len(text)} bytes")
    fields = _Fields(text)
    flag = fields.text(248, 2)
    kind = KIND_BY_FLAG.get(flag)
    if kind is None:
        return _unreadable(f"unknown card type flag U+{ord(flag[0]):04X}")
    if kind is DocumentKind.FOREIGNER_2017:
        birth, number = fields.date(220), fields.text(122, 30)
        names = fields.text(158, 30), fields.text(0, 120)
        sex = fields.text(120, 2)
    else:
        birth, number = fields.date(36), fields.text(122, 36)
        english = fields.joined((52, 70), (220, 22)) if kind is DocumentKind.FOREIGNER_2023 else ""
        names = fields.text(0, 30), english
        sex = fields.text(30, 2)
    foreign = kind in {DocumentKind.FOREIGNER_2017, DocumentKind.FOREIGNER_2023}
    address = "" if foreign else fields.text(52, 70)
    ethnic_code = fields.text(32, 4) if kind is DocumentKind.RESIDENT_ID else ""
    name = (names[1] or names[0]) if foreign else names[0]
    if birth is None:
        return _unreadable("no date of birth")
    if not (number.isascii() and number.isalnum()):
        return _unreadable("no number, or one with other signs than letters and digits")
    if not name.strip():
        return _unreadable("no name")
    return Ok(
        IdCard(
            document=kind,
            name=name,
            name_zh=names[0],
            name_en=names[1],
            sex=_SEX_BY_CODE.get(sex, Sex.UNKNOWN),
            ethnic_code=ethnic_code,
            ethnic=ethnic_name(ethnic_code),
            birth=birth,
            address=address,
            printed_address=address,
            id_number=number,
            authority=fields.authority(kind),
            valid_from=fields.date(188),
            valid_to=fields.date(204),
            long_term=fields.text(204, 16) == LONG_TERM,
            nationality=fields.nationality(kind),
            permit_number=fields.text(220, 18) if kind is DocumentKind.HK_MO_TW_PERMIT else "",
            issue_count=fields.issue_count(kind),
            previous_number=fields.text(250, 6) if kind is DocumentKind.FOREIGNER_2023 else "",
            photo=photo,
        )
    )


class _Fields:
    """Cuts fields out of the text by byte offset and byte length."""

    def __init__(self, text: bytes) -> None:
        self._text = text

    def joined(self, *parts: tuple[int, int]) -> str:
        raw = b"".join(self._text[at : at + size] for at, size in parts)
        # Half a surrogate pair, and a control character (a zero, an escape) in the middle, must not become a string
        # that no database takes or that a printer obeys.
        return raw.decode("utf-16-le", "replace").rstrip(" \0").translate(NO_CONTROLS)

    def text(self, at: int, size: int) -> str:
        return self.joined((at, size))

    def date(self, at: int) -> date | None:
        digits = self.text(at, 16)
        if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
            return None  # also 长期
        try:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return None

    def authority(self, kind: DocumentKind) -> str:
        if kind is DocumentKind.FOREIGNER_2017:
            return self.text(240, 8)  # a code, not a name
        return "" if kind is DocumentKind.FOREIGNER_2023 else self.text(158, 30)

    def nationality(self, kind: DocumentKind) -> str:
        at = {DocumentKind.FOREIGNER_2017: 152, DocumentKind.FOREIGNER_2023: 242}.get(kind)
        return "" if at is None else self.text(at, 6)

    def issue_count(self, kind: DocumentKind) -> str:
        at = {DocumentKind.HK_MO_TW_PERMIT: 238, DocumentKind.FOREIGNER_2023: 32}.get(kind)
        return "" if at is None else self.text(at, 4)


def _unreadable(seen: str) -> Failure:
    return Failure("card_unreadable", Action.RESIDENT, seen)
