"""Texts to entries by code, each valid in itself; what is not is told with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from knowledge_base.definition import Agency, Article, Location, OutsideBody, Service
from knowledge_base.located import KeyPath, Located, parse
from knowledge_base.slips import slips
from knowledge_base.texts import ARTICLES

AGENCIES, LOCATIONS, DIRECTORY = "agencies.yaml", "locations.yaml", "directory.yaml"
LISTS: Mapping[str, tuple[str, type[BaseModel]]] = {
    AGENCIES: ("agencies", Agency),
    LOCATIONS: ("locations", Location),
    DIRECTORY: ("directory", OutsideBody),
}
Entry = tuple[Located, KeyPath, dict[str, Any]]
Entries = dict[str, Entry]


@dataclass(frozen=True)
class Parts:
    """Each by code: where it stands, and what it says."""

    agencies: Entries
    locations: Entries
    directory: Entries
    services: Entries
    articles: Entries


def read(texts: Mapping[str, str], found: list[str]) -> Parts:
    listed = {file: _listed(texts, file, *shape, found) for file, shape in LISTS.items()}
    of_articles = [name for name in texts if name.startswith(f"{ARTICLES}/")]
    of_services = [name for name in texts if name not in LISTS and name not in of_articles]
    if AGENCIES not in texts and not found:
        found.append(f"{AGENCIES}:1:1: there is no such file")
    services = _single(texts, of_services, Service, found)
    if not services and not found:
        found.append(f"{AGENCIES}:1:1: no service stands beside it, such as DUK/DUK-01.yaml")
    articles = _single(texts, of_articles, Article, found)
    return Parts(listed[AGENCIES], listed[LOCATIONS], listed[DIRECTORY], services, articles)


def contents(entries: Entries) -> dict[str, dict[str, Any]]:
    return {code: content for code, (_, _, content) in entries.items()}


def _listed(texts: Mapping[str, str], file: str, key: str, model: type[BaseModel], found: list[str]) -> Entries:
    """The entries of the one list in a file, by code. A missing file has none."""
    located = parse(texts[file], file, found) if file in texts else None
    if located is None:
        return {}
    written = located.data.get(key) if isinstance(located.data, dict) else None
    if not isinstance(written, list):
        found.append(f"{located.where(())}: `{key}:` and a list must stand here")
        return {}
    strange = (one for one in located.data if one != key)
    found.extend(f"{located.where((one,))}: unknown key `{one}`; did you mean `{key}`?" for one in strange)
    entries: Entries = {}
    for number, entry in enumerate(written):
        at: KeyPath = (key, number)
        read = _valid(model, located, entry, at, found)
        if read and read["code"] in entries:
            found.append(f"{located.where((*at, 'code'))}: `{read['code']}` stands here twice")
        elif read:
            entries[read["code"]] = located, at, read
    return entries


def _single(texts: Mapping[str, str], names: list[str], model: type[BaseModel], found: list[str]) -> Entries:
    """One entry a file, by code; the file is named by its code."""
    entries: Entries = {}
    for name in names:
        located = parse(texts[name], name, found)
        read = _valid(model, located, located.data, (), found) if located else None
        if not located or not read:
            continue
        stem = name.rsplit("/", 1)[-1].removesuffix(".yaml")
        if read["code"] != stem:
            found.append(f"{located.where(('code',))}: code `{read['code']}` must be the name of its file, `{stem}`")
        if read["code"] in entries:
            found.append(f"{located.where(('code',))}: `{read['code']}` stands in another file, too")
        entries[read["code"]] = located, (), read
    return entries


def _valid(
    model: type[BaseModel], located: Located, entry: Any, at: KeyPath, found: list[str]
) -> dict[str, Any] | None:
    try:
        return model.model_validate(entry).model_dump(by_alias=True, exclude_none=True)
    except ValidationError as error:
        found.extend(slips(located, model, error, at))
        return None
