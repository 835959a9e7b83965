"""Fields of a form: what their type needs is there, what it does not know is refused before a caller meets it."""

import pytest

from tests.unit.ivr.house import HEAD, TAIL, compiled, flow_of

OPTIONS = "options: [{value: a, label: {id: satu, en: one}, says: {id: [pertama], en: [first]}}, {value: b, label: {id: dua, en: two}}]"


def nodes(field: str) -> str:
    return f"  first: {{form: {{fields: [{{slot: x, ask: {{id: Apa?, en: What?}}, {field}}}]}}, next: bye}}\n"


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("type: integer, min: 0, max: 20", {"min": 0, "max": 20}),
        ("type: date, min: today, max: today+30d", {"min": "today", "max": "today+30d"}),
        ("type: name, spell: true", {"spell": True}),
        (
            "type: digits, class: secret, label: {id: nomor, en: number}",
            {"class": "secret", "label": {"id": "nomor", "en": "number"}},
        ),
        (f"type: choice, {OPTIONS}", {}),
    ],
)
def test_what_its_type_reads_is_passed_on(field: str, wanted: dict[str, object]) -> None:
    found = flow_of(nodes(field)).fields["x"].plain
    assert found.items() >= wanted.items()


def test_options_are_as_in_a_service() -> None:
    options = flow_of(nodes(f"type: choice, {OPTIONS}")).fields["x"].plain["options"]
    assert options[0] == {
        "value": "a",
        "label": {"id": "satu", "en": "one"},
        "says": {"id": ["pertama"], "en": ["first"]},
    }


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("type: integer, min: few", "'min' of integer is a number"),
        ("type: integer, max: 1e300", "'max' of integer is a number"),
        ("type: date, max: 30", "'max' of a date is `today`"),
        ("type: nik, max: 3", "nik has no 'max'"),
        ("type: choice", "a choice has 'options'"),
        ("type: choice, options: 5", "'options' is a list"),
        ("type: choice, options: [{label: {id: a, en: b}}]", "'value' is missing"),
        ("type: choice, options: [{value: a}]", "'label' is missing"),
        (
            "type: choice, options: [{value: a, label: {id: a, en: b}}, {value: a, label: {id: a, en: b}}]",
            "stands here twice",
        ),
        (f"type: digits, {OPTIONS}", "'options' belongs to the type choice, not to digits"),
        ("type: text, spell: true", "'spell' belongs to the type name"),
        ("type: digits, class: secrett", "no class 'secrett'; did you mean 'secret'?"),
        ("type: digits, lengths: [4]", "unknown key 'lengths'"),
        ("type: file", "nobody can give a file by telephone"),
    ],
)
def test_what_it_does_not_know_is_said(field: str, words: str) -> None:
    found = compiled(f"{HEAD}start: first\nnodes:\n{nodes(field)}{TAIL}")
    assert any(words in issue.text and issue.line == 12 for issue in found.errors), found.errors
