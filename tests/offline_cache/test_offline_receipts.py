"""What a terminal signs for the receipt: verifiable by anybody who has the hub's key, and by nobody's word."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
import qrcode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from offline_bench_of_cases import ID_NUMBER, NAME, NOON, PHONE, TERMINAL, answer_to, draft, value

from contract import base41
from contract.case_number import TAG_LETTERS, CaseNumber, parse
from contract.fleet import HubPapers
from contract.receipt_proof import Certificate, Proof, Statement, prove, read, state, verify
from offline_cache import FileKeyHome
from offline_cache.papers import FILE_NAME, Papers
from outcome import Failure, Ok

HUB, OTHER_HUB = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
PAGE = "https://bangban.yunxi.example/verify/receipt"
OUTLET = "云溪市清河县城关镇便民服务中心二十四小时自助区"


def raw(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


HUB_KEY = raw(HUB)


def papers_of(hub: Ed25519PrivateKey, terminal_key: bytes, terminal_id: str = TERMINAL) -> HubPapers:
    certificate = Certificate.issue(terminal_id, terminal_key, OUTLET, hub.sign)
    return HubPapers(hub_key=raw(hub), certificate=certificate.packed(), verify_url=PAGE)


# --- bytes as text -------------------------------------------------------------------------------------


@given(st.binary(max_size=400))
def test_bytes_come_back_from_letters_that_a_code_and_an_address_hold(data):
    text = base41.encode(data)
    assert base41.decode(text) == data
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), "alphanumeric mode"
    assert not set(text) & set(" %+/&=#?"), "nothing that means something in a query"


@given(st.text(st.sampled_from(base41.LETTERS), max_size=12))
def test_a_text_is_read_in_one_way_or_not_at_all(text):
    data = base41.decode(text)
    assert data is None or base41.encode(data) == text


# --- statement, signature, certificate -----------------------------------------------------------------

TERMINAL_KEY = Ed25519PrivateKey.generate()
statements = st.builds(
    state,
    st.builds(
        CaseNumber,
        st.from_regex(r"[A-Z0-9]{4,12}", fullmatch=True),
        st.dates(),
        st.integers(1, 999_999_999),
        st.text(TAG_LETTERS, min_size=3, max_size=3),
    ),
    st.text(max_size=80),
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001 -- hypothesis wants bare bounds
    st.binary(max_size=200),
)


def proven(statement: Statement, hub: Ed25519PrivateKey | None = HUB, key=TERMINAL_KEY) -> Proof:
    terminal_id = statement.number.terminal_id
    certificate = Certificate.issue(terminal_id, raw(key), OUTLET, hub.sign) if hub is not None else None
    return prove(statement, certificate, key.sign)


SAMPLE = proven(state(CaseNumber(TERMINAL, date(2026, 11, 20), 11, "K7M"), "getihu-sheli", NOON, b"case"))


@given(statements, st.sampled_from([HUB, None]), st.sampled_from([PAGE, ""]))
def test_a_proof_reads_back_from_its_text_and_verifies(statement, hub, page):
    proof = proven(statement, hub)
    assert read(proof.text(page)) == Ok(proof)
    verified = verify(proof, HUB_KEY)
    assert verified == Ok(proof.certificate) if hub else verified.code == "proof_uncertified"


@given(st.data())
@settings(max_examples=100)
def test_whatever_is_changed_the_proof_does_not_hold(data):
    text = SAMPLE.text("")
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(base41.LETTERS).filter(lambda one: one != text[at]))
    found = read(text[:at] + other + text[at + 1 :])
    assert isinstance(found, Failure) or isinstance(verify(found.value, HUB_KEY), Failure)


@given(st.data())
@settings(max_examples=50)
def test_a_proof_cut_short_or_drawn_out_does_not_hold(data):
    text = SAMPLE.text("")
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    longer = text + data.draw(st.text(st.sampled_from(base41.LETTERS), min_size=2, max_size=9))
    for one in (cut, longer):
        found = read(one)
        assert isinstance(found, Failure) or isinstance(verify(found.value, HUB_KEY), Failure)


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text):
    assert isinstance(read(text), Failure)


ELSEWHERE = CaseNumber("QH0002", date(2026, 11, 20), 11, "K7M")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (
            {"statement": replace(SAMPLE.statement, number=replace(SAMPLE.statement.number, sequence=12))},
            "altered",
        ),
        ({"statement": replace(SAMPLE.statement, item_id="another")}, "altered"),
        ({"statement": replace(SAMPLE.statement, accepted_at=NOON + timedelta(days=1))}, "altered"),
        ({"statement": replace(SAMPLE.statement, digest=bytes(32))}, "altered"),
        ({"statement": replace(SAMPLE.statement, number=ELSEWHERE)}, "other_terminal"),
        ({"signature": bytes(64)}, "altered"),
        ({"certificate": replace(SAMPLE.certificate, outlet="别处")}, "other_hub"),
        ({"certificate": replace(SAMPLE.certificate, public_key=raw(OTHER_HUB))}, "other_hub"),
        ({"certificate": None}, "uncertified"),
    ],
)
def test_each_untruth_has_its_own_name(changed, code):
    assert verify(replace(SAMPLE, **changed), HUB_KEY).code == f"proof_{code}"
    assert isinstance(verify(SAMPLE, HUB_KEY), Ok)


def test_a_terminal_cannot_sign_for_another_nor_another_hub_for_this_one():
    foreign = prove(
        SAMPLE.statement, Certificate.issue("QH0002", raw(TERMINAL_KEY), OUTLET, HUB.sign), TERMINAL_KEY.sign
    )
    assert verify(foreign, HUB_KEY).code == "proof_other_terminal"
    assert verify(proven(SAMPLE.statement, OTHER_HUB), HUB_KEY).code == "proof_other_hub"
    assert isinstance(verify(proven(SAMPLE.statement, OTHER_HUB), raw(OTHER_HUB)), Ok)


def test_a_later_version_or_algorithm_is_said_to_be_that():
    packed = bytearray(base41.decode(SAMPLE.text("")))
    for at in (0, 1):
        newer = packed.copy()
        newer[at] = 2
        assert read(base41.encode(bytes(newer))).code == "proof_newer"


def test_the_code_is_small_enough_for_the_narrow_paper():
    """At 0.5 mm a module, which every phone reads: 384 dots, 4 a module, quiet zone included."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(SAMPLE.text(PAGE))
    code.make(fit=True)
    assert (code.modules_count + 8) * 4 <= 384


# --- the store gives it with the number ----------------------------------------------------------------


def test_an_accepted_case_comes_with_a_proof_of_the_bytes_that_are_sent(shelf, keys):
    value(shelf.cache.papers.enrolled(papers_of(HUB, keys.public_key())))
    accepted = shelf.accept()
    text = shelf.cache.prove(accepted)
    assert text.startswith(f"{PAGE}?")
    proof = value(read(text))
    certificate = value(verify(proof, HUB_KEY))
    assert (certificate.terminal_id, certificate.outlet) == (TERMINAL, OUTLET)
    assert proof.statement.number == parse(accepted.case_number)
    assert proof.statement.item_id == "pension.certify"
    assert proof.statement.accepted_at == NOON
    assert proof.statement.digest == sha256(shelf.next().body).digest()


def test_nothing_of_a_person_is_in_a_proof(shelf):
    packed = base41.decode(shelf.cache.prove(shelf.accept()))
    assert packed is not None
    assert not [one for one in (NAME, ID_NUMBER, PHONE) if one.encode() in packed]


def test_the_same_draft_again_has_the_same_proof_until_its_payload_is_erased(shelf, keys):
    value(shelf.cache.papers.enrolled(papers_of(HUB, keys.public_key())))
    one = draft(NOON)
    first = value(shelf.cache.accept(one).result(10))
    text = shelf.cache.prove(first)
    shelf.close()
    assert shelf.cache.prove(value(shelf.cache.accept(one).result(10))) == text
    record = shelf.next()
    value(shelf.cache.for_sync.mark_answered(record.key, answer_to(record.body, durable=1)).result(10))
    late = value(shelf.cache.accept(one).result(10))
    assert (late.case_number, shelf.cache.prove(late)) == (first.case_number, "")


def test_before_the_hub_certified_it_a_terminal_signs_all_the_same(shelf, keys):
    proof = value(read(shelf.cache.prove(shelf.accept())))
    assert proof.certificate is None
    assert verify(proof, HUB_KEY).code == "proof_uncertified"
    certificate = Certificate.issue(TERMINAL, keys.public_key(), OUTLET, HUB.sign)
    assert isinstance(verify(replace(proof, certificate=certificate), HUB_KEY), Ok)


# --- the hub's papers ----------------------------------------------------------------------------------


@pytest.fixture
def papers(tmp_path, keys):
    return Papers(tmp_path / "keys", TERMINAL, keys.public_key)


def test_papers_outlive_a_restart(papers, tmp_path, keys):
    assert (papers.certificate, papers.mark, papers.verify_url) == (None, "", "")
    given_by_hub = papers_of(HUB, keys.public_key())
    value(papers.enrolled(given_by_hub))
    again = Papers(tmp_path / "keys", TERMINAL, keys.public_key)
    for one in (papers, again):
        assert one.certificate.packed() == given_by_hub.certificate
        assert (one.mark, one.verify_url) == (given_by_hub.mark(), PAGE)


def test_papers_for_another_terminal_or_key_or_of_nobody_are_not_kept(papers, keys):
    for bad in (
        papers_of(HUB, keys.public_key(), "QH0002"),
        papers_of(HUB, raw(OTHER_HUB)),
        papers_of(HUB, keys.public_key()).model_copy(update={"hub_key": raw(OTHER_HUB)}),
        HubPapers(hub_key=HUB_KEY, certificate=b"rubbish"),
    ):
        assert papers.enrolled(bad).code == "bad_papers"
    assert papers.certificate is None


def test_a_heartbeat_renews_papers_of_the_same_hub_only(papers, keys):
    value(papers.renewed(papers_of(HUB, keys.public_key())))
    moved = papers_of(HUB, keys.public_key()).model_copy(
        update={"verify_url": "https://new.example/verify/receipt"}
    )
    value(papers.renewed(moved))
    assert papers.verify_url == "https://new.example/verify/receipt"
    assert papers.renewed(papers_of(OTHER_HUB, keys.public_key())).code == "other_hub_key"
    assert papers.certificate.is_of(HUB_KEY)
    value(papers.enrolled(papers_of(OTHER_HUB, keys.public_key())))
    assert papers.certificate.is_of(raw(OTHER_HUB)), "staff enrolled it at the other one"


def test_damaged_papers_are_asked_for_again(papers, tmp_path, keys):
    value(papers.enrolled(papers_of(HUB, keys.public_key())))
    (tmp_path / "keys" / FILE_NAME).write_bytes(b'{"hub_key": ')
    again = Papers(tmp_path / "keys", TERMINAL, keys.public_key)
    assert again.mark == ""
    value(again.renewed(papers_of(HUB, keys.public_key())))
    assert again.certificate is not None


def test_a_certificate_of_the_key_before_is_not_put_on_receipts(tmp_path, keys):
    newer = value(FileKeyHome.open(tmp_path / "newer"))
    held = [keys]
    papers = Papers(tmp_path / "keys", TERMINAL, lambda: (held[-1]).public_key())  # noqa: PLW0108 -- asked later
    value(papers.enrolled(papers_of(HUB, keys.public_key())))
    held.append(newer)
    assert (papers.certificate, papers.mark) == (None, "")


def test_papers_lie_beside_the_keys_and_outlive_the_store(shelf, tmp_path, keys):
    shelf.options["papers"] = Papers(tmp_path / "keys", TERMINAL, keys.public_key)
    value(shelf.cache.papers.enrolled(papers_of(HUB, keys.public_key())))
    shelf.close()
    shutil.rmtree(shelf.folder)
    shelf.options["papers"] = Papers(tmp_path / "keys", TERMINAL, keys.public_key)
    assert value(read(shelf.cache.prove(shelf.accept()))).certificate is not None
