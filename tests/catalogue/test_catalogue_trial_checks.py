# ruff: noqa: E501 - the table reads best with one case a line
"""A trial that does not go where its file says is told: where it goes, why, and what to write."""

from __future__ import annotations

from datetime import date

import pytest
from catalogue_files import RULED, line_of, problems_of, ruled, told_of, write

from catalogue.model import Ends
from catalogue.trial_end import by_examples, end_of

DAY = date(2026, 11, 22)


def test_each_trial_ends_as_it_says(tmp_path):
    item = ruled(tmp_path)
    for trial in item.trials:
        assert end_of(item, trial, DAY) == (trial.ends, frozenset(trial.fails)), trial.id


@pytest.mark.parametrize(
    ("old", "new", "where", "reason", "mend"),
    [
        ("says: All held, ends: approved", "says: All held, ends: accepted", "trials[0].ends", "it ends approved, not accepted", "write `ends: approved`"),
        ("applicant: {age: 17}", "applicant: {age: 18}", "trials[1].ends", "it ends approved, not not_eligible", "or mend the trial"),
        ("applicant: {age: 17}, ends: not_eligible", "applicant: {age: 17}, ends: to_mend", "trials[1].ends", "it ends not_eligible, not to_mend, as grown_up fails", "not_eligible"),
        ("answers: {second: 30}, ends: to_mend", "answers: {second: 30}, ends: approved", "trials[2].ends", "it ends to_mend, not approved, as adds_up fails", "to_mend"),
        ("answers: {second: 30}", "answers: {second: 300}", "trials[2].fails", "`adds_up` does not fail", "write `fails: []`"),
        ("insured_months: 6}, ends: accepted", "insured_months: 6}, ends: approved", "trials[3].ends", "it ends accepted, not approved, as paid_a_year fails", "accepted"),
        ("fails: [paid_a_year]", "fails: [paid_a_year, line_up]", "trials[3].fails", "`line_up` does not fail", "write `fails: [paid_a_year]`"),
        ("offline: true, ends: accepted", "offline: true, ends: approved", "trials[4].ends", "it ends accepted, not approved", "accepted"),
        ("says: All held, ends: approved", "says: All held, ends: nothing_found", "trials[0].ends", "it ends approved, not nothing_found", "approved"),
    ],
)  # fmt: skip
def test_one_that_goes_another_way_is_told(*, tmp_path, old, new, where, reason, mend):
    found = told_of(tmp_path, (old, new))
    assert list(found) == [where]
    assert reason in found[where].reason
    assert mend in found[where].mend
    assert found[where].line == line_of(RULED.replace(old, new), new)


def test_an_answer_that_is_none_is_told_with_what_it_was(tmp_path):
    old = "says: All held, ends: approved"
    found = told_of(tmp_path, (old, "says: All held, answers: {second: 300}, ends: approved"))
    reason = found["trials[0].ends"].reason
    assert "it ends to_mend, not approved, as 300 is no answer to `second` (Enter" in reason


def test_a_rule_that_fails_too_is_told(tmp_path):
    facts = "facts: {insured_months: 6}, ends: accepted, fails: [paid_a_year]"
    second = "      holds: '!offline'\n"
    changes = ((second, "      holds: insured_months != 6 && !offline\n"), (facts, facts))
    found = told_of(tmp_path, *changes)
    assert found["trials[3].fails"].reason == "on 2026-01-01 `line_up` fails too"
    assert found["trials[3].fails"].mend == "write `fails: [line_up, paid_a_year]`"


def test_a_promise_that_is_not_given_needs_a_person(tmp_path):
    found = told_of(tmp_path, ("says: All held, ends", "says: All held, promises: {insurance: false}, ends"))
    assert "it ends accepted, not approved" in found["trials[0].ends"].reason


def test_what_holds_on_one_day_only_is_told(tmp_path):
    found = told_of(
        tmp_path, ("holds: first + second == 100", "holds: first + second == 100 || day > '2028-01-01'")
    )
    assert found["trials[2].ends"].reason.startswith("on 2028-02-29 it ends approved")


def test_offline_somebody_is_not_taken_in_whom_the_records_bar(tmp_path):
    found = told_of(tmp_path, ("holds: age >= 18", "holds: age >= 18 && insured_months != 24"))
    assert "it ends not_eligible, not accepted, as grown_up fails" in found["trials[4].ends"].reason


def test_the_examples_are_played_by_somebody_who_may_apply(tmp_path):
    item = ruled(
        tmp_path,
        ("holds: age >= 18", "holds: age >= 60"),
        ("says: All held, ends", "says: All held, applicant: {age: 70}, ends"),
        ("facts: {insured_months: 6}, ends", "applicant: {age: 70}, facts: {insured_months: 6}, ends"),
        ("answers: {second: 30}, ends", "applicant: {age: 70}, answers: {second: 30}, ends"),
        ("offline: true, ends", "applicant: {age: 70}, offline: true, ends"),
    )
    played = by_examples(item)
    assert played.applicant.age == 70
    assert end_of(item, played, DAY) == (Ends.APPROVED, frozenset())


def test_examples_that_do_not_pass_are_told(tmp_path):
    text = RULED.replace("example: 40", "example: 30")
    text = text.replace("says: All held, ends", "says: All held, answers: {second: 40}, ends")
    text = text.replace(
        "facts: {insured_months: 6}, ends", "answers: {second: 40}, facts: {insured_months: 6}, ends"
    )
    text = text.replace("offline: true, ends", "answers: {second: 40}, offline: true, ends")
    write(tmp_path, text, domain="yijianshi", name="shiyan-yijianshi.yaml")
    (problem,) = problems_of(tmp_path)
    assert (problem.where, problem.line) == ("form", line_of(text, "form:\n"))
    assert problem.reason == "the examples of the file end to_mend, as adds_up fails"


def test_a_file_with_other_mistakes_is_not_played(tmp_path):
    found = told_of(
        tmp_path, ("applicant: {age: 17}", "applicant: {age: 18}"), ("window: renshe", "window: rensh")
    )
    assert list(found) == ["guide.window"]
