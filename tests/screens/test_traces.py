"""Nothing of a visit stays behind, and nothing grows."""

from __future__ import annotations

import gc
import sys
import weakref
from dataclasses import replace

from screens import text


def test_a_wipe_leaves_nothing_of_the_visit(terminal, zh):
    private = (
        "林*燕",
        "9901************24",
        "10000012",
        "QH0001-20261122-000007-K7M-96",
        "在柳桥镇开网约车",
        "帮办员小周",
    )
    for view in (*zh.all().values(), zh.digits("10000012345")):
        terminal.show(view)
    held = "\n".join(terminal.app.texts())
    assert all(one in held for one in ("林*燕", "QH0001-20261122-000007-K7M-96")), (
        "the test must be able to fail"
    )
    terminal.app.wipe()
    terminal.app.show(zh.attract())
    terminal.frames(2)
    held = "\n".join(terminal.app.texts())
    assert not [one for one in private if one in held]


def test_a_wipe_lets_go_of_views_strokes_and_pictures(terminal, zh):
    picture = zh.result(document=True).body.document_picture
    pixels = picture.rgba[:-4] + bytes(4)  # an object of this test alone
    before = sys.getrefcount(pixels)
    own = replace(picture, rgba=pixels)
    result = zh.result(document=True)
    views = [replace(result, body=replace(result.body, document_picture=own)), zh.sign(3), zh.pinyin()]
    del result, own
    seen = [weakref.ref(one) for view in views for one in (view, view.body)]
    for view in views:
        terminal.show(view)
        terminal.frames()
    assert sys.getrefcount(pixels) > before
    del view, views
    terminal.app.wipe()
    terminal.show(zh.attract())
    assert [one() for one in seen] == [None] * len(seen)
    assert sys.getrefcount(pixels) == before


def test_a_wipe_paints_the_old_page_over(terminal, zh):
    terminal.show(zh.attract())
    clean = terminal.pixels().tobytes()
    terminal.show(zh.check())
    terminal.app.wipe()
    terminal.show(zh.attract())
    assert terminal.pixels().tobytes() == clean


def test_two_hundred_page_changes_leave_no_more_objects(terminal, samples):
    from screens.shapes import Words

    views = list(samples.all().values())

    def words():
        gc.collect()
        return sum(type(one) is Words for one in gc.get_objects())

    for view in views:
        terminal.app.show(view)
    terminal.app.show(views[0])
    before = words()
    for number in range(200):
        terminal.app.show(views[number % len(views)])
        if number % 20 == 0:
            terminal.frames()
    terminal.app.show(views[0])
    assert words() <= before


def test_texts_in_caches_are_bounded(terminal):
    from screens.theme import Style

    for number in range(3000):
        text.wrap(f"第{number}次输入的一段文字", Style(34), 500)
        if number % 10 == 0:
            text.masks(f"第{number}次", 34, bold=False)
    assert len(text._wraps.entries) <= text._WRAPS
    assert text._lines.weight <= text._LINE_BYTES
    text.forget()
    assert text.remembered() == ()


def test_private_texts_are_not_in_the_repr_of_shapes(zh, terminal):
    terminal.show(zh.check())
    assert "林*燕" not in repr(terminal.stage.picture)
