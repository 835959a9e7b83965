"""One step of set-up, and the run of several with a line of progress each."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """`make` may be killed at any point; until it has ended, `is_done` says False and it is run again."""

    title: str
    is_done: Callable[[], bool]
    make: Callable[[], None]


def run_steps(steps: Iterable[Step]) -> None:
    """Make what is not done, in order. Raises SetupError with the first that cannot be made."""
    pending = [step for step in steps if not step.is_done()]
    for number, step in enumerate(pending, 1):
        print(f"set-up {number}/{len(pending)}: {step.title} ...", flush=True)
        begun = time.monotonic()
        step.make()
        print(f"set-up {number}/{len(pending)}: done in {time.monotonic() - begun:.1f} s", flush=True)
