"""A vendor's library that hangs, crashes, floods, leaks and leaves things behind: the terminal only hears of it."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import BOUND_S
from drivers_vendor_library import SECRET

from drivers.vendor_child import VendorChild
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOME = "drivers_vendor_library"


@pytest.fixture
def start() -> Iterator[Callable[..., VendorChild]]:
    made: list[VendorChild] = []

    def make(name: str = "Library", **options: Any) -> VendorChild:
        made.append(VendorChild(f"{HOME}:{name}", **{"cool_off_s": 0.01} | options))
        return made[-1]

    yield make
    for child in made:
        child.close()


def called(child: VendorChild, method: str, *args: Any, deadline_s: float = BOUND_S) -> Any:
    return child.call(method, *args, deadline_s=deadline_s)


def until_it_is_back(child: VendorChild) -> None:
    until = time.monotonic() + BOUND_S
    while called(child, "echo", 1) != Ok(1):
        assert time.monotonic() < until


def gone(pid: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize(
    "value", [None, True, 7, 1.5, "清河县", b"", bytes(range(256)), [1, [b"x"]], {"photo": b"\x00" * 100_000}]
)
def test_values_and_bytes_pass_both_ways(start: Any, value: object) -> None:
    assert called(start(), "echo", value) == Ok(value)


def test_one_child_serves_many_calls(start: Any) -> None:
    child = start()
    for number in range(5):
        assert called(child, "echo", number) == Ok(number)
    assert called(child, "calls") == Ok(5)


@pytest.mark.parametrize(
    ("method", "code", "seen"),
    [
        ("hang", "vendor_hung", "no answer to hang, killed"),
        ("crash", "vendor_crashed", "signal 11"),
        ("leave", "vendor_crashed", "exit code 7"),
        ("flood", "vendor_crashed", "larger than any"),
        ("leak", "vendor_crashed", "exit code 3"),
    ],
)
def test_what_it_does_to_itself_is_a_failure_and_it_comes_back(
    start: Any, method: str, code: str, seen: str
) -> None:
    child = start(memory_mb=128)
    assert called(child, "echo", 1) == Ok(1)
    before = child.pid
    outcome = called(child, method, deadline_s=0.3 if method == "hang" else BOUND_S)
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == (code, Action.NOBODY)
    assert seen in outcome.detail
    assert f"{HOME}:Library" in outcome.detail
    assert gone(before)
    until_it_is_back(child)
    assert child.pid != before
    assert called(child, "calls") == Ok(1), "a fresh one remembers nothing"


def test_an_answer_to_another_call_ends_it(start: Any) -> None:
    child = start()
    called(child, "echo", 1)
    assert called(child, "answer_twice").code == "vendor_crashed"


def test_its_own_errors_do_not_end_it_and_are_told_without_their_text(start: Any) -> None:
    child = start()
    outcome = called(child, "fail")
    assert (outcome.code, outcome.action) == ("vendor_error", Action.ENGINEER)
    assert "ValueError at fail" in outcome.detail
    assert SECRET not in str(outcome)
    assert called(child, "object_that_does_not_pass").code == "vendor_error"
    assert called(child, "no_such_method").detail.endswith("AttributeError at no_such_method")
    assert called(child, "echo", 2) == Ok(2)


def test_what_cannot_be_loaded_says_so_and_is_not_tried_in_a_tight_loop(start: Any) -> None:
    child = start("Broken", cool_off_s=60)
    outcome = child.open()
    assert (outcome.code, outcome.action) == ("vendor_error", Action.ENGINEER)
    assert "OSError at start" in outcome.detail
    assert SECRET not in str(outcome)
    assert called(child, "echo", 1).code == "vendor_cooling_off"
    assert child.pid is None


def test_what_hangs_while_it_is_loaded_is_killed(start: Any) -> None:
    assert start("Silent", start_s=0.5).open().code == "vendor_hung"


def test_the_cool_off_doubles_until_a_call_succeeds(start: Any) -> None:
    child = start(cool_off_s=30, most_cool_off_s=100)
    waits = []
    for _ in range(4):
        child._cold_at = 0.0
        called(child, "leave")
        waits.append(round(child._cold_at - time.monotonic()))
    assert waits == [30, 60, 100, 100]
    child._cold_at = 0.0
    called(child, "echo", 1)
    called(child, "leave")
    assert round(child._cold_at - time.monotonic()) == 30


def test_what_it_prints_goes_nowhere(start: Any, capfd: pytest.CaptureFixture[str]) -> None:
    assert called(start(), "talk") == Ok("said")
    assert capfd.readouterr() == ("", "")


def test_what_it_writes_is_wiped_after_the_call_and_its_folder_at_the_end(start: Any) -> None:
    child = start()
    folder = Path(called(child, "leave_files").value)
    assert folder.exists()
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o077 == 0
    called(child, "leave")
    assert not folder.exists()


def test_the_folder_of_a_terminal_that_was_killed_is_swept_away(start: Any) -> None:
    left = Path("/dev/shm/bangban-vendor-4194304000-x")  # no process has this number
    left.mkdir()
    (left / "wz.txt").write_text("text of a card")
    assert called(start(), "echo", 1) == Ok(1)
    assert not left.exists()


def test_it_leaves_no_core_dump(start: Any) -> None:
    assert called(start(), "dumps_core") == Ok(value=False)


def test_what_it_started_ends_with_it(start: Any) -> None:
    child = start()
    other = called(child, "start_another").value
    child.close()
    until = time.monotonic() + BOUND_S
    while not gone(other):
        assert time.monotonic() < until


def test_close_from_outside_ends_a_call_that_hangs(start: Any) -> None:
    child = start()
    called(child, "echo", 1)
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(called(child, "hang", deadline_s=60)))
    thread.start()
    assert not answers
    child.close()
    thread.join(BOUND_S)
    assert [one.code for one in answers] == ["vendor_crashed"]
    child.close()


def test_it_dies_with_the_thread_that_started_it(start: Any) -> None:
    child = start()
    thread = threading.Thread(target=child.open)
    thread.start()
    thread.join(BOUND_S)
    until = time.monotonic() + BOUND_S
    while child._child.process.poll() is None:
        assert time.monotonic() < until
    until_it_is_back(child)
