"""numbers.yaml: what is wrong is located; what is right chooses flow and language, in golden calls too."""

import pytest

from ivr.golden import play_golden
from ivr.numbers import Number, dialled
from ivr.yaml_source import read_yaml
from tests.unit.ivr.house import HEAD, TAIL, compiled

FIRST = '  first: {language: {prompt: {id: "Bahasa Indonesia, satu.", en: "English, two."}, choices: {id: 1, en: 2}}, next: second}\n'
FLOW = f"{HEAD}start: first\nnodes:\n{FIRST}  second: {{menu: {{choices: [{{key: 1, label: {{id: kartu, en: card}}, goto: bye}}]}}}}\n{TAIL}"
OTHER = FLOW.replace("flow: hotline", "flow: other").replace("en: card", "en: a letter")


def with_numbers(text):
    return compiled(FLOW, **{"numbers.yaml": f"numbers:\n  {text}\n", "other.yaml": OTHER})


def test_a_number_names_a_flow_and_perhaps_a_language_and_an_alias():
    found = with_numbers('"+62211500112": hotline\n  "+62211500113": {flow: other, language: en, alias: test}')
    assert [str(issue) for issue in found.issues] == []
    numbers = found.flows["hotline"].library.numbers
    first, second = numbers["+62211500112"], numbers["+62211500113"]
    assert (first.flow, first.language, first.alias) == ("hotline", "", "live")
    assert (second.flow, second.language, second.alias) == ("other", "en", "test")


@pytest.mark.parametrize(
    ("text", "place", "wrong"),
    [
        ('"+62211500112": hotlin', "2:3", "there is no flow 'hotlin'; did you mean 'hotline'?"),
        ('"02115001122": hotline', "2:3", "'02115001122' is no telephone number; write it in full"),
        ('"+62 21 1500112": hotline', "2:3", "is no telephone number"),
        ('"+1": hotline', "2:3", "is no telephone number"),
        ('"+62211500112": hotline\n  "+62211500112": other', "3:3", "+62211500112"),
        ('"+62211500112": {flow: hotline, language: jv}', "2:3", "the flow 'hotline' speaks id, en, not 'jv'"),
        ('"+62211500112": {flow: hotline, alias: Test 1}', "2:35", "an alias is small letters, digits and _"),
        ('"+62211500112": {flow: hotline, lang: en}', "2:35", "unknown key 'lang'; did you mean 'language'?"),
        ('"+62211500112": {language: en}', "2:19", "'flow' is missing"),
        ('"+62211500112": [hotline]', "2:3", "is a table of keys"),
    ],
)
def test_what_is_wrong_is_located(text, place, wrong):
    issues = [str(issue) for issue in with_numbers(text).errors]
    assert any(issue.startswith(f"numbers.yaml:{place}: ") and wrong in issue for issue in issues), issues


def test_a_number_is_found_however_the_wire_writes_it():
    listed = {"+62211500112": Number("+62211500112", "hotline", "", "live", None)}
    assert all(dialled(listed, number) for number in ("+62211500112", "+62 21-1500112", "62211500112"))
    assert not any(dialled(listed, number) for number in ("", "+", "anonymous", "+622115001120"))


@pytest.mark.parametrize(
    ("dial", "heard"),
    [("+62211500112", "English, two."), ("+62211500113", "For a letter, press one."), ("+6299999", "English, two.")],
)
def test_a_golden_call_is_answered_by_the_flow_and_in_the_language_of_the_number_it_dials(dial, heard):
    found = with_numbers('"+62211500113": {flow: other, language: en}')
    flows = found.flows or pytest.fail(str(found.issues))
    text = f'call: x\ndial: "{dial}"\nat: 2026-11-24T10:00+07:00\nsteps: [{{hear: "{heard}"}}]\n'
    assert play_golden(read_yaml(text, "calls/x.yaml")[0], flows, "calls/x.yaml", {}).issues == ()
