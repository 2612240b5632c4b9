"""What every message has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

PROTOCOL_VERSION = 1


class Message(BaseModel):
    """Frozen, and closed: a field that the other side does not know is an error, not a loss."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")
