from pathlib import Path

from casework.diagram import document, mermaid
from casework.states import MACHINES

DOCUMENT = Path(__file__).parents[3] / "docs" / "case-states.md"


def test_the_document_is_what_the_code_says():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "python -m casework diagram > docs/case-states.md"


def test_each_move_is_drawn_once():
    for machine in MACHINES.values():
        drawn = [line.split(": ") for line in mermaid(machine) if ": " in line]
        names = [name for _, label in drawn for name in label.split(", ")]
        assert sorted(names) == sorted(step.name for step in machine.transitions.values() for _ in step.moves)
        assert len({way for way, _ in drawn}) == len(drawn)
