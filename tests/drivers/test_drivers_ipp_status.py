"""The printer's reasons as a status that says who must act."""

from __future__ import annotations

import pytest

from drivers.device import Cover, DeviceState, Paper
from drivers.document_printer.ipp_status import decode
from outcome import Action

SITE_KEEPER, ENGINEER, NOBODY = Action.SITE_KEEPER, Action.ENGINEER, Action.NOBODY


def printer(state: int, *reasons: str) -> dict[str, tuple[int | str, ...]]:
    return {"printer-state": (state,), "printer-state-reasons": reasons or ("none",)}


@pytest.mark.parametrize(
    ("state", "reasons", "code", "paper", "action"),
    [
        (3, (), "", Paper.FULL, NOBODY),
        (4, (), "", Paper.FULL, NOBODY),
        (3, ("media-low-report",), "paper_low", Paper.LOW, SITE_KEEPER),
        (3, ("toner-low-warning",), "toner_low", Paper.FULL, SITE_KEEPER),
        (3, ("marker-supply-low",), "toner_low", Paper.FULL, SITE_KEEPER),
        (3, ("output-area-almost-full-warning",), "tray_nearly_full", Paper.FULL, SITE_KEEPER),
        (5, ("media-empty-error",), "paper_out", Paper.OUT, SITE_KEEPER),
        (5, ("media-needed",), "paper_out", Paper.OUT, SITE_KEEPER),
        (3, ("media-empty",), "paper_out", Paper.OUT, SITE_KEEPER),  # no ending counts as an error
        (3, ("media-empty-warning",), "", Paper.FULL, NOBODY),  # the other tray
        (5, ("media-empty-warning",), "paper_out", Paper.OUT, SITE_KEEPER),  # but it stands still
        (5, ("media-jam-error", "cover-open-error"), "cover_open", Paper.UNKNOWN, SITE_KEEPER),
        (5, ("media-jam-error",), "paper_jam", Paper.JAMMED, SITE_KEEPER),
        (5, ("door-open",), "cover_open", Paper.UNKNOWN, SITE_KEEPER),
        (5, ("marker-supply-empty-error",), "toner_out", Paper.FULL, SITE_KEEPER),
        (5, ("toner-empty",), "toner_out", Paper.FULL, SITE_KEEPER),
        (5, ("output-area-full",), "tray_full", Paper.FULL, SITE_KEEPER),
        (5, ("fuser-over-temp-error",), "hardware_error", Paper.FULL, ENGINEER),
        (5, ("paused",), "off_line", Paper.FULL, SITE_KEEPER),
        (5, (), "off_line", Paper.FULL, SITE_KEEPER),
        (5, ("com.example-strange",), "off_line", Paper.FULL, SITE_KEEPER),
        (3, ("com.example-strange",), "", Paper.FULL, NOBODY),
    ],
)
def test_reasons(state: int, reasons: tuple[str, ...], code: str, paper: Paper, action: Action) -> None:
    status = decode(printer(state, *reasons), "ipp://x")
    assert (status.code, status.paper, status.action) == (code, paper, action)
    assert status.usable == (code in {"", "paper_low", "toner_low", "tray_nearly_full"})


def test_an_open_cover_is_told_as_one() -> None:
    assert decode(printer(5, "cover-open"), "ipp://x").cover is Cover.OPEN
    assert decode(printer(3), "ipp://x").cover is Cover.CLOSED


def test_a_printer_without_reasons_is_silent_about_paper() -> None:
    status = decode({"printer-state": (3,)}, "ipp://x")
    assert (status.state, status.paper, status.cover) == (DeviceState.ONLINE, Paper.UNKNOWN, Cover.UNKNOWN)


@pytest.mark.parametrize(
    "answer", [{}, {"printer-state": ("idle",)}, {"printer-state": (99,)}, {"printer-state": ()}]
)
def test_a_printer_without_a_state_is_none(answer: dict[str, tuple[object, ...]]) -> None:
    status = decode(answer, "ipp://x")  # type: ignore[arg-type]
    assert (status.state, status.code) == (DeviceState.OFFLINE, "bad_answer")


def test_one_that_takes_no_jobs_is_off_line() -> None:
    assert decode({**printer(3), "printer-is-accepting-jobs": (False,)}, "ipp://x").code == "off_line"


def test_free_text_of_a_maker_reaches_no_log() -> None:
    status = decode(printer(5, "Bitte 张三 rufen\n", "media-jam"), "ipp://x")
    assert status.detail == "ipp://x: media-jam"
