# ruff: noqa: E501 - the table of bad files reads best with one case a line
"""Rules, facts and trials of a file are held against its form, and every rule is seen to fail once."""

from __future__ import annotations

import pytest
from catalogue_files import told_of

TRIAL = "  - {id: line_down, says: Taken in offline, offline: true, ends: accepted, fails: [line_up]}\n"


@pytest.mark.parametrize(
    ("old", "new", "where", "reason", "mend"),
    [
        ("fails: [grown_up]", "fails: []", "rules.eligibility[0]", "no trial shows the rule `grown_up` failing", "applicant: {…}, ends: not_eligible, fails: [grown_up]"),
        ("fails: [adds_up]", "fails: []", "rules.checks[0]", "no trial shows the rule `adds_up` failing", "fails: [adds_up]"),
        (TRIAL, "", "rules.instant[1]", "no trial shows the rule `line_up` failing", "fails: [line_up]"),
        ("fails: [grown_up]", "fails: [grown_up, year_end]", "trials[1].fails", "no rule `year_end` that can fail", "name one of: grown_up"),
        ("id: too_young", "id: usual", "trials[1].id", "a trial `usual` already", "another id"),
        ("answers: {second: 30}", "answers: {secnd: 30}", "trials[2].answers.secnd", "none of the item's", "did you mean `second`?"),
        ("facts: {insured_months: 6}", "facts: {months: 6}", "trials[3].facts.months", "none of the item's", "insured_months"),
        ("offline: true, ends", "promises: {insuranse: false}, ends", "trials[4].promises.insuranse", "none of the item's", "insurance"),
        ("ends: not_eligible", "ends: not_elegible", "trials[1].ends", "none of", "not_eligible"),
        ("applicant: {age: 17}", "applicant: {age: 170}", "trials[1].applicant.age", "120", "age"),
        ("applicant: {age: 17}", "applicant: {home: '110101'}", "trials[1].applicant.home", "'110101'", "990101"),
        ("      - id: second\n", "      - id: age\n", "form[1].fields[1].id", "a word of every rule", "age_2"),
        ("{id: insured_months, label", "{id: first, label", "facts[0].id", "a field already", "another id"),
        ("id: paid_a_year", "id: grown_up", "rules.instant[0].id", "a rule `grown_up` already", "another id"),
        ("field: second\n", "field: third\n", "rules.checks[0].field", "not a field", "name one of: wanted"),
        ("at: check", "at: receipt", "rules.prompts[0].at", "no place of the visit", "guide, check, result"),
        ("until: 2026-12-31", "until: 2026-10-31", "rules.prompts[0].until", "ends before it begins", "2026-11-01"),
        ("until: 2026-12-31", "until: soon", "rules.prompts[0].until", "date", "2026-12-31"),
        ("handling: apply", "handling: collect", "rules.instant", "not decided at the terminal", "apply"),
        ("kind: whole_number, source", "kind: number, source", "facts[0].kind", "none of", "`kind: id_number` or `kind: whole_number`"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_told(*, tmp_path, old, new, where, reason, mend):
    found = told_of(tmp_path, (old, new))
    assert where in found, found
    assert reason in found[where].reason
    assert mend in found[where].mend


def test_a_hint_needs_no_trial(tmp_path):
    found = told_of(tmp_path, ("fails: [grown_up]", "fails: []"))
    assert not any("prompts" in where for where in found)


@pytest.mark.parametrize(
    ("holds", "reason", "mend"),
    [
        ("relation == 'Parent'", 'column 1: `relation` is never "Parent"', 'did you mean `"parent"`?'),
        (
            "age > 60 || relation != 'nobody'",
            'column 13: `relation` is never "nobody"',
            "its choices are: spouse, child",
        ),
        (
            "age > 60 || 'registr' in wanted",
            'column 13: `wanted` is never "registr"',
            'did you mean `"register"`?',
        ),
    ],
)
def test_an_answer_that_is_no_choice_is_told(*, tmp_path, holds, reason, mend):
    found = told_of(tmp_path, ("holds: first + second == 100", f"holds: {holds}"))
    assert found["rules.checks[0].holds"].reason == reason
    assert mend in found["rules.checks[0].holds"].mend


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("kind: whole_number, source", "kind: number, source", "facts[0].kind"),
        ("      - id: wanted\n", "      - id: wanted\n        kinds: 1\n", "form[0].fields[0].kinds"),
        (
            "        kind: share\n        example: 60\n",
            "        kind: shares\n        example: 60\n",
            "form[1].fields[0].kind",
        ),
    ],
)
def test_a_part_without_its_shape_is_told_once_and_not_wherever_it_is_named(*, tmp_path, old, new, where):
    assert list(told_of(tmp_path, (old, new))) == [where]
