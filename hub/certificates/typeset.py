"""From statement and issue to a paper: what the template of its layout is filled with.

Equal input gives equal bytes: the only time is the issue's.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from contract.civil_time import CIVIL
from typeset.pdf import pdf_of
from typeset.qr import qr_svg

if TYPE_CHECKING:
    from catalogue.model import Layout
    from hub.certificates.certificate import Issue
    from hub.departments.papers.statement import Statement


def typeset(statement: Statement, issue: Issue) -> bytes:
    """The certificate as PDF. An exception means the template is wrong, not the resident's data."""
    table = statement.table
    content = {
        "title_zh": statement.title_zh,
        "title_en": statement.title_en,
        "issuer_zh": statement.issuer_zh,
        "issuer_en": statement.issuer_en,
        "lines": [[line.label_zh, line.label_en, line.value] for line in statement.lines],
        "says": statement.says,
        "columns": table.columns if table is not None else None,
        "wide": table.wide_column if table is not None else 0,
        "rows": table.rows if table is not None else (),
        "closing": statement.closing,
        "code": issue.code,
        "issued_at": f"{issue.issued_at.astimezone(CIVIL):%Y-%m-%d %H:%M:%S}",
        "issued_on": f"{issue.issued_at.astimezone(CIVIL):%Y-%m-%d}",
        "valid_until": statement.valid_until.isoformat(),
        "terminal_id": issue.terminal_id,
        "case_number": issue.case_number,
        "verify_page": issue.verify_url.partition("?")[0].rpartition("/")[0],
        "qr": qr_svg(issue.verify_url),
    }
    return pdf_of(_template(statement.layout), content, issue.issued_at)


@cache
def _template(layout: Layout) -> bytes:
    """The frame comes first and the layout after it, in one text: a layout cannot do without the frame."""
    here = files("hub.certificates")
    return b"\n".join((here / f"{name}.typ").read_bytes() for name in ("frame", layout.value))
