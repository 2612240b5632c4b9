"""Longer words than English has, with accents: no page loses any of them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

import pytest
from screens_walk import PANELS, stops
from wording_pseudo import pseudo

from screens.samples import Samples
from screens.text import wrap
from screens.theme import Theme
from visit.events import Event

LABELS = frozenset(
    (
        "label note title subtitle text question hint purpose status summary value heading reason invitation"
    ).split()
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


@pytest.mark.parametrize("panel", ["27 portrait", "21.5 landscape"])
def test_no_line_of_a_longer_language_leaves_the_picture(terminal, panel: str) -> None:
    from screens_rules import words_of

    assert terminal is not None
    theme = Theme(PANELS[panel])
    out = set()
    for name, view in Samples("en").all().items():
        for picture in stops(longer(view), theme):
            out |= {
                f"{name}: {words.text}"
                for words, clip in words_of(picture)
                if clip is None and (words.rect.right > theme.panel.width_px + 1 or words.rect.x < -1)
            }
    assert out == set()
