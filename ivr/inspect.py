"""What is wrong in flows that can be read: located issues, shared by editor, command line and tests."""

from __future__ import annotations

from collections.abc import Iterator

from ivr.issue import Issue
from ivr.library import Library


def inspect(library: Library) -> Iterator[Issue]:
    yield from ()
