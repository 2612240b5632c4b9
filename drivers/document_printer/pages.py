"""How many pages a PDF has."""

from __future__ import annotations

import threading

import pypdfium2

PDFIUM = threading.Lock()
"""PDFium serves one thread at a time in a process: whoever uses it from a thread of his own takes this."""


def count_pages(pdf: bytes) -> int:
    """0 for bytes that are no PDF, or one that needs a password."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            return 0
        try:
            return len(document)
        finally:
            document.close()
