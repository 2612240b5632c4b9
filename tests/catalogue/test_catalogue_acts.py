"""An item that ends with an act of a device is decided here and now, or its file is refused."""

from __future__ import annotations

import pytest
from catalogue_files import SERVICES, problems_of, write

from catalogue.model import DeviceAct

CARD = (SERVICES / "renshe" / "shebaoka-mima-chongzhi.yaml").read_text(encoding="utf-8")


def told(folder, old, new):
    assert old in CARD
    write(folder, CARD.replace(old, new, 1), domain="renshe", name="shebaoka-mima-chongzhi.yaml")
    return {one.where: one for one in problems_of(folder)}


def test_the_item_of_the_card_s_pin_has_its_act(catalogue):
    item = catalogue.items["shebaoka-mima-chongzhi"]
    assert item.act is DeviceAct.CARD_PIN
    assert [one.id for one in catalogue.items.values() if one.act is not None] == [item.id]


@pytest.mark.parametrize(
    ("old", "new", "where", "mend"),
    [
        ("network: required", "network: later", "needs.network", "network: required"),
        ("smart_card_reader", "camera", "needs.devices", "smart_card_reader"),
        ("identity: [id_card]", "anonymous: true", "needs.identity", "id_card"),
        ("handling: apply", "handling: collect", "handling", "handling: apply"),
        ("act: card_pin", "act: card_pins", "act", "card_pin"),
    ],
)
def test_what_does_not_go_with_an_act_is_told_with_its_mend(tmp_path, old, new, where, mend):
    assert mend in told(tmp_path, old, new)[where].mend
