"""Contexts for the tables of examples: a fixed moment, two services of one agency and one of another."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ivr.questions import Context

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
REASONS = [
    {"value": "hilang", "label": {"id": "hilang", "en": "lost"}, "says": {"id": ["ilang", "dicuri"], "en": ["stolen"]}},
    {"value": "rusak", "label": {"id": "rusak", "en": "damaged"}, "says": {"id": ["patah"], "en": ["broken"]}},
]
SERVICES = {
    "DUK-02": {
        "code": "DUK-02",
        "agency": "DUK",
        "name": {"id": "Penggantian KTP hilang atau rusak", "en": "Replacement of an identity card"},
        "utterances": {"id": ["KTP saya hilang", "ganti KTP"], "en": ["I lost my identity card"]},
        "fields": [{"name": "alasan", "type": "choice", "options": REASONS}],
    },
    "DUK-04": {
        "code": "DUK-04",
        "agency": "DUK",
        "name": {"id": "Akta kelahiran", "en": "Birth certificate"},
        "utterances": {"id": ["mau bikin akta lahir anak"], "en": ["birth certificate for my child"]},
    },
    "PDT-01": {
        "code": "PDT-01",
        "agency": "PDT",
        "name": {"id": "Pajak bumi dan bangunan", "en": "Property tax"},
        "utterances": {"id": ["berapa PBB saya"], "en": ["how much is my property tax"]},
    },
    "DUK-99": {
        "code": "DUK-99",
        "agency": "DUK",
        "name": {"id": "Pindah datang", "en": "Change of residence"},
        "channels": {"phone": "none"},
    },
}
AGENCIES = {
    "DUK": {"code": "DUK", "name": {"id": "Dinas Kependudukan", "en": "Civil Registration"}},
    "PDT": {
        "code": "PDT",
        "name": {"id": "Badan Pendapatan", "en": "Revenue"},
        "spoken": {"id": "pajak", "en": "taxes"},
    },
}


def context(language: str = "id", kept: str = "", **field: Any) -> Context:
    return replace(Context(language, NOW, field, SERVICES, AGENCIES), kept=kept)
