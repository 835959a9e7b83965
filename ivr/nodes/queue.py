"""Wait for a person.

    queue: {for: service, otherwise: umum, announce: {position: true, wait: true, every: 40s}, offer: {key: 1, callback: true}}
    closed: after_hours
    callback_booked: goodbye
    left: survey

`for` is an expression whose value is a service (or an agency, or a queue); `name` a queue as written. A caller who has been silent is
never queued: a silent line rings no agent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from ivr.effects import Parts
from ivr.effects import Queue as QueueEffect
from ivr.events import Event, QueueLeft
from ivr.expressions import Expression
from ivr.issue import Mark
from ivr.library import QueueRule
from ivr.nodes.listening_node import ListeningNode
from ivr.nodes.node import SILENT_END, Node, Place
from ivr.nodes.queue_offer import Offer, read_offers, talk_about
from ivr.queue_tried import remember
from ivr.run import QUIET
from ivr.table_reader import TableReader
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.run import Run

EVERY_S, MOST_EVERY_S = 40, 120
OFFERED = "offered"
"""What the caller has chosen instead of waiting, while that is talked about."""


@dataclass(frozen=True)
class Queue(Node):
    KIND: ClassVar[str] = "queue"
    EXITS: ClassVar[tuple[str, ...]] = ("closed", "full", "failed", "callback_booked", "voicemail_left", "left")
    REQUIRED: ClassVar[tuple[str, ...]] = ("closed", "left")
    wanted: Expression | None = None
    name: str = ""
    skills: tuple[str, ...] = ()
    priority: int = 0
    announce: Mapping[str, Any] = field(default_factory=dict)
    text: Words | None = None
    always: bool = False
    offers: Mapping[str, Offer] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Queue | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        wanted, name, otherwise = own.expression("for"), own.word("name"), own.word("otherwise")
        if wanted is None and not name and "for" not in own:
            own.error("name", "a queue is chosen by 'for' (an expression) or by 'name'")
        if wanted is not None and not otherwise:
            own.error("for", "'for' needs 'otherwise': the queue where there is none for it")
        priority = int(own.number("priority", 0, 0, 9))
        queue = cls(
            place,
            wanted,
            name or otherwise,
            own.words_list("skills"),
            priority,
            _announce(own),
            own.words("text"),
            offers=read_offers(own, reader),
        )
        own.finish()
        return queue

    def enter(self, run: Run) -> str | None:
        if run.counters.get(QUIET):
            run.slip("a silent caller was led to a queue")
            return SILENT_END
        parts = run.parts(self.text) if self.text is not None else run.phrase("to_agent")
        return self._line_up(run, parts, False)

    def _line_up(self, run: Run, parts: Parts, returning: bool) -> str | None:
        rule = self.rule(run)
        skills = tuple(dict.fromkeys((*rule.skills, *self.skills)))
        remember(run, rule.name, skills)
        calendar = run.library.calendars.get(rule.calendar) if rule.calendar else None
        if calendar is not None and not self.always and not run.hours().is_open(calendar):
            return self.exit("closed")
        priority = max(rule.priority, self.priority)
        keys = {kind: offer.key for kind, offer in self.offers.items()}
        run.wait(QueueEffect(rule.name, skills, priority, self.announce, parts, keys, returning))
        return None

    def resume(self, run: Run, event: Event) -> str | None:
        if isinstance(event, QueueLeft):
            run.counters[QUIET] = 0
            talk = self._talk(event.result)
            if talk is None:
                return self.exit(event.result if event.result in self.EXITS else "failed")
            run.state = {OFFERED: event.result}
            return self._returned(run, talk.enter(run))
        talk = self._talk(str(run.state.get(OFFERED, "")))
        return self._returned(run, talk.resume(run, event)) if talk is not None else self.exit("failed")

    def _talk(self, kind: str) -> ListeningNode | None:
        offer = self.offers.get(kind)
        return talk_about(kind, offer, self.place) if offer is not None else None

    def _returned(self, run: Run, target: str | None) -> str | None:
        """A talk that leads back to this node puts the caller back in line; one who has fallen silent is asked for first."""
        if target != self.place.name or run.graph.name != self.place.flow:
            return target
        if run.counters.get(QUIET):
            return self.place.listen.silent or SILENT_END
        run.state = {}
        return self._line_up(run, run.phrase("back_in_line"), True)

    def rule(self, run: Run) -> QueueRule:
        """The queue for what `for` says, else the one that is named."""
        wanted = str(self.wanted.evaluate(run.scope) or "") if self.wanted is not None else ""
        named = run.library.queues.get(self.name) or QueueRule(self.name, self.place.mark)
        if not wanted:
            return named
        return run.library.queues.get(wanted) or run.library.queue_for(wanted) or named

    def spoken(self) -> Iterator[Words]:
        if self.text is not None:
            yield self.text

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        if self.wanted is not None:
            yield self.wanted, self.place.mark


def _announce(reader: TableReader) -> dict[str, Any]:
    inner = reader.table_at("announce")
    if inner is None:
        return {"position": True, "wait": True, "every_s": EVERY_S}
    told = {
        "position": inner.flag("position", True),
        "wait": inner.flag("wait", True),
        "every_s": inner.seconds("every", EVERY_S, MOST_EVERY_S),
    }
    inner.finish()
    return told
