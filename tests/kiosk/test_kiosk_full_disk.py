"""A full disk under a whole terminal: items close before anybody gives anything, a no is said as a no, and a case that
is tried again when there is room arrives once.

Each way of getting full runs in a process of its own. The small disk is mounted in that process's own view of the file
system (mount namespace), so it is gone with the process, however that ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from kiosk_full_disk_child import Full, mark_on

from kiosk import status_file
from offline_cache.keys import FileKeyHome
from offline_cache.records import Kind
from offline_cache.store import OfflineCache
from outcome import Action, Failure, Ok

HERE = Path(__file__).parent
DISK_MB = 96
CHILD_S = 240
NAMESPACES = (("--user", "--map-root-user", "--mount"), ("--mount",))
"""As anybody, where the kernel lets anybody; as root, where it does not."""


def own_disk(folder: Path) -> list[str] | None:
    """What to put before a command so that `folder` is a small disk for it; None where nobody may mount."""
    mount = f'mount -t tmpfs -o size={DISK_MB}m tmpfs "$0" && exec "$@"'
    for namespaces in NAMESPACES:
        command = ["unshare", *namespaces, "sh", "-c", mount, str(folder)]
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return None


def run(command: list[str]) -> None:
    environment = os.environ | {"PYTHONPATH": f"{HERE.parents[1]}{os.pathsep}{HERE}"}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=CHILD_S,
        check=False,
        env=environment,
        cwd=HERE.parents[1],
    )
    assert done.returncode == 0, done.stderr[-4000:]


def folders(path: Path) -> tuple[Path, Path]:
    data, disk = path / "data", path / "disk"
    data.mkdir()
    disk.mkdir()
    return data, disk


@pytest.mark.slow
def test_where_no_file_may_grow_nothing_is_taken_in_and_then_once(tmp_path):
    """Works for everybody everywhere: the kernel's limit on the size of files, and one big file."""
    data, disk = folders(tmp_path)
    run([sys.executable, str(HERE / "kiosk_full_disk_child.py"), "file-size", str(data), str(disk)])


@pytest.mark.slow
def test_on_a_disk_that_is_full_nothing_is_taken_in_and_then_once(tmp_path):
    data, disk = folders(tmp_path)
    begin = own_disk(disk)
    if begin is None:
        pytest.skip("nobody may mount here; the file size limit above shows the same")
    script = str(HERE / "kiosk_full_disk_child.py")
    run([*begin, sys.executable, script, "small-disk", str(data), str(disk)])
    assert not any(disk.iterdir()), "the small disk is gone with its process"


STATUS_ON_A_FULL_DISK = """
import sys
from pathlib import Path
from kiosk import status_file
from kiosk_full_disk_child import Full

disk = Path(sys.argv[1])
status_file.write(disk, {"disk": "well", "words": "x" * 200})
with Full(disk, 0).to_the_last_byte():
    status_file.write(disk, {"disk": "disk_full"})
    assert status_file.read(disk) == {"disk": "disk_full"}, status_file.read(disk)
    assert [one.name for one in disk.iterdir() if "status" in one.name] == [status_file.NAME]
"""


def test_the_doctor_is_told_of_a_full_disk_on_that_very_disk(tmp_path):
    begin = own_disk(tmp_path)
    if begin is None:
        pytest.skip("nobody may mount here")
    run([*begin, sys.executable, "-c", STATUS_ON_A_FULL_DISK, str(tmp_path)])


def test_a_status_that_cannot_be_written_at_all_stops_nothing(tmp_path):
    status_file.write(tmp_path / "gone", {"disk": "disk_full"})
    assert status_file.read(tmp_path / "gone") is None


def test_a_store_that_opened_on_a_full_disk_takes_in_as_soon_as_there_is_room(tmp_path):
    keys = FileKeyHome.open(tmp_path / "keys")
    assert isinstance(keys, Ok)
    with mark_on(tmp_path) as low_water, Full(tmp_path, low_water).below_the_mark():
        opened = OfflineCache.open(
            tmp_path / "store", "QH0001", keys.value, now=lambda: datetime.now(UTC), low_water=low_water
        )
        assert isinstance(opened, Ok)
        cache = opened.value
        room = cache.room()
        assert isinstance(room, Failure)
        assert (room.code, room.action) == ("disk_full", Action.SITE_KEEPER)
        refused = cache.put_note(Kind.HELP, uuid4(), b"{}").result()
        assert isinstance(refused, Failure)
        assert (refused.code, refused.action) == ("disk_full", Action.SITE_KEEPER)
        assert cache.waiting(Kind.HELP) == 0
    assert cache.put_note(Kind.HELP, uuid4(), b"{}").result() == Ok(None), "nobody had to tidy or to restart"
    assert cache.room() == Ok(None)
    cache.close()
