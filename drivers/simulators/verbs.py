"""What a hand can do to the simulated devices: the verbs of the dock, each with one line of help in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from drivers.simulators.faults import Faults
from drivers.simulators.receipt_printer import CONDITIONS, ReceiptPrinter
from drivers.simulators.sam_reader import SamReader
from drivers.simulators.wires import Wire

READER, PRINTER = "id_card_reader", "receipt_printer"


class Simulator(Protocol):
    """What all of them share."""

    faults: Faults


@dataclass(frozen=True)
class Bench:
    """The simulated devices and the wires they hang on."""

    reader: SamReader
    printer: ReceiptPrinter
    wires: Mapping[str, Sequence[Wire]]
    """By device; `unplug` pulls all wires of one."""

    def simulator(self, device: str) -> Simulator:
        return {READER: self.reader, PRINTER: self.printer}[device]

    def state(self) -> dict[str, object]:
        """For a person who looks at the dock; short names of demo cards, nothing that is on them."""
        sensors = self.printer.sensors
        paper = "out" if sensors.paper_out else "low" if sensors.paper_low else "full"
        return {
            READER: {
                "plugged": self._plugged(READER),
                "faults": self.reader.faults.ordered(),
                "card": self.reader.card or None,
                "cards": self.reader.cards,
                "must_be_lifted": self.reader.must_be_lifted,
            },
            PRINTER: {
                "plugged": self._plugged(PRINTER),
                "faults": self.printer.faults.ordered(),
                "paper": paper,
                "cover": "open" if sensors.cover_open else "closed",
                "jam": sensors.paper_jam,
                "cutter_error": sensors.cutter_error,
                "seconds_per_line": self.printer.seconds_per_line,
                "receipts": [str(path) for path in self.printer.receipts],
            },
        }

    def _plugged(self, device: str) -> bool:
        return all(wire.plugged for wire in self.wires[device])


class WrongArgument(ValueError):
    """Said to the person at the dock."""


@dataclass(frozen=True)
class Verb:
    usage: str
    zh: str
    en: str
    do: Callable[..., None]


def verbs(bench: Bench) -> dict[str, Verb]:
    """All verbs for this bench, in the order in which help shows them."""
    reader, printer = bench.reader, bench.printer

    def insert(card: str) -> None:
        if card not in reader.cards:
            raise WrongArgument(f"no card {card!r}; there are {', '.join(reader.cards)}")
        reader.insert_card(card)

    def pull_at(step: str) -> None:
        reader.pull_at = _one_of(step, ("select", "read"))

    def behaviour(name: str) -> None:
        reader.must_be_lifted = _one_of(name, ("must_lift", "stays_found")) == "must_lift"

    def paper_out(after_lines: str = "") -> None:
        if after_lines:
            printer.run_out_after(int(_number(after_lines)))
        else:
            printer.set(paper_out=True)

    def slow(seconds_per_line: str) -> None:
        printer.seconds_per_line = _number(seconds_per_line)

    def faults(device: str) -> Faults:
        return bench.simulator(_one_of(device, tuple(bench.wires))).faults

    def fail(device: str, code: str) -> str:
        return _one_of(code, CONDITIONS) if device == PRINTER else _reader_code(code)

    def each_wire(device: str, act: Callable[[Wire], None]) -> None:
        for wire in bench.wires[_one_of(device, tuple(bench.wires))]:
            act(wire)

    def clear(device: str = "") -> None:
        for name in [device] if device else bench.wires:
            faults(name).clear()

    return {
        "insert-card": Verb("NAME", "把一张演示证件放到读卡器上", "lay a demo card on the reader", insert),
        "remove-card": Verb("", "取走证件", "take the card away", reader.remove_card),
        "pull-card": Verb(
            "select|read", "下一次读到这一步时抽走证件", "pull the card away at that step", pull_at
        ),
        "card-behaviour": Verb(
            "must_lift|stays_found",
            "读后是否须抬起才能再次寻到",
            "is a card found again without lifting",
            behaviour,
        ),
        "paper-low": Verb("", "纸将尽", "paper is nearly out", lambda: printer.set(paper_low=True)),
        "paper-out": Verb(
            "[LINES]", "缺纸（或再打几行后缺纸）", "paper is out, now or after so many lines", paper_out
        ),
        "refill": Verb("", "装上新纸卷", "put in a new roll", printer.refill),
        "open-cover": Verb("", "打开纸仓盖", "open the cover", lambda: printer.set(cover_open=True)),
        "close-cover": Verb("", "合上纸仓盖", "close the cover", lambda: printer.set(cover_open=False)),
        "jam": Verb("", "卡纸", "jam the paper", lambda: printer.set(paper_jam=True)),
        "clear-jam": Verb("", "清除卡纸", "clear the jam", lambda: printer.set(paper_jam=False)),
        "cutter-error": Verb("", "切刀故障", "the cutter sticks", lambda: printer.set(cutter_error=True)),
        "clear-cutter": Verb("", "切刀恢复", "free the cutter", lambda: printer.set(cutter_error=False)),
        "slow": Verb("SECONDS", "每行打印耗时（0 为不限速）", "seconds for each printed line", slow),
        "unplug": Verb("DEVICE", "拔掉设备", "pull the plug", lambda d: each_wire(d, lambda w: w.unplug())),
        "plug": Verb("DEVICE", "插回设备", "plug it in again", lambda d: each_wire(d, lambda w: w.plug())),
        "fail-next": Verb(
            "DEVICE CODE",
            "下一条命令出此错",
            "the next command fails so",
            lambda d, c: faults(d).fail_next(fail(d, c)),
        ),
        "fail-repeatedly": Verb(
            "DEVICE CODE",
            "一直出此错",
            "every command fails so",
            lambda d, c: faults(d).fail_repeatedly(fail(d, c)),
        ),
        "delay-next": Verb(
            "DEVICE SECONDS",
            "下一个应答推迟",
            "the next answer is late",
            lambda d, s: faults(d).delay_next(_number(s)),
        ),
        "go-awol": Verb("DEVICE", "不再应答", "answer nothing any more", lambda d: faults(d).go_awol()),
        "drop-connection": Verb(
            "DEVICE", "下次应答时断线", "hang up instead of answering", lambda d: faults(d).drop_connection()
        ),
        "garbage-reply": Verb(
            "DEVICE", "下一个应答为乱码", "answer noise once", lambda d: faults(d).garbage_reply()
        ),
        "clear": Verb("[DEVICE]", "撤销已设的故障", "withdraw ordered faults", clear),
    }


def _one_of(word: str, allowed: Sequence[str]) -> str:
    if word not in allowed:
        raise WrongArgument(f"{word!r} is none of: {', '.join(allowed)}")
    return word


def _reader_code(code: str) -> str:
    if code in {"checksum", "short"}:
        return code
    try:
        return f"{int(code, 16) & 0xFF:02X}"
    except ValueError:
        raise WrongArgument("a reader's error is checksum, short, or a status word such as 41") from None


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise WrongArgument(f"{text!r} is not a number") from None
    if not 0 <= value <= 3600:
        raise WrongArgument("a number from 0 to 3600 is needed")
    return value
