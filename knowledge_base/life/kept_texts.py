"""Texts by what stands in them: kept once, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, select

from knowledge_base.life.models import knowledge_texts
from runtime.db import insert_into


def digest_of(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keep(conn: Connection, now: datetime, text: str) -> str:
    """Its digest."""
    digest = digest_of(text)
    row = {"digest": digest, "text": text, "kept_at": now}
    conn.execute(insert_into(conn, knowledge_texts).values(row).on_conflict_do_nothing())
    return digest


def text_of(conn: Connection, digest: str) -> str | None:
    return conn.execute(select(knowledge_texts.c.text).where(knowledge_texts.c.digest == digest)).scalar_one_or_none()


def texts_of(conn: Connection, digests: Iterable[str]) -> dict[str, str]:
    query = select(knowledge_texts.c.digest, knowledge_texts.c.text).where(knowledge_texts.c.digest.in_(set(digests)))
    return {row.digest: row.text for row in conn.execute(query)}
