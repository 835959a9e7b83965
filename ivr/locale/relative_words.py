"""Days said from today ("tiga hari lagi", "next Monday"), and places in a list ("yang kedua", "the last one"), per language."""

WEEKDAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "id": (("senin",), ("selasa",), ("rabu", "rebo"), ("kamis",), ("jumat", "jum'at"), ("sabtu",), ("minggu", "ahad")),
    "en": (("monday",), ("tuesday",), ("wednesday",), ("thursday",), ("friday",), ("saturday",), ("sunday",)),
}

# Unit -> (days, months).
SPANS: dict[str, dict[str, tuple[int, int]]] = {
    "id": {"hari": (1, 0), "minggu": (7, 0), "pekan": (7, 0), "bulan": (0, 1), "tahun": (0, 12)},
    "en": {
        "day": (1, 0),
        "days": (1, 0),
        "week": (7, 0),
        "weeks": (7, 0),
        "month": (0, 1),
        "months": (0, 1),
        "year": (0, 12),
        "years": (0, 12),
    },
}

AHEAD: dict[str, frozenset[str]] = {"id": frozenset(("lagi", "depan")), "en": frozenset(("in", "next"))}
BACK: dict[str, frozenset[str]] = {
    "id": frozenset(("lalu", "kemarin", "silam")),
    "en": frozenset(("ago", "last", "before")),
}

ORDINALS: dict[str, dict[str, int]] = {
    "id": {
        "pertama": 1,
        "kesatu": 1,
        "kedua": 2,
        "ketiga": 3,
        "keempat": 4,
        "kelima": 5,
        "keenam": 6,
        "ketujuh": 7,
        "kedelapan": 8,
        "kesembilan": 9,
    },
    "en": {
        "first": 1,
        "second": 2,
        "third": 3,
        "fourth": 4,
        "fifth": 5,
        "sixth": 6,
        "seventh": 7,
        "eighth": 8,
        "ninth": 9,
    },
}
LAST: dict[str, frozenset[str]] = {"id": frozenset(("terakhir",)), "en": frozenset(("last",))}
AROUND_ORDINALS: dict[str, frozenset[str]] = {
    "id": frozenset(
        (
            "yang",
            "saya",
            "mau",
            "pilih",
            "pilihan",
            "nomor",
            "saja",
            "itu",
            "tadi",
            "paling",
            "ya",
            "pak",
            "bu",
            "tolong",
        )
    ),
    "en": frozenset(("the", "one", "i", "want", "choose", "option", "choice", "please", "that", "take", "very")),
}
