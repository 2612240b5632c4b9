"""Every page, in both languages and on three panels: complete, readable, and large enough to touch."""

from __future__ import annotations

from itertools import pairwise

import pytest

from screens.shapes import Fill, Rect, Words

PANELS = {
    "27 portrait": (27, 1080, 1920),
    "27 landscape": (27, 1920, 1080),
    "21.5 portrait": (21.5, 1080, 1920),
}


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


def test_no_text_leaves_the_window(terminal, samples, theme):
    window = Rect(0, 0, theme.panel.width_px, theme.panel.height_px)
    for name, picture in _pictures(terminal, samples, theme).items():
        for words, clip in _words(picture):
            rect = words.rect if clip is None else words.rect.cut(clip)
            assert rect.x >= window.x, (name, words.text)
            assert rect.right <= window.right, (name, words.text)
            assert rect.y >= 0, (name, words.text)
            assert rect.bottom <= window.bottom, (name, words.text)
            if clip is not None:  # sideways nothing may be cut either
                assert words.rect.x >= clip.x - 1, (name, words.text)
                assert words.rect.right <= clip.right + 1, (name, words.text)


def test_no_two_texts_overlap(terminal, samples, theme):
    for name, picture in _pictures(terminal, samples, theme).items():
        # An overlay covers the page: only what comes after its scrim is read.
        shapes = [(shape, layer.clip) for layer in picture.layers for shape in layer.shapes]
        covers = [
            at
            for at, (shape, _) in enumerate(shapes)
            if isinstance(shape, Fill)
            and shape.rect.w == theme.panel.width_px
            and shape.rect.h == theme.panel.height_px
        ]
        read = [
            (shape, shape.rect if clip is None else shape.rect.cut(clip))
            for shape, clip in shapes[covers[-1] if covers else 0 :]
            if isinstance(shape, Words)
        ]
        for at, (one, here) in enumerate(read):
            for other, there in read[at + 1 :]:
                shared = here.cut(there)
                # Line boxes hold air above and below the letters; a fifth of it may be shared.
                assert shared.w <= 1 or shared.h <= 0.2 * min(one.size, other.size), (
                    name,
                    one.text,
                    other.text,
                )


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


def test_every_target_is_at_least_15_mm(terminal, samples, theme):
    least = 15 * theme.panel.px_per_mm
    for name, picture in _pictures(terminal, samples, theme).items():
        assert picture.hits
        for hit in picture.hits:
            assert hit.rect.w >= least, (name, hit.target)
            assert hit.rect.h >= least, (name, hit.target)


def test_targets_do_not_overlap(terminal, samples, theme):
    for name, picture in _pictures(terminal, samples, theme).items():
        touchable = [hit for hit in picture.hits if hit.target.kind != "scroll"]
        for at, one in enumerate(touchable):
            for other in touchable[at + 1 :]:
                shared = one.rect.cut(other.rect)
                assert not (shared.w > 1 and shared.h > 1), (name, one.target, other.target)


def test_every_target_has_its_own_id_and_comes_in_reading_order(terminal, samples, theme):
    for name, picture in _pictures(terminal, samples, theme).items():
        ids = [hit.target.id for hit in picture.hits]
        assert len(ids) == len(set(ids)), name
        tops = [hit.target.y for hit in picture.hits]
        jumps = [one - other for one, other in pairwise(tops) if one - other > theme.mm(9)]
        assert not jumps, name


def test_help_is_in_the_same_place_and_can_always_be_touched(terminal, samples, theme):
    from visit.events import CallHelp

    places = set()
    for name, picture in _pictures(terminal, samples, theme).items():
        helps = [hit for hit in picture.hits if hit.target.kind == "help"]
        assert len(helps) == 1, name
        assert isinstance(helps[0].event, CallHelp)
        assert helps[0].target.enabled
        places.add(helps[0].rect)
        last = [shape for layer in picture.layers for shape in layer.shapes][-1]
        assert helps[0].rect.has(*last.rect.middle), f"{name}: something may cover the help key"
    assert len(places) == 1


def test_under_an_overlay_only_its_buttons_and_help_can_be_touched(terminal, samples):
    for view in (samples.help(), samples.still_there(), samples.paper_out()):
        terminal.show(view)
        overlay = view.overlay
        buttons = getattr(overlay, "buttons", ()) or (*overlay.phrases, overlay.end, overlay.close)
        allowed = {one.id for one in buttons} | {"help", "scroll", "scroll_up", "scroll_down"}
        assert {one.id for one in terminal.app.targets()} <= allowed
        assert {one.id for one in buttons} <= {one.id for one in terminal.app.targets()}


def test_every_button_of_a_view_can_be_reached(terminal, samples):
    """On the page at once, or after scrolling down with the arrows."""
    from visit.views import buttons_of

    for name, view in samples.all().items():
        terminal.show(view)
        seen = {one.id for one in terminal.app.targets()}
        for _ in range(20):
            arrows = [one for one in terminal.app.targets() if one.id == "scroll_down" and one.enabled]
            if not arrows:
                break
            terminal.touch("scroll_down")
            seen |= {one.id for one in terminal.app.targets()}
        wanted = {one.id for one in buttons_of(view.overlay or view.body)}
        assert wanted <= seen, (name, wanted - seen)


def test_every_character_shown_has_a_glyph(terminal, samples):
    import fonts

    for name, view in samples.all().items():
        terminal.show(view)
        for words, _ in _words(terminal.stage.picture):
            for char in words.text:
                path = fonts.path_for(char)
                assert fonts.covers(char) or path in fonts.RARE, (name, char, words.text)


def test_every_page_paints_its_own_pixels(terminal, samples):
    """Not one colour, and not the picture of another page."""
    seen = {}
    for name, view in samples.all().items():
        terminal.show(view)
        small = terminal.pixels().resize((135, 240)).tobytes()
        assert small not in seen, f"{name} looks like {seen.get(small)}"
        seen[small] = name
        assert len(set(zip(small[::3], small[1::3], small[2::3], strict=True))) > 20, name


def test_long_names_are_shortened_and_not_painted_over_each_other(terminal, zh, theme):
    from dataclasses import replace

    from screens.compose import compose

    view = zh.choice()
    long = "云溪市清河县柳桥镇政务服务中心二十四小时自助服务区" * 3
    view = replace(view, chrome=replace(view.chrome, place=long, heading=long))
    picture = compose(view, theme)
    places = [words.rect for words, _ in _words(picture) if words.text.startswith("云溪市")]
    assert len(places) == 2
    clock = next(words.rect for words, _ in _words(picture) if words.text == view.chrome.line_text)
    assert places[0].right < clock.x
    assert all(one.right <= theme.panel.width_px for one in places)


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
