"""`hub rescue-key` and `hub import-rescued`: what was rescued from the store of a terminal that is gone."""

from __future__ import annotations

import base64
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract.rescue_bundle import PartKind, read_key
from hub.command_line import (
    DEMO_RESIDENTS,
    by_option,
    data_option,
    database_option,
    opened,
    registers_beside,
    registers_option,
    residents_option,
    settings_of,
    who,
)
from hub.help_texts import either
from outcome import Action, Failure

if TYPE_CHECKING:
    from hub.intake.rescued import Imported, Line

EXIT_TROUBLE = 1


@click.command(
    "rescue-key",
    help=either(
        "显示公钥：kiosk keys rescue --hub-key 用它把救出的办件密封给本中心",
        "Show the public key with which kiosk keys rescue --hub-key seals what it rescued, for this hub alone",
    ),
)
@data_option
@database_option
def rescue_key(*, data: Path, database: str | None) -> None:
    """One line of base64."""
    from hub.intake.rescued import rescue_key as key_of

    hub = opened(settings_of(data, database))
    hub.database.close()
    click.echo(base64.b64encode(key_of(hub)).decode())


@click.command(
    "import-rescued",
    help=either(
        "导入从损坏终端的存储中救出的办件；已有的不会重复，可以再次运行",
        "Take in what was rescued from the store of a terminal that is gone; what is here is not doubled, so it may"
        " be run again",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--operator-key",
    metavar="KEY",
    required=True,
    help=either(
        "运维单位的恢复公钥，与终端 config.toml 的 recovery_key 相同",
        "The operator's public recovery key, as recovery_key in the terminals' config.toml",
    ),
)
@by_option("谁导入", "Who imports it")
@click.option(
    "--public-url",
    metavar="URL",
    required=True,
    help=either(
        "印在证明二维码里的外部网址，与 hub serve 的相同",
        "Address that is printed in the QR codes of certificates, the same as of hub serve",
    ),
)
@residents_option
@registers_option
@data_option
@database_option
def import_rescued(
    *,
    file: Path,
    operator_key: str,
    by: str,
    public_url: str,
    residents: Path | None,
    registers: Path | None,
    data: Path,
    database: str | None,
) -> None:
    """Exit 1 when something was refused or does not open. The hub may serve meanwhile."""
    from hub.intake.rescued import import_rescued as take

    key = read_key(operator_key)
    if isinstance(key, Failure):
        raise click.ClickException(_said(key.code))
    if residents is None and DEMO_RESIDENTS.exists():
        residents = DEMO_RESIDENTS
    registers = registers_beside(residents, registers)
    settings = settings_of(data, database, public_url.rstrip("/"), residents)
    hub = opened(replace(settings, registers=registers))
    try:
        with file.open("rb") as bundle:
            done = take(hub, bundle, key.value, by)
    except OSError as error:
        trouble = either(f"读不出文件：{error.strerror}", f"the file cannot be read: {error.strerror}")
        raise click.ClickException(trouble) from None
    finally:
        hub.database.close()
    if isinstance(done, Failure):
        raise click.ClickException(_said(done.code))
    click.echo(_told(done.value))
    sys.exit(0 if done.value.whole else EXIT_TROUBLE)


def _told(found: Imported) -> str:
    from hub.intake.rescued import Became

    lines = [_line(line) for line in found.lines]
    taken, here, refused = (found.count(became) for became in Became)
    lines.append(
        either(
            f"终端 {found.terminal_id}：导入 {taken} 条，此前已收到 {here} 条，拒收 {refused} 条。",
            f"Terminal {found.terminal_id}: {taken} taken in, {here} were here, {refused} refused.",
        )
    )
    if found.damaged:
        lines.append(
            either(
                f"有 {found.damaged} 段打不开：请重新救出或重新复制，再运行一次。{_act(Action.ENGINEER)}",
                f"{found.damaged} parts do not open: rescue or copy them again, and run this again."
                f" {_act(Action.ENGINEER)}",
            )
        )
    if found.torn:
        lines.append(
            either(
                f"文件不完整，后面的记录没有：请重新复制或重新救出，再运行一次。{_act(Action.ENGINEER)}",
                f"The file is cut off, what came behind is not here: copy or rescue it again, and run this again."
                f" {_act(Action.ENGINEER)}",
            )
        )
    if not found.noted:
        lines.append(
            either(
                f"数据库写不了，审计记录里没有写下结果：修好后再运行一次。{_act(Action.ENGINEER)}",
                "The database cannot be written, and the audit table does not say how this ended: mend it, run this"
                f" again. {_act(Action.ENGINEER)}",
            )
        )
    return "\n".join(lines)


def _line(line: Line) -> str:
    kind = {
        PartKind.CASE: either("办件", "case"),
        PartKind.RATING: either("评价", "rating"),
        PartKind.HELP: either("呼叫", "call for help"),
        PartKind.ATTACHMENT: either("附件", "attachment"),
    }.get(line.kind, line.kind.value)
    became = {
        "taken_in": either("已导入", "taken in"),
        "was_here": either("此前已收到", "was already here"),
        "refused": either("拒收", "refused"),
    }[line.became]
    told = f"{kind} {line.name} {became}"
    return told if not line.code else f"{told} [{line.code}] {_said(line.code)} {_act(line.who)}"


def _act(action: Action) -> str:
    return either(f"处理人：{who(action)}。", f"Who must act: {who(action)}.")


def _said(code: str) -> str:
    zh, en = _SENTENCES.get(code, (f"{code}。", f"{code}."))
    return either(zh, en)


_SENTENCES = {
    "bad_key": (
        "恢复公钥不对：应是一行 base64。",
        "This is no public recovery key: it is one line of base64.",
    ),
    "not_a_bundle": (
        "这不是救出的文件包，或是更新版本的。",
        "This is no bundle of rescued records, or one of a newer version.",
    ),
    "other_hub": (
        "这个文件包是密封给另一个中心的：带到那里，或用本中心的 hub rescue-key 重新救出。",
        "This bundle is sealed to another hub: carry it there, or rescue again with this hub's hub rescue-key.",
    ),
    "other_operator": (
        "这个文件包不是用这把恢复密钥救出的：核对 --operator-key 和文件的来历。",
        "This bundle was not made with this recovery key: check --operator-key, and where the file comes from.",
    ),
    "damaged_bundle": (
        "文件包打不开：已损坏，或不是运维单位制作的。",
        "The bundle does not open: it is damaged, or not of the operator's making.",
    ),
    "no_such_terminal": (
        "这台终端没有在本中心登记过。",
        "This terminal never enrolled at this hub.",
    ),
    "bad_message": ("内容不合约定。", "Its content does not fit the contract."),
    "other_terminal": ("它属于另一台终端。", "It belongs to another terminal."),
    "key_reused": ("同一标识号下已有不同的内容。", "Other content is here under its key."),
    "sequence_reused": ("这个序号已有另一个办件。", "Another case is here under its sequence."),
    "case_number_reused": ("这个编号已有另一个办件。", "Another case is here under its number."),
    "no_such_attachment": ("它所属的办件还没有收到。", "Its case is not here."),
    "digest_differs": ("内容与办件所记的不符。", "It is not what its case says."),
    "incomplete": ("有缺失的部分。", "Pieces of it are missing."),
    "too_large": ("比办件所记的大。", "It is larger than its case says."),
    "store_unavailable": (
        "数据库写不了：修好后再运行一次。",
        "The database cannot be written: mend it, run this again.",
    ),
    "hub_stumbled": (
        "程序出错：见日志，改正后再运行一次。",
        "The program stumbled: see the log, mend it, then run this again.",
    ),
}
