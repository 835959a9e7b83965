"""What people say for each service: the names and utterances of the definitions, and the sayings that are kept beside the search."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ivr.source_tree import plain
from ivr.yaml_source import read_yaml
from knowledge_base.catalogue import Catalogue

SAYINGS = Path(__file__).with_name("sayings.yaml")
OTHER = "about_something_else"
LANGUAGES = ("id", "en")


@dataclass(frozen=True, order=True)
class Example:
    """`code` is a service's, or OTHER for what no service is about. `own`: a name or a sentence of the definition itself."""

    code: str
    text: str
    own: bool


def examples(catalogue: Catalogue) -> list[Example]:
    """Each once, in the order of the catalogue; what outside bodies are asked comes under OTHER."""
    found = [
        Example(code, text, own) for code, service in catalogue.services.items() for text, own in _of_service(service)
    ]
    found += [Example(OTHER, text, False) for body in catalogue.directory.values() for text in _both(body["about"])]
    known = {*catalogue.services, OTHER}
    found += [Example(code, text, False) for code, texts in sayings().items() if code in known for text in texts]
    return list({(one.code, one.text): one for one in reversed(found)}.values())[::-1]


@cache
def sayings() -> Mapping[str, tuple[str, ...]]:
    """Read once for each process. Raises ValueError when the file is not the YAML we read."""
    tree, issues = read_yaml(SAYINGS.read_text(encoding="utf-8"), SAYINGS.name)
    if tree is None or issues:
        raise ValueError("; ".join(map(str, issues)))
    return {code: tuple(texts) for code, texts in plain(tree).items()}


def _of_service(service: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    yield service["code"], False
    for language in LANGUAGES:
        yield service["name"][language], True
        yield service["transaction"][language], True
        yield service["summary"][language], False
        for utterance in service["utterances"][language]:
            yield utterance, True


def _both(texts: Mapping[str, Any]) -> Iterator[str]:
    for language in LANGUAGES:
        yield from texts[language]
