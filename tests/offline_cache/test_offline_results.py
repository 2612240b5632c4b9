"""What became of a case later is kept once, and told on once."""

from __future__ import annotations

from uuid import uuid4

from offline_bench_of_cases import answer_to, value

from contract.case import CaseChange, Reason
from contract.codes import CaseState
from outcome import Ok

WHY = Reason(field=None, text_zh="材料不清楚", text_en="not legible")


def change(accepted, number: int, state: CaseState) -> CaseChange:
    return CaseChange(
        number=number,
        key=accepted.key,
        case_number=accepted.case_number,
        state=state,
        office_number="",
        reasons=(WHY,),
    )


def states(shelf) -> list[str]:
    work = lambda db: Ok([row[0] for row in db.execute("SELECT case_state FROM outbox ORDER BY id")])  # noqa: E731
    return value(shelf.cache._inside.writer.submit("looking", work).result(10))


def test_changes_are_kept_once_and_survive(shelf):
    one, two = shelf.accept(), shelf.accept()
    value(
        shelf.cache.for_sync.mark_answered(
            one.key, answer_to(shelf.next().body, durable=1, state=CaseState.IN_REVIEW)
        ).result(10)
    )
    assert value(shelf.cache.for_sync.changes_kept().result(10)) == 0
    told = (change(one, 1, CaseState.SUSPENDED), change(two, 2, CaseState.DONE))
    assert value(shelf.cache.for_sync.keep_changes(told).result(10)) == told
    assert value(shelf.cache.for_sync.keep_changes(told).result(10)) == ()
    shelf.close()
    assert value(shelf.cache.for_sync.changes_kept().result(10)) == 2
    later = change(one, 3, CaseState.DONE)
    assert value(shelf.cache.for_sync.keep_changes((*told, later)).result(10)) == (later,)
    assert states(shelf) == ["done", "done"]
    assert value(shelf.cache.for_sync.keep_changes(told).result(10)) == (), (
        "an old heartbeat's answer turns nothing back"
    )
    assert states(shelf) == ["done", "done"]


def test_reasons_stay_out_of_the_store(shelf):
    one = shelf.accept()
    value(shelf.cache.for_sync.keep_changes((change(one, 1, CaseState.TO_MEND),)).result(10))
    shelf.close()
    assert WHY.text_zh.encode() not in shelf.bytes_on_disk()
    assert one.case_number.encode() in shelf.bytes_on_disk(), (
        "the control: what is kept in the clear is found"
    )


def test_case_of_another_disk_moves_the_watermark_only(shelf):
    one = shelf.accept()
    shelf.close()
    stranger = change(one, 7, CaseState.DONE).model_copy(update={"key": uuid4()})
    assert value(shelf.cache.for_sync.keep_changes((stranger,)).result(10)) == (stranger,)
    assert value(shelf.cache.for_sync.changes_kept().result(10)) == 7
    assert states(shelf) == [""]
