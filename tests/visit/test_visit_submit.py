"""From the signature to the result: the disk, the department, and what is said meanwhile."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from visit_invariants import leaks
from visit_world import INK, PICTURE, World

from contract.case import Reason
from contract.codes import NEEDS_REASONS, CaseState
from visit import effects as do
from visit import events as e
from visit.held.page import Over, Page
from visit.views import Mark, ProgressBody, ResultBody

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from catalogue.model import Item


def progress(world: World) -> ProgressBody:
    body = world.view.body
    assert isinstance(body, ProgressBody)
    return body


def result(world: World) -> ResultBody:
    body = world.view.body
    assert isinstance(body, ResultBody)
    return body


def key(world: World) -> UUID:
    made = world.state.here.key
    assert made is not None
    return made


@pytest.fixture
def saving(at: Callable[..., World], printing: Item) -> World:
    """Signed and handed to a disk that has not answered yet."""
    world = at(printing, Page.SIGN).send(e.Drew(INK))
    world.silent |= {do.AcceptCase, do.SyncNow}
    return world.touch("next")


@pytest.fixture
def taken_in(saving: World) -> World:
    """On disk; the department has not answered."""
    return saving.send(e.CaseAccepted(key(saving), "QH01-000007", saving.wall))


# --- the disk -----------------------------------------------------------------------------------


def test_nothing_is_shown_as_taken_in_before_the_disk_has_it(saving: World) -> None:
    assert progress(saving).steps[0].mark is Mark.NOW
    assert "QH01" not in str(saving.view)
    assert not saving.ordered(do.PrintSlip)
    assert saving.view.chrome.exit is None
    assert saving.view.chrome.back is None


def test_a_case_of_another_key_is_not_ours(saving: World) -> None:
    saving.send(e.CaseAccepted(saving.fresh(), "QH01-000099", saving.wall))
    assert not saving.state.here.number


def test_the_disk_says_no_and_trying_again_keeps_the_key(saving: World) -> None:
    first = key(saving)
    saving.send(e.CaseNotAccepted(first, "disk_full", "engineer"))
    assert progress(saving).steps[0].mark is Mark.TROUBLE
    assert "存满" in progress(saving).steps[0].note
    saving.wait(86_400 - 9 * 3_600).touch("keep_going").touch("again").send(e.TryAgain())
    orders = saving.ordered(do.AcceptCase)
    assert [one.facts.key for one in orders] == [first, first]  # type: ignore[attr-defined]
    assert orders[0].facts == orders[1].facts, "the store takes anything else for another case"  # type: ignore[attr-defined]
    assert progress(saving).steps[0].mark is Mark.NOW


def test_after_a_no_the_way_back_keeps_everything_filled_in(saving: World) -> None:
    first = key(saving)
    saving.send(e.CaseNotAccepted(first, "disk_error", "engineer")).touch("without")
    assert saving.page is Page.SIGN
    assert saving.state.here.answers
    saving.silent.clear()
    saving.touch("next")
    assert saving.page is Page.RESULT
    assert len(saving.numbers) == 1


def test_after_silence_only_the_same_key_may_try_again(saving: World) -> None:
    """Whether the disk has it is not known: a way back to a new signature could make two cases."""
    first = key(saving)
    saving.wait(15)
    assert [one.id for one in progress(saving).buttons] == ["again"]
    assert saving.send(e.GoOnWithout()).page is Page.SUBMITTING
    saving.touch("again")
    assert {one.facts.key for one in saving.ordered(do.AcceptCase)} == {first}  # type: ignore[attr-defined]


def test_a_late_yes_after_silence_counts(saving: World) -> None:
    saving.wait(15).send(e.CaseAccepted(key(saving), "QH01-000007", saving.wall))
    assert progress(saving).steps[0].mark is Mark.DONE


def test_a_no_to_the_repeat_takes_no_yes_back(taken_in: World) -> None:
    taken_in.send(e.CaseNotAccepted(key(taken_in), "disk_full", "engineer"))
    assert progress(taken_in).steps[0].mark is Mark.DONE
    assert taken_in.past_deadlines(lambda s: s.page is not Page.SUBMITTING).page is Page.RESULT


def test_trouble_with_the_disk_asks_before_it_lets_go_and_help_holds_it_open(saving: World) -> None:
    saving.wait(15).wait(180)
    assert saving.state.over is Over.STILL_THERE
    saving.touch("keep_going").touch("help").wait(400)
    assert saving.page is Page.SUBMITTING
    assert saving.state.over is Over.HELP
    saving.past_deadlines(lambda s: s.page is Page.FAREWELL)
    assert not leaks(saving.state)


# --- the department -----------------------------------------------------------------------------


def test_the_document_is_waited_for_and_shown(taken_in: World) -> None:
    assert [step.mark for step in progress(taken_in).steps] == [Mark.DONE, Mark.NOW]
    taken_in.send(e.CaseAnswered(taken_in.answer_to(key(taken_in))))
    assert taken_in.page is Page.RESULT
    assert result(taken_in).title == "办好了"
    assert result(taken_in).document_picture is PICTURE
    assert result(taken_in).qr


def test_an_answer_quicker_than_the_disk_is_not_lost(saving: World) -> None:
    saving.send(e.CaseAnswered(saving.answer_to(key(saving))))
    assert saving.page is Page.SUBMITTING
    saving.send(e.CaseAccepted(key(saving), "QH01-000007", saving.wall))
    assert saving.page is Page.RESULT
    assert result(saving).document_title


def test_a_slow_department_ends_in_taken_in_and_a_late_answer_still_shows(taken_in: World) -> None:
    taken_in.wait(25)
    assert taken_in.page is Page.RESULT
    assert result(taken_in).title == "已收件"
    assert result(taken_in).number == "QH01-000007"
    assert result(taken_in).rows[1].mark is Mark.WAITING
    taken_in.send(e.CaseAnswered(taken_in.answer_to(key(taken_in))))
    assert result(taken_in).title == "办好了"
    assert result(taken_in).document_picture
    assert len(taken_in.ordered(do.PrintSlip)) == 1


@pytest.mark.parametrize(
    ("state", "title", "heading"),
    [(CaseState.REFUSED, "没有通过", "原因"), (CaseState.TO_MEND, "需要修改", "请修改这些")],
)
def test_a_no_of_the_department_comes_with_all_its_reasons(
    taken_in: World, state: CaseState, title: str, heading: str
) -> None:
    taken_in.send(e.CaseAnswered(taken_in.answer_to(key(taken_in), state)))
    body = result(taken_in)
    assert (body.title, body.mark) == (title, Mark.TROUBLE)
    assert (body.sections[0].heading, body.sections[0].lines) == (heading, ("缺少门牌号",))
    assert not body.document_title


def test_several_things_to_mend_are_one_list_in_the_order_they_came(taken_in: World) -> None:
    answer = taken_in.answer_to(key(taken_in), CaseState.TO_MEND)
    reasons = tuple(
        Reason(field=field, text_zh=f"“{field}”：请填写。", text_en=f"{field}: please fill in.")
        for field in ("scope", "employees", "consent")
    )
    taken_in.send(e.CaseAnswered(answer.model_copy(update={"reasons": reasons})))
    assert result(taken_in).sections[0].lines == tuple(one.text_zh for one in reasons)
    taken_in.send(e.CaseAnswered(answer))
    assert result(taken_in).sections[0].lines == ("缺少门牌号",), "the newest answer, not both"


def test_a_case_set_aside_is_told_honestly_whatever_the_printer_does(taken_in: World) -> None:
    taken_in.silent.add(do.PrintSlip)
    taken_in.send(e.CaseSetAside(key(taken_in), "unknown_item"))
    assert taken_in.page is Page.RESULT
    assert result(taken_in).rows[1].value == "已存好，工作人员正在处理"
    taken_in.send(e.Printed(f"{key(taken_in)}/1"))
    assert result(taken_in).rows[1].mark is Mark.WARNING


def test_an_answer_to_an_earlier_residents_case_is_not_shown(taken_in: World) -> None:
    taken_in.send(e.CaseAnswered(taken_in.answer_to(taken_in.fresh())))
    assert taken_in.state.here.answer is None


def test_offline_the_case_is_taken_in_at_once_and_says_so(offline: World, collecting: Item) -> None:
    offline.begin(collecting).walk_to(Page.RESULT)
    order = offline.last(do.AcceptCase)
    assert isinstance(order, do.AcceptCase)
    assert order.facts.accepted_offline
    assert result(offline).title == "已收件，网络好了自动送出"
    assert result(offline).rows[2].mark is Mark.WAITING
    offline.send(e.LineChanged(up=True))
    offline.send(e.CaseAnswered(offline.answer_to(key(offline), CaseState.IN_REVIEW)))
    assert result(offline).title == "正在审核"
    assert result(offline).rows[2].mark is Mark.DONE


def test_a_promised_day_that_moved_is_the_one_that_is_shown(offline: World, collecting: Item) -> None:
    offline.begin(collecting).walk_to(Page.RESULT)
    offline.send(e.LineChanged(up=True))
    moved = offline.answer_to(key(offline), CaseState.IN_REVIEW).model_copy(
        update={"promised_date": date(2026, 12, 24)}
    )
    offline.send(e.CaseAnswered(moved))
    assert "2026年12月24日" in {row.value for row in result(offline).rows}


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_has_a_title_and_its_reasons_a_heading(
    taken_in: World, state: CaseState, language: str
) -> None:
    why = Reason(field=None, text_zh="为什么", text_en="why")
    answer = taken_in.answer_to(key(taken_in), state).model_copy(update={"reasons": (why,)})
    taken_in.send(e.CaseAnswered(answer))
    if language == "en":
        taken_in.send(e.SetLanguage("en"))
    body = result(taken_in)
    assert body.title
    assert "result." not in body.title
    assert (state in NEEDS_REASONS) is (body.mark is Mark.TROUBLE)
    if state in NEEDS_REASONS:
        assert body.sections[0].lines == (("why",) if language == "en" else ("为什么",))
