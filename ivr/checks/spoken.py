"""Words that are missing in a language, too long to remember, or that say a secret aloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ivr.checks.targets import written_nodes
from ivr.issue import Issue, error, warning
from ivr.nodes.menu import Menu

if TYPE_CHECKING:
    from ivr.flow import Flow
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


def secrets_aloud(flow: Flow) -> Iterator[Issue]:
    fields = [field for fields in flow.library.fields.values() for field in fields] + list(flow.fields.values())
    secrets = {field.slot for field in fields if field.secret}
    for node in written_nodes(flow):
        for words in node.spoken():
            for template in words.templates.values():
                for expression in template.expressions:
                    for name in sorted(secrets & expression.names):
                        yield warning(words.mark, f"'{name}' is secret and would be spoken aloud")
