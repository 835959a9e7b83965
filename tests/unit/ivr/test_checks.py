"""What the inspection finds in flows that can be read: each mistake, and beside it what is none."""

import pytest

from ivr.flow import compile_sources
from ivr.issue import Issue
from tests.unit.ivr.house import AGENCIES, HEAD, MESSAGES, QUEUES, SERVICES, TAIL, files

ONE = "{key: 1, label: {id: satu, en: one}, goto: bye}"
ASKS = "{menu: {prompt: {id: Apa?, en: What?}, choices: [" + ONE + "]}}"
SUB = HEAD.replace("flow: hotline", "flow: sub").split("commands:", maxsplit=1)[0]


def flow(nodes: str, head: str = HEAD) -> str:
    return f"{head}start: first\nnodes:\n{nodes}{TAIL}"


def found(nodes: str, head: str = HEAD, **more: str) -> tuple[Issue, ...]:
    return compile_sources({**files(flow(nodes, head)), **more}, SERVICES, AGENCIES).issues


def sub(nodes: str) -> str:
    return f"{SUB}start: begin\nnodes:\n{nodes}  home: {{hang_up: {{id: a, en: b}}}}\n"


def said(issues: tuple[Issue, ...]) -> list[str]:
    return [str(issue) for issue in issues]


def menu(*choices: str, more: str = "") -> str:
    return f"  first: {{menu: {{prompt: {{id: Apa?, en: What?}}, choices: [{', '.join(choices)}]{more}}}}}\n"


def choice(key: int, says: str, goto: str = "bye") -> str:
    return f"{{key: {key}, label: {{id: nomor {key}, en: number {key}}}, says: {says}, goto: {goto}}}"


LOOKUP = "{lookup: {source: knowledge, with: {text: service}, into: card}, found: bye, not_found: bye, failed: first}"
WRONG = {
    "a loop through a branch": (
        "  first: {branch: [{when: service, goto: bye}], otherwise: second}\n  second: {say: {id: a, en: b}, next: first}\n",
        "hotline.yaml:12:11: error: 'first' goes round without ever waiting for the caller (first -> second -> first)",
    ),
    "a loop of lookups": (
        f"  first: {LOOKUP}\n",
        "hotline.yaml:12:11: error: 'first' asks for the same lookup again and again without ever waiting",
    ),
    "silence goes round": (
        f"  first: {ASKS[:-1]}, silent: second}}\n  second: {ASKS[:-1]}, silent: first}}\n",
        "warning: a caller who says nothing goes round for ever (first -> second -> first); lead 'silent' to an end",
    ),
    "misunderstanding goes round": (
        f"  first: {ASKS[:-1]}, not_understood: first}}\n",
        "warning: a caller who is not understood goes round for ever; lead 'not_understood'",
    ),
    "a choice has the key of a command": (
        menu("{key: 0, label: {id: nol, en: nil}, goto: bye}"),
        "hotline.yaml:12:59: warning: key 0 is a command everywhere (hotline.yaml:7), and means something else here",
    ),
    "a language has the key of another": (
        "  first: {language: {prompt: {id: a, en: b}, choices: {id: 1, en: 1}}, next: bye}\n",
        "key 1 is used twice; one key for each language",
    ),
    "a language has no key": (
        "  first: {language: {prompt: {id: a, en: b}, choices: {id: 1, en: two}}, next: bye}\n",
        "error: 'two' is no key for en; keys are 1-9",
    ),
    "a choice says what another says": (
        menu(choice(1, "{id: [mau bayar], en: [pay]}"), choice(2, "{id: ['[saya] mau bayar'], en: [later]}")),
        "warning: 'mau bayar' belongs to the choice in line 12 too, and that one gets it",
    ),
    "a choice says what a command says": (
        menu(choice(1, "{id: [Petugas], en: [help]}")),
        "warning: 'petugas' belongs to the command in line 7 too, and that one gets it",
    ),
    "an intent is misspelt": (
        menu("{key: 1, label: {id: a, en: b}, intent: complian, goto: bye}"),
        "error: no sentences for the intent 'complian'; did you mean 'complain'?",
    ),
    "a choice can be said in one language": (
        menu(choice(1, "{id: [mau bayar]}")),
        "warning: 'says' has no words in en: nobody can say it there",
    ),
    "a menu that says nothing": (
        "  first: {menu: {choices: [{says: {id: [a], en: [b]}, goto: bye}]}}\n",
        "error: the caller hears nothing here",
    ),
    "a menu whose choices are all conditional": (
        menu("{key: 1, label: {id: a, en: b}, when: service, goto: bye}"),
        "warning: when no condition holds there is nothing to choose",
    ),
    "a menu too long to remember": (
        menu(choice(1, "{}"), choice(2, "{}")).replace("Apa?", "a" * 280),
        "warning: prompt and choices take about 2",
    ),
    "repair that is never said": (
        menu(ONE, more=", no_input: [{id: a, en: a}, {id: b, en: b}, {id: c, en: c}]"),
        "warning: never said: after 3 attempts the call goes on elsewhere",
    ),
    "repair that is empty": (menu(ONE, more=", no_input: []"), "error: 'no_input' is an empty list"),
    "repair in one language": (menu(ONE, more=", no_input: {id: a}"), "error: nothing is said here in en"),
    "a skill that no queue has": (
        "  first: {queue: {name: umum, skills: [umun]}, closed: bye, left: bye}\n",
        "warning: no queue asks for the skill 'umun'; did you mean 'umum'?",
    ),
    "a form of no service": (
        "  first: {consent: data, given: ask, refused: bye}\n  ask: {form: {service: \"'DUK-22'\"}, next: bye}\n",
        "error: there is no service 'DUK-22'; did you mean 'DUK-02'?",
    ),
    "a condition on no service": (
        "  first: {branch: [{when: \"'DUK-22' == service\", goto: bye}], otherwise: bye}\n",
        "error: there is no service 'DUK-22'",
    ),
    "a personal answer before consent": (
        "  first: {form: {fields: [{slot: nomor, type: nik, ask: {id: a, en: b}}]}, next: bye}\n",
        "warning: 'first' may ask for personal data before any consent",
    ),
    "something that callers do not have": (
        "  first: {branch: [{when: caller.mobil, goto: bye}], otherwise: bye}\n",
        "error: there is no variable 'caller.mobil'; did you mean 'caller.mobile'?",
    ),
    "hours without a question": (
        "  first: {branch: [{when: hours.kantor, goto: bye}], otherwise: bye}\n",
        "error: of the hours one asks hours.<calendar>.open or .next_open",
    ),
    "hours of nothing": (
        "  first: {branch: [{when: hours.kantor.opened, goto: bye}], otherwise: bye}\n",
        "error: of the hours one asks hours.<calendar>.open or .next_open",
    ),
    "a return from nowhere": (
        "  first: {goto: return}\n",
        "warning: nothing calls the flow 'hotline', so that 'return' would end the call",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_found_where_it_is(name: str) -> None:
    nodes, text = WRONG[name]
    issues = said(found(nodes))
    assert any(text in issue for issue in issues), issues


RIGHT = {
    "a loop whose condition changes": (
        "  first: {branch: [{when: service, goto: bye}], otherwise: second}\n  second: {set: {service: DUK-02}, next: first}\n"
    ),
    "a loop in which the caller has a turn": (
        "  first: {branch: [{when: alasan, goto: bye}], otherwise: second}\n"
        "  second: {menu: {choices: [{key: 1, label: {id: a, en: b}, goto: first}]}}\n"
    ),
    "silence is asked once": f"  first: {ASKS[:-1]}, silent: second}}\n  second: {ASKS}\n",
    "silence keeps the first language": (
        "  first: {language: {prompt: {id: a, en: b}, choices: {id: 1, en: 2}}, next: second, silent: first}\n"
        f"  second: {ASKS}\n"
    ),
    "a choice that leads where the command leads": menu(choice(1, "{id: [petugas], en: [agent]}", "to_agent")),
    "a personal answer after consent": (
        "  first: {consent: data, given: ask, refused: bye}\n"
        "  ask: {form: {fields: [{slot: nomor, type: nik, ask: {id: a, en: b}}]}, next: bye}\n"
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_no_mistake_is_not_found(name: str) -> None:
    assert said(found(RIGHT[name])) == []


CALLS = "  first: {call: {flow: sub}, returned: first, failed: bye}\n"
ASKS_NIK = "{form: {fields: [{slot: nomor, type: nik, ask: {id: a, en: b}}]}, next: return}"


@pytest.mark.parametrize(
    ("nodes", "inner", "text"),
    [
        (CALLS, "  begin: {say: {id: a, en: b}, next: return}\n", "'first' goes round without ever waiting"),
        (CALLS, f"  begin: {ASKS.replace('bye', 'return')}\n", ""),
        (CALLS, "  begin: {goto: home}\n", "'sub' never returns"),
        (CALLS, f"  begin: {ASKS_NIK}\n", "sub.yaml:8:11: warning: 'begin' may ask for personal data before"),
        (
            "  first: {consent: data, given: then, refused: bye}\n  then: {call: {flow: sub}, returned: bye}\n",
            f"  begin: {ASKS_NIK}\n",
            "",
        ),
        (
            "  first: {call: {flow: sub}, returned: then}\n"
            "  then: {form: {fields: [{slot: nomor, type: nik, ask: {id: a, en: b}}]}, next: bye}\n",
            "  begin: {consent: data, given: return, refused: home}\n",
            "",
        ),
    ],
)
def test_sub_flows_are_looked_through(nodes: str, inner: str, text: str) -> None:
    issues = said(
        found(nodes, **{"sub.yaml": sub(inner + "  other: {goto: return}\n" if "home}" not in inner else inner)})
    )
    wanted = [issue for issue in issues if "nothing leads to" not in issue]
    assert any(text in issue for issue in wanted) if text else wanted == [], issues


SAY = "  first: {say: {id: a, en: b}, next: bye}\n"


@pytest.mark.parametrize(
    ("path", "content", "text"),
    [
        (
            "queues.yaml",
            QUEUES.replace("agency: DUK", "agency: DUC"),
            "error: there is no agency 'DUC'; did you mean 'DUK'?",
        ),
        ("queues.yaml", QUEUES.replace("agency: DUK", "services: [DUK-03]"), "error: there is no service 'DUK-03'"),
        ("queues.yaml", QUEUES + "  lain: {agency: DUK}\n", "warning: 'kependudukan' takes the callers of DUK already"),
        (
            "queues.yaml",
            QUEUES.replace("calendar: kantor", "calender: kantor"),
            "unknown key 'calender'; did you mean 'calendar'?",
        ),
        ("messages.yaml", MESSAGES.replace("card.name", "nik"), "warning: 'nik' is secret and would be readable"),
        ("messages.yaml", MESSAGES + "mesages: {}\n", "error: unknown key 'mesages'; did you mean 'messages'?"),
        (
            "texts/en.yaml",
            "firts: {say: x}",
            "texts/en.yaml:1:14: warning: no flow has words at 'firts.say'; did you mean 'first.say'?",
        ),
        ("texts/fr.yaml", "first: {say: x}", "error: no flow speaks 'fr'"),
        ("calender/x.yaml", "a: b", "warning: nobody reads the folder 'calender'; did you mean 'calendars'?"),
        ("sentences/id.yaml", "intents: {}", "warning: nobody reads it here; write sentences/<language>/<intent>.yaml"),
        (
            "queue.yaml",
            "queues: {}",
            "queue.yaml:1:1: error: 'queues' are read in queues.yaml alone, not in queue.yaml",
        ),
        ("consents/two.yaml", "consent: data\nversion: '8'\nwording: {id: a, en: b}", "there are two consents 'data'"),
    ],
)
def test_the_files_beside_the_flows(path: str, content: str, text: str) -> None:
    issues = said(found(SAY, **{path: content}))
    assert any(text in issue and issue.startswith(path) for issue in issues), issues


def test_a_message_may_use_only_what_some_node_brings() -> None:
    sends = "  first: {message: {template: kartu}, sent: bye}\n"
    assert any("messages.yaml:3:10: error: there is no variable 'card'" in issue for issue in said(found(sends)))
    looks = "  first: {lookup: {source: service_card, with: {service: alasan}, into: card}, found: send, not_found: bye, failed: bye}\n"
    assert said(found(looks + sends.replace("first", "send"))) == []


def test_a_text_that_stands_apart_is_judged_where_it_stands() -> None:
    issues = said(found("  first: {say: {id: a}, next: bye}\n", **{"texts/en.yaml": "first: {say: '{{'}"}))
    assert any(issue.startswith("texts/en.yaml:1:14: error: '{{': ") for issue in issues), issues


def test_two_commands_with_one_sentence() -> None:
    issues = said(found(SAY, HEAD.replace("[ulangi]", "[ulangi, petugas]")))
    assert any("hotline.yaml:8:5: warning: 'petugas' belongs to the command in line 7 too" in issue for issue in issues)
