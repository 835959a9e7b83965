"""What stands in the way of a text, with its place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`file` is "" when it stands in the text itself, else the other file that no longer fits it."""

    line: int
    column: int
    text: str
    file: str = ""


def problem(slip: str, own: str) -> Problem:
    """From `file:line:column: text`; `own` is the file of the text."""
    file, line, column, text = slip.split(":", 3)
    return Problem(int(line), int(column), text.strip(), "" if file == own else file)
