"""Codes on papers and screens that anybody may lay before the reader: tickets, proofs, papers, pick-up codes, keys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fuzz_target import Target, storable, told_well

from contract import paper_proof, pickup_code, receipt_proof
from contract.appointment import PREFIX, Ticket, number_from, read_code, read_number
from contract.case_number import CaseNumber, parse
from contract.paper_keys import PaperKey, PaperKeys
from contract.paper_proof import PaperStatement
from contract.receipt_proof import Certificate
from outcome import Ok
from visit.codes import CodeKind, kind_of

if TYPE_CHECKING:
    from random import Random

HUB = Ed25519PrivateKey.from_private_bytes(b"a hub to be forged".ljust(32, b"."))
SIGNER = Ed25519PrivateKey.from_private_bytes(b"a signer of papers".ljust(32, b"."))
HUB_KEY, SIGNER_KEY = HUB.public_key().public_bytes_raw(), SIGNER.public_key().public_bytes_raw()
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PAPER_KEY = PaperKey(SIGNER_KEY, LONG_AGO, None)
KEYS = PaperKeys.issue((PAPER_KEY,), HUB.sign)
ADDRESSES = ("", "https://hub.example/verify/YEZC-FTBW-KHPH-ZQBS", "https://hub.example/ticket")


def text_of(data: bytes) -> str:
    """As the reader hands it on."""
    return data.decode("utf-8", "replace")


# --- whatever lies before the reader ------------------------------------------------------------


def check_kind(data: bytes) -> None:
    text = text_of(data)
    kind = kind_of(text)
    assert kind is kind_of(f"  {text}\r\n"), "blanks around a code say nothing"
    if kind is CodeKind.TICKET:
        found = read_code(text)
        number = found.ticket.number if found is not None else read_number(text.strip())
        assert number is not None
        assert read_number(number) == number
    if kind is CodeKind.PICK_UP:
        assert pickup_code.is_code(pickup_code.read(text))


def _any_code(random: Random) -> bytes:
    makers = (_ticket, _receipt, _paper, _pick_up, _numbers)
    return random.choice(makers)(random)


def _pick_up(random: Random) -> bytes:
    return (random.choice(("", pickup_code.PREFIX)) + pickup_code.make(random.randrange)).encode()


def _numbers(random: Random) -> bytes:
    return random.choice((number_from(random.randrange(10**10)), "QH0001-20261122-000001-K7M-54")).encode()


# --- under a signature --------------------------------------------------------------------------


def check_ticket(data: bytes) -> None:
    found = read_code(text_of(data))
    if found is None or not found.is_of(HUB_KEY):
        return
    # The signatures are deterministic: whatever is believed is, letter for letter, what the hub made.
    assert read_code(found.ticket.code(HUB.sign)) == found, "a ticket that the hub did not make"
    storable(found.ticket.item_id + found.ticket.outlet)


def _ticket(random: Random) -> bytes:
    moment = LONG_AGO + timedelta(minutes=random.randrange(9_000_000))
    number = number_from(random.randrange(10**10))
    ticket = Ticket(number, random.choice(("juzhuzheng", "x")), "hall-qinghe", moment, random.randint(5, 60))
    return ticket.code(HUB.sign, random.choice(ADDRESSES)).encode()


def check_paper(data: bytes) -> None:
    outcome = paper_proof.read(text_of(data))
    told_well(outcome)
    if not isinstance(outcome, Ok):
        return
    proof = outcome.value
    verdict = paper_proof.verify(proof, KEYS)
    told_well(verdict)
    if isinstance(verdict, Ok):
        assert paper_proof.prove(proof.statement, PAPER_KEY, SIGNER.sign) == proof, "a paper nobody signed"


def _paper(random: Random) -> bytes:
    statement = PaperStatement(
        code="YEZC-FTBW-KHPH-ZQBS",
        issued_at=LONG_AGO + timedelta(seconds=random.randrange(10**8)),
        valid_until=date(2027, 2, 21) + timedelta(days=random.randrange(3000)),
        specimen=random.random() < 0.5,
        title="社会保险参保证明",
        issuer="清河县人力资源和社会保障局",
        lines=tuple(("姓名", "李*国") for _ in range(random.randrange(6))),
    )
    proof = paper_proof.prove(paper_proof.fitted(statement), PAPER_KEY, SIGNER.sign)
    return proof.text(random.choice(ADDRESSES)).encode()


def check_receipt(data: bytes) -> None:
    outcome = receipt_proof.read(text_of(data))
    told_well(outcome)
    if not isinstance(outcome, Ok):
        return
    proof = outcome.value
    assert parse(str(proof.statement.number)) == proof.statement.number
    verdict = receipt_proof.verify(proof, HUB_KEY)
    told_well(verdict)
    if isinstance(verdict, Ok) and verdict.value.public_key == SIGNER_KEY:
        again = receipt_proof.prove(proof.statement, verdict.value, SIGNER.sign)
        assert again == proof, "a receipt that no terminal signed"


def _receipt(random: Random) -> bytes:
    day = date(2026, 11, 22) + timedelta(days=random.randrange(900))
    number = CaseNumber("QH0001", day, random.randint(1, 999_999), "K7M")
    moment = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=random.randrange(10**7))
    statement = receipt_proof.state(number, "getihu-sheli", moment, random.randbytes(9))
    certificate = Certificate.issue("QH0001", SIGNER_KEY, "清河县政务服务中心", HUB.sign)
    proof = receipt_proof.prove(statement, random.choice((certificate, None)), SIGNER.sign)
    return proof.text(random.choice(ADDRESSES)).encode()


def check_keys(data: bytes) -> None:
    keys = PaperKeys.unpack(data)
    if keys is None:
        return
    assert PaperKeys.unpack(keys.packed()) == keys
    if keys.is_of(HUB_KEY):
        assert PaperKeys.issue(keys.keys, HUB.sign) == keys, "keys that the hub did not list"
    certificate = Certificate.unpack(data)
    assert certificate is None or not certificate.is_of(HUB_KEY), "one word of the hub passes for another"


def _keys(random: Random) -> bytes:
    since = LONG_AGO + timedelta(seconds=random.randrange(10**8))
    old = PaperKey(random.randbytes(32), LONG_AGO, since)
    return PaperKeys.issue(
        (old,) * random.randrange(3) + (PaperKey(SIGNER_KEY, since, None),), HUB.sign
    ).packed()


_MARKS = (PREFIX.encode(), pickup_code.PREFIX.encode(), b"#", b"?", b"https://", b"/verify/")

TARGETS = (
    Target(
        "papers.kind", "every text has a kind, the same with blanks around it", check_kind, _any_code, _MARKS
    ),
    Target("papers.ticket", "only what the hub made is believed", check_ticket, _ticket, _MARKS),
    Target("papers.paper", "only what a key of the hub signed is believed", check_paper, _paper, _MARKS),
    Target(
        "papers.receipt",
        "only what a terminal of the hub signed is believed",
        check_receipt,
        _receipt,
        _MARKS,
    ),
    Target("papers.keys", "only keys that the hub listed are believed", check_keys, _keys),
)
