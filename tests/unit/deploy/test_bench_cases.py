"""The copies of the benchmark are cases that are found by their references."""

from pathlib import Path

from deploy.bench_cases import million_figures
from deploy.figure import Figure

ROOT = Path(__file__).parents[3]


def test_a_few_copies_on_sqlite(monkeypatch):
    import app  # noqa: F401 - declares the tables of all rooms

    monkeypatch.setattr("deploy.bench_cases.LOOKUPS", 20)
    found: list[Figure] = []
    for row in million_figures(ROOT, 50):
        found.append(row)
        if len(found) == 3:
            break
    assert [row["unit"] for row in found] == ["bytes/case", "ms", "ms"]
    assert 500 < found[0]["value"] < 20_000
    assert found[2]["met"]
