"""What somebody is looking for: trees, lists, a search, a code in the hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from uuid import UUID

    from contract.outlets import OutletsNow


@dataclass(frozen=True)
class ChooseItem(UserEvent):
    item_id: str


@dataclass(frozen=True)
class OpenTree(UserEvent):
    """One of the ways to look at everything: 人生9件事, 企业3件事, 一件事, 随时可办."""

    tree: str


@dataclass(frozen=True)
class OpenBranch(UserEvent):
    """A stage of a life or of a business, on the page of its tree."""

    branch: str


@dataclass(frozen=True)
class OpenSearch(UserEvent):
    """To type what one is looking for."""


@dataclass(frozen=True)
class OpenCodes(UserEvent):
    """扫码或输入号码: whoever has a number already."""


@dataclass(frozen=True)
class OpenElsewhere(UserEvent):
    """未进驻事项负面清单: what is not done in this hall, and where it is."""


@dataclass(frozen=True)
class OpenOutlets(UserEvent):
    """附近网点."""


@dataclass(frozen=True)
class OpenVoice(UserEvent):
    """反映问题: what could not be done, a number to ring, an opinion."""


@dataclass(frozen=True)
class CodeScanned(OutsideEvent):
    """A code was laid before the reader, while the page listened for one. What it is: `visit/codes.py`."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class NoCodeSeen(OutsideEvent):
    """Under the document camera lies nothing with a code that can be read."""

    order: UUID


@dataclass(frozen=True)
class OutletsHeard(OutsideEvent):
    """The hub told how all terminals of the place are, or which of them changed."""

    news: OutletsNow
