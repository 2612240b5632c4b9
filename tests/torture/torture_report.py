"""What the long proofs counted: printed at the end, and kept as figures for the benchmarks."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

FIGURES = Path(__file__).parents[2] / "benchmarks" / "torture.json"
_COLUMNS = ("faults", "shown", "lost", "doubled", "unseen", "seconds")


@dataclass
class Figures:
    """Counts of each proof, added up over its runs."""

    proofs: dict[str, dict[str, int]] = field(default_factory=dict)
    began: float = 0.0

    def begin(self) -> None:
        """A proof starts now."""
        self.began = time.monotonic()

    def add(self, proof: str, **counts: int) -> None:
        """What the proof that ends here counted."""
        kept = self.proofs.setdefault(proof, {})
        for name, count in {**counts, "seconds": int(time.monotonic() - self.began)}.items():
            kept[name] = kept.get(name, 0) + count

    def lines(self) -> list[str]:
        """A table for people; nothing when no proof ran."""
        if not self.proofs:
            return []
        rows = [f"{'proof':<12}" + "".join(f"{name:>10}" for name in _COLUMNS)]
        return rows + [
            f"{proof:<12}" + "".join(f"{counts.get(name, 0):>10}" for name in _COLUMNS)
            for proof, counts in sorted(self.proofs.items())
        ]

    def keep(self, config: pytest.Config) -> None:
        """Only of a run of the long proofs: the samples of `make test` are no figures."""
        if config.getoption("markexpr") != "torture" or not {"power", "kill"} & self.proofs.keys():
            return
        figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
        if power := self.proofs.get("power"):
            note = (
                f"{power['shown']} numbers shown; torn sectors, names not kept before their folder is synced"
            )
            figures["cache.power_cuts"] = _figure(power["faults"], "cuts", note)
            figures["cache.power_cut_lost"] = _figure(power["lost"], "numbers", "shown and not there")
        if kill := self.proofs.get("kill"):
            note = f"{kill['shown']} numbers shown, real hub, one exchange in three goes wrong"
            figures["cache.kills"] = _figure(kill["faults"], "kills", note)
            figures["cache.kill_lost"] = _figure(kill["lost"], "numbers", "shown and not at the hub")
            figures["cache.kill_doubled"] = _figure(kill["doubled"], "cases", "at the hub twice")
        text = json.dumps(figures, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
        FIGURES.write_text(text, encoding="utf-8")


def _figure(value: int, unit: str, note: str) -> dict[str, object]:
    """As benchmarks/meters.py makes them."""
    return {"value": value, "unit": unit, "command": "make torture", "note": note}
