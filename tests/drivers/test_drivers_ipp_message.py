"""IPP as bytes: read what strangers send, and nothing that is not there."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.document_printer.ipp_message import MOST_BYTES, Message, Tag, build, parse
from drivers.document_printer.ipp_words import number, words

ASKED = bytes.fromhex(
    "0101 000b 00000001"  # IPP/1.1, Get-Printer-Attributes, request 1
    "01"
    "47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "48 001b 617474726962757465732d6e61747572616c2d6c616e6775616765 0002 656e"
    "03"
)
"""Written down by hand, octet by octet."""

HEAD = {"attributes-charset": (Tag.CHARSET, ["utf-8"]), "attributes-natural-language": (Tag.LANGUAGE, ["en"])}


def attribute(tag: int, name: bytes, value: bytes) -> bytes:
    return bytes([tag]) + len(name).to_bytes(2, "big") + name + len(value).to_bytes(2, "big") + value


def in_a_job(*attributes: bytes) -> Message | None:
    return parse(ASKED[:8] + b"\x02" + b"".join(attributes) + b"\x03")


def test_a_request_is_these_octets() -> None:
    assert build(0x000B, 1, [(Tag.OPERATION, HEAD)]) == ASKED


def test_more_values_of_one_name_follow_without_a_name() -> None:
    message = in_a_job(
        attribute(0x44, b"a", b"x"), attribute(0x44, b"", b"y"), attribute(0x21, b"b", b"\0\0\0\7")
    )
    assert message is not None
    job = message.first(Tag.JOB)
    assert words(job, "a") == ("x", "y")
    assert number(job, "b") == 7


def test_groups_of_one_kind_stay_apart_and_the_document_follows() -> None:
    jobs = [(Tag.JOB, {"job-id": (Tag.INTEGER, [one])}) for one in (4, 5)]
    message = parse(build(0, 9, jobs) + b"%PDF")
    assert message is not None
    assert [number(job, "job-id") for job in message.all(Tag.JOB)] == [4, 5]
    assert message.document == b"%PDF"
    assert "PDF" not in repr(message)


@pytest.mark.parametrize(
    ("tag", "value", "read"),
    [
        (0x21, b"\xff\xff\xff\xff", -1), (0x21, b"\1", None), (0x21, b"", None), (0x23, b"\0\0\0\3", 3),
        (0x22, b"\1", True), (0x22, b"\0", False), (0x22, b"", None), (0x13, b"", None), (0x12, b"", None),
        (0x44, b"none", "none"), (0x42, "回执".encode(), "回执"), (0x41, b"\xff", "�"),
        (0x36, b"\0\2zh\0\3abc", "abc"), (0x36, b"\0\2zh\0\x09abc", None), (0x35, b"", None),
        (0x31, bytes(11), bytes(11)), (0x7F, b"abcd", None),
    ],
)  # fmt: skip
def test_a_value_of_each_kind(tag: int, value: bytes, read: object) -> None:
    message = in_a_job(attribute(tag, b"it", value))
    assert message is not None
    assert message.first(Tag.JOB)["it"] == (read,)


def test_a_collection_is_stepped_over_whole() -> None:
    inner = attribute(0x4A, b"", b"x-dimension") + attribute(0x21, b"", bytes(4))
    nested = attribute(0x4A, b"", b"size") + attribute(0x34, b"", b"") + inner + attribute(0x37, b"", b"")
    message = in_a_job(
        attribute(0x34, b"media-col", b"") + nested + attribute(0x37, b"", b""),
        attribute(0x23, b"after", b"\0\0\0\5"),
    )
    assert message is not None
    assert message.first(Tag.JOB) == {"after": (5,)}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x01\x01", ASKED[:-1], b"HTTP/1.1 200 OK\r\n\r\n", b"\x07" + ASKED[1:],
        ASKED[:8] + attribute(0x44, b"a", b"x") + b"\x03",  # before any group
        ASKED[:8] + b"\x02" + attribute(0x44, b"", b"x") + b"\x03",  # one more of nothing
        ASKED[:8] + b"\x02" + attribute(0x34, b"a", b"") + b"\x03",  # a collection without an end
        ASKED[:8] + b"\x02" + attribute(0x37, b"a", b"") + b"\x03",  # an end without a collection
        ASKED[:8] + b"\x02\x44\xff\xff\x03", ASKED[:8] + b"\x02\x44\x00",
    ],
)  # fmt: skip
def test_what_is_no_message_is_none(data: bytes) -> None:
    assert parse(data) is None


def test_half_a_message_is_none_wherever_it_is_cut() -> None:
    whole = build(
        0, 3, [(Tag.OPERATION, HEAD), (Tag.JOB, {"a": (Tag.KEYWORD, ["x", "yy"]), "b": (Tag.ENUM, [3])})]
    )
    assert parse(whole) is not None
    assert all(parse(whole[:cut]) is None for cut in range(len(whole)))


def test_the_longest_answer_takes_little_memory() -> None:
    hostile = (
        ASKED[:8] + b"\x02" * MOST_BYTES,
        ASKED[:8] + b"\x02" + attribute(0x44, b"a", b"") * (MOST_BYTES // 6),
        ASKED[:8] + b"\x02" + attribute(0x34, b"a", b"") * (MOST_BYTES // 6),
        ASKED[:8] + b"\x02" + attribute(0x44, b"a", bytes(60000)) * 4 + b"\x03",
    )
    for data in hostile:
        tracemalloc.start()
        parse(data)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 4 * MOST_BYTES, len(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_noise_never_raises(noise: bytes, begins_well: bool) -> None:
    message = parse(ASKED[:9] + noise if begins_well else noise)
    assert message is None or isinstance(message, Message)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_message_never_raises(data: st.DataObject) -> None:
    whole = bytearray(
        build(
            0, 3, [(Tag.OPERATION, HEAD), (Tag.JOB, {"job-state": (Tag.ENUM, [9]), "n": (Tag.NAME, ["x"])})]
        )
    )
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    message = parse(bytes(whole))
    if message is not None:
        # What was read stood there: no value is longer than the message itself.
        values = [v for group in message.groups for vs in group.attributes.values() for v in vs]
        assert sum(len(v) for v in values if isinstance(v, (str, bytes))) <= len(whole)


NAMES = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20)
TYPED = st.one_of(
    st.tuples(st.just(Tag.INTEGER), st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=3)),
    st.tuples(st.just(Tag.BOOLEAN), st.lists(st.booleans(), min_size=1, max_size=2)),
    st.tuples(st.just(Tag.NAME), st.lists(st.text(max_size=20), min_size=1, max_size=3)),
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, TYPED, max_size=6), st.binary(max_size=50))
def test_what_is_built_is_read_again(
    attributes: dict[str, tuple[Tag, list[object]]], document: bytes
) -> None:
    message = parse(build(2, 1, [(Tag.JOB, attributes)]) + document)
    assert message is not None
    assert message.first(Tag.JOB) == {name: tuple(values) for name, (_, values) in attributes.items()}
    assert message.document == document


def test_a_value_that_does_not_fit_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="too long"):
        build(2, 1, [(Tag.JOB, {"a": (Tag.NAME, ["x" * 40000])})])
    with pytest.raises(ValueError, match="no value"):
        build(2, 1, [(Tag.JOB, {"a": (Tag.NAME, [None])})])
