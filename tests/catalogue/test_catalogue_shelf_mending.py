"""一次性告知: who mends what the one list names has nothing more to mend. Every item of the shelf."""

from __future__ import annotations

import itertools

import pytest
from catalogue_draws import ASKING, DAY, wrong_of
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.answers import asked_pages, problems, relevant
from catalogue.fictional import applicant_of
from catalogue.model import Ends, FieldKind, Person, Trial
from catalogue.realm import Realm
from catalogue.sample import examples, records

TO_MEND = [(item, trial) for item in ASKING.values() for trial in item.trials if trial.ends is Ends.TO_MEND]
NOBODY = Trial(id="nobody", says="Who has nothing of their own.", ends=Ends.ACCEPTED, applicant=Person())


def told(item, answers, trial=NOBODY):
    who = None if item.needs.anonymous else applicant_of(trial.applicant, DAY)
    facts = records(item, DAY, trial.facts)
    return problems(item, answers, today=DAY, realm=Realm.DEMO, applicant=who, facts=facts)


def mended(item, answers, listed):
    """The examples in place of what is listed; what is asked only since then is answered as well."""
    right = examples(item, DAY)
    asked = {field.id for page in asked_pages(item, answers) for field in page.fields}
    kept = {name: value for name, value in relevant(item, answers).items() if name not in listed}
    return {name: kept.get(name) if name in asked - listed else value for name, value in right.items()}


@pytest.mark.parametrize("name", ASKING)
def test_mending_all_that_is_listed_passes_at_once(name):
    item = ASKING[name]
    right = examples(item, DAY)
    fields = {field.id: field for field in item.fields()}

    @given(data=st.data())
    @settings(max_examples=25, deadline=None)
    def holds(data):
        broken = data.draw(st.sets(st.sampled_from(sorted(fields))))
        answers = right | {one: data.draw(wrong_of(fields[one]), label=one) for one in sorted(broken)}
        listed = {one.field for one in told(item, answers)}
        asked = {field.id for page in asked_pages(item, answers) for field in page.fields}
        assert broken & asked <= listed, "everything is told at once"
        assert told(item, mended(item, answers, listed)) == ()

    holds()


def candidates(item, field):
    """Answers that a resident could give instead, the example first."""
    found = [examples(item, DAY)[field.id]]
    found += [examples(item, DAY, trial.answers)[field.id] for trial in item.trials]
    ids = [choice.id for choice in field.choices]
    if field.kind in {FieldKind.CHOICES, FieldKind.PARTS}:
        found += [kept for n in range(len(ids), 0, -1) for kept in itertools.combinations(ids, n)]
    found += [True, False] if field.kind is FieldKind.YES_NO else ids
    if field.kind is FieldKind.SHARE:
        found += range(1, 101)
    if field.kind is FieldKind.MONTH:
        found += [
            f"{year}-{month:02d}" for year in range(DAY.year, DAY.year - 20, -1) for month in range(1, 13)
        ]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("item", "trial"), TO_MEND, ids=[f"{item.id}-{trial.id}" for item, trial in TO_MEND])
def test_what_a_trial_has_to_mend_can_be_mended_where_the_list_says(item, trial):
    """Whoever it is and whatever is on record for them: with other answers in the listed places alone it passes."""
    given_answers = examples(item, DAY, trial.answers)
    answers = {name: value for name, value in given_answers.items() if value is not None}
    listed = {one.field for one in told(item, answers, trial)}
    assert listed
    places = [candidates(item, field) for field in item.fields() if field.id in listed]
    names = [field.id for field in item.fields() if field.id in listed]
    others = mended(item, answers, listed)
    ways = (others | dict(zip(names, way, strict=True)) for way in itertools.product(*places))
    assert any(told(item, way, trial) == () for way in itertools.islice(ways, 500))
