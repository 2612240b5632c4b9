"""The social security card of a demo resident, file by file, with a PIN that counts.

Written apart from the driver's reading of the files, so that one mistake does not hide the other. The same holds for the
issuer's command, which the hub makes: see `_set_pin_of_issuer`.
"""

from __future__ import annotations

import hmac
import zlib
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

from drivers.simulators.smart_card_reader.chip_card import (
    NO_EF,
    NO_FILE,
    NO_RECORD,
    NOT_ALLOWED,
    OK,
    UNKNOWN_CLA,
    UNKNOWN_INS,
    WRONG_LENGTH,
    WRONG_P1P2,
    ChipCard,
    Question,
    ber,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SSSE = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
DEMO_PIN = "123456"
TRIES = 3
VERSIONS = ("1.00", "2.00", "3.00")
ISSUER_TRIES = 3
DEMO_ISSUER_KEY = bytes.fromhex("44454D4F2042414E4742414E20363939")
"""The root key of every simulated card's issuer. It guards nothing: no real card knows it."""
HOLDER_TAGS = (0x08, 0x09, 0x4E, 0x0A, 0x0B, 0x0C, 0x0D)

_BLOCKED = bytes.fromhex("6983")
_BAD_DATA = bytes.fromhex("6A80")
_WRONG_MAC = bytes.fromhex("6988")
_USED_UP = bytes.fromhex("6985")


class SocialCard(ChipCard):
    """`by_tag_only`: a card that numbers its records its own way; `protected`: tags that it shows to nobody without a
    PSAM, as some of version 3.00 do."""

    kind = "social"

    def __init__(
        self,
        person: Mapping[str, str],
        version: str = "3.00",
        *,
        t0: bool = False,
        by_tag_only: bool = False,
        protected: Collection[int] = (),
    ) -> None:
        super().__init__(t0=t0)
        self.pin = DEMO_PIN
        self.tries_left = TRIES
        self.issuer_tries_left = ISSUER_TRIES
        self._issued = 0
        """Number of the issuer's last command that was obeyed."""
        self._one_time = False
        """Whether the PIN is one that the issuer set and nobody has changed."""
        self._by_tag_only = by_tag_only
        self._protected = protected
        issuer_file = _issuer_file(person, version)
        self._key = _card_key(issuer_file[0][2:])
        self._files = {0xEF05: issuer_file, 0xEF06: _holder_file(person)}
        self._selected = False
        self._file = 0

    def power_on(self) -> None:
        super().power_on()
        self._selected = False
        self._file = 0

    def answer(self, question: Question) -> bytes:
        if question.head == (0x80, 0x5E):
            return self._change_pin(question)
        if question.head == (0x84, 0x5E):
            return self._set_pin_of_issuer(question)
        if question.cla != 0x00:
            return UNKNOWN_CLA
        handler = {0xA4: self._select, 0xB2: self._read, 0x20: self._verify}.get(question.ins)
        return handler(question) if handler else UNKNOWN_INS

    def _select(self, question: Question) -> bytes:
        if question.p1 == 0x04:
            self._selected = question.data == SSSE
            self._file = 0
            return ber("6F", ber("84", SSSE)) + OK if self._selected else NO_FILE
        if question.p1 not in {0x00, 0x02}:
            return WRONG_P1P2
        file = int.from_bytes(question.data)
        if not self._selected or file not in self._files:
            return NO_FILE
        self._file = file
        return OK

    def _read(self, question: Question) -> bytes:
        if not self._file:
            return NO_EF
        records = self._files[self._file]
        if question.p2 == 0x04:
            if self._by_tag_only:
                return WRONG_P1P2
            found = records[question.p1 - 1 : question.p1] if question.p1 else []
        elif question.p2 == 0x00:
            found = [one for one in records if one[0] == question.p1]
        else:
            return WRONG_P1P2
        if not found:
            return NO_RECORD
        if found[0][0] in self._protected:
            return NOT_ALLOWED
        return found[0] + OK

    def _verify(self, question: Question) -> bytes:
        return self._tried(question.data) if len(question.data) == 3 else WRONG_LENGTH

    def _change_pin(self, question: Question) -> bytes:
        if (question.p1, question.p2) != (0x01, 0x00):
            return WRONG_P1P2
        if len(question.data) != 7:
            return WRONG_LENGTH
        old, between, new = question.data[:3], question.data[3], question.data[4:]
        if between != 0xFF or not new.hex().isdecimal():
            return _BAD_DATA
        said = self._tried(old)
        if said == OK:
            self.pin = new.hex()
            self._one_time = False
        return said

    def _set_pin_of_issuer(self, question: Question) -> bytes:
        """A one-time PIN by command of the issuer: `84 5E 00 00 11`, number of the command (6), PIN (3, BCD), MAC (8).

        A form of its own, made for this card program: how cards of LD/T 32 are commanded was not read, and a real one
        obeys its issuer's key or a PSAM alone. What is like a real one: nothing without the right MAC, wrong ones are
        counted and end it for good, and a command is never obeyed twice; but for one case, that its PIN is still the
        one-time PIN, as nobody can know then whether the first answer was heard.
        """
        if (question.p1, question.p2) != (0x00, 0x00):
            return WRONG_P1P2
        if len(question.data) != 17:
            return WRONG_LENGTH
        if not self._selected:
            return NOT_ALLOWED
        if self.issuer_tries_left == 0:
            return _BLOCKED
        said, mac = question.data[:9], question.data[9:]
        whole = CMAC(algorithms.SM4(self._key))
        whole.update(bytes([0x84, 0x5E, 0x00, 0x00, len(question.data)]) + said)
        if not hmac.compare_digest(whole.finalize()[:8], mac):
            self.issuer_tries_left -= 1
            return _WRONG_MAC if self.issuer_tries_left else _BLOCKED
        self.issuer_tries_left = ISSUER_TRIES
        number, pin = int.from_bytes(said[:6]), said[6:].hex()
        if not pin.isdecimal():
            return _BAD_DATA
        if number < self._issued or (number == self._issued and not self._one_time):
            return _USED_UP
        self._issued, self._one_time = number, True
        self.pin, self.tries_left = pin, TRIES
        return OK

    def _tried(self, pin: bytes) -> bytes:
        if not self._selected:
            return NOT_ALLOWED
        if self.tries_left == 0:
            return _BLOCKED
        if pin.hex() == self.pin:
            self.tries_left = TRIES
            return OK
        self.tries_left -= 1
        return bytes([0x63, 0xC0 | self.tries_left]) if self.tries_left else _BLOCKED


def _card_key(identification: bytes) -> bytes:
    """Every card has a key of its own, made of its identification by the issuer's key."""
    own = Cipher(algorithms.SM4(DEMO_ISSUER_KEY), modes.ECB()).encryptor()  # noqa: S305 - one block, used as a key
    return own.update(identification) + own.finalize()


def card_number(person: Mapping[str, str]) -> str:
    """A letter and eight digits, of no real series."""
    return f"Y{zlib.crc32(person['id_number'].encode()) % 10**8:08d}"


def _issuer_file(person: Mapping[str, str], version: str) -> list[bytes]:
    identification = "990100" + "D156000005" + person["birth"] + card_number(person)[1:]
    return [
        _record(0x01, bytes.fromhex(identification)),
        _record(0x02, version[:1].encode()),
        _record(0x03, version.encode()),
        _record(0x04, bytes.fromhex("9901000000000000FFFFFFFF")),
        _record(0x05, bytes.fromhex("20240105")),
        _record(0x06, bytes.fromhex("20340105")),
        _record(0x07, card_number(person).encode()),
    ]


def _holder_file(person: Mapping[str, str]) -> list[bytes]:
    # As on real cards a long name runs on in a second item, cut where the bytes end.
    name = person["name"].encode("gb18030")
    return [
        _record(0x08, person["id_number"].encode().ljust(18, b"\0")),
        _record(0x09, name[:30].ljust(30, b"\0")),
        _record(0x4E, name[30:50].ljust(20, b"\0")),
        _record(0x0A, person["sex"].encode()),
        _record(0x0B, bytes.fromhex(person.get("ethnic", "97"))),
        _record(0x0C, bytes.fromhex("990100")),
        _record(0x0D, bytes.fromhex(person["birth"])),
    ]


def _record(tag: int, value: bytes) -> bytes:
    return bytes([tag, len(value)]) + value
