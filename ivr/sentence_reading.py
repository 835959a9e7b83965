"""sentences/<language>/*.yaml: what callers say, by intent, and the lists that their slots hold.

intents:
  report: ["(kehilangan|lapor) {thing}"]
lists:
  thing: {ktp: [KTP, kartu penduduk], sim: [SIM]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ivr.issue import Issue, error
from ivr.slot_sentences import SLOTS, Lists, slots_of
from ivr.source_tree import Items, Scalar, Table, Tree
from ivr.templates import TemplateError, expand

Trees = Mapping[str, Table]


def read_sentences(trees: Trees, issues: list[Issue]) -> dict[str, dict[str, tuple[str, ...]]]:
    """By language and intent; an intent may stand in several files."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    lists = read_lists(trees, [])
    for language, table in _files(trees):
        intents = found.setdefault(language, {})
        for intent, templates in _intents(table, lists.get(language, {}), issues):
            intents[intent] = (*intents.get(intent, ()), *templates)
    return found


def read_lists(trees: Trees, issues: list[Issue]) -> dict[str, Lists]:
    found: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    for language, table in _files(trees):
        written = table.entries.get("lists")
        for slot, tree in _entries(written, "lists", "{slot: {value: [phrase, ...]}}", issues):
            values = _entries(tree, slot, "{value: [phrase, ...]}", issues)
            found.setdefault(language, {})[slot] = {value: _phrases(inner, issues) for value, inner in values}
    return {language: dict(lists) for language, lists in found.items()}


def _files(trees: Trees) -> Iterator[tuple[str, Table]]:
    for path, table in trees.items():
        folder = path.split("/")
        if folder[0] == "sentences" and len(folder) == 3:
            yield folder[1], table


def _entries(tree: Tree | None, name: str, shape: str, issues: list[Issue]) -> Iterator[tuple[str, Tree]]:
    if isinstance(tree, Table):
        yield from tree.entries.items()
    elif tree is not None:
        issues.append(error(tree.mark, f"'{name}' is {shape}"))


def _phrases(tree: Tree, issues: list[Issue]) -> tuple[str, ...]:
    if isinstance(tree, Items):
        return tuple(item.raw for item in tree.items if isinstance(item, Scalar))
    issues.append(error(tree.mark, "the phrases of a value are a list"))
    return ()


def _intents(table: Table, lists: Lists, issues: list[Issue]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for intent, tree in _entries(table.entries.get("intents", table), "intents", "{intent: [sentence, ...]}", issues):
        if tree is table.entries.get("lists"):
            continue
        if not isinstance(tree, Items):
            issues.append(error(tree.mark, f"'{intent}' is a list of sentences"))
            continue
        scalars = (item for item in tree.items if isinstance(item, Scalar))
        yield intent, tuple(item.raw for item in scalars if _is_template(item, lists, issues))


def _is_template(item: Scalar, lists: Lists, issues: list[Issue]) -> bool:
    try:
        sentences = expand(item.raw)
    except TemplateError as wrong:
        issues.append(error(item.mark, str(wrong)))
        return False
    unknown = [slot for sentence in sentences for slot in slots_of(sentence) if slot not in (*SLOTS, *lists)]
    if unknown:
        there = ", ".join((*SLOTS, *lists))
        issues.append(error(item.mark, f"no list for {{{unknown[0]}}}; there are {there}. Write it under 'lists'"))
    return not unknown
