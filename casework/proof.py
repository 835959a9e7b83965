"""The proof of what was read back to a caller and confirmed, as a case carries it.

{"language": "id", "said": ["1: Alasan penggantian: hilang", ...], "fields": ["alasan"], "revision": ..., "at": ...,
 "call_id": ..., "recording": "RE...", "offset_s": 41.0}

`said` are the words that were spoken: of secret fields only the end. `revision` is that of the flow, whose wording it was.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from casework.consents import heard_at


def read_back(conn: Connection, call_id: str | None, confirmed: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """`confirmed`: as a flow's read-back leaves it, `at` in ISO 8601. None when nothing was read back."""
    if call_id is None or not confirmed:
        return None
    at = datetime.fromisoformat(confirmed["at"])
    return {**confirmed, "call_id": call_id, **heard_at(conn, call_id, at)}


def for_agency(proof: Mapping[str, Any] | None, *, anonymous: bool) -> dict[str, Any] | None:
    """Of an anonymous citizen an agency learns that it was confirmed, not in which words or voice."""
    if proof is None:
        return None
    return {"at": proof["at"], "revision": proof.get("revision")} if anonymous else dict(proof)
