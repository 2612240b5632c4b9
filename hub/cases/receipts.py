"""Whether a receipt that somebody shows is one of this hub."""

from sqlalchemy import select

from contract import receipt_proof
from contract.receipt_proof import Proof
from hub.hub_key import public_key
from hub.tables import terminal
from hub.wiring import Hub
from outcome import Action, Failure, Outcome

LONGEST = 2000
"""Characters of a proof that is looked at; a real one has about 500."""


def check(hub: Hub, text: str) -> Outcome[Proof]:
    """The proof, when all of it holds. The hub also knows terminals whose receipt carries no certificate yet."""
    read = receipt_proof.read(text[:LONGEST])
    if isinstance(read, Failure):
        return read
    proof = read.value
    if proof.certificate is not None:
        verified = receipt_proof.verify(proof, public_key(hub))
        return verified if isinstance(verified, Failure) else read
    with hub.database.read() as connection:
        key = connection.execute(
            select(terminal.c.public_key).where(terminal.c.id == proof.statement.number.terminal_id)
        ).scalar_one_or_none()
    if not key:
        return Failure("proof_unknown_terminal", Action.NOBODY, "not enrolled, or revoked")
    if not receipt_proof.is_signed_by(proof, key):
        return Failure("proof_altered", Action.NOBODY, "something of it is not as the terminal signed it")
    return read
