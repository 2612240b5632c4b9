"""The process in which sherpa-onnx lives: sentences in, a line of JSON each; a line of JSON and its samples out.

python -m speech.sherpa_worker MODEL_FOLDER SPEAKER
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

THREADS = 2


def files_of(folder: Path) -> dict[str, dict[str, str]]:
    """Which kind of model lies there, and its files by the names of sherpa-onnx's configuration; {} for none.

    By the files' usual names in the archives of its makers (general knowledge: none was at hand).
    """
    models = sorted(folder.glob("*.onnx"))
    shared = {
        "tokens": _first(folder, "tokens.txt"),
        "lexicon": ",".join(sorted(str(one) for one in folder.glob("lexicon*.txt"))),
        "data_dir": _first(folder, "espeak-ng-data"),
        "dict_dir": _first(folder, "dict"),
    }
    voices = _first(folder, "voices.bin")
    vocoders = [one for one in models if one.name.startswith(("vocos", "hifigan"))]
    others = [one for one in models if one not in vocoders]
    if not others or not shared["tokens"]:
        return {}
    if voices:
        return {"kokoro": {"model": str(others[0]), "voices": voices, **shared}}
    if vocoders:
        return {"matcha": {"acoustic_model": str(others[0]), "vocoder": str(vocoders[0]), **shared}}
    return {"vits": {"model": str(others[0]), **shared}}


def _first(folder: Path, name: str) -> str:
    return str(folder / name) if (folder / name).exists() else ""


def load(folder: Path) -> tuple[Any, str]:
    """The voice and the kind of its model; `ValueError` says what is missing."""
    files = files_of(folder)
    if not files:
        raise ValueError(f"no model in {folder}: *.onnx and tokens.txt are needed")
    try:
        import sherpa_onnx  # noqa: PLC0415  optional, and only in this process
    except ImportError as error:
        raise ValueError("the package sherpa-onnx is not installed") from error
    ((kind, named),) = files.items()
    parts = {
        "vits": sherpa_onnx.OfflineTtsVitsModelConfig,
        "kokoro": sherpa_onnx.OfflineTtsKokoroModelConfig,
        "matcha": sherpa_onnx.OfflineTtsMatchaModelConfig,
    }
    model = sherpa_onnx.OfflineTtsModelConfig(
        **{kind: parts[kind](**named)}, num_threads=THREADS, provider="cpu"
    )
    rules = ",".join(str(one) for one in sorted(folder.glob("*.fst")))
    config = sherpa_onnx.OfflineTtsConfig(model=model, rule_fsts=rules, max_num_sentences=1)
    if not config.validate():
        raise ValueError(f"{folder}: sherpa-onnx refuses these files as a {kind} model")
    try:
        return sherpa_onnx.OfflineTts(config), kind
    except RuntimeError as error:
        raise ValueError(f"{folder}: {str(error)[:200]}") from error


def serve(folder: Path, speaker: int, out: int) -> None:
    try:
        voice, kind = load(folder)
    except ValueError as missing:
        _tell(out, {"missing": str(missing)})
        return
    _tell(out, {"ready": f"a {kind} model"})
    for line in sys.stdin:
        asked = json.loads(line)
        made = voice.generate(asked["text"], sid=speaker, speed=asked["speed"])
        samples = _float32(made.samples)
        _tell(out, {"id": asked["id"], "rate": int(made.sample_rate), "bytes": len(samples)}, samples)


def _float32(samples: Any) -> bytes:
    import numpy as np  # noqa: PLC0415  with the package

    return np.asarray(samples, "<f4").tobytes()


def _tell(out: int, header: dict[str, object], body: bytes = b"") -> None:
    left = memoryview(json.dumps(header).encode() + b"\n" + body)
    while left:
        left = left[os.write(out, left) :]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold what was said
    line = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what the library prints is no answer
    serve(Path(sys.argv[1]), int(sys.argv[2]), line)


if __name__ == "__main__":
    main()
