"""Bring a machine to where the project runs: `python3 -m deploy.prepare run|check|test`.

Prints a line for each step that has something to do, nothing when all is there. Exit codes: 0 ready, 1 cannot go on, 2 wrong use.
"""

import fcntl
import sys
from collections.abc import Callable, Sequence

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one should read a sentence, not a traceback
    sys.exit("Python 3.11 or newer is needed; name one with: make PYTHON=python3.11")

from deploy import chromium, front_end, requirements, virtual_environment
from deploy.errors import SetupError
from deploy.layout import LOCK
from deploy.step import Step, run_steps


def _run() -> list[Step]:
    return [virtual_environment.step(), requirements.run_time(), front_end.build()]


def _check() -> list[Step]:
    environment, packages, build = _run()
    return [environment, packages, requirements.development(), front_end.modules(), build]


def _test() -> list[Step]:
    return [*_check(), chromium.step()]


PLANS: dict[str, Callable[[], list[Step]]] = {"run": _run, "check": _check, "test": _test}


def main(arguments: Sequence[str]) -> int:
    """Carry out the plan that the one argument names."""
    if len(arguments) != 1 or arguments[0] not in PLANS:
        print(f"usage: python3 -m deploy.prepare {'|'.join(PLANS)}", file=sys.stderr)
        return 2
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    try:
        with LOCK.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            run_steps(PLANS[arguments[0]]())
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; run it again to go on", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
