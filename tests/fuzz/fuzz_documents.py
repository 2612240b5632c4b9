"""The A4 printer: IPP, HTTP and PDF."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any

from fuzz_damage import damaged, noise
from fuzz_places import scratch
from fuzz_target import Supply, Target, pieces, told_well
from PIL import Image

from drivers.document_printer import ipp_status
from drivers.document_printer.ipp_job import Job, Paper
from drivers.document_printer.ipp_link import Link
from drivers.document_printer.ipp_message import Tag, build, parse
from drivers.document_printer.ipp_words import number, words
from drivers.simulators.document_printer.http_requests import BadRequestError, Requests
from drivers.simulators.document_printer.ipp_server import PATH, IppServer
from drivers.simulators.document_printer.printer import DocumentPrinter
from pdfium import count_pages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.document_printer.ipp_message import Typed

# --- IPP ----------------------------------------------------------------------------------------

_PRINTER: dict[str, Typed] = {
    "printer-state": (Tag.ENUM, [5]),
    "printer-state-reasons": (Tag.KEYWORD, ["media-jam-error", "toner-low-warning"]),
    "printer-is-accepting-jobs": (Tag.BOOLEAN, [False]),
    "printer-name": (Tag.NAME, ["A4"]),
}
_JOB: dict[str, Typed] = {
    "job-id": (Tag.INTEGER, [7]),
    "job-state": (Tag.ENUM, [9]),
    "job-state-reasons": (Tag.KEYWORD, ["none"]),
    "job-impressions-completed": (Tag.INTEGER, [2]),
    "job-media-sheets-completed": (Tag.INTEGER, [2]),
    "job-name": (Tag.NAME, ["x"]),
}
_HEAD: dict[str, Typed] = {"attributes-charset": (Tag.CHARSET, ["utf-8"])}
_IPP_TOKENS = (
    b"\x34\0\1a\0\0",
    b"\x37\0\0\0\0",
    b"\x4a\0\0\0\4size",
    b"\x36\0\1b\0\7\0\2zh\0\1x",
    b"\x44\0\0\0\1y",
    b"\3",
    b"\2",
    b"\4",
    b"\x21\0\6job-id\0\4\xff\xff\xff\xff",
    b"\x44\0\x15printer-state-reasons\0\4\x1b[2J",
)


@cache
def _link() -> Link:
    return Link("192.0.2.1", 631, PATH, verify=None, answer_s=1, send_s=1)


def check_ipp(data: bytes) -> None:
    message = parse(data)
    if message is None:
        return
    assert str(message)
    assert len(message.document) < len(data)
    told_well(ipp_status.decode(message.first(Tag.PRINTER), "x"))
    for job in message.all(Tag.JOB):
        ended = Job(_link(), "id", 7, Paper(2, 1, duplex=False), counters=True)._end(job)
        if ended is not None:
            told_well(ended)
    for group in message.groups:
        for name, values in group.attributes.items():
            assert values
            assert number(group.attributes, name) is None or isinstance(number(group.attributes, name), int)
            for word in words(group.attributes, name):
                word.encode("utf-8")


def _ipp(random: Random) -> bytes:
    groups: list[tuple[Tag, Mapping[str, Typed]]] = [(Tag.OPERATION, _HEAD)]
    told = ((Tag.PRINTER, _PRINTER), (Tag.JOB, _JOB))
    groups += (random.choice(told) for _ in range(random.randint(1, 3)))
    return build(random.choice((0, 2, 4, 0x0B, 0x0406)), random.randrange(1 << 31), groups) + noise(random, 9)


def check_ipp_round_trip(data: bytes) -> None:
    supply = Supply(data)
    code, request, groups = (
        supply.number(0x7FFF),
        supply.number(0x7FFFFFFF),
        list[tuple[Tag, dict[str, Any]]](),
    )
    while supply.left and len(groups) < 5:
        attributes: dict[str, Any] = {}
        for at in range(supply.number(3)):
            kind = supply.choice((Tag.INTEGER, Tag.BOOLEAN, Tag.TEXT, Tag.KEYWORD, Tag.URI))
            attributes[f"name-{at}"] = kind, [_ipp_value(kind, supply) for _ in range(1 + supply.number(2))]
        groups.append((supply.choice((Tag.OPERATION, Tag.JOB, Tag.PRINTER)), attributes))
    document = supply.some(9)
    message = parse(build(code, request, groups) + document)
    assert message is not None
    assert (message.code, message.request_id, message.document) == (code, request, document)
    read = [
        (one.tag, {name: list(values) for name, values in one.attributes.items()}) for one in message.groups
    ]
    assert read == [
        (tag, {name: values for name, (_, values) in attributes.items()}) for tag, attributes in groups
    ]


def _ipp_value(kind: Tag, supply: Supply) -> int | bool | str:
    if kind is Tag.INTEGER:
        return supply.number(0xFFFFFFFF) - 0x80000000
    return (
        bool(supply.number(1)) if kind is Tag.BOOLEAN else supply.text(20).encode("utf-8", "replace").decode()
    )


# --- the simulated A4 printer -------------------------------------------------------------------

_HTTP_TOKENS = (
    b"\r\n\r\n",
    b"\r\n",
    b"Content-Length: ",
    b"Transfer-Encoding: chunked\r\n",
    b"Expect: 100-continue\r\n",
    b"-20\r\n",
    b"0\r\n\r\n",
    b"ffffffffffff\r\n",
    b"Content-Length: " + b"9" * 5000 + b"\r\n",
    b"HTTP/1.1",
)


def _post(random: Random, body: bytes) -> bytes:
    head = (
        b"POST "
        + PATH.encode()
        + b" HTTP/1.1\r\nHost: x\r\n"
        + b"Expect: 100-continue\r\n" * random.randrange(2)
    )
    if random.randrange(2):
        return head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    cut = random.randint(0, len(body))
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in (body[:cut], body[cut:]) if one)
    return head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"


def check_http(data: bytes) -> None:
    assert _requests([data]) == _requests(list(pieces(data))), "pieces give other requests"


def _requests(parts: list[bytes]) -> tuple[list[tuple[str, str, bytes]], bool]:
    reader, found = Requests(), list[tuple[str, str, bytes]]()
    try:
        for part in parts:
            done, _ = reader.feed(part)
            found += [(one.method, one.path, one.body) for one in done]
    except BadRequestError:
        return [], True  # how many were whole before the bad one depends on how they came
    return found, False


def _http(random: Random) -> bytes:
    return b"".join(_post(random, noise(random, 40)) for _ in range(random.randint(1, 3)))


def check_http_round_trip(data: bytes) -> None:
    bodies = [data[: len(data) // 2], data[len(data) // 2 :]]
    from_seed = Random(data)
    sent = b"".join(_post(from_seed, body) for body in bodies)
    found, bad = _requests(list(pieces(sent)))
    assert not bad
    assert [body for _, _, body in found] == bodies


@cache
def _a4() -> DocumentPrinter:
    printer = DocumentPrinter(scratch() / "a4")
    printer.set(paper_out=True)  # nothing is drawn: this is about what it hears
    return printer


def check_ipp_server(data: bytes) -> None:
    printer, heard = _a4(), bytearray()
    server = IppServer(printer)
    reply = heard.extend
    for piece in pieces(data):
        server.receive(piece, reply)
    assert not heard or heard.startswith(b"HTTP/1.1 ")
    printer.jobs.clear()


def _print_requests(random: Random) -> bytes:
    pdf = _pdf() if random.randrange(2) else noise(random)
    name = random.choice(("x", "办件", "n" * 0x7FF0))
    head: dict[str, Typed] = {
        **_HEAD,
        "job-name": (Tag.NAME, [name]),
        "job-id": (Tag.INTEGER, [random.randrange(3)]),
    }
    asked = b""
    spoilt = random.randrange(2)
    for _ in range(random.randint(1, 3)):
        wanted: dict[str, Typed] = {
            "copies": (Tag.INTEGER, [random.choice((1, 0, -5, 99))]),
            "sides": (Tag.KEYWORD, ["two-sided"]),
        }
        body = (
            build(random.choice((2, 4, 8, 9, 10, 11, 99)), 1, [(Tag.OPERATION, head), (Tag.JOB, wanted)])
            + pdf
        )
        if spoilt:
            body = body.replace(b"n" * 90, b"\xff" * 90)  # each of them three bytes when it is told again
        asked += _post(random, damaged(random, body, _IPP_TOKENS) if random.randrange(3) == 0 else body)
    return asked


# --- PDF ----------------------------------------------------------------------------------------


@cache
def _pdf() -> bytes:
    out = BytesIO()
    Image.new("1", (20, 30)).save(out, "PDF", save_all=True, append_images=[Image.new("1", (9, 9))])
    return out.getvalue()


def check_pages(data: bytes) -> None:
    assert 0 <= count_pages(data) <= 1_000_000


TARGETS = (
    Target(
        "ipp_message",
        "a message or None; status and end of a job can be logged",
        check_ipp,
        _ipp,
        _IPP_TOKENS,
    ),
    Target("ipp_round_trip", "what was built is parsed", check_ipp_round_trip, lambda r: r.randbytes(120)),
    Target("http_simulator", "the same requests however cut, or BadRequest", check_http, _http, _HTTP_TOKENS),
    Target("http_round_trip", "what was posted arrives", check_http_round_trip, lambda r: r.randbytes(60)),
    Target(
        "ipp_simulator",
        "an HTTP answer or silence",
        check_ipp_server,
        _print_requests,
        _HTTP_TOKENS + _IPP_TOKENS,
        examples=60,
    ),
    Target(
        "pdf_pages",
        "a number of pages, 0 for what is no PDF",
        check_pages,
        lambda _: _pdf(),
        (b"/Count 99999999999", b"/Count -1", b"/Kids", b"<<", b">>", b"xref", b"1 0 R"),
    ),
)
