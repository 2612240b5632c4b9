"""kill -9 at any moment, again and again, with a hub that loses answers: nothing lost, nothing doubled."""

from __future__ import annotations

import multiprocessing
import random

import pytest
from offline_bench_of_cases import Shelf, utc_now, value
from offline_flaky_hub import FlakyHub
from offline_victim import BRISK, QUICK, accept_until_killed

from offline_cache import FileKeyHome, HubLink, Sync
from outcome import Ok

ROUNDS = 25


@pytest.fixture(scope="module")
def processes():
    """Children that are forked from a process which has imported everything: a start takes milliseconds."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["offline_victim"])
    return context


def one_life(processes, arguments, acknowledgements: int) -> list[str]:
    """Start, let it acknowledge that many, kill it in the middle of whatever it does; all it acknowledged."""
    reader, writer = processes.Pipe(duplex=False)
    victim = processes.Process(target=accept_until_killed, args=(*arguments, writer), daemon=True)
    victim.start()
    writer.close()
    told: list[str] = []
    try:
        assert reader.poll(30), "the victim did not open its store"
        assert reader.recv_bytes() == b""
        while len(told) < acknowledgements and reader.poll(30):
            told.append(reader.recv_bytes().decode())
    finally:
        victim.kill()
        victim.join(30)
    try:
        while True:
            told.append(reader.recv_bytes().decode())
    except (EOFError, OSError):
        return told


def test_killed_again_and_again(tmp_path, processes):
    die = random.Random(11)
    hub = FlakyHub(seed=3, fault_rate=0.3)
    folder, key_folder = tmp_path / "cache", tmp_path / "keys"
    told: list[str] = []
    for _ in range(ROUNDS):
        told += one_life(processes, (str(folder), str(key_folder), hub.url), die.randrange(0, 9))
    assert len(told) >= ROUNDS

    hub.stop_faults()
    shelf = Shelf(folder, FileKeyHome.open(key_folder).value, utc_now)
    link = HubLink(hub.url, "YX99A001", shelf.keys, QUICK)
    sync = Sync(shelf.cache, link, on_answer=lambda _: None, on_line=lambda _: None, pace=BRISK)
    sync.start()
    total = shelf.cache.last_sequence()
    assert hub.wait_for(lambda: len(set(hub.effects)) == total, 30), (len(set(hub.effects)), total)
    sync.stop()

    keys = [line.split()[0] for line in told]
    assert set(keys) <= set(hub.effects), "an acknowledged case is missing at the hub"
    assert len(hub.effects) == len(set(hub.effects)), "a case was taken in twice"
    assert sorted(hub.sequences) == list(range(1, total + 1)), "a hole or a double in the numbers"
    assert len({line.split()[2] for line in told}) == len(told), "two receipts with one number"
    assert total - len(told) <= ROUNDS, "at most one case a life may be on disk without having been told"
    assert all(len(bodies) == 1 for bodies in hub.bodies.values()), "a body changed between attempts"
    assert shelf.cache.check_file().result(10) == Ok(None)
    assert value(shelf.cache.verify_audit()) is None
    assert hub.faults_done.total() > hub.faults_done[""], "the hub did lose answers"
    shelf.close()
    hub.close()
