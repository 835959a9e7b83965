"""The carrier's tests know nothing of the application, and the application's tests of the wire nothing of the carrier:
two sides written by one mind must not agree on the same mistake."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
HOUSE = ("agent_desktop", "app", "casework", "citizen", "ivr", "knowledge_base", "runtime", "telephony")
CARRIERS_OWN = ("telephony.local_carrier", "telephony.audio")


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("path", sorted((TESTS / "carrier").glob("*.py")), ids=lambda path: path.name)
def test_the_carriers_tests_import_nothing_of_the_application(path):
    assert not {n for n in imported(path) if within(n, HOUSE) and not within(n, CARRIERS_OWN)}


@pytest.mark.parametrize("room", ["unit/telephony", "integration", "calls"])
def test_the_applications_tests_import_nothing_of_the_carrier(room):
    paths = sorted((TESTS / room).rglob("*.py"))
    assert not {p.name for p in paths if any(within(n, ("telephony.local_carrier",)) for n in imported(p))}
