"""Wrong flows are answered with file, line, what is wrong and what would be right."""

import pytest

from ivr.flow import compile_sources
from tests.unit.ivr.house import AGENCIES, HEAD, SERVICES, TAIL, compiled, files


def flow(nodes: str, start: str = "first") -> str:
    return f"{HEAD}start: {start}\nnodes:\n{nodes}{TAIL}"


SAY = "  first: {say: {id: a, en: b}, next: bye}\n"


def test_a_right_flow_has_no_issues() -> None:
    found = compiled(flow(SAY))
    assert [str(issue) for issue in found.issues] == []
    assert list(found.flows) == ["hotline"]


@pytest.mark.parametrize(
    ("nodes", "line", "words"),
    [
        ("  first: {say: {id: a, en: b}, next: bay}\n", 12, "no node 'bay'; did you mean 'bye'?"),
        ("  first: {say: {id: a}, next: bye}\n", 12, "nothing is said here in en"),
        (
            "  first: {say: {id: Kartu, akta, en: b}, next: bye}\n",
            12,
            "'akta' is no language of this flow (id, en); did you forget the quotes",
        ),
        ("  first: {say: {id: a, en: b}}\n", 12, "say has no 'next'"),
        ("  first: {sag: {id: a, en: b}, next: bye}\n", 12, "no type; a node has one of"),
        ("  first: {say: {id: a, en: b}, goto: bye}\n", 12, "say and goto stand together"),
        ("  first: {say: {id: a, en: b}, nekst: bye, next: bye}\n", 12, "unknown key 'nekst'; did you mean 'next'?"),
        ('  first: {say: {id: "{{ a | mony }}", en: b}, next: bye}\n', 12, "did you mean 'money'?"),
        ('  first: {say: {id: "{{ halo }}", en: b}, next: bye}\n', 12, "no variable 'halo'"),
        ("  first: {branch: [{when: alasan = 1, goto: bye}], otherwise: bye}\n", 12, "equality is written =="),
        (
            "  first: {branch: [{when: hours.kntor.open, goto: bye}], otherwise: bye}\n",
            12,
            "no calendar 'kntor'; did you mean 'kantor'?",
        ),
        ("  first: {set: {service: DUK-99}, next: bye}\n", 12, "no service 'DUK-99'; did you mean 'DUK-0"),
        ("  first: {goto: first}\n", 12, "goes round without ever waiting"),
        ("  first: {consent: dta, given: bye, refused: bye}\n", 12, "no consent 'dta'; did you mean 'data'?"),
        ("  first: {message: {template: kart}, sent: bye}\n", 12, "no message 'kart'; did you mean 'kartu'?"),
        ("  first: {call: {flow: lain}, returned: bye}\n", 12, "no flow 'lain'"),
        ("  first: {queue: {name: umun}, closed: bye, left: bye}\n", 12, "no queue 'umun'; did you mean 'umum'?"),
        ("  first: {queue: {for: service}, closed: bye, left: bye}\n", 12, "'for' needs 'otherwise'"),
        ("  first: {lookup: {source: web, into: x}, found: bye, not_found: bye, failed: bye}\n", 12, "no source 'web'"),
        (
            "  first: {lookup: {source: servis_card, into: x}, found: bye, not_found: bye, failed: bye}\n",
            12,
            "no source 'servis_card'; did you mean 'service_card'?",
        ),
        (
            "  first: {lookup: {source: case_status, into: x}, found: bye, not_found: bye, failed: bye}\n",
            12,
            "case_status needs 'reference'",
        ),
        (
            "  first: {lookup: {source: knowledge, with: {text: service, txt: service}, into: x}, found: bye, not_found: bye, failed: bye}\n",
            12,
            "knowledge knows no 'txt'; did you mean 'text'?",
        ),
        (
            "  first: {lookup: {source: caller_history, into: x, timeout: 60s}, found: bye, not_found: bye, failed: bye}\n",
            12,
            "at most 30s",
        ),
        (
            "  first: {form: {fields: [{slot: x, type: nick, ask: {id: a, en: b}}]}, next: bye}\n",
            12,
            "no question type 'nick'",
        ),
        ("  first: {menu: {choices: []}}\n", 12, "a menu has 'choices'"),
        ("  first: {menu: {choices: [{key: 12, label: {id: a, en: b}, goto: bye}]}}\n", 12, "no key of a menu"),
        ("  first: {menu: {choices: [{key: 1, goto: bye}]}}\n", 12, "has a 'label'"),
        (
            "  first: {menu: {choices: [{key: 1, label: {id: a, en: b}, goto: bye}, {key: 1, label: {id: c, en: d}, goto: bye}]}}\n",
            12,
            "key 1 is used twice",
        ),
        (
            "  first: {menu: {choices: [{key: 1, label: {id: a, en: b}, intent: buy, goto: bye}]}}\n",
            12,
            "no sentences for the intent 'buy'",
        ),
        (
            '  first: {menu: {choices: [{key: 1, label: {id: a, en: b}, says: {id: ["(a"]}, goto: bye}]}}\n',
            12,
            "not closed",
        ),
        (
            "  first: {menu: {choices: [{key: 1, label: {id: a, en: b}, goto: bye}]}, silent: to_agent}\n",
            12,
            "ask once whether somebody is there",
        ),
        (
            "  first: {menu: {choices: [{key: 1, label: {id: a, en: b}, goto: bye}]}, listen: {timeout: soon}}\n",
            12,
            "a time such as 5s",
        ),
        ("  first: {submit: {}, done: bye}\n", 12, "submit has no 'failed'"),
        ("  First: {goto: bye}\n  first: {goto: bye}\n", 12, "no name for a node"),
        ("  first: {say: *hai, next: bye}\n", 12, 'needs quotes: "*"'),
        ("  first: {goto: bye}\n  first: {goto: bye}\n", 13, "'first' stands here twice; the first is in line 12"),
    ],
)
def test_errors(nodes: str, line: int, words: str) -> None:
    found = compiled(flow(nodes))
    assert found.flows == {}
    said = [str(issue) for issue in found.errors]
    assert any(text.startswith(f"hotline.yaml:{line}:") and words in text for text in said), said


MANY = ", ".join(f"{{key: {n}, label: {{id: a{n}, en: b{n}}}, goto: bye}}" for n in range(1, 7))


@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        (SAY + "  alone: {goto: bye}\n", "nothing leads to the node 'alone'"),
        (f"  first: {{menu: {{choices: [{MANY}]}}}}\n", "6 choices"),
        (f"  first: {{say: {{id: {'a' * 400}, en: b}}, next: bye}}\n", "seconds of speech"),
        ("  first: {form: {service: \"'DUK-02'\"}, next: bye}\n", "before any consent"),
        ('  first: {say: {id: "{{ nik | digits }}", en: b}, next: bye}\n', "'nik' is secret"),
        (
            "  first: {menu: {choices: [{key: 1, label: {id: a, en: x}, goto: bye}, {key: 2, label: {id: b, en: y}, says: {id: [a]}, goto: bye}]}}\n",
            "'a' belongs to the choice in line 12 too",
        ),
    ],
)
def test_warnings_do_not_keep_a_flow_from_going_live(nodes: str, words: str) -> None:
    found = compiled(flow(nodes))
    assert found.flows
    assert any(words in issue.text and issue.severity == "warning" for issue in found.issues), found.issues


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hotline.yaml": ""}, "the file is empty"),
        ({"hotline.yaml": "- a"}, "a file is a table"),
        ({"hotline.yaml": flow(SAY).replace("[id, en]", "[id, xx]")}, "the engine speaks id, en, not 'xx'"),
        ({"hotline.yaml": flow(SAY).replace("start: first", "start: frist")}, "no node 'frist'"),
        (
            {"hotline.yaml": flow(SAY).replace("language_version: 1", "language_version: 2")},
            "language_version 2 is newer",
        ),
        ({"second.yaml": flow(SAY)}, "stands in hotline.yaml already"),
        ({"queues.yaml": "queues: {umum: {calendar: nope}}"}, "no calendar 'nope'"),
        ({"consents/data.yaml": "consent: data\nwording: {id: a, en: b}"}, "'version' is missing"),
        ({"consents/data.yaml": "consent: data\nversion: 1\nwording: {id: a}"}, "nothing is said here in en"),
        ({"sentences/id/all.yaml": "intents: {x: [(a]}"}, ""),
        ({"sentences/id/all.yaml": 'intents: {x: ["(a"]}'}, "not closed"),
    ],
)
def test_the_other_files_are_checked_too(change: dict[str, str], words: str) -> None:
    found = compile_sources({**files(flow(SAY)), **change}, SERVICES, AGENCIES)
    assert found.flows == {}
    assert any(words in issue.text for issue in found.errors), found.errors


def test_no_flow_at_all_is_an_error() -> None:
    assert [issue.text for issue in compile_sources({}, {}, {}).errors] == [
        "there is no flow here: a file such as hotline.yaml"
    ]


def test_the_revision_covers_everything_but_golden_calls() -> None:
    source = files(flow(SAY))
    first = compile_sources(source, SERVICES, AGENCIES).flows["hotline"].revision
    same = compile_sources({**dict(reversed(source.items())), "calls/a.yaml": "call: a"}, SERVICES, AGENCIES)
    assert same.flows["hotline"].revision == first
    changed = {**SERVICES, "PDT-01": {**SERVICES["PDT-01"], "identity": 3}}
    assert compile_sources(source, changed, AGENCIES).flows["hotline"].revision != first
    text = compile_sources({**source, "messages.yaml": 'messages: {kartu: {id: "x", en: "y"}}'}, SERVICES, AGENCIES)
    assert text.flows["hotline"].revision != first


def test_words_that_stand_apart_complete_a_flow() -> None:
    found = compiled(flow("  first: {say: {id: a}, next: bye}\n"), **{"texts/en.yaml": "first: {say: apart}"})
    assert not found.errors
    words = next(iter(found.flows["hotline"].nodes["first"].spoken()))
    assert words.templates["en"].text == "apart"
