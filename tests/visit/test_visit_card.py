"""The social security card: only one's own is taken, a PIN is typed twice, and nothing is done before the card said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_card import CARD, CHIP_READER, DIGITS, ONE_TIME, PIN, SCRIPT, card_item
from visit_invariants import texts
from visit_world import (
    INK,
    PRINTER,
    SOMEBODY_ELSE,
    World,
    broken,
    healthy,
    switched_on,
)

from catalogue.pin_rules import PinFault
from contract.codes import CaseState
from visit import effects as do
from visit import events as e
from visit.held.card_work import CardStep
from visit.held.page import Page
from visit.views import Mark, PinBody, ProgressBody, ResultBody, SocialCardBody
from wording import say

if TYPE_CHECKING:
    from catalogue.model import Item
    from contract.card_pin import CardReport
    from visit.views import Body


@pytest.fixture
def world(items: tuple[Item, ...]) -> World:
    made = switched_on((*items, card_item())).start()
    return made.send(e.DeviceChanged(healthy(CHIP_READER)))


def to(world: World, page: Page) -> World:
    return world.begin(card_item()).walk_to(page)


def shown(world: World, kind: type[Body]) -> Body:
    body = world.view.body
    assert isinstance(body, kind)
    return body


# --- the tile and the card --------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["line", "reader"])
def test_without_line_or_reader_the_tile_says_why(world: World, what: str) -> None:
    lost = e.LineChanged(up=False) if what == "line" else e.DeviceChanged(broken(CHIP_READER, "no_device"))
    world.send(lost).begin(card_item())
    assert world.page is Page.CLOSED_ITEM
    assert any(("网络" if what == "line" else "读卡器") in text for text in texts(world.view.body))


def test_the_card_is_read_and_shown_by_its_last_characters(world: World) -> None:
    body = shown(to(world, Page.SOCIAL_CARD), SocialCardBody)
    assert isinstance(body, SocialCardBody)
    assert body.mark is Mark.DONE
    assert CARD.card_number[-4:] in body.status
    assert CARD.card_number not in body.status
    assert world.view.lights == {CHIP_READER}


def test_a_card_of_somebody_else_is_told_plainly_and_never_taken(world: World) -> None:
    world.chip = None
    to(world, Page.SOCIAL_CARD)
    world.send(e.SocialCardRead(CARD, SOMEBODY_ELSE.id_number))
    assert say("zh", "chip.card_of_another") in texts(world.view.body)
    assert world.state.here.card.card is None
    assert "next" not in world.touchable()
    assert isinstance(world.last(do.ReadSocialCard), do.ReadSocialCard), "the next card is waited for"


@pytest.mark.parametrize(
    "code",
    ["card_blocked", "card_mute", "card_moved", "not_a_social_security_card", "card_expired", "unheard_of"],
)
def test_each_trouble_with_the_card_is_told_and_reading_goes_on(world: World, code: str) -> None:
    world.chip = None
    to(world, Page.SOCIAL_CARD)
    before = len(world.ordered(do.ReadSocialCard))
    world.send(e.SocialCardTrouble(code, "resident"))
    key = "chip.again" if code == "unheard_of" else f"chip.{code}"
    assert say("zh", key) in texts(world.view.body)
    assert len(world.ordered(do.ReadSocialCard)) == before + 1


def test_the_page_tells_of_the_other_pin_and_where_that_is_changed(world: World) -> None:
    assert any(
        "银行密码" in text and "发卡银行" in text for text in texts(to(world, Page.SOCIAL_CARD).view.body)
    )


def test_whoever_lays_down_another_identity_card_starts_without_a_card_and_pin(world: World) -> None:
    to(world, Page.CHECK)
    while world.page is not Page.IDENTIFY:
        world.touch("back")
    world.card = SOMEBODY_ELSE
    world.touch("other_card")
    assert world.state.here.card.card is None
    assert world.state.here.card.pin == ""


# --- the PIN ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pin", "fault"),
    [
        ("123456", PinFault.RUNNING),
        ("888888", PinFault.REPEATED),
        ("900307", PinFault.BIRTHDAY),
        ("070015", PinFault.IDENTITY),
    ],
)
def test_an_easy_pin_is_refused_with_a_sentence_that_mends(world: World, pin: str, fault: PinFault) -> None:
    to(world, Page.NEW_PIN).type_pin(pin).touch("next")
    body = shown(world, PinBody)
    assert isinstance(body, PinBody)
    assert body.problem == say("zh", f"pin_fault.{fault}")
    assert body.typed == 0
    assert world.page is Page.NEW_PIN


def test_two_that_differ_begin_again(world: World) -> None:
    to(world, Page.NEW_PIN).type_pin(PIN).touch("next").type_pin("270419").touch("next")
    body = shown(world, PinBody)
    assert isinstance(body, PinBody)
    assert (body.typed, body.problem) == (0, say("zh", "pin_fault.differs"))
    assert body.title == say("zh", "new_pin.title")
    world.type_pin(PIN).touch("next").type_pin(PIN).touch("next")
    assert world.page is Page.CHECK


def test_digits_can_be_taken_back_and_no_seventh_is_taken(world: World) -> None:
    to(world, Page.NEW_PIN).type_pin("9").touch("pin:delete").type_pin("12").touch("pin:clear")
    world.type_pin(PIN).send(e.PinKey("1"), e.PinKey("x"), e.PinKey("12"))
    assert world.state.here.card.typed == PIN


def test_back_from_the_second_time_leads_to_the_first_and_then_to_the_card(world: World) -> None:
    to(world, Page.NEW_PIN).type_pin(PIN).touch("next").touch("back")
    assert world.page is Page.NEW_PIN
    assert world.state.here.card.first == ""
    assert world.touch("back").page is Page.SOCIAL_CARD


def test_no_digit_is_in_a_view_a_repr_or_an_order_but_the_two_that_need_it(world: World) -> None:
    to(world, Page.RESULT)
    told = [
        one
        for one in (*world.effects, *world.events)
        if not isinstance(one, do.ChangeCardPin | do.TryCardPin)
    ]
    for one in told:
        assert not any(digits in repr(one) for digits in DIGITS), type(one).__name__
    for one in world.ordered(do.AcceptCase):
        assert not any(digits in text for digits in DIGITS for text in texts(one))
    for one in (
        *world.ordered(do.ChangeCardPin),
        *world.ordered(do.TryCardPin),
        *world.ordered(do.RunCardScript),
    ):
        assert not any(digits in repr(one) for digits in DIGITS)
    for one in world.ordered(do.PrintSlip):
        assert not any(digits in text for digits in DIGITS for text in texts(one))


# --- the case and the writing -----------------------------------------------------------------------


def test_the_case_names_the_card_and_no_pin(world: World) -> None:
    to(world, Page.RESULT)
    accepted = world.last(do.AcceptCase)
    assert isinstance(accepted, do.AcceptCase)
    assert accepted.facts.card == CARD


def test_a_card_of_another_province_is_not_asked_for_as_a_person_looks_first(world: World) -> None:
    world.begin(card_item()).walk_to(Page.FORM)
    world.put_in(world.questions()[0], "elsewhere").touch("next")
    world.case_state = CaseState.IN_REVIEW
    seen = []
    while world.page is not Page.RESULT:
        world.past_page()
        seen.append(world.page)
    assert not {Page.SOCIAL_CARD, Page.NEW_PIN, Page.CARD_WRITING} & set(seen)
    accepted = world.last(do.AcceptCase)
    assert isinstance(accepted, do.AcceptCase)
    assert accepted.facts.card is None


def test_an_answer_that_is_changed_brings_the_card_s_pages_back(world: World) -> None:
    world.begin(card_item()).walk_to(Page.FORM)
    world.put_in(world.questions()[0], "elsewhere").touch("next").walk_to(Page.CHECK)
    world.send(e.JumpTo("card_region"))
    world.put_in(world.questions()[0], "county").touch("next")
    assert world.page is Page.CHECK
    assert world.touch("next").page is Page.SOCIAL_CARD
    assert world.walk_to(Page.RESULT).state.here.card.written


def test_with_the_line_lost_before_the_signature_nothing_is_handed_in(world: World) -> None:
    to(world, Page.SIGN).send(e.LineChanged(up=False), e.Drew(INK))
    assert say("zh", "sign.no_line") in texts(world.view.body)
    world.send(e.GoNext())
    assert world.page is Page.SIGN
    assert not world.ordered(do.AcceptCase)
    world.send(e.LineChanged(up=True)).touch("next")
    assert world.page is Page.RESULT


def test_the_steps_come_in_order_and_each_waits_for_the_one_before(world: World) -> None:
    to(world, Page.RESULT)
    kinds = [type(one) for one in world.effects]
    order = [do.AcceptCase, do.SyncNow, do.RunCardScript, do.ChangeCardPin, do.TryCardPin, do.PrintSlip]
    places = [kinds.index(one) for one in order]
    assert places == sorted(places)
    change = world.last(do.ChangeCardPin)
    assert isinstance(change, do.ChangeCardPin)
    assert (change.old, change.new) == (ONE_TIME, PIN)


def test_done_is_only_said_when_the_card_took_the_pin_at_its_trial(world: World) -> None:
    world.silent.add(do.TryCardPin)
    to(world, Page.SIGN).past_page()
    assert world.page is Page.CARD_WRITING
    assert not world.state.here.card.written
    assert not world.ordered(do.PrintSlip)
    trial = world.last(do.TryCardPin)
    assert isinstance(trial, do.TryCardPin)
    world.send(e.CardStepDone(trial.job_id))
    body = shown(world, ResultBody)
    assert isinstance(body, ResultBody)
    assert body.title == say("zh", "result.card_written")


def reports(world: World) -> list[CardReport]:
    return [one.report for one in world.ordered(do.ReportCard) if isinstance(one, do.ReportCard)]


def test_the_hub_is_told_that_the_card_was_written(world: World) -> None:
    to(world, Page.RESULT)
    [report] = reports(world)
    assert (report.written, report.touched, report.code) == (True, True, "")
    assert report.case_key == world.state.here.key


def test_the_hub_is_told_why_the_card_was_not_written(world: World) -> None:
    failing(world, do.ChangeCardPin, "card_moved").touch("without")
    [report] = reports(world)
    assert (report.written, report.touched, report.code) == (False, True, "card_moved")


def failing(world: World, step: type[do.Effect], code: str = "card_moved") -> World:
    def fails(order: do.Effect) -> tuple[e.Event, ...]:
        return (e.CardStepFailed(order.job_id, code, "resident"),)  # type: ignore[attr-defined]

    world.instead[step] = fails
    return to(world, Page.SIGN).past_page()


@pytest.mark.parametrize("step", [do.RunCardScript, do.ChangeCardPin, do.TryCardPin])
def test_half_way_the_old_pin_is_called_unsure_and_the_same_case_writes_again(
    world: World, step: type[do.Effect]
) -> None:
    failing(world, step)
    assert world.page is Page.CARD_WRITING
    assert any(say("zh", "card_writing.unsure") in text for text in texts(world.view.body))
    del world.instead[step]
    world.touch("again")
    assert world.page is Page.RESULT
    assert world.state.here.card.written
    assert len(world.ordered(do.AcceptCase)) == 1, "no second case"
    runs = world.ordered(do.RunCardScript)
    assert [one.script for one in runs] == [SCRIPT, SCRIPT]  # type: ignore[attr-defined]
    assert len({one.job_id for one in runs}) == 2  # type: ignore[attr-defined]


def test_before_the_first_command_the_card_is_as_it_was(world: World) -> None:
    failing(world, do.RunCardScript, "no_card")
    assert any(say("zh", "card_writing.as_before") in text for text in texts(world.view.body))
    body = shown(world.touch("without"), ResultBody)
    assert say("zh", "card_outcome.as_before") in texts(body)


def test_a_script_that_was_used_up_unheard_is_proved_by_a_trial(world: World) -> None:
    failing(world, do.RunCardScript, "script_used")
    assert world.page is Page.RESULT
    assert world.state.here.card.written
    assert not world.ordered(do.ChangeCardPin)


def test_who_stops_half_way_is_told_what_is_true_and_the_way_on(world: World) -> None:
    failing(world, do.ChangeCardPin)
    body = shown(world.touch("without"), ResultBody)
    assert isinstance(body, ResultBody)
    assert body.title == say("zh", "result.card_not_written")
    assert body.mark is Mark.WARNING
    slip = world.last(do.PrintSlip)
    assert isinstance(slip, do.PrintSlip)
    for told in (texts(body), texts(slip)):
        assert {say("zh", "card_outcome.unsure"), say("zh", "card_outcome.way_on")} <= set(told)


def test_a_reader_that_says_nothing_is_not_waited_for_for_ever(world: World) -> None:
    world.silent.add(do.ChangeCardPin)
    to(world, Page.SIGN).past_page()
    began = world.at
    world.past_deadlines(lambda state: state.here.card.trouble is not None)
    assert world.at - began <= world.state.machine.delays.card_write_s
    late = world.last(do.ChangeCardPin)
    assert isinstance(late, do.ChangeCardPin)
    world.send(e.CardStepDone(late.job_id))
    body = shown(world, ProgressBody)
    assert isinstance(body, ProgressBody)
    assert [one.id for one in body.buttons] == ["again", "without"], "late news change nothing"


def test_news_of_an_earlier_try_is_not_taken_for_this_one(world: World) -> None:
    failing(world, do.ChangeCardPin)
    earlier = world.last(do.ChangeCardPin)
    assert isinstance(earlier, do.ChangeCardPin)
    del world.instead[do.ChangeCardPin]
    world.silent.add(do.ChangeCardPin)
    world.touch("again").send(e.CardStepDone(earlier.job_id))
    assert world.state.here.card.step is CardStep.CHANGE


@pytest.mark.parametrize("state", [CaseState.IN_REVIEW, CaseState.REFUSED])
def test_what_is_not_approved_is_not_written(world: World, state: CaseState) -> None:
    world.case_state = state
    to(world, Page.RESULT)
    assert not world.ordered(do.RunCardScript)
    assert say("zh", "card_outcome.as_before") in texts(world.view.body)


def test_an_answer_that_comes_too_late_writes_nothing_and_is_not_kept(world: World) -> None:
    world.silent.add(do.SyncNow)
    to(world, Page.SIGN).past_page()
    world.past_deadlines(lambda state: state.page is Page.RESULT)
    key = world.state.here.key
    assert key is not None
    world.send(e.CaseAnswered(world.answer_to(key)))
    assert not world.ordered(do.RunCardScript)
    assert not any(digits in text for digits in DIGITS for text in texts(world.state.here.answer))
    assert say("zh", "card_outcome.way_on") in texts(world.view.body)


@pytest.mark.parametrize("step", [do.RunCardScript, do.ChangeCardPin, do.TryCardPin])
def test_help_is_there_while_the_card_is_written_and_the_writing_goes_on_behind_it(
    world: World, step: type[do.Effect]
) -> None:
    world.silent.add(step)
    to(world, Page.SIGN).past_page()
    world.touch("help")
    order = world.last(step)
    world.silent.clear()
    world.send(e.CardStepDone(order.job_id))  # type: ignore[attr-defined]
    assert world.page is Page.RESULT
    assert world.state.help is not None


def test_without_a_printer_the_card_is_written_all_the_same(world: World) -> None:
    to(world, Page.SIGN).send(e.DeviceChanged(broken(PRINTER, "paper_out"))).past_page()
    assert world.state.here.card.written


def test_a_card_left_in_its_reader_is_called_for_at_the_farewell(world: World) -> None:
    to(world, Page.RATING).send(e.CardPresence(present=True, chip=True)).touch("skip")
    assert say("zh", "farewell.chip_card") in texts(world.view.body)
    assert world.view.lights == {CHIP_READER}
    world.wait(world.state.machine.delays.farewell_s)
    assert world.page is Page.FAREWELL
    world.send(e.CardPresence(present=False, chip=True))
    assert not world.view.body.card_warning  # type: ignore[union-attr]
