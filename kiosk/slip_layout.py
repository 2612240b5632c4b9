"""A slip on paper: the same facts laid out for whatever width the printer has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.receipt_printer.job import Cut, Feed, Pair, Part, PrintJob, Qr, Rule, Size, Text

if TYPE_CHECKING:
    from visit.effects import Slip


def print_job(job_id: str, slip: Slip) -> PrintJob:
    """Number large, what is still to be done next, the small print last."""
    parts: list[Part] = []
    if slip.watermark:
        parts += [Text(slip.watermark, align="center", bold=True), Rule()]
    parts += [Text(slip.title, size=2, align="center", bold=True), Feed()]
    if slip.reprint:
        parts.append(Text(slip.reprint, align="center", bold=True))
    size: Size = 2 if len(slip.number) <= _LARGE else 1
    parts += [
        Text(slip.number_label, align="center"),
        Text(slip.number, align="center", bold=True, size=size, whole=_is_number(slip.number)),
        Rule(),
    ]
    parts += _told(slip)
    if slip.qr:
        parts += [Rule(), Qr(slip.qr), *_captions(slip.qr_caption, slip.also.qr_caption if slip.also else "")]
    parts.append(Rule())
    parts += [Text(line) for line in slip.footer]
    if slip.also is not None:
        parts += [Rule(), Text(slip.also.title, align="center", bold=True), *_told(slip.also)]
        parts += [Text(line) for line in slip.also.footer]
    if slip.proof:
        below = slip.also.proof_caption if slip.also else ""
        parts += [Rule(), Qr(slip.proof), *_captions(slip.proof_caption, below)]
    if slip.watermark:
        parts += [Feed(), Text(slip.watermark, align="center", bold=True)]
    return PrintJob(job_id, (*parts, Feed(), Cut()))


def _told(slip: Slip) -> list[Part]:
    parts: list[Part] = [Pair(line.label, line.value) for line in slip.lines]
    for heading, lines in slip.sections:
        parts += [Rule(), Text(heading, bold=True)]
        parts += [Text(f"· {line}") for line in lines]
    return parts


def _captions(*texts: str) -> list[Part]:
    return [Text(text, align="center") for text in texts if text]


_LARGE = 12
"""Characters of a number that still fit in double size on 58 mm paper."""


def _is_number(text: str) -> bool:
    """Letters and digits to be read out or typed, which must not be broken; a name may."""
    return text.isascii() and not any(char.islower() for char in text)
