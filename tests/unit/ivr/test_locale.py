"""Every table of words has every language that the engine speaks."""

import pkgutil
from importlib import import_module

import pytest

import ivr.locale
from ivr.locale.phrases import CATALOGUE

# A suffix that only some languages have.
ONLY_SOME = ("TEEN_SUFFIX", "TENS_SUFFIX")
TABLES = [
    (module.name, name, table)
    for module in pkgutil.iter_modules(ivr.locale.__path__, "ivr.locale.")
    for name, table in vars(import_module(module.name)).items()
    if name.isupper() and name not in ONLY_SOME and isinstance(table, dict) and set(table) & set(CATALOGUE)
]


def test_there_are_tables() -> None:
    assert len(TABLES) > 10


@pytest.mark.parametrize(("module", "name", "table"), TABLES)
def test_a_table_has_every_language(module: str, name: str, table: dict[str, object]) -> None:
    assert set(table) == set(CATALOGUE)
