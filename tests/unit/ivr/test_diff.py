"""Differences are named as those who write flows would name them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ivr.diff import diff
from ivr.diff_text import lines, summary
from tests.unit.ivr.house import HEAD, TAIL, files

NODES = """
  first: {language: {prompt: {id: "Indonesia, satu.", en: "English, two."}, choices: {id: 1, en: 2}}, next: main}
  main:
    menu:
      prompt: {id: "Pilih.", en: "Choose."}
      choices:
        - {key: 1, label: {id: kartu, en: a card}, goto: bye}
        - {key: 2, label: {id: akta, en: a certificate}, goto: bye}
      no_input: [{id: Halo?, en: Hello?}, {id: Masih di sana?, en: Still there?}]
    silent: bye
  wait: {queue: {name: umum}, closed: bye, left: bye}
"""
FLOW = f"{HEAD}start: first\nnodes:\n{NODES}{TAIL}"


def changed(old, new, text=FLOW):
    assert old in text
    return [_short(change) for change in diff(files(text), files(text.replace(old, new)))]


def _short(change):
    where = ".".join(filter(None, (change.node, change.name, change.language)))
    return (change.place, change.what, where, change.before, change.after)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("next: main}", "next: wait}", ("hotline", "exit", "first.next", "main", "wait")),
        ("silent: bye", "not_understood: bye", ("hotline", "exit", "main.silent", "bye", None)),
        ('en: "Choose."', 'en: "Pick."', ("hotline", "prompt", "main.prompt.en", "Choose.", "Pick.")),
        ("en: Still there?", "en: Anybody?", ("hotline", "prompt", "main.no_input.2.en", "Still there?", "Anybody?")),
        ("en: a card", "en: card", ("hotline", "prompt", "main.choices.kartu.label.en", "a card", "card")),
        ("{key: 2,", "{key: 3,", ("hotline", "key", "main.choices.akta.key", "2", "3")),
        ("choices: {id: 1, en: 2}", "choices: {id: 1, en: 3}", ("hotline", "key", "first.choices.en", "2", "3")),
        ("timeout: 5s", "timeout: 9s", ("hotline", "setting", "listen.timeout", "5s", "9s")),
        ("start: first", "start: main", ("hotline", "setting", "start", "first", "main")),
        ("name: umum}", "name: lain}", ("hotline", "setting", "wait.name", "umum", "lain")),
        ("  wait: {queue: {name: umum}, closed: bye, left: bye}\n", "", ("hotline", "node", "wait", "queue", None)),
    ],
)
def test_one_change_is_named_by_what_it_is(old, new, expected):
    assert expected in changed(old, new)
    added = (
        {
            (place, what, where): (before, after)
            for place, what, where, before, after in changed(new, old, FLOW.replace(old, new))
        }
        if new
        else {}
    )
    if new:
        assert added[expected[:3]] == (expected[4], expected[3])


def test_a_choice_put_in_the_middle_is_that_choice_alone():
    new = "        - {key: 7, label: {id: pajak, en: tax}, goto: wait}\n        - {key: 2"
    found = changed("        - {key: 2", new)
    assert {where.rsplit(".", 1)[0] for _, _, where, _, _ in found} == {
        "main.choices.pajak",
        "main.choices.pajak.label",
    }
    assert all(before is None for *_, before, _ in found)


def test_a_node_of_another_type_says_so():
    found = changed("wait: {queue: {name: umum}, closed: bye, left: bye}", "wait: {goto: bye}")
    assert ("hotline", "type", "wait", "queue", "goto") in found


def test_flows_files_golden_calls_and_services_are_named():
    old = files(FLOW, **{"calls/a.yaml": "call: a"})
    new = files(FLOW, **{"second.yaml": FLOW.replace("flow: hotline", "flow: second"), "calls/a.yaml": "call: b"})
    new["queues.yaml"] = new["queues.yaml"].replace("calendar: kantor", "calendar: malam", 1)
    new.pop("consents/data.yaml")
    services = ({"A": {"fee": {"amount": None}}, "B": {}}, {"A": {"fee": {"amount": 5}}, "C": {}})
    found = {_short(change)[:3]: _short(change)[3:] for change in diff(old, new, services)}
    assert found == {
        ("second", "flow", ""): (None, "second.yaml"),
        ("queues.yaml", "setting", "queues.umum.calendar"): ("kantor", "malam"),
        ("consents/data.yaml", "file", ""): ("consents/data.yaml", None),
        ("calls/a.yaml", "file", ""): ("calls/a.yaml", "calls/a.yaml"),
        ("A", "service", "fee.amount"): (None, "5"),
        ("B", "service", ""): ("B", None),
        ("C", "service", ""): (None, "C"),
    }


@pytest.mark.parametrize("key", ["hotline.main.prompt", "main.prompt"])
def test_words_that_stand_apart_are_prompts_of_their_node(key):
    def apart(words):
        flow, rest = key.split(".", 1)
        return files(
            FLOW,
            **{
                "texts/en.yaml": f'{flow}: {{{rest}: "{words}"}}'
                if rest == "prompt"
                else f'hotline: {{main: {{prompt: "{words}"}}}}'
            },
        )

    assert [_short(change) for change in diff(apart("Old."), apart("New."))] == [
        ("hotline", "prompt", "main.prompt.en", "Old.", "New.")
    ]


def test_words_moved_apart_are_no_change():
    inline = FLOW.replace('id: "Pilih.", en: "Choose."', 'id: "Pilih."')
    moved = files(inline, **{"texts/en.yaml": 'hotline: {main: {prompt: "Choose."}}'})
    assert [change for change in diff(files(FLOW), moved) if change.what == "prompt"] == []


@pytest.mark.parametrize("broken", ["flow: [", "", "flow: hotline\nnodes: [1]", "a: 1", "- x", "\x00"])
def test_a_file_that_cannot_be_read_is_named_as_a_whole(broken):
    found = [_short(change)[:2] for change in diff(files(FLOW), files(broken))]
    assert ("hotline", "flow") in found
    assert ("hotline.yaml", "file") in found


def test_the_same_is_no_difference():
    assert diff(files(FLOW), files(FLOW + "# a remark\n")) == ()


def test_people_read_nodes_and_what_is_other_in_them():
    new = FLOW.replace("next: main}", "next: wait}").replace('en: "Choose."', 'en: "Pick."')
    told = list(lines(diff(files(FLOW), files(new))))
    assert told == [
        "hotline",
        "  ~ node first",
        "    ~ exit next: main -> wait",
        "  ~ node main",
        '    ~ prompt prompt (en): "Choose." -> "Pick."',
    ]
    assert list(summary(diff(files(FLOW), files(new)), 3)) == ["hotline: first, main"]


texts = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=12,
)


@given(texts, texts)
@example([], "")
@example(1, "1")
def test_any_two_services_can_be_compared_and_a_service_is_like_itself(before, after):
    changes = diff({}, {}, ({"X": {"v": before}}, {"X": {"v": after}}))
    assert all(change.before != change.after for change in changes)
    assert diff({}, {}, ({"X": {"v": before}}, {"X": {"v": before}})) == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(before, after):
    list(lines(diff({"hotline.yaml": before}, {"hotline.yaml": after})))
    assert diff({"hotline.yaml": before}, {"hotline.yaml": before}) == ()
