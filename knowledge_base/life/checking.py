"""Whether a text may stand in the catalogue: everything that `knowledge_base check` says of the whole with it."""

from __future__ import annotations

from ivr.source_tree import Table, plain
from ivr.yaml_source import read_yaml
from knowledge_base.catalogue import Catalogue, CatalogueError
from knowledge_base.life.documents import path_of_new
from knowledge_base.life.problem import Problem, problem
from knowledge_base.life.refusal import Refused
from knowledge_base.life.store import KnowledgeStore

MOST_BYTES = 256_000


def problems(store: KnowledgeStore, document: str, text: str) -> list[Problem]:
    """In the order of the lines; none when it may stand. Never raises for what the text holds."""
    path = path_in(store, document)
    try:
        store.would_be({path: text})
    except CatalogueError as error:
        return _found(error, path)
    return []


def fit(store: KnowledgeStore, document: str, text: str) -> Catalogue:
    """The catalogue with the text. Raises Refused slips."""
    path = path_in(store, document)
    try:
        return store.would_be({path: text})
    except CatalogueError as error:
        found = _found(error, path)
        raise Refused("slips", f"{document} has {len(found)} slips: {found[0].text}", problems=found) from error


def _found(error: CatalogueError, path: str) -> list[Problem]:
    """Those in the text itself; others may only follow from them."""
    found = [problem(slip, path) for slip in error.slips]
    return [one for one in found if not one.file] or found


def check_size(text: str) -> None:
    """Raises Refused."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise Refused("too_large", f"a text has at most {MOST_BYTES // 1000} kB")
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refused("too_large", "a text holds no null character and no half of a character")


def path_in(store: KnowledgeStore, document: str) -> str:
    return store.standing().path(document) or path_of_new(document)


def agency_in(text: str) -> str | None:
    """The agency that a text names; None when it cannot be read."""
    tree, _ = read_yaml(text, "text.yaml")
    data = plain(tree) if isinstance(tree, Table) else {}
    named = data.get("agency") if isinstance(data, dict) else None
    return named if isinstance(named, str) else None
