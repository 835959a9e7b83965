"""A table of a source file read key by key: each method takes one key in the shape it should have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ivr.expressions import Expression
from ivr.issue import Mark
from ivr.nearest import suggestion
from ivr.prompt_template import PromptTemplate
from ivr.reading import Reading
from ivr.source_tree import Items, Scalar, Table, Tree
from ivr.words import Prompt, Words

MAX_SECONDS = 600

DURATION = re.compile(r"(\d{1,4})\s*(s|m|min|h)?", re.ASCII)
_UNITS = {"m": 60, "min": 60, "h": 3600}


class TableReader:
    """Keys that nobody asked for are errors when it is finished."""

    def __init__(self, table: Table, key: str, reading: Reading) -> None:
        self.table = table
        self.key = key
        self.reading = reading
        self.asked: set[str] = set()

    @property
    def mark(self) -> Mark:
        return self.table.mark

    def __contains__(self, name: str) -> bool:
        return name in self.table.entries

    def mark_of(self, name: str) -> Mark:
        return self.table.keys.get(name, self.table.mark)

    def mark_within(self, name: str, inner: str) -> Mark:
        """Where a key of the table at `name` stands."""
        tree = self.table.entries.get(name)
        return tree.keys.get(inner, tree.mark) if isinstance(tree, Table) else self.mark_of(name)

    def take(self, name: str) -> Tree | None:
        self.asked.add(name)
        return self.table.entries.get(name)

    def error(self, name: str, text: str) -> None:
        self.reading.error(self.mark_of(name), text)

    def scalar(self, name: str, what: str) -> Scalar | None:
        tree = self.take(name)
        if tree is None or isinstance(tree, Scalar):
            return tree
        self.reading.error(tree.mark, f"'{name}' is {what}")
        return None

    def word(self, name: str, required: bool = False) -> str:
        """The characters as written; "" when absent."""
        scalar = self.scalar(name, "one word")
        if scalar is None or scalar.raw == "":
            if required or scalar is not None:
                self.error(name, f"'{name}' is missing")
            return ""
        return scalar.raw

    def one_of(self, name: str, options: Iterable[str], what: str, required: bool = False) -> str:
        """A word among `options`; "" when it is absent or none of them."""
        word = self.word(name, required)
        if word and word not in options:
            self.reading.error(self.mark_of(name), f"there is no {what} '{word[:40]}'; {suggestion(word, options)}")
            return ""
        return word

    def flag(self, name: str, default: bool) -> bool:
        scalar = self.scalar(name, "true or false")
        if scalar is None:
            return default
        if isinstance(scalar.value, bool):
            return scalar.value
        self.reading.error(scalar.mark, f"'{name}' is true or false, not '{scalar.raw[:40]}'")
        return default

    def number(self, name: str, default: float, low: float, high: float) -> float:
        scalar = self.scalar(name, "a number")
        if scalar is None:
            return default
        value = scalar.value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.reading.error(scalar.mark, f"'{name}' is a number from {low} to {high}")
        return default

    def seconds(self, name: str, default: int, most: int = MAX_SECONDS) -> int:
        scalar = self.scalar(name, "a time such as 5s")
        if scalar is None:
            return default
        match = DURATION.fullmatch(scalar.raw)
        seconds = int(match.group(1)) * _UNITS.get(match.group(2), 1) if match else 0
        if 1 <= seconds <= most:
            return seconds
        self.reading.error(scalar.mark, f"'{name}' is a time such as 5s or 2m, at most {most}s")
        return default

    def expression(self, name: str, required: bool = False) -> Expression | None:
        scalar = self.scalar(name, "an expression")
        if scalar is None:
            if required:
                self.error(name, f"'{name}' is missing")
            return None
        return self.reading.expression(scalar.raw, scalar.mark)

    def words_if_any(self, name: str) -> Words | None:
        """A text, or nothing after the colon where the engine's own words will do."""
        tree = self.take(name)
        if isinstance(tree, Scalar) and (tree.value is None or tree.value is True):
            return None
        return self.words(name)

    def words(self, name: str, required: bool = False) -> Words | None:
        tree = self.take(name)
        if tree is None:
            if required:
                self.error(
                    name,
                    f"'{name}' is missing: what is said, {{{', '.join(f'{x}: ...' for x in self.reading.languages)}}}",
                )
            return None
        return self.reading.words(tree, f"{self.key}.{name}")

    def prompt(self, name: str, required: bool = False) -> Prompt:
        """One text, or a list of texts by attempt."""
        tree = self.take(name)
        if not isinstance(tree, Items):
            words = self.words(name, required)
            return Prompt((words,) if words is not None else ())
        if not tree.items:
            self.error(name, f"'{name}' is an empty list: nothing would be said; write a text, or leave it out")
        read = (self.reading.words(item, f"{self.key}.{name}.{n}") for n, item in enumerate(tree.items, 1))
        return Prompt(tuple(words for words in read if words is not None))

    def phrases(self, name: str) -> dict[str, tuple[str, ...]]:
        """`{language: [phrase, ...]}`; one phrase may stand without its list."""
        tree = self.take(name)
        if tree is None:
            return {}
        if not isinstance(tree, Table):
            self.reading.error(tree.mark, f"'{name}' is {{language: [phrase, ...]}}")
            return {}
        for language in tree.entries:
            if language not in self.reading.languages:
                self.reading.error(
                    tree.keys[language], f"'{language[:40]}' is no language of this flow; did you forget the quotes?"
                )
        return {language: tuple(self._list_of(inner)) for language, inner in tree.entries.items()}

    def words_list(self, name: str) -> tuple[str, ...]:
        tree = self.take(name)
        return tuple(self._list_of(tree)) if tree is not None else ()

    def _list_of(self, tree: Tree) -> Iterator[str]:
        for item in tree.items if isinstance(tree, Items) else (tree,):
            if isinstance(item, Scalar) and item.raw:
                yield item.raw
            else:
                self.reading.error(item.mark, "here stands one word or text")

    def table_at(self, name: str, required: bool = False) -> TableReader | None:
        tree = self.take(name)
        if isinstance(tree, Table):
            return TableReader(tree, f"{self.key}.{name}", self.reading)
        if tree is not None or required:
            self.error(name, f"'{name}' is a table of keys" if tree is not None else f"'{name}' is missing")
        return None

    def content(self, kind: str) -> TableReader | None:
        """What stands under a node's type; its prompts are keyed by the node alone."""
        own = self.table_at(kind, required=True)
        if own is not None:
            own.key = self.key
        return own

    def tables(self, name: str) -> list[TableReader]:
        tree = self.take(name)
        if tree is None:
            return []
        if not isinstance(tree, Items):
            self.reading.error(tree.mark, f"'{name}' is a list")
            return []
        found = [
            TableReader(item, f"{self.key}.{name}.{n}", self.reading)
            for n, item in enumerate(tree.items, 1)
            if isinstance(item, Table)
        ]
        for item in tree.items:
            if not isinstance(item, Table):
                self.reading.error(item.mark, f"each of '{name}' is a table of keys")
        return found

    def one_or_more(self, name: str) -> list[TableReader]:
        """A table of keys, or a list of them."""
        if isinstance(self.table.entries.get(name), Items):
            return self.tables(name)
        single = self.table_at(name)
        return [single] if single is not None else []

    def named_tables(self, name: str, required: bool = False) -> dict[str, TableReader]:
        """`{name: table of keys}`, the names being the author's."""
        inner = self.table_at(name, required)
        if inner is None:
            return {}
        read = {own: inner.table_at(own, required=True) for own in inner.table.entries}
        return {own: reader for own, reader in read.items() if reader is not None}

    def named_words(self, name: str, required: bool = False) -> dict[str, Words]:
        """`{name: what is said or written}`, the names being the author's."""
        inner = self.table_at(name, required)
        read = {own: inner.words(own) for own in inner.table.entries} if inner is not None else {}
        return {own: words for own, words in read.items() if words is not None}

    def named_word(self, name: str, required: bool = False) -> dict[str, str]:
        """`{name: one word}`, the names being the author's."""
        inner = self.table_at(name, required)
        return {own: inner.word(own) for own in inner.table.entries} if inner is not None else {}

    def assignments(self, name: str) -> dict[str, PromptTemplate]:
        """`{variable: text with {{ }}}`: what `set` puts in."""
        inner = self.table_at(name)
        if inner is None:
            return {}
        found: dict[str, PromptTemplate] = {}
        for variable in inner.table.entries:
            scalar = inner.scalar(variable, "one value")
            template = self.reading.template(scalar.raw, scalar.mark) if scalar is not None else None
            if template is not None:
                found[variable] = template
        return found

    def expressions(self, name: str) -> dict[str, Expression]:
        inner = self.table_at(name)
        if inner is None:
            return {}
        read = {key: inner.expression(key) for key in inner.table.entries}
        return {key: expression for key, expression in read.items() if expression is not None}

    def finish(self, known: Iterable[str] = ()) -> None:
        """Notes each key that was never asked for; `known` are further words to suggest."""
        for name, mark in self.table.keys.items():
            if name not in self.asked:
                self.reading.error(
                    mark, f"unknown key '{name[:40]}'; {suggestion(name, [*self.asked, *known], 'here may stand')}"
                )
