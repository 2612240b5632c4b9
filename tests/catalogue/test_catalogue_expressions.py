"""A rule that cannot be used is told with line, column and a mend; one that can be is a yes, a no, or undecided."""

from __future__ import annotations

import pytest
from catalogue_files import RULED, line_of, told_of
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.cel import Broken, Language
from catalogue.check_expression import expression_complaints
from catalogue.model import FieldKind

WORDS = {
    "count": FieldKind.WHOLE_NUMBER,
    "paid": FieldKind.MONEY,
    "text": FieldKind.TEXT,
    "start": FieldKind.DATE,
    "kinds": FieldKind.CHOICES,
    "yes": FieldKind.YES_NO,
}
LANGUAGE = Language(WORDS)


@pytest.mark.parametrize(
    ("text", "reason", "mend"),
    [
        ("agee >= 18", "column 1: `agee` is no word here", "did you mean `age`?"),
        ("yes && zzz", "column 8: `zzz` is no word here", "the words are: age, "),
        ("year(start, day) > 1", "column 5: `year` is no word here", "did you mean `years`?"),
        ("yes &&\n zzz", "line 2, column 2: `zzz`", "the words are"),
        ("text == 1", "column 6: `==` does not take a text and a number", "a text stands in quotes"),
        ("start > 2020", "column 7: `>` does not take a text and a number", "days and months are texts"),
        ("years(count, count) > 1", "`years` does not take a number and a number", "texts"),
        ("kinds == 'a'", "column 7: `==` does not take several choices and a text", '`"a" in several`'),
        ("count", "column 1: it gives a number, not a yes or no", "age >= 18"),
        ("text", "column 1: it gives a text, not a yes or no", "age >= 18"),
        ("count >", "column 8: it ends too early", "complete it"),
        ("", "column 1: it ends too early", "complete it"),
        ("count = 1", "column 7: `=` does not belong here", "equal is =="),
        ("yes and yes", "column 5: `and` does not belong here", "and is &&"),
        ("yes)", "column 4: `)` does not belong here", "brackets"),
    ],
)
def test_what_cannot_be_used(text, reason, mend):
    (found,) = expression_complaints(LANGUAGE, ("rules",), text)
    assert reason in found.reason
    assert mend in found.mend


def test_it_is_told_at_its_place_in_the_file(tmp_path):
    found = told_of(tmp_path, ("holds: first + second == 100", "holds: first + secnd == 100"))
    assert list(found) == ["rules.checks[0].holds"]
    problem = found["rules.checks[0].holds"]
    assert problem.reason == "column 9: `secnd` is no word here"
    assert problem.mend == "did you mean `second`?"
    assert problem.line == line_of(RULED, "holds: first + second == 100")


def test_a_hint_is_typed_too(tmp_path):
    found = told_of(tmp_path, ("when: days(happened, day) < 60", "when: days(happened, day)"))
    assert "it gives a number" in found["rules.prompts[0].when"].reason


@pytest.mark.parametrize(
    ("text", "known", "held"),
    [
        ("count > 1", {"count": 2}, True),
        ("count > 1", {"count": 1}, False),
        ("count > 1", {}, None),
        ("yes || count > 1", {"yes": True}, True),
        ("yes || count > 1", {"yes": False}, None),
        ("yes && count > 1", {"yes": False}, False),
        ("yes ? count > 1 : true", {"yes": False}, True),
        ("'a' in kinds", {"kinds": ("a", "b")}, True),
        ("size(kinds) > 2", {"kinds": ("a", "b")}, False),
        ("'count' in answered", {"answered": ("count",)}, True),
        ("years(start, day) >= 1", {"start": "2024-02-29", "day": "2025-02-28"}, False),
        ("years(start, day) >= 1", {"start": "2024-02-29", "day": "2025-03-01"}, True),
        ("months(start, day) == 13", {"start": "2024-12-31", "day": "2026-01-01"}, True),
        ("months('2024-12', day) == 13", {"day": "2026-01-01"}, True),
        ("days(start, day) == 366", {"start": "2024-01-01", "day": "2025-01-01"}, True),
        ("days(start, day) == -1", {"start": "2024-01-02", "day": "2024-01-01"}, True),
        ("start < day", {"start": "2024-12-31", "day": "2025-01-01"}, True),
        ("surname(text) == '欧阳'", {"text": "欧阳小禾"}, True),
        # What is not as it should be decides nothing; it never raises.
        ("count > 1", {"count": "2"}, None),
        ("count / 0 > 1", {"count": 2}, None),
        ("days(start, day) > 1", {"start": "soon", "day": "2024-01-01"}, None),
        ("text.matches('(')", {"text": "a"}, None),
        ("yes", {"yes": True, "nobody_knows": 3}, True),
    ],
)
def test_yes_no_or_undecided(text, known, held):
    read = LANGUAGE.read(text)
    assert not isinstance(read, Broken), read
    assert read.holds(known) is held


VALUES = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.text(max_size=3)).map(tuple)
)


@settings(max_examples=100)
@given(values=st.dictionaries(st.sampled_from([*WORDS, "day", "age", "other"]), VALUES))
def test_no_value_raises(values):
    for text in (
        "count > 1 && 'a' in kinds",
        "years(start, day) > 1 || yes",
        "surname(text) == 'x' && age > 1",
    ):
        read = LANGUAGE.read(text)
        assert not isinstance(read, Broken)
        assert read.holds(values) in {True, False, None}


@settings(max_examples=100)
@given(st.text(alphabet="()[]{}'\"&|!=<>+-*/.,?: \n\\ax1\x00岁", max_size=30))
def test_no_text_raises(text):
    for found in expression_complaints(LANGUAGE, (), text):
        assert found.reason
        assert found.mend
