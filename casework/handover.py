"""What an agency receives: one case as a JSON document, the same for every way of delivery."""

from collections.abc import Mapping
from typing import Any

from casework import reference

FORMAT = 1


def handover(case: Mapping[str, Any]) -> dict[str, Any]:
    """`case` is a row of the cases table. Holds personal values: it goes to the agency and never into a log."""
    return {
        "format": FORMAT,
        "reference": reference.format(case["reference"]),
        "case_id": case["id"],
        "kind": case["kind"],
        "service": {"code": case["service"], "name": case["service_name"]},
        "agency": case["agency"],
        "slots": case["slots"],
        "shown_later": case["shown_later"],
        "identity": {"required_level": case["identity_level"], "verified": case["identity_verified"]},
        "consent": case["consent"],
        "filed": {
            "at": case["filed_at"].isoformat(),
            "channel": case["channel"],
            "by": case["actor"] or "caller",
            "call_id": case["call_id"],
            "language": case["language"],
            "phone": case["phone"],
        },
    }
