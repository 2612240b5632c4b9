"""The same rating in the words of another system. Published interfaces number the grades in opposite directions.

GB/T 39046-2020 A.8 counts 1 for the best to 5 for the worst; live provincial interfaces count 5 for the best; some count
four grades. So a grade is a symbol everywhere else, and becomes a number only here, by the profile of who receives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract.civil_time import CIVIL
from contract.codes import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True)
class Told:
    """A rating as it was given."""

    case_number: str | None
    item_id: str
    grade: Grade
    tags: tuple[str, ...]
    rated_at: datetime


@dataclass(frozen=True)
class Profile:
    """What one receiver calls things."""

    name: str
    grades: Mapping[Grade, str]
    channel: str
    """Of a self-service terminal (政务大厅其他终端); a counter tablet is another one."""
    keys: tuple[str, str, str, str, str, str]
    """Its names for case number, item, grade, tags, time and channel."""

    def told(self, rating: Told) -> dict[str, str]:
        """One record. Who rated is not in it: the terminal does not send it."""
        values = (
            rating.case_number or "",
            rating.item_id,
            self.grades[rating.grade],
            ",".join(rating.tags),
            f"{rating.rated_at.astimezone(CIVIL):%Y%m%d%H%M%S}",
            self.channel,
        )
        return dict(zip(self.keys, values, strict=True))


_BEST_FIRST = (
    Grade.VERY_SATISFIED,
    Grade.SATISFIED,
    Grade.BASICALLY_SATISFIED,
    Grade.DISSATISFIED,
    Grade.VERY_DISSATISFIED,
)

GB_39046 = Profile(
    name="gb39046",
    grades={grade: str(number) for number, grade in enumerate(_BEST_FIRST, 1)},
    channel="5",
    keys=("办件编号", "实施编码", "满意度代码", "评价标签", "评价时间", "评价渠道"),
)
"""GB/T 39046-2020: 1 is very satisfied."""

BEST_IS_FIVE = Profile(
    name="best-is-five",
    grades={grade: str(6 - number) for number, grade in enumerate(_BEST_FIRST, 1)},
    channel="5",
    keys=("projectNo", "affairCode", "satisfaction", "evalDetail", "assessTime", "pf"),
)
"""As live provincial interfaces count: 5 is very satisfied."""

FOUR_GRADES = Profile(
    name="four-grades",
    grades={
        Grade.VERY_SATISFIED: "1",
        Grade.SATISFIED: "2",
        Grade.BASICALLY_SATISFIED: "3",
        Grade.DISSATISFIED: "4",
        Grade.VERY_DISSATISFIED: "4",
    },
    channel="5",
    keys=("caseNo", "itemCode", "grade", "labels", "time", "channel"),
)
"""Four grades, 1 is very satisfied: the two bad ones become one, never a better one."""

PROFILES: dict[str, Profile] = {one.name: one for one in (GB_39046, BEST_IS_FIVE, FOUR_GRADES)}
