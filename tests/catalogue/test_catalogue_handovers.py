"""Windows that take over: every kind of the demo's place, mistakes told with their line, and the item of the tickets."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from catalogue.handovers import HandoverKind
from catalogue.loader import load
from catalogue.shelf import Catalogue

SERVICES = Path(__file__).parents[2] / "services"
TICKET, RECORD = "zhuanjiao-chuangkou", "shebao-canbao-zhengming"
TREES = f"""
- id: all
  name: {{zh: 全部, en: All}}
  summary: {{zh: 全部, en: All}}
  branches:
    - {{id: here, name: {{zh: 全部, en: All}}, items: [{TICKET}, {RECORD}]}}
"""
WINDOW = """
- id: bangban
  kind: helper
  name: {zh: 帮办窗口, en: Helpers}
  does: {zh: 陪着办, en: With you}
  place: {zh: 一楼, en: Ground floor}
  hours: {zh: 白天, en: By day}
  phone: "10000099031"
  reply_workdays: 1
"""


@pytest.fixture
def services(tmp_path: Path) -> Path:
    """Two items of a small place with one window."""
    region = tmp_path / "_region"
    region.mkdir()
    for file in ("lists.yaml", "delivery.yaml"):
        copy(SERVICES / "_region" / file, region / file)
    written = (SERVICES / "_region" / "region.yaml").read_text(encoding="utf-8").partition("favourites:")[0]
    (region / "region.yaml").write_text(f"{written}favourites: {{}}\n", encoding="utf-8")
    (region / "trees.yaml").write_text(TREES, encoding="utf-8")
    (region / "handovers.yaml").write_text(WINDOW, encoding="utf-8")
    for domain, name in (("zhengwu", TICKET), ("renshe", RECORD)):
        (tmp_path / domain).mkdir()
        copy(SERVICES / domain / f"{name}.yaml", tmp_path / domain / f"{name}.yaml")
    ticket = tmp_path / "zhengwu" / f"{TICKET}.yaml"
    trials = ticket.read_text(encoding="utf-8").replace("target: rexian", "target: bangban, level: advice")
    ticket.write_text(trials, encoding="utf-8")
    return tmp_path


def loaded(services: Path) -> Catalogue:
    found = load(services)
    assert isinstance(found, Catalogue), "\n".join(map(str, found))
    return found


def told(services: Path) -> str:
    found = load(services)
    assert not isinstance(found, Catalogue)
    return "\n".join(map(str, found))


def test_the_place_of_the_demo_has_every_kind_of_window() -> None:
    found = load(SERVICES)
    assert isinstance(found, Catalogue), "\n".join(map(str, found))
    assert {one.kind for one in found.region.handovers} == set(HandoverKind)
    assert [one.id for one in found.items.values() if one.hand_over] == [TICKET]


def test_the_choices_of_the_ticket_are_the_windows_of_the_place(services: Path) -> None:
    catalogue = loaded(services)
    target = next(one for one in catalogue.items[TICKET].fields() if one.id == "target")
    assert [(one.id, one.label.zh) for one in target.choices] == [("bangban", "帮办窗口")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("phone: ", "fone: ", "fone"),
        ("kind: helper", "kind: saviour", "kind"),
        ("reply_workdays: 1", "reply_workdays: 0", "reply_workdays"),
        ("reply_workdays: 1", "reply_workdays: 1\n  offered: {of: [nowhere]}", "no tree or branch `nowhere`"),
        ("reply_workdays: 1", "reply_workdays: 1\n  offered: {items: [nothing]}", "no item `nothing`"),
        ("reply_workdays: 1\n", f"reply_workdays: 1\n{WINDOW}", "`bangban` is there already"),
    ],
)
def test_a_mistake_is_told_with_its_line(services: Path, old: str, new: str, said: str) -> None:
    file = services / "_region" / "handovers.yaml"
    file.write_text(WINDOW.replace(old, new), encoding="utf-8")
    problems = told(services)
    assert "handovers.yaml" in problems
    assert said in problems


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - id: told\n    title", "  - id: other\n    title", ""),
        ("      - id: told\n", "      - id: words\n", "a field `told`"),
        ("  anonymous: true\n", "  identity: [id_card]\n", "need not say who they are"),
        ("handling: collect", "handling: apply", "a person answers a ticket"),
        ("hand_over: true", "hand_over: true\ntickets_to: bangbn", "did you mean `bangban`?"),
    ],
)
def test_a_ticket_says_to_whom_and_what(services: Path, old: str, new: str, said: str) -> None:
    file = services / "zhengwu" / f"{TICKET}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    if not said:
        loaded(services)
        return
    assert said in told(services)


def test_a_place_needs_no_windows(services: Path) -> None:
    """Without the file there is no list to choose from, so there is no item of tickets either."""
    (services / "_region" / "handovers.yaml").unlink()
    assert "`handovers` is no list of the region" in told(services)
    (services / "zhengwu" / f"{TICKET}.yaml").unlink()
    (services / "_region" / "trees.yaml").write_text(TREES.replace(f"{TICKET}, ", ""), encoding="utf-8")
    assert loaded(services).region.handovers == ()
