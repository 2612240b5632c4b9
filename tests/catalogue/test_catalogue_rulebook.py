"""What the rules of an item say about one case, on its day and with what is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from catalogue_files import ruled

from catalogue.answers import problems
from catalogue.fictional import applicant_of
from catalogue.model import Item, Person
from catalogue.rulebook import Situation, barred, instant, prompts, unmet
from catalogue.sample import examples, records
from contract.codes import IdDocument

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def item(tmp_path_factory) -> Item:
    return ruled(tmp_path_factory.mktemp("ruled"))


@pytest.fixture
def usual(item) -> Situation:
    return Situation(DAY, examples(item, DAY), applicant_of(Person(), DAY), records(item, DAY))


def ids(rules) -> list[str]:
    return [one.id for one in rules]


def held(item: Item, situation: Situation) -> dict[str, bool | None]:
    return {one.rule.id: one.held for one in instant(item, situation)}


def test_the_usual_case_passes_everything(item, usual):
    assert barred(item, usual) == ()
    assert unmet(item, usual) == ()
    assert held(item, usual) == {"paid_a_year": True, "line_up": True}


def test_who_may_not_apply_is_barred_on_the_very_day(item, usual):
    born = date(2008, 11, 22)
    young = usual.applicant.model_copy(update={"id_number": f"990101{born:%Y%m%d}0022"})
    assert ids(barred(item, replace(usual, applicant=young, day=DAY - timedelta(days=1)))) == ["grown_up"]
    assert barred(item, replace(usual, applicant=young)) == ()


def test_whose_age_is_not_known_is_not_barred(item, usual):
    assert barred(item, replace(usual, applicant=None)) == ()
    old = applicant_of(Person(age=17, document=IdDocument.FOREIGNER_2017), DAY)
    assert barred(item, replace(usual, applicant=old)) == ()


def test_answers_that_do_not_agree_are_told_beside_their_field(item, usual):
    wrong = {**usual.answers, "second": 30}
    assert ids(unmet(item, replace(usual, answers=wrong))) == ["adds_up"]
    (problem,) = problems(item, wrong, today=DAY)
    assert (problem.field, problem.text.zh) == ("second", "两份加起来要是100%")


def test_a_check_waits_for_the_answers_it_needs(item, usual):
    assert unmet(item, replace(usual, answers={"first": 60})) == ()
    assert unmet(item, replace(usual, answers={"first": 60, "second": None})) == ()


def test_a_field_that_is_wrong_in_itself_is_told_once(item, usual):
    (problem,) = problems(item, {**usual.answers, "second": 300}, today=DAY)
    assert "1到100" in problem.text.zh


def test_a_condition_whose_record_is_not_known_did_not_hold(item, usual):
    assert held(item, replace(usual, facts={})) == {"paid_a_year": None, "line_up": True}
    assert held(item, replace(usual, facts={"insured_months": 11}, offline=True)) == {
        "paid_a_year": False,
        "line_up": False,
    }


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2026-10-31", False), ("2026-11-01", True), ("2026-12-31", True), ("2027-01-01", False)],
)
def test_a_hint_is_shown_from_its_first_day_to_its_last(item, usual, day, shown):
    on = date.fromisoformat(day)
    here = replace(usual, day=on, answers=examples(item, on))
    assert ids(prompts(item, here, "check")) == (["year_end"] if shown else [])
    assert prompts(item, here, "guide") == ()


def test_a_hint_whose_condition_is_not_decided_is_not_shown(item, usual):
    assert prompts(item, replace(usual, answers={}), "check") == ()
    assert prompts(item, replace(usual, answers={"happened": "2026-01-01"}), "check") == ()


def test_an_answer_can_not_pass_for_a_record_or_for_the_person(item, usual):
    given = {**usual.answers, "age": 90, "insured_months": 99, "offline": False}
    young = applicant_of(Person(age=17), DAY)
    here = Situation(DAY, given, young, {"insured_months": 1}, offline=True)
    assert ids(barred(item, here)) == ["grown_up"]
    assert held(item, here) == {"paid_a_year": False, "line_up": False}


def test_two_versions_of_an_item_keep_their_own_rules(item, usual):
    rule = item.rules.eligibility[0].model_copy(update={"holds": "age >= 50"})
    later = item.model_copy(update={"rules": item.rules.model_copy(update={"eligibility": (rule,)})})
    assert ids(barred(later, usual)) == ["grown_up"]
    assert barred(item, usual) == ()
