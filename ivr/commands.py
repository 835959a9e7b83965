"""What a caller may press or say anywhere: an agent, once more, the main menu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ivr.issue import Mark
from ivr.table_reader import TableReader

ACTIONS = ("repeat",)


@dataclass(frozen=True)
class Command:
    """Goes to `target` of the entry flow, or does its `action`."""

    key: str
    says: Mapping[str, tuple[str, ...]]
    target: str
    action: Literal["", "repeat"]
    mark: Mark


def read_commands(readers: list[TableReader]) -> tuple[Command, ...]:
    commands: list[Command] = []
    keys: dict[str, Mark] = {}
    for reader in readers:
        key = reader.word("key")
        target, action = reader.word("goto"), reader.one_of("action", ACTIONS, "action")
        commands.append(Command(key, reader.phrases("says"), target, "repeat" if action else "", reader.mark))
        if bool(target) == ("action" in reader):
            reader.error("key", "a command has either 'goto' or 'action'")
        if key and (len(key) != 1 or key not in "0123456789*#"):
            reader.error("key", 'a key is one of 0-9, "*" and "#"')
        if key in keys:
            reader.error("key", f"key {key} is used twice; first in line {keys[key].line}")
        if key:
            keys.setdefault(key, reader.mark_of("key"))
        reader.finish()
    return tuple(commands)
