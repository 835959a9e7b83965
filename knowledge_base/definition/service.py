"""One public service: what the hotline tells, asks, files, and where it goes."""

from typing import Annotated, Literal

from pydantic import Field as Key
from pydantic import StringConstraints

from knowledge_base.definition.facts import Channels, Fee, Requirement, TimeLimit
from knowledge_base.definition.field import Field
from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Identifier, Sentences, Text, Words

AgencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")]
ServiceCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}-[0-9]{2,3}$")]


class Service(Strict):
    """`identity`: 0 anonymous, 1 asserted, 2 verified, 3 in person. `evidence`: was the source seen or recalled?
    `unverified`: the whole entry is a plausible default that an agency has still to confirm."""

    code: ServiceCode
    agency: AgencyCode
    name: Text
    summary: Text
    requirements: list[Requirement] = Key(min_length=1)
    fee: Fee
    time_limit: TimeLimit
    legal: list[Words] = Key(min_length=1)
    product: Text
    identity: int = Key(ge=0, le=3)
    channels: Channels
    where: Text
    transaction: Text
    utterances: Sentences
    outcomes: list[Identifier] = Key(min_length=1)
    evidence: Literal["seen", "recalled"]
    unverified: bool = False
    fields: list[Field] = Key(min_length=1)
