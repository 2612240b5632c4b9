"""Whether a key may stand for a signature: the file says so, or the kind of the item does."""

from __future__ import annotations

import pytest
from catalogue_files import GOOD, PRINT, problems_of, write

from catalogue.loader import load_file

SAYS = "confirm_by_key: {}\n"


def item(folder, text):
    loaded = load_file(write(folder, text))
    assert not isinstance(loaded, tuple), loaded
    return loaded


@pytest.mark.parametrize(("said", "takes"), [("", False), (SAYS.format("true"), True)])
def test_what_is_promised_is_signed_by_hand_unless_the_file_says_otherwise(tmp_path, said, takes):
    assert "way: promise" in GOOD
    assert item(tmp_path, GOOD + said).takes_key is takes


def test_where_nothing_is_promised_a_key_is_taken_unless_the_file_says_otherwise(catalogue):
    assert catalogue.items["shebao-canbao-zhengming"].takes_key
    plain = catalogue.items["shebao-canbao-zhengming"].model_copy(update={"confirm_by_key": False})
    assert not plain.takes_key


def test_an_item_where_nobody_signs_says_nothing_of_it(tmp_path):
    anonymous = PRINT.replace("identity: [id_card]", "anonymous: true") + SAYS.format("true")
    write(tmp_path, anonymous, domain="renshe", name="shebao-canbao-zhengming.yaml")
    told = {one.where: one for one in problems_of(tmp_path)}
    assert "delete" in told["confirm_by_key"].mend
