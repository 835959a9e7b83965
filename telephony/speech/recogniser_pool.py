"""A few recogniser processes behind one bounded queue with a deadline for each request."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from telephony.speech import selection
from telephony.speech.child import Child
from telephony.speech.protocol import Recognition, SpeechError
from telephony.speech.selection import EngineOptions

log = logging.getLogger(__name__)
MOST_WAITING = 8
HARD_DEADLINE_S = 30.0
RESTART_S = (1.0, 5.0, 30.0)


def make(options: EngineOptions) -> Callable[..., Any]:
    """Runs in the child: answers "recognise", "prepare" and "engines"."""
    recogniser = selection.load(options)
    operations: dict[str, Callable[..., Any]] = {
        "recognise": recogniser.recognise,
        "prepare": recogniser.prepare,
        "engines": lambda: recogniser.engines,
    }
    return lambda operation, *arguments: operations[operation](*arguments)


class RecogniserPool:
    """`state` is "loading", "ready" or "failed"; `engines` says who hears which language once one process is ready."""

    def __init__(self, options: EngineOptions, workers: int):
        self.engines = selection.plan(options)
        self.state = "loading"
        self.waiting = 0
        self._children = [Child(f"recogniser {n + 1}", partial(make, options)) for n in range(workers)]
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="recogniser")
        self._free: asyncio.Queue[Child] = asyncio.Queue()
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def pids(self) -> list[int]:
        return [child.pid for child in self._children if child.pid is not None]

    def start(self) -> None:
        """Returns at once; the processes load in the background."""
        for child in self._children:
            self._spawn(self._bring_up(child))

    async def recognise(
        self, mulaw: bytes, language: str, phrases: Sequence[str], numeric: bool, deadline_s: float
    ) -> Recognition:
        """Raises SpeechError: too many wait, the deadline has passed, or the engine refused."""
        found = await self._ask(deadline_s, "recognise", mulaw, language, phrases, numeric)
        assert isinstance(found, Recognition)  # noqa: S101  the child's contract
        return found

    async def prepare(self, language: str, phrases: Sequence[str], numeric: bool) -> None:
        """For one of the processes; skipped when all are busy, since it only saves time."""
        if not self._free.empty():
            await self._ask(HARD_DEADLINE_S, "prepare", language, phrases, numeric)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for child in self._children:
            child.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)

    async def _ask(self, deadline_s: float, *question: Any) -> Any:
        if self.state == "failed":
            raise SpeechError("there is no recogniser")
        until = asyncio.get_running_loop().time() + deadline_s
        child = await self._free_child(deadline_s)
        work = self._spawn(self._use(child, question))
        try:
            return await asyncio.wait_for(asyncio.shield(work), until - asyncio.get_running_loop().time())
        except TimeoutError as error:
            raise SpeechError(f"the recogniser took longer than {deadline_s:g} s") from error

    async def _free_child(self, deadline_s: float) -> Child:
        """One that is free is taken at once, unless somebody else already waits for it."""
        if not self.waiting and not self._free.empty():
            return self._free.get_nowait()
        if self.waiting >= MOST_WAITING:
            raise SpeechError("too many utterances wait for the recogniser")
        self.waiting += 1
        try:
            return await asyncio.wait_for(self._free.get(), deadline_s)
        except TimeoutError as error:
            raise SpeechError(f"no recogniser was free within {deadline_s:g} s ({self.state})") from error
        finally:
            self.waiting -= 1

    async def _use(self, child: Child, question: tuple[Any, ...]) -> Any:
        """The child is free again when it has answered, also when nobody waits for the answer any more."""
        ask = partial(child.ask, *question, deadline_s=HARD_DEADLINE_S)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        finally:
            if child.ready:
                self._free.put_nowait(child)
            else:
                self._spawn(self._bring_up(child))

    async def _bring_up(self, child: Child) -> None:
        loop = asyncio.get_running_loop()
        for attempt in range(len(RESTART_S) + 1):
            try:
                await loop.run_in_executor(self._threads, child.start)
                self.engines = await loop.run_in_executor(
                    self._threads, partial(child.ask, "engines", deadline_s=HARD_DEADLINE_S)
                )
            except SpeechError as error:
                log.error("%s does not start: %s", child.name, error)
                if not error.retryable or attempt == len(RESTART_S):
                    break
                await asyncio.sleep(RESTART_S[attempt])
            else:
                self.state = "ready"
                self._free.put_nowait(child)
                return
        if not any(each.ready for each in self._children):
            self.state = "failed"

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        """An answer that nobody waited for may have failed: that is read here, or asyncio would complain."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.info("a recogniser's work ended with: %s", error)
