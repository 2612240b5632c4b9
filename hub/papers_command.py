"""`hub papers`: taking a paper back, and the keys that papers are signed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hub.command_line import by_option, data_option, database_option, opened, settings_of
from hub.help_texts import either
from outcome import Failure

if TYPE_CHECKING:
    from pathlib import Path

    from contract.paper_keys import PaperKey


@click.group(
    "papers", help=either("办出的证明：作废、签名密钥", "Papers that were issued: revoking, signing keys")
)
def papers() -> None:
    """Group of commands."""


@papers.command(
    "revoke",
    help=either(
        "作废一份证明；查证明真假的网页立即显示，联网的终端也会得知",
        "Revoke a paper; the public page says so at once, and so does every terminal with a line",
    ),
)
@click.argument("code")
@click.option("--reason", required=True, help=either("为什么作废", "Why it is revoked"))
@by_option("谁作废", "Who revokes it")
@data_option
@database_option
def revoke_paper(*, code: str, reason: str, by: str, data: Path, database: str | None) -> None:
    """For good: a paper that was right after all is issued anew."""
    from hub.certificates.codes import tidy
    from hub.certificates.revoke import revoke

    hub = opened(settings_of(data, database))
    done = revoke(hub, tidy(code), reason, by)
    hub.database.close()
    if isinstance(done, Failure):
        raise click.ClickException(_said(done))
    click.echo(
        either(
            f"{tidy(code)} 已作废。没有网络的地方只能验出签名，验不出作废。",
            f"{tidy(code)} is revoked. Where there is no line the signature is checked, and this is not known.",
        )
    )


@papers.command(
    "keys",
    help=either("列出签署证明的密钥及其使用时间", "List the keys that sign papers, and when each is in use"),
)
@data_option
@database_option
def list_keys(*, data: Path, database: str | None) -> None:
    """One line a key: its name in the codes, the public key, since when, until when."""
    from hub.certificates.keys import paper_keys

    hub = opened(settings_of(data, database))
    found = paper_keys(hub)
    hub.database.close()
    for key in found.keys:
        click.echo(_told(key))


@papers.command(
    "renew-key",
    help=either(
        "换一把签署证明的密钥，五分钟后启用；以前的证明照常有效",
        "Renew the key that signs papers, in use five minutes from now; papers of before stay good",
    ),
)
@by_option("谁更换", "Who renews it")
@data_option
@database_option
def renew_key(*, by: str, data: Path, database: str | None) -> None:
    """Terminals hear of it with their next heartbeat."""
    from hub.certificates.keys import renew

    hub = opened(settings_of(data, database))
    done = renew(hub, by)
    hub.database.close()
    if isinstance(done, Failure):
        raise click.ClickException(_said(done))
    click.echo(_told(done.value))


def _told(key: PaperKey) -> str:
    until = f"{key.until:%Y-%m-%dT%H:%M:%SZ}" if key.until is not None else "-"
    return f"{key.id.hex()} {key.public_key.hex()} {key.since:%Y-%m-%dT%H:%M:%SZ} {until}"


def _said(failure: Failure) -> str:
    match failure.code:
        case "no_such_paper":
            return either("没有出具过这个验证码的证明", "no paper was issued under this code")
        case "revoked_already":
            return either("这份证明早已作废", "this paper was revoked before")
        case "reason_needed":
            return either("要写明为什么", "it must be said why")
        case "renewed_just_now":
            return either(
                "新密钥还没有启用，不用再换", "the new key is not in use yet: there is no need for another"
            )
        case _:
            return f"{failure.code}: {failure.detail}"
