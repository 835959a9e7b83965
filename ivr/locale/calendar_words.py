"""Months, relative days and parts of the day, per language."""

MONTHS: dict[str, tuple[tuple[str, ...], ...]] = {
    "id": (
        ("januari", "jan"),
        ("februari", "pebruari", "feb"),
        ("maret", "mar"),
        ("april", "apr"),
        ("mei",),
        ("juni", "jun"),
        ("juli", "jul"),
        ("agustus", "agt", "agu"),
        ("september", "sep"),
        ("oktober", "okt"),
        ("november", "nopember", "nov"),
        ("desember", "des"),
    ),
    "en": (
        ("january", "jan"),
        ("february", "feb"),
        ("march", "mar"),
        ("april", "apr"),
        ("may",),
        ("june", "jun"),
        ("july", "jul"),
        ("august", "aug"),
        ("september", "sept", "sep"),
        ("october", "oct"),
        ("november", "nov"),
        ("december", "dec"),
    ),
}

# Days from today.
RELATIVE_DAYS: dict[str, dict[str, int]] = {
    "id": {
        "hari ini": 0,
        "sekarang": 0,
        "besok": 1,
        "lusa": 2,
        "besok lusa": 2,
        "kemarin": -1,
        "kemarin dulu": -2,
        "kemarin lusa": -2,
    },
    "en": {"today": 0, "tomorrow": 1, "the day after tomorrow": 2, "yesterday": -1, "the day before yesterday": -2},
}

# Said too often for other reasons to be taken for a day that was not asked for.
NOT_IN_PASSING = frozenset(("sekarang",))

CLOCK_BEGINS: dict[str, frozenset[str]] = {"id": frozenset(("jam", "pukul")), "en": frozenset(("at",))}

# Part of the day -> (first hour, last hour) in which a clock hour below 12 is meant.
DAY_PARTS: dict[str, dict[str, tuple[int, int]]] = {
    "id": {"pagi": (0, 11), "siang": (11, 15), "sore": (15, 18), "malam": (18, 24)},
    "en": {
        "morning": (0, 11),
        "am": (0, 11),
        "afternoon": (12, 18),
        "pm": (12, 24),
        "evening": (16, 24),
        "night": (18, 24),
    },
}
