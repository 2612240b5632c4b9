"""The process that reads drawn characters. A question is `[strokes, aspect, limit]`, its answer `[character, …]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.input_method.ink import Strokes, picture
from kiosk.input_method.recogniser import Recogniser
from kiosk.input_method.serving import serve

if TYPE_CHECKING:
    from collections.abc import Callable


def _open() -> Callable[..., object]:
    recogniser = Recogniser()

    def read(strokes: Strokes, aspect: float, limit: int) -> list[str]:
        return recogniser.read(picture(strokes, aspect), limit)

    return read


if __name__ == "__main__":
    serve(_open)
