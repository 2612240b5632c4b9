"""What tests of damaged stores share: a power cut, what comes out afterwards, and what is told of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_bench_of_cases import answer_to, value

from contract.case import CaseSubmission

if TYPE_CHECKING:
    import uuid


def crash(shelf) -> None:
    """The power goes: the log stays as it is, nobody writes a last word."""
    cache, shelf._cache = shelf._cache, None
    files = {path: path.read_bytes() for path in shelf.folder.iterdir() if path.is_file()}
    cache.close()
    for path in shelf.folder.iterdir():
        if path.is_file():
            path.unlink()
    for path, content in files.items():
        path.write_bytes(content)


def deliver_all(cache) -> dict[uuid.UUID, str]:
    """Everything that comes out, as the hub would see it."""
    found = {}
    while (record := value(cache.for_sync.next_to_send().result(10)).record) is not None:
        case = CaseSubmission.model_validate_json(record.body)
        assert case.key == record.key
        found[case.key] = case.case_number
        value(cache.for_sync.mark_answered(record.key, answer_to(record.body)).result(10))
    return found


def listed(cache) -> set[str]:
    return {one.case_number or str(one.key) for one in value(cache.for_staff.aside().result(10))}


def spanned(span: str) -> range:
    first, _, last = span.partition("..")
    return range(int(first), int(last or first) + 1)
