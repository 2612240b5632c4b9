"""Make the two bundled fonts from Debian's fonts-noto-cjk. Run once per font release: `python -m fonts.build`.

Kivy and SDL2_ttf cannot choose a face of a .ttc and take face 0, which has Japanese glyph forms (直 骨 述 海 令); so
the face of mainland China is taken out here. Hangul and vertical forms, which no screen of ours shows, are left out.
Needs the development tools (fontTools).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
SOURCE = Path("/usr/share/fonts/opentype/noto")
SC_FACE = 2  # order in the collection: JP, KR, SC, TC, HK

HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC))


def wanted(code: int) -> bool:
    return not any(low <= code <= high for low, high in HANGUL)


def build(weight: str) -> TTFont:
    font = TTCollection(SOURCE / f"NotoSansCJK-{weight}.ttc").fonts[SC_FACE]
    options = subset.Options(
        layout_features=[], name_IDs=[1, 2, 4, 6, 13, 14], hinting=True, notdef_outline=True
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for code in font.getBestCmap() if wanted(code)])
    cutter.subset(font)
    return font


def ranges(codes: list[int]) -> list[str]:
    """Runs of code points as `4e00-9fff` lines: read in a millisecond, where a cmap takes a tenth of a second."""
    out: list[str] = []
    start = previous = codes[0]
    for code in [*codes[1:], -1]:
        if code != previous + 1:
            out.append(f"{start:x}-{previous:x}")
            start = code
        previous = code
    return out


def main() -> None:
    for weight in ("Regular", "Bold"):
        font = build(weight)
        font.save(HERE / f"NotoSansSC-{weight}.otf")
        if weight == "Regular":
            lines = ranges(sorted(font.getBestCmap()))
            (HERE / "coverage.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    sys.stdout.write("made NotoSansSC-Regular.otf, NotoSansSC-Bold.otf and coverage.txt\n")


if __name__ == "__main__":
    main()
