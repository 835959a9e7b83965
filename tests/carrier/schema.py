"""The vendor's schema as the judge of every REST answer: each property present, each value as described."""

import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker

DOCUMENT = json.loads((Path(__file__).parents[1] / "data" / "twilio_voice_openapi.json").read_text(encoding="utf-8"))
FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time-rfc-2822", raises=(TypeError, ValueError))
def is_rfc2822(value: object) -> bool:
    return not isinstance(value, str) or parsedate_to_datetime(value).tzinfo is not None


def strict(schema: object) -> object:
    """JSON Schema of an OpenAPI 3.0 schema, in which every property that is named must be there."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return {"anyOf": [strict(DOCUMENT["components"]["schemas"][name]), {"type": "null"}]}
    made = {name: strict(part) for name, part in schema.items() if name not in ("nullable", "x-twilio", "description")}
    if isinstance(schema.get("properties"), dict):
        made["required"] = list(schema["properties"])
    if schema.get("nullable") and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
    return made


def schema_of(method: str, url: str, status: int) -> object:
    """The schema of an answer; AssertionError when the vendor knows no such request or status."""
    path = urlsplit(url).path
    for template, operations in DOCUMENT["paths"].items():
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", template.replace(".", r"\."))
        if re.fullmatch(pattern, path) and method.lower() in operations:
            answers = operations[method.lower()]["responses"]
            assert str(status) in answers, f"{method} {template}: {status} is not one of {list(answers)}"
            content = answers[str(status)].get("content")
            return content["application/json"]["schema"] if content else None
    raise AssertionError(f"{method} {path} is not in the vendor's description")


def judge(method: str, url: str, status: int, text: str) -> None:
    """Raises AssertionError or ValidationError when an answer is not as the vendor describes it."""
    schema = schema_of(method, url, status)
    if schema is None:
        assert not text
        return
    Draft202012Validator(strict(schema), format_checker=FORMATS).validate(json.loads(text))
