"""Flows compiled from their sources. Plain data in; immutable flows and located issues out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ivr.commands import Command
from ivr.fields import Field
from ivr.flow_reading import FlowFile, read_flow, spoken_languages
from ivr.folder import CALLS, is_flow_file, misplaced, unread
from ivr.inspect import inspect
from ivr.issue import Issue, Mark, error
from ivr.language_version import current
from ivr.library import Library
from ivr.library_reading import read_library
from ivr.listen import Listen
from ivr.nodes.form import Form
from ivr.nodes.node import Node
from ivr.source_tree import Table, Tree
from ivr.translations import Translations
from ivr.yaml_source import read_yaml

NOT_COMPILED = (f"{CALLS}/",)
"""Golden calls stand beside the flows but change nothing of them."""


@dataclass(frozen=True)
class Flow:
    """One flow with the library it was compiled with. `fields` are those of its forms by slot, for reading back."""

    name: str
    revision: str
    languages: tuple[str, ...]
    start: str
    nodes: Mapping[str, Node]
    commands: tuple[Command, ...]
    listen: Listen
    library: Library
    fields: Mapping[str, Field]
    title: Mapping[str, str]
    mark: Mark


@dataclass(frozen=True)
class Compiled:
    """`flows` by name; empty when any issue is an error."""

    flows: Mapping[str, Flow]
    issues: tuple[Issue, ...]

    @property
    def errors(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity == "error")


def compile_sources(
    files: Mapping[str, str], services: Mapping[str, Mapping[str, Any]], agencies: Mapping[str, Mapping[str, Any]]
) -> Compiled:
    """`files` are texts by their path under the flows folder. Never raises, whatever they hold."""
    issues: list[Issue] = []
    trees = _read(files, issues)
    languages = spoken_languages(trees)
    library = read_library(trees, languages, services, agencies, issues)
    revision = revision_of(files, services, agencies)
    apart = Translations(trees)
    for path in sorted(trees):
        if is_flow_file(path):
            read = read_flow(path, trees[path], library, apart, issues)
            if read is not None:
                _add(library, read, revision, issues)
    if not library.flows and not issues:
        issues.append(error(Mark("."), "there is no flow here: a file such as hotline.yaml"))
    issues.extend(apart.unused(languages))
    issues.extend(unread(files))
    issues.extend(inspect(library))
    issues.sort(key=lambda issue: (issue.file, issue.line, issue.column))
    wrong = any(issue.severity == "error" for issue in issues)
    return Compiled({} if wrong else dict(library.flows), tuple(dict.fromkeys(issues)))


def revision_of(files: Mapping[str, str], services: Mapping[str, Any], agencies: Mapping[str, Any]) -> str:
    """Sixteen hexadecimal digits that change when anything that is compiled changes."""
    compiled = {path: text for path, text in files.items() if not path.startswith(NOT_COMPILED)}
    everything = json.dumps([compiled, services, agencies], sort_keys=True, default=str)
    return hashlib.sha256(everything.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _read(files: Mapping[str, str], issues: list[Issue]) -> dict[str, Table]:
    trees: dict[str, Table] = {}
    for path, text in files.items():
        if path.startswith(NOT_COMPILED) or not path.endswith((".yaml", ".yml")):
            continue
        tree, found = read_yaml(text, path)
        issues.extend(found)
        table = _as_table(tree, path, issues)
        if table is not None and is_flow_file(path):
            table = _as_flow(path, table, issues)
        if table is not None:
            trees[path] = table
    return trees


def _as_table(tree: Tree | None, path: str, issues: list[Issue]) -> Table | None:
    if isinstance(tree, Table):
        return tree
    if tree is not None:
        issues.append(error(tree.mark, "a file is a table of keys, such as 'flow: hotline'"))
    elif not any(issue.file == path for issue in issues):
        issues.append(error(Mark(path), "the file is empty"))
    return None


def _as_flow(path: str, table: Table, issues: list[Issue]) -> Table | None:
    """In today's language."""
    wrong = misplaced(path, table)
    if wrong is not None:
        issues.append(wrong)
        return None
    now, found = current(table)
    issues.extend(found)
    return now


def _add(library: Library, read: FlowFile, revision: str, issues: list[Issue]) -> None:
    if read.name in library.flows:
        issues.append(
            error(read.mark, f"the flow '{read.name}' stands in {library.flows[read.name].mark.file} already")
        )
        return
    forms = (node for node in read.nodes.values() if isinstance(node, Form))
    fields = {field.slot: field for form in forms for field in form.fields}
    flow = Flow(
        read.name,
        revision,
        read.languages,
        read.start,
        read.nodes,
        read.commands,
        read.listen,
        library,
        fields,
        read.title,
        read.mark,
    )
    library.flows[read.name] = flow
