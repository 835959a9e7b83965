"""Recurring work in a thread of its own: at its pace, or at once when woken."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass
class Job:
    """`work` is run every `every_s` seconds, and, if `urgent`, whenever somebody wakes the thread."""

    name: str
    work: Callable[[], object]
    every_s: float
    urgent: bool = True
    due: float = 0.0


class Jobs:
    """A failing job is logged and tried again at its next time; the others go on."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs
        self._woken = threading.Event()
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """To be called after a commit that leaves something to do."""
        self._woken.set()

    def stop(self) -> None:
        self._ending = True
        self._woken.set()
        self._thread.join(5)

    def _run(self) -> None:
        while not self._ending:
            woken = self._woken.wait(max(0.0, min(job.due for job in self._jobs) - time.monotonic()))
            self._woken.clear()
            for job in self._jobs:
                if job.due <= time.monotonic() or (woken and job.urgent):
                    self._do(job)

    def _do(self, job: Job) -> None:
        job.due = time.monotonic() + job.every_s
        try:
            job.work()
        except Exception:
            log.exception("job %s failed", job.name)
