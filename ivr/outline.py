"""What the readers of flow files ask for, found by letting them read nothing: every key, in which shape, and of which words.

So the editors' schema cannot drift from the readers: there is no second list of keys. A reader asks for all the keys that may stand
in a table, whatever stands there; a way to ask that is added to TableReader and not here counts as "anything".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ivr.expressions import Expression
from ivr.issue import Mark
from ivr.locale.phrases import CATALOGUE
from ivr.prompt_template import PromptTemplate
from ivr.reading import Reading
from ivr.source_tree import Scalar, Table, Tree
from ivr.table_reader import MAX_SECONDS, TableReader
from ivr.words import NO_PROMPT, Prompt, Words


@dataclass(frozen=True)
class Shape:
    """`kind` is the TableReader's method. `low` and `high` bound a number; `inner` holds what stands within a table."""

    kind: str
    required: bool = False
    options: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    inner: dict[str, Shape] = field(default_factory=dict)


class Outline(TableReader):
    """Reads an empty table and remembers what was asked for."""

    def __init__(self, key: str = "") -> None:
        super().__init__(Table({}, {}, Mark("")), key, Reading(tuple(CATALOGUE)))
        self.shapes: dict[str, Shape] = {}

    def _note(self, name: str, shape: Shape) -> None:
        self.shapes[name] = shape

    def take(self, name: str) -> Tree | None:
        self.shapes.setdefault(name, Shape("take"))
        return super().take(name)

    def scalar(self, name: str, what: str) -> Scalar | None:
        self.shapes.setdefault(name, Shape("scalar"))
        return super().scalar(name, what)

    def word(self, name: str, required: bool = False) -> str:
        self._note(name, Shape("word", required))
        return ""

    def one_of(self, name: str, options: Iterable[str], what: str, required: bool = False) -> str:
        self._note(name, Shape("one_of", required, tuple(options)))
        return ""

    def flag(self, name: str, default: bool) -> bool:
        self._note(name, Shape("flag"))
        return default

    def number(self, name: str, default: float, low: float, high: float) -> float:
        self._note(name, Shape("number", low=low, high=high))
        return default

    def seconds(self, name: str, default: int, most: int = MAX_SECONDS) -> int:
        self._note(name, Shape("seconds"))
        return default

    def expression(self, name: str, required: bool = False) -> Expression | None:
        self._note(name, Shape("expression", required))
        return None

    def words(self, name: str, required: bool = False) -> Words | None:
        self._note(name, Shape("words", required))
        return None

    def words_if_any(self, name: str) -> Words | None:
        self._note(name, Shape("words_if_any"))
        return None

    def prompt(self, name: str, required: bool = False) -> Prompt:
        self._note(name, Shape("prompt", required))
        return NO_PROMPT

    def phrases(self, name: str) -> dict[str, tuple[str, ...]]:
        self._note(name, Shape("phrases"))
        return {}

    def words_list(self, name: str) -> tuple[str, ...]:
        self._note(name, Shape("words_list"))
        return ()

    def table_at(self, name: str, required: bool = False) -> TableReader | None:
        return self._within(name, "table_at", required)

    def tables(self, name: str) -> list[TableReader]:
        return [self._within(name, "tables")]

    def one_or_more(self, name: str) -> list[TableReader]:
        return [self._within(name, "one_or_more")]

    def named_tables(self, name: str, required: bool = False) -> dict[str, TableReader]:
        return {"": self._within(name, "named_tables", required)}

    def named_words(self, name: str, required: bool = False) -> dict[str, Words]:
        self._note(name, Shape("named_words", required))
        return {}

    def named_word(self, name: str, required: bool = False) -> dict[str, str]:
        self._note(name, Shape("named_word", required))
        return {}

    def assignments(self, name: str) -> dict[str, PromptTemplate]:
        self._note(name, Shape("assignments"))
        return {}

    def expressions(self, name: str) -> dict[str, Expression]:
        self._note(name, Shape("expressions"))
        return {}

    def _within(self, name: str, kind: str, required: bool = False) -> Outline:
        inner = Outline(f"{self.key}.{name}")
        self._note(name, Shape(kind, required, inner=inner.shapes))
        return inner
