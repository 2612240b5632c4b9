"""Many cases of one request: each is answered as if it came alone, and none harms another."""

from __future__ import annotations

import json
import random
from hashlib import sha256
from typing import TYPE_CHECKING

from hub_terminal import Terminal, submission
from sqlalchemy import func, select

from contract import wire
from contract.batch import BatchAnswer, Taken, joined
from hub.intake import batch
from hub.tables import case

if TYPE_CHECKING:
    from hub.wiring import Hub


def body_of(*cases) -> bytes:
    return joined(tuple(one if isinstance(one, bytes) else one.model_dump_json().encode() for one in cases))


def sent(terminal: Terminal, *cases) -> BatchAnswer:
    got = terminal.send("POST", wire.CASE_BATCH, body_of(*cases))
    assert got.status_code == 200, got.text
    return BatchAnswer.model_validate_json(got.content)


def count(hub: Hub) -> int:
    with hub.database.read() as connection:
        return connection.execute(select(func.count()).select_from(case)).scalar_one()


def test_every_case_is_answered_in_its_place(terminal: Terminal, hub: Hub) -> None:
    cases = [submission(n) for n in range(1, 6)]
    answered = sent(terminal, *cases)
    assert [one.answer.key for one in answered.cases if one.answer] == [one.key for one in cases]
    assert answered.cases[-1].answer is not None
    assert answered.cases[-1].answer.durable_sequence == 5
    assert count(hub) == 5


def test_alone_and_in_a_batch_a_case_gets_the_same_bytes(terminal: Terminal, hub: Hub) -> None:
    alone, together = submission(1), submission(2)
    first = terminal.post(wire.CASES, alone).content
    together_bytes = terminal.send("POST", wire.CASE_BATCH, body_of(together, alone)).content
    assert first in together_bytes
    again = terminal.post(wire.CASES, together).content
    assert again in together_bytes
    assert count(hub) == 2
    with hub.database.read() as connection:
        digests = set(connection.execute(select(case.c.digest)).scalars())
    assert digests == {sha256(one.model_dump_json().encode()).digest() for one in (alone, together)}


def test_bad_cases_stop_no_other(terminal: Terminal, hub: Hub) -> None:
    good = [submission(1), submission(2)]
    reused = good[0].model_copy(update={"item_version": "2"})
    foreign = submission(3, terminal_id="QH0002")
    answered = sent(terminal, b"{}", good[0], reused, foreign, b'{"key": 7}', submission(1), good[1])
    assert [(one.result, one.code) for one in answered.cases] == [
        (Taken.REFUSED, "bad_message"),
        (Taken.ANSWERED, ""),
        (Taken.REFUSED, "key_reused"),
        (Taken.REFUSED, "other_terminal"),
        (Taken.REFUSED, "bad_message"),
        (Taken.REFUSED, "sequence_reused"),
        (Taken.ANSWERED, ""),
    ]
    assert count(hub) == 2


def test_any_order_and_any_repeat_books_each_once(terminal: Terminal, hub: Hub) -> None:
    cases = [submission(n, item_id="no-such-item") for n in range(1, 13)]
    dice = random.Random(3)
    heard: dict[str, set[bytes]] = {}
    for _ in range(6):
        some = dice.sample(cases, dice.randint(1, 12))
        for one, taken in zip(some, sent(terminal, *some, *some[:1]).cases, strict=False):
            assert taken.answer is not None
            heard.setdefault(str(one.key), set()).add(taken.answer.model_dump_json().encode())
    sent(terminal, *cases)
    assert count(hub) == 12
    assert all(len(answers) == 1 for answers in heard.values())


def test_bug_over_one_case_leaves_it_to_be_sent_again(terminal: Terminal, hub: Hub, monkeypatch) -> None:
    cases = [submission(n) for n in range(1, 4)]
    take_in = batch.take_in

    def stumbles(hub, message, **how):
        if message.key == cases[1].key:
            raise ValueError
        return take_in(hub, message, **how)

    monkeypatch.setattr(batch, "take_in", stumbles)
    answered = sent(terminal, *cases)
    assert [one.result for one in answered.cases] == [Taken.ANSWERED, Taken.NOT_LOOKED_AT, Taken.ANSWERED]
    assert answered.cases[1].code == "hub_stumbled"


def test_hub_that_has_no_more_time_says_which_cases_it_did_not_look_at(
    terminal: Terminal, monkeypatch
) -> None:
    monkeypatch.setattr(batch, "ANSWER_BYTES", 10)
    answered = sent(terminal, *[submission(n) for n in range(1, 4)])
    assert [(one.result, one.code) for one in answered.cases] == [
        (Taken.ANSWERED, ""),
        (Taken.NOT_LOOKED_AT, ""),
        (Taken.NOT_LOOKED_AT, ""),
    ]


def test_batch_of_too_many_or_none_is_refused_as_a_whole(terminal: Terminal) -> None:
    for many in (0, 51):
        got = terminal.send("POST", wire.CASE_BATCH, json.dumps({"cases": [{}] * many}).encode())
        assert (got.status_code, got.json()["code"]) == (422, "bad_message")
