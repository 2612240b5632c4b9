"""What every command of `hub` shares: its options, its hub, and how it fails."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract.civil_time import CIVIL
from hub.help_texts import either
from outcome import Action, Failure

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.cases.rates import Month
    from hub.settings import Settings
    from hub.wiring import Hub

DATA = Path("hub-data")
DEMO_RESIDENTS = Path(__file__).parent.parent / "demo" / "residents.yaml"
REGISTERS = "registers.yaml"
ACTOR_LENGTH = 60
"""Of a name in the hub's tables; what is longer is cut where it is typed, and nowhere else."""

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=DATA,
    show_default=True,
    help=either("数据目录：数据密钥和数据库文件", "Folder of the data key and the database file"),
)
database_option = click.option(
    "--database",
    metavar="URL",
    help=either(
        "PostgreSQL 地址，如 postgresql+psycopg://hub@db/hub；默认用数据目录中的 SQLite",
        "PostgreSQL address, e.g. postgresql+psycopg://hub@db/hub; default: SQLite in the data folder",
    ),
)
residents_option = click.option(
    "--residents",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=either("演示登记库认识的虚构居民", "Fictional residents that the demo's register knows"),
)
registers_option = click.option(
    "--registers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=either(
        "演示登记库关于这些居民的记录；默认是居民文件旁边的 registers.yaml",
        "What the demo's register says of those residents; default: registers.yaml beside their file",
    ),
)


def registers_beside(residents: Path | None, registers: Path | None) -> Path | None:
    """The file that was named, else the one beside the residents', where there is one."""
    if registers is not None or residents is None:
        return registers
    beside = residents.with_name(REGISTERS)
    return beside if beside.exists() else None


class Commands(click.Group):
    """A database that cannot be used (full disk, lock, server away) ends any command with a sentence."""

    def invoke(self, ctx: click.Context) -> object:
        from sqlalchemy.exc import OperationalError

        try:
            return super().invoke(ctx)
        except OperationalError as error:
            trouble = either(
                f"数据库用不了（{error.orig}）：修好后再运行一次",
                f"the database cannot be used ({error.orig}): mend it, then run this again",
            )
            raise click.ClickException(trouble) from None


def _named(_context: click.Context, _option: click.Parameter, name: str) -> str:
    """As the audit table keeps it."""
    if not name.strip():
        raise click.BadParameter(either("写明是谁", "say who it is"))
    return name.strip()[:ACTOR_LENGTH]


def by_option(zh: str, en: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Who does it, which the audit table tells: never nobody."""
    return click.option("--by", required=True, callback=_named, help=either(zh, en))


def _month(context: click.Context, _option: click.Parameter, text: str | None) -> Month:
    """A reporting month; without one that of today."""
    from hub.cases.rates import Month, month_of

    if text is None:
        return month_of(datetime.now(CIVIL).date())
    read = _MONTH.fullmatch(text)
    if read is None:
        raise click.BadParameter(either("写成 2026-11", "write it as 2026-11"), ctx=context)
    return Month(int(read[1]), int(read[2]))


_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
month_option = click.option(
    "--month",
    callback=_month,
    metavar="YYYY-MM",
    help=either(
        "统计月：上月25日至本月24日；默认是今天所在的",
        "Month from the 25th before to the 24th; default: that of today",
    ),
)


def settings_of(
    data: Path,
    database: str | None,
    public_url: str = "",
    residents: Path | None = None,
    heartbeat_seconds: int = 60,
) -> Settings:
    """Of a hub in the folder `data`."""
    from hub.settings import Settings, sqlite_url

    every = timedelta(seconds=heartbeat_seconds)
    return Settings(data, database or sqlite_url(data), public_url, residents, every)


def opened(settings: Settings) -> Hub:
    """The hub, or the end of the command."""
    from hub.wiring import open_hub

    hub = open_hub(settings)
    if isinstance(hub, Failure):
        raise click.ClickException(f"{hub.code}: {hub.detail}")
    return hub.value


def who(action: Action) -> str:
    """Who must act, in words."""
    return {
        Action.NOBODY: either("无需处理", "nobody"),
        Action.RESIDENT: either("居民", "the resident"),
        Action.SITE_KEEPER: either("网点管理员", "site keeper"),
        Action.ENGINEER: either("工程师", "engineer"),
    }[action]
