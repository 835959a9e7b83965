"""texts/<language>.yaml: words that stand apart from their flow, by dotted key (`main.prompt`, or `hotline.main.prompt`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ivr.issue import Issue, Mark, error, warning
from ivr.nearest import suggestion
from ivr.source_tree import Scalar, Table, Tree

FOLDER = "texts/"


class Translations:
    """Remembers which keys the flows have, so that what belongs to none can be told."""

    def __init__(self, trees: Mapping[str, Table]) -> None:
        self.words = {
            path.removeprefix(FOLDER).rpartition(".")[0]: dict(_dotted(table, ""))
            for path, table in trees.items()
            if path.startswith(FOLDER)
        }
        self.keys: set[str] = set()

    def of(self, language: str, key: str) -> Scalar | None:
        if not self.words:
            return None
        short = key.partition(".")[2]
        self.keys.update((key, short))
        apart = self.words.get(language, {})
        return apart.get(key) or apart.get(short)

    def unused(self, languages: Iterable[str]) -> Iterator[Issue]:
        """Once every flow has been read."""
        spoken = tuple(languages)
        for language, words in self.words.items():
            if language not in spoken:
                yield error(
                    Mark(f"{FOLDER}{language}.yaml"),
                    f"no flow speaks '{language[:20]}'; {suggestion(language, spoken)}",
                )
                continue
            for key, scalar in words.items():
                if key not in self.keys:
                    yield warning(scalar.mark, f"no flow has words at '{key[:80]}'; {suggestion(key, self.keys)}")


def _dotted(tree: Tree, key: str) -> Iterator[tuple[str, Scalar]]:
    if isinstance(tree, Scalar):
        yield key, tree
        return
    inner = tree.entries.items() if isinstance(tree, Table) else ((str(n), t) for n, t in enumerate(tree.items, 1))
    for name, item in inner:
        yield from _dotted(item, f"{key}.{name}" if key else name)


NO_TRANSLATIONS = Translations({})
