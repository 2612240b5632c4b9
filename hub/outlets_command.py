"""`hub outlets coverage`: how many villages have an outlet within 15 or 30 minutes, and which have none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from hub.command_line import data_option, database_option, opened, settings_of
from hub.help_texts import either, says_chinese

if TYPE_CHECKING:
    from pathlib import Path

    from catalogue.coverage import Coverage
    from catalogue.model import Item
    from catalogue.outlets import Outlet
    from catalogue.region import Region


@click.group("outlets", help=either("网点", "The outlets of the place"))
def outlets() -> None:
    """Group of commands."""


@outlets.command(
    "coverage",
    help=either(
        "“1530”政务服务圈：主城区15分钟、乡村30分钟内有自助机的村（社区），以及没有的",
        "Villages with a terminal within 15 minutes (town) or 30 (elsewhere), and those without",
    ),
)
@click.option(
    "--services",
    type=click.Path(exists=True, file_okay=False),
    help=either("事项目录；默认为本产品自带的", "Folder of the items; default: the product's own"),
)
@click.option(
    "--item",
    "item_id",
    metavar="ITEM",
    help=either("只算能办这一项的网点", "Count only outlets that do this item"),
)
@click.option(
    "--now",
    is_flag=True,
    help=either(
        "只算此刻有终端在线的网点（与 --item 同用：有终端此刻能办）",
        "Count only outlets with a terminal online now (with --item: one that can do it now)",
    ),
)
@click.option("--json", "as_json", is_flag=True, help=either("输出 JSON", "Print JSON"))
@data_option
@database_option
def coverage(
    *, services: str | None, item_id: str | None, now: bool, as_json: bool, data: Path, database: str | None
) -> None:
    """Ways are estimated as the terminals do it (`catalogue/distance.py`)."""
    from pathlib import Path as Folder

    from catalogue.coverage import coverage as covered

    folder = Folder(services) if services else None
    item = _item(folder, item_id) if item_id else None
    working = _working(data, database, item) if now else None
    told = covered(
        _region(folder), item, lambda one: working is None or any(name in working for name in one.terminals)
    )
    click.echo(_as_json(told) if as_json else _as_text(told))


def _region(services: Path | None) -> Region:
    from catalogue.region_file import load_region
    from hub.settings import PRODUCT_SERVICES

    region, problems = load_region(services or PRODUCT_SERVICES)
    if problems:
        raise click.ClickException("\n".join(map(str, problems)))
    if region.outlets is None or not region.outlets.villages:
        raise click.ClickException(
            either("_region/outlets.yaml 里没有村（社区）", "_region/outlets.yaml lists no villages")
        )
    return region


def _item(services: Path | None, name: str) -> Item:
    from catalogue.loader import load_file
    from catalogue.model import Item
    from hub.settings import PRODUCT_SERVICES

    files = sorted((services or PRODUCT_SERVICES).glob(f"[a-z]*/{name}.yaml"))
    if not files:
        raise click.BadParameter(either("没有这个事项", "there is no such item"), param_hint="--item")
    found = load_file(files[0])
    if not isinstance(found, Item):
        raise click.ClickException("\n".join(map(str, found)))
    return found


def _working(data: Path, database: str | None, item: Item | None) -> frozenset[str]:
    """Terminals that are online, and can do the item."""
    from catalogue.nearby import can

    hub = opened(settings_of(data, database))
    news = hub.fleet_board.news(
        "",
        database=hub.database,
        clock=hub.clock,
        up_since=hub.up_since,
        every=hub.settings.heartbeat_every,
    )
    hub.database.close()
    return frozenset(
        one.terminal_id for one in news.terminals if one.online and (item is None or can(item, one))
    )


def _as_json(told: tuple[Coverage, ...]) -> str:
    return json.dumps(
        {
            "villages": len(told),
            "covered": sum(one.covered for one in told),
            "uncovered": [
                {
                    "village": one.village.id,
                    "name": one.village.name.zh,
                    "limit_minutes": one.limit_min,
                    "nearest": one.outlet.id if one.outlet is not None else None,
                    "minutes": one.way.minutes if one.way is not None else None,
                }
                for one in told
                if not one.covered
            ],
        },
        ensure_ascii=False,
    )


def _as_text(told: tuple[Coverage, ...]) -> str:
    covered = sum(one.covered for one in told)
    share = f"{100 * covered / len(told):.0f}%"
    head = either(
        f"{len(told)}个村（社区），{covered}个在圈内（{share}）",
        f"{len(told)} villages, {covered} within reach ({share})",
    )
    return "\n".join((head, *(_line(one) for one in told if not one.covered)))


def _line(one: Coverage) -> str:
    name = one.village.name.to("zh" if says_chinese() else "en")
    if one.outlet is None or one.way is None:
        return either(f"  {name}：没有网点", f"  {name}: no outlet")
    nearest: Outlet = one.outlet
    return either(
        f"  {name}：到{nearest.name.zh}约{one.way.minutes}分钟，应在{one.limit_min}分钟内",
        f"  {name}: about {one.way.minutes} min to {nearest.name.en}, should be within {one.limit_min}",
    )
