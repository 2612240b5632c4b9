"""The hub's keys for papers: the one in use and those of before, together under the signature of the hub's pinned key.

A key is renewed without a visit to any terminal: who believes the hub's key believes the list. A paper names the key that
signed it by the first four bytes of the key's SHA-256.

    keys = version | suite | count 1 | (public key 32 | in use since 5 | until 5, 0 for still) of each | signature 64
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from contract import packed
from contract.packed import KEY_BYTES, SIGNATURE_BYTES, Reader

if TYPE_CHECKING:
    from collections.abc import Callable

KEY_ID_BYTES = 4
MOST_KEYS = 50
_HEAD = bytes((1, 1))
_STILL = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class PaperKey:
    """Ed25519, raw, and when it signed; both ends in whole seconds, UTC."""

    public_key: bytes
    since: datetime
    until: datetime | None
    """None: it is the one in use."""

    @property
    def id(self) -> bytes:
        return sha256(self.public_key).digest()[:KEY_ID_BYTES]

    def in_use(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True)
class PaperKeys:
    """All of them, the oldest first, and the hub's word for it."""

    keys: tuple[PaperKey, ...]
    signature: bytes

    @staticmethod
    def issue(keys: tuple[PaperKey, ...], sign: Callable[[bytes], bytes]) -> PaperKeys:
        """`sign` is the hub's own key, which terminals have pinned."""
        return PaperKeys(keys, sign(_certified(keys)))

    @staticmethod
    def unpack(data: bytes) -> PaperKeys | None:
        """What `packed` gave, or None."""
        reader = Reader(data)
        try:
            if reader.take(len(_HEAD)) != _HEAD:
                return None
            keys = tuple(_key(reader) for _ in range(reader.take(1)[0]))
            found = PaperKeys(keys, reader.take(SIGNATURE_BYTES))
            reader.end()
        except (ValueError, OverflowError):
            return None
        return found

    def packed(self) -> bytes:
        return _packed(self.keys) + self.signature

    def is_of(self, hub_key: bytes) -> bool:
        return packed.fits(hub_key, self.signature, _certified(self.keys))

    def named(self, key_id: bytes) -> PaperKey | None:
        return next((one for one in self.keys if one.id == key_id), None)

    def at(self, moment: datetime) -> PaperKey:
        """The key in use at a moment; the first was always there."""
        return next(one for one in reversed(self.keys) if one.in_use(moment))


def _packed(keys: tuple[PaperKey, ...]) -> bytes:
    spans = (one.public_key + packed.moment(one.since) + packed.moment(one.until or _STILL) for one in keys)
    return b"".join((_HEAD, bytes((len(keys),)), *spans))


def _certified(keys: tuple[PaperKey, ...]) -> bytes:
    return b"bangban paper keys\n" + _packed(keys)


def _key(reader: Reader) -> PaperKey:
    public_key, since, until = reader.take(KEY_BYTES), reader.moment(), reader.moment()
    return PaperKey(public_key, since, None if until == _STILL else until)
