"""我办的事 as a resident goes through it: whose, which, one of them; mended, completed, withdrawn and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_cases import ASKED, AT, MENDED, CaseDesk
from visit_invariants import check_state
from visit_stations import examples, own_case_stations, own_desk, twin
from visit_world import PHONE, SOMEBODY_ELSE, World, broken
from visit_world import switched_on as first_instant

from contract import receipt_proof
from contract.case_number import CaseNumber
from contract.codes import CaseState
from visit import effects as do
from visit import events as e
from visit.held.page import Page
from visit.pages.cases import means_own_cases
from visit.views import CaseBody, CheckBody, FormBody, ListBody, PreviewBody

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalogue.model import Item


@pytest.fixture
def start(items: tuple[Item, ...]) -> Callable[..., World]:
    def begin(*, line: bool = True) -> World:
        world = first_instant(items).start(line=line)
        world.own = own_desk(items)
        return world.touch("begin")

    return begin


def to_case(world: World, number: int) -> World:
    return world.touch("cases").touch("next").touch(f"case:{world.own.cases[number].case_number}")


def body(world: World) -> CaseBody:
    shown = world.view.body
    assert isinstance(shown, CaseBody)
    return shown


def facts(world: World) -> do.CaseFacts:
    order = world.last(do.AcceptCase)
    assert isinstance(order, do.AcceptCase)
    return order.facts


def test_every_place_of_it_keeps_the_promises(items: tuple[Item, ...]) -> None:
    for name, world in own_case_stations(items):
        try:
            check_state(world.state)
            for event in examples(world).values():
                other = twin(world)
                other.one(event)
                check_state(other.state)
        except Exception as error:
            error.add_note(f"at {name}")
            raise


def test_the_card_the_list_and_one_case(start: Callable[..., World]) -> None:
    world = start().touch("cases")
    assert world.page is Page.CASES_CARD
    world.touch("next")
    (order,) = world.ordered(do.AskProgress)
    assert isinstance(order, do.AskProgress)
    assert order.applicant == world.state.here.applicant
    shown = world.view.body
    assert isinstance(shown, ListBody)
    assert len(shown.tiles) == 6
    world.touch(shown.tiles[0].id)
    assert world.page is Page.CASE
    assert world.own.reasons[0].text_zh in [row.label for _, rows in body(world).groups for row in rows]
    assert {button.id for button in body(world).buttons} == {"mend", "withdraw"}
    world.touch("back")
    assert world.page is Page.CASES
    world.touch("back")
    assert world.page is Page.HOME
    assert world.state.here.progress.answer is None


def test_with_the_line_down_it_is_said_before_a_card_is_laid(start: Callable[..., World]) -> None:
    world = start(line=False).touch("cases")
    shown = world.view.body
    assert isinstance(shown, PreviewBody)
    assert world.state.machine.place.window_phone in [row.value for row in shown.rows]
    assert not world.ordered(do.ReadIdCard)
    world.send(e.LineChanged(up=True)).touch("again")
    assert world.page is Page.CASES_CARD


def test_an_answer_to_somebody_who_left_enters_no_other_visit(start: Callable[..., World]) -> None:
    world = start().touch("cases")
    world.silent.add(do.AskProgress)
    world.touch("next")
    order = world.last(do.AskProgress)
    late = world.own.answer(order)
    world.touch("exit").past_deadlines(lambda state: state.page is Page.ATTRACT)
    world.card = SOMEBODY_ELSE
    world.touch("begin").touch("cases").touch("next").send(late)
    assert world.state.here.progress.answer is None


def test_another_card_asks_anew(start: Callable[..., World]) -> None:
    world = start().touch("cases").touch("next").touch("back").touch("cases")
    assert world.page is Page.CASES, "one identification serves the whole visit"
    world.touch("back")
    other = start().touch("cases")
    other.card = SOMEBODY_ELSE
    other.touch("other_card").touch("next")
    order = other.last(do.AskProgress)
    assert isinstance(order, do.AskProgress)
    assert order.applicant == SOMEBODY_ELSE


def test_mending_begins_with_what_stood_and_marks_what_was_wrong(start: Callable[..., World]) -> None:
    world = to_case(start(), 0).touch("mend")
    assert world.page is Page.CONSENT
    assert world.state.here.answers == world.own.answers
    world.touch("agree")
    assert world.page is Page.FORM, "whose it is is not asked again"
    marked: dict[str, str] = {}
    while world.page is Page.FORM:
        shown = world.view.body
        assert isinstance(shown, FormBody)
        marked |= {one.id: one.problem for one in shown.questions if one.problem}
        world.touch("next")
    assert list(marked) == ["place_detail"]
    assert world.own.reasons[0].text_zh in marked["place_detail"]
    world.walk_to(Page.CHECK)
    checked = world.view.body
    assert isinstance(checked, CheckBody)
    assert [row.note for row in checked.rows if row.note] == [world.own.reasons[0].text_zh]
    world.touch("change:place_detail")
    field = next(one for one in world.questions() if one.id == "place_detail")
    world.put_in(field, "杏花街9号")
    shown = world.view.body
    assert isinstance(shown, FormBody)
    assert not any(one.problem for one in shown.questions), "a changed answer is not marked any more"
    world.touch("next").walk_to(Page.RESULT)
    sent = facts(world)
    assert sent.mends == MENDED
    assert sent.answers == {**world.own.answers, "place_detail": "杏花街9号"}
    lease = next(one for one in sent.materials if one.material_id == "place_lease")
    assert lease.as_before
    assert lease.deferred_until is None
    slip = world.last(do.PrintSlip)
    assert isinstance(slip, do.PrintSlip)
    assert world.own.cases[0].case_number in [line.value for line in slip.slip.lines]


def test_mended_with_the_line_gone_meanwhile(start: Callable[..., World]) -> None:
    world = to_case(start(), 0).touch("mend").send(e.LineChanged(up=False)).walk_to(Page.RESULT)
    assert facts(world).mends == MENDED
    assert facts(world).accepted_offline


def test_a_retry_of_the_disk_sends_the_same_mend(start: Callable[..., World]) -> None:
    world = to_case(start(), 0).touch("mend").walk_to(Page.SIGN)
    world.instead[do.AcceptCase] = lambda order: (
        e.CaseNotAccepted(order.facts.key, "disk_full", "engineer"),
    )  # type: ignore[attr-defined]
    world.past_page()
    del world.instead[do.AcceptCase]
    world.touch("again")
    first, second = world.ordered(do.AcceptCase)
    assert first == second


def test_what_was_put_off_is_laid_under_the_camera(start: Callable[..., World]) -> None:
    world = to_case(start(), 1).touch("supplement").touch("agree")
    assert world.page is Page.MATERIALS, "the form stands"
    world.touch("place_lease:scan").touch("take").touch("next").touch("next")
    assert world.page is Page.CHECK
    world.walk_to(Page.RESULT)
    sent = facts(world)
    assert sent.mends == ASKED
    lease = next(one for one in sent.materials if one.material_id == "place_lease")
    assert (len(lease.pages), lease.as_before, lease.deferred_until) == (1, False, None)
    assert len(sent.attachments) == 1


def test_what_stays_put_off_keeps_its_day(start: Callable[..., World]) -> None:
    world = to_case(start(), 1).touch("supplement").touch("agree").touch("next")
    assert world.page is Page.MATERIALS, "nothing is chosen for whoever came to hand something in"
    world.touch("place_lease:later").touch("next").walk_to(Page.RESULT)
    lease = next(one for one in facts(world).materials if one.material_id == "place_lease")
    assert (lease.as_before, lease.pages, lease.deferred_until) == (True, (), None)


def test_a_case_that_moved_on_is_told_and_looked_at_anew(start: Callable[..., World]) -> None:
    world = to_case(start(), 0)
    world.own.refuses = "moved_on"
    world.touch("mend")
    assert "新的进展" in body(world).status
    world.own.refuses = ""
    world.own.cases[0] = world.own.cases[0].model_copy(update={"state": CaseState.DONE, "mendable": False})
    world.touch("back")
    assert len(world.ordered(do.AskProgress)) == 2


def test_withdrawing_is_asked_first_and_shown_when_the_hub_says_so(start: Callable[..., World]) -> None:
    world = to_case(start(), 0).touch("withdraw").touch("keep")
    assert not world.ordered(do.SendWithdrawal)
    world.silent.add(do.SendWithdrawal)
    world.touch("withdraw").touch("withdraw_now")
    assert "撤回" not in body(world).status
    world.send(world.own.answer(world.last(do.SendWithdrawal)))
    assert body(world).status == "已撤回"
    assert not any(button.id.startswith("withdraw") for button in body(world).buttons)


def test_silence_after_a_withdrawal_says_that_nothing_is_known(start: Callable[..., World]) -> None:
    world = to_case(start(), 0)
    world.silent.add(do.SendWithdrawal)
    world.touch("withdraw").touch("withdraw_now").past_deadlines(
        lambda state: state.here.progress.order is None
    )
    assert "联系不上" in body(world).status


def test_a_paper_is_printed_and_said_to_be_when_the_printer_says_so(start: Callable[..., World]) -> None:
    world = to_case(start(), 2)
    world.silent.add(do.PrintDocument)
    world.touch("print:doc-9")
    order = world.last(do.PrintDocument)
    assert isinstance(order, do.PrintDocument)
    assert PHONE not in order.job_id
    assert "print:doc-9" not in world.touchable(), "one print at a time"
    world.send(e.PrintFailed(order.job_id, "paper_out", "site_keeper"))
    world.touch("print:doc-9").send(e.Printed(world.last(do.PrintDocument).job_id))  # type: ignore[attr-defined]
    assert world.state.here.progress.papers["doc-9"].printing == "printed"
    world.send(e.DeviceChanged(broken("document_printer", "paper_jam")))
    assert "print:doc-9" not in world.touchable()


def code_of(number: str, item_id: str) -> str:
    made = CaseNumber("QH01", AT.date(), int(number), "ABC")
    statement = receipt_proof.state(made, item_id, AT, b"a case")
    return receipt_proof.prove(statement, None, lambda _: bytes(64)).text("https://hub.test/receipt")


def test_the_code_of_a_receipt_leads_to_its_case_after_the_card(start: Callable[..., World]) -> None:
    for before in ("exit", ""):
        world = start()
        number = str(CaseNumber("QH01", AT.date(), 2, "ABC"))
        world.own.cases[1] = world.own.cases[1].model_copy(update={"numbers": ("QH01-1", number)})
        if before:
            world.touch("exit").past_deadlines(lambda state: state.page is Page.ATTRACT)
        world.send(e.CodeScanned(code_of("2", "getihu-sheli")))
        assert world.page is Page.CASES_CARD
        world.touch("next")
        assert world.page is Page.CASE
        assert world.state.here.progress.key == ASKED


def test_the_receipt_of_somebody_else_opens_nothing(start: Callable[..., World]) -> None:
    world = start().send(e.CodeScanned(code_of("77", "getihu-sheli"))).touch("next")
    shown = world.view.body
    assert isinstance(shown, ListBody)
    assert "不在您的名下" in shown.summary


def test_of_a_case_without_a_name_the_receipt_is_enough(start: Callable[..., World]) -> None:
    world = start()
    number = str(CaseNumber("QH01", AT.date(), 5, "ABC"))
    only = world.own.cases[3].model_copy(
        update={"numbers": (number,), "withdrawable": False, "asked_anonymously": True}
    )
    world.own = CaseDesk([only])
    world.send(e.CodeScanned(code_of("5", "an-item-of-another-place")))
    assert world.page is Page.CASE
    order = world.last(do.AskProgress)
    assert isinstance(order, do.AskProgress)
    assert order.applicant is None
    assert order.receipt
    assert body(world).buttons == ()
    world.touch("back")
    assert world.page is Page.HOME
    named = start()
    named.own.refuses = "needs_identity"
    named.send(e.CodeScanned(code_of("5", "an-item-of-another-place")))
    assert named.page is Page.CASES_CARD


def test_an_item_that_is_not_here_is_said_to_be_elsewhere(start: Callable[..., World]) -> None:
    world = start()
    world.own.cases[0] = world.own.cases[0].model_copy(update={"item_id": "elsewhere"})
    to_case(world, 0).touch("mend")
    assert "换一台机器" in body(world).status


def test_nobody_without_cases_is_left_without_a_word(start: Callable[..., World]) -> None:
    world = start()
    world.own = CaseDesk()
    world.touch("cases").touch("next")
    shown = world.view.body
    assert isinstance(shown, PreviewBody)
    assert shown.source
    assert shown.rows


@pytest.mark.parametrize(
    "typed", ["进度", "我办的事", "办件", "补正", "jindu", "banj", "withdraw", "buzheng"]
)
def test_who_types_what_a_case_is_about_finds_the_own_cases(typed: str) -> None:
    assert means_own_cases(typed)


@pytest.mark.parametrize("typed", ["", "社保", "ba", "shebao", "补", "身份证"])
def test_who_types_anything_else_does_not(typed: str) -> None:
    assert not means_own_cases(typed)
