"""What is said at one place of a flow, in each language, and prompts that change with the attempt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ivr.effects import Part, Parts
from ivr.expressions import Scope
from ivr.issue import Mark
from ivr.prompt_template import PromptTemplate


@dataclass(frozen=True)
class Words:
    """`key` is the dotted place in the flow; a language that is missing says nothing."""

    key: str
    templates: Mapping[str, PromptTemplate]
    mark: Mark
    fixed: Mapping[str, Part] = field(init=False)

    def __post_init__(self) -> None:
        fixed = {
            language: Part(self.key, language, template.static)
            for language, template in self.templates.items()
            if template.static is not None
        }
        object.__setattr__(self, "fixed", fixed)

    def part(self, language: str, scope: Scope) -> Part | None:
        """None where the language is missing or nothing is left to say."""
        ready = self.fixed.get(language)
        if ready is not None:
            return ready if ready.text else None
        template = self.templates.get(language)
        text = template.render(scope).strip() if template is not None else ""
        return Part(self.key, language, text) if text else None

    def text(self, language: str, scope: Scope) -> str:
        part = self.part(language, scope)
        return part.text if part is not None else ""


@dataclass(frozen=True)
class Prompt:
    """Words by attempt, the last of them for every later attempt too."""

    steps: tuple[Words, ...] = ()

    def at(self, attempt: int) -> Words | None:
        return self.steps[min(attempt, len(self.steps) - 1)] if self.steps else None

    def __iter__(self) -> Iterator[Words]:
        return iter(self.steps)


NO_PROMPT = Prompt()


def joined(parts: Parts) -> str:
    """What was said, as one line."""
    return " ".join(part.text for part in parts if part.text)
