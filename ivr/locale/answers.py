"""Yes and no, per language, as callers say them."""

YES: dict[str, tuple[str, ...]] = {
    "id": (
        "ya",
        "iya",
        "inggih",
        "nggih",
        "yoi",
        "betul",
        "benar",
        "setuju",
        "boleh",
        "oke",
        "ok",
        "sudah benar",
        "ya betul",
        "ya benar",
    ),
    "en": ("yes", "yeah", "yep", "correct", "right", "that is right", "ok", "okay", "sure", "i agree", "agree"),
}

NO: dict[str, tuple[str, ...]] = {
    "id": (
        "tidak",
        "bukan",
        "salah",
        "tidak setuju",
        "jangan",
        "belum",
        "tidak mau",
        "tidak benar",
        "tidak betul",
        "tidak usah",
    ),
    "en": (
        "no",
        "nope",
        "wrong",
        "incorrect",
        "not correct",
        "not right",
        "that is wrong",
        "i disagree",
        "do not",
        "i do not agree",
    ),
}

NEGATIONS: dict[str, frozenset[str]] = {
    "id": frozenset(("tidak", "bukan", "jangan", "salah")),
    "en": frozenset(("no", "not", "wrong", "never")),
}

# A clause that begins with one denies what it names.
DENIALS: dict[str, frozenset[str]] = {"id": frozenset(("bukan", "jangan")), "en": frozenset(("not", "no"))}

CORRECTIONS: dict[str, frozenset[str]] = {
    "id": frozenset(("tapi", "tetapi", "melainkan")),
    "en": frozenset(("but", "rather")),
}

# Between the name of an item and its right value: "harusnya", "should be".
BETWEEN: dict[str, frozenset[str]] = {
    "id": frozenset(("harus", "harusnya", "seharus", "seharusnya", "yang", "benar", "betul", "adalah", "tapi", "itu")),
    "en": frozenset(("should", "be", "it", "is", "the", "my", "but", "must")),
}

SAID: dict[bool, dict[str, str]] = {True: {"id": "ya", "en": "yes"}, False: {"id": "tidak", "en": "no"}}

# Passes over a question that need not be answered.
SKIP: dict[str, frozenset[str]] = {
    "id": frozenset(("lewati", "lewat", "lanjut", "tidak ada", "tidak punya", "tidak tahu", "kosongkan")),
    "en": frozenset(("skip", "next", "none", "i do not have one", "i do not know", "pass")),
}
