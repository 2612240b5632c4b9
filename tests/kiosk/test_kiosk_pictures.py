"""The signature and a document's page, judged by their pixels."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.pictures import PAGE_HEIGHT, PAGE_WIDTH, SIGNATURE_SIZE, first_page, signature_png

EMPTY_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def opened(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return Image.open(BytesIO(png)).convert("L")


def shown(page):
    return Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("L")


def test_ink_lies_where_the_finger_went():
    picture = opened(signature_png((((0.1, 0.5), (0.9, 0.5)), ((0.25, 0.25),))))
    width, height = picture.size
    assert picture.size == SIGNATURE_SIZE
    at = {place: picture.getpixel((int(place[0] * width), int(place[1] * height))) for place in PLACES}
    assert at[0.5, 0.5] == at[0.12, 0.5] == at[0.88, 0.5] == 0, "the line"
    assert at[0.5, 0.9] == at[0.05, 0.5] == at[0.95, 0.5] == 255, "beside it"
    top = picture.crop((0, 0, width, height * 2 // 5))
    assert top.getextrema() == (0, 255), "one tap leaves a dot"


PLACES = ((0.5, 0.5), (0.12, 0.5), (0.88, 0.5), (0.5, 0.9), (0.05, 0.5), (0.95, 0.5))


def test_no_stroke_is_white_paper():
    assert opened(signature_png(())).getextrema() == (255, 255)


@settings(max_examples=50)
@given(st.lists(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=8).map(tuple), max_size=6))
def test_any_strokes_make_a_picture(strokes):
    assert opened(signature_png(tuple(strokes))).size == SIGNATURE_SIZE


@pytest.fixture(scope="module")
def pdf():
    file = BytesIO()
    page = Image.new("RGB", (595, 842), "white")
    page.paste("black", (0, 0, 595, 421))
    page.save(file, "PDF")
    return file.getvalue()


def test_the_first_page_of_a_document(pdf):
    page = first_page(pdf)
    assert set(page.rgba[3::4]) == {255}, "opaque"
    picture = shown(page)
    assert abs(picture.width - PAGE_WIDTH) <= 1
    assert abs(picture.height / picture.width - 842 / 595) < 0.01
    assert picture.getpixel((500, 100)) < 60
    assert picture.getpixel((500, picture.height - 100)) > 200


@pytest.mark.parametrize(
    "broken", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\n" * 9, EMPTY_PDF], ids=repr
)
def test_bytes_that_are_no_document_are_a_value_error(broken):
    with pytest.raises(ValueError):
        first_page(broken)


def test_a_page_as_long_as_a_till_roll_is_no_larger_than_a_screen_takes():
    file = BytesIO()
    Image.new("L", (200, 5000), "white").save(file, "PDF")
    page = first_page(file.getvalue())
    assert page.height <= PAGE_HEIGHT + 1
    assert abs(page.width / page.height - 200 / 5000) < 0.01


def test_a_document_cut_off_is_a_page_or_a_value_error(pdf):
    for length in range(0, len(pdf), 97):
        try:
            assert shown(first_page(pdf[:length])).width
        except ValueError:
            continue
