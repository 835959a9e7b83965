"""The benchmark of the dialogue measures what it says."""

import pytest

from deploy.bench_dialogue import NODES, large_flow
from deploy.figure import figure
from ivr.flow import compile_sources


def test_the_large_flow_is_large_and_right() -> None:
    found = compile_sources({"hotline.yaml": large_flow(NODES)}, {}, {})
    assert [str(issue) for issue in found.issues] == []
    written = [name for name in found.flows["hotline"].nodes if not name.startswith("@")]
    assert len(written) == NODES


@pytest.mark.parametrize(
    ("value", "least", "most", "met"),
    [(5, 4, None, True), (3, 4, None, False), (5, None, 4, False), (3, None, 4, True), (1, None, None, None)],
)
def test_a_figure_is_met_from_its_side(value: float, least: float | None, most: float | None, met: bool | None) -> None:
    assert figure("x", value, "ms", least, at_most=most)["met"] is met
