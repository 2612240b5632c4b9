"""补正 and 补交: the same case, once, whatever comes twice, late, from elsewhere or in another order."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hub_own import WANG, WRONG, another, form_of, hand_in, mending, own, put_off, wrong_shop
from hub_terminal import NOON, shop, trade
from sqlalchemy import select

from contract import wire
from contract.attachment import AttachmentNote
from contract.case import CaseSubmission, Material, Reason, ScannedPage
from contract.codes import CaseState, MaterialTrust
from hub.cases.changes import decide
from hub.cases.mend import LOOKED_AT_AGAIN, MOVED_ON, place
from hub.cases.mend_chain import rows_of, submission_of
from hub.departments.decision import Decision
from hub.tables import case
from outcome import Ok

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from hub_terminal import HeldClock, Terminal

    from hub.wiring import Hub

WHY = Reason(field="place_detail", text_zh="经营场所写得不清楚", text_en="the place is not clear")
AS_BEFORE = tuple(Material(material_id=one.material_id, trust=one.trust, as_before=True) for one in put_off())


@pytest.fixture
def village(hub: Hub, client: TestClient, clock: HeldClock) -> Terminal:
    return another(hub, client, clock)


def test_mended_elsewhere_it_is_the_same_case(hub: Hub, terminal: Terminal, village: Terminal) -> None:
    first = wrong_shop()
    asked = hand_in(terminal, first)
    assert asked.state is CaseState.TO_MEND
    again = mending(village, 1, first)
    answer = hand_in(village, again)
    assert answer.state is not CaseState.TO_MEND
    assert answer.office_number == asked.office_number
    (told,) = own(terminal)
    assert (told.key, told.state) == (again.key, answer.state)
    assert told.numbers == (first.case_number, again.case_number)
    assert [step.mended for step in told.steps].count(True) == 1
    with hub.database.read() as connection:
        before, after = rows_of(connection, first.key)
        assert submission_of(hub, before).answers == WRONG
        assert before.state == after.state == answer.state
    beat = terminal.post(wire.HEARTBEAT, terminal.heartbeat())
    assert [(one["key"], one["state"]) for one in beat.json()["changes"]] == [(str(first.key), answer.state)]


def test_a_mend_that_comes_twice_mends_once(hub: Hub, terminal: Terminal) -> None:
    first = wrong_shop()
    hand_in(terminal, first)
    again = mending(terminal, 2, first)
    answers = [terminal.post(wire.CASES, again).content for _ in range(3)]
    assert len(set(answers)) == 1
    with hub.database.read() as connection:
        assert len(connection.execute(select(case.c.key)).all()) == 2


def test_who_comes_second_is_told_so_and_changes_nothing(terminal: Terminal, village: Terminal) -> None:
    first = wrong_shop()
    hand_in(terminal, first)
    good = hand_in(terminal, mending(terminal, 2, first))
    late = hand_in(village, mending(village, 1, first, answers=trade(trade_name="白云小吃")))
    assert (late.state, late.reasons) == (CaseState.VOID, (MOVED_ON,))
    assert late.documents == ()
    (told,) = own(village)
    assert told.state is good.state


def test_a_decided_case_is_mended_by_nobody(hub: Hub, terminal: Terminal) -> None:
    first = wrong_shop()
    hand_in(terminal, first)
    assert isinstance(decide(hub, first.case_number, CaseState.RETURNED, (WHY,), "lin"), Ok)
    assert hand_in(terminal, mending(terminal, 2, first)).reasons == (MOVED_ON,)


def test_another_person_mends_nothing_and_learns_nothing(terminal: Terminal) -> None:
    first = wrong_shop()
    asked = hand_in(terminal, first)
    theirs = hand_in(terminal, mending(terminal, 2, first, applicant=WANG))
    assert theirs.office_number != asked.office_number
    assert own(terminal)[0].state is CaseState.TO_MEND
    assert len(own(terminal, WANG)) == 1


def test_still_wrong_it_is_asked_again_under_the_same_number(terminal: Terminal) -> None:
    first = wrong_shop()
    asked = hand_in(terminal, first)
    second = mending(terminal, 2, first, answers=trade(capital=-1))
    told = hand_in(terminal, second)
    assert (told.state, told.office_number) == (CaseState.TO_MEND, asked.office_number)
    assert [one.field for one in told.reasons] == ["capital"]
    third = hand_in(terminal, mending(terminal, 3, second))
    assert third.state is not CaseState.TO_MEND
    assert third.office_number == asked.office_number
    assert len(own(terminal)) == 1


def test_what_a_person_asked_for_a_person_sees_again(hub: Hub, terminal: Terminal) -> None:
    first = shop(materials=(*put_off()[:-1], Material(material_id="place_lease", trust=MaterialTrust.C)))
    assert hand_in(terminal, first).state is CaseState.IN_REVIEW
    assert isinstance(decide(hub, first.case_number, CaseState.TO_MEND, (WHY,), "lin"), Ok)
    with hub.database.read() as connection:
        at = place(hub, connection, mending(terminal, 2, first))
    assert at.to_a_person
    by_rules = Decision(CaseState.DONE, parts=())
    assert at.decided(by_rules) == Decision(CaseState.IN_REVIEW, (LOOKED_AT_AGAIN,))
    assert hand_in(terminal, mending(terminal, 2, first)).state is CaseState.IN_REVIEW
    assert isinstance(decide(hub, first.case_number, CaseState.APPROVED, (), "lin"), Ok)
    assert own(terminal)[0].state is CaseState.APPROVED


def test_materials_stand_as_they_were_and_keep_their_day(
    hub: Hub, terminal: Terminal, clock: HeldClock
) -> None:
    first = wrong_shop()
    hand_in(terminal, first)
    clock.now += timedelta(days=2)
    second = mending(terminal, 2, first, materials=AS_BEFORE)
    assert hand_in(terminal, second).state is not CaseState.TO_MEND
    (told,) = own(terminal)
    assert [one.until for one in told.owed] == [put_off()[-1].deferred_until]
    lease = put_off()[-1].deferred_until
    assert lease is not None
    assert lease < (NOON + timedelta(days=7)).date()


def test_a_material_that_never_was_there_stands_for_nothing(terminal: Terminal) -> None:
    first = shop(materials=put_off()[:2])
    told = hand_in(terminal, first)
    assert [one.field for one in told.reasons] == ["place_promise", "place_lease"]
    again = hand_in(terminal, mending(terminal, 2, first, materials=AS_BEFORE))
    assert again.reasons == told.reasons


def lease_scanned(terminal: Terminal, sequence: int, before: CaseSubmission) -> CaseSubmission:
    page = AttachmentNote(id=uuid4(), size=10, digest=bytes(32))
    lease = Material(
        material_id="place_lease", trust=MaterialTrust.C, pages=(ScannedPage(attachment=page.id),)
    )
    return mending(terminal, sequence, before, materials=(*AS_BEFORE[:-1], lease), attachments=(page,))


def test_what_was_put_off_is_handed_in_and_owed_no_more(terminal: Terminal, village: Terminal) -> None:
    first = shop(materials=put_off())
    answer = hand_in(terminal, first)
    (told,) = own(terminal)
    assert told.supplementable
    assert form_of(village, told.key).reasons == ()
    later = hand_in(village, lease_scanned(village, 1, first))
    assert later.office_number == answer.office_number
    assert later.state is answer.state
    (told,) = own(terminal)
    assert not told.supplementable
    assert [(one.material_id, one.until, one.here) for one in told.owed] in (
        [],
        [("place_lease", None, False)],
    )


def chain() -> tuple[CaseSubmission, ...]:
    first = wrong_shop(1)
    second = mending_at(2, first, answers=trade(capital=-1))
    return first, second, mending_at(3, second)


def mending_at(sequence: int, before: CaseSubmission, **changes: object) -> CaseSubmission:
    number = f"QH0001-20261122-{sequence:04d}"
    return shop(
        sequence,
        **{
            "case_number": number,
            "mends": before.key,
            "materials": put_off(),
            **changes,
        },
    )


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_in_any_order_and_twice_there_is_one_case_in_one_state(
    hub: Hub, terminal: Terminal, order: tuple[int, ...]
) -> None:
    sent = chain()
    for number in (*order, *order):
        hand_in(terminal, sent[number])
    (told,) = own(terminal)
    assert told.key == sent[-1].key
    assert told.numbers == tuple(one.case_number for one in sent)
    with hub.database.read() as connection:
        rows = connection.execute(select(case)).all()
    assert len({row.office_number for row in rows}) == 1
    assert {row.state for row in rows} == {told.state}
    assert told.state is not CaseState.TO_MEND
