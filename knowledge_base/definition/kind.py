"""What a filing opens: the life that its case has, and its clock."""

from typing import Literal

Kind = Literal["application", "complaint", "information", "appointment", "payment", "aspiration"]
