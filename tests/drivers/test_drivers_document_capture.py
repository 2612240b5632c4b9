"""A page found, straightened and judged, on drawn desks whose truth is known."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest
from document_scenes import DESKS, SIZE, corners_of, desk, scene, sheet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pil

from drivers.camera.document.auto_capture import AutoCapture
from drivers.camera.document.checks import Limits, Look, look
from drivers.camera.document.corners import area, ordered, usable, whole_frame
from drivers.camera.document.find_page import FoundPage, find_page
from drivers.camera.document.hints import Hint
from drivers.camera.document.measure import sharpness
from drivers.camera.document.output import to_jpeg, to_pdf
from drivers.camera.document.warp import a4_size, warp
from outcome import Action, Failure, Ok

DIAGONAL = float(np.hypot(*SIZE))
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=150, deadline=None)


def farthest(corners: Any, truth: Any) -> float:
    """Share of the frame's diagonal."""
    return float(np.linalg.norm(np.asarray(corners) - truth, axis=1).max()) / DIAGONAL


# --- finding ------------------------------------------------------------------------------------


@FEW
@given(name=st.sampled_from(sorted(DESKS)), seed=st.integers(0, 10_000))
def test_a_page_is_found_where_it_lies(name: str, seed: int) -> None:
    one = scene(name, seed)
    page = find_page(one.image)
    assert page.found
    assert farthest(page.corners, one.corners) < 0.02


@pytest.mark.parametrize("name", DESKS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_without_a_page_the_whole_frame_is_there_to_be_dragged(name: str, seed: int) -> None:
    image = desk(name, seed)
    page = find_page(image)
    assert not page.found
    assert np.array_equal(page.corners, whole_frame(image))


@pytest.mark.parametrize("value", [0, 128, 255])
@pytest.mark.parametrize("size", [(1, 1), (3, 900), (480, 640)])
def test_a_frame_of_one_colour_has_no_page(value: int, size: tuple[int, int]) -> None:
    assert not find_page(np.full((*size, 3), value, np.uint8)).found


@FEW
@given(seed=st.integers(0, 10_000))
def test_noise_has_no_page(seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (240, 320, 3)).astype(np.uint8)
    assert not find_page(noise).found


def test_a_landscape_frame_and_a_turned_one_give_the_same_page() -> None:
    one = scene("dark mat", 7)
    turned = find_page(np.ascontiguousarray(np.rot90(one.image)))
    assert turned.found
    assert area(turned.corners) == pytest.approx(area(one.corners), rel=0.03)


# --- corners ------------------------------------------------------------------------------------


@MANY
@given(seed=st.integers(0, 10_000), order=st.permutations(range(4)))
def test_corners_come_in_one_order(seed: int, order: list[int]) -> None:
    truth = corners_of(seed)
    assert np.allclose(ordered(truth[order]), ordered(truth))
    assert area(ordered(truth)) > 0
    assert usable(ordered(truth))


@pytest.mark.parametrize(
    "corners",
    [
        [(0, 0), (0, 0), (0, 0), (0, 0)],
        [(0, 0), (10, 10), (20, 20), (30, 30)],
        [(0, 0), (100, 0), (50, 10), (50, 100)],
        [(float("nan"), 0), (100, 0), (100, 100), (0, 100)],
        [(float("inf"), 0), (100, 0), (100, 100), (0, 100)],
    ],
)
def test_corners_that_enclose_no_page_are_refused(corners: Any) -> None:
    refused = warp(np.zeros((100, 100, 3), np.uint8), corners)
    assert isinstance(refused, Failure)
    assert (refused.code, refused.action) == ("corners_unusable", Action.RESIDENT)


@MANY
@given(st.lists(st.tuples(*[st.floats(width=32)] * 2), min_size=4, max_size=4))
def test_any_four_corners_give_a_page_or_are_refused(corners: Any) -> None:
    outcome = warp(np.zeros((30, 40, 3), np.uint8), corners, dpi=10)
    if isinstance(outcome, Ok):
        assert outcome.value.shape[:2] in {(117, 83), (83, 117)}
    else:
        assert outcome.code == "corners_unusable"


# --- straightening ------------------------------------------------------------------------------


@pytest.mark.parametrize(("dpi", "size"), [(100, (827, 1169)), (150, (1240, 1754)), (200, (1654, 2339))])
def test_a_sheet_has_the_size_of_a4(dpi: int, size: tuple[int, int]) -> None:
    assert a4_size(dpi) == size
    assert a4_size(dpi, landscape=True) == size[::-1]
    one = scene("grey", 3)
    assert warp(one.image, one.corners, dpi).value.shape == (size[1], size[0], 3)


def test_a_lying_page_comes_out_lying() -> None:
    one = scene("grey", 3)
    image = np.ascontiguousarray(np.rot90(one.image))
    page = find_page(image)
    assert warp(image, page.corners, 100).value.shape == (827, 1169, 3)


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_what_stands_on_the_page_stands_where_it_stood(seed: int) -> None:
    one = scene("dark mat", seed)
    flat = warp(one.image, find_page(one.image).corners, 100).value
    truth = cv2.resize(sheet(seed), (827, 1169), interpolation=cv2.INTER_AREA)
    same = cv2.matchTemplate(
        cv2.GaussianBlur(flat, (0, 0), 4), cv2.GaussianBlur(truth, (0, 0), 4), cv2.TM_CCOEFF_NORMED
    )
    assert same.max() > 0.8


def test_what_the_frame_does_not_show_is_white() -> None:
    black = np.zeros((100, 100, 3), np.uint8)
    flat = warp(black, [(-100, 0), (100, 0), (100, 100), (-100, 100)], 20).value
    assert flat[:, 5].min() == 255
    assert flat[5:-5, -5].max() == 0


def test_the_frame_is_left_as_it_was() -> None:
    one = scene("wood", 3)
    before = one.image.copy()
    one.image.flags.writeable = False
    look(one.image)
    warp(one.image, one.corners)
    assert np.array_equal(one.image, before)


# --- hints --------------------------------------------------------------------------------------


def blurred(image: Any) -> Any:
    return cv2.GaussianBlur(image, (0, 0), 3)


def moved(image: Any) -> Any:
    return cv2.filter2D(image, -1, np.full((1, 15), 1 / 15, np.float32))


def times(image: Any, factor: float) -> Any:
    return np.clip(image.astype(np.float32) * factor, 0, 255).astype(np.uint8)


def glare(image: Any) -> Any:
    spot = np.zeros(image.shape[:2], np.float32)
    cv2.circle(spot, (SIZE[0] // 2, SIZE[1] // 2), 40, 1.0, -1)
    return np.clip(image + 220 * cv2.GaussianBlur(spot, (0, 0), 8)[..., None], 0, 255).astype(np.uint8)


FAULTS = {
    "blurred": (blurred, Hint.HOLD_STILL),
    "moved": (moved, Hint.HOLD_STILL),
    "dark": (lambda image: times(image, 0.3), Hint.TOO_DARK),
    "black": (lambda image: times(image, 0.0), Hint.TOO_DARK),
    "bright": (lambda image: times(image, 1.6), Hint.TOO_BRIGHT),
    "glare": (glare, Hint.GLARE),
    "gone": (lambda image: desk("grey", 1), Hint.NO_PAGE),
}


@FEW
@given(name=st.sampled_from(sorted(DESKS)), seed=st.integers(0, 10_000))
def test_a_good_picture_needs_no_hint(name: str, seed: int) -> None:
    assert look(scene(name, seed).image).hints == ()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_each_fault_has_its_hint_first(fault: str, seed: int) -> None:
    spoil, hint = FAULTS[fault]
    assert look(spoil(scene("dark mat", seed).image)).hints[:1] == (hint,)


@pytest.mark.parametrize("side", [(-330, 0), (330, 0), (0, -160), (0, 160)])
def test_a_page_that_the_frame_cuts_off_is_told(side: tuple[int, int]) -> None:
    corners = corners_of(21, turn_deg=4) + np.array(side, np.float32)
    found = look(scene("dark mat", 21, corners).image)
    assert found.page.found
    assert found.hints[0] is Hint.PAGE_CUT_OFF


def test_a_page_far_away_is_told() -> None:
    found = look(scene("dark mat", 22, corners_of(22, share=0.3)).image)
    assert Hint.PAGE_TOO_SMALL in found.hints


def test_limits_are_the_cameras_own() -> None:
    image = scene("dark mat", 23).image
    strict = replace(Limits(), least_sharpness=10.0, darkest_paper=250.0)
    assert look(image, strict).hints == (Hint.TOO_DARK, Hint.HOLD_STILL)


def test_the_blurrier_the_less_sharp() -> None:
    page = sheet(1)
    measured = [sharpness(cv2.GaussianBlur(page, (0, 0), sigma)) for sigma in (0.5, 1, 1.5, 2, 3)]
    assert measured == sorted(measured, reverse=True)
    assert sharpness(np.full((50, 50, 3), 200, np.uint8)) == 1.0


# --- taking it by itself ------------------------------------------------------------------------

PAGE = corners_of(1)
GOOD = Look(FoundPage(PAGE, 1.0), ())
NONE = Look(FoundPage(PAGE, 0.0), (Hint.NO_PAGE,))
SHADED = Look(FoundPage(PAGE, 1.0), (Hint.GLARE,))


def lying(dx: float) -> Look:
    return Look(FoundPage(PAGE + np.float32(dx), 1.0), ())


def after(*looks: Look, start: AutoCapture | None = None) -> AutoCapture:
    capture = start or AutoCapture(needed=3)
    for one in looks:
        capture = capture.step(one)
    return capture


def test_a_page_that_lies_still_is_taken_after_some_frames() -> None:
    assert not after(GOOD, GOOD).ready
    assert after(GOOD, GOOD).hint is Hint.HOLD_STILL
    assert after(GOOD, GOOD, GOOD).ready
    assert after(GOOD, GOOD, GOOD).hint is None


def test_what_breaks_the_row_begins_it_anew() -> None:
    for breaker in (NONE, SHADED, lying(60)):
        assert not after(GOOD, GOOD, breaker, GOOD, GOOD).ready
    assert after(GOOD, SHADED).hint is Hint.GLARE
    assert after(GOOD, NONE).hint is Hint.NO_PAGE


def test_a_slow_drift_is_not_still() -> None:
    assert not after(*(lying(5.0 * step) for step in range(12)), start=AutoCapture(needed=6)).ready


def test_a_page_is_taken_once_until_another_comes() -> None:
    taken = after(GOOD, GOOD, GOOD).after_taking()
    assert not after(*[GOOD] * 10, start=taken).ready
    assert not after(SHADED, *[GOOD] * 10, start=taken).ready
    assert after(NONE, GOOD, GOOD, GOOD, start=taken).ready
    assert after(*[lying(80)] * 4, start=taken).ready


# --- files --------------------------------------------------------------------------------------


def test_a_jpeg_knows_its_resolution_and_nothing_else() -> None:
    data = to_jpeg(sheet(1), 100)
    with Pil.open(io.BytesIO(data)) as read:
        assert read.size == (840, 1188)
        assert read.info["dpi"] == (100, 100)
        assert not read.getexif()


def test_a_pdf_has_a_page_of_a4_for_each_image_and_no_date() -> None:
    one = scene("grey", 1)
    pages = [warp(one.image, one.corners, 100).value for _ in range(2)]
    data = to_pdf(pages, 100)
    assert to_pdf(pages, 100) == data
    assert b"Date" not in data
    with pypdfium2.PdfDocument(data) as read:
        assert len(read) == 2
        assert read[0].get_size() == pytest.approx((595, 842), abs=1)


def test_a_pdf_without_pages_is_a_bug() -> None:
    with pytest.raises(ValueError, match="at least one"):
        to_pdf([], 100)


def test_the_resolution_is_bounded() -> None:
    with pytest.raises(ValueError, match="dpi"):
        warp(np.zeros((10, 10, 3), np.uint8), PAGE, 100_000)
