"""Small flows of any nodes, made from what the readers ask for: a new node type or key needs no word here, unless its words are special."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from ivr.flow import Flow
from ivr.flow_reading import read_kind
from ivr.listen import DEFAULT_LISTEN
from ivr.nodes import NODE_TYPES
from ivr.outline import Outline, Shape
from tests.unit.ivr.house import HEAD, TAIL, compiled

NAMES = ("first", "second", "third")
TARGETS = st.sampled_from([*NAMES, "bye", "to_agent", "return"])
TEXTS = st.sampled_from(
    ["Baik.", "{{ alasan }}.", "{{ service | name }} {{ nomor | digits }}", "{{ now | date }}, {{ caller.number }}"]
)
EXPRESSIONS = st.sampled_from(
    [
        "alasan",
        "service",
        "'DUK-02'",
        "'DUK-04'",
        "alasan == 'hilang'",
        "caller.mobile",
        "hours.kantor.open",
        "not alasan",
        "nik",
    ]
)
WORDS: Mapping[str, st.SearchStrategy[Any]] = {
    "goto": TARGETS,
    "key": st.sampled_from(list("123456789")),
    "slot": st.sampled_from(["alasan", "nomor", "nik", "service"]),
    "name": st.just("umum"),
    "otherwise": st.just("umum"),
    "template": st.just("kartu"),
    "consent": st.just("data"),
    "intent": st.sampled_from(["ask_service", "complain"]),
    "source": st.just("knowledge"),
    "flow": st.just("hotline"),
    "agency": st.just("DUK"),
    "number": st.just("+62211500112"),
    "code": st.sampled_from(["U1", "U2"]),
    "value": st.sampled_from(["a", "b", "c"]),
    "with": st.fixed_dictionaries({"text": EXPRESSIONS}),
    "by": st.sampled_from([["sms_code"], ["call_back"], ["call_back", "sms_code"]]),
    "slots": st.sampled_from([["nik"], ["alasan", "nomor"]]),
    "skills": st.just(["umum"]),
}
"""Words by the key that they stand under; elsewhere any word will do."""
PAIRS = {"id": st.just(1), "en": st.just(2)}
MESSAGE = 'messages: {kartu: {id: "Kartu {{ alasan }}", en: "Card"}}'
_LINE = re.compile(r"hotline\.yaml:(\d+):")


def _texts() -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({"id": TEXTS, "en": TEXTS})


SIMPLE: Mapping[str, st.SearchStrategy[Any]] = {
    "flag": st.booleans(),
    "seconds": st.sampled_from(["5s", "1m"]),
    "expression": EXPRESSIONS,
    "words": _texts(),
    "words_if_any": _texts() | st.none(),
    "prompt": _texts() | st.lists(_texts(), min_size=1, max_size=2),
    "phrases": st.fixed_dictionaries({"id": st.just(["mau ini"]), "en": st.just(["this one"])}),
    "named_word": st.fixed_dictionaries(PAIRS),
    "assignments": st.dictionaries(
        st.sampled_from(["alasan", "service", "nomor"]), TEXTS | st.just("DUK-02"), min_size=1
    ),
    "expressions": st.fixed_dictionaries({"alasan": EXPRESSIONS}),
}


def _shaped(shape: Shape, key: str) -> st.SearchStrategy[Any]:
    if shape.kind == "one_of":
        return st.sampled_from(sorted(shape.options))
    if shape.kind == "number":
        return st.integers(int(shape.low) + 1, min(int(shape.high), 9)) if shape.high > 1 else st.just(shape.high)
    if shape.kind in ("table_at", "one_or_more"):
        return _table(shape.inner)
    if shape.kind == "tables":
        return st.lists(_table(shape.inner), min_size=1, max_size=3)
    return WORDS[key] if key in WORDS else SIMPLE.get(shape.kind, st.just("x"))


def _table(shapes: Mapping[str, Shape], required: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    made = {name: _shaped(shape, name) for name, shape in shapes.items()}
    must = {name: made.pop(name) for name, shape in shapes.items() if shape.required or name in required}
    return st.fixed_dictionaries(must, optional=made)


@cache
def node_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Not every one of them is valid."""
    outline = Outline()
    read_kind(outline, NODE_TYPES[kind], "", "", DEFAULT_LISTEN)
    exits = dict.fromkeys(NODE_TYPES[kind].EXITS, TARGETS)
    shapes = {name: shape for name, shape in outline.shapes.items() if name not in exits}
    needed = tuple(NODE_TYPES[kind].REQUIRED)
    ways = st.fixed_dictionaries(
        dict.fromkeys(needed, TARGETS), optional={name: way for name, way in exits.items() if name not in needed}
    )
    return st.builds(lambda inner, outer: {**inner, **outer}, _table(shapes, (kind,)), ways)


@st.composite
def flow_with(draw: st.DrawFn, kind: str) -> Flow:
    """A flow that begins with a node of this type; what is wrong with the others gives way to a jump."""
    first = draw(node_of(kind))
    nodes = [first, *(draw(st.sampled_from(sorted(NODE_TYPES)).flatmap(node_of)) for _ in NAMES[1:])]
    for _ in NAMES:
        lines = [f"  {name}: {json.dumps(node)}" for name, node in zip(NAMES, nodes, strict=True)]
        head = f"{HEAD}start: first\nnodes:\n"
        found = compiled(head + "\n".join(lines) + TAIL, **{"messages.yaml": MESSAGE})
        if not found.errors:
            return found.flows["hotline"]
        wrong = {
            int(match.group(1)) - head.count("\n") - 1 for error in found.errors if (match := _LINE.match(str(error)))
        }
        assume(0 not in wrong and wrong & {1, 2})
        nodes = [{"goto": "bye"} if number in wrong else node for number, node in enumerate(nodes)]
    assume(False)
    raise AssertionError
