"""呼叫帮办: a call for help and the words that pass."""

from __future__ import annotations

from uuid import UUID

from pydantic import AwareDatetime, Field

from contract.codes import HelpAuthor, HelpState
from contract.message import Message


class HelpCall(Message):
    """Opened by the terminal. It tells where the resident is stuck, never who the resident is."""

    key: UUID
    terminal_id: str
    opened_at: AwareDatetime
    page: str
    item_id: str | None = None
    slip_number: str
    """Short number the resident sees (and has on paper when the line was down)."""
    called_offline: bool = False


class HelpWords(Message):
    """One text message."""

    number: int = Field(ge=1)
    author: HelpAuthor
    text: str = Field(max_length=500)
    at: AwareDatetime


class HelpSay(Message):
    """The resident's words on their way to the hub; `key` makes a repeat harmless."""

    key: UUID
    text: str = Field(min_length=1, max_length=500)


class HelpStatus(Message):
    """How the call stands; `words` after the number that was asked for."""

    key: UUID
    state: HelpState
    helper: str | None
    words: tuple[HelpWords, ...]
