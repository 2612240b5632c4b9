"""The fault matrix of a whole visit as Markdown: a table a device, a line a fault, a column a phase."""

from __future__ import annotations

Told = tuple[str, str, dict[str, str]]
"""Device, fault, and by phase what was told and how soon the device was well again."""


def visit_fault_table(found: list[Told]) -> str:
    """Several lines of one fault (from several tests) stand together."""
    lines = [
        "# What each fault led to in each phase of a visit",
        "",
        "`–`: nothing was told, because the phase does not use the device or the fault passed unnoticed. An empty cell was",
        "not tried in this run (`-m torture` tries all). *Back*: from the mending of the fault, with nobody's help.",
    ]
    for device in dict.fromkeys(name for name, _, _ in found):
        rows: dict[str, dict[str, str]] = {}
        for name, fault, cells in found:
            if name == device:
                rows.setdefault(fault, {}).update({phase: cell for phase, cell in cells.items() if cell})
        phases = list(dict.fromkeys(phase for name, _, cells in found if name == device for phase in cells))
        lines += ["", f"## {device}", "", _line("fault", *phases), _line(*("---" for _ in ("", *phases)))]
        lines += [_line(fault, *(cells.get(phase, "") for phase in phases)) for fault, cells in rows.items()]
    return "\n".join(lines) + "\n"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
