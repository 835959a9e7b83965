"""Who may, and that they say why."""

from __future__ import annotations

from knowledge_base.life.refusal import Refused
from runtime.accounts import Account, may_for

MOST_WHY = 500


def require(who: Account, permission: str, agency: str) -> None:
    """Raises Refused."""
    if not may_for(who, permission, agency):
        raise Refused("may_not", f"{who.username} may not {permission.replace('_', ' ')} of {agency}")


def said(why: str) -> str:
    """Raises Refused when nothing is said."""
    words = " ".join(why.split())[:MOST_WHY]
    if not words:
        raise Refused("why", "say why: the next person reads it")
    return words
