"""`python -m screens.gallery OUT`: every sample page as a picture, in both languages. For looking at, with
no display."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="names of pages, with commas")
    parser.add_argument("--language", default="zh,en")
    parser.add_argument("--width", type=int, default=1080)
    parser.add_argument("--height", type=int, default=1920)
    parser.add_argument("--comfort", default="", help="elder, contrast, seated, with commas")
    parser.add_argument("--night", action="store_true")
    parser.add_argument("--inch", type=float, default=27.0)
    given = parser.parse_args()
    os.environ["SDL_VIDEODRIVER"] = "offscreen"
    from screens.setup import configure

    with tempfile.TemporaryDirectory(prefix="bangban-gallery-") as home:
        configure(width=given.width, height=given.height, fullscreen=False, kivy_home=Path(home))
        _paint_all(given)
    return 0


def _paint_all(given: argparse.Namespace) -> None:
    from screens.app import TerminalApp
    from screens.samples import Samples
    from screens.theme import Panel
    from visit.comfort import Comfort

    given.out.mkdir(parents=True, exist_ok=True)

    comfort = Comfort(**dict.fromkeys(filter(None, given.comfort.split(",")), True))

    def paint() -> None:
        for language in given.language.split(","):
            for name, view in Samples(language).all().items():
                if not given.only or name in given.only.split(","):
                    app.show(replace(view, comfort=comfort, night=given.night))
                    app.save_picture(given.out / f"{name}-{language}.png")
        app.stop_soon()

    app = TerminalApp(lambda _: None, Panel(given.inch, given.width, given.height), paint)
    app.run()


if __name__ == "__main__":
    sys.exit(main())
