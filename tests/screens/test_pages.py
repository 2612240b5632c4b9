"""Every page, in both languages and on three panels. What holds on every picture of a page is in `test_layout`."""

from __future__ import annotations

import pytest

from screens.shapes import Words

PANELS = {
    "27 portrait": (27, 1080, 1920),
    "27 landscape": (27, 1920, 1080),
    "21.5 portrait": (21.5, 1080, 1920),
}


PART = 4
"""So many letters of a number and more are a part of it."""


@pytest.fixture(params=PANELS)
def theme(request):
    from screens.theme import Panel, Theme

    return Theme(Panel(*PANELS[request.param]))


def _pictures(terminal, samples, theme):
    from screens.compose import compose

    assert terminal is not None  # letters can be measured only with the window there
    return {name: compose(view, theme) for name, view in samples.all().items()}


def _words(picture):
    return [
        (shape, layer.clip) for layer in picture.layers for shape in layer.shapes if isinstance(shape, Words)
    ]


def test_samples_show_every_kind_of_body(zh):
    from typing import get_args

    from visit.views import Body, Overlay, Question

    views = zh.all().values()
    assert {type(view.body) for view in views} == set(get_args(Body))
    assert {type(view.overlay) for view in views} - {type(None)} == set(get_args(Overlay))
    asked = {type(one) for view in views for one in getattr(view.body, "questions", ())}
    assert asked == set(get_args(Question))


def test_text_stays_inside_what_is_touched(terminal, samples, theme):
    for name, picture in _pictures(terminal, samples, theme).items():
        for hit in picture.hits:
            if hit.target.kind in ("ink", "scroll"):
                continue
            for words, _ in _words(picture):
                x, y = words.rect.middle
                if hit.rect.has(x, y) and words.text in hit.target.label:
                    assert words.rect.x >= hit.rect.x, (name, words.text)
                    assert words.rect.right <= hit.rect.right, (name, words.text)


def test_under_an_overlay_only_its_buttons_and_help_can_be_touched(terminal, samples):
    for view in (samples.help(), samples.still_there(), samples.ask_exit()):
        terminal.show(view)
        overlay = view.overlay
        buttons = getattr(overlay, "buttons", ()) or (*overlay.phrases, overlay.end, overlay.close)
        allowed = {one.id for one in buttons} | {"help", "scroll", "scroll_up", "scroll_down"}
        assert {one.id for one in terminal.app.targets()} <= allowed
        assert {one.id for one in buttons} <= {one.id for one in terminal.app.targets()}


def test_every_character_shown_has_a_glyph(terminal, samples):
    import fonts

    for name, view in samples.all().items():
        terminal.show(view)
        for words, _ in _words(terminal.stage.picture):
            for char in words.text:
                path = fonts.path_for(char)
                assert fonts.covers(char) or path in fonts.RARE, (name, char, words.text)


def test_every_page_paints_its_own_pixels(samples):
    """Not one colour, and not the picture of another page."""
    from screens.still import still
    from screens.theme import Panel

    seen = {}
    for name, view in samples.all().items():
        small = still(view, Panel(27, 1080, 1920)).reduce(8)
        pixels = small.tobytes()
        assert pixels not in seen, f"{name} looks like {seen.get(pixels)}"
        seen[pixels] = name
        assert len(small.getcolors(small.width * small.height)) > 20, name


def test_long_names_are_shortened_and_not_painted_over_each_other(terminal, zh, theme):
    from dataclasses import replace

    from screens.compose import compose

    view = zh.choice()
    long = "云溪市清河县柳桥镇政务服务中心二十四小时自助服务区" * 6
    view = replace(view, chrome=replace(view.chrome, place=long, heading=long))
    picture = compose(view, theme)
    shortened = [words.rect for words, _ in _words(picture) if words.text.endswith("…")]
    assert len(shortened) == 2, "place and heading, each at the end of its last line"
    clock = next(words.rect for words, _ in _words(picture) if words.text == view.chrome.clock)
    assert shortened[0].right < clock.x
    assert all(one.right <= theme.panel.width_px for one in shortened)


def test_that_the_line_is_up_gives_way_to_the_place_that_it_is_down_does_not(terminal, zh, theme):
    from dataclasses import replace

    from screens.compose import compose
    from visit.views import Mark

    view = zh.choice()
    for mark, told in ((Mark.DONE, False), (Mark.WARNING, True)):
        chrome = replace(view.chrome, place="云溪市清河县柳桥镇便民服务中心自助服务区" * 6, line_mark=mark)
        picture = compose(replace(view, chrome=chrome), theme)
        assert (chrome.line_text in [words.text for words, _ in _words(picture)]) is told


def test_a_number_without_end_does_not_break_the_page(terminal, theme):
    from screens.compose import compose
    from screens.samples import Samples

    picture = compose(Samples("zh").digits("9" * 300), theme)
    assert all(hit.rect.right <= theme.panel.width_px for hit in picture.hits)


@pytest.mark.parametrize("terminal_id", ["QH0001", "YX99A00112"])
def test_a_case_number_stands_on_one_line(terminal, zh, theme, terminal_id):
    """Broken in two it would be read as two."""
    from dataclasses import replace

    from screens.compose import compose
    from visit.views import ResultBody

    number = f"{terminal_id}-20261122-000007-K7M-96"
    views = [view for view in zh.all().values() if isinstance(view.body, ResultBody)]
    assert views
    for view in views:
        picture = compose(replace(view, body=replace(view.body, number=number)), theme)
        assert number in [words.text for words, _ in _words(picture)]


@pytest.mark.parametrize("way", ["usual", "elder", "seated", "elder seated"])
@pytest.mark.parametrize("page", ["case", "case_done", "result", "result_document", "ticket"])
def test_a_number_that_is_written_down_stays_on_one_line(terminal, zh, page, way):
    """On every panel: broken in two it would be read as two."""
    import screens_walk

    from screens.compose import compose
    from screens.theme import Theme

    view = zh.all()[page]
    groups = getattr(view.body, "groups", ())
    values = {row.value for _, group in groups for row in group} | {getattr(view.body, "number", "")}
    numbers = [one for one in values if one.isascii() and len(one) > PART]
    seen: set[str] = set()
    for name, panel in screens_walk.PANELS.items():
        words = {shape.text for shape, _ in _words(compose(view, Theme(panel, screens_walk.WAYS[way])))}
        parts = {one for one in words for number in numbers if len(one) > PART and one in number}
        assert parts <= set(numbers), name
        seen |= parts
    assert seen
