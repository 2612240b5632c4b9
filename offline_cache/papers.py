"""What the hub gave this terminal to prove receipts with, and to check papers: its public key, a certificate, the address
of its page, its keys for papers.

Nothing of it is secret. It lies beside the keys and not in the store, because it must outlive a damaged store and be
read by whoever checks a receipt while the terminal runs. The hub's key is believed when the terminal is enrolled (staff
stand beside it) and pinned from then on: papers that come with a heartbeat must be of the same hub.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pydantic import ValidationError

from contract.fleet import HubPapers
from contract.paper_keys import PaperKeys
from contract.receipt_proof import Certificate
from offline_cache.durable_file import replace_whole
from offline_cache.trouble import of_system
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger(__name__)
FILE_NAME = "hub-papers.json"


class Papers:
    """Read once, kept in memory; any thread may ask."""

    def __init__(self, folder: Path, terminal_id: str, public_key: Callable[[], bytes]) -> None:
        """`public_key` tells the terminal's key of now: it may be changed while the program runs."""
        self._path = folder / FILE_NAME
        self._terminal_id = terminal_id
        self._public_key = public_key
        self._held = read(folder)
        self._certificate = self._genuine(self._held) if self._held is not None else None

    @property
    def certificate(self) -> Certificate | None:
        """For receipts; None when the hub gave none for this terminal and its key."""
        found = self._certificate
        return found if found is not None and found.public_key == self._public_key() else None

    @property
    def hub_key(self) -> bytes | None:
        """The hub's public key as it was pinned; None before enrolment."""
        return self._held.hub_key if self._held is not None else None

    @property
    def paper_keys(self) -> PaperKeys | None:
        """With which papers are checked; None when the hub gave none that are its own."""
        if self._held is None:
            return None
        found = PaperKeys.unpack(self._held.paper_keys)
        return found if found is not None and found.is_of(self._held.hub_key) else None

    @property
    def verify_url(self) -> str:
        return self._held.verify_url if self._held is not None else ""

    @property
    def mark(self) -> str:
        """Tells the hub which papers are here; empty when they are of no use."""
        return self._held.mark() if self._held is not None and self.certificate is not None else ""

    def enrolled(self, papers: HubPapers) -> Outcome[None]:
        """Believe and keep what the hub gave at enrolment. Failures: `bad_papers`, `disk_full`, `disk_error`."""
        certificate = self._genuine(papers)
        if certificate is None or certificate.public_key != self._public_key():
            return Failure(
                "bad_papers", Action.ENGINEER, "the hub's certificate is not for this terminal's key"
            )
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_whole(self._path, papers.model_dump_json().encode(), mode=0o600)
        except OSError as error:
            return of_system(error, "keeping the hub's papers")
        self._held, self._certificate = papers, certificate
        return Ok(None)

    def renewed(self, papers: HubPapers) -> Outcome[None]:
        """Keep newer papers of the same hub. Failures besides those of `enrolled`: `other_hub_key`."""
        if self._held is not None and papers.hub_key != self._held.hub_key:
            detail = "the hub signs with another key than at enrolment: enrol again when that is right"
            return Failure("other_hub_key", Action.ENGINEER, detail)
        return self.enrolled(papers)

    def _genuine(self, papers: HubPapers) -> Certificate | None:
        found = Certificate.unpack(papers.certificate)
        genuine = found is not None and found.is_of(papers.hub_key) and found.terminal_id == self._terminal_id
        return found if genuine else None


def read(folder: Path) -> HubPapers | None:
    """What lies in `folder`; None when there is nothing, or nothing that reads: the next heartbeat brings it again."""
    try:
        return HubPapers.model_validate_json((folder / FILE_NAME).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        log.warning("the hub's papers do not read: %s; must act: nobody", type(error).__name__)
        return None
