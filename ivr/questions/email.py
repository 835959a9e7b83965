"""An e-mail address: typed, or said with "at" and "titik"; keys cannot answer."""

import re
from typing import Any

from ivr.questions.protocol import Context, Keys, Problem, Value

LONGEST = 254
SHAPE = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
UNKNOWN = Problem("email", {"id": "Alamat email itu belum lengkap.", "en": "That e-mail address is not complete."})
MARKS = {
    "id": {"at": "@", "et": "@", "keong": "@", "titik": ".", "dot": ".", "strip": "-", "garis bawah": "_"},
    "en": {"at": "@", "dot": ".", "point": ".", "dash": "-", "hyphen": "-", "underscore": "_"},
}
SAID = {
    "id": {"@": " at ", ".": " titik ", "_": " garis bawah "},
    "en": {"@": " at ", ".": " dot ", "_": " underscore "},
}


class Email:
    type = "email"
    numeric = False

    def keys(self, context: Context) -> Keys | None:
        return None

    def instructions(self, context: Context) -> str:
        return ""

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        return UNKNOWN

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        said = f" {text.lower()} "
        for word, mark in MARKS[context.language].items():
            said = said.replace(f" {word} ", f" {mark} ")
        return self.parse_typed(re.sub(r"\s", "", said), context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        address = text.strip().lower()
        if len(address) > LONGEST or not SHAPE.fullmatch(address) or ".." in address:
            return UNKNOWN
        return Value(address, self.read_back(address, context))

    def read_back(self, value: Any, context: Context) -> str:
        spoken = str(value)
        for mark, word in SAID[context.language].items():
            spoken = spoken.replace(mark, word)
        return spoken

    def grammar(self, context: Context) -> tuple[str, ...]:
        return ()
