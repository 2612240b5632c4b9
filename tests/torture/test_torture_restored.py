"""Yesterday's folder is put back: what was shown before and after is booked once, and the hub's watermark tells."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from torture_hub import judge, shown
from torture_nursery import Nursery


@pytest.mark.parametrize("days_between", [1, pytest.param(-3650, marks=pytest.mark.torture)])
def test_yesterdays_folder(tmp_path, bench, days_between):
    store, backup = Path(bench.where["folder"]), tmp_path / "yesterday"
    told: list[str] = []
    bench.line.rate = 0.0

    def work(days: float) -> None:
        life = nursery.live("accept_and_send", days=days, **bench.where)
        life.hear(20)
        life.kill()
        life.end()
        told.extend(life.told)
        nursery.live("send_until_empty", days=days, **bench.where).end()

    with Nursery(tmp_path) as nursery:
        work(0)
        shutil.copytree(store, backup)
        work(1)
        shutil.rmtree(store)
        shutil.copytree(backup, store)
        work(1 + days_between)
    verdict = judge(shown(told), bench.hub.booked())
    assert (verdict.lost, verdict.doubled) == (0, 0), verdict
    numbers = [one.number for one in shown(told)]
    assert len(numbers) == len(set(numbers)), "no two receipts with one number"
    with closing(sqlite3.connect(store / "cases.db")) as db:
        events = [event for (event,) in db.execute("SELECT event FROM audit")]
    assert "store_went_back" in events
