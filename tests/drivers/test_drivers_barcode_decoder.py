"""What the decoder reads of codes that are well and badly held, and what it believes when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest

from drivers.barcode_reader import Barcode, Symbology, stages
from drivers.barcode_reader.decoder import AGREES_WITHIN, Decoder
from drivers.barcode_reader.stages import Seen, enlarged, levelled, turned, zbar, zxing
from drivers.simulators.barcode_reader.pictures import Held, drawn, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

ALL: tuple[Symbology, ...] = ("qr", "code128", "ean13", "ean8", "pdf417", "datamatrix", "aztec")
CODES: dict[Symbology, str] = {
    "qr": "https://yunxi.example/c?k=YX99A001-000123",
    "code128": "YX99A0010001",
    "ean13": "6901234567892",
    "ean8": "96385074",
    "pdf417": "YX99A001|00000123|2026",
    "datamatrix": "YX99A001-000123",
    "aztec": "YX99A001-000123",
}
SMALL = (640, 360)
BLANK = np.full((360, 640), 120, np.uint8)


def frame(symbology: Symbology, seed: int = 1, **held: float) -> Any:
    return seen(drawn(symbology, CODES[symbology]), Held(**held), np.random.default_rng(seed), SMALL)


@pytest.mark.parametrize("symbology", ALL)
def test_every_kind_is_read_with_its_name_and_its_bytes(symbology: Symbology) -> None:
    decoder = Decoder(ALL)
    looks = [decoder.look(frame(symbology, seed, module_px=3)) for seed in (1, 2)]
    assert looks[1] == Barcode(symbology, CODES[symbology].encode())
    assert (looks[0] is not None) is (symbology in stages.FLAT), "bars need a second frame"


@pytest.mark.parametrize(
    ("symbology", "held", "stage"),
    [
        ("qr", {"light": 0.06}, levelled),
        ("ean13", {"blur": 2.0}, zbar),
        ("code128", {"module_px": 2.5, "turned": 40.0}, turned),
        ("pdf417", {"module_px": 2.0, "turned": 45.0}, turned),
        ("datamatrix", {"module_px": 1.6, "turned": 20.0}, enlarged),
    ],
)
def test_a_badly_held_code_is_read_by_another_way_in_time(
    symbology: Symbology, held: Any, stage: Any
) -> None:
    pictures = [frame(symbology, seed, **held) for seed in range(7)]
    assert not zxing(pictures[0], ALL), "else this shows nothing"
    assert [one.data for one in stage(pictures[0], ALL)] == [CODES[symbology].encode()]
    decoder = Decoder(ALL)
    first, *more = [decoder.look(picture) for picture in pictures]
    assert first is None, "one frame is never enough"
    assert Barcode(symbology, CODES[symbology].encode()) in more


def test_colour_and_negative_pictures_are_read() -> None:
    picture = frame("qr")
    assert Decoder(ALL).look(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)) is not None
    assert Decoder(ALL).look(255 - picture) is not None


def test_only_what_is_wanted_is_read() -> None:
    decoder = Decoder(("datamatrix",))
    assert all(decoder.look(frame("qr", seed)) is None for seed in range(5))


@pytest.mark.parametrize("text", ["办件 990001", "王䶮"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_chinese_in_either_charset_is_the_same_text(text: str, charset: str) -> None:
    code = Decoder(("qr",)).look(drawn("qr", text.encode(charset)))
    assert code is not None
    assert (code.text, code.charset, code.data) == (text, charset, text.encode(charset))


def test_zbar_is_not_believed_where_it_guesses_a_charset() -> None:
    assert zbar(drawn("qr", "990001"), ALL)[0].data == b"990001"
    assert zbar(drawn("qr", "王䶮".encode()), ALL) == []


def test_zbar_is_asked_for_what_it_reads_well_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    decode = stages.pyzbar.decode

    def listen(image: object, symbols: Any) -> Any:
        asked.extend(one.name for one in symbols)
        return decode(image, symbols=symbols)

    monkeypatch.setattr(stages.pyzbar, "decode", listen)
    zbar(BLANK, ALL)
    zbar(BLANK, ("pdf417",))
    assert sorted(asked) == ["CODE128", "EAN13", "QRCODE"]


def test_without_libzbar_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "pyzbar", None)
    assert zbar(BLANK, ALL) == []
    decoder = Decoder(ALL)
    assert any(decoder.look(frame("code128", seed)) for seed in range(3))


def said(*answers: tuple[Symbology, bytes] | None) -> Callable[..., list[Seen]]:
    """A stage that says these, one a call."""
    left = list(answers)

    def stage(_: object, __: Collection[Symbology]) -> list[Seen]:
        one = left.pop(0) if left else None
        return [Seen(*one, 1.0)] if one else []

    return stage


def test_two_frames_that_disagree_are_not_believed() -> None:
    stage = said(("code128", b"HZ471490"), ("code128", b"HZ475390"), None, ("code128", b"HZ471490"))
    decoder = Decoder(ALL, [stage])
    assert [decoder.look(BLANK) for _ in range(3)] == [None, None, None]
    assert decoder.look(BLANK) == Barcode("code128", b"HZ471490")


def test_agreement_grows_old() -> None:
    stage = said(("qr", b"99"), *[None] * AGREES_WITHIN, ("qr", b"99"), ("qr", b"99"))
    decoder = Decoder(ALL, [stage])
    looks = [decoder.look(BLANK) for _ in range(AGREES_WITHIN + 3)]
    assert looks[:-1] == [None] * (AGREES_WITHIN + 2)
    assert looks[-1] == Barcode("qr", b"99")


def test_a_code_twice_in_one_frame_is_not_two_frames() -> None:
    twice = np.hstack([frame("code128", module_px=2), frame("code128", module_px=2)])
    assert len(zxing(twice, ALL)) == 2
    assert Decoder(ALL).look(twice) is None


def test_of_two_codes_the_one_held_nearer_counts() -> None:
    far = seen(drawn("qr", b"far"), Held(module_px=3), np.random.default_rng(1), SMALL)
    near = seen(drawn("qr", b"near"), Held(module_px=6), np.random.default_rng(1), SMALL)
    code = Decoder(ALL).look(np.hstack([far, near]))
    assert code is not None
    assert code.data == b"near"


def test_what_was_seen_does_not_show_in_a_repr() -> None:
    assert CODES["qr"] not in repr(zxing(frame("qr"), ALL)[0])
