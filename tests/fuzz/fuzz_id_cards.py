"""Readers of ID cards: frames of the SAM module, and what stands on a card."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from fuzz_damage import damaged, noise
from fuzz_places import RESIDENTS
from fuzz_target import Supply, Target, now_and_then, pieces, storable, told_well

from drivers.id_card_reader import frame, layout, status_words
from drivers.id_card_reader.frame import FrameReader
from drivers.id_card_reader.newest_address import newest_address
from drivers.id_card_reader.sam import _parse_read, _sam_number
from drivers.simulators.card_faces import PHOTO, appended, card_text, load_residents
from drivers.simulators.id_card_reader.sam_reader import SAM_NUMBER, SamReader
from outcome import Ok

if TYPE_CHECKING:
    from random import Random


COMMANDS = (
    frame.RESET_SAM, frame.SAM_STATUS, frame.SAM_NUMBER, frame.FIND, frame.SELECT, frame.READ_TEXT_AND_PHOTO,
    frame.READ_NEWEST_ADDRESS, frame.READ_WITH_FINGERPRINT, frame.SET_RF_FRAME, (frame.SET_SPEED, 0),
)  # fmt: skip
_MOST_HELD = 7 + frame.LONGEST
_CARD_KINDS = ("resident_id", "hk_mo_tw_permit", "foreigner_2017", "foreigner_2023")


@cache
def _texts() -> tuple[bytes, ...]:
    return tuple(card_text(person) for person in load_residents(RESIDENTS).values())


# --- SAM ----------------------------------------------------------------------------------------


def check_sam_frames(data: bytes) -> None:
    reader, slow = FrameReader(), FrameReader()
    frames = reader.feed(data)
    assert [one for piece in pieces(data) for one in slow.feed(piece)] == frames, "pieces give other frames"
    assert len(reader._buffer) == len(slow._buffer) <= _MOST_HELD
    for one in frames:
        assert not one.intact or frame.wrap(one.body) in data
        assert str(one)
        for command in COMMANDS:
            assert frame.may_answer(command, one) in {True, False}
        status_words.reaction(one.sw3)
        told_well(status_words.failure(one.sw3, "read"))
        told_well(_parse_read(one.data))
        if len(one.data) == 16:
            assert _sam_number(one.data).isascii()
    # However wrong it was: after the longest frame that noise can promise, whole ones are found again. Two, as the end of
    # such a frame may be the beginning of the first one.
    if not now_and_then(data, 16):
        return
    good = frame.wrap(b"\0\0\x90good")
    later = reader.feed(good + good + bytes(_MOST_HELD))
    assert any(one.body == good[7:-1] or good in one.body for one in later if one.intact), "lost its way"


def _sam_answers(random: Random) -> bytes:
    out = b""
    for _ in range(random.randint(1, 3)):
        text = random.choice(_texts())
        body = random.choice(
            (
                b"\0\0\x9f" + bytes(4),
                b"\0\0" + random.randbytes(1),
                b"\0\0\x90" + SAM_NUMBER,
                b"\0\0\x90\x01\x00\x04\x00" + text + PHOTO,
                b"\0\0\x90\x01\x00\x00\x00" + text,
            )
        )
        if random.randrange(3) == 0:
            body = damaged(random, body)[:4000]  # with a checksum that is right
        out += noise(random, 9) * random.randrange(2) + frame.wrap(body)
    return out


def check_sam_simulator(data: bytes) -> None:
    reader = SamReader(load_residents_once())
    reader.insert_card("wang")
    heard = bytearray()
    for piece in pieces(data):
        reader.receive(piece, heard.extend)
    answers = FrameReader()
    assert all(one.intact for one in answers.feed(bytes(heard)))
    assert not answers._buffer, "half an answer"


@cache
def load_residents_once() -> dict[str, dict[str, str]]:
    return load_residents(RESIDENTS)  # type: ignore[return-value]


# --- what stands on an ID card ------------------------------------------------------------------


def check_card_text(data: bytes) -> None:
    told_well(layout.parse(data, b""))
    fitted = data[:256].ljust(256, b"\0")
    outcome = layout.parse(fitted, b"")
    told_well(outcome)
    if isinstance(outcome, Ok):
        card = outcome.value
        for text in vars(card).values():
            if isinstance(text, str):
                storable(text)
        assert card.name.strip()
        assert card.id_number.isalnum()
        assert isinstance(card.birth, date)
        assert not (card.long_term and card.valid_to)
        assert repr(card) == f"IdCard({card.document})"


def check_card_round_trip(data: bytes) -> None:
    supply = Supply(data)
    kind = supply.choice(_CARD_KINDS)
    person = {
        "document": kind,
        "name": _words(supply, 15),
        "name_zh": _words(supply, 15),
        "sex": supply.choice(("1", "2")),
        "ethnic": f"{1 + supply.number(55):02d}",
        "birth": date.fromordinal(1 + supply.number(3_000_000)).strftime("%4Y%m%d"),
        "address": _words(supply, 35),
        "id_number": f"99{supply.number(10**13 - 1):013d}",
        "authority": _words(supply, 15),
        "valid_from": "20200101",
        "valid_to": supply.choice(("长期", "20400101")),
        "permit_number": "H12345678",
        "issue_count": "01",
        "nationality": "XXA",
        "renewals": "00",
    }
    person["birth"] = person["birth"].rjust(8, "0")
    outcome = layout.parse(card_text(person), PHOTO)
    assert isinstance(outcome, Ok), outcome
    card = dataclasses.asdict(outcome.value)
    foreign = kind.startswith("foreigner")
    for field in ("id_number", "name", *(() if foreign else ("address", "authority"))):
        assert card[field] == person[field], field
    assert card["birth"].strftime("%Y%m%d").rjust(8, "0") == person["birth"]
    assert card["long_term"] == (person["valid_to"] == "长期")


def _words(supply: Supply, most: int) -> str:
    """At least one character that is no space, of the plane that one unit of UTF-16 can name."""
    text = "".join(chr(0x4E00 + supply.number(0x51FF)) for _ in range(1 + supply.number(most - 1)))
    return text if supply.number(3) else text[: most // 2] + "·"


def check_newest_address(data: bytes) -> None:
    text = newest_address(data)
    assert text == "" or len(text) >= 4
    storable(text)
    if 4 <= len(text) <= 35 and not text.endswith(" ") and len(text.encode("utf-16-le")) <= 70:
        assert newest_address(appended(text)) == text


TARGETS = (
    Target(
        "sam_frames",
        "the same frames however cut; at most 4 kB kept; finds its way back; any read is a card or a failure",
        check_sam_frames,
        _sam_answers,
        (frame.PREAMBLE, frame.PREAMBLE + b"\x0f\xff", b"\xaa", frame.wrap(b"\0\0\x90")),
    ),
    Target(
        "sam_reader_simulator",
        "answers nothing but whole frames",
        check_sam_simulator,
        lambda random: b"".join(frame.wrap(bytes(random.choice(COMMANDS))) for _ in range(5)),
        (frame.PREAMBLE,),
    ),
    Target(
        "id_card_text",
        "a card whose every text can be stored, or a failure",
        check_card_text,
        lambda random: random.choice(_texts()),
        (b"\0\0", b"\0\xd8", b"\x07\0", "长期".encode("utf-16-le"), b" \0"),
    ),
    Target(
        "id_card_round_trip",
        "what was put on a card is read from it",
        check_card_round_trip,
        lambda r: r.randbytes(150),
    ),
    Target(
        "newest_address",
        "printable or nothing; what is appended is read",
        check_newest_address,
        lambda random: appended("云溪市清河县柳林镇杏花村12号"[: random.randint(1, 17)]),
        (b"\0\0", b"\0\xd8", b"\x1b\0"),
    ),
)
