"""Number words above nine, per language."""

TEENS: dict[str, dict[str, int]] = {
    "id": {"sepuluh": 10, "sebelas": 11},
    "en": {
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
        "thirteen": 13,
        "fourteen": 14,
        "fifteen": 15,
        "sixteen": 16,
        "seventeen": 17,
        "eighteen": 18,
        "nineteen": 19,
    },
}

TENS: dict[str, dict[str, int]] = {
    "id": {},
    "en": {
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
    },
}

# "dua belas" = 12, "dua puluh" = 20: these words follow the digit they change.
TEEN_SUFFIX = {"id": "belas"}
TENS_SUFFIX = {"id": "puluh"}

# "seratus" and "seribu" hold their own "one".
ONES_OF_SCALE: dict[str, dict[str, str]] = {"id": {"seratus": "ratus", "seribu": "ribu", "sejuta": "juta"}, "en": {}}

# "satu setengah juta", "half million": of the scale that follows.
HALF = {"id": "setengah", "en": "half"}
HUNDRED = {"id": "ratus", "en": "hundred"}
SCALES: dict[str, dict[str, int]] = {
    "id": {"ribu": 1_000, "juta": 1_000_000, "miliar": 1_000_000_000, "milyar": 1_000_000_000, "triliun": 10**12},
    "en": {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12},
}

ORDINALS_EN: dict[str, int] = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
}
