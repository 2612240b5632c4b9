"""Handwriting with the real recogniser: what it reads, that it keeps nothing, that it outlives its process."""

from __future__ import annotations

import os
import signal
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from kiosk_drawn import TABLE, drawn

from kiosk.input_method import child, recogniser
from kiosk.input_method.child import Helper
from kiosk.input_method.handwriting import MOST, Handwriting
from kiosk.input_method.ink import HEIGHT, WIDTH, picture
from kiosk.input_method.recogniser import Recogniser
from outcome import Action, Failure, Ok
from visit.by_number import is_han


def opened() -> Handwriting:
    outcome = Handwriting.open()
    assert isinstance(outcome, Ok), outcome
    return outcome.value


@pytest.fixture(scope="module")
def reader():
    return Recogniser()


@pytest.fixture
def writing():
    method = opened()
    yield method
    method.close()


@pytest.mark.parametrize(
    ("hand", "first", "offered"),
    [
        ({}, 0.99, 1.0),
        ({"shake": 0.02, "aspect": 2.2}, 0.97, 0.99),
        ({"shake": 0.015, "joined": 1, "aspect": 1.6}, 0.90, 0.97),
    ],
    ids=["clean", "shaking", "joined"],
)
def test_nearly_every_character_is_among_the_first_six(reader, hand, first, offered):
    """Six are what one line shows. The recogniser is deterministic, and so are these hands."""
    aspect = hand.get("aspect", 1.0)
    got = [
        (char, reader.read(picture(drawn(char, seed, **hand), aspect), 6))
        for char in TABLE
        for seed in range(2)
    ]
    right, among = (sum(char in found[:most] for char, found in got) / len(got) for most in (1, 6))
    print(f"first {right:.1%}, among six {among:.1%}")
    assert right >= first
    assert among >= offered


def test_only_characters_digits_and_chinese_marks_are_offered(reader):
    for char in TABLE:
        for one in reader.read(picture(drawn(char, 1), 1.0), 200):
            assert is_han(one) or one in "0123456789，。、：；？！（）《》“”—·"


@pytest.mark.parametrize(
    "strokes",
    [[[(0.5, 0.5)]], [[(0.0, 0.0), (1.0, 1.0)]], [[(0.5, 0.5)] * 40], [[(0.0, 1.0)], [], [(1.0, 0.0)]]],
    ids=["dot", "across", "still", "two dots"],
)
def test_anything_drawn_is_a_picture_with_its_ink_inside(strokes):
    image = picture(strokes, 2.5)
    assert image.size == (WIDTH, HEIGHT)
    dark = image.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert dark is not None
    assert dark[0] > 0
    assert dark[1] > 0
    assert dark[2] < WIDTH
    assert dark[3] < HEIGHT


def test_a_drawing_is_read_by_another_process_that_runs_only_while_it_is_wanted(writing):
    assert writing.helper.pid is None
    assert writing.get_ready()
    first = writing.helper.pid
    found = writing.read(drawn("林", 1), 1.0)
    assert found[0] == "林"
    assert len(found) == MOST
    assert writing.helper.pid == first
    writing.rest()
    assert writing.helper.pid is None
    assert not Path(f"/proc/{first}").exists()
    assert writing.read(drawn("村", 1), 1.0)[0] == "村"


def test_nothing_drawn_is_nothing_read(writing):
    assert writing.read([], 1.0) == ()
    assert writing.read([[], []], 1.0) == ()
    assert writing.helper.pid is None


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGKILL, signal.SIGSTOP])
def test_the_process_may_crash_or_hang(writing, monkeypatch, caplog, how):
    monkeypatch.setattr(child, "ANSWER_SECONDS", 30.0)
    assert writing.get_ready()
    os.kill(writing.helper.pid, how)
    monkeypatch.setattr(child, "ANSWER_SECONDS", 0.5 if how == signal.SIGSTOP else 30.0)
    stopped = writing.helper.pid
    found = writing.read(drawn("安", 2), 1.0)
    assert "process of handwriting was lost" in caplog.text
    assert writing.helper.pid != stopped
    # Half a second may be too short for the second process on a busy machine; then there is no answer, and no hang.
    assert found is None or found[0] == "安"
    assert "安" not in caplog.text


def test_a_process_that_cannot_start_gives_no_answer_and_says_so(caplog):
    method = Handwriting(Helper("handwriting", "kiosk.input_method.ink_worker_that_is_not_there", []))
    assert not method.get_ready()
    assert method.read(drawn("十", 1), 1.0) is None
    assert "handwriting is not available" in caplog.text
    method.close()


def test_closed_for_good(writing):
    writing.get_ready()
    writing.close()
    writing.close()
    assert not writing.get_ready()
    assert writing.read(drawn("十", 1), 1.0) is None


def test_nothing_drawn_reaches_the_disk_or_a_log(writing, caplog):
    caplog.set_level("DEBUG")
    assert writing.get_ready()
    process = Path(f"/proc/{writing.helper.pid}")

    def written() -> str:
        return next(
            line for line in (process / "io").read_text().split("\n") if line.startswith("write_bytes")
        )

    before = written()
    for char in "王李张":
        assert writing.read(drawn(char, 1), 1.0)
    assert written() == before
    held = [one.readlink() for one in (process / "fd").iterdir()]
    assert not [one for one in held if one.is_file()], (
        "a file is open: a library that keeps or reports something"
    )
    assert sum("socket:" in str(one) for one in held) == 2, (
        "only the line to the terminal, as its input and its output"
    )
    assert not [char for char in "王李张" if char in caplog.text]


def test_a_missing_package_is_said_to_the_engineer(monkeypatch):
    def missing(_):
        raise PackageNotFoundError

    monkeypatch.setattr(recogniser, "files", missing)
    outcome = Handwriting.open()
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == ("no_handwriting", Action.ENGINEER)
    assert "rapidocr" in outcome.detail
