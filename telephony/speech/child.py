"""A long-lived worker process that answers one question at a time; it is replaced when it dies or is late."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any

from telephony.speech.protocol import SpeechError

log = logging.getLogger(__name__)
SPAWN = multiprocessing.get_context("spawn")

Answer = Callable[..., Any]
MakeAnswer = Callable[[], Answer]


class Child:
    """`make` runs in the child and gives the function that answers; it must be picklable (a partial of a module's function)."""

    def __init__(self, name: str, make: MakeAnswer, start_deadline_s: float = 120.0):
        self.name = name
        self._make = make
        self._start_deadline_s = start_deadline_s
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self.ready = False
        self.starts = 0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Starts it if it does not run, and waits until it is ready. Raises SpeechError."""
        with self._lock:
            self._ensure_running()

    def ask(self, *question: Any, deadline_s: float) -> Any:
        """Blocks; callers take turns. Raises SpeechError when the child refuses, dies, or takes longer than `deadline_s`."""
        until = monotonic() + deadline_s
        if not self._lock.acquire(timeout=deadline_s):
            raise SpeechError(f"{self.name} is busy")
        try:
            connection = self._ensure_running()
            return self._exchange(connection, question, until - monotonic())
        finally:
            self._lock.release()

    def stop(self) -> None:
        with self._lock:
            self._discard()

    def _ensure_running(self) -> Connection:
        if self._connection is not None and self._process is not None and self._process.is_alive():
            return self._connection
        self._discard()
        mine, its = SPAWN.Pipe()
        process = SPAWN.Process(target=serve, args=(its, self._make), name=self.name, daemon=True)
        process.start()
        its.close()
        self._process, self._connection = process, mine
        self.starts += 1
        self._receive(mine, self._start_deadline_s)
        self.ready = True
        return mine

    def _exchange(self, connection: Connection, question: tuple[Any, ...], seconds: float) -> Any:
        try:
            connection.send(question)
        except OSError as error:
            self._discard()
            raise SpeechError(f"{self.name} has died") from error
        return self._receive(connection, seconds)

    def _receive(self, connection: Connection, seconds: float) -> Any:
        try:
            if not connection.poll(max(0.0, seconds)):
                raise TimeoutError
            fine, answer = connection.recv()
        except (TimeoutError, EOFError, OSError) as error:
            late = isinstance(error, TimeoutError)
            self._discard()
            raise SpeechError(f"{self.name} {'is late' if late else 'has died'}") from error
        if not fine:
            raise SpeechError(*answer)
        return answer

    def _discard(self) -> None:
        """An answer that comes late must never be taken for the next one, so the child goes."""
        self.ready = False
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._connection = self._process = None


def serve(connection: Connection, make: MakeAnswer) -> None:
    """The child's main: ends when its parent does. Engines print; what they print goes to stderr."""
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        answer = make()
        connection.send((True, None))
        while True:
            connection.send(_reply(answer, connection.recv()))
    except SpeechError as error:
        connection.send((False, (str(error), error.retryable)))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        log.debug("the parent of %d is gone", os.getpid())


def _reply(answer: Answer, question: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, answer(*question)
    except SpeechError as error:
        return False, (str(error), error.retryable)
