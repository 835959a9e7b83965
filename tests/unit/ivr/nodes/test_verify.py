"""Making sure who calls: a code by SMS, a return call; what is never kept; and every way out."""

import json

import pytest

from ivr.effects import CheckCode, Collect, Hangup, ReturnCall, SendCode, SubmitCase
from ivr.events import CallReturned, CodeChecked, CodeSent, DigitsEntered, HungUp, SpeechHeard, WaitTimedOut
from tests.unit.ivr.house import HEAD, MOBILE, TAIL, Caller, compiled, flow_of

KEY, SAY, SILENCE = DigitsEntered, SpeechHeard, WaitTimedOut()
CODE = "482913"
LANDLINE = {"number": "+62215550100", "mobile": False, "anonymous": False, "calls_this_week": 0}
ANONYMOUS = {"number": "", "mobile": False, "anonymous": True, "calls_this_week": 0}
ENDS = "".join(
    f"  {name}: {{menu: {{choices: [{{key: 1, label: {{id: lanjut, en: on}}, goto: again}}]}}}}\n"
    for name in ("sure", "unsure", "nothing", "quiet", "lost")
)
AGAIN = "  again: {verify: {level: 2, by: [sms_code]}, verified: done, failed: home}\n  done: {submit: {kind: complaint}, done: bye, failed: home}\n"


def nodes(by: str = "sms_code", level: str = "2") -> str:
    return (
        f"  first: {{verify: {{level: {level}, by: [{by}]}}, verified: sure, failed: unsure, unavailable: nothing, "
        f"silent: quiet, not_understood: lost}}\n{ENDS}{AGAIN}"
    )


def calling(by: str = "sms_code", level: str = "2", caller=MOBILE, *events) -> Caller:
    made = Caller(flow_of(nodes(by, level)), caller=caller)
    for event in events:
        made.tell(event)
    return made


def asked(*events, by: str = "sms_code") -> Caller:
    return calling(by, "2", MOBILE, CodeSent("sent"), *events)


@pytest.mark.parametrize("level", ["0", "caller.verified", "card.identity_level"])
def test_nothing_wanted_is_verified_at_once(level) -> None:
    flow = flow_of(nodes(level=level) + "  x: {set: {card: a}, next: bye}\n")
    assert Caller(flow, caller=MOBILE).session.node == "sure"


def test_a_meeting_in_person_is_proven_by_no_telephone() -> None:
    assert calling(level="3").session.node == "nothing"


def test_a_level_that_is_no_number_proves_nothing_and_is_the_authors_slip() -> None:
    caller = calling(level="\"'high'\"")
    assert caller.session.node == "nothing"
    assert "a number from 0 to 3" in str(caller.last.slips)


def test_the_code_goes_to_the_callers_own_number_and_is_asked_for() -> None:
    caller = calling()
    assert caller.wait == SendCode(MOBILE["number"])
    caller.tell(CodeSent("sent"))
    assert isinstance(caller.wait, Collect)
    assert (caller.wait.max_digits, caller.wait.finish_on, caller.wait.numeric) == (6, "#", True)
    assert "berakhir delapan sembilan nol" in caller.heard
    assert "tekan bintang lalu pagar" in caller.heard


@pytest.mark.parametrize(
    "answer", [KEY(CODE), KEY(CODE, "#"), SAY("empat delapan dua sembilan satu tiga", 0.9), SAY("482913")]
)
def test_the_right_code_by_key_or_voice(answer) -> None:
    caller = asked(answer)
    assert caller.wait == CheckCode(CODE)
    caller.tell(CodeChecked("right"))
    assert caller.session.node == "sure"
    assert caller.session.variables["caller"] == {**MOBILE, "verified": 2}
    assert "Kodenya cocok" in caller.heard


def test_who_is_known_is_not_asked_again_and_the_case_says_so() -> None:
    caller = asked(KEY(CODE), CodeChecked("right"), KEY("1"))
    assert caller.wait == SubmitCase(None, "complaint", {}, True, verified=2)


@pytest.mark.parametrize("answer", [KEY(CODE), SAY(CODE, 0.95), SAY("empat delapan dua sembilan satu tiga")])
def test_the_code_is_kept_nowhere(answer) -> None:
    caller = asked(answer)
    kept = [json.dumps(caller.session.to_json())]
    for result in (CodeChecked("wrong"), KEY(CODE), CodeChecked("right")):
        caller.tell(result)
        kept.append(json.dumps(caller.session.to_json()))
    assert not [text for text in kept if CODE in text or "empat delapan" in text]


def test_words_that_were_hardly_heard_are_not_asked_back_aloud() -> None:
    caller = asked(SAY("empat delapan dua sembilan satu tiga", 0.6))
    assert isinstance(caller.wait, Collect)
    assert "empat" not in caller.heard
    assert caller.session.counters["no_match"] == 1


def test_a_wrong_code_is_asked_again_until_no_try_is_left() -> None:
    caller = asked(KEY("111111"), CodeChecked("wrong"))
    assert caller.heard.startswith("Kode itu belum cocok. Masukkan")
    caller.tell(KEY("111111"))
    caller.tell(CodeChecked("used_up"))
    assert caller.session.node == "unsure"
    assert "verified" not in caller.session.variables["caller"]


@pytest.mark.parametrize("word", [KEY("*"), KEY("*", "#"), SAY("kirim ulang", 0.9), SAY("kodenya belum masuk")])
def test_it_is_sent_once_more_and_not_twice(word) -> None:
    caller = asked(word)
    assert caller.wait == SendCode(MOBILE["number"])
    caller.tell(CodeSent("sent"))
    assert "kami kirim" in caller.heard
    caller.tell(word)
    assert isinstance(caller.wait, Collect)
    assert "tidak bisa kami kirim lagi" in caller.heard


def test_where_it_cannot_be_sent_again_the_first_one_still_counts() -> None:
    caller = asked(KEY("*"), CodeSent("unavailable"))
    assert "kode yang terakhir" in caller.heard
    caller.tell(KEY(CODE))
    assert caller.wait == CheckCode(CODE)


def test_an_expired_code_is_followed_by_another_once() -> None:
    caller = asked(KEY(CODE), CodeChecked("expired"))
    assert caller.wait == SendCode(MOBILE["number"])
    caller.tell(CodeSent("sent"))
    assert "sudah tidak berlaku" in caller.heard
    caller.tell(KEY(CODE))
    caller.tell(CodeChecked("expired"))
    assert caller.session.node == "unsure"


@pytest.mark.parametrize("word", [KEY("#"), KEY("", "#"), SAY("lewati", 0.9)])
def test_who_cannot_read_messages_passes_on_to_the_next_way(word) -> None:
    assert asked(word).session.node == "nothing"
    assert isinstance(asked(word, by="sms_code, call_back").wait, ReturnCall)


def test_too_many_codes_lead_to_the_next_way() -> None:
    assert calling("sms_code", "2", MOBILE, CodeSent("unavailable")).session.node == "nothing"
    assert isinstance(calling("sms_code, call_back", "2", MOBILE, CodeSent("unavailable")).wait, ReturnCall)


@pytest.mark.parametrize(("caller", "node"), [(LANDLINE, "nothing"), (ANONYMOUS, "nothing"), ({}, "nothing")])
def test_a_caller_without_a_mobile_number_gets_no_code(caller, node) -> None:
    assert calling(caller=caller).session.node == node


@pytest.mark.parametrize(
    ("events", "node"),
    [
        ([SILENCE, SILENCE, SILENCE], "quiet"),
        ([KEY("12"), KEY("1234567"), SAY("sate ayam", 0.9)], "lost"),
        ([SILENCE, KEY("12"), SAY("0")], "first"),
    ],
)
def test_silence_and_misunderstanding_are_counted(events, node) -> None:
    caller = asked(*events)
    assert caller.session.node == node


def test_commands_are_obeyed_but_for_the_keys_that_it_owns() -> None:
    assert asked(KEY("0")).session.node == "to_agent"
    assert asked(SAY("petugas", 0.9)).session.node == "to_agent"


def returned(*events, caller=LANDLINE) -> Caller:
    return calling("sms_code, call_back", "2", caller, *events)


def test_the_caller_is_called_back_on_the_number_of_the_call() -> None:
    caller = returned()
    assert caller.wait.to == LANDLINE["number"]
    assert caller.session.wait.kind == "returned"
    assert "telepon kembali" in caller.heard
    caller.tell(CallReturned("answered"))
    assert "tekan satu" in caller.heard
    assert not caller.wait.speech, "words are not enough: a voice mailbox speaks too"
    caller.tell(KEY("1"))
    assert caller.session.node == "sure"
    assert caller.session.variables["caller"]["verified"] == 2


def test_an_anonymous_caller_cannot_be_called_back() -> None:
    assert returned(caller=ANONYMOUS).session.node == "nothing"


@pytest.mark.parametrize("events", [[KEY("2")], [SILENCE, SILENCE]])
def test_somebody_else_or_a_mailbox_does_not_go_on_with_the_dialogue(events) -> None:
    caller = returned(CallReturned("answered"), *events)
    assert isinstance(caller.wait, Hangup)
    assert "verified" not in caller.session.variables["caller"]


def test_a_return_call_that_nobody_answers_ends_the_dialogue_without_a_word() -> None:
    caller = returned(CallReturned("failed"))
    assert caller.session.ended
    assert caller.heard == ""


def test_who_hangs_up_while_the_code_is_awaited_is_gone() -> None:
    caller = asked(HungUp("caller"))
    assert caller.session.ended


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{by: [sms_code]}", "'level' is missing"),
        ("{level: 2}", "'by' is missing: a list of sms_code, call_back"),
        ("{level: 2, by: [smscode]}", "no way 'smscode'; there are sms_code"),
        ("{level: 2 +, by: [sms_code]}", "'2 +'"),
        ("{level: leve, by: [sms_code]}", "there is no variable 'leve'"),
        ("{level: 2, by: [sms_code], tries: 9}", "unknown key 'tries'"),
    ],
)
def test_what_is_wrong_is_said(content, said) -> None:
    node = f"  first: {{verify: {content}, verified: home, failed: bye}}\n"
    found = compiled(f"{HEAD}start: first\nnodes:\n{node}{TAIL}")
    assert said in "\n".join(str(issue) for issue in found.issues)


def test_its_exits_are_asked_for_and_unavailable_follows_failed() -> None:
    missing = compiled(
        f"{HEAD}start: first\nnodes:\n  first: {{verify: {{level: 2, by: [sms_code]}}, verified: home}}\n{TAIL}"
    )
    assert "verify has no 'failed'" in str(missing.errors[0])
    flow = flow_of("  first: {verify: {level: 2, by: [sms_code]}, verified: home, failed: bye}\n")
    assert flow.nodes["first"].exit("unavailable") == "bye"
