"""The whole product as people start it, `python app.py`, on a scratch folder and ports of its own, its office always open."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

from sqlalchemy import delete, select

from app import ROOT, Hotline
from deploy.errors import SetupError
from runtime.config import Settings
from runtime.db import metadata

READY_S, LOOK_S, END_S = 120.0, 0.2, 20.0
TRIES = 50
MADE_ONCE = ("models", "prompts")
OWN = ("TWILIO_", "DATABASE_", "PORT", "CARRIER", "SECRET_KEY", "PUBLIC_BASE_URL", "HOTLINE_NUMBER", "HOST")


class RunningHouse:
    """`parts` are this process's own view of the same data; nothing of them serves."""

    def __init__(self, var: Path) -> None:
        port = _two_free_ports()
        own = {"PORT": str(port), "VAR_DIR": str(var), "OPENING_HOURS": "always"}
        self.environ = {**{name: value for name, value in os.environ.items() if not name.startswith(OWN)}, **own}
        self.settings = Settings.from_environment(self.environ, ROOT)
        self.var = var
        self.process: subprocess.Popen[bytes] | None = None
        for shared in MADE_ONCE:
            made = ROOT / "var" / shared
            made.mkdir(parents=True, exist_ok=True)
            (var / shared).symlink_to(made)

    def start(self) -> RunningHouse:
        """Returns when it takes calls and understands speech. Raises SetupError when it does not come to that."""
        log = (self.var / "house.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            cwd=ROOT,
            env=self.environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        until = time.monotonic() + READY_S
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise SetupError(
                    f"the house did not start:\n{(self.var / 'house.log').read_text(errors='replace')[-2000:]}"
                )
            time.sleep(LOOK_S)
        self.parts = Hotline(self.settings)
        with self.parts.database.read() as conn:
            self._kept = {
                table.name for table in metadata.sorted_tables if conn.execute(select(table).limit(1)).first()
            }
        return self

    def begin_anew(self) -> None:
        """Forgets all calls; what stood there when the house was started stays."""
        with self.parts.database.begin() as conn:
            for table in reversed(metadata.sorted_tables):
                if table.name not in self._kept:
                    conn.execute(delete(table))

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(END_S)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.settings.port}/health", timeout=2) as answer:
                health = json.load(answer)
            up = health["status"] == "ok" and health["carrier"]["status"] != "unreachable"
            return bool(up and health["speech"]["status"] == "ready")
        except (OSError, ValueError, KeyError):
            return False


def _two_free_ports() -> int:
    """The first of two neighbours that nothing listens on: the web server's and the carrier's."""
    for _ in range(TRIES):
        with ExitStack() as held:
            first = held.enter_context(socket.socket())
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                held.enter_context(socket.socket()).bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port
    raise SetupError("no two free ports in a row")
