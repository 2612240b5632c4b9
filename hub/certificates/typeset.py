"""From statement and issue to PDF/A-2b with Typst.

Equal input gives equal bytes: the only time is the issue's.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import typst

import fonts
from contract.civil_time import CIVIL
from hub.certificates.qr import qr_svg

if TYPE_CHECKING:
    from pathlib import Path

    from catalogue.model import Layout
    from hub.certificates.certificate import Issue, Statement


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
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    known = _fonts_in(frozenset(fonts.path_for(char).parent for char in text))
    pdf = typst.compile(
        _template(statement.layout),
        font_paths=known,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2b"],
        sys_inputs={"content": text, "families": json.dumps(_families(known))},
        timestamp=int(issue.issued_at.timestamp()),
    )
    assert isinstance(pdf, bytes)  # noqa: S101  one format, no output path: Typst returns the bytes
    return pdf


@cache
def _template(layout: Layout) -> bytes:
    """The frame comes first and the layout after it, in one text: a layout cannot do without the frame."""
    here = files("hub.certificates")
    return b"\n".join((here / f"{name}.typ").read_bytes() for name in ("frame", layout.value))


@cache
def _fonts_in(folders: frozenset[Path]) -> typst.Fonts:
    """Only named folders: a font that happens to be installed must not change a certificate's bytes."""
    every = {fonts.REGULAR.parent, *folders}
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted(str(path) for path in every),
    )


def _families(known: typst.Fonts) -> list[str]:
    """The bundled family first, the families with rare characters after it."""
    bundled = [font.family for font in known.fonts() if str(font.path) == str(fonts.REGULAR)]
    return [*bundled, *sorted(set(known.families()) - set(bundled))]
