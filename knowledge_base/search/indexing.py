"""A catalogue to the rows that every process learns from."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple

import numpy as np
from sqlalchemy import Connection, delete, select

from knowledge_base.catalogue import Catalogue
from knowledge_base.search import meaning, vectors
from knowledge_base.search.examples import Example, examples
from knowledge_base.search.finder import as_meant
from knowledge_base.search.models import search_documents, search_vectors
from runtime.db import insert_into


def index(conn: Connection, catalogue: Catalogue) -> None:
    """Replace the whole index by this catalogue, in the caller's transaction. It costs little when nothing has changed, and a
    hundredth of a second for each text whose vector is new."""
    found = examples(catalogue)
    stamp = hashlib.sha256(json.dumps([astuple(one) for one in found]).encode()).hexdigest()
    if conn.execute(select(search_documents.c.stamp).limit(1)).scalar() != stamp:
        texts: dict[str, list[tuple[str, bool]]] = {}
        for one in found:
            texts.setdefault(one.code, []).append((one.text, one.own))
        conn.execute(delete(search_documents))
        rows = [{"code": code, "texts": said, "stamp": stamp} for code, said in texts.items()]
        conn.execute(search_documents.insert(), rows)
    _keep_vectors(conn, found)


def kept_vectors(conn: Connection) -> dict[str, vectors.Packed]:
    """By key, the shipped ones among them."""
    rows = conn.execute(select(search_vectors))
    return {**vectors.shipped(), **{row.key: np.frombuffer(row.vector, np.int8) for row in rows}}


def _keep_vectors(conn: Connection, found: Iterable[Example]) -> None:
    embedding = meaning.installed()
    if embedding is None:
        return
    new = vectors.compute(embedding, (as_meant(one.text) for one in found), kept_vectors(conn))
    if new:
        rows = [{"key": key, "vector": vector.tobytes()} for key, vector in new.items()]
        conn.execute(insert_into(conn, search_vectors).on_conflict_do_nothing(), rows)
