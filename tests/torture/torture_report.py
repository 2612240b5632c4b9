"""What the long proofs counted, kept beside the run and printed at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Figures:
    """Counts of each proof, added up over its runs."""

    proofs: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, proof: str, **counts: int) -> None:
        self.proofs.setdefault(proof, Counter()).update(counts)
