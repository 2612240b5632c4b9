"""One thread at a time: without that the library ends the process, so it is tried in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typst

from pdfium import NotAPdfError, count_pages, opened

ROOT = Path(__file__).parents[2]
PAPER = typst.compile(b"= A\n#pagebreak()\n= B", format="pdf", ignore_system_fonts=True)
LONG = typst.compile(b"#lorem(3000)", format="pdf", ignore_system_fonts=True)
"""Long enough that two threads meet in it: without the lock three of four runs crashed."""
SIDE_BY_SIDE = """
import sys, threading
from pathlib import Path
from kiosk.pictures import first_page
from pdfium import count_pages
from typeset.read_back import text_of

paper = Path(sys.argv[1]).read_bytes()

def use(what):
    for _ in range(100):
        what()

uses = (lambda: first_page(paper), lambda: count_pages(paper), lambda: text_of(paper, 0, 0))
threads = [threading.Thread(target=use, args=(one,)) for one in uses * 2]
for one in threads:
    one.start()
for one in threads:
    one.join()
"""


def test_a_page_is_drawn_while_others_are_counted_and_read(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(LONG)
    command = [sys.executable, "-c", SIDE_BY_SIDE, str(tmp_path / "paper.pdf")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr[-500:]


def test_pages_are_counted() -> None:
    assert count_pages(PAPER) == 2
    assert count_pages(b"") == count_pages(b"%PDF-1.7 and no more") == 0


def test_what_is_no_pdf_is_told_and_holds_nobody_up() -> None:
    with pytest.raises(NotAPdfError), opened(b"no PDF"):
        pass
    assert count_pages(PAPER) == 2


def test_an_error_inside_holds_nobody_up() -> None:
    with pytest.raises(KeyError), opened(PAPER):
        raise KeyError
    assert count_pages(PAPER) == 2
