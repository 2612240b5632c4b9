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
ADDRESS = "12号小桥旁"
SOUNDS = {"号": "hao", "小": "xiao", "桥": "qiao", "旁": "pang"}


def answers_of(item, **instead):
    """As a resident knows them: by the words of the question."""
    known = {}
    values = examples(item, datetime.now(CIVIL).date()) | CALLS_FOR | instead
    for field in item.fields():
        value = values.get(field.id)
        if value is None:
            continue
        if field.kind is FieldKind.MONTH:
            known[field.question.zh] = (int(str(value)[:4]), int(str(value)[5:7]))
        elif field.kind in {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.AREA}:
            ticked = value if isinstance(value, tuple) else (value,)
            known[field.question.zh] = frozenset(one.label.zh for one in field.choices if one.id in ticked)
        elif field.kind is FieldKind.YES_NO:
            known[field.question.zh] = frozenset({shown(field, value, "zh")})
        else:
            known[field.question.zh] = to_text(field, value)
    return known


RATED = "您满意吗|请评价|不评价"


def finished(hall, name, card, end, *, answers=None, sounds=None):
    """A whole visit, from the plug that goes in to the page of whoever comes next; returns who played it."""
    terminal, items = hall
    item = items.items[name]
    ways = [
        (tree.name.zh, branch.name.zh) for tree, branch in items.region.branches() if name in branch.items
    ]
    names = (item.names.plain.zh, *(branch for _, branch in ways), *(tree for tree, _ in ways))
    terminal.dock("earphones-in")
    terminal.listen("the welcome")
    player = BlindPlayer(terminal, names, answers or answers_of(item), card, sounds)
    assert player.play(end)
    terminal.dock("earphones-out")
    terminal.listen("the plug")
    assert player._find("^退出|^不评价") is not None
    terminal.press("ok")
    terminal.until_nobody()
    return player


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("name", "card", "end"),
    [
        pytest.param("canjirenzheng", "wang", "返回，看别的|窗口", marks=pytest.mark.torture),
        pytest.param("shebao-canbao-zhengming", "li", RATED, marks=pytest.mark.torture),
        ("daiyu-zige-renzheng", "wang", RATED),
        pytest.param("linshi-shenfenzheng", "wang", RATED, marks=pytest.mark.torture),
    ],
    ids=["guide", "print", "apply", "collect"],
)
def test_an_item_of_each_handling_is_finished_by_ear(hall, name, card, end):
    finished(hall, name, card, end)


@pytest.mark.timeout(600)
def test_an_address_is_written_with_the_digits_and_by_ear(hall):
    _, items = hall
    answers = answers_of(items.items["linshi-shenfenzheng"], delivery="courier", delivery_address=ADDRESS)
    player = finished(hall, "linshi-shenfenzheng", "wang", RATED, answers=answers, sounds=SOUNDS)
    assert len(player.told_how) == len(SOUNDS)
    assert all(one in told for one, told in zip(SOUNDS, player.told_how, strict=True))


@pytest.mark.timeout(600)
def test_an_elder_is_read_to_slowly_until_a_finger_ends_it(hall):
    terminal, _ = hall
    terminal.until_usable("speaker", "voice")
    heard = terminal.touch("elder")
    assert any("不读了" in one for one in heard)
    assert terminal.ear.spoken[-1].slow
    stopped = terminal.ear.stopped
    heard = terminal.touch("quiet")
    assert (heard, terminal.ear.stopped > stopped) == ([], True)
    assert terminal.touch("comfort") == []
    assert terminal.touch("close_comfort") == []
    assert any("您要办什么" in one for one in terminal.touch("quiet"))
    heard = terminal.touch("exit")
    assert any("请带好身份证" in one for one in heard), "the farewell too"
    terminal.until_nobody()
    assert terminal.ear.resets
