"""The PDF of a paper as an archive wants it, looked at from outside: structure, fonts, letters, bytes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zlib
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest
from test_hub_certificates import ISSUE, SMALL, text_of

import fonts
from catalogue.model import Layout
from hub.certificates.typeset import typeset
from hub.departments.papers.statement import Line
from typeset.glyphs import can_draw

if TYPE_CHECKING:
    from collections.abc import Iterator

RARE = "刘䶮𠮷㐱𬎆𫖯𰻝"
"""Extension A, B, E, F and G: all have been letters of somebody's name."""
NOWHERE = ("\U00031350", "\U0002ebf0", "\ue863", "\x01")
"""Newer than every font, of a private area, and no letter at all."""


def named(name: str, layout: Layout = Layout.STATEMENT) -> bytes:
    return typeset(replace(SMALL, layout=layout, lines=(Line("姓名", "Name", name, "*"),)), ISSUE)


def streams(pdf: bytes) -> Iterator[bytes]:
    """Every compressed stream of the file, opened."""
    for begun in re.finditer(rb"stream\r?\n", pdf):
        try:
            yield zlib.decompressobj().decompress(pdf[begun.end() :])
        except zlib.error:
            continue


def glyphs(pdf: bytes) -> list[int]:
    """The numbers of all glyphs that are shown; 0 is the empty box of every font."""
    shown: list[int] = []
    for stream in streams(pdf):
        for text in re.findall(rb"\nBT (.*?)\nET\n", stream, re.DOTALL):
            for literal in literals(text):
                assert len(literal) % 2 == 0
                shown += [int.from_bytes(literal[at : at + 2], "big") for at in range(0, len(literal), 2)]
    return shown


def literals(text: bytes) -> Iterator[bytes]:
    """Strings in round brackets (ISO 32000-1, 7.3.4.2); a bracket that has its partner stands as it is."""
    depth, found = 0, b""
    for token in re.findall(rb"\\[0-7]{1,3}|\\.|.", text, re.DOTALL):
        depth -= token == b")"
        if depth:
            found += _meant(token)
        elif found:
            yield found
            found = b""
        depth += token == b"("


def _meant(token: bytes) -> bytes:
    if len(token) == 1:
        return token
    if token[1] in b"01234567":
        return bytes((int(token[1:], 8),))
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(token[1:], token[1:])


@pytest.mark.parametrize("layout", list(Layout))
def test_it_says_what_it_is_and_carries_all_it_needs(layout: Layout) -> None:
    """PDF/A-2, level u (ISO 19005-2): what of its rules can be seen without a validator."""
    pdf = named(RARE, layout)
    assert pdf.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in pdf[10:14]), "marked as binary"
    about = pdf[pdf.index(b"<?xpacket begin") : pdf.index(b"<?xpacket end")].decode()
    assert re.findall(r"pdfaid:(part|conformance)>(\w)<", about) == [("part", "2"), ("conformance", "U")]
    assert "小证明 A small paper" in about
    assert "<rdf:li>zh-CN</rdf:li>" in about
    assert b"/GTS_PDFA1" in pdf, "colours are those of a profile that is inside"
    assert re.search(rb"trailer\s*<<[^>]*?/ID\s*\[", pdf)
    for forbidden in (b"/Encrypt", b"/JavaScript", b"/Launch", b"/URI", b"/EmbeddedFile", b"/F (", b"/AA"):
        assert forbidden not in pdf, forbidden
    types = re.findall(rb"/Subtype/(\w+)", pdf)
    composite, descendant = types.count(b"Type0"), types.count(b"CIDFontType0") + types.count(b"CIDFontType2")
    assert composite == descendant == pdf.count(b"/ToUnicode") == len(re.findall(rb"/FontFile[23] ", pdf)) > 0
    assert b"Type1" not in types, "none of the fonts that a viewer would have to have"


def test_every_letter_of_a_rare_name_is_drawn_and_can_be_read_out() -> None:
    for layout in Layout:
        pdf = named(RARE, layout)
        assert RARE in text_of(pdf)
        shown = glyphs(pdf)
        assert len(shown) > 100
        assert 0 not in shown, "no empty box"


def test_no_name_fails_its_paper() -> None:
    """Letters from everywhere in the planes of Chinese characters, drawn or not."""
    letters = "".join(map(chr, (*range(0x3400, 0xD7FF, 0x421), *range(0xE000, 0x323AF, 0x1843))))
    drawn = [letter for letter in letters if can_draw(letter)]
    assert len(letters) > len(drawn) > 20
    pdf = named(letters)
    assert 0 not in glyphs(pdf)
    text = text_of(pdf)
    assert [letter for letter in letters if letter not in drawn and f"U+{ord(letter):04X}" not in text] == []


def test_a_letter_that_no_font_has_is_marked_and_named() -> None:
    assert not any(fonts.covers(letter) for letter in NOWHERE)
    text = text_of(named("刘" + "".join(NOWHERE)))
    assert "刘〓〓〓〓" in text
    assert "字库里没有的字Notinthefonts:U+31350,U+2EBF0,U+E863,U+0001" in text
    assert "Notinthefonts" not in text_of(named(RARE)), "said only where it is so"


FRESH = """
import hashlib, sys
from hub.certificates.typeset import typeset
from test_hub_certificates import ISSUE, SMALL
print(hashlib.sha256(typeset(SMALL, ISSUE)).hexdigest())
"""


def test_another_process_in_another_place_makes_the_same_bytes() -> None:
    """Not the hash seed, not the zone, not the language, not the folder it runs in."""
    elsewhere = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "HOME": "/"}
    here = os.pathsep.join(path for path in sys.path if path)
    made = subprocess.run(
        [sys.executable, "-c", FRESH],
        cwd="/",
        env={**os.environ, **elsewhere, "PYTHONPATH": here},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert made.stdout.strip() == hashlib.sha256(typeset(SMALL, ISSUE)).hexdigest()


@pytest.mark.parametrize("layout", list(Layout))
def test_nothing_that_is_filled_in_takes_the_watermark_away(layout: Layout) -> None:
    """No word of a department or an item is a command of the template, and there is no setting for it."""
    spells = (
        "#set page(foreground: none)",
        '"); #set page(foreground: none); #("',
        "演示样张 · 无效".replace("演", "#hide[演]"),
        "*/ #pagebreak() /*",
        "\\u{0}",
        "{{missing}}",
    )
    for spell in spells:
        statement = replace(
            SMALL,
            layout=layout,
            title_zh=spell,
            title_en=spell,
            issuer_zh=spell,
            says=(spell, spell),
            lines=(Line(spell, spell, spell, spell),),
            closing=(spell, spell),
        )
        pdf = typeset(statement, replace(ISSUE, case_number=spell, terminal_id=spell))
        assert text_of(pdf).count("演示样张·无效") >= 3, spell
    assert not any("watermark" in name or "specimen" in name for name in (*asdict(SMALL), *asdict(ISSUE)))


def test_no_picture_stands_on_a_paper_but_its_code() -> None:
    """A seal comes only from a signed file of an office, never as a picture: there is none on any paper."""
    for layout in Layout:
        assert b"/Subtype/Image" not in named("刘", layout)
        assert b"/Subtype /Image" not in named("刘", layout)
