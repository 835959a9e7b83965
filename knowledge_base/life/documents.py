"""What has a life of its own: a service or an article, by a name such as `service:DUK-02`, and the file it stands in."""

import re

from knowledge_base.texts import ARTICLES

NAME = re.compile(r"service:([A-Z]{2,8})-[0-9]{2,3}|article:ART-[0-9]{2,4}", re.ASCII)
_SERVICE_FILE = re.compile(r"[^/]+/([A-Z]{2,8}-[0-9]{2,3})\.yaml", re.ASCII)


def document_at(path: str) -> str | None:
    """The document in a file of the catalogue; None for a list such as agencies.yaml."""
    if path.startswith(f"{ARTICLES}/"):
        return f"article:{path.removeprefix(f'{ARTICLES}/').removesuffix('.yaml')}"
    found = _SERVICE_FILE.fullmatch(path)
    return f"service:{found[1]}" if found else None


def path_of_new(document: str) -> str:
    """The file that a document would stand in which has none. `document` is a NAME."""
    kind, _, code = document.partition(":")
    return f"{ARTICLES}/{code}.yaml" if kind == "article" else f"{code.partition('-')[0]}/{code}.yaml"


def code_of(document: str) -> str:
    return document.partition(":")[2]
