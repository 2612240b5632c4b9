"""A print job as ESC/POS bytes, as text where the printer's font is good enough, as dots where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drivers.receipt_printer import raster, text
from drivers.receipt_printer.job import Align, Cut, Feed, Pair, Part, PrintJob, Qr, Rule, Size, Text

Mode = Literal["text", "raster"]

INIT = b"\x1b@"
NO_AUTOMATIC_STATUS = b"\x1da\0"
"""Its four-byte reports would mix with the answers to DLE EOT, and it is unreliable over the network on
clones."""
CHINESE_ON = b"\x1c&"
LINE_SPACING = b"\x1b3" + bytes([raster.height(1)])
FEED_AND_CUT = b"\x1dVB\0"
"""GS V 66 0: many clones only cut partially, and this is the form that all of them take."""
END_MARKER = b"\x1dr\x01"
"""GS r 1 waits its turn in the buffer: its answer means that everything before it has been printed."""


@dataclass(frozen=True)
class Encoder:
    """Makes bytes for paper of `dots` width."""

    dots: int
    mode: Mode

    @property
    def columns(self) -> int:
        """Half-width characters on a line (font A is 12 dots wide)."""
        return self.dots // 12

    def job(self, job: PrintJob) -> bytes:
        """All of the job, from initialisation on, without the end marker."""
        return (
            INIT
            + NO_AUTOMATIC_STATUS
            + CHINESE_ON
            + LINE_SPACING
            + b"".join(self._part(p) for p in job.parts)
        )

    def _part(self, part: Part) -> bytes:
        match part:
            case Text():
                return self._text(part)
            case Pair():
                return self._pair(part)
            case Rule():
                return self._rule()
            case Qr():
                return self._qr(part)
            case Feed():
                return b"\x1bd" + bytes([max(0, min(part.lines, 255))])
            case Cut():
                return FEED_AND_CUT

    def _text(self, part: Text) -> bytes:
        # The printers' ways to enlarge Chinese differ from maker to maker, so large type is always dots.
        as_text = self.mode == "text" and part.size == 1
        if part.whole:
            return self._whole(part, as_text=as_text)
        lines = (
            text.wrap(part.text, self.columns)
            if as_text
            else text.wrap(part.text, self.dots, lambda run: raster.width(run, part.size, bold=part.bold))
        )
        return b"".join(self._line(line, part.size, part.align, bold=part.bold) for line in lines)

    def _whole(self, part: Text, *, as_text: bool) -> bytes:
        line = text.clean(part.text)
        if as_text and text.columns(line) <= self.columns:
            return self._line(line, part.size, part.align, bold=part.bold)
        return raster.command(raster.line(line, part.size, part.align, self.dots, bold=part.bold))

    def _line(self, line: str, size: Size, align: Align, *, bold: bool) -> bytes:
        code = text.encode(line) if self.mode == "text" and size == 1 else None
        if code is None:
            return raster.command(raster.line(line, size, align, self.dots, bold=bold))
        return (
            b"\x1ba"
            + bytes([("left", "center", "right").index(align)])
            + _emphasised(code + b"\n", bold=bold)
        )

    def _pair(self, part: Pair) -> bytes:
        left, right = text.clean(part.left), text.clean(part.right)
        spare = self.columns - text.columns(left) - text.columns(right)
        code = text.encode(left + " " * spare + right) if self.mode == "text" and spare > 0 else None
        if code is not None:
            return b"\x1ba\0" + _emphasised(code + b"\n", bold=part.bold)
        fits = raster.width(left + " " + right, bold=part.bold) <= self.dots
        if fits:
            return raster.command(raster.pair(left, right, self.dots, bold=part.bold))
        return self._text(Text(left, bold=part.bold)) + self._text(Text(right, align="right", bold=part.bold))

    def _rule(self) -> bytes:
        if self.mode == "text":
            return b"\x1ba\0" + b"-" * self.columns + b"\n"
        return raster.command(raster.rule(self.dots))

    def _qr(self, part: Qr) -> bytes:
        if not part.payload:
            return b""
        data = part.payload.encode("utf-8")
        # Some printers obey real-time commands (10 hex and one more) wherever they stand; dots can be defused.
        if self.mode == "text" and b"\x10" not in data:
            size = raster.qr_module(len(raster.qr_matrix(part.payload)), part.size, self.dots)
            steps = (b"A2\0", b"C" + bytes([size]), b"E1", b"P0" + data, b"Q0")
            return b"\x1ba\x01" + b"".join(_qr_function(step) for step in steps)
        return raster.command(raster.qr(part.payload, part.size, self.dots))


def _emphasised(code: bytes, *, bold: bool) -> bytes:
    return b"\x1bE\x01" + code + b"\x1bE\0" if bold else code


def _qr_function(parameters: bytes) -> bytes:
    """GS ( k of code type 49."""
    return b"\x1d(k" + (len(parameters) + 1).to_bytes(2, "little") + b"1" + parameters
