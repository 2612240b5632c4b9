"""Chip cards: TLV, APDU, and whole conversations with a card that says anything."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import yaml
from fuzz_damage import damaged, noise, pick
from fuzz_places import RESIDENTS
from fuzz_target import Supply, Target, counted, storable, told_well

from drivers import apdu
from drivers.id_card_reader import combo_card
from drivers.id_card_reader.layout import PHOTO_BYTES
from drivers.simulators.smart_card_reader import bank_card as simulated_bank
from drivers.simulators.smart_card_reader import social_card as simulated_social
from drivers.simulators.smart_card_reader.chip_card import ber
from drivers.simulators.smart_card_reader.id_card import IdChipCard
from drivers.smart_card_reader import bank_card, pin, social_security, tlv
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from drivers.apdu import Transmit
    from drivers.simulators.smart_card_reader.chip_card import ChipCard

MOST_COMMANDS = 2000
"""A reading that asks more often does not end."""
_MASKED = re.compile(r"[0-9]{6}\*{4,9}[0-9]{4}|\*{8,9}[0-9]{4}")
_STATUS = tuple(
    bytes.fromhex(word)
    for word in [
        "9000",
        "6100",
        "6108",
        "61FF",
        "6C00",
        "6C10",
        "6CFF",
        "6282",
        "6283",
        "6700",
        "6982",
        "6983",
        "6A81",
        "6A82",
        "6A86",
        "6D00",
        "63C0",
        "63C2",
        "6300",
        "9303",
    ]
)


class Card:
    """Says what the bytes say, answer for answer; then it is pulled out."""

    def __init__(self, data: bytes) -> None:
        self._answers = Supply(data)
        self._asked = 0

    def __call__(self, command: bytes) -> Outcome[bytes]:
        self._asked += 1
        assert self._asked <= MOST_COMMANDS, "asks for ever"
        _well_formed(command)
        if not self._answers.left:
            return Failure("card_moved", Action.RESIDENT, "pulled out")
        return Ok(self._answers.counted(2))


def _well_formed(command: bytes) -> None:
    """A short APDU: four bytes, then nothing, Le, or Lc, data and perhaps Le."""
    body = command[4:]
    assert len(command) >= 4
    assert len(body) <= 1 or len(body) - 1 - body[0] in {0, 1}, "lengths of the command do not fit"


def _recorded(card: ChipCard, use: Callable[[Transmit], object]) -> tuple[bytes, ...]:
    answers: list[bytes] = []

    def transmit(command: bytes) -> Outcome[bytes]:
        answers.append(card.receive(command))
        return Ok(answers[-1])

    use(transmit)
    return tuple(answers)


@cache
def _people() -> tuple[dict[str, str], ...]:
    return tuple(yaml.safe_load(RESIDENTS.read_text(encoding="utf-8"))["residents"].values())


@cache
def _bank_conversations() -> tuple[tuple[bytes, ...], ...]:
    return tuple(
        _recorded(simulated_bank.BankCard(_people()[0], side, t0=t0), bank_card.read)
        for side in simulated_bank.CARD_SIDES
        for t0 in (False, True)
    )


@cache
def _social_conversations() -> tuple[tuple[bytes, ...], ...]:
    return tuple(
        _recorded(
            simulated_social.SocialCard(
                person, version, t0=t0, by_tag_only=odd, protected=(0x09,) if odd else ()
            ),
            social_security.read,
        )
        for person in _people()[:4]
        for version in simulated_social.VERSIONS
        for t0 in (False, True)
        for odd in (False, True)
    )


@cache
def _combo_conversations() -> tuple[tuple[bytes, ...], ...]:
    return tuple(_recorded(IdChipCard(person), combo_card.read) for person in _people()[:4])


def _said(random: Random, conversation: tuple[bytes, ...]) -> bytes:
    """A recorded conversation, some of its answers damaged, left out, or said with another status word."""
    answers = list(conversation)
    for _ in range(random.choice((0, 1, 1, 2, 5))):
        at = random.randrange(len(answers))
        match random.randrange(5):
            case 0:
                answers[at] = answers[at][:-2] + random.choice(_STATUS)
            case 1:
                del answers[at]
            case 2:
                answers.insert(at, noise(random, 40) + random.choice(_STATUS))
            case _:
                answers[at] = damaged(random, answers[at][:-2], _TAGS) + answers[at][-2:]
        if not answers:
            break
    return b"".join(counted(answer, 2) for answer in answers)


_TAGS = tuple(
    bytes.fromhex(tag)
    for tag in [
        "6F",
        "A5",
        "BF0C",
        "61",
        "4F",
        "50",
        "87",
        "88",
        "9F38",
        "77",
        "80",
        "94",
        "70",
        "57",
        "5A",
        "5F20",
        "DF8102",
        "1F8181",
        "9F",
        "00",
        "FF",
    ]
)


def check_bank_card(data: bytes) -> None:
    outcome = bank_card.read(Card(data))
    told_well(outcome)
    if isinstance(outcome, Ok):
        card = outcome.value
        assert _MASKED.fullmatch(card.masked_number), "the number is not masked"
        storable(card.label)
        assert card.masked_number not in repr(card)


def check_social_card(data: bytes) -> None:
    outcome = social_security.read(Card(data))
    told_well(outcome)
    if isinstance(outcome, Ok):
        card = outcome.value
        assert card.id_number or card.card_number
        for text in vars(card).values():
            if isinstance(text, str):
                storable(text)
        storable(repr(card))


def check_combo_card(data: bytes) -> None:
    outcome = combo_card.read(Card(data))
    told_well(outcome)
    assert isinstance(combo_card.is_id_card(data), bool)
    if isinstance(outcome, Ok):
        assert len(outcome.value.photo) in {0, PHOTO_BYTES}
        storable(outcome.value.name + outcome.value.address)


def check_pin(data: bytes) -> None:
    for judged in (pin.verify(Card(data), "123456"), pin.change(Card(data), "123456", "654321")):
        told_well(judged)
        if isinstance(judged, Ok):
            verdict = judged.value
            assert verdict.tries_left is None or 0 <= verdict.tries_left <= 15
            assert (verdict.result is pin.PinResult.BLOCKED) == (verdict.tries_left == 0)


def _objects(random: Random, depth: int = 0) -> bytes:
    parts = []
    for _ in range(random.randint(0, 4)):
        tag = random.choice(_TAGS[:16])
        template = tag[0] & 0x20 and depth < 10
        value = _objects(random, depth + 1) if template else noise(random, random.choice((4, 20, 300)))
        parts.append(ber(tag.hex(), value[:0xFFFF]))
    return b"".join(parts)


def check_tlv(data: bytes) -> None:
    found = list(tlv.objects(data))
    assert sum(len(value) for _, value in found) <= len(data)
    again = b"".join(ber(f"{tag:0{2 * ((tag.bit_length() + 7) // 8)}X}", value) for tag, value in found)
    assert list(tlv.objects(again)) == found, "what was read, written and read again is another thing"
    for tag in {tag for tag, _ in found} | {0x5A, 0x57, 0x9F38, 0x94}:
        values = list(tlv.find_all(data, tag))
        assert len(values) <= len(data)
        assert tlv.find(data, tag) == (values[0] if values else None)
    assert sum(1 for _ in tlv.lengths(data)) <= len(data)
    simple = list(tlv.simple(data))
    assert (
        b"".join(bytes([tag, len(value)]) + value for tag, value in simple)
        == data[: sum(len(v) + 2 for _, v in simple)]
    )


def check_command(data: bytes) -> None:
    """Raw commands to the simulated cards, as a terminal that went astray might send them."""
    supply = Supply(data)
    kind, t0 = supply.number(1), bool(supply.number(1))
    card: ChipCard = (
        simulated_bank.BankCard(_people()[0], supply.choice(simulated_bank.CARD_SIDES), t0=t0)
        if kind
        else simulated_social.SocialCard(_people()[0], t0=t0)
    )
    while supply.left:
        command = supply.counted()
        assert 2 <= len(card.receive(command)) <= 258
        assert isinstance(bank_card.reaches_payment(command), bool)
        assert apdu.without_le(command) in {command, command[:-1]}


def _commands(random: Random) -> bytes:
    selected = (simulated_social.SSSE, simulated_bank.DEBIT, simulated_bank.PSE, simulated_bank.PPSE)
    known: Iterator[bytes] = (
        random.choice(
            (
                apdu.select_by_name(random.choice(selected)),
                apdu.command(0, 0xA4, 0, 0, random.choice((b"\xef\x05", b"\xef\x06"))),
                apdu.command(0, 0xB2, random.randrange(16), random.choice((0, 4, 12, 20)), le=0),
                apdu.command(0x80, 0xA8, 0, 0, b"\x83\x1d" + bytes(29), le=0),
                apdu.command(0, 0x20, 0, 0, bytes.fromhex("123456")),
                apdu.command(0x80, 0x5E, 1, 0, bytes.fromhex("123456FF654321")),
                apdu.command(0, 0xC0, 0, 0, le=random.randrange(256)),
            )
        )
        for _ in range(random.randint(1, 6))
    )
    return bytes([random.randrange(2), random.randrange(2), random.randrange(3)]) + b"".join(
        map(counted, known)
    )


TARGETS = (
    Target("ber_tlv", "never raises; written anew and read again it is the same", check_tlv, _objects, _TAGS),
    Target(
        "bank_card",
        "a masked card or a failure, whatever the card says; every command is well formed; it ends",
        check_bank_card,
        lambda random: _said(random, random.choice(_bank_conversations())),
        _TAGS + _STATUS,
    ),
    Target(
        "social_security_card",
        "a card with a number or a failure; every text can be stored; it ends",
        check_social_card,
        lambda random: _said(random, random.choice(_social_conversations())),
        _TAGS + _STATUS,
    ),
    Target(
        "combo_card",
        "an ID card or a failure; its photo whole or none",
        check_combo_card,
        lambda random: _said(random, random.choice(_combo_conversations())),
        (*_STATUS, b"\0\0", b"\0\xd8"),
    ),
    Target(
        "card_pin",
        "a verdict or a failure; blocked exactly when no try is left",
        check_pin,
        lambda random: counted(noise(random, 4) + pick(random, *_STATUS, most=1), 2),
        _STATUS,
    ),
    Target("chip_card_simulator", "answers every command in 2 to 258 bytes", check_command, _commands),
)
