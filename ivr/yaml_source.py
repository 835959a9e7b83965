"""YAML 1.2 text to a located tree and located issues. Bounded, and never an exception, whatever the text.

Anchors, aliases and tags are refused: a call flow says what it means where it stands. The parser's events are followed
without recursion, so that depth cannot exhaust the stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ivr.issue import Issue, Mark, error
from ivr.limits import MAX_DEPTH, MAX_FILE, MAX_VALUES
from ivr.source_tree import Items, Scalar, Table, Tree
from ivr.yaml_hints import BRACES_HINT, HASH_HINT, STAR_HINT, hint
from ivr.yaml_scalar import resolve

_HIDDEN = re.compile("[\ufffd\u202a-\u202e\u2066-\u2069]")
NOT_UTF8 = "a character that is not UTF-8; save the file as UTF-8"
TURNS = "an invisible character that turns the direction of reading; what is read is not what is said: remove it"
FAST: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """Reading stops here."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue


@dataclass
class _Open:
    """A list or table that has begun and not ended."""

    mark: Mark
    is_table: bool
    flow_style: bool
    items: list[Tree] = field(default_factory=list)
    entries: dict[str, Tree] = field(default_factory=dict)
    keys: dict[str, Mark] = field(default_factory=dict)
    key: tuple[str, Mark] | None = None

    def closed(self) -> Tree:
        if self.is_table:
            return Table(self.entries, self.keys, self.mark)
        return Items(tuple(self.items), self.mark)


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.issues: list[Issue] = []
        self.open: list[_Open] = []
        self.root: Tree | None = None
        self.nodes = 0
        self.documents = 0

    def mark(self, at: Any) -> Mark:
        """`at` is a mark of the parser in either of its two builds, or None."""
        if at is None:
            return Mark(self.file)
        return Mark(self.file, at.line + 1, at.column + 1)

    def take(self, event: yaml.Event) -> None:
        mark = self.mark(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Refused(error(mark, "one document a file: remove the '---'"))
        elif isinstance(event, yaml.AliasEvent):
            raise _Refused(error(mark, f"{STAR_HINT} (aliases are not used here)"))
        elif isinstance(event, yaml.ScalarEvent):
            self.refuse_decoration(event, mark)
            self.scalar(event, mark)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.refuse_decoration(event, mark)
            self.begin(event, mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.add(self.open.pop().closed(), None)

    def refuse_decoration(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, mark: Mark) -> None:
        if event.anchor is not None or event.tag not in (None, "!"):
            raise _Refused(
                error(mark, "text that begins with & or ! needs quotes (anchors and tags are not used here)")
            )

    def begin(self, event: yaml.CollectionStartEvent, mark: Mark) -> None:
        parent = self.open[-1] if self.open else None
        if parent is not None and parent.is_table and parent.key is None:
            braces = parent.flow_style and isinstance(event, yaml.MappingStartEvent)
            raise _Refused(
                error(parent.mark if braces else mark, BRACES_HINT if braces else "a key is a word, not a list")
            )
        if len(self.open) >= MAX_DEPTH:
            raise _Refused(error(mark, f"more than {MAX_DEPTH} levels deep"))
        self.open.append(_Open(mark, isinstance(event, yaml.MappingStartEvent), bool(event.flow_style)))

    def scalar(self, event: yaml.ScalarEvent, mark: Mark) -> None:
        plain_style = event.implicit[0]
        raw: str = event.value
        if plain_style and raw == "" and self.rest_of_line(mark).lstrip().startswith("#"):
            self.issues.append(error(mark, HASH_HINT))
        self.add(Scalar(resolve(raw) if plain_style else raw, raw, mark), raw)

    def rest_of_line(self, mark: Mark) -> str:
        return self.lines[mark.line - 1][mark.column - 1 :] if mark.line <= len(self.lines) else ""

    def add(self, tree: Tree, key: str | None) -> None:
        self.nodes += 1
        if self.nodes > MAX_VALUES:
            raise _Refused(error(tree.mark, f"more than {MAX_VALUES} values in one file"))
        if not self.open:
            self.root = tree
            return
        parent = self.open[-1]
        if not parent.is_table:
            parent.items.append(tree)
        elif parent.key is None:
            parent.key = (key or "", tree.mark)
        else:
            self.put(parent, parent.key, tree)
            parent.key = None

    def put(self, table: _Open, key: tuple[str, Mark], tree: Tree) -> None:
        word, mark = key
        if word in table.entries:
            self.issues.append(error(mark, f"'{word}' stands here twice; the first is in line {table.keys[word].line}"))
            return
        table.entries[word] = tree
        table.keys[word] = mark

    def refusal(self, problem: yaml.YAMLError | ValueError | OverflowError | IndexError) -> Issue:
        at = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
        mark = self.mark(at)
        what = (
            getattr(problem, "problem", None) or getattr(problem, "reason", None) or "a character that cannot be read"
        )
        first = max(mark.line - 2, 0)
        mends = [mend for mend in map(hint, reversed(self.lines[first : mark.line])) if mend]
        return error(mark, f"not YAML: {what}" + (f" - {mends[0]}" if mends else ""))


def read_yaml(text: str, file: str) -> tuple[Tree | None, list[Issue]]:
    """The tree (None when the file is empty or unreadable) and what is wrong. `file` is only named in the issues."""
    if len(text) > MAX_FILE:
        return None, [error(Mark(file), f"longer than {MAX_FILE} characters; divide the file")]
    hidden = _HIDDEN.search(text)
    if hidden is not None:
        line, column = text.count("\n", 0, hidden.start()) + 1, hidden.start() - text.rfind("\n", 0, hidden.start())
        return None, [error(Mark(file, line, column), NOT_UTF8 if hidden.group() == "\ufffd" else TURNS)]
    # The parser in C is ten times as fast; the one in Python says better what is wrong.
    read = _read(text, file, FAST)
    return read if read is not None else _read(text, file, yaml.SafeLoader) or (None, [])


def _read(text: str, file: str, loader: type[Any]) -> tuple[Tree | None, list[Issue]] | None:
    """None when the fast parser has failed."""
    reader = _Reader(text, file)
    try:
        for event in yaml.parse(text, Loader=loader):
            reader.take(event)
    except _Refused as refused:
        return None, [*reader.issues, refused.issue]
    except (yaml.YAMLError, ValueError, OverflowError, IndexError) as problem:
        return (
            None
            if loader is FAST and FAST is not yaml.SafeLoader
            else (None, [*reader.issues, reader.refusal(problem)])
        )
    return reader.root, reader.issues
