"""Every kind of slip that a visit can order, on 58 and on 80 mm: nothing is lost, words stay whole, codes read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from visit_stations import stations

import visit
from catalogue.realm import Realm
from drivers.receipt_printer import raster, text
from drivers.receipt_printer.encode import Encoder
from drivers.receipt_printer.job import Pair, Qr, Text
from drivers.simulators.receipt_printer.escpos_page import Page
from drivers.simulators.receipt_printer.escpos_tokens import Char, Op, Tokenizer
from kiosk.slip_layout import print_job
from visit.appointment_slip import appointment_slip
from visit.checklist_slip import checklist_slip
from visit.effects import PrintSlip, Slip
from visit.slips import call_back, receipt
from wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    from catalogue.model import Item
    from visit.state import State

NARROW, WIDE = 384, 576
"""Dots of 58 and of 80 mm paper: 32 and 48 columns."""
LEAST_MODULE = 3
"""Dots, 0.375 mm: less a phone does not read off thermal paper in one go."""


def in_english(state: State) -> Iterator[Slip]:
    """What could be printed from here."""
    state = replace(state, language="en")
    here = state.visit
    if here is not None and here.number and here.accepted_at is not None:
        yield receipt(state)
    if here is not None and here.appointing.told is not None:
        slip = appointment_slip(state)
        assert slip is not None
        yield slip
    if state.help is not None:
        yield call_back(state, state.help)
    if str(state.page) == "checklist":
        yield checklist_slip(state)


@pytest.fixture(scope="session")
def slips(items: tuple[Item, ...]) -> tuple[Slip, ...]:
    """Every one that is ordered on the way to any place of a visit, and the same in English."""
    found: dict[Slip, None] = {}
    for _, world in stations(items):
        found |= dict.fromkeys(one.slip for one in world.effects if isinstance(one, PrintSlip))
        found |= dict.fromkeys(in_english(world.state))
    return tuple(found)


def test_every_kind_that_the_program_knows_is_here(slips: tuple[Slip, ...]) -> None:
    folder = Path(visit.__path__[0])
    known = {
        kind
        for file in folder.rglob("*.py")
        for kind in re.findall(r'\bkind="(\w+)"', file.read_text("utf-8"))
    }
    for title in ("slip.receipt_title", "slip.help_title", "appointment.slip_title", "checklist.title"):
        for language in ("zh", "en"):
            assert say(language, title) in {one.title for one in slips}, (title, language)
    assert {one.kind for one in slips} == known
    assert any(one.reprint for one in slips)
    assert any(one.qr and one.proof for one in slips)


def test_the_demo_s_watermark_stands_on_every_kind_and_on_none_of_a_real_place(
    slips: tuple[Slip, ...], items: tuple[Item, ...]
) -> None:
    assert all(one.watermark in {"演示样张 · 无效", say("en", "slip.watermark")} for one in slips)
    world = next(one for name, one in stations(items) if name.endswith("/result"))
    real = replace(world.state, machine=replace(world.state.machine, realm=Realm.REAL))
    assert receipt(real).watermark == ""


def drawn(slip: Slip, dots: int, mode: str) -> tuple[Image.Image, str]:
    """The paper, and what was sent to it as text."""
    page, typed = Page(dots), ""
    for token in Tokenizer().feed(Encoder(dots, mode).job(print_job("1", slip))):
        if isinstance(token, Op) and token.name == "GS V":
            continue
        typed += token.text if isinstance(token, Char) else ""
        page.apply(token)
    return page.cut(), typed


@pytest.mark.parametrize("dots", [NARROW, WIDE])
@pytest.mark.parametrize("mode", ["text", "raster"])
def test_nothing_is_printed_over_an_edge_and_every_code_is_read_back(
    slips: tuple[Slip, ...], dots: int, mode: str
) -> None:
    shown = {(one.kind, one.title, len(one.sections), bool(one.qr), bool(one.proof)): one for one in slips}
    for slip in shown.values():
        paper, typed = drawn(slip, dots, mode)
        left, _, right, _ = paper.point(lambda grey: 255 - grey).getbbox() or (0, 0, 0, 0)
        edge = (paper.width - dots) // 2
        assert edge <= left < right <= edge + dots
        codes = {
            one.text
            for one in zxingcpp.read_barcodes(paper.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
        }
        assert {code for code in (slip.qr, slip.proof) if code} == codes, slip.title
        if mode == "text":
            small = "".join(typed.split())
            for line in slip.lines:
                for word in (line.label, line.value):
                    assert text.encode(word) is None or "".join(word.split()) in small, (slip.kind, word)


def texts_of(slip: Slip) -> Iterator[tuple[str, int, bool, bool]]:
    """Text, size, bold and whether it must not be broken, of all that is set in lines."""
    for part in print_job("1", slip).parts:
        if isinstance(part, Text):
            yield part.text, part.size, part.bold, part.whole
        if isinstance(part, Pair):
            yield part.left, 1, part.bold, False
            yield part.right, 1, part.bold, False


@pytest.mark.parametrize("dots", [NARROW, WIDE])
def test_lines_are_broken_between_words_and_lose_nothing(slips: tuple[Slip, ...], dots: int) -> None:
    def width(size: int, *, bold: bool):
        return lambda run: raster.width(run, size, bold=bold)

    for slip in slips:
        for told, size, bold, whole in texts_of(slip):
            if whole:
                natural = raster.width(told, size, bold=bold)
                assert natural <= dots * 1.6, f"{told}: narrowed so far that nobody reads it"
                continue
            for most, measure in ((dots, width(size, bold=bold)), (dots // 12 // size, text.columns)):
                lines = text.wrap(told, most, measure)
                assert "".join("".join(lines).split()) == "".join(text.clean(told).split())
                assert all(measure(line) <= most for line in lines)
                for word in re.findall(r"[A-Za-z0-9][A-Za-z0-9@/.-]+", told):
                    assert measure(word) > most or any(word in line for line in lines), (word, lines)


@pytest.mark.parametrize("dots", [NARROW, WIDE])
def test_codes_are_coarse_enough(slips: tuple[Slip, ...], dots: int) -> None:
    for slip in slips:
        for part in print_job("1", slip).parts:
            if isinstance(part, Qr):
                modules = len(raster.qr_matrix(part.payload))
                assert raster.qr_module(modules, part.size, dots) >= LEAST_MODULE, (slip.kind, modules)


def test_the_longest_code_of_a_paper_fits_the_narrow_receipt() -> None:
    """A receipt leads to the paper by the paper's own code, with the signed proof in it."""
    longest = (
        "https://bangban.qinghe.yunxi.example/verify/7KQM-2F9X-RWTA-4HBN?t=abcdefghijklmnop#"
        + "M7CT60AH8QFC" * 47
    )
    assert raster.qr_module(len(raster.qr_matrix(longest)), 6, NARROW) >= LEAST_MODULE


@pytest.mark.parametrize("dots", [NARROW, WIDE])
def test_the_name_of_a_thing_is_broken_where_a_number_is_narrowed(slips: tuple[Slip, ...], dots: int) -> None:
    slip = next(one for one in slips if one.kind == "guide")
    for name in ("企业歇业、迁移登记和注销", "Register a company and everything that goes with it", "一个字"):
        (part,) = [
            part
            for part in print_job("1", replace(slip, number=name)).parts
            if isinstance(part, Text) and part.text == name
        ]
        assert not part.whole, "squeezed into one line nobody reads it"
        lines = text.wrap(name, dots, lambda run, of=part: raster.width(run, of.size, bold=of.bold))
        assert "".join("".join(lines).split()) == "".join(name.split())
    numbered = print_job("1", replace(slip, number="YX99A0011-20261122-000011-K7M-89")).parts
    assert [part.whole for part in numbered if isinstance(part, Text) and part.text.startswith("YX99")] == [
        True
    ]
