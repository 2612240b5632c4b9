"""The durable store of a terminal: outbox, case numbers, audit trail, keys, and the sync to the hub."""

from offline_cache.audit import AuditEvent, Finding
from offline_cache.envelope import Algorithm
from offline_cache.hub_link import HubLink, Timeouts
from offline_cache.keys import FileKeyHome, KeyHome
from offline_cache.records import Accepted, Aside, CaseDraft, Kind, State
from offline_cache.store import OfflineCache
from offline_cache.sync import Pace, Sync

__all__ = [
    "Accepted",
    "Algorithm",
    "Aside",
    "AuditEvent",
    "CaseDraft",
    "FileKeyHome",
    "Finding",
    "HubLink",
    "KeyHome",
    "Kind",
    "OfflineCache",
    "Pace",
    "State",
    "Sync",
    "Timeouts",
]
