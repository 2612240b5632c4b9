"""What a hand can do to any simulated device: pull its plug, and order a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.simulators.simulator import Simulator, Verb, number, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def common_verbs(devices: Mapping[str, Simulator]) -> dict[str, Verb]:
    """The first word of each is the device."""

    def of(device: str) -> Simulator:
        return devices[one_of(device, tuple(devices))]

    def unplug(device: str) -> None:
        for wire in of(device).wires:
            wire.unplug()

    def plug(device: str) -> None:
        for wire in of(device).wires:
            wire.plug()

    def fail_next(device: str, code: str) -> None:
        of(device).faults.fail_next(of(device).failure(code))

    def fail_repeatedly(device: str, code: str) -> None:
        of(device).faults.fail_repeatedly(of(device).failure(code))

    def delay_next(device: str, seconds: str) -> None:
        of(device).faults.delay_next(number(seconds))

    def clear(device: str = "") -> None:
        for one in [of(device)] if device else devices.values():
            one.faults.clear()

    return {
        "unplug": Verb("DEVICE", "拔掉设备", "pull the plug", unplug),
        "plug": Verb("DEVICE", "插回设备", "plug it in again", plug),
        "fail-next": Verb("DEVICE CODE", "下一条命令出此错", "the next command fails so", fail_next),
        "fail-repeatedly": Verb("DEVICE CODE", "一直出此错", "every command fails so", fail_repeatedly),
        "delay-next": Verb("DEVICE SECONDS", "下一个应答推迟", "the next answer is late", delay_next),
        "go-awol": Verb(
            "DEVICE", "不再应答", "answer nothing any more", lambda device: of(device).faults.go_awol()
        ),
        "drop-connection": Verb(
            "DEVICE",
            "下次应答时断线",
            "hang up instead of answering",
            lambda device: of(device).faults.drop_connection(),
        ),
        "garbage-reply": Verb(
            "DEVICE",
            "下一个应答为乱码",
            "answer noise once",
            lambda device: of(device).faults.garbage_reply(),
        ),
        "clear": Verb("[DEVICE]", "撤销已设的故障", "withdraw ordered faults", clear),
    }
