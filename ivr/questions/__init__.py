"""One question type per file: how an answer is keyed, spoken, typed and read back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ivr.questions.bpjs import Bpjs
from ivr.questions.case_reference import CaseReference
from ivr.questions.choice import Choice
from ivr.questions.date import Date
from ivr.questions.digits import Digits
from ivr.questions.email import Email
from ivr.questions.file import File
from ivr.questions.integer import Integer
from ivr.questions.list import ListOf
from ivr.questions.money import Money
from ivr.questions.name import Name
from ivr.questions.nib import Nib
from ivr.questions.nik import Nik
from ivr.questions.nkk import Nkk
from ivr.questions.nop import Nop
from ivr.questions.npwp import Npwp
from ivr.questions.number import Number
from ivr.questions.phone import Phone
from ivr.questions.place import Place
from ivr.questions.plate import Plate
from ivr.questions.protocol import Context, Problem, Question, Value
from ivr.questions.region import Region
from ivr.questions.service import Service
from ivr.questions.text import Text
from ivr.questions.time import Time
from ivr.questions.yes_no import YesNo

__all__ = ["QUESTIONS", "Context", "Problem", "Question", "UnknownQuestion", "Value", "parse_field", "question_of"]

_ALL: tuple[Question, ...] = (
    Bpjs(),
    CaseReference(),
    Choice(),
    Date(),
    Digits(),
    Email(),
    File(),
    Integer(),
    ListOf(lambda kind: question_of(kind)),
    Money(),
    Name(),
    Nib(),
    Nik(),
    Nkk(),
    Nop(),
    Npwp(),
    Number(),
    Phone(),
    Place(),
    Plate(),
    Region(),
    Service(),
    Text(),
    Time(),
    YesNo(),
)
QUESTIONS: Mapping[str, Question] = {question.type: question for question in _ALL}
"""Every question type by its name in flows and services."""


class UnknownQuestion(LookupError):
    """A flow or service names a type that does not exist."""


def question_of(kind: str) -> Question:
    """Raises UnknownQuestion, whose text lists the types that exist."""
    if kind not in QUESTIONS:
        raise UnknownQuestion(f"{kind!r} is no question type; there are: {', '.join(sorted(QUESTIONS))}")
    return QUESTIONS[kind]


def parse_field(field: Mapping[str, Any], text: str, language: str, now: datetime) -> Value | Problem:
    """What was typed for a service's field; `now` is aware. Raises UnknownQuestion."""
    return question_of(str(field["type"])).parse_typed(text, Context(language, now, field))
