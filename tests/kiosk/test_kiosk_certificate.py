"""The certificate that a resident takes home is the one the hub stands by: code, QR and PDF, and no other code."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
import requests
import zxingcpp
from kiosk_bench import WAIT_S
from PIL import Image

from hub.certificates.codes import ALPHABET

CODE = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")
SCALE = 3
"""Points to pixels: a module of the code is about five pixels then."""


def read_codes(picture):
    """The texts of all QR codes, from the top."""
    found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in sorted(found, key=lambda one: one.position.top_left.y)]


def page_of(pdf):
    """Text and picture of the first page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        return page.get_textpage().get_text_range(), page.render(scale=SCALE, grayscale=True).to_pil()
    finally:
        document.close()


def asked(rig, target):
    """As a phone asks the hub, which does not know the terminal's session."""
    session = requests.Session()
    session.trust_env = False
    return session.get(rig.around.hub.url + target, timeout=WAIT_S)


@pytest.fixture
def printed(rig):
    """The record was made: the document and the receipt, both as they come out."""
    rig.walk("result")
    rig.until("the document", lambda: rig.terminal.mailbox.state.here.answer is not None)
    rig.sees("打好了，请取走")
    (document,) = rig.terminal.mailbox.state.here.answer.documents
    return document, rig.receipts()[-1]


def test_code_and_qr_on_the_paper_lead_to_this_very_certificate(rig, printed):
    document, receipt = printed
    text, picture = page_of(document.pdf)
    assert set(CODE.findall(text)) == {document.document_id}, "one number, everywhere the same"
    (scanned,) = read_codes(picture)
    assert scanned == document.verify_url
    with Image.open(receipt) as paper:
        leads_to, proof = read_codes(paper)
    assert leads_to == scanned, "the receipt leads to the same page"
    assert proof == rig.terminal.mailbox.state.here.proof
    answer = asked(rig, proof.removeprefix(rig.around.hub.url))
    assert answer.status_code == 200
    assert "凭证是真的：本中心的机器收了这件事" in answer.text
    assert "办好了" in answer.text
    assert "李" not in answer.text
    url = urlsplit(scanned)
    assert url.path == f"/verify/{document.document_id}"
    page = asked(rig, f"{url.path}?{url.query}")
    assert page.status_code == 200
    assert "证明是真的，由本中心出具" in page.text
    assert "李*国" in page.text
    assert "99010119880712001X" not in page.text
    (token,) = parse_qs(url.query)["t"]
    same = asked(rig, f"/documents/{document.document_id}.pdf?t={token}")
    assert same.content == document.pdf, "to the last byte"


def test_one_changed_character_is_refused_wherever_it_is(rig, printed):
    document, _ = printed
    code, url = document.document_id, urlsplit(document.verify_url)
    assert asked(rig, f"/verify/{code}").status_code == 200
    for at, letter in enumerate(code):
        if letter == "-":
            continue
        other = ALPHABET[(ALPHABET.index(letter) + 1) % len(ALPHABET)]
        forged = code[:at] + other + code[at + 1 :]
        page = asked(rig, f"/verify/{forged}?{url.query}")
        assert page.status_code == 404, forged
        assert "没有出具过这个验证码的证明" in page.text
        assert "李*国" not in page.text
    assert asked(rig, f"/verify/{code[:-1]}").status_code == 404, "one too few"
    assert asked(rig, f"/verify/{code}{ALPHABET[0]}").status_code == 404, "one too many"
    (token,) = parse_qs(url.query)["t"]
    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert asked(rig, f"/documents/{code}.pdf?t={wrong}").status_code == 404
    assert asked(rig, f"/documents/{code}.pdf").status_code == 404
    assert "/documents/" not in asked(rig, f"/verify/{code}?t={wrong}").text
