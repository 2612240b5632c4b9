"""The `hub` command."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click

from hub.appointments_command import appointments
from hub.cases_command import cases
from hub.command_line import (
    DEMO_RESIDENTS,
    Commands,
    data_option,
    database_option,
    opened,
    registers_beside,
    registers_option,
    residents_option,
    settings_of,
)
from hub.decide_command import decide_case
from hub.deliver_command import deliver
from hub.handovers_command import handovers
from hub.help_texts import either
from hub.outlets_command import outlets
from hub.papers_command import papers
from hub.ratings.loop import DEADLINES
from hub.ratings_command import ratings, receivers_option
from hub.rerun_command import re_run
from hub.rescued_command import import_rescued, rescue_key
from hub.staff_command import staff_pass
from hub.terminals_command import accept_audit_trail, enrolment_code, revoke_terminal
from hub.users_command import user
from hub.void_command import holes, void_attachments, void_sequence


@click.group(cls=Commands, help=either("帮办中心：终端的后台", "The hub behind the Bangban terminals"))
def main() -> None:
    """Entry point of the console script."""


@main.command(help=either("启动中心；就绪后在标准输出写一行 JSON", "Serve; prints one JSON line when ready"))
@click.option(
    "--host", default="127.0.0.1", show_default=True, help=either("监听地址", "Address to listen on")
)
@click.option(
    "--port",
    default=8600,
    show_default=True,
    help=either("端口，0 为任一空闲端口", "Port; 0 takes any free one"),
)
@data_option
@database_option
@click.option(
    "--public-url",
    metavar="URL",
    help=either("印在二维码里的外部网址", "Address that is printed in QR codes, as phones reach it"),
)
@residents_option
@registers_option
@click.option(
    "--services",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=either(
        "事项目录，与终端的相同；默认为本产品自带的",
        "Folder of the items, the same as at the terminals; default: the product's own",
    ),
)
@click.option(
    "--heartbeat-seconds",
    type=click.IntRange(1, 3600),
    default=60,
    show_default=True,
    help=either(
        "终端心跳间隔，用于判断离线", "Interval of the terminals' heartbeats; offline is computed from it"
    ),
)
@click.option(
    "--hole-hours",
    type=click.IntRange(min=1),
    default=24,
    show_default=True,
    help=either(
        "办件序号缺失多少小时后要人处理", "Hours after which a missing case sequence is a duty for staff"
    ),
)
@receivers_option
@click.option(
    "--rating-deadlines",
    type=click.Choice(sorted(DEADLINES)),
    default="fifteen-workdays",
    show_default=True,
    help=either("差评整改期限", "By when bad ratings are dealt with"),
)
@click.option("--parent", is_flag=True, help=either("标准输入结束时退出", "Exit when standard input ends"))
@click.option(
    "--demo-login",
    is_flag=True,
    help=either(
        "创建演示用户 helper、maintainer 和 officer，口令写入数据目录",
        "Make the demo users helper, maintainer and officer; their password goes into the data folder",
    ),
)
def serve(
    *,
    host: str,
    port: int,
    data: Path,
    database: str | None,
    public_url: str | None,
    residents: Path | None,
    registers: Path | None,
    services: Path | None,
    heartbeat_seconds: int,
    hole_hours: int,
    receivers: Path | None,
    rating_deadlines: str,
    parent: bool,
    demo_login: bool,
) -> None:
    """Serve until ended."""
    from hub.console.users import make_demo_login
    from hub.serve import bind, url_of
    from hub.serve import serve as serve_hub

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        listener = bind(host, port)
    except OSError as error:
        trouble = either(f"无法监听 {host}:{port}：{error}", f"cannot listen on {host}:{port}: {error}")
        raise click.ClickException(trouble) from None
    url = url_of(listener)
    if residents is None and DEMO_RESIDENTS.exists():
        residents = DEMO_RESIDENTS
    registers = registers_beside(residents, registers)
    settings = settings_of(data, database, (public_url or url).rstrip("/"), residents, heartbeat_seconds)
    settings = replace(settings, registers=registers, hole_patience=timedelta(hours=hole_hours))
    settings = replace(settings, receivers=receivers, rating_deadlines=rating_deadlines)
    if services is not None:
        settings = replace(settings, services=services)
    hub = opened(settings)
    ready = {"url": url}
    if demo_login:
        ready["console_password"] = make_demo_login(hub)
    serve_hub(hub, listener, ready, until_parent_ends=parent)


@main.command(
    "receipt-key",
    help=either(
        "显示验证收件凭证用的公钥（PEM）", "Show the public key with which receipts are verified (PEM)"
    ),
)
@data_option
@database_option
def receipt_key(*, data: Path, database: str | None) -> None:
    """For `kiosk verify --hub-key`; the page /verify/receipt/hub.pem gives the same."""
    from hub.console.verify_receipt import pem

    hub = opened(settings_of(data, database))
    hub.database.close()
    click.echo(pem(hub), nl=False)


for _command in (
    enrolment_code,
    revoke_terminal,
    accept_audit_trail,
    user,
    decide_case,
    deliver,
    re_run,
    holes,
    void_sequence,
    void_attachments,
    rescue_key,
    import_rescued,
    handovers,
    ratings,
    cases,
    outlets,
    papers,
    appointments,
    staff_pass,
):
    main.add_command(_command)
