"""The `hub` command."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click

from hub.appointments_command import appointments
from hub.cases_command import DECISIONS, cases, why_not_decided
from hub.command_line import (
    DEMO_RESIDENTS,
    Commands,
    by_option,
    data_option,
    database_option,
    opened,
    registers_beside,
    registers_option,
    residents_option,
    settings_of,
)
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
from hub.void_command import holes, void_attachments, void_sequence
from outcome import Failure


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
    "enrolment-code",
    help=either("为一台终端生成一次性登记码", "Make a one-time code with which one terminal enrols"),
)
@click.argument("terminal")
@click.option("--outlet", required=True, help=either("网点名称（中文）", "Name of the outlet, in Chinese"))
@click.option("--outlet-en", default="", help=either("网点名称（英文）", "Name of the outlet, in English"))
@click.option(
    "--minutes",
    type=click.IntRange(1, 7 * 24 * 60),
    default=10,
    show_default=True,
    help=either("有效分钟数", "Minutes that the code holds"),
)
@data_option
@database_option
def enrolment_code(
    *, terminal: str, outlet: str, outlet_en: str, minutes: int, data: Path, database: str | None
) -> None:
    """The code alone goes to standard output, so that a script can read it."""
    import re

    from hub.fleet.enrolment import Outlet, make_code

    if not re.fullmatch(r"[A-Z0-9]{4,12}", terminal):
        raise click.BadParameter(
            either("终端号为4到12位大写字母或数字", "a terminal number has 4 to 12 capitals or digits"),
            param_hint="TERMINAL",
        )
    hub = opened(settings_of(data, database))
    code = make_code(hub, terminal, Outlet(outlet, outlet_en or outlet), timedelta(minutes=minutes))
    hub.database.close()
    click.echo(code)
    click.echo(
        either(
            f"终端 {terminal} 的登记码，{minutes} 分钟内使用一次。",
            f"Code of terminal {terminal}; use it once within {minutes} minutes.",
        ),
        err=True,
    )


@main.command("revoke", help=either("停用一台被盗或报废的终端", "Cut off a stolen or scrapped terminal"))
@click.argument("terminal")
@data_option
@database_option
def revoke_terminal(*, terminal: str, data: Path, database: str | None) -> None:
    """It may enrol again only with a new code."""
    from hub.fleet.enrolment import revoke

    hub = opened(settings_of(data, database))
    known = revoke(hub, terminal)
    hub.database.close()
    if not known:
        raise click.ClickException(either(f"没有终端 {terminal}", f"there is no terminal {terminal}"))


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


@main.command(
    "accept-trail",
    help=either(
        "认可终端现在的审计记录（已查明为何与中心留存不符）",
        "Accept a terminal's audit trail as it is now, once it is known why it is not the one of the anchor",
    ),
)
@click.argument("terminal")
@by_option("谁认可", "Who accepts it")
@data_option
@database_option
def accept_audit_trail(*, terminal: str, by: str, data: Path, database: str | None) -> None:
    """The old anchor is noted in the hub's own audit table."""
    from hub.fleet.trail import accept_trail

    hub = opened(settings_of(data, database))
    accepted = accept_trail(hub, terminal, by)
    hub.database.close()
    if not accepted:
        raise click.ClickException(
            either(f"终端 {terminal} 的审计记录没有异常", f"nothing is wrong with the trail of {terminal}")
        )


@main.command(
    "decide",
    help=either(
        "对一个办件作出后续决定，终端下次心跳时得知",
        "Decide a case later; the terminal hears of it with its next heartbeat",
    ),
)
@click.argument("number")
@click.argument("state", type=click.Choice(DECISIONS))
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    help=either("原因（中文），可多次", "A reason in Chinese; may be repeated"),
)
@click.option(
    "--reason-en",
    "reasons_en",
    multiple=True,
    help=either("同一原因的英文", "The same reason in English"),
)
@by_option("谁决定", "Who decides")
@data_option
@database_option
def decide_case(
    *,
    number: str,
    state: str,
    reasons: tuple[str, ...],
    reasons_en: tuple[str, ...],
    by: str,
    data: Path,
    database: str | None,
) -> None:
    """Nobody is left without being told why; what is approved gets the papers that its item ends with."""
    from itertools import zip_longest

    from contract.case import Reason
    from contract.codes import CaseState
    from hub.cases.changes import decide

    if len(reasons_en) > len(reasons):
        raise click.BadParameter(
            either("每条英文原因要有中文", "each reason in English needs one in Chinese"),
            param_hint="--reason",
        )
    told = tuple(
        Reason(field=None, text_zh=zh, text_en=en or zh) for zh, en in zip_longest(reasons, reasons_en)
    )
    hub = opened(settings_of(data, database))
    decided = decide(hub, number, CaseState(state), told, by)
    hub.database.close()
    if isinstance(decided, Failure):
        raise click.ClickException(why_not_decided(decided))


@main.group(help=either("后台用户", "Users of the consoles"))
def user() -> None:
    """Group of user commands."""


@user.command(
    "add", help=either("新增用户；已有的用户换口令和角色", "Add a user, or give a known one a new password")
)
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["helper", "maintainer", "officer"]),
    required=True,
    help=either(
        "helper 帮办员，maintainer 运维员，officer 审批人员",
        "helper answers calls, maintainer looks after machines, officer decides cases",
    ),
)
@click.option(
    "--department",
    default="",
    help=either(
        "审批人员的部门（事项里的中文名）；不写为全部部门",
        "Department of an officer, by the Chinese name in its items; default: every department",
    ),
)
@click.option(
    "--shown-as",
    default="",
    help=either("居民看到的称呼，如“帮办员小林”", "What residents read when this helper answers"),
)
@click.option(
    "--generate", is_flag=True, help=either("生成口令并显示一次", "Generate the password and show it once")
)
@data_option
@database_option
def user_add(
    *,
    name: str,
    role: str,
    department: str,
    shown_as: str,
    generate: bool,
    data: Path,
    database: str | None,
) -> None:
    """The password is asked for twice, or generated and shown once."""
    import secrets

    from hub.cases.officers import set_department
    from hub.console.users import Role, set_user

    if generate:
        password = secrets.token_urlsafe(12)
    else:
        password = click.prompt(either("口令", "Password"), hide_input=True, confirmation_prompt=True)
    hub = opened(settings_of(data, database))
    done = set_user(hub, name, Role(role), password, shown_as)
    if not isinstance(done, Failure):
        set_department(hub, name, department)
    hub.database.close()
    if isinstance(done, Failure):
        raise click.ClickException(done.detail)
    if generate:
        click.echo(password)


@user.command(
    "authorise",
    help=either(
        "首席事务代表：列出可当场决定、不用第二人确认的事项（整个清单；不写为取消）",
        "Items that an officer decides on the spot, without a second person (the whole list; none takes it back)",
    ),
)
@click.argument("name")
@click.argument("items", nargs=-1)
@by_option("谁授权", "Who authorises")
@data_option
@database_option
def user_authorise(*, name: str, items: tuple[str, ...], by: str, data: Path, database: str | None) -> None:
    """Each is noted in the audit table."""
    from hub.cases.officers import authorise

    hub = opened(settings_of(data, database))
    done = authorise(hub, name, items, by)
    hub.database.close()
    if isinstance(done, Failure):
        raise click.ClickException(either(f"没有用户 {name}", f"there is no user {name}"))


@user.command("remove", help=either("删除用户", "Remove a user"))
@click.argument("name")
@data_option
@database_option
def user_remove(*, name: str, data: Path, database: str | None) -> None:
    """Open sessions end with the next click."""
    from hub.console.users import remove_user

    hub = opened(settings_of(data, database))
    known = remove_user(hub, name)
    hub.database.close()
    if not known:
        raise click.ClickException(either(f"没有用户 {name}", f"there is no user {name}"))


for _command in (
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
