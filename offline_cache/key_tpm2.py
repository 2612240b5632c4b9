"""Keys sealed to this machine's TPM 2.0 and to how it booted: PCR 0 (firmware) and 7 (secure boot).

The programs of tpm2-tools talk to the TPM. It seals a random key, and that key seals the terminal's secrets in a file:
the disk alone, the disk in another machine, and this machine booted otherwise all open nothing. The answer of the TPM
comes over a session encrypted to it, so that it is not read off the bus. After a change of firmware the keys are sealed
away for good: send all that waits before, or have the operator's recovery key.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from offline_cache import key_child
from offline_cache.durable_file import replace_whole, write_new
from offline_cache.envelope import Algorithm, Binding, seal, unseal
from offline_cache.key_secrets import Secrets
from offline_cache.keys import HeldKeys, key_damaged, no_keys
from offline_cache.trouble import of_system
from outcome import Action, Failure, Ok, Outcome

DEVICE = "device:/dev/tpmrm0"
PCRS = "sha256:0,7"
_BINDING = Binding("", b"", "terminal keys", 1)
_MEMORY = Path("/dev/shm")  # noqa: S108 -- contexts of one session belong into memory, in a folder of our own


class TpmKeyHome(HeldKeys):
    """Unsealed when it is opened, and never again. The TPM is asked for nothing else."""

    FILE_NAME = "terminal.key.tpm2"

    def __init__(self, secrets: Secrets, path: Path, tcti: str) -> None:
        super().__init__(secrets)
        self._path = path
        self._tcti = tcti

    @classmethod
    def open(cls, folder: Path, tcti: str = DEVICE) -> Outcome[TpmKeyHome]:
        """`tcti` says how the TPM is reached (tpm2-tools, option `--tcti`).

        Failures: `no_keys`, `key_damaged`, `key_sealed_away` (another TPM, or another firmware or boot),
        `key_tool_missing`, `key_tool_failed` (no TPM answers), `disk_error`.
        """
        path = folder / cls.FILE_NAME
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return no_keys(f"there is no {cls.FILE_NAME}: kiosk keys make")
        except OSError as error:
            return of_system(error, f"key file {cls.FILE_NAME}")
        kept = _Sealed.parse(content)
        if kept is None:
            return key_damaged(cls.FILE_NAME)
        key = _unseal(kept, tcti)
        if isinstance(key, Failure):
            return key
        opened = unseal(kept.content, key_of=lambda _: key, binding=_BINDING)
        secrets = Secrets.parse(opened.value) if isinstance(opened, Ok) else None
        return key_damaged(cls.FILE_NAME) if secrets is None else Ok(cls(secrets, path, tcti))

    @classmethod
    def make(cls, secrets: Secrets, folder: Path, tcti: str = DEVICE) -> Outcome[TpmKeyHome]:
        """Seal `secrets` to this TPM as it is now. Failures: `keys_there`, `key_tool_missing`, `key_tool_failed`,
        `disk_full`, `disk_error`.
        """
        path = folder / cls.FILE_NAME
        content = _seal(secrets, tcti)
        if isinstance(content, Failure):
            return content
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_new(path, content.value.text(), mode=0o400)
        except FileExistsError:
            return Failure("keys_there", Action.ENGINEER, f"{cls.FILE_NAME} is there, and is kept")
        except OSError as error:
            return of_system(error, f"key file {cls.FILE_NAME}")
        return Ok(cls(secrets, path, tcti))

    @property
    def fit_for_production(self) -> bool:
        return True

    @property
    def description(self) -> str:
        return f"key storage: TPM 2.0, PCR {PCRS}"

    def _keep(self, secrets: Secrets) -> Outcome[None]:
        content = _seal(secrets, self._tcti)
        if isinstance(content, Failure):
            return content
        try:
            replace_whole(self._path, content.value.text(), mode=0o400)
        except OSError as error:
            return of_system(error, f"key file {self.FILE_NAME}")
        return Ok(None)


@dataclass(frozen=True)
class _Sealed:
    """The file: a key that only the TPM opens, and what it seals."""

    public: bytes
    private: bytes
    content: bytes

    @classmethod
    def parse(cls, text: bytes) -> _Sealed | None:
        try:
            kept = json.loads(text)
            return cls(
                *(base64.b64decode(kept[name], validate=True) for name in ("public", "private", "content"))
            )
        except (ValueError, KeyError, TypeError):
            return None

    def text(self) -> bytes:
        return json.dumps(
            {name: base64.b64encode(value).decode() for name, value in vars(self).items()}
        ).encode()


class _Tools:
    """One conversation with the TPM, in a folder that is gone afterwards."""

    def __init__(self, folder: Path, tcti: str) -> None:
        self._folder = folder
        self._tcti = tcti

    def run(self, *arguments: str, secret: bytes = b"") -> Outcome[bytes]:
        done = key_child.run(list(arguments), secret=secret, folder=self._folder, tcti=self._tcti)
        # Without a resource manager in between, a TPM has room for three objects and keeps them.
        key_child.run(["tpm2_flushcontext", "--transient-object"], folder=self._folder, tcti=self._tcti)
        return done

    def all(self, *commands: tuple[str, ...], secret: bytes = b"") -> Outcome[bytes]:
        """Up to the first that fails; what the last printed. `secret` is the input of the last."""
        done: Outcome[bytes] = Ok(b"")
        for command in commands:
            done = self.run(*command, secret=secret if command is commands[-1] else b"")
            if isinstance(done, Failure):
                return done
        return done

    def end_session(self, name: str) -> None:
        """A TPM has room for a few sessions as well."""
        key_child.run(["tpm2_flushcontext", name], folder=self._folder, tcti=self._tcti)


# noda on all that is used: a power cut counts as a failed try for objects without it, and three lock the TPM.
_PRIMARY_ATTRIBUTES = "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|restricted|decrypt|noda"
_PRIMARY = (
    *("tpm2_createprimary", "-Q", "-C", "o", "-g", "sha256", "-G", "ecc"),
    *("-a", _PRIMARY_ATTRIBUTES, "-c", "primary.ctx"),
)
_INTEGRITY, _POLICY = "0x1DF", "0x99D"
"""TPM 2.0 Library, Part 2, 6.6: TPM_RC_INTEGRITY of the first parameter, TPM_RC_POLICY_FAIL of the first session."""


def _seal(secrets: Secrets, tcti: str) -> Outcome[_Sealed]:
    key = os.urandom(Algorithm.AES_256_GCM.key_bytes)
    with _folder() as place:
        tools = _Tools(Path(place), tcti)
        policy = tools.all(
            ("tpm2_startauthsession", "-S", "trial.ctx"),
            ("tpm2_policypcr", "-Q", "-S", "trial.ctx", "-l", PCRS, "-L", "policy"),
        )
        tools.end_session("trial.ctx")
        if isinstance(policy, Failure):
            return policy
        attributes = "fixedtpm|fixedparent|noda"  # without userwithauth: by the policy only
        command = ("tpm2_create", "-Q", "-C", "primary.ctx", "-L", "policy", "-a", attributes, "-i", "-")
        made = tools.all(_PRIMARY, (*command, "-u", "public", "-r", "private"), secret=key)
        if isinstance(made, Failure):
            return made
        public, private = (Path(place) / "public").read_bytes(), (Path(place) / "private").read_bytes()
    content = seal(secrets.text(), key=key, algorithm=Algorithm.AES_256_GCM, epoch=0, binding=_BINDING)
    return Ok(_Sealed(public, private, content))


def _unseal(kept: _Sealed, tcti: str) -> Outcome[bytes]:
    with _folder() as place:
        (Path(place) / "public").write_bytes(kept.public)
        (Path(place) / "private").write_bytes(kept.private)
        tools = _Tools(Path(place), tcti)
        primary = tools.run(*_PRIMARY)
        if isinstance(primary, Failure):
            return primary
        loaded = tools.run(
            "tpm2_load", "-Q", "-C", "primary.ctx", "-u", "public", "-r", "private", "-c", "key.ctx"
        )
        if isinstance(loaded, Failure):
            return _sealed_away(loaded, _INTEGRITY, "this is not the TPM that sealed the keys")
        opened = tools.all(
            (
                "tpm2_startauthsession",
                "--policy-session",
                "-S",
                "policy.ctx",
                "--tpmkey-context",
                "primary.ctx",
            ),
            ("tpm2_policypcr", "-Q", "-S", "policy.ctx", "-l", PCRS),
            ("tpm2_sessionconfig", "-Q", "--enable-encrypt", "policy.ctx"),
            ("tpm2_unseal", "-Q", "-c", "key.ctx", "-p", "session:policy.ctx"),
        )
        tools.end_session("policy.ctx")
        if isinstance(opened, Failure):
            return _sealed_away(opened, _POLICY, "firmware or boot are not those of the sealing")
        return opened


def _sealed_away(failure: Failure, refusal: str, why: str) -> Failure:
    """Whether the TPM refused for good, or did not work."""
    if refusal not in failure.detail:
        return failure
    return Failure("key_sealed_away", Action.ENGINEER, f"{why} ({failure.detail})")


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(
        prefix="bangban-tpm-", dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None
    )
