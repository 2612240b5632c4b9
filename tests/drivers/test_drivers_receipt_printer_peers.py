"""A stranger's receipts on our simulated printer: python-escpos makes the bytes, with none of our encoding.

What it wrote is compared with what was drawn on the paper: codes are read back, dots are counted, lines are spelled.
"""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import zxingcpp
from drivers_benches import BOUND_S
from escpos.printer import Dummy, Network
from PIL import Image

from drivers.simulators.receipt_printer.escpos_tokens import LINE_FEED, Char, Op, Tokenizer
from drivers.simulators.receipt_printer.stand import ReceiptPrinterStand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARGIN = 32
CODE = "https://example.org/c/99-0001"


@pytest.fixture
def stand(short_dir: Path) -> Iterator[ReceiptPrinterStand]:
    stand = ReceiptPrinterStand(short_dir)
    for wire in stand.wires:
        wire.plug()
    yield stand
    for wire in stand.wires:
        wire.unplug()


@pytest.fixture
def stranger() -> Any:
    """The library's printer that only collects its bytes."""
    logging.getLogger("escpos").setLevel(logging.ERROR)  # it is not told how wide the paper is
    return Dummy()


def printed(stand: ReceiptPrinterStand, data: bytes, receipts: int = 1) -> list[Image.Image]:
    """What comes out when these bytes are sent in pieces."""
    options = stand.options()["escpos_network"]
    with socket.create_connection((options["host"], options["port"]), BOUND_S) as line:
        for at in range(0, len(data), 700):
            line.sendall(data[at : at + 700])
        assert stand.printer.wait_for_receipts(receipts, BOUND_S)
    return [Image.open(path) for path in stand.printer.receipts]


def codes(picture: Image.Image) -> list[tuple[str, str]]:
    found = zxingcpp.read_barcodes(np.array(picture.convert("L")))
    return sorted((str(one.format), one.text) for one in found)


def lines(data: bytes) -> list[str]:
    """Characters between line feeds, of a reader who takes commands for nothing."""
    rows = [""]
    for token in Tokenizer().feed(data):
        if token == LINE_FEED:
            rows.append("")
        elif isinstance(token, Char):
            rows[-1] += token.text
    return [row for row in rows if row]


def test_its_lines_are_spelled_right_in_both_languages(stand: ReceiptPrinterStand, stranger: Any) -> None:
    stranger.hw("INIT")
    stranger.set(align="center", bold=True, double_height=True, double_width=True)
    stranger.textln("清河县政务服务")
    stranger.set(align="left", normal_textsize=True, bold=False)
    stranger.textln("Case 99-0001")
    stranger.textln("申请人：王秀英，材料齐全。")
    stranger.block_text("one two three four", columns=8)
    stranger.ln()
    stranger.cut()
    written = ["清河县政务服务", "Case 99-0001", "申请人：王秀英，材料齐全。", "one two", "three", "four"]
    assert lines(stranger.output) == written
    (paper,) = printed(stand, stranger.output)
    ink = np.array(paper) < 128
    assert ink.any()
    title = ink[MARGIN : MARGIN + 48, MARGIN:-MARGIN]
    left, right = np.flatnonzero(title.any(axis=0))[[0, -1]]
    assert title.any(axis=1).sum() > 40, "twice as high"
    assert abs(left - (576 - 1 - right)) < 24, "in the middle"
    assert right - left > 6 * 48, "seven characters of twice the width"


@pytest.mark.parametrize("payload", [CODE, "办件编号：云溪99-0001"])
@pytest.mark.parametrize("native", [True, False])
def test_its_qr_codes_are_read_back(
    stand: ReceiptPrinterStand, stranger: Any, payload: str, native: bool
) -> None:
    stranger.textln("QR")
    stranger.qr(payload, native=native, size=6)
    stranger.cut()
    (paper,) = printed(stand, stranger.output)
    assert codes(paper) == [("QR Code", payload)]


@pytest.mark.parametrize(
    ("data", "kind", "read"),
    [
        ("4006381333931", "EAN13", ("EAN-13", "4006381333931")),
        ("12345670", "EAN8", ("EAN-8", "12345670")),
        ("036000291452", "UPC-A", ("EAN-13", "0036000291452")),  # the same bars
        ("QH0001", "CODE39", ("Code 39", "QH0001")),
        ("123456", "ITF", ("ITF", "123456")),
        ("{BCase-99", "CODE128", ("Code 128", "Case-99")),
        ("{C\x63\x00\x01", "CODE128", ("Code 128", "990001")),
    ],
)
def test_its_bar_codes_are_read_back(
    stand: ReceiptPrinterStand, stranger: Any, data: str, kind: str, read: tuple[str, str]
) -> None:
    stranger.barcode(data, kind, check=False)
    stranger.cut()
    (paper,) = printed(stand, stranger.output)
    assert codes(paper) == [read]


def test_a_bar_code_that_it_draws_itself_is_read_back(stand: ReceiptPrinterStand, stranger: Any) -> None:
    stranger.barcode("4006381333931", "EAN13", force_software="bitImageRaster")
    stranger.cut()
    (paper,) = printed(stand, stranger.output)
    assert codes(paper) == [("EAN-13", "4006381333931")]


@pytest.mark.parametrize("how", ["bitImageRaster", "graphics"])
@pytest.mark.parametrize("tall", [32, 1200])
def test_its_pictures_arrive_dot_by_dot(
    stand: ReceiptPrinterStand, stranger: Any, how: str, tall: int
) -> None:
    dots = np.random.default_rng(7).integers(0, 2, (tall, 128), dtype=np.uint8) * 255
    stranger.image(Image.fromarray(dots), impl=how)
    stranger.cut()
    (paper,) = printed(stand, stranger.output)
    assert np.array_equal(np.array(paper)[MARGIN : MARGIN + tall, MARGIN : MARGIN + 128], dots)


def test_each_cut_is_a_receipt(stand: ReceiptPrinterStand, stranger: Any) -> None:
    for number, (mode, feed) in enumerate([("FULL", True), ("PART", False), ("PART", True)]):
        stranger.qr(f"{CODE}-{number}", native=True, size=5)
        stranger.cut(mode=mode, feed=feed)
    papers = printed(stand, stranger.output, receipts=3)
    assert [codes(paper) for paper in papers] == [[("QR Code", f"{CODE}-{number}")] for number in range(3)]


def test_nothing_it_says_is_unknown(stranger: Any) -> None:
    """Each of its commands is one token of the length that the library means: no parameter is taken for a letter."""
    stranger.hw("INIT")
    stranger.set(align="right", font="b", underline=1, invert=True, smooth=True, flip=True, density=4)
    stranger.set(custom_size=True, width=3, height=2)
    stranger.charcode("CP437")
    stranger.line_spacing(30)
    stranger.buzzer()
    stranger.cashdraw(2)
    stranger.print_and_feed(2)
    stranger.control("LF")
    stranger.panel_buttons(enable=False)
    tokens = Tokenizer().feed(stranger.output)
    assert [token for token in tokens if isinstance(token, Char)] == []
    assert Op("ESC a", b"\x02") in tokens
    assert Op("GS !", b"\x21") in tokens


def test_it_asks_for_paper_and_is_answered(stand: ReceiptPrinterStand) -> None:
    options = stand.options()["escpos_network"]
    stranger = Network(options["host"], port=options["port"], timeout=BOUND_S)
    try:
        assert (stranger.is_online(), stranger.paper_status()) == (True, 2)
        stand.printer.set(paper_low=True)
        assert (stranger.is_online(), stranger.paper_status()) == (True, 1)
        stand.printer.set(paper_out=True)
        assert (stranger.is_online(), stranger.paper_status()) == (False, 0)
    finally:
        stranger.close()
