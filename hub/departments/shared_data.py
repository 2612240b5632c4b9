"""Answering what is on record for somebody (共享数据): rows for a preview, and the facts for the terminal's rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import relevant
from catalogue.showing import shown_fact
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
    from hub.departments.papers.paper import Paper
    from hub.departments.register import Record, Register


def answer_query(register: Register, item: Item, query: Query, now: datetime) -> Outcome[QueryAnswer]:
    """`found` false where the register knows nobody like that, or nothing of what is asked. Failure: the register's."""
    answers = relevant(item, query.answers)
    looked = register.look_up(item, query.applicant, answers, now)
    if isinstance(looked, Failure):
        return looked
    record = looked.value
    asked = Asked(item, query.applicant, answers, now.astimezone(CIVIL).date(), record)
    paper: Paper = paper_of(item)
    more = paper.rows(asked)
    found = record is not None and more is not None
    zh, en = _source(item)
    return Ok(
        QueryAnswer(
            found=found,
            rows=(*_who(query.applicant), *_facts(item, record), *more)
            if record and more is not None
            else (),
            source_zh=zh,
            source_en=en,
            as_of=record.as_of if record is not None else now,
            facts=record.facts if record is not None and found else {},
        )
    )


def _who(applicant: Applicant) -> tuple[Row, ...]:
    return (
        Row(label_zh="姓名", label_en="Name", value=mask_name(applicant.name)),
        Row(label_zh="证件号码", label_en="ID number", value=mask_number(applicant.id_number)),
    )


def _facts(item: Item, record: Record) -> tuple[Row, ...]:
    return tuple(
        Row(
            label_zh=fact.label.zh,
            label_en=fact.label.en,
            value=shown_fact(fact, record.facts[fact.id], "zh"),
        )
        for fact in item.facts
        if fact.shown and record.facts.get(fact.id) is not None
    )


def _source(item: Item) -> tuple[str, str]:
    """Whose records are shown; the item's own office where it names none."""
    sources = dict.fromkeys(fact.source for fact in item.facts if fact.shown) or {item.department: None}
    return "、".join(one.zh for one in sources), ", ".join(one.en for one in sources)
