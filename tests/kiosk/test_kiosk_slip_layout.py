"""A slip's facts all reach the paper, on 58 and on 80 mm."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

import pytest

from drivers.receipt_printer.encode import Encoder
from drivers.receipt_printer.job import Cut, PrintJob, Qr, Text
from drivers.receipt_printer.raster import qr_matrix, qr_module
from drivers.simulators.receipt_printer.escpos_page import Page
from drivers.simulators.receipt_printer.escpos_tokens import Char, Op, Tokenizer
from kiosk.slip_layout import print_job
from visit.effects import Slip, SlipLine

SLIP = Slip(
    kind="receipt",
    title="收件凭证",
    number_label="收件编号",
    number="YX99A0011-20261122-000011-K7M-89",
    lines=(SlipLine("事项", "社保参保证明打印"), SlipLine("申请人", "李*国")),
    sections=(("请带原件核对", ("居民身份证", "经营场所证明")), ("以后补交", ("照片（12月1日前）",))),
    qr="https://hub.example/v/abc",
    qr_caption="扫码查证明真假",
    proof="https://bangban.yunxi.example/verify/receipt?" + "B60I.0U:A$D7$J7-CE000LT1" * 19,
    proof_caption="扫码查凭证真假",
    footer=("请收好", "窗口：电话 100-0099-0000"),
    watermark="演示样张 · 无效",
    reprint="重打",
)


def words(thing):
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, tuple):
        return [word for one in thing for word in words(one)]
    if is_dataclass(thing):
        return [word for one in fields(thing) for word in words(getattr(thing, one.name))]
    return []


def test_every_word_of_the_slip_is_on_the_paper():
    job = print_job("job-1", SLIP)
    assert job.job_id == "job-1"
    printed = "\n".join(words(job.parts))
    missing = [word for word in words(SLIP) if word not in printed and word != SLIP.kind]
    assert not missing


def test_the_watermark_stands_first_and_last_and_the_cut_comes_last():
    parts = print_job("job-1", SLIP).parts
    said = [part.text for part in parts if isinstance(part, Text)]
    assert said[0] == said[-1] == SLIP.watermark
    assert isinstance(parts[-1], Cut)


def test_what_is_not_there_takes_no_paper():
    bare = Slip("help", "回电凭条", "呼叫编号", "0042", ())
    job = print_job("job-2", bare)
    assert not [part for part in job.parts if isinstance(part, Qr)]
    assert not [part for part in job.parts if isinstance(part, Text) and not part.text]
    number = next(part for part in job.parts if isinstance(part, Text) and part.text == "0042")
    assert number.size == 2, "a short number is large"


def test_a_long_number_keeps_to_one_line():
    number = next(
        part for part in print_job("job-1", SLIP).parts if isinstance(part, Text) and part.text == SLIP.number
    )
    assert number.size == 1


def test_the_repr_of_a_job_names_nobody():
    assert "李*国" not in repr(print_job("job-1", SLIP))


@pytest.mark.parametrize("mode", ["text", "raster"])
def test_both_widths_of_paper_carry_the_whole_slip(mode):
    pictures = {}
    for dots in (384, 576):
        data = Encoder(dots, mode).job(print_job("job-1", SLIP))
        tokens = Tokenizer().feed(data)
        page = Page(dots)
        for token in tokens:
            if not (isinstance(token, Op) and token.name == "GS V"):
                page.apply(token)
        pictures[dots] = page.cut()
        if mode == "text":
            typed = "".join(token.text for token in tokens if isinstance(token, Char)).replace(" ", "")
            missing = [
                word for word in [*words(SLIP.lines), SLIP.number] if word.replace(" ", "") not in typed
            ]
            assert not missing, f"{dots} dots"
    narrow, wide = pictures[384], pictures[576]
    assert narrow.width < wide.width
    assert narrow.height > wide.height / 2, "what does not fit beside goes below"
    for picture in pictures.values():
        ink = picture.point(lambda grey: 255 - grey).getbbox()
        assert ink is not None
        assert ink[0] > 0, "nothing printed over the left edge"
        assert ink[2] < picture.width, "nothing printed over the right edge"


@pytest.mark.parametrize("dots", [384, 576])
@pytest.mark.parametrize("mode", ["text", "raster"])
@pytest.mark.parametrize("terminal", ["QH0001", "YX99A0011", "WWWWWWWWWWWW"])
def test_the_number_stands_on_one_line(mode, dots, terminal):
    """Broken in two it would be read as two."""

    def height(number):
        page = Page(dots)
        for token in Tokenizer().feed(
            Encoder(dots, mode).job(print_job("job-1", replace(SLIP, number=number)))
        ):
            if not (isinstance(token, Op) and token.name == "GS V"):
                page.apply(token)
        return page.cut().height

    number = f"{terminal}-20261122-000011-K7M-89"
    assert height(number) == height("QH0001-000011")
    parts = print_job("job-1", replace(SLIP, number=number)).parts
    broken = tuple(replace(part, whole=False) if isinstance(part, Text) else part for part in parts)
    assert len(Encoder(384, "raster").job(PrintJob("job-1", broken))) > len(
        Encoder(384, "raster").job(PrintJob("job-1", parts))
    ), "the control: in dots it would break on narrow paper"


@pytest.mark.parametrize("dots", [384, 576])
def test_both_codes_are_printed_apart_and_at_half_a_millimetre_a_module(dots):
    parts = print_job("job-1", SLIP).parts
    places = [at for at, part in enumerate(parts) if isinstance(part, Qr)]
    assert [parts[at].payload for at in places] == [SLIP.qr, SLIP.proof]
    between = [part for part in parts[places[0] : places[1]] if isinstance(part, Text)]
    assert len(between) > len(SLIP.footer), (
        "caption and footer stand between, so a phone sees one code at a time"
    )
    assert qr_module(len(qr_matrix(SLIP.proof)), 6, dots) >= 4
