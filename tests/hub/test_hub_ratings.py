"""好差评: kept as it was given, tagged only with what fits the grade, and numbered by whoever receives it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from click.testing import CliRunner
from hub_terminal import NOON, Terminal
from pydantic import ValidationError

from contract import wire
from contract.case import Rating
from contract.codes import Grade
from contract.rating_tags import TAGS, fitting
from hub.cli import main
from hub.ratings.profiles import BEST_IS_FIVE, FOUR_GRADES, GB_39046, PROFILES, Told

if TYPE_CHECKING:
    from hub.settings import Settings
    from hub.wiring import Hub

BEST_FIRST = list(Grade)


def told(grade: Grade, **changes: object) -> Told:
    facts = {"case_number": "QH0001-20261122-000011-K7M-57", "item_id": "getihu-sheli", "tags": ()}
    return Told(grade=grade, rated_at=NOON, **{**facts, **changes})


def test_two_receivers_number_the_grades_in_opposite_directions() -> None:
    assert [GB_39046.told(told(grade))["满意度代码"] for grade in BEST_FIRST] == ["1", "2", "3", "4", "5"]
    assert [BEST_IS_FIVE.told(told(grade))["satisfaction"] for grade in BEST_FIRST] == list("54321")


def test_four_grades_never_make_a_bad_one_better() -> None:
    numbers = [FOUR_GRADES.told(told(grade))["grade"] for grade in BEST_FIRST]
    assert numbers == ["1", "2", "3", "4", "4"]


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda one: one.name)
def test_every_profile_numbers_every_grade_and_names_the_terminal_as_channel(profile) -> None:
    assert set(profile.grades) == set(Grade)
    assert profile.channel == "5"
    record = profile.told(told(Grade.SATISFIED, tags=("412", "413")))
    assert "412,413" in record.values()
    assert len(record) == len(profile.keys)


def test_every_tag_belongs_to_one_grade_and_begins_with_its_stars() -> None:
    stars = dict(zip(BEST_FIRST, "54321", strict=True))
    seen: set[str] = set()
    for grade, tags in TAGS.items():
        assert tags
        assert all(code[0] == stars[grade] and len(code) == 3 for code in tags)
        assert not seen & tags.keys()
        seen |= tags.keys()
    assert fitting(Grade.SATISFIED, ("413", "412", "412", "108")) == ("412", "413")


@pytest.mark.parametrize("tags", [("108",), ("413", "412"), ("412", "412"), ("999",)])
def test_a_tag_of_another_grade_is_no_rating(tags) -> None:
    with pytest.raises(ValidationError):
        rating(tags=tags)


def rating(**changes: object) -> Rating:
    facts = {"key": uuid4(), "terminal_id": "QH0001", "case_number": None, "rated_at": NOON}
    return Rating(**{"grade": Grade.SATISFIED, **facts, **changes})


def test_a_rating_is_kept_once_and_handed_on_without_who_gave_it(
    terminal: Terminal, hub: Hub, settings: Settings
) -> None:
    given = rating(item_id="getihu-sheli", tags=("412", "413"))
    old = rating(grade=Grade.VERY_DISSATISFIED)
    without_new_fields = old.model_dump_json(exclude={"item_id", "tags"}).encode()
    for body in (given.model_dump_json().encode(), given.model_dump_json().encode(), without_new_fields):
        assert terminal.send("POST", wire.RATINGS, body).status_code == 204
    hub.database.close()
    command = ["ratings", "export", "--profile", "best-is-five", "--data", str(settings.data)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(one["satisfaction"] for one in records) == ["1", "4"]
    good = next(one for one in records if one["satisfaction"] == "4")
    assert (good["affairCode"], good["evalDetail"]) == ("getihu-sheli", "412,413")
    later = CliRunner().invoke(main, [*command, "--since", "2099-01-01"])
    assert (later.exit_code, later.stdout) == (0, "")
