"""The parts of a service standard that are for staff: how the office is equipped, manned, supervised and judged."""

from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Text

INTERNAL = ("facilities", "staff_competence", "supervision", "staff", "guarantee", "safety", "evaluation")


class Standard(Strict):
    """An agency's holds for all its services; a service says what is different."""

    facilities: Text | None = None
    staff_competence: Text | None = None
    supervision: Text | None = None
    staff: Text | None = None
    guarantee: Text | None = None
    safety: Text | None = None
    evaluation: Text | None = None
