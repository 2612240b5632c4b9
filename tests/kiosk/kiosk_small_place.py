"""A small place for the tests of `kiosk items`: two items of the demo, each on a branch of one tree."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from kiosk.config import ROOT

if TYPE_CHECKING:
    from pathlib import Path

KEPT = ("getihu-sheli", "shebao-canbao-zhengming")
TREES = """\
- id: life  # kept
  name: {zh: 人生, en: Life}
  summary: {zh: 按阶段, en: By stage}
  branches:
    - {id: opening, name: {zh: 开办, en: Opening}, items: [getihu-sheli]}
    - {id: support, name: {zh: 扶助, en: Support}, items: [shebao-canbao-zhengming]}
"""


def small_place(folder: Path) -> Path:
    """Its folder of items, with the demo's departments, windows and lists."""
    region = folder / "_region"
    region.mkdir(parents=True)
    for name in ("lists.yaml", "delivery.yaml"):
        shutil.copy(ROOT / "services" / "_region" / name, region)
    text = (ROOT / "services" / "_region" / "region.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^favourites:\n(?:[ #].*\n)*", "", text, flags=re.MULTILINE)
    (region / "region.yaml").write_text(text, encoding="utf-8")
    (region / "trees.yaml").write_text(TREES, encoding="utf-8")
    for name in KEPT:
        path = next((ROOT / "services").glob(f"[a-z]*/{name}.yaml"))
        (folder / path.parent.name).mkdir()
        shutil.copy(path, folder / path.parent.name)
    return folder
