"""`hub user`: who may come in at the consoles, and what officers decide alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hub.command_line import by_option, data_option, database_option, opened, settings_of
from hub.help_texts import either
from outcome import Failure

if TYPE_CHECKING:
    from pathlib import Path


@click.group("user", help=either("后台用户", "Users of the consoles"))
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
