"""Bad ratings in a closed loop, by which days, by how many people; and what the ratings of a month say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from hub_terminal import NOON, Terminal, shop
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import delete, func, select

from catalogue.promise import is_workday, workdays_after
from contract import wire
from contract.case import Rating
from contract.codes import Grade
from hub.cases.rates import Month
from hub.cli import main
from hub.ratings.bad import act_on, bad_ratings, open_missing
from hub.ratings.figures import FORMULAS, figures
from hub.ratings.loop import BAD, DEADLINES, NEXT, Act, Stage, after, opened
from hub.tables import bad_rating, bad_rating_note, rating
from outcome import Failure, Ok

if TYPE_CHECKING:
    from hub_terminal import HeldClock

    from hub.settings import Settings
    from hub.wiring import Hub

SUNDAY = date(2026, 11, 22)
NOVEMBER = Month(2026, 11)


def rated(terminal: Terminal, grade: Grade, case_number: str | None = None, **more: object) -> UUID:
    message = Rating(
        key=uuid4(), terminal_id="QH0001", case_number=case_number, grade=grade, rated_at=NOON, **more
    )
    assert terminal.post(wire.RATINGS, message).status_code == 204
    return message.key


def steps(hub: Hub, key: UUID, *acts: tuple[Act, str]) -> list[str]:
    """The stage after each, or why not."""
    found = []
    for act, by in acts:
        done = act_on(hub, key, act, "写下的话", by)
        found.append(done.code if isinstance(done, Failure) else str(done.value.stage))
    return found


def test_only_the_two_lowest_grades_open_a_loop(terminal: Terminal, hub: Hub) -> None:
    keys = {grade: rated(terminal, grade) for grade in Grade}
    assert {line.key for line in bad_ratings(hub)} == {keys[grade] for grade in BAD}


def test_checked_mended_answered_and_supervised_by_another(terminal: Terminal, hub: Hub) -> None:
    key = rated(terminal, Grade.DISSATISFIED)
    assert steps(
        hub,
        key,
        (Act.CALL_BACK, "lin"),
        (Act.MENDED, "lin"),
        (Act.FOUND_SO, "lin"),
        (Act.MENDED, "lin"),
        (Act.REPLIED, "lin"),
        (Act.CONFIRMED, "lin"),
        (Act.NOT_YET, "zhou"),
        (Act.MENDED, "lin"),
        (Act.REPLIED, "lin"),
        (Act.CONFIRMED, "zhou"),
        (Act.CALL_BACK, "lin"),
    ) == [
        "checking",
        "not_now",
        "mending",
        "replying",
        "supervised",
        "second_person",
        "mending",
        "replying",
        "supervised",
        "closed",
        "not_now",
    ]
    assert bad_ratings(hub) == ()
    (line,) = bad_ratings(hub, everything=True)
    assert [one.act for one in line.words][-1] is Act.CONFIRMED
    assert {one.text for one in line.words} == {"写下的话"}


def test_left_out_by_two_persons_and_still_there(terminal: Terminal, hub: Hub) -> None:
    key = rated(terminal, Grade.VERY_DISSATISFIED)
    rated(terminal, Grade.VERY_SATISFIED)
    assert figures(hub, NOVEMBER, FORMULAS["good-share"]).score == pytest.approx(5)
    assert steps(
        hub,
        key,
        (Act.AGREE, "zhou"),
        (Act.EXCLUDE, "lin"),
        (Act.FOUND_SO, "zhou"),
        (Act.AGREE, "lin"),
        (Act.DISAGREE, "zhou"),
        (Act.EXCLUDE, "lin"),
        (Act.AGREE, "zhou"),
    ) == ["nothing_proposed", "checking", "proposed", "second_person", "checking", "checking", "excluded"]
    found = figures(hub, NOVEMBER, FORMULAS["good-share"])
    assert (found.rated, found.excluded, found.score) == (1, 1, pytest.approx(10))
    with hub.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(rating)).scalar_one() == 2
        assert connection.execute(select(func.count()).select_from(bad_rating_note)).scalar_one() == 4
    assert [line.bad.stage for line in bad_ratings(hub, everything=True)] == [Stage.EXCLUDED]


def test_nothing_is_done_without_a_word(terminal: Terminal, hub: Hub) -> None:
    key = rated(terminal, Grade.DISSATISFIED)
    silent = act_on(hub, key, Act.FOUND_SO, "  ", "lin")
    assert isinstance(silent, Failure)
    assert silent.code == "words_needed"
    assert steps(hub, uuid4(), (Act.FOUND_SO, "lin")) == ["no_such_rating"]


def test_every_stage_leads_on_to_an_end() -> None:
    for stage, acts in NEXT.items():
        ends = stage in {Stage.CLOSED, Stage.EXCLUDED}
        assert bool(acts) is not ends
    assert set(NEXT) == set(Stage)


@given(some.lists(some.tuples(some.sampled_from(Act), some.sampled_from(["lin", "zhou"])), max_size=12))
def test_whatever_staff_do_nobody_closes_or_leaves_out_alone(acts: list[tuple[Act, str]]) -> None:
    bad = opened(SUNDAY, DEADLINES["fifteen-days"])
    for act, by in acts:
        before = bad
        done = after(bad, act, by, SUNDAY)
        bad = done.value if isinstance(done, Ok) else bad
        if bad.stage is Stage.CLOSED and before.stage is not Stage.CLOSED:
            assert before.mended_by not in {"", by}
        if bad.stage is Stage.EXCLUDED and before.stage is not Stage.EXCLUDED:
            assert before.proposed_by not in {"", by}


def test_days_are_data_of_the_place() -> None:
    by_days, by_workdays = DEADLINES["fifteen-days"], DEADLINES["fifteen-workdays"]
    assert opened(SUNDAY, by_days).call_back_by == SUNDAY + timedelta(1)
    assert opened(SUNDAY, by_days).mend_by == SUNDAY + timedelta(15)
    assert opened(SUNDAY, by_workdays).mend_by == workdays_after(SUNDAY, 15)
    assert is_workday(opened(SUNDAY, by_workdays).mend_by)


def test_what_is_late_is_seen(terminal: Terminal, hub: Hub, clock: HeldClock) -> None:
    key = rated(terminal, Grade.DISSATISFIED)
    (line,) = bad_ratings(hub)
    assert [line.late(SUNDAY + timedelta(days)) for days in (0, 1, 2)] == [False, False, True]
    steps(hub, key, (Act.CALL_BACK, "lin"))
    (line,) = bad_ratings(hub)
    assert [line.late(line.bad.mend_by + timedelta(days)) for days in (0, 1)] == [False, True]
    clock.now += timedelta(days=60)
    found = figures(hub, NOVEMBER, FORMULAS["good-share"])
    assert (found.called_back, found.mended_in_time) == (1.0, 0.0)


def test_those_of_an_older_program_are_opened(terminal: Terminal, hub: Hub) -> None:
    rated(terminal, Grade.DISSATISFIED)
    with hub.database.write() as connection:
        connection.execute(delete(bad_rating))
    assert (open_missing(hub), open_missing(hub), len(bad_ratings(hub))) == (1, 0, 1)


def test_who_did_not_rate_is_no_grade(terminal: Terminal, hub: Hub) -> None:
    none = figures(hub, NOVEMBER, FORMULAS["good-share"])
    assert (none.rated, none.score, none.active, none.good) == (0, None, None, None)
    first, second = shop(1), shop(2)
    for one in (first, second):
        terminal.post(wire.CASES, one)
    assert figures(hub, NOVEMBER, FORMULAS["good-share"]).active == 0
    rated(terminal, Grade.VERY_SATISFIED, first.case_number)
    rated(terminal, Grade.DISSATISFIED, tags=("207", "209"))
    found = figures(hub, NOVEMBER, FORMULAS["good-share"])
    assert (found.rated, found.visits, found.active) == (2, 2, 0.5)
    assert (found.score, found.good) == (pytest.approx(5), pytest.approx(0.5))
    assert figures(hub, NOVEMBER, FORMULAS["even-steps"]).score == pytest.approx(6.25)
    assert found.top_tags == (("207", 1), ("209", 1))
    assert figures(hub, Month(2026, 12), FORMULAS["good-share"]).visits == 0


@given(some.dictionaries(some.sampled_from(Grade), some.integers(1, 50), min_size=1))
def test_a_score_is_between_nought_and_ten_and_better_grades_never_lower_it(counts: dict[Grade, int]) -> None:
    for formula in FORMULAS.values():
        points = list(formula.points.values())
        assert points == sorted(points, reverse=True)
        score = sum(formula.points[grade] * number for grade, number in counts.items()) / sum(counts.values())
        assert 0 <= score <= 10


def test_commands_of_the_loop(terminal: Terminal, hub: Hub, settings: Settings) -> None:
    key = rated(terminal, Grade.DISSATISFIED, tags=("207",))
    data = ["--data", str(settings.data)]
    listed = CliRunner().invoke(main, ["ratings", "bad", *data])
    assert str(key) in listed.output
    act = ["ratings", "act", str(key), "found_so", "--words", "查实", "--by", "lin", *data]
    assert CliRunner().invoke(main, act).output.strip() == "mending"
    assert CliRunner().invoke(main, act).exit_code == 1
    assert "查实" in CliRunner().invoke(main, ["ratings", "bad", *data]).output
    told = CliRunner().invoke(main, ["ratings", "figures", "--month", "2026-11", *data])
    assert "207 × 1" in told.output
    assert CliRunner().invoke(main, ["ratings", "figures", "--month", "2026-13", *data]).exit_code == 2


def test_a_place_chooses_its_days(settings: Settings) -> None:
    assert replace(settings, rating_deadlines="fifteen-days").rating_deadlines in DEADLINES
    assert settings.rating_deadlines in DEADLINES
