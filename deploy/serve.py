"""`python app.py`: prepares the data, starts the processes, says where to look, watches until it is asked to end."""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from runtime.config import Settings
from runtime.processes import Process, open_port, watch

THREADS = 96
GRACE_S = 2
ASK_S = 0.5
SLOW_S = 30.0


def serve(settings: Settings, prepare: Callable[[Callable[[str], None]], None]) -> int:
    """Exit code 0, or 1 when the port is taken. `prepare(say)` brings database, catalogue and flows up to date."""
    say(f"preparing {settings.var.name}/ …")
    try:
        listener = open_port(settings.host, settings.port)
    except OSError as error:
        say(f"port {settings.port} cannot be used ({error.strerror}): end what listens there, or set PORT")
        return 1
    prepare(say)
    greeting = Greeting(settings)
    watch(_processes(settings, listener.fileno()), greeting.look)
    return 0


def say(text: str) -> None:
    print(text, flush=True)


def _processes(settings: Settings, port: int) -> list[Process]:
    python, var = sys.executable, settings.var
    app = str(settings.root / "app.py")
    speech = [python, "-m", "telephony.speech.service", "--socket", str(settings.speech_socket), "--var", str(var)]
    found = [
        Process("speech service", [*speech, "--engine", "light" if settings.speech_engine == "light" else "auto"]),
        Process("web", _gunicorn(python, port, var), pass_fds=(port,)),
    ]
    if settings.carrier == "local":
        found.append(Process("local carrier", [python, app, "carrier"]))
    return found


def _gunicorn(python: str, port: int, var: Path) -> list[str]:
    """One worker: with SQLite one process writes, and a desk's socket stays with the process that knows it."""
    options = {
        "--bind": f"fd://{port}",
        "--worker-class": "gthread",
        "--workers": "1",
        "--threads": str(THREADS),
        "--graceful-timeout": str(GRACE_S),
        "--timeout": "60",
        "--keep-alive": "30",
        "--log-level": "warning",
        "--control-socket": str(var / "run" / "gunicorn.ctl"),
    }
    return [python, "-m", "gunicorn", *(word for pair in options.items() for word in pair), "app:wsgi()"]


class Greeting:
    """Asks /health until all is well, then prints the addresses, once; says so when a start takes long."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._started = self._asked = time.monotonic()
        self._done = self._warned = False

    def look(self) -> None:
        now = time.monotonic()
        if self._done or now - self._asked < ASK_S:
            return
        self._asked = now
        if self._is_healthy():
            self._done = True
            self._greet(now - self._started)
        elif now - self._started > SLOW_S and not self._warned:
            self._warned = True
            say("still starting; `python app.py doctor` in another terminal says what is missing")

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://{self._settings.own_host}:{self._settings.port}/health", timeout=1
            ) as answer:
                state = json.load(answer)
                return bool(state["status"] == "ok" and state["carrier"]["status"] != "unreachable")
        except (OSError, ValueError, KeyError):
            return False

    def _greet(self, seconds: float) -> None:
        base = self._settings.public_base_url
        say(f"ready after {seconds:.1f} s")
        say(f"  phone the hotline   {base}/phone")
        say(f"  agent desk          {base}/desk" + ("      (agent1 / agent1-demo)" if self._settings.demo else ""))
        say(f"  public home         {base}/")
        if self._settings.demo and self._settings.open_to_others:
            say(
                "  this is a demo with known passwords, and other machines can reach it: set SECRET_KEY to end demo mode"
            )
        say("  Ctrl-C ends it" if os.isatty(0) else "  running")
