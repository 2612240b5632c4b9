"""The parts of a joint item (一件事): what each gives and when, and which waits for which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.joint_plan import part_dates, waits_for, wanted_parts
from visit.events import Toggled
from visit.pages.tips import tips
from visit.views import Option, PartCard, PartsQuestion
from wording import say
from wording.forms import day, listed

if TYPE_CHECKING:
    from catalogue.model import Field, JointPart
    from visit.state import State


def parts_question(state: State, field: Field, language: str, problem: str) -> PartsQuestion:
    visit = state.here
    assert state.wall is not None
    wanted = wanted_parts(visit.chosen, visit.answers)
    dates = part_dates(visit.chosen, visit.answers, state.wall.date())

    def card(part: JointPart) -> PartCard:
        before = waits_for(part, wanted) if part in wanted else ()
        names = listed([one.name.to(language) for one in before], language)
        when = say(language, "parts.days", days=part.promised_workdays)
        if part.promised_workdays == 0:
            when = say(language, "parts.at_once")
        if part.id in dates:
            when = say(language, "parts.by", day=day(dates[part.id], language))
        return PartCard(
            option=Option(
                f"{field.id}:{part.id}", part.name.to(language), Toggled(field.id, part.id), part in wanted
            ),
            department=part.department.to(language),
            gives=say(language, "parts.gives", output=part.output.to(language)),
            when=when,
            after=tuple(one.id for one in before),
            waits=say(language, "parts.waits", names=names) if before else "",
        )

    return PartsQuestion(
        id=field.id,
        question=field.question.to(language),
        hint=field.hint.to(language) if field.hint is not None else "",
        purpose=say(language, "form.purpose", purpose=field.purpose.to(language)),
        parts=tuple((part.id, card(part)) for part in visit.chosen.joint),
        problem=problem,
        tips=tips(state, field.id),
    )
