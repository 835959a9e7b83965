"""An agency that owns services and receives their cases; `spoken` is its short name in a menu."""

from typing import Annotated

from pydantic import StringConstraints

from knowledge_base.definition.delivery import Delivery
from knowledge_base.definition.standard import Standard
from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Text


class Agency(Strict):
    """`complaints`: complaints that name no service go to this agency; exactly one has it. `telephone` is where calls
    are transferred to, as it is dialled. `complaint_route` and `standard` hold for each service that says nothing else.
    `delivery`: how its cases reach it, in a folder when unset."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")]
    name: Text
    spoken: Text
    complaints: bool = False
    telephone: Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{3,15}$")] | None = None
    complaint_route: Text | None = None
    standard: Standard | None = None
    delivery: Delivery | None = None
