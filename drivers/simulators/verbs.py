"""What a hand can do to the simulated devices: the verbs of the dock, each with one line of help in both
languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from drivers.simulators.receipt_printer import CONDITIONS, ReceiptPrinter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from drivers.simulators.faults import Faults
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
        return self.reader if device == READER else self.printer

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


class WrongArgumentError(ValueError):
    """Said to the person at the dock."""


@dataclass(frozen=True)
class Verb:
    usage: str
    zh: str
    en: str
    do: Callable[..., None]


def verbs(bench: Bench) -> dict[str, Verb]:
    """All verbs for this bench, in the order in which help shows them."""
    return (
        _reader_verbs(bench.reader) | _printer_verbs(bench.printer) | _plug_verbs(bench) | _fault_verbs(bench)
    )


def _reader_verbs(reader: SamReader) -> dict[str, Verb]:
    def insert(card: str) -> None:
        reader.insert_card(_one_of(card, reader.cards))

    def pull_at(step: str) -> None:
        reader.pull_at = _one_of(step, ("select", "read"))

    def behaviour(name: str) -> None:
        reader.must_be_lifted = _one_of(name, ("must_lift", "stays_found")) == "must_lift"

    return {
        "insert-card": Verb("NAME", "把一张演示证件放到读卡器上", "lay a demo card on the reader", insert),
        "insert-wrong-card": Verb(
            "",
            "放上一张不是身份证的卡",
            "lay on a card that is no identity card",
            reader.insert_wrong_card,
        ),
        "remove-card": Verb("", "取走证件", "take the card away", reader.remove_card),
        "pull-card": Verb("select|read", "读到这一步时抽走证件", "pull the card away at that step", pull_at),
        "card-behaviour": Verb(
            "must_lift|stays_found",
            "读后须抬起或仍可寻到",
            "after a read: lift it first, or found again",
            behaviour,
        ),
    }


def _printer_verbs(printer: ReceiptPrinter) -> dict[str, Verb]:
    def paper_out(after_lines: str = "") -> None:
        if after_lines:
            printer.run_out_after(int(_number(after_lines)))
        else:
            printer.set(paper_out=True)

    def slow(seconds_per_line: str) -> None:
        printer.seconds_per_line = _number(seconds_per_line)

    return {
        "paper-low": Verb("", "纸将尽", "paper is nearly out", partial(printer.set, paper_low=True)),
        "paper-out": Verb(
            "[LINES]", "缺纸（或再打几行后）", "paper is out, now or after so many lines", paper_out
        ),
        "refill": Verb("", "装上新纸卷", "put in a new roll", printer.refill),
        "open-cover": Verb("", "打开纸仓盖", "open the cover", partial(printer.set, cover_open=True)),
        "close-cover": Verb("", "合上纸仓盖", "close the cover", partial(printer.set, cover_open=False)),
        "jam": Verb("", "卡纸", "jam the paper", partial(printer.set, paper_jam=True)),
        "clear-jam": Verb("", "清除卡纸", "clear the jam", partial(printer.set, paper_jam=False)),
        "cutter-error": Verb("", "切刀故障", "the cutter sticks", partial(printer.set, cutter_error=True)),
        "clear-cutter": Verb("", "切刀恢复", "free the cutter", partial(printer.set, cutter_error=False)),
        "slow": Verb("SECONDS", "每行打印耗时（0 为不限速）", "seconds for each printed line", slow),
    }


def _plug_verbs(bench: Bench) -> dict[str, Verb]:
    def unplug(device: str) -> None:
        for wire in bench.wires[_one_of(device, tuple(bench.wires))]:
            wire.unplug()

    def plug(device: str) -> None:
        for wire in bench.wires[_one_of(device, tuple(bench.wires))]:
            wire.plug()

    return {
        "unplug": Verb("DEVICE", "拔掉设备", "pull the plug", unplug),
        "plug": Verb("DEVICE", "插回设备", "plug it in again", plug),
    }


def _fault_verbs(bench: Bench) -> dict[str, Verb]:
    def of(device: str) -> Faults:
        return bench.simulator(_one_of(device, tuple(bench.wires))).faults

    def fail_next(device: str, code: str) -> None:
        of(device).fail_next(_failure(device, code))

    def fail_repeatedly(device: str, code: str) -> None:
        of(device).fail_repeatedly(_failure(device, code))

    def delay_next(device: str, seconds: str) -> None:
        of(device).delay_next(_number(seconds))

    def clear(device: str = "") -> None:
        for name in [device] if device else bench.wires:
            of(name).clear()

    return {
        "fail-next": Verb("DEVICE CODE", "下一条命令出此错", "the next command fails so", fail_next),
        "fail-repeatedly": Verb("DEVICE CODE", "一直出此错", "every command fails so", fail_repeatedly),
        "delay-next": Verb("DEVICE SECONDS", "下一个应答推迟", "the next answer is late", delay_next),
        "go-awol": Verb("DEVICE", "不再应答", "answer nothing any more", lambda device: of(device).go_awol()),
        "drop-connection": Verb(
            "DEVICE",
            "下次应答时断线",
            "hang up instead of answering",
            lambda device: of(device).drop_connection(),
        ),
        "garbage-reply": Verb(
            "DEVICE", "下一个应答为乱码", "answer noise once", lambda device: of(device).garbage_reply()
        ),
        "clear": Verb("[DEVICE]", "撤销已设的故障", "withdraw ordered faults", clear),
    }


def _failure(device: str, code: str) -> str:
    return _one_of(code, CONDITIONS) if device == PRINTER else _reader_code(code)


def _one_of(word: str, allowed: Sequence[str]) -> str:
    if word not in allowed:
        raise WrongArgumentError(f"{word!r} is none of: {', '.join(allowed)}")
    return word


def _reader_code(code: str) -> str:
    if code in {"checksum", "short"}:
        return code
    try:
        return f"{int(code, 16) & 0xFF:02X}"
    except ValueError:
        raise WrongArgumentError("a reader's error is checksum, short, or a status word such as 41") from None


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise WrongArgumentError(f"{text!r} is not a number") from None
    if not 0 <= value <= 3600:
        raise WrongArgumentError("a number from 0 to 3600 is needed")
    return value
