"""A service, stored by its code: in the caller's words, or by keys through agency and service, five choices a level at most."""

from collections.abc import Mapping, Sequence
from typing import Any

from ivr.locale.phrases import phrase
from ivr.questions.protocol import CONTINUE, Context, Keys, Problem, Value
from ivr.service_mentions import mentioned, service_phrases
from ivr.spoken_forms import say_digits

LEVEL = 5
ENOUGH = 0.55
UNKNOWN = Problem(
    "service",
    {"id": "Maaf, layanan itu belum saya kenali.", "en": "Sorry, I do not know that service."},
)
NEXT_STEP: Mapping[str, str] = {"id": "", "en": ""}
SAY_IT = {"id": "Sebutkan saja, atau pilih.", "en": "Just say it, or choose."}


class Service:
    """Context.kept is the place in the key tree: "/0" agencies, "DUK/0" the first services of an agency, "DUK/1" the next."""

    type = "service"
    numeric = False

    def keys(self, context: Context) -> Keys:
        return Keys(1, "")

    def instructions(self, context: Context) -> str:
        language = context.language
        shown, more = _level(context)
        lines = [*(_name(entry, language) for entry in shown), *([phrase("others", language)] if more else [])]
        said = [
            phrase("press_for", language, label=line, key=say_digits(str(key), language))
            for key, line in enumerate(lines, 1)
        ]
        return " ".join(said if context.kept else [SAY_IT[language], *said])

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        agency, page = _place(context)
        shown, more = _level(context)
        key = int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 1 else 0
        if more and key == len(shown) + 1:
            return Problem(CONTINUE, NEXT_STEP, f"{agency}/{page + 1}")
        if not 1 <= key <= len(shown):
            return Problem(UNKNOWN.code, UNKNOWN.text, context.kept)
        chosen = shown[key - 1]
        if not agency:
            return Problem(CONTINUE, NEXT_STEP, f"{chosen['code']}/0")
        return Value(chosen["code"], _name(chosen, context.language))

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        mention = mentioned(text, _offered(context), context.language)
        if mention is None or mention.score < ENOUGH:
            return UNKNOWN
        return Value(mention.code, self.read_back(mention.code, context))

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        code = text.strip().upper()
        return (
            Value(code, self.read_back(code, context)) if code in context.services else self.parse_speech(text, context)
        )

    def read_back(self, value: Any, context: Context) -> str:
        service = context.services.get(str(value))
        return _name(service, context.language) if service else str(value)

    def grammar(self, context: Context) -> tuple[str, ...]:
        return tuple(
            phrase for service in _offered(context).values() for phrase in service_phrases(service, context.language)
        )


def _offered(context: Context) -> Mapping[str, Mapping[str, Any]]:
    """The services that the telephone may speak of."""
    return {code: s for code, s in context.services.items() if s.get("channels", {}).get("phone", "full") != "none"}


def _place(context: Context) -> tuple[str, int]:
    agency, _, page = (context.kept or "/0").partition("/")
    return agency, int(page) if page.isdigit() else 0


def _level(context: Context) -> tuple[Sequence[Mapping[str, Any]], bool]:
    """What is offered at this place, and whether key `lainnya` follows it."""
    agency, page = _place(context)
    offered = list(_offered(context).values())
    entries: list[Mapping[str, Any]]
    if agency:
        entries = [service for service in offered if service["agency"] == agency]
    else:
        codes = dict.fromkeys(service["agency"] for service in offered)
        entries = [context.agencies.get(code, {"code": code, "name": {}}) for code in codes]
    pages = _pages(entries)
    place = min(page, len(pages) - 1)
    return pages[place], place + 1 < len(pages)


def _pages(entries: list[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Fives; four where another page follows."""
    pages = []
    while len(entries) > LEVEL:
        pages.append(entries[: LEVEL - 1])
        entries = entries[LEVEL - 1 :]
    return [*pages, entries]


def _name(entry: Mapping[str, Any], language: str) -> str:
    """`spoken` is a short name for menus, where there is one."""
    names = {**entry["name"], **entry.get("spoken", {})}
    return str(names.get(language) or entry["code"])
