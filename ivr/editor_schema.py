"""The flow language as a JSON Schema (draft 7, which the common editors read), for completion and hints while writing.

Made from what the readers ask for; what only the whole folder can tell (targets, names of services) is left to the check.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from typing import Any

from ivr.calendar_reading import read_calendar
from ivr.connectors.reading import read_connectors
from ivr.flow_reading import read_file, read_kind
from ivr.issue import Mark
from ivr.language_version import KEY as LANGUAGE_KEY
from ivr.library import Library
from ivr.library_reading import read_consent, read_messages, read_queues
from ivr.listen import DEFAULT_LISTEN
from ivr.locale.phrases import CATALOGUE
from ivr.nodes import NODE_TYPES
from ivr.nodes.node import Node
from ivr.outline import Outline, Shape
from ivr.table_reader import DURATION

Json = dict[str, Any]

SCALAR: Json = {"type": ["string", "number", "boolean"]}
WORDS: Json = {"$ref": "#/definitions/words"}
PROMPT: Json = {"anyOf": [WORDS, {"type": "array", "items": WORDS}]}
SCALARS: Json = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}


def editor_schema() -> Json:
    """One schema for every file of a flows folder, told apart by the key that each kind of file must have."""
    kinds = {"flow": _flow(), **{key: _table(shapes) for key, shapes in _other_files().items()}}
    schema: Json = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A file of a flows folder",
        "type": "object",
        "definitions": {
            "words": {"anyOf": [SCALAR, _by_language(SCALAR)]},
            **{f"{name}_node": _node(kind) for name, kind in NODE_TYPES.items()},
        },
    }
    for key, inner in kinds.items():
        schema["definitions"][f"{key}_file"] = inner
    schema["allOf"] = [{"if": {"required": [key]}, "then": {"$ref": f"#/definitions/{key}_file"}} for key in kinds]
    return schema


def _flow() -> Json:
    outline = Outline()
    read_file(outline, Library(), Mark(""))
    flow = _table(outline.shapes)
    flow["required"] = [*flow["required"], LANGUAGE_KEY]
    flow["properties"]["nodes"] = {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "description": "One type, its exits, and what may stand beside any type.",
            "anyOf": [{"$ref": f"#/definitions/{name}_node"} for name in NODE_TYPES],
        },
    }
    return flow


def _node(kind: type[Node]) -> Json:
    outline = Outline()
    read_kind(outline, kind, "", "", DEFAULT_LISTEN)
    node = _table(outline.shapes)
    node["required"] = [kind.KIND, *kind.REQUIRED]
    documentation = inspect.getdoc(sys.modules[kind.__module__]) or ""
    node["properties"][kind.KIND]["description"] = documentation.partition("\n\n")[0].replace("\n", " ")
    return node


def _other_files() -> dict[str, Mapping[str, Shape]]:
    """By the key that tells such a file apart."""
    queues, messages, calendar, consent, connectors = Outline(), Outline(), Outline(), Outline(), Outline()
    read_queues(queues, {})
    read_messages(messages)
    read_calendar(calendar, "")
    read_consent(consent, "")
    read_connectors(connectors, {})
    return {
        "queues": queues.shapes,
        "messages": messages.shapes,
        "weekly": calendar.shapes,
        "wording": consent.shapes,
        "connectors": connectors.shapes,
    }


def _table(shapes: Mapping[str, Shape]) -> Json:
    table: Json = {
        "type": "object",
        "properties": {name: _json(shape) for name, shape in shapes.items()},
        "additionalProperties": False,
    }
    required = [name for name, shape in shapes.items() if shape.required]
    return {**table, "required": required} if required else table


def _json(shape: Shape) -> Json:
    inner = shape.inner
    if shape.kind == "one_of":
        return {"enum": sorted(shape.options)}
    if shape.kind == "number":
        return {"type": "number", "minimum": shape.low, "maximum": shape.high}
    if shape.kind == "table_at":
        return _table(inner)
    if shape.kind == "tables":
        return {"type": "array", "items": _table(inner)}
    if shape.kind == "one_or_more":
        return {"anyOf": [_table(inner), {"type": "array", "items": _table(inner)}]}
    if shape.kind == "named_tables":
        return {"type": "object", "additionalProperties": _table(inner)}
    return dict(_SIMPLE.get(shape.kind, {}))


def _by_language(inner: Json) -> Json:
    properties = dict.fromkeys(CATALOGUE, inner)
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _named(inner: Json) -> Json:
    return {"type": "object", "additionalProperties": inner}


_SIMPLE: Mapping[str, Json] = {
    "word": SCALAR,
    "scalar": SCALAR,
    "flag": {"type": "boolean"},
    "seconds": {"type": ["string", "integer"], "pattern": f"^{DURATION.pattern}$"},
    "expression": SCALAR,
    "words": {"anyOf": [WORDS]},
    "words_if_any": {"anyOf": [WORDS, {"type": "null"}]},
    "prompt": PROMPT,
    "phrases": _by_language(SCALARS),
    "words_list": SCALARS,
    "named_words": _named(WORDS),
    "named_word": _named(SCALAR),
    "assignments": _named(SCALAR),
    "expressions": _named(SCALAR),
}
"""Of those that need nothing of the Shape but its kind. What is not here may hold anything."""
