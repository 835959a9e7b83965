"""A service by keys alone: agency, then service, at most five a level, the rest behind the last key."""

from dataclasses import replace

from ivr.questions import Problem, Value, question_of
from ivr.questions.protocol import CONTINUE
from tests.unit.ivr.questions.contexts import AGENCIES, SERVICES, context


def test_agency_then_service() -> None:
    service = question_of("service")
    assert "pajak, tekan dua" in service.instructions(context())
    step = service.parse_keys("1", context())
    assert isinstance(step, Problem)
    assert step.code == CONTINUE
    chosen = service.parse_keys("2", context(kept=step.kept))
    assert chosen == Value("DUK-04", "Akta kelahiran")


def test_what_the_telephone_may_not_tell_is_not_offered() -> None:
    assert "Pindah" not in question_of("service").instructions(context(kept="DUK/0"))


def test_a_wrong_key_stays_on_its_level() -> None:
    wrong = question_of("service").parse_keys("9", context(kept="DUK/0"))
    assert isinstance(wrong, Problem)
    assert (wrong.code, wrong.kept) == ("service", "DUK/0")


def test_a_sixth_service_is_behind_the_last_key() -> None:
    many = {f"PDT-{n:02d}": {**SERVICES["PDT-01"], "code": f"PDT-{n:02d}"} for n in range(1, 8)}
    asked = replace(context(kept="PDT/0"), services=many, agencies=AGENCIES)
    service = question_of("service")
    assert service.instructions(asked).endswith("Untuk lainnya, tekan lima.")
    more = service.parse_keys("5", asked)
    assert isinstance(more, Problem)
    chosen = service.parse_keys("3", replace(asked, kept=more.kept))
    assert isinstance(chosen, Value)
    assert chosen.value == "PDT-07"


def test_words_that_leave_a_doubt_lead_to_a_choice() -> None:
    twins = {
        code: {"code": code, "agency": "DUK", "name": {"id": name, "en": name}}
        for code, name in (("DUK-01", "KTP baru"), ("DUK-02", "KTP hilang"))
    }
    service, asked = question_of("service"), replace(context(), services=twins)
    doubt = service.parse_speech("KTP", asked)
    assert isinstance(doubt, Problem)
    assert doubt.code == CONTINUE
    again = replace(asked, kept=doubt.kept)
    assert (
        service.instructions(again)
        == "Untuk KTP baru, tekan satu. Untuk KTP hilang, tekan dua. Untuk lainnya, tekan tiga."
    )
    assert service.parse_speech("yang hilang", again) == service.parse_keys("2", again) == Value("DUK-02", "KTP hilang")
    assert service.parse_speech("nomor satu", again) == Value("DUK-01", "KTP baru")
    still = service.parse_speech("KTP", again)
    assert isinstance(still, Problem)
    assert still.code == "service"


def test_one_doubtful_service_is_confirmed_by_yes() -> None:
    service = question_of("service")
    asked = context(kept="=DUK-04")
    assert service.parse_speech("ya", asked) == Value("DUK-04", "Akta kelahiran")
    denied = service.parse_speech("bukan", asked)
    assert isinstance(denied, Problem)
    assert (denied.code, denied.kept) == (CONTINUE, "/0")
