"""Where something stands in a source file, and what is wrong there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Mark:
    """A place: `file` relative to the folder that was read; `line` and `column` count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Issue:
    """`text` says what is wrong and what would be right. An error keeps a flow from going live; a warning does not."""

    file: str
    line: int
    column: int
    severity: Literal["error", "warning"]
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.text}"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def error(mark: Mark, text: str) -> Issue:
    return Issue(mark.file, mark.line, mark.column, "error", text)


def warning(mark: Mark, text: str) -> Issue:
    return Issue(mark.file, mark.line, mark.column, "warning", text)
