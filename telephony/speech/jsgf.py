"""A closed grammar for one question, as PocketSphinx reads it. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def grammar(sentences: Sequence[Sequence[str]], digit_words: Sequence[str] = ()) -> str:
    """Any one of the sentences (words in lower case), or one to sixteen digits. Not empty."""
    choices = [" ".join(words) for words in sentences if words]
    rules = ["#JSGF V1.0;", "grammar question;"]
    if digit_words:
        rules.append(f"<digit> = {' | '.join(digit_words)};")
        choices.append("<digit>+")
    rules.append(f"public <answer> = {' | '.join(choices)};")
    return "\n".join(rules)
