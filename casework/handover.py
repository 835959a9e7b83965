"""What an agency receives: one case as a JSON document, the same for every way of delivery."""

from collections.abc import Mapping
from typing import Any

from casework import privacy, proof, reference

FORMAT = 1


def handover(case: Mapping[str, Any]) -> dict[str, Any]:
    """`case` is a row of the cases table. Holds personal values: it goes to the agency and never into a log. Of an
    anonymous citizen it says neither name nor number, and gives no voice: not the call either, in which they are to be heard."""
    hidden: bool = case["anonymous"]
    consent = case["consent"]
    return {
        "format": FORMAT,
        "reference": reference.format(case["reference"]),
        "case_id": case["id"],
        "kind": case["kind"],
        "service": {"code": case["service"], "name": case["service_name"]},
        "agency": case["agency"],
        "slots": privacy.for_agency(case),
        "shown_later": case["shown_later"],
        "identity": {"required_level": case["identity_level"], "verified": case["identity_verified"]},
        "anonymous": hidden,
        "secret": case["secret"],
        "owes": case["owes"] or [],
        "due_at": case["due_at"].isoformat() if case["due_at"] else None,
        "clock": case["clock"],
        "consent": privacy.without_voice(consent) if hidden else consent,
        "read_back": proof.for_agency(case["read_back"], anonymous=hidden),
        "fee": case["fee"],
        "filed": {
            "at": case["filed_at"].isoformat(),
            "channel": case["channel"],
            "by": case["actor"] or "caller",
            "call_id": None if hidden else case["call_id"],
            "language": case["language"],
            "phone": None if hidden else case["phone"],
        },
    }
