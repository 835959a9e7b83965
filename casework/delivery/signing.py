"""How the house and an agency know each other's messages: HMAC-SHA256 over the time and the very bytes of the body.

Hotline-Timestamp: 1795489200
Hotline-Signature: v1=<hex of HMAC-SHA256(secret, timestamp + "." + body)>
"""

import hmac
import re
from datetime import datetime
from hashlib import sha256

TIMESTAMP, SIGNATURE = "Hotline-Timestamp", "Hotline-Signature"
VERSION = "v1="
WINDOW_S = 300
"""So far a message's time may be from ours, either way."""


def headers(secret: str, now: datetime, body: bytes) -> dict[str, str]:
    """What a signed message carries."""
    timestamp = str(int(now.timestamp()))
    return {TIMESTAMP: timestamp, SIGNATURE: signature(secret, timestamp, body)}


def signature(secret: str, timestamp: str, body: bytes) -> str:
    return VERSION + hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def is_genuine(secret: str | None, now: datetime, timestamp: str, given: str, body: bytes) -> bool:
    """Whether the message was signed with this secret, and lately. Takes as long without a secret, and says no."""
    expected = signature(secret or "nobody's", timestamp[:20], body)
    same = hmac.compare_digest(expected.encode(), given.encode())
    lately = re.fullmatch(r"\d{1,12}", timestamp, re.ASCII) and abs(now.timestamp() - int(timestamp)) <= WINDOW_S
    return bool(secret) and same and bool(lately)
