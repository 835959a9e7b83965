"""Region codes at the head of identity numbers: province 2, regency or city 2, district 2."""

# Ministry of Home Affairs, region codes of the provinces (38 since 2022).
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "16",
        "17",
        "18",
        "19",
        "21",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "51",
        "52",
        "53",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "72",
        "73",
        "74",
        "75",
        "76",
        "81",
        "82",
        "91",
        "92",
        "93",
        "94",
        "95",
        "96",
    ]
)
MAX_REGENCY = 79  # 01-69 regencies, 71-79 cities


def is_plausible_region(six: str) -> bool:
    """True where province, regency and district may exist; the districts themselves change too often to be listed."""
    return six[:2] in PROVINCES and 1 <= int(six[2:4]) <= MAX_REGENCY and six[4:6] != "00"
