from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.expression_tokens import ExpressionError
from ivr.expressions import compile_expression
from ivr.prompt_template import compile_template


class Table:
    language = "id"

    def __init__(self, **values: Any) -> None:
        self.values = values
        self.slips: list[str] = []

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def slip(self, text: str) -> None:
        self.slips.append(text)


def scope() -> Table:
    return Table(alasan="hilang", n=3, card={"fee": {"amount": 0}, "can_apply": True}, items=["a", "b"], none_=None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("alasan == 'hilang'", True),
        ('alasan != "rusak" and n >= 3', True),
        ("not alasan == 'hilang' or n < 2", False),
        ("not (n == 3) or true", True),
        ("'a' in items and 'z' not in items", True),
        ("alasan in ['rusak', 'hilang']", True),
        ("card.can_apply", True),
        ("card.fee.amount", 0),
        ("card.nothing.deeper", None),
        ("alasan.upper", None),
        ("nobody", None),
        ("card.fee | money", "gratis"),
        ("n == 3.0", True),
    ],
)
def test_values(text: str, value: object) -> None:
    assert compile_expression(text).evaluate(scope()) == value


@pytest.mark.parametrize("text", ["card.__class__", "alasan.__len__", "items.append"])
def test_python_attributes_are_out_of_reach(text: str) -> None:
    assert compile_expression(text).evaluate(scope()) is None


@pytest.mark.parametrize(
    ("text", "words", "offset"),
    [
        ("alasan = 'x'", "equality is written ==", 6),
        ("alasan == hilang x", "one word too many", 17),
        ("card.fee | mony", "did you mean 'money'?", 11),
        ("(a", "')' is missing", 2),
        ("a ==", "a value is missing before the end", 4),
        ("", "a value is missing", 0),
        ("f()", "one word too many", 1),
        ("a.'b'", "after a dot comes a name", 2),
        ("'open", "does not end", 0),
        ("(" * 30 + "a" + ")" * 30, "levels", 20),
        ("a" * 600, "longer than", 500),
    ],
)
def test_what_is_no_expression_is_explained(text: str, words: str, offset: int) -> None:
    with pytest.raises(
        ExpressionError, match=words.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")
    ) as wrong:
        compile_expression(text)
    assert wrong.value.offset == offset


def test_order_of_unlike_things_is_a_slip_and_no_failure() -> None:
    table = scope()
    assert compile_expression("alasan < 3").evaluate(table) is False
    assert table.slips == ["str and int cannot be put in order"]


@pytest.mark.parametrize(
    ("text", "said", "slips"),
    [
        ("halo", "halo", 0),
        ("{{ alasan }} {{ n }}", "hilang 3", 0),
        ("{{ items | list }}", "a; dan b", 0),
        ("x{{ nobody }}y", "xy", 1),
        ("{{ alasan | date }}", "", 1),
    ],
)
def test_templates(text: str, said: str, slips: int) -> None:
    table = scope()
    assert compile_template(text).render(table) == said
    assert len(table.slips) == slips


@pytest.mark.parametrize("text", ["{{ a", "a }}", "{{ a | nofilter }}", "{{ }}", "{{ a b }}"])
def test_bad_templates_are_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        compile_template(text)


@given(st.text(max_size=60) | st.text(alphabet="ab.|()[]'\"<>=! ,notiadr{}1", max_size=60))
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    try:
        expression = compile_expression(text)
    except ExpressionError:
        return
    expression.evaluate(scope())
