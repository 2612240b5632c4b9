"""`python -m benchmarks.catalogue`: a thousand items, searched and loaded.

The items are written as files, each with the names of a real one under another kind of person, so that all share most of
their words: the hardest case for a search. Loading is measured in a process of its own each time, from its first import.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.meters import figure
from catalogue.shelf import Catalogue
from catalogue.shelf_cache import NAME, load_kept
from kiosk.config import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = "python -m benchmarks.catalogue"
ITEMS = 1000
LOADS = 3
ROUNDS = 5
KINDS = (
    "居民",
    "农村",
    "企业",
    "学生",
    "老年",
    "退役军人",
    "婴幼儿",
    "外来人员",
    "个体",
    "公共",
    "社区",
    "园区",
    "高校",
)
LINKED = re.compile(r"(?m)^\s+(?:item|see): [a-z0-9-]+\n|, item: [a-z0-9-]+(?=})")
TREES = [
    {
        "id": "person",
        "name": {"zh": "人生9件事", "en": "Nine events"},
        "summary": {"zh": "按人生阶段找", "en": "By stage of life"},
    }
]


def run() -> dict[str, dict[str, object]]:
    """Milliseconds of a search and of a load of a thousand items."""
    with tempfile.TemporaryDirectory(prefix="bangban-bench-") as folder:
        services, data = Path(folder) / "services", Path(folder) / "data"
        written = write(services, ITEMS)
        cold, kept = [], []
        for _ in range(LOADS):
            (data / NAME).unlink(missing_ok=True)
            cold.append(_load_ms(services, data))
            kept.append(_load_ms(services, data))
        loaded = load_kept(services, data)
        assert isinstance(loaded, Catalogue)
        assert len(loaded.items) == written
        size = (data / NAME).stat().st_size / 1024
        began = time.perf_counter()
        assert loaded.index
        built = (time.perf_counter() - began) * 1000
        found = _searches(loaded)
    percent = quantiles(found, n=100)
    return {
        "catalogue.search_ms_1000_p50": figure(
            median(found),
            "ms",
            COMMAND,
            f"{len(found)} searches of {written} items; the index took {built:.0f} ms",
        ),
        "catalogue.search_ms_1000_p99": figure(
            percent[98],
            "ms",
            COMMAND,
            "names, sentences, pinyin, initials, slips, accents, English, half typed",
        ),
        "catalogue.load_ms_1000_cold": figure(
            median(cold), "ms", COMMAND, f"{written} files of YAML, read, checked and kept; median of {LOADS}"
        ),
        "catalogue.load_ms_1000_kept": figure(
            median(kept),
            "ms",
            COMMAND,
            f"the same from the cache ({size:.0f} KiB), every file's digest compared",
        ),
    }


def write(services: Path, count: int) -> int:
    """`count` items below `services`, made of those of the product; how many there are."""
    models = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(_product_files())]
    (services / "_region").mkdir(parents=True)
    for name in ("region.yaml", "lists.yaml", "delivery.yaml"):
        content = (ROOT / "services" / "_region" / name).read_text(encoding="utf-8")
        content = content.partition("favourites:")[0]  # they name items of the product
        (services / "_region" / name).write_text(content, encoding="utf-8")
    (services / "many").mkdir()
    ids = []
    for number in range(count):
        source = sorted(_product_files())[number % len(models)]
        one = dict(models[number % len(models)])
        kind = KINDS[number // len(models) % len(KINDS)] + (
            "" if number < len(models) * len(KINDS) else str(number)
        )
        ids.append(f"i{number:04d}")
        text = source.read_text(encoding="utf-8")
        text = text.replace(f"id: {one['id']}\n", f"id: {ids[-1]}\n", 1)
        text = text.replace(str(one["code"]), f"{str(one['code'])[:-5]}{number:05d}", 1)
        text = text.replace("plain: {zh: ", "plain: {zh: " + kind, 1)
        text = LINKED.sub("", text)  # what another item is named for: here it has another id
        (services / "many" / f"{ids[-1]}.yaml").write_text(text, encoding="utf-8")
    branches = [{"id": "all", "name": {"zh": "全部", "en": "All"}, "items": ids}]
    trees = [{**TREES[0], "branches": branches}]
    (services / "_region" / "trees.yaml").write_text(
        yaml.safe_dump(trees, allow_unicode=True), encoding="utf-8"
    )
    return count


def _product_files() -> Iterator[Path]:
    """Without those of tickets to a person: what they name stands once in a region."""
    return (
        path
        for path in (ROOT / "services").glob("*/*.yaml")
        if path.parent.name not in {"_region", "zhengwu"}
    )


def _load_ms(services: Path, data: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.catalogue", "--load", str(services), str(data)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def _searches(loaded: Catalogue) -> list[float]:
    """Milliseconds of each; every beginning of a question is one, as it is while somebody types."""
    from pypinyin import lazy_pinyin

    names = [one.names.plain.zh for one in list(loaded.items.values())[:: max(1, ITEMS // 40)]]
    questions: list[str] = []
    for name in names:
        letters = "".join(lazy_pinyin(name))
        wrong = name[: len(name) // 2] + "天" + name[len(name) // 2 + 1 :]
        questions += (
            name,
            f"我要办{name}",
            wrong,
            name[:-2] + name[-1],
            "".join(one[0] for one in lazy_pinyin(name)),
        )
        questions += (letters[:length] for length in range(2, min(len(letters), 24), 3))
        questions.append(letters[:3] + letters[4:])
        questions.append(letters.replace("zh", "z").replace("n", "l"))
    times = []
    for one in questions * ROUNDS:
        began = time.perf_counter()
        loaded.find(one)
        times.append((time.perf_counter() - began) * 1000)
    return times


def main() -> None:
    if "--load" in sys.argv:
        services, data = map(Path, sys.argv[-2:])
        began = time.perf_counter()
        loaded: Any = load_kept(services, data)
        took = (time.perf_counter() - began) * 1000
        if not isinstance(loaded, Catalogue):
            raise SystemExit("\n".join(map(str, loaded[:5])))
        print(took)
        return
    print(json.dumps(run(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
