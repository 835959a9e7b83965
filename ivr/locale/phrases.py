"""The engine's own phrases by key and language; what a flow's author writes always wins over them."""

from ivr.locale import phrases_en, phrases_id

CATALOGUE: dict[str, dict[str, str]] = {"id": phrases_id.PHRASES, "en": phrases_en.PHRASES}
FALLBACK = "en"
SKIP: dict[str, frozenset[str]] = {
    "id": frozenset({"lewati", "lewat", "lanjut", "tidak ada"}),
    "en": frozenset({"skip", "pass", "next", "none"}),
}
ANOTHER: dict[str, tuple[str, ...]] = {
    "id": ("nomor lain", "nomor yang lain", "ke nomor lain", "ganti nomor", "bukan nomor ini"),
    "en": ("another number", "a different number", "other number", "not this number"),
}
RESEND: dict[str, tuple[str, ...]] = {
    "id": ("kirim ulang", "kirim lagi", "kirim ulang kodenya", "kodenya belum masuk", "saya belum terima"),
    "en": ("send it again", "send again", "resend", "I did not get it", "new code"),
}
LANGUAGE_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("bahasa indonesia", "indonesia", "indonesian"),
    "en": ("english", "inggris", "bahasa inggris"),
}


def phrase(key: str, language: str, /, **values: object) -> str:
    """The phrase with its values put in; English where the language has none."""
    words = CATALOGUE.get(language, CATALOGUE[FALLBACK])[key]
    return words.format(**values) if values else words


def has_phrases(language: str) -> bool:
    return language in CATALOGUE
