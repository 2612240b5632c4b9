"""Keys as a systemd credential: encrypted on the disk under the machine's own key or its TPM, decrypted by systemd into
memory when the service starts (https://systemd.io/CREDENTIALS/).
"""

from __future__ import annotations

from pathlib import Path

from offline_cache import key_child
from offline_cache.durable_file import replace_whole, write_new
from offline_cache.key_secrets import Secrets
from offline_cache.keys import HeldKeys, key_damaged, no_keys
from offline_cache.trouble import of_system
from outcome import Action, Failure, Ok, Outcome

NAME = "bangban-terminal-key"
SEALED = Path("/etc/credstore.encrypted") / NAME
"""Where `LoadCredentialEncrypted=bangban-terminal-key` of the unit finds it."""


class SystemdKeyHome(HeldKeys):
    """Opened by the service from what systemd decrypted for it, or by root from the encrypted file."""

    def __init__(self, secrets: Secrets, sealed: Path | None, with_key: str) -> None:
        """`sealed`: the encrypted file where it may be written anew, which only root may."""
        super().__init__(secrets)
        self._sealed = sealed
        self._with_key = with_key

    @classmethod
    def open(cls, credentials: Path) -> Outcome[SystemdKeyHome]:
        """From the folder that systemd names in `$CREDENTIALS_DIRECTORY`. Failures: `no_keys`, `key_damaged`,
        `disk_error`.
        """
        try:
            secrets = Secrets.parse((credentials / NAME).read_bytes())
        except FileNotFoundError:
            return no_keys(f"systemd gave this service no credential {NAME}")
        except OSError as error:
            return of_system(error, f"credential {NAME}")
        return key_damaged(f"credential {NAME}") if secrets is None else Ok(cls(secrets, None, ""))

    @classmethod
    def open_sealed(cls, sealed: Path = SEALED, with_key: str = "auto") -> Outcome[SystemdKeyHome]:
        """From the encrypted file, which only root can. `with_key` is what a rotation encrypts with (systemd-creds(1)).

        Failures: `no_keys`, `key_sealed_away` (another machine's, or its TPM refuses), `key_damaged`,
        `key_tool_missing`.
        """
        if not sealed.exists():
            return no_keys(f"there is no {sealed}: kiosk keys make")
        opened = key_child.run(["systemd-creds", "decrypt", f"--name={NAME}", str(sealed), "-"])
        if isinstance(opened, Failure):
            missing = opened.code == "key_tool_missing"
            return opened if missing else Failure("key_sealed_away", Action.ENGINEER, opened.detail)
        secrets = Secrets.parse(opened.value)
        return key_damaged(sealed.name) if secrets is None else Ok(cls(secrets, sealed, with_key))

    @classmethod
    def make(cls, secrets: Secrets, sealed: Path = SEALED, with_key: str = "auto") -> Outcome[SystemdKeyHome]:
        """Encrypt `secrets` for this machine. Failures: `keys_there`, `key_tool_missing`, `key_tool_failed`, `disk_full`,
        `disk_error`.
        """
        content = _encrypt(secrets, with_key)
        if isinstance(content, Failure):
            return content
        try:
            sealed.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_new(sealed, content.value, mode=0o400)
        except FileExistsError:
            return Failure("keys_there", Action.ENGINEER, f"{sealed} is there, and is kept")
        except OSError as error:
            return of_system(error, f"credential {NAME}")
        return Ok(cls(secrets, sealed, with_key))

    @property
    def fit_for_production(self) -> bool:
        return True

    @property
    def description(self) -> str:
        return "key storage: systemd credential"

    def _keep(self, secrets: Secrets) -> Outcome[None]:
        if self._sealed is None:
            detail = "a service cannot write its own credential: run kiosk keys rotate as root"
            return Failure("keys_read_only", Action.ENGINEER, detail)
        content = _encrypt(secrets, self._with_key)
        if isinstance(content, Failure):
            return content
        try:
            replace_whole(self._sealed, content.value, mode=0o400)
        except OSError as error:
            return of_system(error, f"credential {NAME}")
        return Ok(None)


def _encrypt(secrets: Secrets, with_key: str) -> Outcome[bytes]:
    command = ["systemd-creds", "encrypt", f"--name={NAME}", f"--with-key={with_key}", "-", "-"]
    return key_child.run(command, secret=secrets.text())
