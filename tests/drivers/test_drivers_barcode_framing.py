"""Where a code ends, what keys type, and which letters bytes stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.barcode_reader import Barcode
from drivers.barcode_reader.framing import LONGEST, STALLED_S, Framing
from drivers.barcode_reader.keyboard import EVENT, UNREADABLE, Keyboard, typed
from drivers.simulators.barcode_reader.key_fifo import key, keys_of, tap

PIECES = st.lists(
    st.one_of(st.binary(max_size=40), st.sampled_from([b"\r", b"\n", b"\r\n", b"\t"])), max_size=12
)
TERMINATORS = st.sampled_from(["auto", "cr", "lf", "crlf", "tab", "idle"])


@pytest.mark.parametrize(
    ("terminator", "sent", "code"),
    [
        ("cr", b"990001\r", b"990001"),
        ("lf", b"990001\n", b"990001"),
        ("crlf", b"99\r0001\r\n", b"99\r0001"),
        ("tab", b"990001\t", b"990001"),
        ("cr", b"\r\r990001\r", b"990001"),
        ("cr", b"990001\r990002\r", b"990001"),
    ],
)
def test_a_terminator_ends_a_code_at_once(terminator: str, sent: bytes, code: bytes) -> None:
    assert Framing(terminator, 0.1).feed(sent) == code


@pytest.mark.parametrize(
    ("terminator", "sent", "code"),
    [
        ("auto", b"990001\r", b"990001"),
        ("auto", b"990001\r\n", b"990001"),
        ("auto", b"990001", b"990001"),
        ("auto", b"BEGIN:VCARD\r\nEND:VCARD\r\n", b"BEGIN:VCARD\r\nEND:VCARD"),
        ("idle", b"990001\r", b"990001\r"),
    ],
)
def test_silence_ends_a_code_and_lines_stay_together(terminator: str, sent: bytes, code: bytes) -> None:
    framing = Framing(terminator, 0.1)
    assert framing.feed(sent) is None
    assert framing.silence(0.05) is None
    assert framing.silence(0.05) == code
    assert not framing.pending


def test_a_byte_within_the_silence_starts_it_anew() -> None:
    framing = Framing("auto", 0.1)
    assert framing.feed(b"99") is None
    assert framing.silence(0.09) is None
    assert framing.feed(b"0001") is None
    assert framing.silence(0.09) is None
    assert framing.silence(0.02) == b"990001"


def test_what_is_cut_off_before_its_terminator_is_no_code() -> None:
    framing = Framing("cr", 0.1)
    assert framing.feed(b"9900") is None
    assert framing.silence(STALLED_S) is None
    assert framing.feed(b"01\r") == b"01"  # not 990001 either


def test_more_than_any_code_holds_is_noise_up_to_its_end() -> None:
    framing = Framing("cr", 0.1)
    assert framing.feed(b"x" * (LONGEST + 9)) is None
    assert framing.feed(b"x" * 9 + b"\r990001\r") == b"990001"
    silent = Framing("auto", 0.1)
    assert silent.feed(b"x" * (LONGEST + 9)) is None
    assert silent.silence(0.1) is None
    assert silent.feed(b"x" * LONGEST) is None
    assert silent.silence(0.1) == b"x" * LONGEST


def test_a_mark_of_two_bytes_is_found_across_an_overflow() -> None:
    framing = Framing("crlf", 0.1)
    assert framing.feed(b"x" * (LONGEST + 9) + b"\r") is None
    assert framing.feed(b"\n990001\r\n") == b"990001"


@settings(max_examples=150)
@given(TERMINATORS, PIECES)
def test_no_bytes_break_the_framing(terminator: str, pieces: list[bytes]) -> None:
    framing, sent = Framing(terminator, 0.1), b"".join(pieces)
    codes = [framing.feed(piece) for piece in pieces] + [framing.silence(0.1), framing.silence(STALLED_S)]
    for code in codes:
        assert code is None or (code in sent and 0 < len(code) <= LONGEST)
    assert not framing.pending
    assert framing.feed(b"990001\r\n\t") or framing.silence(STALLED_S)


@settings(max_examples=150)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60), st.integers(1, 200))
def test_what_a_keyboard_types_comes_out_however_the_events_are_cut(text: str, size: int) -> None:
    events, keyboard, out = keys_of(text + "\r"), Keyboard(), b""
    for at in range(0, len(events), size):
        keyboard, some = typed(keyboard, events[at : at + size])
        out += some
    assert out == text.encode() + b"\r"
    assert keyboard == Keyboard()


@settings(max_examples=150)
@given(st.binary(max_size=600))
def test_no_event_bytes_break_the_keyboard(data: bytes) -> None:
    keyboard, out = typed(Keyboard(), data)
    assert len(keyboard.rest) == len(data) % EVENT.size
    assert len(out) <= len(data) // EVENT.size
    assert all(one < 127 for one in out)
    _, after = typed(Keyboard(), b"".join(keys_of(chr(one)) for one in out if one >= 32))
    assert after == bytes(one for one in out if one >= 32)


def test_letters_by_shift_and_by_caps_lock() -> None:
    caps, shift = 58, 54
    q = tap(16)
    assert (
        typed(Keyboard(), q + tap(caps) + q + key(shift, 1) + q + key(shift, 0) + tap(caps) + q)[1] == b"qQqq"
    )
    assert typed(Keyboard(), tap(caps) + tap(2) + key(shift, 1) + tap(2))[1] == b"1!"


def test_both_shifts_count_until_both_are_up() -> None:
    held = key(42, 1) + key(54, 1) + tap(30) + key(42, 0) + tap(30) + key(54, 0) + tap(30)
    assert typed(Keyboard(), held)[1] == b"AAa"


def test_the_number_pad_types_digits_and_its_enter_ends() -> None:
    pad = [tap(code) for code in (82, 79, 80, 81, 75, 76, 77, 71, 72, 73, 83, 96)]
    assert typed(Keyboard(), tap(69) + b"".join(pad))[1] == b"0123456789.\r"


def test_a_key_held_down_types_once() -> None:
    assert typed(Keyboard(), key(30, 1) + key(30, 2) * 5 + key(30, 0))[1] == b"a"


@pytest.mark.parametrize(
    "events",
    [keys_of("办"), key(29, 1) + tap(46) + key(29, 0), tap(59), EVENT.pack(0, 0, 0, 3, 0)],
    ids=["Alt and digits", "control", "a function key", "lost events"],
)
def test_what_is_no_character_is_not_left_out_in_silence(events: bytes) -> None:
    _, out = typed(Keyboard(), tap(30) + events + tap(30))
    assert out[:1] == out[-1:] == b"a"
    assert UNREADABLE in out


def test_lost_events_let_go_of_the_shift_key() -> None:
    assert typed(Keyboard(), key(42, 1) + EVENT.pack(0, 0, 0, 3, 0) + tap(30))[1] == b"\0a"


@pytest.mark.parametrize(
    ("data", "text", "charset"),
    [
        ("办件 990001".encode(), "办件 990001", "utf-8"),
        ("王䶮".encode(), "王䶮", "utf-8"),
        ("办件 990001".encode("gbk"), "办件 990001", "gb18030"),
        ("王䶮".encode("gb18030"), "王䶮", "gb18030"),
        (b"990001", "990001", "utf-8"),
        (b"99\xff\x01", "99ÿ\x01", "latin-1"),
    ],
)
def test_the_text_tells_its_charset_and_the_bytes_are_kept(data: bytes, text: str, charset: str) -> None:
    code = Barcode("qr", data)
    assert (code.text, code.charset, code.data) == (text, charset, data)
    assert text not in repr(code)


@settings(max_examples=100)
@given(st.binary(max_size=80))
def test_every_code_has_a_text(data: bytes) -> None:
    code = Barcode("", data)
    assert code.text.encode(code.charset) == data
