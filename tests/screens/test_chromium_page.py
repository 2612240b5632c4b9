"""The HTML page that the screens are measured beside shows what they show."""

import json
import subprocess
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
WRITE = """
import json, pickle, sys
from pathlib import Path
from benchmarks import chromium_page, chromium_walk
from screens.compose import compose
from screens.shapes import Words
from screens.theme import Panel, Theme
folder = Path(sys.argv[1])
chromium_page.write(folder)
pages = pickle.loads((folder / "views.pickle").read_bytes())
theme = Theme(Panel(27.0, 1080, 1920))
words = {name: [one.text for layer in compose(view, theme).layers if layer.clip is None
                for one in layer.shapes if isinstance(one, Words)] for name, view in pages.views.items()}
(folder / "words.json").write_text(json.dumps({"words": words, "links": chromium_walk.LINKS}), encoding="utf-8")
"""


def test_every_word_is_on_its_page_and_every_touch_leads_on(tmp_path):
    subprocess.run([sys.executable, "-c", WRITE, str(tmp_path)], cwd=ROOT, check=True, timeout=100)
    sections = (tmp_path / "index.html").read_text(encoding="utf-8").split("<section ")[1:]
    html = {one.partition('"')[2].partition('"')[0]: one for one in sections}
    told = json.loads((tmp_path / "words.json").read_text(encoding="utf-8"))
    missing = [
        (page, word)
        for page, words in told["words"].items()
        for word in words
        if escape(word) not in html[page]
    ]
    assert missing == []
    where = json.loads((tmp_path / "geometry.json").read_text(encoding="utf-8"))
    for page, touched, to in told["links"]:
        assert touched in where["targets"][page]
        assert f'data-to="{to}"' in html[page]
    assert [f'data-key="{digit}"' in html["code"] for digit in range(10)] == [True] * 10
    assert "http:" not in "".join(html.values()), "nothing comes from a network"
