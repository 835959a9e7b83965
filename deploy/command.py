"""Commands whose output goes to the set-up log and is shown only when they fail."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.errors import SetupError
from deploy.layout import LOG, ROOT

LINES_SHOWN = 15


def run(command: Sequence[str | Path], cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run to the end. Raises SetupError with the last lines of output when the exit code is not 0."""
    words = [str(word) for word in command]
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a+", encoding="utf-8", errors="replace") as log:
        begin = log.seek(0, os.SEEK_END)
        log.write(f"$ {' '.join(words)}\n")
        log.flush()
        code = _exit_code(words, cwd, {**os.environ, **(env or {})}, log.fileno())
        if code:
            log.seek(begin)
            tail = "\n".join(f"  {line.rstrip()}" for line in log.readlines()[-LINES_SHOWN:])
            raise SetupError(
                f"{tail}\n{Path(words[0]).name} failed (exit {code}); all of it is in {LOG.relative_to(ROOT)}"
            )


def _exit_code(words: list[str], cwd: Path, env: dict[str, str], output: int) -> int:
    try:
        ended = subprocess.run(
            words, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
        )
    except FileNotFoundError as error:
        raise SetupError(f"{words[0]} is not installed") from error
    return ended.returncode
