"""Rules are asked by many requests at once, and each gets the answer that it would get alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from hub_items import CHECK, HOMES, write_items
from hub_terminal import LI, NOON, submission

from catalogue.realm import Realm
from contract.case import Material
from contract.codes import CaseState, MaterialTrust
from hub.departments.decision import decide
from hub.departments.grounds import Grounds
from hub.departments.register import Record

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = (
    Material(material_id="identity", trust=MaterialTrust.A),
    Material(material_id="true", trust=MaterialTrust.D, promise_version="2026-11"),
)


def test_many_at_once_decide_as_one_alone(tmp_path: Path) -> None:
    items = write_items(tmp_path / "services", HOMES, CHECK)
    record = Record(facts={"homes": 0, "old": False, "alive": True}, as_of=NOON)
    grounds = Grounds(day=NOON.date(), realm=Realm.DEMO, version="1", record=record)
    cases = [
        (items[name], submission(item_id=name, answers=answers, materials=GIVEN, applicant=LI), grounds)
        for name, answers in (
            ("homes", {"whose": "me"}),
            ("homes", {"whose": "all"}),
            ("check", {"shares": 60, "rest": 40}),
            ("check", {"shares": 60, "rest": 41}),
        )
    ]
    alone = [decide(*one) for one in cases]
    assert [one.state for one in alone] == [
        CaseState.DONE,
        CaseState.IN_REVIEW,
        CaseState.APPROVED,
        CaseState.TO_MEND,
    ]

    def again(_: int) -> bool:
        return all([decide(*one) for one in cases] == alone for _ in range(20))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(again, range(16)))
