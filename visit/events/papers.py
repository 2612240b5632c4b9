"""What is printed, and papers that are checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from uuid import UUID

    from contract.paper_proof import PaperStatement
    from contract.paper_status import PaperStatus
    from visit.held.page_picture import PagePicture


@dataclass(frozen=True)
class OpenVerify(UserEvent):
    """查证明真假: whoever was given a paper and wants to know whether it is genuine."""


@dataclass(frozen=True)
class LookUnderCamera(UserEvent):
    """The paper lies under the document camera: look for its code there."""


@dataclass(frozen=True)
class PaperChecked(OutsideEvent):
    """The signature of a paper's code, checked at this terminal."""

    order: UUID
    verdict: str
    """`genuine`, or why not (`visit/held/verifying.py`)."""
    statement: PaperStatement | None = field(default=None, repr=False)
    """What the paper must say, when it is genuine."""


@dataclass(frozen=True)
class PaperStanding(OutsideEvent):
    """What the hub knows of a genuine paper; None when it could not be reached."""

    order: UUID
    status: PaperStatus | None


@dataclass(frozen=True)
class Printed(OutsideEvent):
    """The printer itself confirmed that the job came out."""

    job_id: str


@dataclass(frozen=True)
class PrintFailed(OutsideEvent):
    job_id: str
    code: str
    action: str


@dataclass(frozen=True)
class DocumentRendered(OutsideEvent):
    """The picture of a document's first page."""

    document_id: str
    picture: PagePicture
