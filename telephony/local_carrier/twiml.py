"""A TwiML document as a tree of verbs. Rules: <= 64 KB, root <Response>, no document type, unknown verbs refused (12200)."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree import ElementTree

MAX_BYTES = 64 * 1024


class TwimlError(ValueError):
    """The document cannot be run; `code` is the carrier's error number."""

    def __init__(self, text: str, code: int = 12100):
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class Verb:
    """`name` as written (Gather), attributes, own text, and what is nested."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    nested: tuple[Verb, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def flag(self, name: str, default: bool) -> bool:
        return self.attributes.get(name, str(default)).strip().lower() in ("true", "1")

    def number(self, name: str, default: int, low: int = 0, high: int = 1_000_000) -> int:
        """A whole number within bounds; what is not one falls back to the default, as the carrier does with a warning."""
        try:
            return min(high, max(low, int(self.attributes.get(name, default))))
        except ValueError:
            return default


def parse(body: bytes) -> tuple[Verb, ...]:
    """The verbs of a document, in order. Raises TwimlError."""
    if len(body) > MAX_BYTES:
        raise TwimlError(f"the document has {len(body)} bytes, more than {MAX_BYTES}")
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise TwimlError("a document type is not allowed")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314  entities were refused above
    except ElementTree.ParseError as error:
        raise TwimlError(f"not well-formed: {error}") from error
    if root.tag != "Response":
        raise TwimlError(f"the root is <{root.tag}>, not <Response>")
    return tuple(_verb(element) for element in root)


def _verb(element: ElementTree.Element) -> Verb:
    return Verb(element.tag, dict(element.attrib), (element.text or "").strip(), tuple(_verb(e) for e in element))
