"""Which answer a caller takes back, and what it should be: "bukan, alasannya rusak"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.fields import Field
from ivr.likeness import content, overlap
from ivr.locale.answers import BETWEEN, NEGATIONS
from ivr.normalising import ENDINGS, normalise
from ivr.questions import question_of
from ivr.questions.protocol import Value

if TYPE_CHECKING:
    from ivr.run import Run

NAMED = 0.75
"""How much of an item's label must be said to mean it."""
PARTLY = 0.4
"""Enough where no other item is named as much: "nomornya" for "Nomor telepon"."""
ASKED_ANEW = frozenset({"text", "name", "file", "place", "list", "service"})
"""Types whose new value is not looked for in the words that take the old one back."""


def taken_back(run: Run, items: tuple[Field, ...], text: str) -> Field | None:
    """The item that is named together with a denial, or None."""
    denied = NEGATIONS[run.tongue] & set(normalise(text, run.tongue).split())
    return item_named(run, items, text) if denied else None


def item_named(run: Run, items: tuple[Field, ...], text: str) -> Field | None:
    """The item whose label is in what was said, whole or more of it than of any other; None where two are named alike."""
    said = content(normalise(text, run.tongue), run.tongue)
    scored = sorted(((_likeness(run, field, said), -n) for n, field in enumerate(items)), reverse=True)
    if not scored or scored[0][0] < PARTLY:
        return None
    alike = len(scored) > 1 and scored[1][0] >= scored[0][0]
    return None if scored[0][0] < NAMED and alike else items[-scored[0][1]]


def _likeness(run: Run, field: Field, said: list[str]) -> float:
    return overlap(said, content(normalise(field.label(run.tongue), run.tongue), run.tongue)).of_phrase


def value_in(run: Run, field: Field, text: str) -> Value | None:
    """A new value said in the same breath, where the type can tell."""
    if field.type in ASKED_ANEW:
        return None
    label = set(normalise(field.label(run.tongue), run.tongue).split())
    label |= {word + ENDINGS.get(run.tongue, "") for word in label}
    unsaid = NEGATIONS[run.tongue] | label | BETWEEN[run.tongue]
    words = [word for word in normalise(text, run.tongue).split() if word not in unsaid]
    answer = question_of(field.type).parse_speech(" ".join(words), run.context(field.plain)) if words else None
    return answer if isinstance(answer, Value) and answer.value != run.slots.get(field.slot) else None
