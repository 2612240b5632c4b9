"""A paper that somebody lays before the terminal."""

from __future__ import annotations

from datetime import UTC, date, datetime

from contract.paper_proof import PaperStatement

CAMERA = "camera"
PAPER_CODE = "https://hub.test/verify/ABCD-EFGH-JKMN-PQRS?t=token#CODE"
PAPER = PaperStatement(
    code="ABCD-EFGH-JKMN-PQRS",
    issued_at=datetime(2026, 11, 22, 4, 0, tzinfo=UTC),
    valid_until=date(2027, 2, 20),
    specimen=True,
    title="社会保险参保证明",
    issuer="清河县社会保险经办机构",
    lines=(("姓名", "李*国"), ("证件号码", "990***********001X")),
)
