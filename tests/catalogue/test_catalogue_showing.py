"""How an answer is shown to a person, in both languages."""

from __future__ import annotations

import pytest
from catalogue_fields import CHOICES, field

from catalogue.model import Choice, FieldKind, Text
from catalogue.showing import shown


@pytest.mark.parametrize(
    ("asked", "value", "zh", "en"),
    [
        (field(FieldKind.MONTH), "2020-01", "2020年1月", "January 2020"),
        (field(FieldKind.MONTH), "soon", "soon", "soon"),
        (field(FieldKind.MONEY), 100_000, "¥1,000.00（壹仟元整）", "¥1,000.00"),
        (field(FieldKind.MONEY), 5, "¥0.05（伍分）", "¥0.05"),
        (field(FieldKind.WHOLE_NUMBER), 0, "0", "0"),
        (field(FieldKind.YES_NO), False, "否", "No"),
        (field(FieldKind.YES_NO), None, "未填写", "Not given"),
        (field(FieldKind.PHONE), "10000000001", "100 0000 0001", "100 0000 0001"),
        (field(FieldKind.CHOICES, choices=CHOICES), ("a", "c"), "A、C", "A; C"),
        (
            field(FieldKind.CHOICE, choices=(Choice(id="m", label=Text(zh="明细", en="List")),)),
            "m",
            "明细",
            "List",
        ),
        (field(FieldKind.TEXT), "12号", "12号", "12号"),
    ],
)
def test_how_an_answer_is_shown(asked, value, zh, en):
    assert shown(asked, value, "zh") == zh
    assert shown(asked, value, "en") == en
