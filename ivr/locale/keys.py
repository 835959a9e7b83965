"""Words around a key said aloud: "tekan satu", "nomor dua", "press one"."""

KEY_CARRIERS: dict[str, frozenset[str]] = {
    "id": frozenset(["tekan", "pilih", "pilihan", "nomor", "angka", "menu", "yang", "saya", "mau", "ke"]),
    "en": frozenset(["press", "choose", "option", "number", "key", "the", "i", "want"]),
}
