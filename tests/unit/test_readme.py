"""The README's settings table is the program's."""

from pathlib import Path

from runtime.setting_table import SETTINGS

README = Path(__file__).parents[2] / "README.md"


def test_every_setting_stands_in_the_readme_as_it_is():
    lines = README.read_text().splitlines()
    missing = [s.name for s in SETTINGS if f"| `{s.name}` | {s.default} | {s.meaning} |" not in lines]
    assert missing == []


def test_the_readme_names_no_setting_that_is_gone():
    known = {s.name for s in SETTINGS}
    rows = [line.split("`")[1] for line in README.read_text().splitlines() if line.startswith("| `")]
    assert set(rows) <= known
