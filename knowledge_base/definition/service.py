"""One public service: what the hotline tells, asks, files, and where it goes."""

from typing import Annotated, Literal

from pydantic import Field as Key
from pydantic import StringConstraints

from knowledge_base.definition.dated import DatedText, Day, Listed, Versions
from knowledge_base.definition.facts import Channels, Fee, Requirement, TimeLimit
from knowledge_base.definition.field import Field
from knowledge_base.definition.kind import Kind
from knowledge_base.definition.standard import Standard
from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Identifier, Sentences, Text, Words

AgencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")]
ServiceCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}-[0-9]{2,3}$")]


class Service(Strict):
    """`kind`: what a filing opens, unless an option that was chosen says another. `identity`: 0 anonymous, 1 asserted, 2
    verified, 3 in person. `evidence`: was the source seen or recalled? `unverified`: the whole entry is a plausible default
    that an agency has still to confirm. `valid_from`, `checked` and `source` are those of every fact that has none of its
    own. `locations`: the agency's when left out.
    `silence_approves`: by law an application counts as approved when its time limit has passed without an answer."""

    code: ServiceCode
    agency: AgencyCode
    kind: Kind = "application"
    name: Text
    summary: Text
    audience: Text | None = None
    requirements: Versions[Listed[Requirement]]
    procedure: Versions[Listed[Text]] | None = None
    fee: Versions[Fee]
    time_limit: Versions[TimeLimit]
    silence_approves: bool = False
    legal: Versions[Listed[Words]]
    product: Versions[DatedText]
    complaint_route: Versions[DatedText] | None = None
    identity: int = Key(ge=0, le=3)
    channels: Versions[Channels]
    where: Text
    locations: list[Identifier] | None = None
    transaction: Text
    utterances: Sentences
    outcomes: list[Identifier] = Key(min_length=1)
    evidence: Literal["seen", "recalled"]
    unverified: bool = False
    valid_from: Day | None = None
    valid_to: Day | None = None
    checked: Day | None = None
    source: Words | None = None
    review_every_days: int = Key(180, ge=1, le=3650)
    standard: Standard | None = None
    fields: list[Field] = Key(min_length=1)
