"""A copy on A4: each page once, marked across, dated, numbered; the picture of the page is on it."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from kiosk.copy_pages import copy_pdf
from visit.effects import CopyWords, PrintCopy
from visit.events import Printed, PrintFailed
from visit.held.page_picture import PagePicture

WORDS = CopyWords(
    mark="副本",
    title="副本：按您放在拍照台上的原件打印",
    made="打印时间 2026年11月22日 12:00",
    case="收件编号 QH0001-20261122-000011-K7M-89　终端 QH0001",
    pages=("第1页，共2页", "第2页，共2页"),
    watermark="演示样张 · 无效",
)


def page(width: int, height: int, *, black: tuple[int, int, int, int]) -> PagePicture:
    drawn = Image.new("RGBA", (width, height), "white")
    ImageDraw.Draw(drawn).rectangle(black, fill="black")
    return PagePicture(width, height, drawn.tobytes())


@pytest.fixture(scope="module")
def document():
    pages = (page(800, 1131, black=(200, 300, 600, 500)), page(800, 505, black=(0, 0, 799, 20)))
    opened = pypdfium2.PdfDocument(copy_pdf(PrintCopy("job", pages, WORDS)))
    yield opened
    opened.close()


def text_of(document, number):
    return "".join(document[number].get_textpage().get_text_range().split())


def test_every_sheet_says_that_it_is_a_copy_of_when_and_of_what(document):
    assert len(document) == 2
    for number in range(2):
        text = text_of(document, number)
        assert "副本：按您放在拍照台上的原件打印" in text
        assert "打印时间2026年11月22日12:00" in text
        assert "QH0001-20261122-000011-K7M-89" in text
        assert f"第{number + 1}页，共2页" in text
        assert text.count("演示样张·无效") == 2
        assert text.count("副本") == 2


def test_the_page_is_on_it_whole(document):
    grey = np.asarray(document[0].render(scale=1, grayscale=True).to_pil())
    assert grey.shape == pytest.approx((842, 595), abs=1), "A4"
    rows, columns = np.nonzero(grey < 60)
    inside = (rows > 80) & (rows < 780)
    high = np.ptp(rows[inside])
    wide = np.ptp(columns[inside])
    assert wide / high == pytest.approx(2.0, abs=0.05), "not stretched"
    assert wide > 200, "as large as the sheet allows"


def test_a_real_place_prints_no_specimen():
    real = CopyWords("副本", "副本", "今天", "1", ("第1页",), "")
    opened = pypdfium2.PdfDocument(copy_pdf(PrintCopy("job", (page(80, 100, black=(1, 1, 9, 9)),), real)))
    assert "演示" not in text_of(opened, 0)
    opened.close()


def test_the_terminal_prints_the_copy_and_tells_when_it_came_out(rig):
    """On the printer's own wire; what cannot be made is told as failed, and nobody waits for it."""

    def sheets() -> int:
        return len(rig.dock("state")["document_printer"]["pages"])

    told = []
    hands = rig.terminal.hands
    before, post = sheets(), hands._post
    hands._post = told.append
    try:
        hands.carry_out(PrintCopy("copy-1", (page(80, 100, black=(1, 1, 9, 9)),) * 2, WORDS))
        rig.until("two sheets", lambda: told == [Printed("copy-1")])
        hands.carry_out(PrintCopy("copy-2", (PagePicture(80, 100, b"too short"),), WORDS))
        rig.until("the news of it", lambda: len(told) == 2)
    finally:
        hands._post = post
    assert sheets() == before + 2
    assert told[1] == PrintFailed("copy-2", "driver_bug", "engineer")
