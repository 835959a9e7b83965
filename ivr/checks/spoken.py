"""Words that are missing in a language, too long to remember, or that say a secret aloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ivr.checks.targets import written_nodes
from ivr.issue import Issue, error, warning
from ivr.nodes.listening_node import ListeningNode
from ivr.nodes.menu import Menu

if TYPE_CHECKING:
    from ivr.flow import Flow
    from ivr.library import Library
    from ivr.words import Words

CHARACTERS_A_SECOND = 15
MAX_SECONDS = 20
MAX_CHOICES = 5


def missing_languages(flow: Flow) -> Iterator[Issue]:
    for node in written_nodes(flow):
        for words in node.spoken():
            if node.KIND != "language" or words not in tuple(getattr(node, "prompt", ())):
                yield from in_each_language(words, flow.languages)


def in_each_language(words: Words, languages: tuple[str, ...]) -> Iterator[Issue]:
    missing = [language for language in languages if language not in words.templates]
    if missing:
        yield error(
            words.mark,
            f"nothing is said here in {', '.join(missing)}; write {{{missing[0]}: ...}} beside the other language",
        )


def too_long(flow: Flow) -> Iterator[Issue]:
    most = MAX_SECONDS * CHARACTERS_A_SECOND
    for node in written_nodes(flow):
        for words in node.spoken():
            longest = max((len(template.text) for template in words.templates.values()), default=0)
            if longest > most:
                yield warning(
                    words.mark,
                    f"about {longest // CHARACTERS_A_SECOND} seconds of speech; {MAX_SECONDS} is what people remember",
                )


def too_many_choices(flow: Flow) -> Iterator[Issue]:
    for node in written_nodes(flow):
        if isinstance(node, Menu):
            keyed = [choice for choice in node.choices if choice.key and choice.label is not None]
            if len(keyed) > MAX_CHOICES:
                yield warning(node.place.mark, f"{len(keyed)} choices; more than {MAX_CHOICES} are not remembered")


def menus_too_long(flow: Flow) -> Iterator[Issue]:
    """The first prompt and every choice together, as they are said in one breath."""
    for node in written_nodes(flow):
        if isinstance(node, Menu):
            seconds = max(_seconds(node, language) for language in flow.languages)
            if seconds > MAX_SECONDS:
                text = f"prompt and choices take about {seconds} seconds; {MAX_SECONDS} is what people remember"
                yield warning(node.place.mark, text)


def _seconds(menu: Menu, language: str) -> int:
    prompt = menu.prompt.at(0)
    words = prompt.templates.get(language) if prompt is not None else None
    lines = (choice.lines[language].text for choice in menu.choices if language in choice.lines)
    return (len(words.text if words is not None else "") + sum(map(len, lines))) // CHARACTERS_A_SECOND


def silent_menus(flow: Flow) -> Iterator[Issue]:
    """Menus that ask nothing, always or when no condition holds."""
    for node in written_nodes(flow):
        if not isinstance(node, Menu):
            continue
        told = [choice for choice in node.choices if choice.key and choice.label is not None]
        if not node.prompt.steps and not told:
            yield error(node.place.mark, "the caller hears nothing here; write a 'prompt', or a 'key' and a 'label'")
        elif node.choices and all(choice.when is not None for choice in node.choices):
            yield warning(
                node.place.mark, "when no condition holds there is nothing to choose; leave one without 'when'"
            )


def never_heard(flow: Flow) -> Iterator[Issue]:
    """Repair words after the last attempt, which ends the asking."""
    for node in written_nodes(flow):
        if isinstance(node, ListeningNode):
            heard = node.place.listen.attempts - 1
            for prompt in (node.no_input, node.no_match):
                for words in prompt.steps[heard:]:
                    yield warning(words.mark, f"never said: after {heard + 1} attempts the call goes on elsewhere")


def secrets_aloud(flow: Flow) -> Iterator[Issue]:
    secrets = secret_slots(flow.library)
    for node in written_nodes(flow):
        for words in node.spoken():
            yield from secrets_in(words, secrets, "would be spoken aloud")


def secret_slots(library: Library) -> frozenset[str]:
    of_services = (field for fields in library.fields.values() for field in fields)
    of_flows = (field for flow in library.flows.values() for field in flow.fields.values())
    return frozenset(field.slot for field in (*of_services, *of_flows) if field.secret)


def secrets_in(words: Words, secrets: frozenset[str], what: str) -> Iterator[Issue]:
    for template in words.templates.values():
        for expression in template.expressions:
            for name in sorted(secrets & expression.names):
                yield warning(words.mark, f"'{name}' is secret and {what}")
