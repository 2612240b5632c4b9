"""Run by a test: a terminal whose store's disk runs full under a resident's hands, and gets room again.

`python kiosk_full_disk_child.py small-disk|file-size DATA DISK`. With `small-disk` DISK is a file system of its own of
some 100 MB, and is filled to its last byte; with `file-size` it is any folder, and the kernel refuses to let files
grow. Ends with 0 when everything was as it has to be.
"""

from __future__ import annotations

import fcntl
import os
import re
import resource
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from kiosk_bench import RECORD, Rig, World, config_for_tests

from contract import wire
from kiosk import status_file
from kiosk.doctor import examine
from kiosk.locale import told
from offline_cache.records import Kind
from outcome import Ok
from visit.views import Mark
from wording import has

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = re.compile(r"QH0001-\d{8}-\d+-[A-Z0-9]+-\d\d")
MIB = 1 << 20
SPARE = 4096 * MIB
"""On a disk that others write to as well: more than they write while we look."""
LIMIT_BYTES = 4096
"""Less than one page of the log."""


def free(disk: Path) -> int:
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


@contextmanager
def mark_on(disk: Path) -> Iterator[int]:
    """A low-water mark a little below what is free. One test at a time: gigabytes that another one gives back would look
    like room here.
    """
    with (Path(gettempdir()) / "bangban-full-disk.lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        yield max(64 * MIB, free(disk) - SPARE)


class Full:
    """The ways a disk gets full."""

    def __init__(self, disk: Path, low_water: int) -> None:
        self._filler = disk / "others_logs"
        self._low_water = low_water

    @contextmanager
    def below_the_mark(self) -> Iterator[None]:
        """Someone else's file takes what was left over the mark, and some more."""
        with self._filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, free(self._filler.parent) - self._low_water * 3 // 4)
        try:
            yield
        finally:
            self._filler.unlink()

    @contextmanager
    def to_the_last_byte(self) -> Iterator[None]:
        with self._filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                assert free(self._filler.parent) == 0
        try:
            yield
        finally:
            self._filler.unlink()


@contextmanager
def no_file_may_grow() -> Iterator[None]:
    """EFBIG instead of ENOSPC; the devices and the hub were started before and know nothing of it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT_BYTES, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def disk_in_status(rig: Rig) -> tuple[str, str]:
    """What `kiosk doctor` reads of a running terminal."""
    table = status_file.read(rig.data)
    assert table is not None
    row = next(one for one in table["checks"] if one["name"] == "disk")
    return row["code"], row["action"]


def doctor_says(rig: Rig, code: str) -> None:
    """The whole command, asked while the terminal runs."""
    found = examine(rig.config, rig.data)
    assert isinstance(found, Ok)
    assert found.value.trouble
    (line,) = [one for one in found.value.text().splitlines() if one.startswith("!! disk")]
    key = f"trouble.{code}"
    assert (told(key) if has(key) else code) in line
    assert told("action.site_keeper") in line


def closes_early_and_opens_again(rig: Rig, full: Full) -> None:
    with full.below_the_mark():
        rig.on("out_of_service")
        rig.sees("存储", "空间快满了")
        rig.until("the doctor to know", lambda: disk_in_status(rig) == ("disk_low", "site_keeper"))
        doctor_says(rig, "disk_low")
    rig.on("attract")
    rig.until("the doctor to know", lambda: disk_in_status(rig) == ("", "nobody"))
    rig.walk("home")
    with full.below_the_mark():
        rig.until("the tiles to close", lambda: all(one.mark is Mark.TROUBLE for one in rig.view.body.tiles))
        rig.sees("暂停收件")
        rig.press(RECORD)
        rig.on("closed_item")
    rig.sees("现在可以办了。请点“上一步”，再选一次。")
    rig.press("home")
    rig.on("home")
    rig.until("the tiles to open", lambda: all(one.mark is Mark.NONE for one in rig.view.body.tiles))


def nothing_was_taken_in(rig: Rig, words: str, papers: int, at_hub: int) -> None:
    rig.until("a no", lambda: rig.touchable("again") is not None)
    rig.sees(words)
    assert rig.page == "submitting"
    assert "已收件" not in rig.words()
    assert not NUMBER.search(rig.words()), "no number is shown"
    assert len(rig.receipts()) == papers, "no paper"
    assert rig.cases_at_hub() == at_hub
    (note,) = [one.note for one in rig.view.body.steps if one.note]
    assert note == words, "one plain sentence"


def try_again(rig: Rig) -> None:
    """Touch, and wait until the store has said its word."""
    was = rig.terminal.mailbox.state.entered_at
    rig.press("again")
    rig.until("the touch to count", lambda: rig.terminal.mailbox.state.entered_at != was)


def taken_in_once(rig: Rig, papers: int, at_hub: int) -> None:
    rig.on("result")
    rig.sees("部门已收到", "打好了，请取走")
    number = rig.view.body.number
    assert NUMBER.fullmatch(number)
    assert len(rig.receipts()) == papers + 1
    rig.until("the case to be at the hub", lambda: rig.terminal.cache.waiting(Kind.CASE) == 0)
    assert rig.cases_at_hub(number) == 1
    assert rig.cases_at_hub() == at_hub + 1


def by_small_disk(rig: Rig, full: Full) -> None:
    # One case waits for the hub, so that the full disk has something to drain.
    rig.proxy.order(wire.CASES, "error")
    rig.walk("result")
    waiting = rig.view.body.number
    rig.walk("attract")
    assert rig.terminal.cache.waiting() == 1
    papers, at_hub = len(rig.receipts()), rig.cases_at_hub()
    rig.walk("sign")
    with full.to_the_last_byte():
        rig.sign()
        nothing_was_taken_in(rig, "机器存满了，没有收件。请呼叫帮办，或者到窗口办。", papers, at_hub)
        rig.until("the doctor to know", lambda: disk_in_status(rig)[1] == "site_keeper")
        rig.proxy.heal()
        rig.terminal.sync.wake()
        rig.until("the disk to drain", lambda: rig.terminal.cache.waiting() == 0)
        assert rig.cases_at_hub(waiting) == 1
        rig.until("the doctor to know", lambda: disk_in_status(rig) == ("disk_full", "site_keeper"))
        doctor_says(rig, "disk_full")
        try_again(rig)
        nothing_was_taken_in(rig, "机器存满了，没有收件。请呼叫帮办，或者到窗口办。", papers, at_hub + 1)
    try_again(rig)
    taken_in_once(rig, papers, at_hub + 1)


def by_file_size(rig: Rig, full: Full) -> None:
    papers, at_hub = len(rig.receipts()), rig.cases_at_hub()
    rig.walk("sign")
    with no_file_may_grow():
        rig.sign()
        nothing_was_taken_in(rig, "机器出了故障，没有收件。请呼叫帮办，或者到窗口办。", papers, at_hub)
        try_again(rig)
        nothing_was_taken_in(rig, "机器出了故障，没有收件。请呼叫帮办，或者到窗口办。", papers, at_hub)
    try_again(rig)
    taken_in_once(rig, papers, at_hub)


def main(means: str, data: Path, disk: Path) -> None:
    loaded = config_for_tests()
    config = loaded.model_copy(update={"hub": loaded.hub.model_copy(update={"heartbeat_s": 1.0})})
    with nullcontext(64 * MIB) if means == "small-disk" else mark_on(disk) as low_water:
        world = World.begin(data, config)
        rig = Rig(config, data, world.around, world.proxy, disk, low_water=low_water)
        full = Full(disk, low_water)
        rig.on("attract")
        closes_early_and_opens_again(rig, full)
        {"small-disk": by_small_disk, "file-size": by_file_size}[means](rig, full)
        rig.walk("attract")
        rig.stop()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
