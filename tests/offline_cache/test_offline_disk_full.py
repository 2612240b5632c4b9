"""A real full file system: what was accepted stays, what was not is said, and the backlog can still drain."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from offline_bench_of_cases import Shelf, answer_to, draft, value

from outcome import Action, Failure, Ok


@pytest.fixture
def small_disk(tmp_path):
    """8 MiB of tmpfs. Needs root; the file size limit below is tested everywhere."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small tmpfs needs root")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this container may not mount")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


def test_full_disk_refuses_keeps_and_drains(small_disk, keys, clock):
    shelf = Shelf(small_disk / "cache", keys, clock, low_water=1 << 20, ballast=1 << 20)
    cache = shelf.cache
    assert cache.room() == Ok(None)
    accepted = [shelf.accept() for _ in range(20)]
    fill(small_disk / "others_logs")
    assert cache.room().code == "disk_low"
    assert cache.room().action is Action.SITE_KEEPER
    refused = None
    for _ in range(2000):  # the log has a little room left in blocks it owns already
        outcome = cache.accept(draft(clock())).result(10)
        if isinstance(outcome, Failure):
            refused = outcome
            break
        accepted.append(outcome.value)
    assert refused is not None
    assert (refused.code, refused.action) == ("disk_full", Action.SITE_KEEPER)
    assert cache.waiting() == len(accepted), "what was refused is not in there"

    drained = []
    while (record := shelf.next()) is not None:
        value(
            cache.for_sync.mark_answered(record.key, answer_to(record.body, durable=len(accepted))).result(10)
        )
        drained.append(record.key)
    assert drained == [one.key for one in accepted]
    assert isinstance(cache.accept(draft(clock())).result(10), Failure), "no ballast, no new case"

    (small_disk / "others_logs").unlink()
    value(cache.for_sync.tidy().result(10))
    assert cache.room() == Ok(None)
    assert shelf.accept().sequence == len(accepted) + 1
    assert cache.for_staff.check_file().result(10) == Ok(None)
    assert value(cache.for_staff.verify_audit()) is None
    shelf.close()


def test_store_opens_and_drains_on_a_disk_that_is_already_full(small_disk, keys, clock):
    shelf = Shelf(small_disk / "cache", keys, clock, low_water=1 << 20, ballast=1 << 20)
    accepted = [shelf.accept() for _ in range(5)]
    shelf.close()
    fill(small_disk / "others_logs")
    assert shelf.cache.waiting() == 5
    drained = []
    while (record := shelf.next()) is not None:
        value(shelf.cache.for_sync.mark_answered(record.key, answer_to(record.body, durable=5)).result(10))
        drained.append(record.key)
    assert drained == [one.key for one in accepted]
    shelf.close()


CHILD = """
import resource, signal, sys
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from offline_bench_of_cases import Clock, Shelf, draft, value
from offline_cache import FileKeyHome
from outcome import Failure

clock = Clock()
shelf = Shelf(Path(sys.argv[1]), FileKeyHome.open(Path(sys.argv[2])).value, clock)
accepted = [shelf.accept().key for _ in range(3)]
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
largest = max(path.stat().st_size for path in shelf.folder.iterdir() if path.name.startswith("cases"))
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 20_000, hard))
failed = None
while failed is None:
    outcome = shelf.cache.accept(draft(clock())).result(10)
    if isinstance(outcome, Failure):
        failed = outcome
    else:
        accepted.append(outcome.value.key)
assert failed.code in {"disk_error", "disk_full"}, failed
assert shelf.cache.waiting() == len(accepted), (shelf.cache.waiting(), len(accepted))
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
after = shelf.accept()
assert after.sequence == len(accepted) + 1, (after.sequence, len(accepted))
assert value(shelf.cache.for_staff.verify_audit()) is None
shelf.close()
print("\\n".join(str(key) for key in [*accepted, after.key]))
"""


def test_write_error_in_the_middle_leaves_a_store_that_goes_on(tmp_path, keys, clock):
    """The kernel refuses to let the files grow (EFBIG): needs no root, so this one never is skipped."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", CHILD, str(tmp_path / "cache"), str(tmp_path / "keys"), here]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    shelf = Shelf(tmp_path / "cache", keys, clock)
    found = []
    while (record := shelf.next()) is not None:
        value(shelf.cache.for_sync.mark_answered(record.key, answer_to(record.body)).result(10))
        found.append(str(record.key))
    assert found == done.stdout.split()
    shelf.close()
