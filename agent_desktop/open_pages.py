"""How many pages each agent has open at this process. Safe for threads."""

from __future__ import annotations

import threading
from collections import Counter


class OpenPages:
    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def opened(self, agent_id: str) -> None:
        with self._lock:
            self._counts[agent_id] += 1

    def closed(self, agent_id: str) -> bool:
        """True when that was the agent's last page."""
        with self._lock:
            self._counts[agent_id] -= 1
            if self._counts[agent_id] > 0:
                return False
            del self._counts[agent_id]
            return True

    def agents(self) -> set[str]:
        with self._lock:
            return set(self._counts)
