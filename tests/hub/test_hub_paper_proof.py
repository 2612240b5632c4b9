"""The signed proof in a paper's code: what it holds, what breaks it, and keys that are renewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import base41, receipt_proof
from contract.paper_keys import PaperKey, PaperKeys
from contract.paper_proof import HEAD, LINES_BYTES, PaperStatement, fitted, prove, read, verify
from drivers.receipt_printer.raster import qr_matrix
from outcome import Failure, Ok

if TYPE_CHECKING:
    from hub.wiring import Hub

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ROOT, FIRST, SECOND = (Ed25519PrivateKey.from_private_bytes(bytes((byte,)) * 32) for byte in (1, 2, 3))


def raw(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes_raw()


OLD = PaperKey(raw(FIRST), datetime(2000, 1, 1, tzinfo=UTC), NOON + timedelta(days=1))
NEW = PaperKey(raw(SECOND), NOON + timedelta(days=1), None)
KEYS = PaperKeys.issue((OLD, NEW), ROOT.sign)
ADDRESS = "https://hub.yunxi.example/verify/7KQM-2F9X-RWTA-4HBN?t=abcdefghijklmnop"
SAID = PaperStatement(
    code="7KQM-2F9X-RWTA-4HBN",
    issued_at=NOON,
    valid_until=date(2027, 2, 20),
    specimen=True,
    title="社会保险参保证明",
    issuer="清河县社会保险经办机构",
    lines=(("姓名", "刘*𠮷"), ("证件号码", "990***********001X")),
)
PROOF = prove(SAID, OLD, FIRST.sign)


def test_what_was_signed_comes_out_again() -> None:
    for text in (PROOF.text(ADDRESS), PROOF.text(""), f" {PROOF.text('')}\n"):
        got = read(text)
        assert got == Ok(PROOF)
        assert verify(PROOF, KEYS) == Ok(OLD)


def test_its_bytes_never_change() -> None:
    """Papers are checked years later, and by programs that are not ours."""
    assert HEAD + SAID.packed() == bytes.fromhex(
        "500101"
        "13374b514d2d324639582d525754412d3448424e"
        "006b0268c0"
        "0b4ac0"
        "01"
        "18e7a4bee4bc9ae4bf9de999a9e58f82e4bf9de8af81e6988e"
        "21e6b885e6b2b3e58ebfe7a4bee4bc9ae4bf9de999a9e7bb8fe58a9ee69cbae69e84"
        "02"
        "06e5a793e5908d08e588982af0a0aeb7"
        "0ce8af81e4bbb6e58fb7e7a081123939302a2a2a2a2a2a2a2a2a2a2a30303158"
    )
    assert OLD.id.hex() == "6a3803d5"


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_no_single_changed_byte_is_believed(data: st.DataObject) -> None:
    packed = bytearray(base41.decode(PROOF.text("").removeprefix("#")) or b"")
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= data.draw(st.integers(1, 255))
    got = read("#" + base41.encode(bytes(packed)))
    assert isinstance(got, Failure) or isinstance(verify(got.value, KEYS), Failure)


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_rubbish_is_refused_and_raises_nothing(rubbish: bytes) -> None:
    assert isinstance(read(base41.encode(HEAD + rubbish)), Failure)
    assert isinstance(read(base41.encode(rubbish)), Failure)


def code_of(outcome: object) -> str:
    assert isinstance(outcome, Failure)
    return outcome.code


def test_each_way_of_being_wrong_has_its_name() -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes((9,)) * 32)
    foreign = prove(SAID, PaperKey(raw(stranger), OLD.since, None), stranger.sign)
    assert code_of(verify(foreign, KEYS)) == "paper_other_hub"
    claimed = prove(SAID, OLD, stranger.sign)
    assert code_of(verify(claimed, KEYS)) == "paper_altered"
    late = replace(SAID, issued_at=NOON + timedelta(days=2))
    assert code_of(verify(prove(late, OLD, FIRST.sign), KEYS)) == "paper_out_of_time"
    early = prove(SAID, NEW, SECOND.sign)
    assert code_of(verify(early, KEYS)) == "paper_out_of_time"
    assert code_of(read(base41.encode(b"P\x02\x01" + SAID.packed()))) == "paper_newer"
    assert code_of(read("https://example.test/")) == "paper_unreadable"
    assert code_of(read(PROOF.text(ADDRESS)[:-3])) == "paper_unreadable"


def test_a_receipt_is_no_paper_and_a_paper_no_receipt() -> None:
    assert code_of(receipt_proof.read(PROOF.text("").removeprefix("#"))) == "proof_newer"
    assert code_of(read("?" + base41.encode(bytes((1, 1)) + bytes(200)))) == "paper_unreadable"


def test_a_long_paper_is_shortened_and_says_so() -> None:
    scope = "餐饮服务；食品销售；日用百货销售；" * 20
    long = replace(
        SAID, lines=(("经营范围", scope), ("住所", "清河县城关镇青石街八十八号" * 3), *SAID.lines * 3)
    )
    short = fitted(long)
    assert short.shortened
    assert short.lines[0][1].endswith("…")
    assert scope.startswith(short.lines[0][1].removesuffix("…"))
    assert len(b"".join(label.encode() + value.encode() for label, value in short.lines)) <= LINES_BYTES
    assert fitted(SAID) == SAID, "what fits is not touched"
    proof = prove(short, OLD, FIRST.sign)
    assert read(proof.text(ADDRESS)) == Ok(proof)
    assert verify(proof, KEYS) == Ok(OLD)


def test_keys_are_believed_only_with_the_hub_s_word() -> None:
    packed = KEYS.packed()
    assert PaperKeys.unpack(packed) == KEYS
    assert KEYS.is_of(raw(ROOT))
    assert not KEYS.is_of(raw(FIRST))
    more = PaperKeys((*KEYS.keys, replace(NEW, public_key=raw(ROOT))), KEYS.signature)
    assert not more.is_of(raw(ROOT)), "nobody adds a key of their own"
    assert [PaperKeys.unpack(packed[:length]) for length in (0, 1, 2, 50, len(packed) - 1)] == [None] * 5
    assert PaperKeys.unpack(packed + b"x") is None


@pytest.mark.parametrize("days", [0, 1, 2])
def test_the_key_of_a_moment(days: int) -> None:
    assert KEYS.at(NOON + timedelta(days=days)) is (NEW if days else OLD)


def test_the_hub_renews_its_key_and_old_papers_stay_good(hub: Hub, clock) -> None:
    from hub.certificates import keys as hub_keys

    before = hub_keys.paper_keys(hub)
    said = replace(SAID, issued_at=clock.now)
    old = prove(said, before.at(clock.now), hub_keys.private_half(hub, before, before.at(clock.now)).sign)
    renewed = hub_keys.renew(hub, "shifu")
    assert isinstance(renewed, Ok)
    assert code_of(hub_keys.renew(hub, "shifu")) == "renewed_just_now"
    after = hub_keys.paper_keys(hub)
    assert after.at(clock.now) == replace(before.keys[0], until=renewed.value.since), "not in use yet"
    clock.now += timedelta(minutes=5)
    new_key = after.at(clock.now)
    assert new_key.public_key == renewed.value.public_key != before.keys[0].public_key
    new = prove(replace(said, issued_at=clock.now), new_key, hub_keys.private_half(hub, after, new_key).sign)
    assert isinstance(verify(old, after), Ok)
    assert isinstance(verify(new, after), Ok)
    assert code_of(verify(new, before)) == "paper_other_hub", "a terminal hears of it with its next heartbeat"


def test_the_fullest_code_is_one_that_a_phone_reads_off_paper() -> None:
    """On 33 mm, the narrowest that a layout gives it, with its quiet zone: more than a third of a millimetre a module."""
    full = replace(
        SAID,
        title="关于" * 20,
        issuer="清河县" * 20,
        lines=(("统一社会信用代码", "91990101MA0A1B2C3D"), *(("经营范围", "餐饮服务" * 9),) * 5),
    )
    text = prove(fitted(full), OLD, FIRST.sign).text(ADDRESS)
    modules = len(qr_matrix(text))
    assert 33 / modules > 0.34, modules
