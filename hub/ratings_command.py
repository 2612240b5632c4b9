"""`hub ratings`: what residents thought, handed on in the words of whoever receives it, and what is done about bad ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract.civil_time import CIVIL
from hub.command_line import by_option, data_option, database_option, month_option, opened, settings_of
from hub.help_texts import either
from hub.ratings.figures import FORMULAS
from hub.ratings.loop import Act
from hub.ratings.profiles import PROFILES
from outcome import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from hub.cases.rates import Month
    from hub.ratings.bad import Line
    from hub.ratings.figures import Figures
    from hub.ratings.receivers import Receiver

receivers_option = click.option(
    "--receivers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=either("接收方清单（TOML）", "Who receives ratings (TOML)"),
)


@click.group(
    "ratings",
    help=either("好差评：导出、推送、差评整改", "Ratings: export, push, and bad ones in a closed loop"),
)
def ratings() -> None:
    """Group of rating commands. Nothing of who rated is kept, so nothing of it is told."""


@ratings.command(
    "export",
    help=either(
        "按接收方的编号导出好差评，每行一条 JSON；未评价的不导出",
        "Export the ratings in a receiver's numbering, one JSON line each; who did not rate is not in it",
    ),
)
@click.option(
    "--profile",
    type=click.Choice(sorted(PROFILES)),
    required=True,
    help=either("接收方的编号方式", "How the receiver numbers the grades"),
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help=either("从哪天收到的起", "Received from this day on"),
)
@data_option
@database_option
def export(*, profile: str, since: datetime | None, data: Path, database: str | None) -> None:
    """Changes nothing."""
    from hub.ratings.handing_on import ratings_since

    hub = opened(settings_of(data, database))
    told = ratings_since(hub, since.replace(tzinfo=CIVIL) if since is not None else None)
    hub.database.close()
    for one in told:
        click.echo(json.dumps(PROFILES[profile].told(one), ensure_ascii=False))


@ratings.command(
    "push",
    help=either(
        "把到期的好差评推送给各接收方", "Send every receiver what is due; the serving hub does so by itself"
    ),
)
@receivers_option
@data_option
@database_option
def push_now(*, receivers: Path | None, data: Path, database: str | None) -> None:
    """Exit 0 also when a receiver does not answer: what it did not take is sent later."""
    from hub.ratings.push import push

    named = _receivers(receivers)
    hub = opened(settings_of(data, database))
    for one in named:
        done = push(hub, one)
        line = either(
            f"{one.name}：送达 {done.sent}，稍后再送 {done.later}，搁置 {done.aside}",
            f"{one.name}: sent {done.sent}, later {done.later}, aside {done.aside}",
        )
        click.echo(f"{line} {done.stopped}".rstrip())
    hub.database.close()


@ratings.command("status", help=either("各接收方的推送情况", "How the pushing to each receiver stands"))
@receivers_option
@data_option
@database_option
def status(*, receivers: Path | None, data: Path, database: str | None) -> None:
    """Changes nothing."""
    from hub.ratings.push import standing

    named = _receivers(receivers)
    hub = opened(settings_of(data, database))
    for one in named:
        at = standing(hub, one.name)
        since = f"{at.oldest_waiting:%Y-%m-%d %H:%M} UTC" if at.oldest_waiting is not None else "—"
        click.echo(
            either(
                f"{one.name}：待送 {at.waiting}（最早收到 {since}），"
                f"已送 {at.sent}，搁置 {at.aside}，最近一次 {at.last_code}",
                f"{one.name}: waiting {at.waiting} (oldest {since}), sent {at.sent}, aside {at.aside}, last"
                f" {at.last_code}",
            )
        )
    hub.database.close()


@ratings.command(
    "retry",
    help=either("把某接收方搁置的重新排队", "Queue again what one receiver refused, once it is mended"),
)
@click.argument("receiver")
@receivers_option
@data_option
@database_option
def retry_aside(*, receiver: str, receivers: Path | None, data: Path, database: str | None) -> None:
    """Only of a receiver of the file."""
    from hub.ratings.push import retry

    if receiver not in {one.name for one in _receivers(receivers)}:
        raise click.ClickException(either(f"清单里没有 {receiver}", f"{receiver} is not in the file"))
    hub = opened(settings_of(data, database))
    again = retry(hub, receiver)
    hub.database.close()
    click.echo(either(f"重新排队 {again} 条", f"{again} queued again"))


@ratings.command(
    "bad", help=either("未了结的差评和期限", "Bad ratings that are not closed, and by when something is due")
)
@click.option("--all", "everything", is_flag=True, help=either("包括已了结的", "Closed ones too"))
@data_option
@database_option
def bad(*, everything: bool, data: Path, database: str | None) -> None:
    """With all that was written about them."""
    from hub.ratings.bad import bad_ratings, open_missing

    hub = opened(settings_of(data, database))
    open_missing(hub)
    today = hub.clock().astimezone(CIVIL).date()
    for line in bad_ratings(hub, everything=everything):
        late = either("（已超期）", " (late)") if line.late(today) else ""
        click.echo(f"{_bad_line(line)}{late}")
        for words in line.words:
            click.echo(f"    {words.at:%Y-%m-%d %H:%M} UTC {words.by} {words.act}: {words.text}")
    hub.database.close()


@ratings.command(
    "act",
    help=either(
        "对一条差评记下一步：核查、整改、反馈、监督；排除要第二个人同意",
        "Write down a step about a bad rating; to leave one out needs a second person",
    ),
)
@click.argument("key", type=click.UUID)
@click.argument("act", type=click.Choice([one.value for one in Act]))
@click.option("--words", required=True, help=either("查到什么、做了什么", "What was found, or done"))
@by_option("谁做的", "Who did it")
@data_option
@database_option
def act_on_rating(*, key: UUID, act: str, words: str, by: str, data: Path, database: str | None) -> None:
    """Nothing is deleted."""
    from hub.ratings.bad import act_on

    hub = opened(settings_of(data, database))
    done = act_on(hub, key, Act(act), words, by)
    hub.database.close()
    if isinstance(done, Failure):
        raise click.ClickException(f"{done.code}: {done.detail}")
    click.echo(str(done.value.stage))


@ratings.command(
    "figures",
    help=either(
        "一个统计月（上月25日至本月24日）的好评率、10分制得分、主动评价率",
        "Share of good ratings, score out of 10 and share of rated visits of a month (25th to 24th)",
    ),
)
@month_option
@click.option(
    "--formula",
    type=click.Choice(sorted(FORMULAS)),
    default="good-share",
    show_default=True,
    help=either("得分怎么算", "How the score is made"),
)
@data_option
@database_option
def month_figures(*, month: Month, formula: str, data: Path, database: str | None) -> None:
    """Who did not rate is told as that."""
    from hub.ratings.figures import figures

    hub = opened(settings_of(data, database))
    found = figures(hub, month, FORMULAS[formula])
    hub.database.close()
    click.echo("\n".join(_told(found, month)))


def _receivers(path: Path | None) -> tuple[Receiver, ...]:
    from hub.ratings.receivers import load_receivers

    found = load_receivers(path)
    if isinstance(found, Failure):
        raise click.ClickException(found.detail)
    return found.value


def _bad_line(line: Line) -> str:
    bad = line.bad
    item = either(line.item_zh, line.item_en) or "—"
    return (
        f"{line.key} {bad.stage} {line.grade} {item} {line.case_number or '—'} {','.join(line.tags)} "
        + either(
            f"回访期限 {bad.call_back_by}，整改期限 {bad.mend_by}",
            f"call back by {bad.call_back_by}, mend by {bad.mend_by}",
        )
    )


def _told(found: Figures, month: Month) -> Iterator[str]:
    yield either(
        f"{month}（{month.first} 至 {month.last}）：评价 {found.rated} 条，另有 {found.excluded} 条经复核不计",
        f"{month} ({month.first} to {month.last}): {found.rated} ratings, and {found.excluded} left out on review",
    )
    yield ", ".join(f"{grade} {number}" for grade, number in found.by_grade.items())
    score = f"{found.score:.2f}" if found.score is not None else "—"
    yield either(f"得分 {score} / 10", f"score {score} / 10")
    for zh, en, share in (
        ("好评率", "good", found.good),
        ("主动评价率", "visits that were rated", found.active),
        ("回访率", "called back in time", found.called_back),
        ("差评按时整改率", "bad ones mended in time", found.mended_in_time),
    ):
        yield either(zh, en) + " " + (f"{share:.1%}" if share is not None else "—")
    if found.top_tags:
        tags = ", ".join(f"{tag} × {number}" for tag, number in found.top_tags)
        yield either(f"差评标签 {tags}", f"tags of bad ratings {tags}")
