"""The number by which a citizen asks for a case: 26-0042-7, keyed as 2600427. The last digit is a Damm check digit."""

import re

from ivr.questions.case_reference import is_reference, reference_of, written

MAX_TYPED = 40


def of(year: int, number: int) -> str:
    """The digits of the `number`-th case of `year`, 7 to 9 of them; raises ValueError outside 1 to 999,999."""
    return reference_of(year, number)


def format(digits: str) -> str:
    """Digits as people read them."""
    return written(digits)


def parse(text: str) -> str | None:
    """The digits of a reference written in any way; None when it is none or a digit is wrong."""
    digits = re.sub(r"[\s./\u2010-\u2013-]", "", text[:MAX_TYPED])
    return digits if is_reference(digits) else None
