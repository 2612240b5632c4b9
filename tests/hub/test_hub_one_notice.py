"""一次性告知: who mends everything that one notice lists, and answers what that brings up, is asked for nothing again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_hub_catalogue import case_of, grounds_of, materials_of, shelf

from catalogue.answers import asked_materials, asked_pages, problem_of, problems, relevant
from catalogue.sample import examples
from catalogue.trial_end import by_examples
from contract.codes import CaseState
from hub.departments.decision import decide
from hub.departments.mending import CONSENT

if TYPE_CHECKING:
    from catalogue.loader import Catalogue
    from catalogue.model import Item
    from contract.case import Answer, CaseSubmission
    from hub.departments.grounds import Grounds

__all__ = ["shelf"]
NONSENSE: tuple[Answer, ...] = (None, "", "x", -1, 10**12, True, False, "2031-13", "0000", ("nonsense",), ())


def spoiled(draw: st.DataObject, item: Item, good: CaseSubmission) -> CaseSubmission:
    """Some answers are nonsense, some materials missing, the consent perhaps of an older text."""
    answers = {
        name: draw.draw(st.sampled_from((value, value, *NONSENSE)), label=f"{item.id}.{name}")
        for name, value in good.answers.items()
    }
    materials = tuple(one for one in good.materials if draw.draw(st.integers(0, 3)))
    version = draw.draw(st.sampled_from((good.consent.text_version, "older")))
    return good.model_copy(
        update={
            "answers": {name: value for name, value in answers.items() if value is not None},
            "materials": materials,
            "consent": good.consent.model_copy(update={"text_version": version}),
        }
    )


def mended(
    item: Item, case: CaseSubmission, listed: set[str], good: CaseSubmission, grounds: Grounds
) -> CaseSubmission:
    """As at a terminal: what is listed is put right, new questions are answered, and the form tells the rest itself."""
    right = {**examples(item, grounds.day), **good.answers}
    before = {field.id for page in asked_pages(item, case.answers) for field in page.fields}
    answers = dict(case.answers) | {
        name: right.get(name) for name in listed & {one.id for one in item.fields()}
    }
    for _ in item.fields():
        answers = {name: value for name, value in answers.items() if value is not None}
        asked = {field.id: field for page in asked_pages(item, answers) for field in page.fields}
        new = {name for name in asked if name not in before}
        answers |= {name: right[name] for name in new if right.get(name) is not None}
        found = problems(
            item,
            answers,
            today=grounds.day,
            realm=grounds.realm,
            applicant=case.applicant,
            facts=grounds.facts,
        )
        wrong = {one.field for one in found}
        for name in wrong & before - listed:
            alone = problem_of(
                asked[name],
                answers.get(name),
                relevant(item, answers),
                today=grounds.day,
                realm=grounds.realm,
            )
            assert alone is None, f"{item.id}.{name} was wrong in itself and not listed"
        if not wrong - new:
            break
        answers |= {name: right.get(name) for name in wrong}
    answers = relevant(item, {name: value for name, value in answers.items() if value is not None})
    asked_now = {one.material_id: one for one in materials_of(item, answers, by_examples(item))}
    known = asked_now | {one.material_id: one for one in case.materials}
    asked_then = {one.id for one in asked_materials(item, case.answers)}
    there = {one.material_id for one in case.materials}
    given = tuple(
        known[name] for name in asked_now if name in there or name in listed or name not in asked_then
    )
    consent = good.consent if CONSENT in listed else case.consent
    return case.model_copy(update={"answers": answers, "materials": given, "consent": consent})


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whoever_mends_all_that_is_listed_is_asked_for_nothing_again(
    shelf: Catalogue, data: st.DataObject
) -> None:
    asked = 0
    for item in shelf.items.values():
        if not item.complete:
            continue
        trial = by_examples(item)
        good = case_of(item, trial)
        grounds = grounds_of(item, good, trial)
        case = spoiled(data, item, good)
        first = decide(item, case, grounds)
        if first.state is not CaseState.TO_MEND:
            continue
        asked += 1
        listed = {one.field for one in first.reasons if one.field is not None}
        again = decide(item, mended(item, case, listed, good, grounds), grounds)
        assert again.state is not CaseState.TO_MEND, (item.id, listed, [one.text_zh for one in again.reasons])
    assert asked
