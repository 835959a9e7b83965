"""Which of the things just listed: "yang kedua", "the last one"."""

from ivr.locale.relative_words import AROUND_ORDINALS, LAST, ORDINALS


def place_heard(said: str, language: str, count: int) -> int:
    """`said` is normalised. From 1 to `count`; 0 where no place in a list, or none of this one, is all that was said."""
    words = [word for word in said.replace("ke ", "ke").split() if word not in AROUND_ORDINALS[language]]
    if len(words) != 1 or f"one {words[0]}" in said:  # "one second" asks to wait
        return 0
    place = count if words[0] in LAST[language] else ORDINALS[language].get(words[0], 0)
    return place if place <= count else 0
