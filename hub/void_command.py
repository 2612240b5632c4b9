"""`hub holes`, `hub void-sequence`, `hub void-attachments`: what never came, and giving up what never will."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from hub.command_line import by_option, data_option, database_option, opened, settings_of
from hub.help_texts import either
from outcome import Failure

if TYPE_CHECKING:
    from pathlib import Path

    from hub.cases.void import Standing

_SPAN = re.compile(r"(?P<first>[1-9][0-9]{0,8})(?:\.\.(?P<last>[1-9][0-9]{0,8}))?")


@click.command(
    "holes",
    help=either(
        "列出一台终端缺失的办件序号和已作废的序号",
        "List a terminal's missing case sequences, and the void ones",
    ),
)
@click.argument("terminal")
@data_option
@database_option
def holes(*, terminal: str, data: Path, database: str | None) -> None:
    """Exit 0 also when there are some: they may be under way."""
    from hub.cases.void import standing

    hub = opened(settings_of(data, database))
    found = standing(hub, terminal)
    hub.database.close()
    if isinstance(found, Failure):
        raise click.ClickException(_said(found))
    click.echo(_told(found.value))


@click.command(
    "void-sequence",
    help=either(
        "宣布办件序号作废：该办件已确认找不回，终端不再为它保留其后的办件；若日后找到仍照常收件",
        "Declare a case sequence void: its case is lost for good, and the terminal need not keep those behind it;"
        " should it be found after all it is taken in as usual",
    ),
)
@click.argument("terminal")
@click.argument("sequence", metavar="N|N..M")
@click.option("--reason", required=True, help=either("为什么找不回", "Why it is lost"))
@by_option("谁宣布", "Who declares it")
@data_option
@database_option
def void_sequence(
    *, terminal: str, sequence: str, reason: str, by: str, data: Path, database: str | None
) -> None:
    """One sequence, or a span as `kiosk store salvage` and `hub holes` write it."""
    from hub.cases.void import declare_void

    read = _SPAN.fullmatch(sequence)
    if read is None or (read["last"] and int(read["last"]) < int(read["first"])):
        raise click.BadParameter(
            either("写一个序号，或 9..12 这样的范围", "a sequence, or a span like 9..12"),
            param_hint="SEQUENCE",
        )
    first, last = int(read["first"]), int(read["last"] or read["first"])
    hub = opened(settings_of(data, database))
    done = declare_void(hub, terminal, range(first, last + 1), reason, by)
    hub.database.close()
    if isinstance(done, Failure):
        raise click.ClickException(_said(done))
    click.echo(
        either(
            f"新作废 {done.value} 个序号；终端下次心跳时得知。",
            f"{done.value} sequences are void that were not; the terminal hears of it with its next heartbeat.",
        )
    )


@click.command(
    "void-attachments",
    help=either(
        "宣布一个办件没有传来的附件作废：已确认找不回，终端不再为它保留办件；若日后传来仍照常收下",
        "Declare the attachments of a case void that never came: they are lost for good, and the terminal need not keep"
        " cases for them; should one come after all it is taken in as usual",
    ),
)
@click.argument("number")
@click.option("--reason", required=True, help=either("为什么找不回", "Why they are lost"))
@by_option("谁宣布", "Who declares it")
@data_option
@database_option
def void_attachments(*, number: str, reason: str, by: str, data: Path, database: str | None) -> None:
    """The case stays as it was decided."""
    from hub.cases.void_files import declare_files_void

    hub = opened(settings_of(data, database))
    done = declare_files_void(hub, number, reason, by)
    hub.database.close()
    if isinstance(done, Failure):
        raise click.ClickException(_said(done))
    click.echo(
        either(
            f"新作废 {done.value} 个附件；终端下次心跳时得知。",
            f"{done.value} attachments are void that were not; the terminal hears of it with its next heartbeat.",
        )
    )


def _told(found: Standing) -> str:
    lines = [_reached(found)]
    lines += [
        either(
            f"缺少序号 {hole}，自 {hole.since:%Y-%m-%d %H:%M} UTC 起",
            f"missing {hole}, since {hole.since:%Y-%m-%d %H:%M} UTC",
        )
        for hole in found.holes
    ]
    lines += [
        either(
            f"办件 {one.case_number} 缺 {one.missing} 个附件，自 {one.since:%Y-%m-%d %H:%M} UTC 起",
            f"case {one.case_number} waits for {one.missing} attachments, since {one.since:%Y-%m-%d %H:%M} UTC",
        )
        for one in found.incomplete
    ]
    if found.more:
        lines.append(either("还有更多：处理完这些再看", "there are more: deal with these, then look again"))
    lines += [
        either(
            f"已作废序号 {void.sequence}，{void.at:%Y-%m-%d %H:%M} UTC，{void.declared_by}：{void.reason}",
            f"void {void.sequence}, {void.at:%Y-%m-%d %H:%M} UTC, {void.declared_by}: {void.reason}",
        )
        for void in found.voids
    ]
    return "\n".join(lines)


def _reached(found: Standing) -> str:
    if not found.highest:
        return either("还没有收到这台终端的办件", "no case of this terminal came yet")
    if not found.durable_sequence:
        return either(
            f"从序号 1 起就没有收妥，收到的最高序号是 {found.highest}",
            f"safe up to 0, highest {found.highest}",
        )
    return either(
        f"序号 {found.durable_sequence} 及以前的都已收妥或作废，收到的最高序号是 {found.highest}",
        f"safe up to {found.durable_sequence}, highest {found.highest}",
    )


def _said(failure: Failure) -> str:
    match failure.code:
        case "no_such_terminal":
            return either("没有这台终端", "there is no such terminal")
        case "no_such_case":
            return either("没有这个办件", "there is no such case")
        case "files_here":
            return either("这个办件的附件都在", "all attachments of this case are here")
        case "reason_needed":
            return either("要写明是谁、为什么", "it must be said who declares it, and why")
        case "too_many":
            return either("一次最多 1000 个序号", "at most 1,000 sequences at once")
        case "beyond_known":
            return either(
                "还没有更高序号的办件到来：没有办件在等它，它也可能还在路上",
                "no case with a higher sequence came yet: nothing waits for it, and it may be on its way",
            )
        case _:
            return either(
                f"序号 {failure.detail} 的办件已经收到，没有丢失：先运行 hub holes",
                f"a case with sequence {failure.detail} is here: run hub holes first",
            )
