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
