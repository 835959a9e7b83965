"""How a node listens: how long, how often, and how sure it must be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ivr.issue import Mark, error
from ivr.table_reader import TableReader

NOWHERE = Mark("")


@dataclass(frozen=True)
class Listen:
    """Scores are 0..1: below `reject_below` is a no-match, below `confirm_below` is asked back. `replay` repeats the prompt after an
    author's own no-input or no-match words."""

    timeout_s: int = 5
    attempts: int = 3
    confirm_below: float = 0.80
    reject_below: float = 0.40
    speech: bool = True
    replay: bool = False
    not_understood: str = ""
    silent: str = ""
    mark: Mark = NOWHERE


DEFAULT_LISTEN = Listen()


def read_listen(reader: TableReader | None, base: Listen) -> Listen:
    """`base` with what the table says otherwise."""
    if reader is None:
        return base
    read = replace(
        base,
        timeout_s=reader.seconds("timeout", base.timeout_s),
        attempts=int(reader.number("attempts", base.attempts, 1, 5)),
        confirm_below=reader.number("confirm_below", base.confirm_below, 0, 1),
        reject_below=reader.number("reject_below", base.reject_below, 0, 1),
        speech=reader.flag("speech", base.speech),
        replay=reader.flag("replay", base.replay),
        not_understood=reader.word("not_understood") or base.not_understood,
        silent=reader.word("silent") or base.silent,
        mark=reader.mark,
    )
    if read.reject_below > read.confirm_below:
        reader.reading.issues.append(error(reader.mark, "reject_below is higher than confirm_below"))
    reader.finish()
    return read
