"""Which character a small picture shows: a recogniser of printed lines, made for much worse pictures than a finger's.

PP-OCRv6 (small) of the PaddleOCR project, as the wheel `rapidocr` carries it: 18,708 classes, of which 15,900 are Chinese
characters. It reads a line as a row of columns; for one character the best column of each class is what counts.
Only `ink_worker` loads it: 50 MB, and a thread of its own in C++.
"""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kiosk.input_method.serving import MissingError
from visit.by_number import is_han

if TYPE_CHECKING:
    from PIL.Image import Image

_WHEEL = "rapidocr"
_MODEL = "PP-OCRv6_rec_small.onnx"
_OTHERS = frozenset("0123456789，。、：；？！（）《》“”—·")
"""What people write besides characters; a class of a Latin letter is never what they meant here."""


def model() -> Path | None:
    """The file, where its package is installed; nothing of the package is run."""
    try:
        found = next((one for one in files(_WHEEL) or () if one.name == _MODEL), None)
    except PackageNotFoundError:
        return None
    path = Path(str(found.locate())) if found is not None else None
    return path if path is not None and path.is_file() else None


def trouble() -> str | None:
    """What is missing here, for staff; None when nothing is. It loads nothing."""
    if find_spec("onnxruntime") is None:
        return "onnxruntime is not installed"
    return None if model() is not None else f"{_MODEL} is missing (package {_WHEEL})"


class Recogniser:
    """Takes 0.1 to 0.5 s to load."""

    def __init__(self) -> None:
        """Raises `MissingError`."""
        missing = trouble()
        if missing is not None:
            raise MissingError(missing)
        self._session = _session(str(model()))
        names = self._session.get_modelmeta().custom_metadata_map.get("character", "").splitlines()
        classes = ["", *names, " "]  # the first class is "nothing here", the last a gap between words
        self._input = self._session.get_inputs()[0].name
        self._known = np.array(
            [at for at, name in enumerate(classes) if is_han(name) or name in _OTHERS], dtype=np.intp
        )
        self._names = [classes[at] for at in self._known]
        if len(self._known) == 0 or self._session.get_outputs()[0].shape[-1] != len(classes):
            raise MissingError(f"{_MODEL} is not the model that this program knows")

    def read(self, image: Image, limit: int) -> list[str]:
        """The likeliest characters, best first. 8 ms on one core."""
        grey = (np.asarray(image, dtype=np.float32) / 255 - 0.5) / 0.5
        colour = np.repeat(grey[None, None], 3, axis=1)
        columns = self._session.run(None, {self._input: colour})[0][0]
        likely = columns.max(axis=0)[self._known]
        best = np.argsort(likely)[::-1][:limit]
        return [self._names[at] for at in best]


def _session(path: str) -> Any:
    # Its newer versions tell their maker on which machine what is run, and keep a file for it. The lock has one that
    # cannot; this is for whoever installs another.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread: the screen has the other core. No arena: what it read is not kept in a pool of memory.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # it has a class for each trouble, and none in common
        raise MissingError(f"{_MODEL} does not load: {type(error).__name__}") from error
