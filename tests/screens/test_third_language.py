"""Longer words than English has, with accents: no page loses any of them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

import pytest
from screens_walk import PANELS, Walked, faults, stops
from wording_pseudo import pseudo

from screens.samples import Samples
from screens.text import wrap
from screens.theme import Theme
from visit.events import Event

LABELS = frozenset(
    {"label", "note", "title", "subtitle", "text", "question", "hint", "purpose"}
    | {"status", "summary", "value", "heading", "reason", "invitation"}
)
"""Fields of a view that hold words of the program."""


def longer(thing: object) -> object:
    """The view in the made-up language; what a button sends stays."""
    if isinstance(thing, tuple):
        return tuple(longer(one) for one in thing)
    if not is_dataclass(thing) or isinstance(thing, Event | type):
        return thing
    changed = {}
    for field in fields(thing):
        old = getattr(thing, field.name)
        changed[field.name] = (
            pseudo(old) if field.name in LABELS and isinstance(old, str) and old else longer(old)
        )
    return replace(thing, **changed)


def test_a_word_with_accents_is_not_broken(terminal) -> None:
    assert terminal is not None
    style = Theme(PANELS["27 portrait"]).body
    word = "dépôt-légalité"
    for line in wrap(f"{word} " * 20, style, 400):
        assert all(part == word for part in line.split())


@pytest.mark.parametrize("panel", ["27 portrait", "21.5 landscape", "15.6 landscape"])
def test_pages_bear_a_longer_language(terminal, panel: str) -> None:
    assert terminal is not None
    theme = Theme(PANELS[panel])
    found = {}
    for name, view in Samples("en").all().items():
        shown = longer(view)
        told = set(faults(Walked(name, shown, tuple(stops(shown, theme))), theme))
        if told:
            found[name] = told
    assert found == {}
