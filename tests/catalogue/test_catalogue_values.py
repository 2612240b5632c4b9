"""Numbers of people, bodies and cards, mail, shares and days: what is wrong says how to mend it."""

from __future__ import annotations

from datetime import date

import pytest
from catalogue_fields import field

from catalogue.answers import problem_of
from catalogue.model import Field, FieldKind
from catalogue.realm import Realm

TODAY = date(2026, 11, 22)


def wrong(asked: Field, value, answers=None) -> str | None:
    found = problem_of(asked, value, answers or {}, today=TODAY, realm=Realm.REAL)
    return found.text.zh if found else None


@pytest.mark.parametrize(
    ("kind", "right"),
    [
        (FieldKind.ID_NUMBER, ["11010519491231002X", "990101195503010010", "990102199006150025", "990103200802290039"]),
        (FieldKind.ID_NUMBER, ["11010519491231002x", " 990101 19550301 0010 ", "９９０１０１１９５５０３０１００１０"]),
        (FieldKind.CREDIT_CODE, ["91990000MA00004100", "91990101MA0000074F", "92990101MA0000058N", "11990101MB00000193"]),
        (FieldKind.CREDIT_CODE, ["52990101MJ00000855", "11220381MB1658330T", "11220381mb1658330t"]),
        (FieldKind.BANK_CARD, ["6200000000000005", "620000000000000005", "6200 0000 0000 0005", "6222021234567890128"]),
        (FieldKind.EMAIL, ["li@example.com", "a.b-c+d@mail.example.com.cn"]),
        (FieldKind.SHARE, [1, 60, 100]),
        (FieldKind.DATE, ["2026-11-22", "1900-01-01", "2099-12-31", "2024-02-29"]),
    ],
)  # fmt: skip
def test_right(kind, right):
    assert {value: wrong(field(kind), value) for value in right} == dict.fromkeys(right)


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        (FieldKind.ID_NUMBER, "990101195503010011", "有一位不对"),
        (FieldKind.ID_NUMBER, "990103200902290036", "出生日期"),
        (FieldKind.ID_NUMBER, "990101209912310019", "出生日期"),
        (FieldKind.ID_NUMBER, "110105491231002", "15位"),
        (FieldKind.ID_NUMBER, "99010119550301001A", "18位"),
        (FieldKind.ID_NUMBER, 990101195503010010, "请填"),
        (FieldKind.CREDIT_CODE, "91350211M0000XUF46", "有一位不对"),
        (FieldKind.CREDIT_CODE, "9199000OMA00004100", "没有I、O"),
        (FieldKind.CREDIT_CODE, 91990000, "请填"),
        (FieldKind.BANK_CARD, "6200000000000006", "有一位不对"),
        (FieldKind.BANK_CARD, "620000000000005", "16到19位"),
        (FieldKind.BANK_CARD, "62000000000000000005", "16到19位"),
        (FieldKind.BANK_CARD, "6200-0000-0000-0005", "16到19位"),
        (FieldKind.BANK_CARD, 6200000000000005, "16到19位"),
        (FieldKind.EMAIL, "li.example.com", "@"),
        (FieldKind.EMAIL, "li@example", "@"),
        (FieldKind.EMAIL, "li@@example.com", "@"),
        (FieldKind.EMAIL, "李@example.com", "@"),
        (FieldKind.EMAIL, "a@example.com\n", "@"),
        (FieldKind.SHARE, 0, "1到100"),
        (FieldKind.SHARE, 101, "1到100"),
        (FieldKind.SHARE, True, "1到100"),
        (FieldKind.SHARE, "60", "1到100"),
        (FieldKind.DATE, "2025-02-29", "8位数字"),
        (FieldKind.DATE, "20251122", "8位数字"),
        (FieldKind.DATE, "2026-W47-7", "8位数字"),
        (FieldKind.DATE, "1899-12-31", "8位数字"),
        (FieldKind.DATE, 20251122, "8位数字"),
    ],
)
def test_wrong_says_how_to_mend_it(kind, value, says):
    assert says in (wrong(field(kind), value) or "nothing")


def test_a_credit_code_of_another_last_character_is_wrong():
    code = "91990101MA0000074F"
    for last in set("0123456789ABCDEFGHJKLMNPQRTUWXY") - {"F"}:
        assert wrong(field(FieldKind.CREDIT_CODE), code[:-1] + last)


@pytest.mark.parametrize(
    ("minimum", "maximum", "value", "says"),
    [
        (None, 0, "2026-11-22", None),
        (None, 0, "2026-11-23", "今天或以前"),
        (0, None, "2026-11-22", None),
        (0, None, "2026-11-21", "今天或以后"),
        (1, 30, "2026-11-22", "2026年11月23日或以后"),
        (1, 30, "2026-12-22", None),
        (1, 30, "2026-12-23", "2026年12月22日或以前"),
        (-180, 0, "2026-05-26", None),
        (-180, 0, "2026-05-25", "2026年5月26日或以后"),
    ],
)
def test_a_day_is_counted_from_today(minimum, maximum, value, says):
    told = wrong(field(FieldKind.DATE, minimum=minimum, maximum=maximum), value)
    assert told is None if says is None else says in (told or "nothing")


def test_an_end_is_not_before_its_start():
    end = field(FieldKind.DATE, not_before="start")
    assert wrong(end, "2026-01-31", {"start": "2026-01-31"}) is None
    assert "2026年2月1日" in (wrong(end, "2026-01-31", {"start": "2026-02-01"}) or "")
    assert wrong(end, "2026-01-31", {"start": "soon"}) is None
