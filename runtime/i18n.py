"""Texts that people read, from one YAML file per language. A room has its own folder: `text = Texts(folder).text`."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import yaml

LANGUAGES = ("id", "en")


class MissingText(KeyError):
    """No such text: the catalogues are wrong, not the reader."""


class Texts:
    """The catalogues of one folder: `id.yaml` and `en.yaml`, nested mappings whose leaves are `str.format` texts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def text(self, key: str, language: str, **values: object) -> str:
        """The text under the dotted `key` with `values` filled in; an unknown language is answered in Indonesian.

        Raises MissingText. The result is plain text: a template must still escape it.
        """
        catalogue = self._catalogues.get(language, self._catalogues[LANGUAGES[0]])
        if key not in catalogue:
            raise MissingText(f"{key} ({language}) in {self._folder.parent.name}/{self._folder.name}")
        return catalogue[key].format(**values) if values else catalogue[key]

    def keys(self, language: str) -> frozenset[str]:
        """Every dotted key of a language."""
        return frozenset(self._catalogues[language])

    @cached_property
    def _catalogues(self) -> Mapping[str, Mapping[str, str]]:
        return {language: _flatten(self._read(language)) for language in LANGUAGES}

    def _read(self, language: str) -> Mapping[str, object]:
        with (self._folder / f"{language}.yaml").open(encoding="utf-8") as file:
            content: Mapping[str, object] = yaml.load(file, yaml.CSafeLoader)
        return content


def _flatten(tree: Mapping[str, object], above: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in tree.items():
        if isinstance(value, Mapping):
            flat.update(_flatten(value, f"{above}{name}."))
        else:
            flat[f"{above}{name}"] = str(value)
    return flat


text = Texts(Path(__file__).parent / "locale").text
