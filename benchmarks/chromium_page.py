"""The same pages as one static HTML file: same words, places, sizes, colours and font files, to the pixel.

Everything stands where `screens.compose` puts it, so that the browser need not lay anything out; a touched thing changes
its look by CSS, a page is changed by showing another section. No animation, no framework, nothing from a network.
A program of its own (`python -m benchmarks.chromium_page OUT`), so that the harness holds neither Kivy nor the items.
"""

from __future__ import annotations

import base64
import json
import pickle
import sys
from dataclasses import asdict
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import fonts
from benchmarks.chromium_content import content
from benchmarks.chromium_geometry import FILE, Geometry
from benchmarks.chromium_walk import BEGIN, LINKS, Content
from kiosk.config import ROOT, load
from outcome import Ok
from screens import icons
from screens.compose import compose
from screens.images import code_image
from screens.palette import AMBER, BAR, WELCOME
from screens.setup import configure
from screens.shapes import Code, Fill, Frame, Icon, Rect, Words
from screens.theme import Panel, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL import Image

    from screens.shapes import Hit, Picture, Shape
    from visit.views import View

STYLE = """
@font-face { font-family: bangban; font-weight: 400; src: url(%(regular)s); }
@font-face { font-family: bangban; font-weight: 700; src: url(%(bold)s); }
html, body { margin: 0; overflow: hidden; background: %(paper)s; font-family: bangban; font-kerning: none; }
body { user-select: none; touch-action: none; cursor: none; }
section { position: absolute; inset: 0; overflow: hidden; visibility: hidden; }
section.on { visibility: visible; }
div, span, img, i { position: absolute; box-sizing: border-box; pointer-events: none; }
span { white-space: pre; line-height: normal; }
.t { pointer-events: auto; }
.t > .b, .t:active > .a, .empty .some, .filled .none { display: none; }
.t:active > .b { display: block; }
"""

SCRIPT = """
const groups = text => text.replace(/(.{4})(?=.)/g, '$1 ');
let shown = document.querySelector('section.on'), down = null, typed = '';
const [entry, caret, code] = ['entry', 'caret', 'code'].map(id => document.getElementById(id));
function enter(text) {
  typed = text;
  entry.textContent = groups(text);
  caret.style.left = entry.offsetLeft + entry.offsetWidth + Number(caret.dataset.gap) + 'px';
  code.classList.toggle('empty', !text);
  code.classList.toggle('filled', !!text);
}
function go(name) {
  if (name === 'code') enter('');
  shown.classList.remove('on');
  shown = document.getElementById(name);
  shown.classList.add('on');
}
addEventListener('pointerdown', event => {
  down = event.target.closest('.t');
  const key = down && down.dataset.key;
  if (!key) return;
  if (key === 'delete') enter(typed.slice(0, -1));
  else if (key === 'clear') enter('');
  else if (typed.length < 20) enter(typed + key);
});
addEventListener('pointerup', event => {
  const up = event.target.closest('.t');
  if (up && up === down && up.dataset.to) go(up.dataset.to);
  down = null;
});
"""


class Page:
    """One view as HTML."""

    def __init__(self, name: str, view: View, theme: Theme, *, without: Shape | None = None) -> None:
        """`without`: a shape that the page's script draws."""
        self._name, self._view, self._theme, self._without = name, view, theme, without
        self.picture = compose(view, theme)

    def html(self, *, extra: str = "", instead: dict[str, str] | None = None) -> str:
        """`instead`: HTML by page target, when a target has another look later; `extra` comes on top."""
        taken: set[int] = set()
        targets = []
        for hit in self.picture.hits:
            inside = [shape for shape in _shapes(self.picture) if _in(shape.rect, hit.rect)]
            taken.update(map(id, inside))
            targets.append((instead or {}).get(hit.target.id) or self._target(hit, inside))
        ground = "".join(self.shape(one) for one in _shapes(self.picture) if id(one) not in taken)
        shown = " on empty" if self._name == BEGIN[0] else " empty"
        return f'<section id="{self._name}" class="{shown}">{ground}{"".join(targets)}{extra}</section>\n'

    def _target(self, hit: Hit, inside: Iterable[Shape]) -> str:
        """What can be touched, as it is and as it is under a finger."""
        pressed = compose(self._view, self._theme, pressed=hit.target.id)
        under = [shape for shape in _shapes(pressed) if _in(shape.rect, hit.rect)]
        to = next((to for page, id_, to in LINKS if (page, id_) == (self._name, hit.target.id)), "")
        key = hit.target.id.removeprefix("key:") if hit.target.kind == "key" else ""
        data = f' data-to="{to}"' * bool(to) + f' data-key="{key}"' * bool(key)
        looks = "".join(
            f'<div class="{name}">{"".join(self.shape(one, hit.rect) for one in shapes)}</div>'
            for name, shapes in (("a", inside), ("b", under))
        )
        label = escape(hit.target.label, quote=True)
        return (
            f'<div class="t" role="button" aria-label="{label}"{data} style="{_box(hit.rect)}">{looks}</div>'
        )

    def shape(self, shape: Shape, within: Rect | None = None) -> str:
        if shape == self._without:
            return ""
        from_x, from_y = (within.x, within.y) if within is not None else (0.0, 0.0)
        rect = Rect(shape.rect.x - round(from_x), shape.rect.y - round(from_y), shape.rect.w, shape.rect.h)
        box = _box(rect)
        match shape:
            case Fill():
                return f'<div style="{box}background:{self._css(shape.colour)};border-radius:{shape.radius:.1f}px"></div>'
            case Frame():
                edge = f"border:{max(1, round(shape.width))}px solid {self._css(shape.colour)};"
                return f'<div style="{box}{edge}border-radius:{shape.radius:.1f}px"></div>'
            case Words():
                return f'<span style="{self.letters(shape, rect)}">{escape(shape.text)}</span>'
            case Icon():
                side = round(min(rect.w, rect.h))
                return f'<img alt="" src="{_png(self._sign(shape, side))}" style="{box}">'
            case Code():
                return f'<img alt="" src="{_png(code_image(shape.payload))}" style="{box}image-rendering:pixelated">'
            case _:
                message = f"{type(shape).__name__} is on none of these pages"
                raise TypeError(message)

    def letters(self, words: Words, rect: Rect) -> str:
        weight = 700 if words.bold else 400
        place = f"left:{round(rect.x)}px;top:{round(rect.y)}px;"
        return f"{place}font-size:{words.size}px;font-weight:{weight};color:{self._css(words.colour)}"

    def _css(self, colour: str) -> str:
        return self._theme.palette[colour]

    def _sign(self, shape: Icon, side: int) -> Image.Image:
        from PIL import Image

        red, green, blue, _ = (round(255 * part) for part in self._theme.palette.rgba(shape.colour))
        image = Image.new("RGBA", (side, side), (red, green, blue, 0))
        pen = icons.Pen(side)
        icons.DRAWN[shape.name](pen)
        image.putalpha(pen.image.resize((side, side), Image.Resampling.LANCZOS))
        return image


def _shapes(picture: Picture) -> list[Shape]:
    """All that is in sight; a scrolled part stands at its beginning, cut at its end as on the screen."""
    out: list[Shape] = []
    for layer in picture.layers:
        out += [one for one in layer.shapes if layer.clip is None or _in(one.rect, layer.clip)]
    return out


def _in(inner: Rect, outer: Rect) -> bool:
    slack = 1.0
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


def _box(rect: Rect) -> str:
    left, top = round(rect.x), round(rect.y)
    return (
        f"left:{left}px;top:{top}px;width:{round(rect.right) - left}px;height:{round(rect.bottom) - top}px;"
    )


def _png(image: Image.Image) -> str:
    file = BytesIO()
    image.save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")


def _number_page(pages: Content, theme: Theme) -> tuple[str, Rect]:
    """The page with the keys, with room for what is typed; and where that is."""
    empty, typed = Page("code", pages.views["code"], theme), Page("code", pages.typed("1"), theme)
    before, after = _shapes(empty.picture), _shapes(typed.picture)
    fresh = [one for one in after if one not in before]
    digit = next(one for one in fresh if isinstance(one, Words) and one.text == "1")
    caret = next(
        one for one in fresh if isinstance(one, Fill) and one.rect.y > digit.rect.y - 1 and one.rect.w < 20
    )
    resting = next(
        one for one in before if isinstance(one, Fill) and one.rect.h == caret.rect.h and one.rect.w < 20
    )
    empty = Page("code", pages.views["code"], theme, without=resting)
    gap = round(caret.rect.x - digit.rect.right)
    edit = f'<span id="entry" style="{typed.letters(digit, digit.rect)}"></span>'
    edit += f'<i id="caret" data-gap="{gap}" style="{_box(resting.rect)}background:{theme.palette[caret.colour]}"></i>'
    # What may be pressed once there is a digit has two looks: one while nothing is typed, one after.
    off, on = ({hit.target.id: hit for hit in one.picture.hits} for one in (empty, typed))
    changed = [id_ for id_ in off if off[id_].target != on[id_].target]
    instead = {
        id_: "".join(
            f'<div class="{name}">{page._target(hits[id_], _inside(page, hits[id_]))}</div>'
            for name, page, hits in (("none", empty, off), ("some", typed, on))
        )
        for id_ in changed
    }
    entry = off["focus:code"].rect
    return empty.html(extra=edit, instead=instead), Rect(
        digit.rect.x, entry.y, entry.right - digit.rect.x, entry.h
    )


def _inside(page: Page, hit: Hit) -> list[Shape]:
    return [shape for shape in _shapes(page.picture) if _in(shape.rect, hit.rect)]


def write(folder: Path) -> None:
    """`index.html`, `geometry.json` and `views.pickle` (for the screens alone) into the folder."""
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    panel = loaded.value.panel
    configure(width=panel.width_px, height=panel.height_px, fullscreen=False, kivy_home=folder / "kivy")
    theme = Theme(Panel(panel.diagonal_inch, panel.width_px, panel.height_px))
    pages = content(loaded.value)
    sections, targets = [], {}
    for name, view in pages.views.items():
        page = Page(name, view, theme)
        targets[name] = {hit.target.id: _tuple(hit.rect) for hit in page.picture.hits}
        if name == "code":
            html, entry = _number_page(pages, theme)
            sections.append(html)
        else:
            sections.append(page.html())
    style = STYLE % {
        "regular": fonts.REGULAR.as_uri(),
        "bold": fonts.BOLD.as_uri(),
        "paper": theme.palette["paper"],
    }
    (folder / "index.html").write_text(
        f'<!doctype html>\n<html lang="zh-CN"><meta charset="utf-8"><title>帮办</title>\n<style>{style}</style>\n'
        f"<body>\n{''.join(sections)}<script>{SCRIPT}</script>\n",
        encoding="utf-8",
    )
    words = [one for one in _shapes(compose(pages.views[BEGIN[0]], theme)) if isinstance(one, Words)]
    place = min(words, key=lambda one: (one.rect.y > 60, one.rect.x))
    helping = next(one for one in words if one.text == pages.views[BEGIN[0]].chrome.help.label)
    first = [place, max(words, key=lambda one: one.size), helping]
    grounds = [theme.palette[name] for name in (BAR, WELCOME, AMBER)]
    shown = [(_tuple(one.rect), ground) for one, ground in zip(first, grounds, strict=True)]
    found = Geometry(targets, _tuple(entry), shown)
    (folder / FILE).write_text(json.dumps(asdict(found)), encoding="utf-8")
    (folder / "views.pickle").write_bytes(pickle.dumps(pages))


def _tuple(rect: Rect) -> tuple[float, float, float, float]:
    return rect.x, rect.y, rect.w, rect.h


if __name__ == "__main__":
    write(Path(sys.argv[1]))
