"""Services to documents of weighted terms."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete

from knowledge_base.catalogue import Catalogue
from knowledge_base.search import fulltext
from knowledge_base.search.models import search_documents, search_terms
from knowledge_base.search.terms import terms

NAME, SAID, TOLD = 3.0, 2.0, 1.0


def index(conn: Connection, catalogue: Catalogue) -> None:
    """Replace the whole index by this catalogue, in the caller's transaction."""
    fulltext.prepare(conn)
    weights = {code: document(service) for code, service in catalogue.services.items()}
    conn.execute(delete(search_documents))
    conn.execute(delete(search_terms))
    conn.execute(search_documents.insert(), [_row(code, found) for code, found in weights.items()])
    counted = Counter(term for found in weights.values() for term in found)
    conn.execute(search_terms.insert(), [{"term": term, "documents": count} for term, count in counted.items()])
    fulltext.fill(conn)


def document(service: Mapping[str, Any]) -> dict[str, float]:
    """Each term of a service with the weight of the most telling place it stands in."""
    found: dict[str, float] = {}
    for text, weight in _texts(service):
        for term in terms(text):
            found[term] = max(weight, found.get(term, 0.0))
    return found


def _texts(service: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for language in ("id", "en"):
        yield service["name"][language], NAME
        yield service["transaction"][language], SAID
        for utterance in service["utterances"][language]:
            yield utterance, SAID
        yield service["summary"][language], TOLD
        yield service["product"][language], TOLD
        for field in service["fields"]:
            for option in field.get("options", ()):
                yield option["label"][language], TOLD


def _row(code: str, weights: Mapping[str, float]) -> dict[str, Any]:
    return {"code": code, "words": " ".join(weights), "weights": dict(weights)}
