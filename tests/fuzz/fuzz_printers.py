"""Printers: status bytes, text and dots on the way out, the simulators' ears, IPP, HTTP and PDF."""

from __future__ import annotations

import string
from functools import cache
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any

from PIL import Image

from drivers.device import Paper as PaperState
from drivers.document_printer import ipp_status
from drivers.document_printer.ipp_job import Job, Paper
from drivers.document_printer.ipp_link import Link
from drivers.document_printer.ipp_message import Tag, build, parse
from drivers.document_printer.ipp_words import number, words
from drivers.document_printer.pages import count_pages
from drivers.receipt_printer import raster, status, text
from drivers.receipt_printer.answers import Answers, is_marker
from drivers.receipt_printer.encode import Encoder
from drivers.receipt_printer.job import Cut, Feed, Pair, Part, PrintJob, Qr, Rule, Text
from drivers.simulators.document_printer.http_requests import BadRequestError, Requests
from drivers.simulators.document_printer.ipp_server import PATH, IppServer
from drivers.simulators.document_printer.printer import DocumentPrinter
from drivers.simulators.receipt_printer.escpos_page import Page
from drivers.simulators.receipt_printer.escpos_tokens import Char, Op, Tokenizer
from drivers.simulators.receipt_printer.realtime import RealTimeFilter
from fuzz_damage import damaged, noise
from fuzz_places import scratch
from fuzz_target import Supply, Target, pieces, text_of, told_well

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.document_printer.ipp_message import Typed

# --- ESC/POS out --------------------------------------------------------------------------------

_OURS = {"ESC @", "GS a", "FS &", "ESC 3", "ESC a", "ESC E", "GS v", "GS V", "ESC d", "GS (k", "LF"}
_STRANGE = "\0\x07\n\r\t\x1b\x10\x04\x1d\x7f\x85\u200b\u202e\u2028\ufeff\ud800\udc00\ue000\U000e0001\U0010ffffÅ㛃𠮷·（。A 云"


def check_status(data: bytes) -> None:
    padded = data.ljust(5, b"\0")
    asked = {at: (padded[at] if padded[0] >> at & 1 else None) for at in status.QUERIES}
    seen = status.decode(asked, near_end_sensor=bool(padded[0] & 1), where="x")
    told_well(seen)
    paper = asked[status.PAPER]
    if seen.paper is PaperState.FULL:
        assert paper is not None, "plenty of paper, and nobody said so"
        assert status.is_status(paper)
        assert padded[0] & 1


def check_answers(data: bytes) -> None:
    sorter = Answers()
    for piece in pieces(data):
        statuses, marked = sorter.sort(piece)
        assert all(status.is_status(one) and one in piece for one in statuses)
        assert not marked or any(is_marker(one) for one in piece)
    # Reports that nobody asked for, with answers between them: none confirms a receipt, however they are cut.
    reports = b"".join(
        bytes([0x10 | data[at] & 0x6C, *(one & 0x6F for one in data[at + 1 : at + 4])])
        + (b"\x12" if at % 3 else b"")
        for at in range(0, len(data) - 3, 4)
    )
    quiet = Answers()
    assert not any(quiet.sort(piece)[1] for piece in pieces(reports)), "a report confirms a receipt"


def check_text(data: bytes) -> None:
    said = text_of(data)
    clean = text.clean(said)
    assert text.clean(clean) == clean
    assert len(clean.split("\n")) == 1
    code = text.encode(clean)
    assert code is None or (code.decode("gb18030") == clean and not set(code) & {*range(32), 0x7F})
    lines = text.wrap(said, 32)
    assert all(text.columns(line) <= 32 for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(map(text.clean, said.split("\n"))).split()), (
        "letters got lost"
    )


def _paragraphs(random: Random) -> bytes:
    letters = _STRANGE + string.printable + "清河县人民政府办件回执，。（）"
    return "".join(random.choice(letters) for _ in range(random.randint(0, 60))).encode(
        "utf-16-be", "surrogatepass"
    )


def check_print_job(data: bytes) -> None:
    """Whatever is to be printed, nothing leaves the encoder but the commands that it means."""
    supply = Supply(data)
    encoder = Encoder(supply.choice((384, 576)), supply.choice(("text", "text", "text", "raster")))
    parts: list[Part] = []
    while supply.left and len(parts) < 4:
        size, align, bold = (
            supply.choice((1, 1, 1, 2, 3)),
            supply.choice(("left", "center", "right")),
            bool(supply.number(1)),
        )
        kind = supply.number(9)
        said = supply.text(30)
        parts.append(
            Text(said, size, align, bold=bold)
            if kind < 6
            else (
                Pair(said, supply.text(12), bold=bold),
                Rule(),
                Qr(said.encode("utf-8", "replace").decode(), supply.number(40)),
                Feed(supply.number(999)),
            )[kind - 6]
        )
    code = encoder.job(PrintJob("id", (*parts, Cut())))
    queued, urgent = RealTimeFilter().feed(code + b"\0")
    assert not urgent, "a text commands the printer"
    assert queued == code + b"\0"
    tokenizer = Tokenizer()
    tokens = tokenizer.feed(code)
    assert not tokenizer._buffer, "half a command"
    assert {one.name for one in tokens if isinstance(one, Op)} <= _OURS
    assert all(one.text for one in tokens if isinstance(one, Char)), (
        "a character that the printer's font has not"
    )
    assert tokens[-1] == Op("GS V", b"B\0")


def _jobs(random: Random) -> bytes:
    out = bytearray(random.randbytes(2))
    for _ in range(random.randint(1, 3)):
        out += random.randbytes(4)
        said = _paragraphs(random)[:60]
        out += bytes([len(said) // 2]) + said
        if out[-1] % 3 == 0:
            out += b"\x04" + "办件".encode("utf-16-be")
    return bytes(out)


def check_defused(data: bytes) -> None:
    safe = raster._defused(data)
    queued, urgent = RealTimeFilter().feed(safe + b"\0")
    assert not urgent
    assert len(queued) == len(data) + 1


# --- ESC/POS in ---------------------------------------------------------------------------------

_MOST_DRAWN = 60
_MOST_KEPT = 1 << 20
_ESCPOS = (
    b"\x1b@", b"\x1da\0", b"\x1dVB\0", b"\x1dV0", b"\x1dv0\0\1\0\2\0ab", b"\x1d(k\x03\x001C\x06", b"\x1c!\x0c", b"\x1bp\0\x19\xfa",
    b"\x1b*\x21\1\0abc", b"\x1dk\x04ABC\0", b"\x1dkI\x02{A", "云溪市".encode("gbk"), b"A", b"\n", b"\x1c.", b"\x1c&", b"\x1bD\x08\0",
    b"\x10\x04\x01", b"\x10\x05\x02", b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", b"\x1d(k\x06\0001P0abc", b"\x1d(k\x03\0001Q0",
    b"\x1dv0\0\xff\xff\xff\xff", b"\x1d(k\xff\xff", b"\x1b*\x21\xff\xff",
)  # fmt: skip


def _escpos(random: Random) -> bytes:
    return b"".join(random.choice(_ESCPOS[:-3]) for _ in range(random.randint(1, 8)))


def check_tokens(data: bytes) -> None:
    tokenizer, line, tokens, urgent = Tokenizer(), RealTimeFilter(), list[Char | Op](), list[bytes]()
    for piece in pieces(data):
        queued, some = line.feed(piece)
        urgent += some
        tokens += tokenizer.feed(queued)
        assert len(line._held) < 10
    queued, at_once = RealTimeFilter().feed(data)
    assert at_once == urgent, "pieces command something else"
    assert sum(map(len, urgent)) + len(queued) <= len(data)
    whole = Tokenizer()
    assert whole.feed(queued) == tokens, "pieces give other tokens"
    assert len(whole._buffer) <= _MOST_KEPT


def check_page(data: bytes) -> None:
    page, tokenizer = Page(384), Tokenizer()
    for token in tokenizer.feed(data[:6000])[:_MOST_DRAWN]:
        assert page.apply(token) >= 0
    assert page.cut().width == 384 + 64


# --- IPP ----------------------------------------------------------------------------------------

_PRINTER: dict[str, Typed] = {
    "printer-state": (Tag.ENUM, [5]), "printer-state-reasons": (Tag.KEYWORD, ["media-jam-error", "toner-low-warning"]),
    "printer-is-accepting-jobs": (Tag.BOOLEAN, [False]), "printer-name": (Tag.NAME, ["A4"]),
}  # fmt: skip
_JOB: dict[str, Typed] = {
    "job-id": (Tag.INTEGER, [7]), "job-state": (Tag.ENUM, [9]), "job-state-reasons": (Tag.KEYWORD, ["none"]),
    "job-impressions-completed": (Tag.INTEGER, [2]), "job-media-sheets-completed": (Tag.INTEGER, [2]), "job-name": (Tag.NAME, ["x"]),
}  # fmt: skip
_HEAD: dict[str, Typed] = {"attributes-charset": (Tag.CHARSET, ["utf-8"])}
_IPP_TOKENS = (
    b"\x34\0\1a\0\0", b"\x37\0\0\0\0", b"\x4a\0\0\0\4size", b"\x36\0\1b\0\7\0\2zh\0\1x", b"\x44\0\0\0\1y", b"\3", b"\2", b"\4",
    b"\x21\0\6job-id\0\4\xff\xff\xff\xff", b"\x44\0\x15printer-state-reasons\0\4\x1b[2J",
)  # fmt: skip


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
    for _ in range(random.randint(1, 3)):
        groups.append(random.choice(((Tag.PRINTER, _PRINTER), (Tag.JOB, _JOB))))
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
    document = supply.bytes(9)
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
    b"\r\n\r\n", b"\r\n", b"Content-Length: ", b"Transfer-Encoding: chunked\r\n", b"Expect: 100-continue\r\n", b"-20\r\n", b"0\r\n\r\n",
    b"ffffffffffff\r\n", b"Content-Length: " + b"9" * 5000 + b"\r\n", b"HTTP/1.1",
)  # fmt: skip


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
    Target("printer_status", "paper is there only when the printer says so; what is told can be logged", check_status, lambda r: r.randbytes(6), (b"\x12", b"\0")),
    Target(
        "printer_answers", "a report that nobody asked for confirms no receipt, however it is cut", check_answers,
        lambda r: r.randbytes(16), (b"\x12", b"\0", b"\x10\0\0\0", b"\xff"),
    ),
    Target("receipt_text", "no control characters; no letter lost; no line too wide", check_text, _paragraphs, ("\ud800".encode("utf-16-be", "surrogatepass"), b"\0\x1b", b"\0\n")),
    Target("print_job", "any text: nothing but the encoder's own commands", check_print_job, _jobs, (b"\0\x10\0\x04\0\x01", b"\xd8\0"), examples=40),
    Target("raster_dots", "a picture commands nothing", check_defused, lambda r: noise(r, 90), (b"\x10\x04\x01", b"\x10\x05\x02", b"\x10\x14\x08")),
    Target("escpos_simulator", "the same tokens however cut; what is kept is bounded", check_tokens, _escpos, _ESCPOS),
    Target("escpos_page", "draws any tokens", check_page, _escpos, _ESCPOS, examples=40),
    Target("ipp_message", "a message or None; status and end of a job can be logged", check_ipp, _ipp, _IPP_TOKENS),
    Target("ipp_round_trip", "what was built is parsed", check_ipp_round_trip, lambda r: r.randbytes(120)),
    Target("http_simulator", "the same requests however cut, or BadRequest", check_http, _http, _HTTP_TOKENS),
    Target("http_round_trip", "what was posted arrives", check_http_round_trip, lambda r: r.randbytes(60)),
    Target("ipp_simulator", "an HTTP answer or silence", check_ipp_server, _print_requests, _HTTP_TOKENS + _IPP_TOKENS, examples=60),
    Target("pdf_pages", "a number of pages, 0 for what is no PDF", check_pages, lambda _: _pdf(), (b"/Count 99999999999", b"/Count -1", b"/Kids", b"<<", b">>", b"xref", b"1 0 R")),
)  # fmt: skip
