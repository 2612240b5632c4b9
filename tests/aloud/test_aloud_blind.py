"""Items are finished by who sees nothing: the keypad on its wire, and only what was spoken to decide by."""

from __future__ import annotations

from datetime import datetime

import pytest
from aloud_terminal import heard_terminal
from blind_player import BlindPlayer

from catalogue.model import FieldKind
from catalogue.sample import examples
from catalogue.showing import shown
from contract.civil_time import CIVIL
from visit.typed import to_text


@pytest.fixture(scope="module")
def hall():
    with heard_terminal() as opened:
        yield opened


CALLS_FOR = {"delivery": "counter"}
"""Nobody writes an address who need not."""


def answers_of(item):
    """As a resident knows them: by the words of the question."""
    known = {}
    values = examples(item, datetime.now(CIVIL).date()) | CALLS_FOR
    for field in item.fields():
        value = values.get(field.id)
        if value is None:
            continue
        if field.kind is FieldKind.MONTH:
            known[field.question.zh] = (int(str(value)[:4]), int(str(value)[5:7]))
        elif field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
            ticked = value if isinstance(value, tuple) else (value,)
            known[field.question.zh] = frozenset(one.label.zh for one in field.choices if one.id in ticked)
        elif field.kind is FieldKind.YES_NO:
            known[field.question.zh] = frozenset({shown(field, value, "zh")})
        else:
            known[field.question.zh] = to_text(field, value)
    return known


RATED = "您满意吗|请评价|不评价"


@pytest.mark.torture
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("name", "card", "end"),
    [
        ("canjirenzheng", "wang", "返回，看别的|窗口"),
        ("shebao-canbao-zhengming", "li", RATED),
        ("daiyu-zige-renzheng", "wang", RATED),
        ("linshi-shenfenzheng", "wang", RATED),
    ],
    ids=["guide", "print", "apply", "collect"],
)
def test_an_item_of_each_handling_is_finished_by_ear(hall, name, card, end):
    terminal, items = hall
    item = items.items[name]
    ways = [
        (tree.name.zh, branch.name.zh) for tree, branch in items.region.branches() if name in branch.items
    ]
    names = (item.names.plain.zh, *(branch for _, branch in ways), *(tree for tree, _ in ways))
    terminal.ear.fresh()
    terminal.dock("earphones-in")
    terminal.listen("the welcome")
    player = BlindPlayer(terminal, names, answers_of(item), card)
    told = player.play(end)
    assert told
    terminal.dock("earphones-out")
    terminal.listen("the plug")
    if player._find("^退出|^不评价") is not None:
        terminal.press("ok")
