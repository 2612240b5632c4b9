"""Nothing is asked that the guide did not tell: every item of the shelf, whatever is answered."""

from __future__ import annotations

import pytest
from catalogue_draws import ASKING
from catalogue_draws import answers_of as some_answers
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.answers import asked_materials, asked_pages
from catalogue.notice import one_time_notice


@pytest.mark.parametrize("name", ASKING)
def test_no_field_and_no_material_outside_of_the_guide_is_ever_asked(name):
    item = ASKING[name]
    told = one_time_notice(item, None, "zh")
    fields = {one.field: one for one in told.asked}
    copies = {one.material: one.copies for one in told.materials}

    @given(answers=some_answers(item))
    @settings(max_examples=25, deadline=None)
    def holds(answers):
        asked = [field for page in asked_pages(item, answers) for field in page.fields]
        assert {field.id for field in asked} <= fields.keys()
        assert all(field.purpose.zh == fields[field.id].purpose for field in asked)
        for material in asked_materials(item, answers):
            assert material.copies <= copies[material.id]

    holds()


@pytest.mark.parametrize("name", ASKING)
def test_the_notice_for_one_case_lists_exactly_what_that_case_is_asked(name):
    item = ASKING[name]

    @given(answers=some_answers(item), language=st.sampled_from(["zh", "en"]))
    @settings(max_examples=25, deadline=None)
    def holds(answers, language):
        told = one_time_notice(item, answers, language)
        asked = [field.id for page in asked_pages(item, answers) for field in page.fields]
        assert [one.field for one in told.asked] == asked
        assert [one.material for one in told.materials] == [one.id for one in asked_materials(item, answers)]

    holds()
