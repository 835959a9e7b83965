"""The shape of a service definition; one type a file."""

from knowledge_base.definition.agency import Agency
from knowledge_base.definition.field import FIELD_TYPES, Field
from knowledge_base.definition.service import Service

__all__ = ["FIELD_TYPES", "Agency", "Field", "Service"]
