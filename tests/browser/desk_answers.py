"""What the desk's API answers in the tests of its page: one agent, one caller, two services."""

from datetime import UTC, datetime, timedelta
from typing import Any

CALL = "c" * 32
OFFER = "f" * 32
CODES = {
    "answered": ("Pertanyaan terjawab", "Question answered"),
    "filed": ("Permohonan diajukan", "Request filed"),
    "complaint": ("Pengaduan diajukan", "Complaint filed"),
    "status_given": ("Status permohonan disampaikan", "Case status given"),
    "referred": ("Diarahkan ke kantor layanan", "Referred to an office"),
    "callback_promised": ("Dijanjikan telepon balik", "Callback promised"),
    "no_service": ("Tidak ada layanannya", "No such service"),
    "dropped": ("Panggilan terputus", "Call dropped"),
    "other": ("Lainnya", "Other"),
}
ME = {
    "user": {"id": "a" * 32, "username": "agent1", "name": "Sari", "role": "agent", "language": "id"},
    "csrf": "csrf-of-the-test",
    "demo": True,
    "carrier": "local",
    "wrap_up_codes": [{"code": code, "label": {"id": own, "en": english}} for code, (own, english) in CODES.items()],
    "hotline_number": "+62211500112",
}
NAMES = {
    "DUK-02": {"id": "Penggantian KTP hilang atau rusak", "en": "Replacement of a lost or damaged identity card"},
    "DUK-04": {"id": "Akta kelahiran", "en": "Birth certificate"},
}
AGENCY = {"id": "Dinas Kependudukan dan Pencatatan Sipil", "en": "Civil Registration Office"}
WORDS = {
    "id": {
        "summary": "Cetak ulang KTP elektronik karena hilang, rusak, atau datanya berubah.",
        "requirements": ["bila hilang: surat keterangan kehilangan dari kepolisian", "Kartu Keluarga"],
        "where": "di kantor Dinas Kependudukan, Mal Pelayanan Publik, atau kantor kecamatan",
        "fields": (
            "NIK",
            "Tanggal lahir",
            "Alasan penggantian",
            "Nomor surat kehilangan",
            "Nomor telepon",
            "Tempat ambil",
        ),
        "options": ("hilang", "rusak", "data berubah", "kantor dinas", "mal pelayanan", "kecamatan", "diantar"),
    },
    "en": {
        "summary": "A new print of the identity card after loss, damage, or a change of its data.",
        "requirements": ["if lost: a police report of the loss", "your family card"],
        "where": "at the Civil Registration Office, the Public Service Mall, or your district office",
        "fields": (
            "Identity number",
            "Date of birth",
            "Reason",
            "Police report number",
            "Telephone",
            "Place of collection",
        ),
        "options": ("lost", "damaged", "changed data", "registration office", "service mall", "district", "delivery"),
    },
}
VALUES = ("hilang", "rusak", "perubahan_data", "dukcapil", "mpp", "kecamatan", "antar")
FIELDS = (
    ("nik", "nik", True),
    ("tanggal_lahir", "date", True),
    ("alasan", "choice", True),
    ("nomor_surat_kehilangan", "text", False),
    ("telepon", "phone", True),
    ("lokasi_ambil", "choice", True),
)


def now() -> datetime:
    return datetime.now(UTC)


def ago(seconds: float) -> str:
    return (now() - timedelta(seconds=seconds)).isoformat()


def snapshot() -> dict[str, Any]:
    presence = {"state": "not_ready", "since": ago(252), "reason": None}
    queue = {"waiting": 3, "longest_since": ago(84)}
    owed = {"count": 0, "version": "0"}
    return {"presence": presence, "offer": None, "call": None, "wrap_up": None, "queue": queue, "follow_ups": owed}


def follow_up(id: str, kind: str = "callback", **changes: Any) -> dict[str, Any]:
    """What is owed to a caller who booked a callback twenty minutes ago, due for ten; or who left a voicemail."""
    is_callback = kind == "callback"
    return {
        "id": id * 32,
        "kind": kind,
        "call_id": CALL,
        "queue_name": {"id": "Layanan umum", "en": "General services"},
        "service": "DUK-02",
        "language": "id",
        "from_masked": "+62812•••890",
        "can_call": True,
        "heard": ["saya mau ganti KTP yang hilang"],
        "created_at": ago(1200),
        "not_before": ago(600) if is_callback else None,
        "not_after": ago(-600) if is_callback else None,
        "seconds": None if is_callback else 14,
        "attempts": 0,
        "most_attempts": 3,
        "taken_by": None,
        **changes,
    }


def offer(seconds: float = 20) -> dict[str, Any]:
    return {
        "id": OFFER,
        "call_id": CALL,
        "queue": "umum",
        "queue_name": {"id": "Layanan umum", "en": "General services"},
        "language": "id",
        "waited_s": 84,
        "expires_at": ago(-seconds),
        "heard": ["saya mau ganti KTP yang hilang", "di Slawi"],
        "service": "DUK-02",
        "from_masked": "+62 812-••••-890",
    }


def call_file() -> dict[str, Any]:
    said = [
        ("ivr", "Selamat datang di layanan publik. Ada yang bisa kami bantu?"),
        ("caller", "saya mau ganti KTP yang hilang"),
        ("ivr", "Penggantian KTP hilang atau rusak. Betul?"),
        ("caller", "betul"),
        ("ivr", "Berapa nomor induk kependudukan Anda?"),
        ("caller", "tiga tiga dua delapan nol satu …"),
    ]
    lines = [
        {"id": i, "who": who, "text": text, "at": ago(150 - 20 * i), "unclear": text.endswith("…")}
        for i, (who, text) in enumerate(said)
    ]
    heard = {"nik": "3328014107900001", "alasan": "hilang", "tanggal_lahir": "1990-07-01"}
    case = {"reference": "26-0042-7", "service_name": "Akta kelahiran", "state": "delivered"}
    return {
        "call": {"id": CALL, "from_masked": "+62 812-••••-890", "language": "id", "started_at": ago(170)},
        "heard": {
            "service": "DUK-02",
            "verified": 2,
            "slots": {name: {"value": value, "source": "ivr"} for name, value in heard.items()},
        },
        "transcript": lines,
        "cases": [{**case, "state_label": "diteruskan ke instansi", "filed_at": ago(3 * 86400)}],
        "contacts": [
            {
                "at": ago(3 * 86400),
                "queue": {"id": "Layanan umum", "en": "General"},
                "wrap_up": "filed",
                "note": "Akta anak kedua",
            }
        ],
        "note": "",
    }


def hits(asked: str, language: str) -> list[dict[str, Any]]:
    found = [code for code in NAMES if asked.lower() in NAMES[code][language].lower()]
    return [
        {"code": code, "name": NAMES[code][language], "agency": "DUK", "agency_name": AGENCY[language], "score": 1.0}
        for code in found
    ]


def times(place: str, day: str) -> list[dict[str, str]]:
    """The free times of the one place that is booked."""
    first = day or "27-11-2026"
    clocks = ("08.00", "08.15", "13.00") if place == "mpp" else ()
    return [{"value": f"{first} {clock}", "label": f"{first} pukul {clock}"} for clock in clocks]


def service(code: str, language: str, condition: str) -> dict[str, Any]:
    """`condition` is when the police report's number is required."""
    words = WORDS[language]
    card = {
        "code": code,
        "agency": "DUK",
        "agency_name": AGENCY[language],
        "name": NAMES[code][language],
        "summary": words["summary"],
        "requirements": words["requirements"],
        "fee": {"amount": 0, "basis": "UU 24/2013"},
        "time_limit": {"value": 24, "unit": "hour", "basis": "Permendagri 19/2018", "unverified": True},
        "where": words["where"],
        "audience": "",
        "procedure": ["langkah satu", "langkah dua"],
        "product": "KTP",
        "complaint_route": "lewat hotline ini",
        "places": [
            {"code": "mpp", "name": "Mal", "address": "Jalan Merdeka 45", "hours": "tiap hari", "unverified": False}
        ],
        "facts": {
            "fee": {
                "valid_from": "2014-01-01",
                "valid_to": None,
                "checked": "2026-11-24",
                "source": "UU 24/2013",
                "unverified": False,
            }
        },
        "coming": [{"fact": "fee", "valid_from": "2027-01-01", "what": "biayanya lima puluh ribu rupiah"}],
        "legal": ["Perpres 96/2018", "Permendagri 108/2019"],
        "identity_level": 2,
        "can_apply": True,
        "unverified": ["time_limit"],
    }
    script = {"code": "ART-05", "kind": "script", "title": "Sapaan", "body": "Ucapkan salam.", "unverified": False}
    return {
        "card": card,
        "fields": [_field(place, language, condition) for place in range(len(FIELDS))],
        "articles": [script],
    }


def _field(place: int, language: str, condition: str) -> dict[str, Any]:
    name, kind, required = FIELDS[place]
    label = WORDS[language]["fields"][place]
    choices = {"alasan": range(3), "lokasi_ambil": range(3, 7)}.get(name, range(0))
    options = [{"value": VALUES[at], "label": WORDS[language]["options"][at]} for at in choices]
    field = {"name": name, "type": kind, "label": label, "ask": f"{label}?", "required": required}
    applies = None if required else condition
    return {**field, "required_if": applies, "options": options, "class": "plain", "min": None, "max": None}


def outside(asked: str) -> dict[str, Any] | None:
    if "listrik" not in asked:
        return None
    return {
        "code": "listrik", "name": "Perusahaan listrik", "numbers": [{"label": "Pusat panggilan", "number": "123"}],
        "hours": "setiap hari, dua puluh empat jam", "note": "", "unverified": True,
    }  # fmt: skip
