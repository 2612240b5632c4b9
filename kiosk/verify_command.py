"""`kiosk verify`: is a receipt genuine? With the hub's public key and no line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from contract import receipt_proof
from contract.civil_time import CIVIL
from kiosk.command_line import EXIT_TROUBLE, EXIT_WRONG, config_option, data_option, default_data
from kiosk.locale import told
from outcome import Failure, Ok

if TYPE_CHECKING:
    from contract.receipt_proof import Certificate, Proof

UNTRUE = {
    "proof_unreadable": "proof.unreadable",
    "proof_newer": "proof.newer",
    "proof_uncertified": "proof.uncertified",
    "proof_other_hub": "proof.other_hub",
    "proof_other_terminal": "proof.other_terminal",
    "proof_altered": "proof.altered",
}
"""One sentence for each way in which a receipt may be untrue."""


@click.command(help=told("proof.verify"))
@click.argument("text", required=False)
@click.option(
    "--picture",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=told("proof.picture"),
)
@click.option(
    "--hub-key",
    "key_file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=told("proof.hub_key"),
)
@config_option
@data_option(told("cli.data_dir"))
def verify(
    text: str | None, picture: Path | None, key_file: Path | None, config_file: Path, data_dir: Path | None
) -> None:
    """Exit 0: genuine; 1: not; 2: nothing was checked."""
    if (text is None) == (picture is None):
        raise click.UsageError(told("proof.one_of_two"))
    hub_key = _key_in(key_file) if key_file is not None else _pinned(data_dir or default_data())
    texts = (text,) if text is not None else _codes_in(picture)
    proof = _first_proof(texts)
    verified = receipt_proof.verify(proof, hub_key)
    if isinstance(verified, Failure):
        _untrue(verified)
    click.echo(told("proof.genuine"))
    for label, value in _facts(proof, verified.value, config_file):
        click.echo(f"  {label}: {value}")


def _facts(proof: Proof, certificate: Certificate, config_file: Path) -> list[tuple[str, str]]:
    statement = proof.statement
    return [
        (told("proof.number"), str(statement.number)),
        (told("proof.item"), _item(statement.item_id, config_file)),
        (told("proof.time"), f"{statement.accepted_at.astimezone(CIVIL):%Y-%m-%d %H:%M:%S}"),
        (told("proof.terminal"), certificate.terminal_id),
        (told("proof.outlet"), certificate.outlet),
    ]


def _item(item_id: str, config_file: Path) -> str:
    """With its name where the item is known here; whoever checks a receipt need not be a terminal."""
    from kiosk.config import load
    from kiosk.item_files import items_of
    from kiosk.locale import language

    config = load(config_file)
    items = config if isinstance(config, Failure) else items_of(config.value)
    known = None if isinstance(items, Failure) else items.value.items.get(item_id)
    return f"{known.names.legal.to(language())} ({item_id})" if known is not None else item_id


def _first_proof(texts: tuple[str, ...]) -> Proof:
    """A receipt may carry the code of a document as well: the first that is a proof counts."""
    found = [receipt_proof.read(one) for one in texts]
    best = next((one for one in found if isinstance(one, Ok)), found[0])
    if isinstance(best, Failure):
        _untrue(best)
    return best.value


def _codes_in(picture: Path | None) -> tuple[str, ...]:
    import zxingcpp
    from PIL import Image, UnidentifiedImageError

    assert picture is not None
    try:
        with Image.open(picture) as opened:
            codes = zxingcpp.read_barcodes(
                opened.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            )
            texts = tuple(one.text for one in codes)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        texts = ()
    if not texts:
        _nothing_checked(told("proof.no_code", file=picture))
    return texts


def _key_in(file: Path) -> bytes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        _nothing_checked(told("proof.no_key_in", file=file))
    return key.public_bytes_raw()


def _pinned(data: Path) -> bytes:
    """What the hub gave to this terminal when it was enrolled."""
    from offline_cache import papers

    found = papers.read(data / "keys")
    if found is None:
        _nothing_checked(told("proof.no_hub_key"))
    return found.hub_key


def _untrue(failure: Failure) -> NoReturn:
    click.echo(told(UNTRUE[failure.code]), err=True)
    sys.exit(EXIT_TROUBLE)


def _nothing_checked(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(EXIT_WRONG)
