"""`python -m screens.gallery OUT`: every sample page as a picture, with no display. With `--book`, every page in all its
ways on one HTML page, to be looked through: OUT/index.html.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from screens.samples import Samples
from screens.still import still
from screens.theme import Panel
from visit.held.comfort import USUAL, Comfort

if TYPE_CHECKING:
    from collections.abc import Sequence


class Way(NamedTuple):
    """One way of showing every page."""

    panel: Panel
    comfort: Comfort = USUAL
    night: bool = False


_TALL, _WIDE, _SMALL = Panel(27, 1080, 1920), Panel(21.5, 1920, 1080), Panel(15.6, 1920, 1080)
BOOK = {
    "usual": Way(_TALL),
    "elder": Way(_TALL, Comfort(elder=True)),
    "contrast": Way(_TALL, Comfort(contrast=True)),
    "seated": Way(_TALL, Comfort(seated=True)),
    "elder and seated": Way(_TALL, Comfort(elder=True, seated=True)),
    "night": Way(_TALL, night=True),
    "landscape": Way(_WIDE),
    "small landscape": Way(_SMALL),
    "small landscape, elder": Way(_SMALL, Comfort(elder=True)),
}
LANGUAGES = ("zh", "en")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--book", action="store_true", help="all ways, and an HTML page")
    parser.add_argument("--only", default="", help="names of pages, with commas")
    parser.add_argument("--language", default=",".join(LANGUAGES))
    parser.add_argument("--width", type=int, default=1080)
    parser.add_argument("--height", type=int, default=1920)
    parser.add_argument("--comfort", default="", help="elder, contrast, seated, with commas")
    parser.add_argument("--night", action="store_true")
    parser.add_argument("--inch", type=float, default=27.0)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    only, languages = tuple(filter(None, given.only.split(","))), given.language.split(",")
    if given.book:
        _book(given.out, only, languages)
        return 0
    comfort = Comfort(**dict.fromkeys(filter(None, given.comfort.split(",")), True))
    way = Way(Panel(given.inch, given.width, given.height), comfort, given.night)
    for language in languages:
        for name, view in Samples(language).all().items():
            if not only or name in only:
                image = still(view, way.panel, way.comfort, night=way.night)
                image.save(given.out / f"{name}-{language}.png", compress_level=2)
    return 0


def _book(out: Path, only: Sequence[str], languages: Sequence[str]) -> None:
    """One process a core: nothing of this is shared."""
    pages = [name for name in Samples(languages[0]).all() if not only or name in only]
    with ProcessPoolExecutor() as workers:
        for way in BOOK:
            for language in languages:
                workers.submit(_paint, out, way, language, pages)
    (out / "index.html").write_text(_html(pages, languages), encoding="utf-8")
    print(f"{out / 'index.html'}: {len(pages)} pages in {len(BOOK)} ways and {len(languages)} languages")


def _file(way: str, language: str, page: str) -> str:
    return f"{way.replace(', ', '-').replace(' ', '-')}-{language}/{page}.png"


def _paint(out: Path, name: str, language: str, pages: Sequence[str]) -> None:
    """At half the size and in few colours: a picture of a page has few, and the book is quick to open."""
    way, views = BOOK[name], Samples(language).all()
    for page in pages:
        path = out / _file(name, language, page)
        path.parent.mkdir(exist_ok=True)
        image = still(views[page], way.panel, way.comfort, night=way.night)
        image.reduce(2).quantize(128, method=Image.Quantize.MAXCOVERAGE).save(path, compress_level=6)


_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#eceae4;color:#16262e}
header{position:sticky;top:0;background:#07363f;color:#fff;padding:.6em 1em;z-index:1}
header label{margin-right:1em;white-space:nowrap}
nav{padding:.6em 1em;columns:9em auto}
nav a{display:block;color:#0b5563}
section{padding:0 1em 2em;scroll-margin-top:5em}
.row{display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start}
figure{margin:0}
figcaption{font-size:.85em}
img{height:30em;border:1px solid #7c868c;background:#fff;display:block}
.landscape img{height:16em}
"""
_SCRIPT = """
for (const box of document.querySelectorAll('header input'))
  box.onchange = () => {
    for (const one of document.querySelectorAll('figure')) {
      const shown = [...document.querySelectorAll('header input:checked')].map(b => b.value);
      one.hidden = !(shown.includes(one.dataset.way) && shown.includes(one.dataset.language));
    }
  };
"""


def _html(pages: Sequence[str], languages: Sequence[str]) -> str:
    """Needs nothing but the pictures beside it, so it opens from a folder too."""
    boxes = "".join(
        f'<label><input type="checkbox" checked value="{escape(one)}"> {escape(one)}</label>'
        for one in (*BOOK, *languages)
    )
    links = "".join(f'<a href="#{page}">{page}</a>' for page in pages)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Pages of Bangban</title>'
        f"<style>{_STYLE}</style><header>{boxes}</header><nav>{links}</nav>\n"
        + "\n".join(_section(page, languages) for page in pages)
        + f"<script>{_SCRIPT}</script></html>"
    )


def _section(page: str, languages: Sequence[str]) -> str:
    figures = []
    for way, (panel, _, _) in BOOK.items():
        shape = "landscape" if panel.width_px > panel.height_px else "portrait"
        for language in languages:
            file = escape(_file(way, language, page))
            figures.append(
                f'<figure class="{shape}" data-way="{escape(way)}" data-language="{language}">'
                f'<a href="{file}"><img loading="lazy" src="{file}" alt="{page}"></a>'
                f"<figcaption>{escape(way)}, {language}</figcaption></figure>"
            )
    return f'<section id="{page}"><h2>{page}</h2><div class="row">{"".join(figures)}</div></section>'


if __name__ == "__main__":
    sys.exit(main())
