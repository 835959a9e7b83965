"""The shape of a service definition; one type a file."""

from knowledge_base.definition.agency import Agency
from knowledge_base.definition.article import Article
from knowledge_base.definition.facts import FACTS
from knowledge_base.definition.field import FIELD_TYPES, Field
from knowledge_base.definition.location import Location
from knowledge_base.definition.outside_body import OutsideBody
from knowledge_base.definition.service import Service

__all__ = ["FACTS", "FIELD_TYPES", "Agency", "Article", "Field", "Location", "OutsideBody", "Service"]
