"""A TPM 2.0 in software (swtpm), with a state folder of its own: another folder is another TPM."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

TOOLS = ("swtpm", "tpm2_unseal", "tpm2_pcrextend")
MISSING = [one for one in TOOLS if shutil.which(one) is None]
REASON = f"not installed: {', '.join(MISSING)} (apt-get install swtpm tpm2-tools libtss2-tcti-swtpm0)"


class SoftwareTpm:
    """`restart` is a boot: the registers are as after power on, the seeds stay."""

    def __init__(self) -> None:
        # A socket's path must be short, and the program wants it absolute.
        self._folder = Path(tempfile.mkdtemp(prefix="swtpm-"))
        self._process: subprocess.Popen[bytes] | None = None
        (self._folder / "state").mkdir()

    @property
    def tcti(self) -> str:
        return f"swtpm:path={self._folder / 'tpm'}"

    def start(self) -> SoftwareTpm:
        self._process = subprocess.Popen(
            [
                "swtpm",
                "socket",
                "--tpm2",
                f"--tpmstate=dir={self._folder / 'state'}",
                f"--server=type=unixio,path={self._folder / 'tpm'}",
                f"--ctrl=type=unixio,path={self._folder / 'tpm.ctrl'}",
                "--flags=not-need-init,startup-clear",
                f"--pid=file={self._folder / 'pid'}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.tool("tpm2_getrandom", "--hex", "4", tries=200)
        return self

    def tool(self, *arguments: str, tries: int = 1) -> None:
        environment = {"PATH": "/usr/bin:/bin", "TPM2TOOLS_TCTI": self.tcti}
        told = b""
        for _ in range(tries):
            done = subprocess.run(arguments, env=environment, capture_output=True, check=False)
            if done.returncode == 0:
                return
            told = done.stderr
        raise AssertionError(f"{arguments[0]}: {told.decode()}")

    def measure(self, register: int) -> None:
        """Something else was booted than before."""
        self.tool("tpm2_pcrextend", f"{register}:sha256={'ab' * 32}")

    def restart(self) -> None:
        self.stop()
        self.start()

    def stop(self) -> None:
        """The power goes, as in a village it does: nobody tells the TPM first."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def scrap(self) -> None:
        self.stop()
        shutil.rmtree(self._folder)
