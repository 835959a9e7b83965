"""Ask for consent by a wording kept under flows/consents/, with its version. Given once in a call, it is not asked again.

consent: data_processing
given: identify
refused: to_agent
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ivr.ask import Ask
from ivr.effects import RecordConsent
from ivr.nodes.listening_node import ListeningNode
from ivr.nodes.node import Place
from ivr.table_reader import TableReader
from ivr.yes_no_ask import YesNoAsk

if TYPE_CHECKING:
    from ivr.run import Run

GIVEN = "_consent_"


@dataclass(frozen=True)
class Consent(ListeningNode):
    KIND: ClassVar[str] = "consent"
    EXITS: ClassVar[tuple[str, ...]] = ("given", "refused", "not_understood", "silent")
    REQUIRED: ClassVar[tuple[str, ...]] = ("given", "refused")
    name: str = ""

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Consent | None:
        name = reader.word(cls.KIND, required=True)
        return cls(place, name=name) if name else None

    def enter(self, run: Run) -> str | None:
        wording = run.library.consents[self.name]
        if run.variables.get(GIVEN + self.name) == wording.version:
            return self.exit("given")
        return super().enter(run)

    def ask(self, run: Run) -> Ask:
        wording = run.parts(run.library.consents[self.name].wording)
        short = run.phrase("yes_or_no")
        return YesNoAsk(wording + short, short, self.place.listen, self.decide)

    def decide(self, run: Run, given: bool) -> str:
        version = run.library.consents[self.name].version
        run.do(RecordConsent(self.name, version, given))
        if given:
            run.variables[GIVEN + self.name] = version
        return self.exit("given" if given else "refused")
