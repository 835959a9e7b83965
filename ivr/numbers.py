"""numbers.yaml: which flow answers which telephone number.

numbers:
  "+62211500112": hotline
  "+62211500113": {flow: hotline, language: en}      # the caller is not asked for a language
  "+62211500199": {flow: hotline, alias: test}       # what was published under another alias than live
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import phonenumbers

from ivr.issue import Mark
from ivr.reading import Reading
from ivr.source_tree import Scalar, Table
from ivr.table_reader import TableReader

FILE = "numbers.yaml"
HOTLINE = "hotline"
"""The flow of every number that is not listed."""
LIVE = "live"

_E164 = re.compile(r"\+[1-9]\d{5,14}", re.ASCII)
ALIAS = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


@dataclass(frozen=True)
class Number:
    """`number` is E.164. `language` "" lets the caller choose."""

    number: str
    flow: str
    language: str
    alias: str
    mark: Mark


def read_numbers(table: Table | None, reading: Reading) -> dict[str, Number]:
    if table is None:
        return {}
    reader = TableReader(table, "numbers", reading)
    inner = reader.table_at("numbers", required=True)
    reader.finish()
    read = (_read(inner, written) for written in inner.table.entries) if inner is not None else ()
    return {number.number: number for number in read if number is not None}


def dialled(numbers: Mapping[str, Number], number: str) -> Number | None:
    """The entry of a number as the wire or a golden call writes it, spaces and hyphens or not; None when it is not listed."""
    return numbers.get("+" + "".join(digit for digit in number if digit in "0123456789"))


def _read(table: TableReader, written: str) -> Number | None:
    mark = table.mark_of(written)
    if not _is_number(written):
        table.reading.error(
            mark, f"'{written[:40]}' is no telephone number; write it in full, such as \"+62211500112\""
        )
        return None
    if isinstance(table.table.entries[written], Scalar):
        return Number(written, table.word(written, required=True), "", LIVE, mark)
    own = table.table_at(written, required=True)
    if own is None:
        return None
    number = Number(written, own.word("flow", required=True), own.word("language"), own.word("alias") or LIVE, mark)
    if not ALIAS.fullmatch(number.alias):
        own.error("alias", "an alias is small letters, digits and _: live, or one such as test")
    own.finish()
    return number


def _is_number(written: str) -> bool:
    if not _E164.fullmatch(written):
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(written, None))
    except phonenumbers.NumberParseException:
        return False
