"""The fictional residents that the demo's register knows, from the file the card simulators also use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from pathlib import Path

    from contract.case import Applicant


@dataclass(frozen=True)
class Resident:
    """`nickname` is the resident's name in demo files only."""

    nickname: str
    name: str
    id_number: str


class Residents:
    """Found by number and name together: one of them alone proves nobody."""

    def __init__(self, people: tuple[Resident, ...]) -> None:
        self._by_number = {person.id_number: person for person in people}

    def find(self, applicant: Applicant) -> Resident | None:
        """The resident on record, if any."""
        person = self._by_number.get(applicant.id_number.strip().upper())
        return person if person is not None and person.name == applicant.name.strip() else None

    def is_somebody_else(self, applicant: Applicant) -> bool:
        """Whether the number is a resident's and the name is not."""
        return applicant.id_number.strip().upper() in self._by_number and self.find(applicant) is None


def load_residents(path: Path) -> Residents:
    """Read the file; a wrong file stops the hub at start with what is wrong in it."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["residents"]
    return Residents(
        tuple(
            Resident(nickname, str(entry["name"]), str(entry["id_number"]))
            for nickname, entry in entries.items()
        )
    )
