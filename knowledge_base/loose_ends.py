"""What one definition alone cannot show: its file name, its agency, and conditions that read fields it does not have."""

from collections.abc import Iterator, Mapping
from typing import Any

from ivr.expression_tokens import ExpressionError
from ivr.expressions import compile_expression
from knowledge_base.located import Located
from knowledge_base.slips import nearest


def loose_ends(located: Located, service: dict[str, Any], stem: str, agencies: Mapping[str, Any]) -> Iterator[str]:
    """Lines `file:line:column: text`; `stem` is the name of the file without its ending."""
    code, agency = service["code"], service["agency"]
    if code != stem:
        yield f"{located.where(('code',))}: code `{code}` must be the name of its file, `{stem}`"
    if agencies and agency not in agencies:
        yield f"{located.where(('agency',))}: unknown agency `{agency}`; {nearest(agency, list(agencies))}"
    fields = [field["name"] for field in service["fields"]]
    for number, name in enumerate(fields):
        if name in fields[:number]:
            yield f"{located.where(('fields', number, 'name'))}: field `{name}` stands here twice"
    for group, key in (("fields", "required_if"), ("requirements", "when")):
        for number, entry in enumerate(service[group]):
            if key in entry:
                yield from _condition(located.where((group, number, key)), key, entry[key], fields)


def _condition(where: str, key: str, text: str, fields: list[str]) -> Iterator[str]:
    try:
        names = compile_expression(text).names
    except ExpressionError as error:
        yield f"{where}: `{key}` is no condition: {error}"
        return
    for name in sorted(names.difference(fields)):
        yield f"{where}: `{key}` reads `{name}`, which is no field here; {nearest(name, fields)}"
