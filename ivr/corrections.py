"""Which answer a caller takes back, and what it should be: "bukan, alasannya rusak"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.fields import Field
from ivr.likeness import content, overlap
from ivr.locale.answers import NEGATIONS
from ivr.normalising import normalise
from ivr.questions import question_of
from ivr.questions.protocol import Value

if TYPE_CHECKING:
    from ivr.run import Run

NAMED = 0.75
"""How much of an item's label must be said to mean it."""
SPOKEN_AT_ONCE = frozenset({"choice", "yes_no", "date"})
"""Types whose new value is taken from the same sentence."""


def taken_back(run: Run, items: tuple[Field, ...], text: str) -> Field | None:
    """The item that is named together with a denial, or None."""
    denied = NEGATIONS[run.tongue] & set(normalise(text, run.tongue).split())
    return item_named(run, items, text) if denied else None


def item_named(run: Run, items: tuple[Field, ...], text: str) -> Field | None:
    """The item whose label is in what was said, or None."""
    said = content(normalise(text, run.tongue), run.tongue)
    best = max(items, key=lambda field: _likeness(run, field, said), default=None)
    return best if best is not None and _likeness(run, best, said) >= NAMED else None


def _likeness(run: Run, field: Field, said: list[str]) -> float:
    return overlap(said, content(normalise(field.label(run.tongue), run.tongue), run.tongue)).of_phrase


def value_in(run: Run, field: Field, text: str) -> Value | None:
    """A new value said in the same breath, where the type can tell."""
    if field.type not in SPOKEN_AT_ONCE:
        return None
    words = [word for word in normalise(text, run.tongue).split() if word not in NEGATIONS[run.tongue]]
    answer = question_of(field.type).parse_speech(" ".join(words), run.context(field.plain))
    return answer if isinstance(answer, Value) and answer.value != run.slots.get(field.slot) else None
