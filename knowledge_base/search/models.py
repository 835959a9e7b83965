"""The tables of the search: what it learns from, and the vectors of texts that were not shipped."""

from sqlalchemy import JSON, Column, LargeBinary, String, Table

from runtime.db import metadata

search_documents = Table(
    "search_documents",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("texts", JSON, nullable=False),  # of pairs: a text, and whether it is the definition's own
    Column("stamp", String(64), nullable=False),  # of the whole index, the same in each row
)

search_vectors = Table(
    "search_vectors",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
