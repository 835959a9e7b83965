"""The version that a flow file is written in: missing, too new, wrong, or old and brought to today's."""

from pathlib import Path

import pytest

from ivr.flow import compile_sources
from ivr.language_version import LANGUAGE_VERSION, MIGRATIONS, Migration, current
from ivr.source_tree import Scalar, Table, Tree, plain
from ivr.yaml_source import read_yaml
from tests.unit.ivr.house import HEAD, TAIL, compiled

KEPT = Path(__file__).parents[2] / "data" / "language"
FLOW = f"{HEAD}start: bye\nnodes:{TAIL}"


def table(text: str) -> Table:
    tree, issues = read_yaml(text, "f.yaml")
    assert not issues
    assert isinstance(tree, Table)
    return tree


def renamed(old: str, new: str) -> Migration:
    """A migration that renames a key at the top, places kept."""

    def migrate(source: Table) -> Table:
        def name(key: str) -> str:
            return new if key == old else key

        entries: dict[str, Tree] = {name(key): tree for key, tree in source.entries.items()}
        return Table(entries, {name(key): mark for key, mark in source.keys.items()}, source.mark)

    return migrate


TWO_STEPS = (renamed("steps", "stations"), renamed("stations", "nodes"))


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("", "2:1", "'language_version' is missing; write 'language_version: 1'"),
        ("language_version: 2\n", "3:19", "language_version 2 is newer than this engine, which reads up to 1"),
        ("language_version: 0\n", "3:19", "a number from 1 to 1"),
        ("language_version: true\n", "3:19", "a number from 1 to 1"),
        ("language_version: one\n", "3:19", "a number from 1 to 1"),
        ("language_version: [1]\n", "3:19", "a number from 1 to 1"),
    ],
)
def test_a_version_that_cannot_be_read_is_said_so(line: str, place: str, words: str) -> None:
    found = compiled(FLOW.replace("language_version: 1\n", line))
    assert found.flows == {}
    assert str(found.errors[0]).startswith(f"hotline.yaml:{place}: error: ")
    assert words in found.errors[0].text


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("language_version: 1\nsteps: {a: b}", ["language_version", "nodes"]),
        ("language_version: 2\nstations: {a: b}", ["language_version", "nodes"]),
        ("language_version: 3\nnodes: {a: b}", ["language_version", "nodes"]),
        ("language_version: 2\nsteps: {a: b}", ["language_version", "steps"]),
    ],
)
def test_an_older_file_goes_through_every_later_migration(text: str, entries: list[str]) -> None:
    found, issues = current(table(text), TWO_STEPS)
    assert not issues
    assert found is not None
    assert list(found.entries) == entries
    version = found.entries["language_version"]
    assert isinstance(version, Scalar)
    assert version.value == 3


def test_places_stay_those_of_the_file() -> None:
    found, _ = current(table("language_version: 1\nsteps: {a: b}"), TWO_STEPS)
    assert found is not None
    assert (found.keys["nodes"].line, found.keys["nodes"].column) == (2, 1)
    assert found.entries["nodes"].mark.column == 8


def test_every_version_is_kept_and_still_read() -> None:
    """A migration comes with the file of the version that it leaves behind, and with what that becomes."""
    kept = {int(path.stem): path.read_text("utf-8") for path in KEPT.glob("?.yaml")}
    assert set(kept) == set(range(1, LANGUAGE_VERSION + 1))
    newest = plain(table(kept[LANGUAGE_VERSION]))
    assert len(MIGRATIONS) == LANGUAGE_VERSION - 1
    for version, text in kept.items():
        found, issues = current(table(text))
        assert not issues
        assert found is not None
        assert plain(found) == newest, version
        assert not compile_sources({"hotline.yaml": text}, {}, {}).errors
