"""A definition file as plain data that remembers where each value stood."""

from dataclasses import dataclass
from typing import Any

from ivr.issue import Issue, Mark
from ivr.source_tree import Items, Table, Tree, plain
from ivr.yaml_source import read_yaml

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Located:
    """`data`: dicts, lists and scalars; `tree`: the same with its marks."""

    tree: Tree
    data: Any

    def where(self, path: KeyPath) -> str:
        """`file:line:column` of the key or item at `path`, or of the nearest thing around it that stands in the file."""
        tree, mark = self.tree, self.tree.mark
        for step in self.as_written(path):
            found = _inner(tree, step)
            if found is None:
                break
            tree, mark = found
        return place(mark)

    def as_written(self, path: KeyPath) -> KeyPath:
        """`path` without the `versions`, 0 and `items` of a fact that was written plainly."""
        tree, kept, at = self.tree, list[str | int](), 0
        while at < len(path):
            if path[at] == "versions" and _inner(tree, "versions") is None:
                at += 3 if path[at + 2 : at + 3] == ("items",) and isinstance(tree, Items) else 2
                continue
            kept.append(path[at])
            found = _inner(tree, path[at])
            tree, at = found[0] if found else tree, at + 1
        return tuple(kept)


def parse(text: str, file: str, found: list[str]) -> Located | None:
    """The file, or None with lines `file:line:column: text` added to `found`."""
    tree, issues = read_yaml(text, file)
    found.extend(_line(issue) for issue in issues)
    if tree is None and not issues:
        found.append(f"{file}:1:1: the file is empty")
    return Located(tree, plain(tree)) if tree else None


def place(mark: Mark) -> str:
    return f"{mark.file}:{mark.line}:{mark.column}"


def _inner(tree: Tree, step: str | int) -> tuple[Tree, Mark] | None:
    if isinstance(tree, Table) and step in tree.entries:
        return tree.entries[str(step)], tree.keys[str(step)]
    if isinstance(tree, Items) and isinstance(step, int) and step < len(tree.items):
        return tree.items[step], tree.items[step].mark
    return None


def _line(issue: Issue) -> str:
    return f"{issue.file}:{issue.line}:{issue.column}: {issue.text}"
