"""Every question type by the examples in examples/<type>.yaml: keyed, said, typed and read back, taken and refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ivr.questions import QUESTIONS, Problem, Value, question_of
from tests.unit.ivr.questions.contexts import REASONS, context

FOLDER = Path(__file__).parent / "examples"
AT_LEAST = 12


def rows() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text("utf-8")):
            title = f"{path.stem}-{row['how']}-{row['in']}-{row['given']}"
            yield pytest.param(path.stem, row, id=title)


@pytest.mark.parametrize(("kind", "row"), list(rows()))
def test_example(kind: str, row: dict[str, Any]) -> None:
    fields = {"options": REASONS, **row.get("field", {})} if kind == "choice" else row.get("field", {})
    question, asked = question_of(kind), context(row["in"], **fields)
    if row["how"] == "read":
        assert question.read_back(row["given"], asked) == row["said"]
        return
    parse = {"keys": question.parse_keys, "says": question.parse_speech, "typed": question.parse_typed}[row["how"]]
    answer = parse(row["given"], asked)
    if "stored" in row:
        assert isinstance(answer, Value), answer
        assert answer.value == row["stored"]
        assert question.parse_typed(_written(answer.value), asked) == answer, "what is stored is taken again as it is"
    else:
        assert isinstance(answer, Problem), answer
        assert answer.code == row["refused"]
        assert {"id", "en"} <= set(answer.text)


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
def test_every_type_has_examples_of_every_way_in_both_languages(kind: str) -> None:
    given = yaml.safe_load((FOLDER / f"{kind}.yaml").read_text("utf-8"))
    assert len(given) >= AT_LEAST
    assert {(row["how"], row["in"]) for row in given} == {
        (how, language) for how in ("keys", "says", "typed", "read") for language in ("id", "en")
    }
    assert any("refused" in row for row in given)


def _written(value: Any) -> str:
    return (
        "\n".join(map(str, value))
        if isinstance(value, list)
        else str(value).lower()
        if value in (True, False)
        else str(value)
    )
