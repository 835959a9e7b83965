"""The word list of the search: which words mean the same, which are weak, which say nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ivr.normalising import normalise
from ivr.source_tree import plain
from ivr.yaml_source import read_yaml

WORDS = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True)
class Vocabulary:
    """`meanings`: a normalised phrase and the terms it stands for, longest phrase first."""

    meanings: Mapping[str, tuple[str, ...]]
    weak: frozenset[str]
    stop: frozenset[str]
    phrase: re.Pattern[str]

    def words(self) -> frozenset[str]:
        """Every single word of the list, of any kind."""
        return frozenset(phrase for phrase in self.meanings if " " not in phrase) | self.weak | self.stop


@cache
def vocabulary() -> Vocabulary:
    """Read once for each process. Raises ValueError when the list is not the YAML we read."""
    tree, issues = read_yaml(WORDS.read_text(encoding="utf-8"), WORDS.name)
    if tree is None or issues:
        raise ValueError("; ".join(map(str, issues)))
    raw = plain(tree)
    meanings = {normalise(term, "id"): (term,) for terms in raw["terms"] for term in terms.split()}
    for terms, phrases in raw["terms"].items():
        meanings.update({normalise(phrase, "id"): tuple(terms.split()) for phrase in phrases})
    longest_first = sorted(meanings, key=lambda phrase: (-len(phrase), phrase))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    return Vocabulary(meanings, frozenset(raw["weak"]), frozenset(raw["stop"]), pattern)
