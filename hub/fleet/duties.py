"""Who must act at a terminal, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.duty import Duty
from hub.fleet.device_words import device_name
from hub.fleet.trail import CUT, REWRITTEN
from hub.presence import Presence
from outcome import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract.fleet import Heartbeat
    from hub.cases.void import Hole


def duties(
    stands: Presence,
    heartbeat: Heartbeat | None,
    *,
    fresh_holes: tuple[Hole, ...],
    old_holes: tuple[Hole, ...],
    old_files: tuple[str, ...] = (),
    clock_suspect: bool,
    trail: str = "",
) -> tuple[Duty, ...]:
    """Everything to do; what a device reported counts only while its terminal is heard of.

    `trail` is what is wrong with its audit trail (`hub/fleet/trail.py`); old holes, and cases that miss attachments
    (`old_files`), have stood longer than the hub's patience (`hub/settings.py`).
    """
    return (
        *_of_the_trail(trail),
        *_of_the_holes(heartbeat, fresh_holes, old_holes),
        *_of_the_files(old_files),
        *_duties(stands, heartbeat, clock_suspect),
    )


def _of_the_trail(trail: str) -> Iterator[Duty]:
    if trail == CUT:
        yield Duty(
            Action.ENGINEER,
            "终端审计记录比中心留存的短：被截断，或换回了旧磁盘。查明后运行 hub accept-trail",
            "The terminal's audit trail is shorter than the hub's anchor: cut, or an old disk was put back."
            " Find out, then run hub accept-trail",
        )
    if trail == REWRITTEN:
        yield Duty(
            Action.ENGINEER,
            "终端审计记录与中心留存的不符：被改写。封存磁盘并调查，查明后运行 hub accept-trail",
            "The terminal's audit trail is not the one the hub has an anchor of: written anew. Keep the disk as"
            " evidence, find out, then run hub accept-trail",
        )


def _of_the_holes(
    heartbeat: Heartbeat | None, fresh: tuple[Hole, ...], old: tuple[Hole, ...]
) -> Iterator[Duty]:
    if fresh and heartbeat is not None and heartbeat.waiting_cases == 0:
        numbers = ", ".join(map(str, fresh))
        yield Duty(
            Action.ENGINEER,
            f"办件序号缺失 {numbers}，而终端已无待传办件",
            f"Cases {numbers} never arrived, and the terminal has none left to send",
        )
    if old:
        numbers = ", ".join(map(str, old))
        yield Duty(
            Action.ENGINEER,
            f"办件序号 {numbers} 缺失已久，终端因此留着其后的全部办件：先救盘（kiosk store salvage，或 kiosk keys"
            " rescue 后 hub import-rescued）；确认找不回后运行 hub void-sequence",
            f"Cases {numbers} have been missing for long, and the terminal keeps all behind them: rescue the disk (kiosk"
            " store salvage, or kiosk keys rescue and hub import-rescued); when they are lost for good, run hub"
            " void-sequence",
        )


def _of_the_files(numbers: tuple[str, ...]) -> Iterator[Duty]:
    if numbers:
        told = ", ".join(numbers)
        yield Duty(
            Action.ENGINEER,
            f"办件 {told} 的附件一直没有传来，终端可能因此留着其后的全部办件：查看终端搁置的记录；确认找不回后运行 hub"
            " void-attachments",
            f"Attachments of {told} have not come for long, and the terminal may keep all cases behind them: look at"
            " what it has set aside; when they are lost for good, run hub void-attachments",
        )


def _duties(stands: Presence, heartbeat: Heartbeat | None, clock_suspect: bool) -> Iterator[Duty]:
    if stands is Presence.OFFLINE:
        yield Duty(Action.SITE_KEEPER, "终端离线：检查电源和网线", "Terminal offline: check power and line")
    if stands is Presence.NEVER_SEEN:
        yield Duty(
            Action.ENGINEER,
            "登记后从未报到：完成安装",
            "Enrolled but never heard of: finish the installation",
        )
    if clock_suspect:
        yield Duty(
            Action.ENGINEER, "终端时钟不准：检查电池和对时", "Clock is wrong: check battery and time service"
        )
    if heartbeat is None or stands is Presence.OFFLINE:
        return
    if heartbeat.aside_cases:
        yield Duty(
            Action.ENGINEER,
            f"终端有 {heartbeat.aside_cases} 条记录被搁置，不会自动重传",
            f"{heartbeat.aside_cases} records are set aside at the terminal and will not be sent by themselves",
        )
    if heartbeat.safe_mode:
        yield Duty(
            Action.ENGINEER,
            "终端存储损坏，已停止收件：检查磁盘，再运行 kiosk store salvage",
            "The terminal's store is damaged and takes in nothing: check the disk, then run kiosk store salvage",
        )
    for device in heartbeat.devices:
        if device.action in {Action.SITE_KEEPER, Action.ENGINEER}:
            zh, en = device_name(device.device_class)
            told = device.code or device.state
            yield Duty(Action(device.action), f"{zh}：{told}", f"{en}: {told}")
