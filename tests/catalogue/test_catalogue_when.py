"""A field or material that hangs on another answer: one value, one of several, or a number that is reached."""

from __future__ import annotations

import pytest
from catalogue_fields import field
from catalogue_files import RULED, line_of, ruled, told_of
from pydantic import ValidationError

from catalogue.answers import applies, asked_pages, relevant
from catalogue.model import FieldKind, When

OLD = "when: {field: wanted, equals: insure}\n        example"


@pytest.mark.parametrize(
    ("wanted", "answer", "holds"),
    [
        (True, True, True),
        (True, 1, False),
        (True, False, False),
        (1, True, False),
        ("a", "a", True),
        ("a", ("b", "a"), True),
        ("a", ("b",), False),
        ("a", None, False),
    ],
)
def test_when(wanted, answer, holds):
    asked = field(FieldKind.TEXT, when=When(field="other", equals=wanted))
    assert applies(asked, {"other": answer}) is holds


@pytest.mark.parametrize(
    ("any_of", "answer", "holds"),
    [
        (("a", "b"), "a", True),
        (("a", "b"), "c", False),
        (("a", "b"), None, False),
        (("a", "b"), ("c", "b"), True),
        (("a", "b"), ("c",), False),
        (("a", "b"), (), False),
        (("true",), True, False),
    ],
)
def test_one_of_several(any_of, answer, holds):
    assert applies(field(FieldKind.TEXT, when=When(field="other", any_of=any_of)), {"other": answer}) is holds


@pytest.mark.parametrize(
    ("least", "answer", "holds"),
    [
        (2, 2, True),
        (2, 1, False),
        (2, ("a", "b"), True),
        (2, ("a",), False),
        (1, True, False),
        (2, "2", False),
        (2, None, False),
    ],
)
def test_a_number_that_is_reached(least, answer, holds):
    assert (
        applies(field(FieldKind.TEXT, when=When(field="other", at_least=least)), {"other": answer}) is holds
    )


@pytest.mark.parametrize("ways", [{}, {"equals": "a", "any_of": ("b",)}, {"any_of": ("a",), "at_least": 1}])
def test_it_says_one_of_the_three(ways):
    with pytest.raises(ValidationError, match="one of `equals`, `any_of` and `at_least`"):
        When(field="other", **ways)


@pytest.mark.parametrize(
    ("new", "where", "reason"),
    [
        ("when: {field: wanted}", "form[0].fields[1].when", "one of `equals`, `any_of` and `at_least`"),
        (
            "when: {field: wanted, any_of: [insure, bury]}",
            "form[0].fields[1].when.any_of[1]",
            "never be 'bury'",
        ),
        (
            "when: {field: later, equals: insure}",
            "form[0].fields[1].when.field",
            "not a field that stands before",
        ),
        (
            "when: {field: relation, equals: parent}",
            "form[0].fields[1].when.field",
            "not a field that stands before",
        ),
    ],
)
def test_a_condition_that_can_never_be_is_told(*, tmp_path, new, where, reason):
    found = told_of(tmp_path, (OLD, f"{new}\n        example"))
    assert where in found, found
    assert reason in found[where].reason
    assert found[where].line == line_of(RULED, OLD)


def test_only_what_is_counted_can_be_reached(tmp_path):
    text = "        kind: date\n        maximum: 0\n"
    found = told_of(tmp_path, (text, text + "        when: {field: relation, at_least: 1}\n"))
    assert "neither a number nor several choices" in found["form[1].fields[2].when.at_least"].reason


def test_it_is_followed_in_the_form(tmp_path):
    item = ruled(tmp_path, (OLD, OLD.replace("equals: insure", "at_least: 2")))
    for wanted in (("insure",), ("insure", "register")):
        answers = {"wanted": wanted, "relation": "parent"}
        asked = "relation" in {one.id for page in asked_pages(item, answers) for one in page.fields}
        assert (asked, "relation" in relevant(item, answers)) == (len(wanted) == 2,) * 2
