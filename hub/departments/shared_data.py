"""Answering what is on record for somebody (共享数据).

Whose it is and what a paper adds come as rows; the item's facts as they are, for the terminal's rules and to be shown in
the resident's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import relevant
from contract.civil_time import CIVIL
from contract.query import QueryAnswer, Row
from hub.departments.papers import paper_of
from hub.departments.papers.paper import Asked
from hub.masking import mask_name, mask_number
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from catalogue.model import Item
    from contract.case import Applicant
    from contract.query import Query
    from hub.departments.register import Register


def answer_query(register: Register, item: Item, query: Query, now: datetime) -> Outcome[QueryAnswer]:
    """`found` false where the register knows nobody like that, or nothing of what is asked. Failure: the register's."""
    answers = relevant(item, query.answers)
    looked = register.look_up(item, query.applicant, answers, now)
    if isinstance(looked, Failure):
        return looked
    record = looked.value
    asked = Asked(item, query.applicant, answers, now.astimezone(CIVIL).date(), record)
    rows = paper_of(item).rows(asked)
    zh, en = _source(item)
    if record is None or rows is None:
        nothing = QueryAnswer(found=False, rows=(), source_zh=zh, source_en=en, as_of=now)
        return Ok(nothing)
    found = QueryAnswer(
        found=True,
        rows=(*_who(query.applicant), *rows),
        source_zh=zh,
        source_en=en,
        as_of=record.as_of,
        facts=record.facts,
    )
    return Ok(found)


def _who(applicant: Applicant) -> tuple[Row, ...]:
    return (
        Row(label_zh="姓名", label_en="Name", value=mask_name(applicant.name)),
        Row(label_zh="证件号码", label_en="ID number", value=mask_number(applicant.id_number)),
    )


def _source(item: Item) -> tuple[str, str]:
    """Whose records are shown; the item's own office where it names none."""
    sources = dict.fromkeys(fact.source for fact in item.facts if fact.shown) or {item.department: None}
    return "、".join(one.zh for one in sources), ", ".join(one.en for one in sources)
