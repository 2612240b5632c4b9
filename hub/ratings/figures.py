"""What the ratings of a month say, and how many people said anything at all (主动评价率)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import distinct, func, select

from contract.civil_time import CIVIL
from contract.codes import Grade
from hub.ratings.loop import BAD
from hub.tables import bad_rating, case, rating

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub.cases.rates import Month
    from hub.wiring import Hub

TOP_TAGS = 3


@dataclass(frozen=True)
class Formula:
    """How a place makes a score out of 10; each grade gives so many points."""

    name: str
    points: Mapping[Grade, float]


def _points(*points: float) -> dict[Grade, float]:
    return dict(zip(Grade, points, strict=True))


FORMULAS: dict[str, Formula] = {
    one.name: one
    for one in (
        Formula("good-share", _points(10, 10, 10, 0, 0)),  # 好评率: the three upper grades are good
        Formula("even-steps", _points(10, 7.5, 5, 2.5, 0)),
    )
}
"""As symbols, best first: published interfaces number the grades in opposite directions."""


@dataclass(frozen=True)
class Figures:
    """Shares are of 1; None where there is nothing to count."""

    rated: int
    """Those that count: without what two persons left out."""
    by_grade: Mapping[Grade, int]
    excluded: int
    visits: int
    """Cases taken in from terminals: each could be rated, and nobody was rated for them."""
    score: float | None
    """Out of 10."""
    active: float | None
    """主动评价率: cases of which somebody rated, of all."""
    good: float | None
    """好评率: the three upper grades."""
    called_back: float | None
    """回访率 of the bad ones: within their day."""
    mended_in_time: float | None
    """差评按时整改率, of those whose day is over or that are mended."""
    top_tags: tuple[tuple[str, int], ...]
    """Of the bad ones."""


def figures(hub: Hub, month: Month, formula: Formula) -> Figures:
    """By when they were received here. Who did not rate is in `visits` and nowhere else: silence is no grade."""
    begin = datetime.combine(month.first, time(), CIVIL)
    end = datetime.combine(month.last + timedelta(1), time(), CIVIL)
    here = (rating.c.received_at >= begin, rating.c.received_at < end)
    today = hub.clock().astimezone(CIVIL).date()
    with hub.database.read() as connection:
        rows = connection.execute(
            select(rating.c.grade, rating.c.tags, bad_rating)
            .join(bad_rating, bad_rating.c.rating_key == rating.c.key, isouter=True)
            .where(*here)
        ).all()
        in_month = (case.c.received_at >= begin, case.c.received_at < end)
        visits = connection.execute(select(func.count()).select_from(case).where(*in_month)).scalar_one()
        seen = connection.execute(
            select(func.count(distinct(case.c.case_number)))
            .join(rating, rating.c.case_number == case.c.case_number)
            .where(*in_month)
        ).scalar_one()
    counted = [row for row in rows if row.excluded_on is None]
    grades = Counter(Grade(row.grade) for row in counted)
    bad = [row for row in counted if Grade(row.grade) in BAD and row.stage is not None]
    due = [row for row in bad if row.mended_on is not None or today > row.mend_by]
    call_due = [row for row in bad if row.called_back_on is not None or today > row.call_back_by]
    tags = Counter(tag for row in bad for tag in row.tags.split(",") if tag)
    return Figures(
        rated=len(counted),
        by_grade={grade: grades[grade] for grade in Grade},
        excluded=len(rows) - len(counted),
        visits=int(visits),
        score=_share(sum(formula.points[grade] * number for grade, number in grades.items()), len(counted)),
        active=_share(int(seen), int(visits)),
        good=_share(sum(number for grade, number in grades.items() if grade not in BAD), len(counted)),
        called_back=_share(
            sum(
                row.called_back_on is not None and row.called_back_on <= row.call_back_by for row in call_due
            ),
            len(call_due),
        ),
        mended_in_time=_share(
            sum(row.mended_on is not None and row.mended_on <= row.mend_by for row in due), len(due)
        ),
        top_tags=tuple(tags.most_common(TOP_TAGS)),
    )


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
