"""One flow file to its nodes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from ivr.commands import Command, read_commands
from ivr.issue import Issue, Mark
from ivr.language_version import KEY as LANGUAGE_KEY
from ivr.language_version import LANGUAGE_VERSION
from ivr.library import Library
from ivr.limits import MAX_FLOW_NODES
from ivr.listen import DEFAULT_LISTEN, Listen, read_listen
from ivr.locale.phrases import CATALOGUE, has_phrases
from ivr.nodes import NODE_TYPES
from ivr.nodes.hang_up import HangUp
from ivr.nodes.node import GOODBYE, RETURN, SILENT_END, TO_AGENT, Exit, Node, Place
from ivr.nodes.queue import Queue
from ivr.reading import Reading
from ivr.source_tree import Items, Scalar, Table
from ivr.table_reader import TableReader
from ivr.translations import Translations

STAND_INS = ("failed", "closed", "next")
"""An exit left out follows the first of these that is written."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)


@dataclass(frozen=True)
class FlowFile:
    name: str
    languages: tuple[str, ...]
    start: str
    listen: Listen
    commands: tuple[Command, ...]
    nodes: Mapping[str, Node]
    title: Mapping[str, str]
    mark: Mark


def languages_of(table: Table) -> tuple[str, ...]:
    """The languages a flow file names, those the engine can speak; all of them where it names none."""
    tree = table.entries.get("languages")
    named = [item.raw for item in tree.items if isinstance(item, Scalar)] if isinstance(tree, Items) else []
    return tuple(dict.fromkeys(filter(has_phrases, named))) or tuple(CATALOGUE)


def spoken_languages(trees: Mapping[str, Table]) -> tuple[str, ...]:
    """The languages of all flows together."""
    flows = [table for table in trees.values() if "nodes" in table.entries]
    return tuple(dict.fromkeys(language for table in flows for language in languages_of(table))) or tuple(CATALOGUE)


def read_flow(path: str, table: Table, library: Library, apart: Translations, issues: list[Issue]) -> FlowFile | None:
    return read_file(TableReader(table, "", Reading(languages_of(table), issues, apart)), library, Mark(path))


def read_file(reader: TableReader, library: Library, mark: Mark) -> FlowFile | None:
    languages = reader.reading.languages
    name = reader.word("flow", required=True)
    if name and not NAME.fullmatch(name):
        reader.error("flow", "a flow's name is small letters, digits and _")
    reader.key = name
    _check_languages(reader)
    reader.number(LANGUAGE_KEY, LANGUAGE_VERSION, LANGUAGE_VERSION, LANGUAGE_VERSION)
    title = reader.words("title")
    reader.word("description")
    listen = read_listen(reader.table_at("listen"), DEFAULT_LISTEN)
    commands = read_commands(reader.tables("commands"))
    start = reader.word("start", required=True)
    nodes = _read_nodes(reader, name, listen, library)
    reader.finish()
    if start and start not in nodes:
        reader.error("start", f"there is no node '{start[:40]}'")
    titles = {language: part.text for language, part in title.fixed.items()} if title is not None else {}
    return FlowFile(name, languages, start, listen, commands, nodes, titles, mark) if name else None


def _check_languages(reader: TableReader) -> None:
    for language in reader.words_list("languages"):
        if not has_phrases(language):
            reader.error("languages", f"the engine speaks {', '.join(CATALOGUE)}, not '{language[:20]}'")


def _read_nodes(reader: TableReader, flow: str, listen: Listen, library: Library) -> dict[str, Node]:
    nodes: dict[str, Node] = _hidden_nodes(flow, listen, library, reader.mark)
    tables = reader.named_tables("nodes", required=True)
    for name, own in islice(tables.items(), MAX_FLOW_NODES):
        if not NAME.fullmatch(name) or name == RETURN:
            own.reading.error(
                own.mark, f"'{name[:40]}' is no name for a node: small letters, digits and _, and not '{RETURN}'"
            )
        node = _read_node(own, name, flow, listen)
        if node is not None:
            nodes[name] = node
    if len(tables) > MAX_FLOW_NODES:
        reader.error("nodes", f"more than {MAX_FLOW_NODES} nodes; use a second flow and 'call'")
    return nodes


def _hidden_nodes(flow: str, listen: Listen, library: Library, mark: Mark) -> dict[str, Node]:
    """What every flow has without writing it."""
    home = {name: Exit(GOODBYE, mark) for name in Queue.EXITS}
    queue = library.common_queue()
    agent: Node = HangUp(Place(TO_AGENT, flow, mark), phrase="apology_end")
    if queue is not None:
        agent = Queue(Place(TO_AGENT, flow, mark, home, listen), name=queue.name, always=True)
    return {
        GOODBYE: HangUp(Place(GOODBYE, flow, mark)),
        SILENT_END: HangUp(Place(SILENT_END, flow, mark), phrase="goodbye_silent"),
        TO_AGENT: agent,
    }


def _read_node(reader: TableReader, name: str, flow: str, listen: Listen) -> Node | None:
    kinds = [key for key in reader.table.entries if key in NODE_TYPES]
    if len(kinds) != 1:
        there = f"{' and '.join(kinds)} stand together" if kinds else "no type"
        reader.reading.error(reader.mark, f"node '{name}': {there}; a node has one of {', '.join(NODE_TYPES)}")
        return None
    return read_kind(reader, NODE_TYPES[kinds[0]], name, flow, listen)


def read_kind(reader: TableReader, kind: type[Node], name: str, flow: str, listen: Listen) -> Node | None:
    """A node of one type, with what may stand beside any type."""
    reader.key = f"{flow}.{name}"
    own_listen = read_listen(reader.table_at("listen"), listen)
    place = Place(
        name,
        flow,
        reader.table.keys.get(kind.KIND, reader.mark),
        _read_exits(reader, kind, own_listen),
        own_listen,
        reader.flag("barge_in", True),
        reader.flag("record", False),
        reader.flag("new_request", False),
    )
    node = kind.read(reader, place)
    reader.asked.add(kind.KIND)
    reader.finish()
    return node


def _read_exits(reader: TableReader, kind: type[Node], listen: Listen) -> dict[str, Exit]:
    written = {name: Exit(target, reader.mark_of(name)) for name in kind.EXITS if (target := reader.word(name))}
    for name in kind.REQUIRED:
        if name not in written and name not in reader:
            reader.reading.error(reader.mark, f"{kind.KIND} has no '{name}': where does the call go on?")
    exits = dict(written)
    for name in kind.EXITS:
        if name not in exits:
            exits[name] = _stand_in(name, written, listen, reader.mark)
    return exits


def _stand_in(name: str, written: Mapping[str, Exit], listen: Listen, mark: Mark) -> Exit:
    if name == "not_understood":
        return Exit(listen.not_understood or TO_AGENT, listen.mark if listen.not_understood else mark)
    if name == "silent":
        return Exit(listen.silent or SILENT_END, listen.mark if listen.silent else mark)
    if name == "already_filed" and "done" in written:
        return written["done"]
    found = next((written[other] for other in STAND_INS if other in written), None)
    return found or Exit(GOODBYE, mark)
