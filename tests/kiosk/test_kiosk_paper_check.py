"""A paper that came out of one visit is checked in the next: with a line, without one, when it was revoked; before the
reader and under the camera.
"""

from __future__ import annotations

import queue
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import cv2
import numpy as np
import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from kiosk_bench import WAIT_S, config_for_tests

from contract import paper_proof
from contract.paper_keys import PaperKey
from contract.paper_proof import PaperStatement
from drivers.device import DeviceClass
from drivers.simulators.bench import Bench
from drivers.simulators.camera.stand import CameraStand
from hub.certificates.certificate import Issue
from hub.certificates.typeset import typeset
from hub.departments.papers.statement import Line, Statement
from kiosk.devices import Devices
from kiosk.paper_check import PaperCheck
from kiosk.paper_code import code_in
from kiosk.store import open_store
from outcome import Ok
from visit.events import CodeScanned, DeviceChanged, NoCodeSeen, PaperChecked

if TYPE_CHECKING:
    from pathlib import Path

    from contract.case import Document


@pytest.fixture
def document(rig) -> Document:
    """Made in a visit that is over by now."""
    rig.walk("result")
    rig.until("the document", lambda: rig.terminal.mailbox.state.here.answer is not None)
    (made,) = rig.terminal.mailbox.state.here.answer.documents
    rig.leave()
    rig.until("nobody", lambda: rig.page == "attract")
    return made


def lay_down(rig, text: str) -> None:
    rig.terminal.mailbox.post(CodeScanned(text))
    rig.on("verify")


def test_a_paper_is_checked_revoked_and_checked_again(rig, document):
    lay_down(rig, document.verify_url)
    rig.sees("证明是真的，没有作废", "李*国", "社会保险参保证明", document.document_id)
    assert "李建国" not in rig.words()
    changed = paper_proof.read(document.verify_url)
    assert isinstance(changed, Ok)
    forged = replace(changed.value, statement=replace(changed.value.statement, title="买房资格证明"))
    lay_down(rig, forged.text("https://hub.example/verify/X"))
    rig.sees("内容被改过")
    assert "买房资格证明" not in rig.words(), "what nobody signed is not shown"

    rig.proxy.order("/", "down")
    lay_down(rig, document.verify_url)
    rig.sees("签名真实。网络断了，没能查有没有作废", "李*国")
    rig.proxy.heal()

    hub = rig.around.hub
    command = [
        sys.executable,
        "-m",
        "hub",
        "papers",
        "revoke",
        document.document_id,
        "--reason",
        "错",
        "--by",
        "shifu",
    ]
    subprocess.run([*command, "--data", str(hub._folder)], check=True, capture_output=True, timeout=60)
    lay_down(rig, document.verify_url)
    rig.sees("这份证明已作废", "已作废，从")


PAPER = Statement(
    title_zh="小证明",
    title_en="A small paper",
    issuer_zh="清河县政务服务中心",
    issuer_en="Qinghe County Government Service Centre",
    lines=(Line("姓名", "Name", "刘䶮", "刘*"),),
    valid_until=date(2027, 2, 20),
)


def photo(pdf: bytes, width: int) -> np.ndarray:
    """A page of A4 on a dark desk, a little turned and leaning, as a document camera sees it."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_numpy()
    page = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) if page.ndim == 3 else page
    high, wide = page.shape
    height = width * 4 // 3
    seen = np.float32([[0.06, 0.05], [0.93, 0.07], [0.95, 0.95], [0.05, 0.92]]) * np.float32([width, height])
    corners = np.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
    turned = cv2.warpPerspective(
        page,
        cv2.getPerspectiveTransform(corners, seen),
        (width, height),
        flags=cv2.INTER_AREA,
        borderValue=50,
    )
    noise = np.random.default_rng(7).normal(0, 6, turned.shape)
    return np.clip(cv2.GaussianBlur(turned, (0, 0), 0.6) * 0.85 + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("width", [1944, 2448])
def test_the_code_of_a_whole_page_is_read_under_the_camera(width):
    """Of cameras with five and with eight million pixels, a page filling the picture."""
    said = (
        "https://hub.yunxi.example/verify/7KQM-2F9X-RWTA-4HBN?t=abcdefghijklmnop#"
        + "M7CT60AH8QFC8$6JSANHD5M" * 20
    )
    issue = Issue(
        code="7KQM-2F9X-RWTA-4HBN",
        issued_at=datetime(2026, 11, 22, tzinfo=UTC),
        terminal_id="QH0001",
        case_number="QH0001-1",
        verify_url=said,
    )
    kept, jpeg = cv2.imencode(".jpg", photo(typeset(PAPER, issue), width), [cv2.IMWRITE_JPEG_QUALITY, 85])
    assert kept
    assert code_in(jpeg.tobytes()) == said
    blank, jpeg = cv2.imencode(".jpg", np.full((900, 700), 200, np.uint8))
    assert blank
    assert code_in(jpeg.tobytes()) is None
    assert code_in(b"no picture") is None


class Desk:
    """A camera over a desk, and what was posted."""

    def __init__(self, folder: Path) -> None:
        opened = open_store(config_for_tests(), folder)
        assert isinstance(opened, Ok), opened
        self.cache = opened.value[0]
        self.stand = CameraStand()
        self.bench = Bench((self.stand,))
        self.bench.plug()
        self.news: queue.Queue = queue.Queue()
        table = {"driver": "mjpeg", **self.stand.options()["mjpeg"]}
        self.devices = Devices({DeviceClass.CAMERA: table}, self.news.put)
        self.workers = ThreadPoolExecutor(1)
        self.check = PaperCheck(self.devices, self.cache.papers, None, self.workers, self.news.put)
        self.devices.start()
        self.next(DeviceChanged, lambda one: one.health.usable)

    def next(self, kind, such=lambda _: True):
        end = time.monotonic() + WAIT_S
        while True:
            one = self.news.get(timeout=max(0.01, end - time.monotonic()))
            if isinstance(one, kind) and such(one):
                return one

    def close(self) -> None:
        self.devices.stop()
        self.workers.shutdown()
        self.bench.close()
        self.cache.close()


@pytest.fixture
def desk(tmp_path: Path):
    made = Desk(tmp_path)
    yield made
    made.close()


def test_under_the_camera_a_code_is_told_and_nothing_is_told_too(desk):
    desk.stand.verbs()["camera-content"].do("https://hub.example/verify/7KQM-2F9X-RWTA-4HBN")
    desk.check.look(uuid4())
    told = desk.next((CodeScanned, NoCodeSeen))
    assert told == CodeScanned("https://hub.example/verify/7KQM-2F9X-RWTA-4HBN")
    order = uuid4()
    desk.stand.verbs()["camera-show"].do("page")
    for _ in range(5):  # a frame of the paper before may still be on its way
        desk.check.look(order)
        seen = desk.next((CodeScanned, NoCodeSeen))
        if seen == NoCodeSeen(order):
            break
    assert seen == NoCodeSeen(order)
    desk.stand.verbs()["camera-stall"].do()
    desk.check.look(order)
    assert desk.next((CodeScanned, NoCodeSeen)) == NoCodeSeen(order)


def test_before_a_terminal_is_enrolled_it_says_that_it_cannot_tell(desk):
    """It has no keys then, and calls nothing genuine or forged."""
    private = Ed25519PrivateKey.generate()
    key = PaperKey(private.public_key().public_bytes_raw(), datetime(2026, 1, 1, tzinfo=UTC), None)
    made = datetime(2026, 11, 22, tzinfo=UTC)
    said = PaperStatement("7KQM-2F9X-RWTA-4HBN", made, date(2027, 2, 20), True, "小证明", "清河县", ())  # noqa: FBT003
    text = paper_proof.prove(said, key, private.sign).text("https://hub.example/verify/7KQM-2F9X-RWTA-4HBN")
    for told, verdict in ((text, "paper_no_keys"), (text[:-1], "paper_unreadable")):
        order = uuid4()
        desk.check.check(order, told)
        assert desk.next(PaperChecked) == PaperChecked(order, verdict)
