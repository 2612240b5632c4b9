"""librime 1.x through ctypes: letters in, candidates out, nothing learnt.

Only `worker` loads the library: an error in its C++ must not end the terminal. Source: `rime_api.h` of
librime 1.8.5 (Debian 12, read; newer ones not read). The function table and the structures carry `data_size`,
the bytes *behind* that field, so that they can grow at their end and a program built for less still works.
"""

from __future__ import annotations

import ctypes
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.input_method.fuzzy import EXACT, FUZZY, merged, schema
from kiosk.input_method.serving import MissingError

if TYPE_CHECKING:
    from collections.abc import Collection

Candidate = tuple[str, int]
"""A word and how many of the letters it uses up, counted from the first."""

DATA = Path("/usr/share/rime-data")
"""Where Debian and Ubuntu put the dictionaries."""
LIBRARY = "librime.so.1"
DICTIONARY = "pinyin_simp.dict.yaml"
_OWN_FILES = ("default.yaml", "bangban.dict.yaml", "given_names.dict.yaml")
_KEY_DOWN = 0xFF54  # X11 keysym; librime's selector moves to the next candidate on it
_LOG_FATAL = 3

_TABLE = (
    *("setup", "set_notification_handler", "initialize", "finalize"),
    *("start_maintenance", "is_maintenance_mode", "join_maintenance_thread"),
    *("deployer_initialize", "prebuild", "deploy", "deploy_schema", "deploy_config_file", "sync_user_data"),
    *("create_session", "find_session", "destroy_session", "cleanup_stale_sessions", "cleanup_all_sessions"),
    *("process_key", "commit_composition", "clear_composition"),
    *("get_commit", "free_commit", "get_context", "free_context", "get_status", "free_status"),
    *("set_option", "get_option", "set_property", "get_property"),
    *("get_schema_list", "free_schema_list", "get_current_schema", "select_schema"),
)
"""The start of `RimeApi`, in its order; what stands behind is not needed."""

_SESSION = ctypes.c_size_t


class _Traits(ctypes.Structure):
    _fields_ = (
        ("data_size", ctypes.c_int),
        ("shared_data_dir", ctypes.c_char_p),
        ("user_data_dir", ctypes.c_char_p),
        ("distribution_name", ctypes.c_char_p),
        ("distribution_code_name", ctypes.c_char_p),
        ("distribution_version", ctypes.c_char_p),
        ("app_name", ctypes.c_char_p),
        ("modules", ctypes.c_void_p),
        ("min_log_level", ctypes.c_int),
        ("log_dir", ctypes.c_char_p),
        ("prebuilt_data_dir", ctypes.c_char_p),
        ("staging_dir", ctypes.c_char_p),
    )


class _Candidate(ctypes.Structure):
    _fields_ = (("text", ctypes.c_char_p), ("comment", ctypes.c_char_p), ("reserved", ctypes.c_void_p))


class _Context(ctypes.Structure):
    """`RimeContext` with its `RimeComposition` and `RimeMenu`, each of which is aligned to 8 bytes."""

    class Composition(ctypes.Structure):
        _fields_ = (
            *((name, ctypes.c_int) for name in ("length", "cursor_pos", "sel_start", "sel_end")),
            ("preedit", ctypes.c_char_p),
        )

    class Menu(ctypes.Structure):
        _fields_ = (
            *(
                (name, ctypes.c_int)
                for name in ("page_size", "page_no", "is_last_page", "highlighted", "count")
            ),
            ("candidates", ctypes.POINTER(_Candidate)),
            ("select_keys", ctypes.c_char_p),
        )

    _fields_ = (
        ("data_size", ctypes.c_int),
        ("composition", Composition),
        ("menu", Menu),
        ("commit_text_preview", ctypes.c_char_p),
        ("select_labels", ctypes.c_void_p),
    )


class _Api(ctypes.Structure):
    _fields_ = (("data_size", ctypes.c_int), *((name, ctypes.c_void_p) for name in _TABLE))


_SIGNATURES: dict[str, Any] = {
    "setup": ctypes.CFUNCTYPE(None, ctypes.POINTER(_Traits)),
    "initialize": ctypes.CFUNCTYPE(None, ctypes.POINTER(_Traits)),
    "finalize": ctypes.CFUNCTYPE(None),
    "start_maintenance": ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int),
    "join_maintenance_thread": ctypes.CFUNCTYPE(None),
    "create_session": ctypes.CFUNCTYPE(_SESSION),
    "destroy_session": ctypes.CFUNCTYPE(ctypes.c_int, _SESSION),
    "select_schema": ctypes.CFUNCTYPE(ctypes.c_int, _SESSION, ctypes.c_char_p),
    "process_key": ctypes.CFUNCTYPE(ctypes.c_int, _SESSION, ctypes.c_int, ctypes.c_int),
    "get_context": ctypes.CFUNCTYPE(ctypes.c_int, _SESSION, ctypes.POINTER(_Context)),
    "free_context": ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Context)),
}


def _sized(structure: Any) -> Any:
    structure.data_size = ctypes.sizeof(structure) - ctypes.sizeof(ctypes.c_int)
    return structure


class Rime:
    """The library, set up once in a process; it can be neither opened twice nor used from two threads."""

    def __init__(
        self,
        folder: Path,
        data: Path = DATA,
        library: str = LIBRARY,
        *,
        alike: Collection[str] = (),
    ) -> None:
        """Load and set up: 0.5 s the first time in a folder (the dictionary is compiled), 50 ms later.

        `alike` are sounds that people here do not tell apart (`fuzzy.ALIKE`). What is known besides the dictionary
        lies in the folder already, as `LOCAL`.
        Raises `MissingError`.
        """
        try:
            loaded = ctypes.CDLL(library)
        except OSError as error:
            raise MissingError(f"{library} does not load (package librime-bin): {error}") from error
        if not (data / DICTIONARY).is_file():
            raise MissingError(f"{data / DICTIONARY} is missing (package rime-data-pinyin-simp)")
        loaded.rime_get_api.restype = ctypes.POINTER(_Api)
        table = loaded.rime_get_api().contents
        if table.data_size < ctypes.sizeof(_Api) - ctypes.sizeof(ctypes.c_int):
            raise MissingError(f"{library} is too old: its function table has {table.data_size} bytes")
        self._call = {name: kind(getattr(table, name)) for name, kind in _SIGNATURES.items()}
        self._fuzzy = bool(alike)
        for name in _OWN_FILES:
            shutil.copyfile(Path(__file__).with_name(name), folder / name)
        for name in (EXACT, FUZZY):
            (folder / f"{name}.schema.yaml").write_text(
                schema(name, alike if name == FUZZY else ()), encoding="utf-8"
            )
        self._set_up(folder, data)
        # Compiling leaves 40 MB of freed memory with the process; glibc gives it back only when asked.
        ctypes.CDLL(None).malloc_trim(0)
        # A dictionary is unloaded with its last session. These, never typed into, keep the others fast.
        self._keepers = [self._session(name) for name in (EXACT, FUZZY)]
        seen = [used for _, used in self.candidates("ni", 1)]
        if seen != [2]:
            raise MissingError(f"librime does not answer as it should ({seen}); is there room in {folder}?")

    def _set_up(self, folder: Path, data: Path) -> None:
        traits = _sized(_Traits())
        traits.shared_data_dir = str(data).encode()
        traits.user_data_dir = str(folder).encode()
        traits.distribution_name = traits.distribution_code_name = b"bangban"
        traits.distribution_version = b"1"
        traits.app_name = b"rime.bangban"
        traits.min_log_level = _LOG_FATAL
        traits.log_dir = b""  # empty is standard error; without it librime writes log files to /tmp
        self._call["setup"](traits)
        self._call["initialize"](traits)
        if self._call["start_maintenance"](1):
            self._call["join_maintenance_thread"]()

    def candidates(self, letters: str, limit: int) -> list[Candidate]:
        """Best first. `letters` are a-z and ' between syllables; empty if librime refuses one of them."""
        exact = self._candidates(EXACT, letters, limit)
        return merged(exact, self._candidates(FUZZY, letters, limit), limit) if self._fuzzy else exact

    def _session(self, name: str) -> int:
        session: int = self._call["create_session"]()
        self._call["select_schema"](session, name.encode())
        return session

    def _candidates(self, name: str, letters: str, limit: int) -> list[Candidate]:
        session = self._session(name)
        try:
            if not all(self._call["process_key"](session, ord(letter), 0) for letter in letters):
                return []
            found: list[Candidate] = []
            last = False
            while not last and len(found) < limit:
                candidate, last = self._highlighted(session, len(letters))
                if candidate:
                    found.append(candidate)
                self._call["process_key"](session, _KEY_DOWN, 0)
            return found
        finally:
            self._call["destroy_session"](session)

    def _highlighted(self, session: int, typed: int) -> tuple[Candidate | None, bool]:
        """The candidate under the cursor, and whether it is the last.

        The API tells no candidate's length. But the text in composition (preedit) shows the highlighted one's
        letters up to `sel_end`, spaced into syllables, and behind it the letters it leaves over, as typed.
        """
        context = _sized(_Context())
        if not self._call["get_context"](session, context):
            return None, True
        try:
            menu, composition = context.menu, context.composition
            if not menu.count:
                return None, True
            left = len(composition.preedit) - composition.sel_end
            return (menu.candidates[menu.highlighted].text.decode(), typed - left), bool(menu.is_last_page)
        finally:
            self._call["free_context"](context)

    def close(self) -> None:
        """Let the library go; it cannot be set up again in this process."""
        for session in self._keepers:
            self._call["destroy_session"](session)
        self._call["finalize"]()
