"""A resident's own cases: of every terminal, to nobody else, and by a receipt only where nobody was asked for a name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from hub_own import WANG, another, form_of, hand_in, mending, own, put_off, wrong_shop
from hub_terminal import LI, shop, submission
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from contract import wire
from contract.case import Applicant, Reason
from contract.codes import CaseState, IdDocument
from contract.progress import OwnCase, ProgressQuery
from hub.cases.changes import decide
from hub.cases.progress import own_cases
from hub.cases.progress_index import index_cases, whose
from hub.tables import audit, case

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from hub_terminal import HeldClock, Terminal

    from hub.wiring import Hub

WHY = Reason(field="place_detail", text_zh="经营场所写得不清楚", text_en="the place is not clear")


def test_any_terminal_shows_the_cases_of_all(
    hub: Hub, terminal: Terminal, client: TestClient, clock: HeldClock
) -> None:
    first = shop(1)
    assert hand_in(terminal, first).state is not CaseState.TO_MEND
    clock.now += timedelta(hours=1)
    village = another(hub, client, clock)
    second = submission(1, terminal_id=village.id, case_number=f"{village.id}-20261122-0001")
    answer = hand_in(village, second)
    for asked_at in (terminal, village):
        newest, oldest = own(asked_at)
        assert (newest.key, oldest.key) == (second.key, first.key)
        assert newest.office_number == answer.office_number
        assert newest.item_zh
        assert [one.document_id for one in newest.papers] == [one.document_id for one in answer.documents]
        assert newest.papers[0].again


def test_what_became_of_a_case_is_told_in_order(hub: Hub, terminal: Terminal, clock: HeldClock) -> None:
    one = wrong_shop()
    hand_in(terminal, one)
    (told,) = own(terminal)
    assert told.state is CaseState.TO_MEND
    assert [reason.field for reason in told.reasons] == ["phone"]
    assert told.mendable
    assert told.withdrawable
    assert [(owed.material_id, owed.here) for owed in told.owed] == [("place_lease", True)]
    assert [step.state for step in told.steps] == [CaseState.SUBMITTED, CaseState.TO_MEND]
    clock.now += timedelta(days=1)
    assert not isinstance(decide(hub, one.case_number, CaseState.RETURNED, (WHY,), "lin"), Exception)
    (told,) = own(terminal)
    assert told.state is CaseState.RETURNED
    assert told.since == clock.now
    assert told.reasons == (WHY,)
    assert not told.mendable
    assert not told.owed
    assert told.promised_date is None


def test_name_kind_and_number_must_all_be_those_of_the_case(terminal: Terminal) -> None:
    one = wrong_shop()
    hand_in(terminal, one)
    for other in (
        WANG,
        LI.model_copy(update={"name": "李建"}),
        LI.model_copy(update={"id_number": WANG.id_number}),
        LI.model_copy(update={"id_document": IdDocument.HK_MO_TW_PERMIT}),
    ):
        assert own(terminal, other) == ()
        for path in (wire.CASE_FORM, wire.CASE_WITHDRAWAL):
            got = terminal.post(path, OwnCase(applicant=other, key=one.key))
            unknown = terminal.post(path, OwnCase(applicant=other, key=uuid4()))
            assert (
                (got.status_code, got.content) == (unknown.status_code, unknown.content) == (404, got.content)
            )
    assert own(terminal, LI.model_copy(update={"id_number": LI.id_number.lower(), "name": " 李建国 "}))


names = st.sampled_from(("李建国", "李建", "王小满", "Li Jianguo"))
numbers = st.sampled_from((LI.id_number, WANG.id_number, "990101198504120023"))
people = st.builds(
    Applicant,
    name=names,
    id_document=st.sampled_from(IdDocument),
    id_number=numbers,
    identified_by=st.just(LI.identified_by),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(people, min_size=1, max_size=5), people)
def test_nobody_ever_sees_a_case_of_somebody_else(
    hub: Hub, terminal: Terminal, applicants: list[Applicant], asks: Applicant
) -> None:
    with hub.database.write() as connection:
        connection.execute(update(case).values(whose=b"before", root=case.c.key))  # of an earlier example
        first = len(connection.execute(select(case.c.key)).all()) + 1
    handed_in = [
        (who, shop(first + number, applicant=who, case_number=f"QH0001-20261122-{first + number:04d}"))
        for number, who in enumerate(applicants)
    ]
    for _, one in handed_in:
        hand_in(terminal, one)
    theirs = {one.key for who, one in handed_in if who == asks}
    assert {one.key for one in own_cases(hub, asks).cases} == theirs


def test_no_column_holds_who_it_is(hub: Hub, terminal: Terminal) -> None:
    hand_in(terminal, shop())
    with hub.database.read() as connection:
        kept = connection.execute(select(case.c.whose)).scalar_one()
    assert len(kept) == 32
    assert kept == whose(hub.vault, LI) != whose(hub.vault, WANG)
    assert LI.id_number.encode() not in kept


def test_cases_of_an_older_program_are_found_after_one_start(hub: Hub, terminal: Terminal) -> None:
    one = shop()
    hand_in(terminal, one)
    with hub.database.write() as connection:
        connection.execute(update(case).values(whose=None))
    assert own(terminal) == ()
    assert index_cases(hub) == 1
    assert [told.key for told in own(terminal)] == [one.key]
    assert index_cases(hub) == 0


def test_only_so_many_are_told_and_that_there_are_more(hub: Hub, terminal: Terminal) -> None:
    for number in range(1, 27):
        hand_in(terminal, shop(number))
    answer = own_cases(hub, LI)
    assert (len(answer.cases), answer.more) == (24, 2)
    assert answer.cases[0].case_number.endswith("0026")


def test_a_form_is_given_back_to_its_applicant_and_that_is_written_down(hub: Hub, terminal: Terminal) -> None:
    one = wrong_shop()
    hand_in(terminal, one)
    form = form_of(terminal, one.key)
    assert form.answers == one.answers
    assert form.materials == one.materials
    assert [reason.field for reason in form.reasons] == ["phone"]
    with hub.database.read() as connection:
        rows = connection.execute(select(audit.c.actor, audit.c.action, audit.c.subject)).all()
    assert (terminal.id, "own_case_form", one.case_number) in [tuple(row) for row in rows]
    hand_in(terminal, mending(terminal, 2, one))
    late = terminal.post(wire.CASE_FORM, OwnCase(applicant=LI, key=one.key))
    assert (late.status_code, late.json()["code"]) == (409, "moved_on")


def test_withdrawn_once_and_again_as_long_as_nothing_is_decided(hub: Hub, terminal: Terminal) -> None:
    one = shop(materials=put_off(), answers={**wrong_shop().answers})
    hand_in(terminal, one)
    for _ in range(2):
        got = terminal.post(wire.CASE_WITHDRAWAL, OwnCase(applicant=LI, key=one.key))
        assert got.status_code == 200, got.text
        assert got.json()["state"] == CaseState.WITHDRAWN
    (told,) = own(terminal)
    assert (told.state, told.withdrawable, told.mendable) == (CaseState.WITHDRAWN, False, False)
    done = submission(2)
    hand_in(terminal, done)
    got = terminal.post(wire.CASE_WITHDRAWAL, OwnCase(applicant=LI, key=done.key))
    assert (got.status_code, got.json()["code"]) == (409, "moved_on")


def test_a_terminal_must_sign_what_it_asks(client: TestClient) -> None:
    for path in (
        wire.PROGRESS,
        wire.PROGRESS_OF_RECEIPT,
        wire.CASE_FORM,
        wire.CASE_WITHDRAWAL,
        wire.CASE_PAPER,
    ):
        assert client.post(path, content=ProgressQuery(applicant=LI).model_dump_json()).status_code == 401


def test_the_applicant_of_a_case_is_whoever_it_says(hub: Hub, terminal: Terminal) -> None:
    """Should the index ever be wrong, the case itself decides."""
    hand_in(terminal, shop())
    with hub.database.write() as connection:
        connection.execute(update(case).values(whose=whose(hub.vault, WANG)))
    assert own(terminal, WANG) == ()
