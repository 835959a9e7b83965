"""Choices that cannot be told apart: a key used twice, a sentence that two choices claim, an intent without sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ivr.checks.targets import written_nodes
from ivr.issue import Issue, Mark, error, warning
from ivr.nodes.menu import Menu, MenuChoice
from ivr.templates import TemplateError, expand

if TYPE_CHECKING:
    from ivr.flow import Flow

ASK_SERVICE = "ask_service"


def _menus(flow: Flow) -> Iterator[Menu]:
    return (node for node in written_nodes(flow) if isinstance(node, Menu))


def keys_twice(flow: Flow) -> Iterator[Issue]:
    for menu in _menus(flow):
        first: dict[str, Mark] = {}
        for choice in menu.choices:
            if choice.key and choice.key in first and choice.when is None:
                yield error(choice.mark, f"key {choice.key} is used twice; first in line {first[choice.key].line}")
            if choice.key and choice.when is None:
                first.setdefault(choice.key, choice.mark)


def intents(flow: Flow) -> Iterator[Issue]:
    known = {intent for language in flow.library.sentences.values() for intent in language}
    for menu in _menus(flow):
        for choice in menu.choices:
            if choice.intent and choice.intent != ASK_SERVICE and choice.intent not in known:
                yield error(
                    choice.mark,
                    f"no sentences for the intent '{choice.intent}': write sentences/<language>/{choice.intent}.yaml",
                )


def sentence_templates(flow: Flow) -> Iterator[Issue]:
    """Every sentence of a choice or command must be readable."""
    for menu in _menus(flow):
        for choice in menu.choices:
            yield from _readable(choice.says.values(), choice.mark)
    for command in flow.commands:
        yield from _readable(command.says.values(), command.mark)


def _readable(phrases: Iterable[tuple[str, ...]], mark: Mark) -> Iterator[Issue]:
    for templates in phrases:
        for template in templates:
            try:
                expand(template)
            except TemplateError as wrong:
                yield error(mark, str(wrong))


def same_sentence(flow: Flow) -> Iterator[Issue]:
    for menu in _menus(flow):
        for language in flow.languages:
            claimed: dict[str, MenuChoice] = {}
            for choice in menu.choices:
                for sentence in _sentences(flow, choice, language):
                    other = claimed.setdefault(sentence, choice)
                    if other is not choice:
                        yield warning(
                            choice.mark,
                            f"'{sentence}' belongs to the choice in line {other.mark.line} too, and that one gets it",
                        )


def _sentences(flow: Flow, choice: MenuChoice, language: str) -> Iterator[str]:
    own = choice.says.get(language, ())
    intent = flow.library.sentences.get(language, {}).get(choice.intent, ())
    label = choice.label.fixed.get(language) if choice.label is not None else None
    for template in (*own, *intent, *((label.text,) if label is not None else ())):
        try:
            yield from dict.fromkeys(sentence.casefold() for sentence in expand(template))
        except TemplateError:
            continue
