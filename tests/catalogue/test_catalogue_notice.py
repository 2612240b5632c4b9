"""The one-time notice lists everything, in both languages, with the reason of each question."""

from __future__ import annotations

import pytest

from catalogue.notice import one_time_notice


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_notice_lists_every_question_and_material(catalogue, language):
    for item in catalogue.items.values():
        notice = one_time_notice(item, None, language)
        assert [one.field for one in notice.asked] == [field.id for field in item.fields()]
        assert [one.material for one in notice.materials] == [material.id for material in item.materials]
        assert all(one.label and one.purpose for one in notice.asked)
        assert notice.window.phone


def test_what_is_asked_only_in_some_cases_says_when(collecting):
    asked = {one.field: one.only_if for one in one_time_notice(collecting, None, "zh").asked}
    assert asked["trade_name"] == "“要不要字号”选“是”时才要"
    assert asked["phone"] is None
    english = {one.field: one.only_if for one in one_time_notice(collecting, None, "en").asked}
    assert english["trade_name"] == "Only if “With a trade name” is: Yes"


def test_of_a_case_only_what_applies_is_listed(collecting):
    notice = one_time_notice(collecting, {"has_trade_name": False}, "zh")
    assert "trade_name" not in {one.field for one in notice.asked}
    assert all(one.only_if is None for one in notice.asked)


def test_a_material_says_how_it_comes(collecting):
    ways = {one.material: one for one in one_time_notice(collecting, None, "zh").materials}
    assert ways["place_lease"].way == "可以以后再交，5个工作日内"
    assert ways["place_lease"].original_to_bring
    assert "承诺" in ways["place_promise"].way
    assert "签名" in ways["application"].way
    assert "身份证" in ways["identity"].way


def test_the_time_is_told_from_law_to_promise(printing, collecting):
    assert one_time_notice(collecting, None, "zh").time == "法律规定3个工作日，我们承诺1个工作日"
    assert one_time_notice(printing, None, "en").time == "Done on the spot"
    guide = collecting.guide.model_copy(update={"promised_workdays": 0})
    at_once = collecting.model_copy(update={"guide": guide})
    assert one_time_notice(at_once, None, "zh").time == "法律规定3个工作日，我们承诺当场办好"
