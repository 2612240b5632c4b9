"""The number and the code of a ticket: every wrong digit is found, and nothing of a code can be changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.appointment import (
    DRAWN_DIGITS,
    PREFIX,
    Ticket,
    in_groups,
    number_from,
    read_code,
    read_number,
    ticket_of,
)
from contract.civil_time import CIVIL
from visit.codes import CodeKind, kind_of

KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes_raw()
OTHER = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
DRAWN = st.integers(0, 10**DRAWN_DIGITS - 1)
TICKETS = st.builds(
    Ticket,
    number=DRAWN.map(number_from),
    item_id=st.from_regex(r"[a-z][a-z0-9-]{0,60}", fullmatch=True),
    outlet=st.from_regex(r"[a-z][a-z0-9-]{0,40}", fullmatch=True),
    starts_at=st.integers(0, 5_000_000).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=CIVIL) + timedelta(minutes=minutes)
    ),
    minutes=st.integers(1, 240),
)


@given(DRAWN, st.integers(0, DRAWN_DIGITS + 1), st.integers(1, 9))
@settings(max_examples=100, database=None)
def test_one_wrong_digit_is_always_found(drawn: int, place: int, by: int) -> None:
    number = number_from(drawn)
    assert read_number(number) == read_number(in_groups(number)) == number
    wrong = str((int(number[place]) + by) % 10)
    assert read_number(number[:place] + wrong + number[place + 1 :]) is None


@given(DRAWN, st.integers(0, DRAWN_DIGITS))
@settings(max_examples=100, database=None)
def test_two_digits_that_were_swapped_are_found(drawn: int, place: int) -> None:
    number = number_from(drawn)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert read_number(swapped) == (number if swapped == number else None)


@given(TICKETS, st.sampled_from(["", "https://hub.example/ticket"]))
@settings(max_examples=100, database=None)
def test_a_code_gives_back_what_was_signed(ticket: Ticket, address: str) -> None:
    text = ticket.code(KEY.sign, address)
    read = read_code(text)
    assert read is not None
    assert read.ticket == ticket
    assert read.is_of(PUBLIC)
    assert not read.is_of(OTHER)
    assert ticket_of(text) == ticket.number
    assert kind_of(text) is kind_of(ticket.number) is CodeKind.TICKET


@given(TICKETS, st.data())
@settings(max_examples=100, database=None)
def test_a_changed_code_is_no_ticket_of_ours(ticket: Ticket, data: st.DataObject) -> None:
    text = ticket.code(KEY.sign)
    place = data.draw(st.integers(len(PREFIX), len(text) - 1))
    letter = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:"))
    changed = read_code(text[:place] + letter + text[place + 1 :])
    same = letter == text[place]
    assert (changed is not None and changed.is_of(PUBLIC)) == same


@given(st.text(max_size=200))
@settings(max_examples=100, database=None)
def test_any_text_is_read_without_trouble(text: str) -> None:
    read_code(PREFIX + text)
    assert read_code(text) is None or text.rpartition("?")[2].startswith(PREFIX)
    kind_of(text)
