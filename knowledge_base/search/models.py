"""The tables of the search. The full-text index itself is made by `fulltext`, in each database's own way."""

from sqlalchemy import JSON, Column, Integer, String, Table, Text

from runtime.db import metadata

search_documents = Table(
    "search_documents",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("words", Text, nullable=False),
    Column("weights", JSON, nullable=False),
)

search_terms = Table(
    "search_terms",
    metadata,
    Column("term", String(64), primary_key=True),
    Column("documents", Integer, nullable=False),
)
