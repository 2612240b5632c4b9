"""Every sample page, on five panels, in four ways to be served and two languages, at every stop of its arrows.

Nothing is painted: what holds is asked of the shapes and targets that a page is composed of (`screens_rules`).
"""

from __future__ import annotations

import pytest
from screens_rules import apart, faults_of, grounded, help_key, in_order, sizes, targets, whole
from screens_walk import PANELS, WAYS, faults, help_place, walk

from screens.palette import INK, PAPER
from screens.shapes import Fill, Hit, Layer, Picture, Rect, Target, Words
from screens.theme import Panel, Theme
from visit.events import CallHelp, GoNext
from visit.held.comfort import Comfort

SETTINGS = [
    (panel, way)
    for panel in PANELS
    for way, comfort in WAYS.items()
    if not comfort.seated or Theme(PANELS[panel], comfort).top  # all in reach: seated is as standing
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("panel", "way"), SETTINGS, ids=map(", ".join, SETTINGS))
def test_every_page_holds_the_rules(panel, way, language):
    theme = Theme(PANELS[panel], WAYS[way])
    found, places = [], set()
    for walked in walk(PANELS[panel], WAYS[way], language):
        found += [f"{walked.name}: {fault}" for fault in faults(walked, theme)]
        places |= help_place(walked)
    assert not found, "\n".join(found)
    assert len(places) == 1, "呼叫帮办 is always in the same place"


def test_what_somebody_who_sits_touches_is_in_reach():
    """Said by itself too, in millimetres from the floor."""
    panel = PANELS["27 portrait"]
    for walked in walk(panel, Comfort(seated=True), "zh"):
        for hit in walked.pictures[0].hits:
            assert panel.bottom_edge_mm + (panel.height_px - hit.rect.y) / panel.px_per_mm <= 1221, (
                walked.name
            )


# --- each rule finds what it is for -------------------------------------------------------------------------

THEME = Theme(Panel(27, 1080, 1920))


def _hit(name, x, y, w=200.0, h=100.0, *, kind="button", event=None):
    return Hit(Target(name, name, kind, enabled=True, chosen=False, x=x, y=y, w=w, h=h), event)


def _words(text, x, y, w=100.0, size=40):
    return Words(Rect(x, y, w, size * 1.4), text, size, bold=False, colour=INK)


def _picture(*shapes, hits=()):
    return Picture((Layer(None, (*shapes,)),), hits, None)


HELP = _hit("help", 700, 1700, kind="help", event=CallHelp())


@pytest.mark.parametrize(
    ("rule", "picture"),
    [
        (targets, _picture()),
        (targets, _picture(hits=(_hit("small", 10, 10, w=30),))),
        (targets, _picture(hits=(_hit("out", 1000, 10),))),
        (targets, _picture(hits=(_hit("one", 10, 10), _hit("other", 100, 50)))),
        (targets, _picture(hits=(_hit("same", 10, 10), _hit("same", 10, 400)))),
        (help_key, _picture(_words("呼叫帮办", 720, 1720))),
        (help_key, _picture(_words("呼叫帮办", 720, 1720), _words("over it", 10, 10), hits=(HELP,))),
        (in_order, _picture(hits=(_hit("low", 10, 900), _hit("high", 10, 10)))),
        (sizes, _picture(_words("small", 10, 10, size=12))),
        (whole, _picture(_words("long", 1000, 10, w=200))),
        (apart, _picture(_words("one", 10, 10), _words("other", 60, 20))),
        (grounded, _picture(Fill(Rect(10, 10, 100, 60), PAPER), _words("too wide", 20, 12, w=150))),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_rule_finds_what_it_is_for(rule, picture):
    assert list(rule(picture, THEME))


def test_rules_find_nothing_where_all_is_well():
    shapes = (Fill(Rect(10, 10, 300, 100), PAPER), _words("确定", 20, 20), _words("呼叫帮办", 720, 1720))
    hits = (_hit("next", 10, 10, w=300, event=GoNext()), HELP)
    assert not list(faults_of(_picture(*shapes, hits=hits), THEME))
