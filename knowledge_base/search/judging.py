"""Scores to what may be believed of them. The numbers are fitted on the tuning half of the questions (see README)."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Judge:
    """`least`: how far the best service must be ahead of what no service is about. The others turn a service's lead over the
    best other service, and over what is no service, into how likely it is meant."""

    least: float
    base: float
    lead: float
    ahead: float

    def refuses(self, best: float, other: float) -> bool:
        return best - other < self.least

    def likelihood(self, score: float, rival: float, other: float) -> float:
        """From 0 to 1."""
        whole = self.base + self.lead * (score - rival) + self.ahead * (score - other)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, whole))))


BY_WORDS = Judge(least=0.2, base=-2.3, lead=4.4, ahead=3.5)
BY_MEANING = Judge(least=0.25, base=-2.6, lead=4.9, ahead=3.1)
