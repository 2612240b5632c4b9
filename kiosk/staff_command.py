"""`kiosk staff-pin`: the line for `[maintenance.pins]` of a PIN that is typed twice."""

from __future__ import annotations

import secrets

import click

from contract.staff_pass import STAFF_NUMBER
from kiosk.locale import told
from kiosk.staff_door import hashed
from visit.held.upkeep import PIN_DIGITS


@click.command("staff-pin", help=told("cli.staff_pin"))
@click.argument("staff")
@click.password_option("--pin", prompt=told("cli.staff_pin_prompt"))
def staff_pin(staff: str, pin: str) -> None:
    """The PIN itself is written nowhere."""
    if not STAFF_NUMBER.fullmatch(staff):
        raise click.BadParameter(told("cli.staff_number"), param_hint="STAFF")
    if len(pin) != PIN_DIGITS or not pin.isascii() or not pin.isdigit() or len(set(pin)) == 1:
        raise click.BadParameter(told("cli.staff_pin_digits"), param_hint="--pin")
    click.echo("[maintenance.pins]")
    click.echo(f'{staff} = "{hashed(pin, secrets.token_bytes(16))}"')
