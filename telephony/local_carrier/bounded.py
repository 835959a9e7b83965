"""A dict that keeps so many things: the oldest that are over make room, what still runs is never dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Bounded(dict[str, T], Generic[T]):
    """`over(thing)` says that a thing may be forgotten."""

    def __init__(self, most: int, over: Callable[[T], bool]):
        super().__init__()
        self.most, self.over = most, over

    def __setitem__(self, key: str, thing: T) -> None:
        super().__setitem__(key, thing)
        excess = len(self) - self.most
        if excess > 0:
            forgotten = [k for k, t in self.items() if k != key and self.over(t)][:excess]
            for name in forgotten:
                del self[name]
