"""An agency that owns services and receives their cases; `spoken` is its short name in a menu."""

from typing import Annotated

from pydantic import Field as Key
from pydantic import StringConstraints

from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Identifier, Text


class Place(Strict):
    """Where the public goes: `hours` as spoken words."""

    code: Identifier
    name: Text
    address: Text
    hours: Text


class Agency(Strict):
    """`complaints`: complaints that name no service go to this agency; exactly one has it. `telephone` is where calls
    are transferred to, as it is dialled."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")]
    name: Text
    spoken: Text
    complaints: bool = False
    telephone: Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{3,15}$")] | None = None
    places: list[Place] = Key(min_length=1)
