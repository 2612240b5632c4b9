"""PDFium, one thread at a time. The library crashes the process when two threads are in it, and in a terminal the printer's
driver, the page on the screen and a simulated printer may want it in the same moment. Nothing else opens a PDF.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument

_one_at_a_time = threading.Lock()


class NotAPdfError(ValueError):
    """Bytes that are no PDF, or one that needs a password."""


@contextmanager
def opened(pdf: bytes) -> Iterator[PdfDocument]:
    """The document, for this thread alone until the block ends; nothing of it may be used afterwards, and no other is
    opened inside. Raises `NotAPdfError`.
    """
    import pypdfium2  # noqa: PLC0415 -- takes 5 MiB, and a terminal that starts has no PDF

    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise NotAPdfError("not a PDF") from error
        try:
            yield document
        finally:
            document.close()


def count_pages(pdf: bytes) -> int:
    """0 for what is no PDF."""
    try:
        with opened(pdf) as document:
            return len(document)
    except NotAPdfError:
        return 0
