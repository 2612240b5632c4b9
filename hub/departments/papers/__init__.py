"""The papers that departments give: most are described in the item's file, a few have a small file here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.departments.papers.described import DescribedPaper
from hub.departments.papers.insurance import InsurancePaper
from hub.departments.papers.licence import LicencePaper
from hub.departments.papers.tax import TaxPaper

if TYPE_CHECKING:
    from catalogue.model import Item
    from hub.departments.papers.paper import Paper

_DESCRIBED = DescribedPaper()
_OF_ITS_OWN: dict[str, Paper] = {
    "getihu-sheli": LicencePaper("92"),
    "gongsi-sheli": LicencePaper("91"),
    "shebao-canbao-zhengming": InsurancePaper(),
    "wanshui-zhengming": TaxPaper(),
}


def paper_of(item: Item) -> Paper:
    """What the item ends with, where it ends with a document."""
    return _OF_ITS_OWN.get(item.id, _DESCRIBED)
