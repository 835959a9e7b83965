"""Sentences that two choices claim, that cannot be read, or that are missing for an intent or in a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ivr.checks.keys import commands_of
from ivr.checks.targets import written_nodes
from ivr.commands import Command
from ivr.issue import Issue, Mark, error, warning
from ivr.nearest import suggestion
from ivr.nodes.menu import Menu, MenuChoice
from ivr.normalising import normalise
from ivr.templates import TemplateError, expand

if TYPE_CHECKING:
    from ivr.flow import Flow

ASK_SERVICE = "ask_service"


def _menus(flow: Flow) -> Iterator[Menu]:
    return (node for node in written_nodes(flow) if isinstance(node, Menu))


def intents(flow: Flow) -> Iterator[Issue]:
    """ask_service has the sentences of the services themselves."""
    by_language = flow.library.sentences
    known = {intent for language in by_language.values() for intent in language}
    for menu in _menus(flow):
        for choice in menu.choices:
            if not choice.intent or choice.intent == ASK_SERVICE:
                continue
            if choice.intent not in known:
                mend = f"write sentences/<language>/{choice.intent[:40]}.yaml" if not known else ""
                mend = mend or suggestion(choice.intent, known)
                yield error(choice.mark, f"no sentences for the intent '{choice.intent[:40]}'; {mend}")
            for language in flow.languages if choice.intent in known else ():
                if choice.intent not in by_language.get(language, {}):
                    yield _unsaid(choice.mark, f"the intent '{choice.intent[:40]}' has no sentences", language)


def in_every_language(flow: Flow) -> Iterator[Issue]:
    """What may be said in one language and not in another."""
    said = [(choice.says, choice.mark) for menu in _menus(flow) for choice in menu.choices]
    said += [(command.says, command.mark) for command in flow.commands]
    for says, mark in said:
        for language in flow.languages if says else ():
            if not says.get(language):
                yield _unsaid(mark, "'says' has no words", language)


def _unsaid(mark: Mark, what: str, language: str) -> Issue:
    return warning(mark, f"{what} in {language}: nobody can say it there")


def templates(flow: Flow) -> Iterator[Issue]:
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


def claimed_twice(flow: Flow) -> Iterator[Issue]:
    """By two choices of a menu, or by a choice and a command: commands are understood first."""
    for language in flow.languages:
        commands = _of_commands(flow, language)
        for menu in _menus(flow):
            claimed: dict[str, MenuChoice] = {}
            for choice in menu.choices:
                for sentence in _sentences(flow, choice, language):
                    other, command = claimed.setdefault(sentence, choice), commands.get(sentence)
                    if other is not choice:
                        yield _claimed(choice.mark, sentence, "choice", other.mark)
                    if command is not None and not _same_end(flow, choice, command):
                        yield _claimed(choice.mark, sentence, "command", command.mark)


def _same_end(flow: Flow, choice: MenuChoice, command: Command) -> bool:
    return command in flow.commands and command.target == choice.target.target


def commands_twice(flow: Flow) -> Iterator[Issue]:
    for language in flow.languages:
        claimed: dict[str, Mark] = {}
        for command in flow.commands:
            for sentence in _expanded(command.says.get(language, ()), language):
                if claimed.setdefault(sentence, command.mark) != command.mark:
                    yield _claimed(command.mark, sentence, "command", claimed[sentence])


def _claimed(mark: Mark, sentence: str, what: str, other: Mark) -> Issue:
    place = f"in line {other.line}" if other.file == mark.file else f"in {other.file}:{other.line}"
    return warning(mark, f"'{sentence}' belongs to the {what} {place} too, and that one gets it")


def _of_commands(flow: Flow, language: str) -> dict[str, Command]:
    found: dict[str, Command] = {}
    for command in commands_of(flow.library):
        for sentence in _expanded(command.says.get(language, ()), language):
            found.setdefault(sentence, command)
    return found


def _sentences(flow: Flow, choice: MenuChoice, language: str) -> Iterator[str]:
    own = choice.says.get(language, ())
    intent = flow.library.sentences.get(language, {}).get(choice.intent, ())
    label = choice.label.fixed.get(language) if choice.label is not None else None
    return _expanded((*own, *intent, *((label.text,) if label is not None else ())), language)


def _expanded(templates: Iterable[str], language: str) -> Iterator[str]:
    """As the understanding compares them."""
    return iter(dict.fromkeys(sentence for template in templates for sentence in _said(template, language)))


@lru_cache(maxsize=4_000)
def _said(template: str, language: str) -> tuple[str, ...]:
    try:
        return tuple(normalise(sentence, language) for sentence in expand(template))
    except TemplateError:
        return ()
