"""Texts to entries by code, each valid in itself; what is not is told with its place."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from knowledge_base.located import KeyPath, Located, parse
from knowledge_base.slips import slips

Entry = tuple[Located, KeyPath, dict[str, Any]]
Entries = dict[str, Entry]


def listed(texts: Mapping[str, str], file: str, key: str, model: type[BaseModel], found: list[str]) -> Entries:
    """The entries of the one list in a file, by code. A missing file has none."""
    located = parse(texts[file], file, found) if file in texts else None
    if located is None:
        return {}
    written = located.data.get(key) if isinstance(located.data, dict) else None
    if not isinstance(written, list):
        found.append(f"{located.where(())}: `{key}:` and a list must stand here")
        return {}
    found.extend(
        f"{located.where((one,))}: unknown key `{one}`; did you mean `{key}`?" for one in located.data if one != key
    )
    entries: Entries = {}
    for number, entry in enumerate(written):
        at: KeyPath = (key, number)
        read = valid(model, located, entry, at, found)
        if read and read["code"] in entries:
            found.append(f"{located.where((*at, 'code'))}: `{read['code']}` stands here twice")
        elif read:
            entries[read["code"]] = located, at, read
    return entries


def single(texts: Mapping[str, str], names: Iterator[str], model: type[BaseModel], found: list[str]) -> Entries:
    """One entry a file, by code; the file is named by its code."""
    entries: Entries = {}
    for name in names:
        located = parse(texts[name], name, found)
        read = valid(model, located, located.data, (), found) if located else None
        if not located or not read:
            continue
        stem = name.rsplit("/", 1)[-1].removesuffix(".yaml")
        if read["code"] != stem:
            found.append(f"{located.where(('code',))}: code `{read['code']}` must be the name of its file, `{stem}`")
        entries[read["code"]] = located, (), read
    return entries


def valid(model: type[BaseModel], located: Located, entry: Any, at: KeyPath, found: list[str]) -> dict[str, Any] | None:
    try:
        return model.model_validate(entry).model_dump(by_alias=True, exclude_none=True)
    except ValidationError as error:
        found.extend(slips(located, model, error, at))
        return None
