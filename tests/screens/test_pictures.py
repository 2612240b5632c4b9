"""Pages look as they did when somebody last looked at them: `make pictures` accepts what has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import screens_pictures as pictures
from PIL import Image
from screens_pictures import KEPT, MOST, SETTINGS, accept, accepting, far_off, small, tell_difference

from screens.samples import Samples
from screens.still import still

PARTS = 3
"""A way with every page is looked at in so many parts, so that workers share it."""

LOOKED_AT = [
    (name, part) for name, setting in SETTINGS.items() for part in range(1 if setting.pages else PARTS)
]


@pytest.mark.parametrize(("name", "part"), LOOKED_AT)
def test_pages_look_as_they_did(name, part):
    setting = SETTINGS[name]
    views = Samples(setting.language).all()
    pages = setting.pages or tuple(views)[part::PARTS]
    told = []
    for page in pages:
        image = still(views[page], setting.panel, setting.comfort, night=setting.night)
        path = KEPT / name / f"{page}.png"
        if accepting():
            accept(path, image)
            continue
        kept = Image.open(path) if path.exists() else None
        if kept is None or far_off(kept, small(image)).sum() > MOST:
            told.append(f"{page}: see {tell_difference(name, page, kept, image)}")
    assert not told, "\n".join(told)


def test_no_picture_is_kept_of_a_page_that_is_gone():
    wanted = {
        f"{name}/{page}.png"
        for name, setting in SETTINGS.items()
        for page in setting.pages or Samples(setting.language).all()
    }
    kept = {f"{path.parent.name}/{path.name}" for path in KEPT.glob("*/*.png")}
    for gone in kept - wanted if accepting() else ():
        (KEPT / gone).unlink()
    assert accepting() or kept == wanted


def test_one_changed_word_is_seen():
    view, panel = Samples("zh").choice(), SETTINGS["usual"].panel
    other = replace(view, body=replace(view.body, next=replace(view.body.next, label="下二步")))
    assert far_off(*(small(still(one, panel)) for one in (view, other))).sum() > MOST


def test_a_page_of_another_size_differs_everywhere():
    assert far_off(Image.new("RGB", (10, 10)), Image.new("RGB", (10, 12))).all()


def test_differences_are_shown_side_by_side(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "DIFFERENCES", tmp_path)
    old, new = Image.new("RGB", (90, 60), "white"), Image.new("RGB", (90, 60), "black")
    index = tell_difference("usual", "home", small(old), new)
    assert "usual--home.png" in index.read_text(encoding="utf-8")
    with Image.open(tmp_path / "usual--home.png") as sheet:
        assert sheet.getpixel((5, 5)) == (255, 255, 255)
        assert sheet.getpixel((30 + 20 + 5, 5)) == (0, 0, 0)
        assert sheet.getpixel((60 + 40 + 5, 5)) == (200, 0, 0)
