"""The numbers and words of IPP that are used here (RFC 8011, IANA's registry; known, not read again)."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from drivers.document_printer.ipp_message import Tag

if TYPE_CHECKING:
    from drivers.document_printer.ipp_message import Attributes, Typed


class Operation(IntEnum):
    PRINT_JOB = 0x0002
    VALIDATE_JOB = 0x0004
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class Status(IntEnum):
    """Answers; below 0x0100 the request was carried out."""

    OK = 0x0000
    BAD_REQUEST = 0x0400
    NOT_POSSIBLE = 0x0404
    NOT_FOUND = 0x0406
    DOCUMENT_FORMAT = 0x040A
    ATTRIBUTES_OR_VALUES = 0x040B
    INTERNAL_ERROR = 0x0500
    OPERATION_NOT_SUPPORTED = 0x0501
    DEVICE_ERROR = 0x0504
    NOT_ACCEPTING = 0x0506
    BUSY = 0x0507


class PrinterState(IntEnum):
    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


class JobState(IntEnum):
    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


A4 = "iso_a4_210x297mm"
PDF = "application/pdf"


def requested(names: tuple[str, ...]) -> dict[str, Typed]:
    """The attribute that says which ones are wanted."""
    return {"requested-attributes": (Tag.KEYWORD, names)}


def number(attributes: Attributes, name: str) -> int | None:
    """A whole number, or None when there is none."""
    value = next(iter(attributes.get(name, ())), None)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def words(attributes: Attributes, name: str) -> tuple[str, ...]:
    """Keywords; `none` says that there are none."""
    return tuple(value for value in attributes.get(name, ()) if isinstance(value, str) and value != "none")
