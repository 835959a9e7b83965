"""The words for digits, per language, as callers say them."""

DIGITS: dict[str, dict[str, str]] = {
    "id": {
        "nol": "0",
        "kosong": "0",
        "satu": "1",
        "dua": "2",
        "tiga": "3",
        "empat": "4",
        "lima": "5",
        "enam": "6",
        "tujuh": "7",
        "delapan": "8",
        "lapan": "8",
        "sembilan": "9",
    },
    "en": {
        "zero": "0",
        "oh": "0",
        "nought": "0",
        "one": "1",
        "two": "2",
        "three": "3",
        "four": "4",
        "five": "5",
        "six": "6",
        "seven": "7",
        "eight": "8",
        "nine": "9",
    },
}

REPEATS: dict[str, dict[str, int]] = {
    "id": {"dobel": 2, "double": 2, "dabel": 2, "tripel": 3, "triple": 3},
    "en": {"double": 2, "triple": 3, "treble": 3},
}

# Words around a number that carry no digit.
FILLERS: dict[str, frozenset[str]] = {
    "id": frozenset(
        [
            "nomor",
            "nomornya",
            "no",
            "saya",
            "adalah",
            "itu",
            "ya",
            "iya",
            "eh",
            "em",
            "hmm",
            "lalu",
            "terus",
            "kemudian",
            "strip",
            "setrip",
            "titik",
            "angka",
            "dan",
            "plus",
        ]
    ),
    "en": frozenset(
        ["number", "my", "the", "is", "it", "and", "then", "uh", "um", "er", "dash", "point", "plus", "yes"]
    ),
}

SPOKEN: dict[str, tuple[str, ...]] = {
    "id": ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
