import pytest

from casework.stages import STAGES, UnknownStage, check, state_of
from casework.states import MACHINES
from knowledge_base.__main__ import SERVICES
from knowledge_base.catalogue import Catalogue
from knowledge_base.kinds import kind_of

CATALOGUE = Catalogue.load(SERVICES)


@pytest.mark.parametrize("service", CATALOGUE.services.values(), ids=list(CATALOGUE.services))
def test_every_outcome_of_a_service_is_a_stage_of_its_kind_of_case(service):
    for outcome in service["outcomes"]:
        assert state_of(outcome, kind_of(service, {})) in MACHINES[kind_of(service, {})].states


def test_every_stage_is_called_something_in_both_languages_and_used_by_a_service():
    used = {outcome for service in CATALOGUE.services.values() for outcome in service["outcomes"]}
    assert set(STAGES) == used
    assert all(stage.label[language].strip() for stage in STAGES.values() for language in ("id", "en"))


@pytest.mark.parametrize(
    ("stage", "kind", "state"),
    [("dicetak", "application", "in_progress"), ("selesai", "complaint", "answered"), ("lunas", "payment", "paid")],
)
def test_a_word_stands_in_a_state_of_the_kind(stage, kind, state):
    assert state_of(stage, kind) == state
    check(stage, kind, state)


@pytest.mark.parametrize(("stage", "state"), [("dicetak", "ready"), ("terbang", "ready"), ("lunas", "finished")])
def test_a_stage_elsewhere_is_refused(stage, state):
    with pytest.raises(UnknownStage):
        check(stage, "application", state)
