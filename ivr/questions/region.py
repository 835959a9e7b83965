"""A region by its code of the Ministry of Home Affairs: found in the caller's words ("Desa Kalisapu, Slawi, Kabupaten Tegal"), keyed as
digits (those that begin an identity number), or typed. Stored as the words and the code: "Slawi, Kabupaten Tegal (33.28.10)"."""

import re
from typing import Any

from ivr.questions.protocol import Context, Keys, Problem, Value
from ivr.questions.region_codes import dotted, full_name, names, regions_in
from ivr.questions.text import Text

UNKNOWN = Problem(
    "region",
    {
        "id": "Wilayah itu belum saya kenali. Sebutkan kecamatan dan kabupaten atau kotanya.",
        "en": "I do not know that region. Please say the district, and the regency or city.",
    },
)
CODE = re.compile(r"\s*([0-9]{2}(?:\.?[0-9]{2}(?:\.?[0-9]{2}(?:\.?[0-9]{4})?)?)?)\s*", re.ASCII)
STORED = re.compile(r"(.+?)\s*\(([0-9.]{2,13})\)\s*", re.ASCII)
MOST_IN_DOUBT = 3
HINTS = 500


class Region(Text):
    type = "region"

    def keys(self, context: Context) -> Keys | None:
        return Keys(6, "#")

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        return self.parse_typed(digits, context) if digits.isdigit() else UNKNOWN

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        stored = STORED.fullmatch(text[:200])
        code = _known((stored[2] if stored else text)[:20])
        if code:
            words = stored[1] if stored else full_name(code)
            return Value(f"{' '.join(words.split())} ({dotted(code)})", words)
        if stored:
            return UNKNOWN
        answer = super().parse_typed(text, context)
        return answer if isinstance(answer, Problem) else _found(str(answer.value))

    def read_back(self, value: Any, context: Context) -> str:
        stored = STORED.fullmatch(str(value))
        return stored[1] if stored else str(value)

    def grammar(self, context: Context) -> tuple[str, ...]:
        return tuple(spellings[0] for code, spellings in names().items() if len(code) == 4)[:HINTS]


def _known(written: str) -> str:
    """The digits of a code that exists; "" for anything else. Villages are not in the table, their district is."""
    shape = CODE.fullmatch(written)
    code = shape[1].replace(".", "") if shape else ""
    return code if code[:6] in names() else ""


def _found(words: str) -> Value | Problem:
    codes = regions_in(words)
    if len(codes) == 1:
        return Value(f"{words} ({dotted(codes[0])})", words)
    return _which(codes) if codes else UNKNOWN


def _which(codes: tuple[str, ...]) -> Problem:
    few = [full_name(code) for code in codes[:MOST_IN_DOUBT]]
    return Problem(
        "region_in_doubt",
        {
            "id": f"Ada beberapa wilayah dengan nama itu: {'; '.join(few)}. Sebutkan juga kabupaten atau kotanya.",
            "en": f"Several regions have that name: {'; '.join(few)}. Please say the regency or city too.",
        },
    )
