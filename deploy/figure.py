"""One measured value of the benchmark, and whether it is good enough."""

from __future__ import annotations

from typing import Any

Figure = dict[str, Any]
"""{name, value, unit, target, met, baseline}; target and met are None where nothing is asked of the value."""


def figure(
    name: str, value: float, unit: str, target: float | None = None, baseline: str = "", at_most: float | None = None
) -> Figure:
    """`target` is the least that is good enough; `at_most` the most, where less is better."""
    met = value <= at_most if at_most is not None else None if target is None else value >= target
    wanted = target if at_most is None else at_most
    return {"name": name, "value": round(value, 3), "unit": unit, "target": wanted, "met": met, "baseline": baseline}
