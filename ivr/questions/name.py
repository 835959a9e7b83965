"""A person's name, one word or many, stored as written on cards: "Siti Nur'aini". By phone it is recorded; with `spell: true` in the
field the caller spells it ("be u de i, spasi, es a"). `min` and `max` bound the number of characters; keys cannot answer."""

import re

from ivr.locale.letters import LETTER_NAMES, SPACES
from ivr.questions.protocol import Context, Problem, Value
from ivr.questions.text import Text

LONGEST = 100
SHAPE = re.compile(r"[^\W\d_]['’.\-\w]*( [^\W\d_]['’.\-\w]*)*")
UNKNOWN = Problem(
    "name",
    {
        "id": "Nama itu belum jelas. Nama hanya berisi huruf; ejalah huruf demi huruf.",
        "en": "I could not make out that name. It has letters only; please spell it letter by letter.",
    },
)


class Name(Text):
    type = "name"

    def instructions(self, context: Context) -> str:
        return SPELL_IT[context.language] if context.field.get("spell") else ""

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        """Spelled, or, unless it is to be spelled, said."""
        spelled = spelled_name(text, context.language)
        if spelled is None and context.field.get("spell"):
            return UNKNOWN
        return self.parse_typed(text if spelled is None else spelled, context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        answer = super().parse_typed(text[: LONGEST + 1], context)
        if isinstance(answer, Problem):
            return answer
        name = str(answer.value)
        if len(name) > LONGEST or not SHAPE.fullmatch(name) or any(mark.isdigit() for mark in name):
            return UNKNOWN
        written = " ".join(_capital(word) for word in name.split())
        return Value(written, written)

    def grammar(self, context: Context) -> tuple[str, ...]:
        if not context.field.get("spell"):
            return ()
        names = LETTER_NAMES[context.language].values()
        return (*(said[0] for said in names), *SPACES[context.language])


SPELL_IT = {
    "id": "Ejalah huruf demi huruf; di antara dua kata sebutkan spasi.",
    "en": "Please spell it letter by letter; say space between two words.",
}


def spelled_name(text: str, language: str) -> str | None:
    """The word or words that were spelled, or None when other words are among the letters."""
    letters = {said: letter for letter, names in LETTER_NAMES[language].items() for said in (*names, letter)}
    marks = [
        " " if word in SPACES[language] else letters.get(word, "") for word in re.findall(r"\w+", text.lower()[:400])
    ]
    return "".join(marks).strip() if len(marks) > 1 and all(marks) else None


def _capital(word: str) -> str:
    """The case that was written stays, unless all of it is in one case."""
    return word.capitalize() if word.islower() or (word.isupper() and len(word) > 2) else word
