"""The real window on a real display, used by nothing but pointer events; after each page the display is looked at."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from driven_display import display, missing

ROOT = Path(__file__).parents[2]
RUN_S = 110
PRINTED, APPLIED = "shebao-canbao-zhengming", "getihu-sheli"
PORTRAIT = {"width": 1080, "height": 1920, "inch": 27.0}
LANDSCAPE = {"width": 1920, "height": 1080, "inch": 21.5}
ALWAYS = {"attract", "home", "guide", "consent", "identify", "form", "check", "sign", "result", "farewell"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(4 * RUN_S),
    pytest.mark.skipif(
        missing() != "", reason=f"NOT PROVED HERE: visits by pointer events; needs {missing()}"
    ),
]


def visits(*items: str, panel: dict = PORTRAIT, wishes: tuple[str, ...] = ()) -> list[list[str]]:
    """The pages that stood on the display, of each visit."""
    plan = json.dumps({**panel, "items": items, "wishes": wishes})
    script = str(Path(__file__).with_name("driven_child.py"))
    with (
        tempfile.TemporaryDirectory(prefix="driven-") as data,
        display(panel["width"], panel["height"]) as env,
    ):
        done = subprocess.run(
            [sys.executable, script, data, plan],
            capture_output=True,
            text=True,
            timeout=RUN_S * max(1, len(items)),
            env=env | {"PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            check=False,
        )
    assert done.stdout, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert "stopped" not in found, found["stopped"]
    assert done.returncode == 0, done.stderr[-3000:]
    assert found["comfort_gone"], "who comes next begins as anybody"
    return found["compared"]


def test_a_record_is_printed_by_pointer_events_and_the_display_shows_each_page():
    (pages,) = visits(PRINTED)
    assert set(pages) >= ALWAYS | {"preview"}
    assert pages[-1] == "attract"


@pytest.mark.torture
@pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize(
    "wishes", [(), ("elder",), ("contrast",), ("elder", "contrast"), ("seated",)], ids="+".join
)
def test_every_way_to_be_served(panel, wishes):
    for pages in visits(PRINTED, APPLIED, panel=panel, wishes=wishes):
        assert set(pages) >= ALWAYS
        assert pages[-1] == "attract"
        assert ("comfort" in pages) is bool(wishes)
