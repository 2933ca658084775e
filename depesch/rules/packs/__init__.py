"""Rule packs: what a receiver demands beyond the published rules, stated as data and checked by the same engine.

A pack is JSON. Nothing in it is run: terms are looked up by their numbers, patterns are matched in linear time, and
everything has a limit. Its findings bear `PACK-` and the demand's key, and carry their own words, so that a finding
can be read long after the pack has changed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from depesch.kit.patterns import MAX_LENGTH
from depesch.kit.strict import Fault, Faulty, read_strictly
from depesch.model.issue import Severity

SCHEMA_ID = "urn:depesch:schema:rule-pack:1"
MAX_BYTES = 256 * 1024

Key = Annotated[
    str,
    Meta(
        pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=40,
        description="Names the demand within the pack; its findings are called PACK- and this. Never reuse one.",
    ),
]
Term = Annotated[
    str, Meta(pattern="^B[TG]-[0-9]+(-[0-9])?$", description="Business term or group of EN 16931, such as BT-13.")
]
Sentence = Annotated[str, Meta(min_length=1, max_length=500)]
Value = Annotated[str, Meta(min_length=1, max_length=200)]
Pattern = Annotated[
    str, Meta(min_length=1, max_length=MAX_LENGTH, description="In RE2's syntax; the whole value has to match.")
]


class OwnSentences(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The demand in the receiver's own words; `{value}` is what stood there, `{expected}` what was wanted.

    A language without a sentence gets one made from the demand.
    """

    sv: Sentence | None = None
    nb: Sentence | None = None
    en: Sentence | None = None


class Demand(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind"
):
    """What every kind of demand has."""

    key: Key
    severity: Severity = Severity.FATAL
    words: OwnSentences | None = None
    documents: Literal["all", "invoices", "credit-notes"] = "all"


class Mandatory(Demand, frozen=True, kw_only=True, tag="mandatory"):
    """At least one of these terms has to be there; a term of a line in every line."""

    terms: Annotated[tuple[Term, ...], Meta(min_length=1, max_length=10)]


class Form(Demand, frozen=True, kw_only=True, tag="pattern"):
    """What stands in the term has to be of a form; an example says which."""

    term: Term
    pattern: Pattern
    example: Value | None = None


class Amount(Demand, frozen=True, kw_only=True, tag="amount"):
    """What stands in the term has to be a number within bounds; with a currency, only in documents in that one."""

    term: Term
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")] | None = None


class Day(Demand, frozen=True, kw_only=True, tag="date"):
    """What stands in the term has to be a date within bounds: fixed ones, or days counted from another date."""

    term: Term
    not_before: date | None = None
    not_after: date | None = None
    counted_from: Term | None = None
    at_least_days: Annotated[int, Meta(ge=-3660, le=3660)] | None = None
    at_most_days: Annotated[int, Meta(ge=-3660, le=3660)] | None = None


class Allowed(Demand, frozen=True, kw_only=True, tag="allowed"):
    """What stands in the term has to be one of these values."""

    term: Term
    values: Annotated[tuple[Value, ...], Meta(min_length=1, max_length=1000)]


class Attachments(Demand, frozen=True, kw_only=True, tag="attachment"):
    """So many files have to come along, inside the document or beside it; other types and names do not count."""

    at_least: Annotated[int, Meta(ge=0, le=100)] = 1
    at_most: Annotated[int, Meta(ge=0, le=100)] | None = None
    media_types: Annotated[tuple[Value, ...], Meta(max_length=20)] = ()
    file_name: Pattern | None = None


AnyDemand = Mandatory | Form | Amount | Day | Allowed | Attachments


class Pack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A receiver's demands. `receiver` is who makes them, as the sender is told."""

    receiver: Annotated[str, Meta(min_length=1, max_length=200)]
    demands: Annotated[tuple[AnyDemand, ...], Meta(min_length=1, max_length=200)]


class BadPack(ValueError):
    """The bytes are no rule pack; `faults` has every reason with its place."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


def pack_from(data: bytes) -> Pack:
    """Return the pack that the JSON states; raises BadPack with every fault."""
    from depesch.rules.packs.soundness import faults_of, faults_of_readable_demands

    if len(data) > MAX_BYTES:
        raise BadPack((Fault("", f"it has {len(data)} bytes, and may have {MAX_BYTES}"),))
    try:
        pack = read_strictly(data, Pack)
    except Faulty as error:
        raise BadPack((*error.faults, *faults_of_readable_demands(data))) from error
    if faults := tuple(faults_of(pack)):
        raise BadPack(faults)
    return pack


def pack_bytes(pack: Pack) -> bytes:
    """Return the pack as it is kept: JSON in one fixed order, so that the same pack is the same bytes."""
    return msgspec.json.encode(pack, order="sorted")


def pack_schemas(ref_template: str) -> dict[str, Any]:
    """Return the JSON Schemas of `Pack` and what it is made of, by name, referring to each other like the template."""
    _, definitions = msgspec.json.schema_components([Pack], ref_template=ref_template)
    return dict(definitions)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a pack."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Depesch rule pack",
        "description": "What a receiver demands of documents to it beyond the published rules.",
        "$ref": "#/$defs/Pack",
        "$defs": pack_schemas("#/$defs/{name}"),
    }


def schema_text() -> str:
    """Return the published schema as it stands in `docs/schema/rule-pack.schema.json`."""
    return msgspec.json.format(msgspec.json.encode(json_schema(), order="sorted"), indent=2).decode() + "\n"
