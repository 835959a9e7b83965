"""Region codes of the Ministry of Home Affairs: the table, the head of identity numbers, and regions found in words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from re import findall

from ivr.locale.region_table import TABLE

# Regencies that have since got another code: identity numbers of their time keep theirs.
FORMER = frozenset(
    [
        "1473",
        "6404",
        "6405",
        "6406",
        "6410",
        "6473",
        "7325",
        "9101",
        "9102",
        "9104",
        "9107",
        "9108",
        "9109",
        "9409",
        "9410",
        "9411",
        "9412",
        "9413",
        "9414",
        "9415",
        "9416",
        "9417",
        "9418",
        "9419",
        "9420",
        "9426",
        "9427",
        "9428",
        "9429",
        "9430",
        "9431",
        "9432",
        "9433",
        "9434",
        "9435",
        "9436",
        "9471",
    ]
)
# What follows these is a village or a street, though a district may have the same name.
SMALLER = frozenset(("desa", "kelurahan", "dusun", "kampung", "jalan", "jl", "village", "street"))
LEVEL_WORDS = frozenset(("kecamatan", "kabupaten", "kota", "provinsi", "district", "regency", "city", "province"))
NO_NAMES = frozenset(("kota", "kabupaten", "kecamatan", "desa", "jalan", "pasar", "barat", "timur", "utara", "selatan"))


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """By code, digits only: the name and its other spellings."""
    rows = (line.partition(" ") for line in TABLE.split("\n") if line)
    return {code: tuple(spellings.split("|")) for code, _, spellings in rows}


def is_plausible_region(six: str) -> bool:
    """True where province and regency exist or did; districts change too often to be held against a caller."""
    return (six[:4] in names() or six[:4] in FORMER) and six[4:6] != "00"


def dotted(code: str) -> str:
    """ "332810" is written 33.28.10; what follows the district is the village."""
    parts = (code[:2], code[2:4], code[4:6], code[6:])
    return ".".join(part for part in parts if part)


def full_name(code: str) -> str:
    """ "Slawi, Kabupaten Tegal", without the province where a regency is named."""
    own = [names()[code[:end]][0] for end in (6, 4) if len(code) >= end and code[:end] in names()]
    return ", ".join(own) or names()[code[:2]][0]


def regions_in(text: str) -> tuple[str, ...]:
    """The codes that `text` names best: one, several where the words leave a doubt, none where no region is in them."""
    spans = list(_spans(findall(r"[\w'-]+", text.lower())))
    supported: dict[str, int] = defaultdict(int)
    for code in {code for span in spans for code in span}:
        supported[code] = sum(any(code.startswith(other) for other in span) for span in spans)
    most = max(supported.values(), default=0)
    best = [code for code, support in supported.items() if support == most]
    return tuple(sorted(code for code in best if not any(other != code and other.startswith(code) for other in best)))


def _spans(words: list[str]) -> Iterator[tuple[str, ...]]:
    """For each place of the text that names something, all the codes it may mean; the longest name wins."""
    place = 0
    while place < len(words):
        found = next((size for size in range(5, 0, -1) if tuple(words[place : place + size]) in _index()), 0)
        if found and not (place and words[place - 1] in SMALLER):
            yield _index()[tuple(words[place : place + found])]
        place += found or 1


@cache
def _index() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Codes by the words of a name; a regency also without "Kabupaten" or "Kota"."""
    index: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code, spellings in names().items():
        for spelling in spellings:
            words = tuple(findall(r"[\w'-]+", spelling.lower()))
            short = words[1:] if len(code) == 4 and words[0] in ("kabupaten", "kota") else ()
            for form in {words, short} - {()}:
                if not (len(form) == 1 and form[0] in NO_NAMES) and code not in index[form]:
                    index[form].append(code)
    return {words: tuple(codes) for words, codes in index.items()}
