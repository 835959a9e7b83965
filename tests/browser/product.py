"""The whole product as its users start it: `python app.py`, all processes, ports and data of its own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from runtime.db import Database
from tests.fixtures.ports import find_free_ports

ROOT = Path(__file__).parents[2]
READY_S = 90.0
LOOK_S = 0.1


class Product:
    """Serves when `start` returns, recognisers loaded. `var` holds its database, recordings and the agencies' folders."""

    def __init__(self, var: Path, **environ: str):
        self.var, self.port = var, find_free_ports(2)
        self.base = f"http://127.0.0.1:{self.port}"
        keep = {name: value for name, value in os.environ.items() if not name.startswith(("TWILIO_", "DATABASE_"))}
        self.environ = {**keep, "PORT": str(self.port), "VAR_DIR": str(var), **environ}
        self.process: subprocess.Popen | None = None
        for shared in ("models", "prompts"):
            made_once = ROOT / "var" / shared
            made_once.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                (var / shared).symlink_to(made_once)

    @property
    def database(self) -> Database:
        return Database(self.environ.get("DATABASE_URL", f"sqlite:///{self.var / 'hotline.sqlite3'}"))

    def start(self) -> "Product":
        log = (self.var / "product.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
        )
        self.wait_until(
            lambda health: (
                (health["status"], health["speech"]["status"], health["carrier"]["status"]) == ("ok", "ready", "ok")
            )
        )
        return self

    def wait_until(self, good) -> None:
        until = time.monotonic() + READY_S
        while time.monotonic() < until:
            assert self.process.poll() is None, f"the product ended by itself:\n{self.log()}"
            with contextlib.suppress(OSError, KeyError, ValueError):
                if good(self.health()):
                    return
            time.sleep(LOOK_S)
        raise AssertionError(f"the product is not ready: {self.log()}")

    def health(self) -> dict:
        with urllib.request.urlopen(f"{self.base}/health", timeout=2) as answer:
            return json.load(answer)

    def log(self) -> str:
        return (self.var / "product.log").read_text(errors="replace")[-4000:]

    def kill_web(self) -> None:
        """kill -9 of the web master and its worker, as they stand."""
        for pid in self._descendants():
            with contextlib.suppress(OSError, ProcessLookupError):
                if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(pid, signal.SIGKILL)

    def _descendants(self) -> list[int]:
        found, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop()
            with contextlib.suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    waiting += [int(child) for child in (task / "children").read_text().split()]
            found.append(pid)
        return found

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
