"""Starts and watches the few processes of the house: one group, each restarted when it dies, all ending together."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

log = logging.getLogger(__name__)
PR_SET_PDEATHSIG = 1
END_S = 6.0
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 10.0
STEADY_S = 20.0
LOOK_S = 0.1


@dataclass
class Process:
    """`command` is run without a shell; `pass_fds` are handed on. `pause_s` grows while it keeps dying young."""

    name: str
    command: Sequence[str]
    pass_fds: tuple[int, ...] = ()
    child: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause_s: float = FIRST_PAUSE_S
    due: float = field(default=0.0)

    def start(self, now: float) -> None:
        self.child = subprocess.Popen(list(self.command), pass_fds=self.pass_fds, preexec_fn=_end_with_parent)
        self.started = now

    def look(self, now: float) -> None:
        """Restarts it when it has died and its pause is over."""
        if self.child is None:
            if now >= self.due:
                self.start(now)
            return
        if self.child.poll() is None:
            return
        steady = now - self.started > STEADY_S
        self.pause_s = FIRST_PAUSE_S if steady else min(LONGEST_PAUSE_S, self.pause_s * 2)
        log.error("%s ended with code %s, started again in %.1f s", self.name, self.child.returncode, self.pause_s)
        self.child, self.due = None, now + self.pause_s


def open_port(host: str, port: int) -> socket.socket:
    """A listening socket to hand on, so that requests wait through a restart. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(512)
    listener.set_inheritable(True)
    return listener


def watch(processes: Sequence[Process], on_look: Callable[[], None]) -> None:
    """Returns when asked to end (SIGTERM, SIGINT, SIGHUP) and every process has ended."""
    ending = False

    def end(*_: object) -> None:
        nonlocal ending
        ending = True

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    while not ending:
        for process in processes:
            process.look(time.monotonic())
        on_look()
        time.sleep(LOOK_S)
    _end_all([p.child for p in processes if p.child is not None])


def _end_all(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + END_S
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _end_with_parent() -> None:
    """In the child: a supervisor that is killed takes its processes with it (Linux)."""
    parent = os.getppid()
    try:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(1)
