"""The JSON form of an invoice: the model's own names, amounts as strings with their digits, dates in ISO 8601, files
in base64. Absent terms are left out; unknown ones are refused. The published schema is made from the model.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from depesch.model.invoice import Invoice

SCHEMA_ID = "urn:depesch:schema:invoice:1"

_encoder = msgspec.json.Encoder(decimal_format="string")
_decoder = msgspec.json.Decoder(Invoice)


class NotAnInvoice(ValueError):
    """The bytes are no JSON form of an invoice; the message says where and why."""


def to_json(invoice: Invoice, *, indent: int | None = None) -> bytes:
    """Return the invoice as JSON in UTF-8, on one line or indented."""
    data = _encoder.encode(invoice)
    return data if indent is None else msgspec.json.format(data, indent=indent)


def from_json(data: bytes) -> Invoice:
    """Return the invoice that `data` states; raises NotAnInvoice."""
    try:
        invoice = _decoder.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotAnInvoice(str(error)) from error
    _refuse_infinite("", invoice)
    return invoice


def _refuse_infinite(place: str, value: object) -> None:
    """Refuse the numbers that Decimal knows and no invoice does: not-a-number and the infinities."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotAnInvoice(f"{value} is no amount - at `${place}`")
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            _refuse_infinite(f"{place}.{field}", getattr(value, field))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            _refuse_infinite(f"{place}[{index}]", one)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the JSON form."""
    (schema,), definitions = msgspec.json.schema_components([Invoice], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Depesch invoice",
        "description": "An invoice or credit note in the semantic model of EN 16931-1.",
        **schema,
        "$defs": definitions,
    }


def schema_text() -> str:
    """Return the published schema as it stands in `docs/schema/invoice.schema.json`."""
    return msgspec.json.format(msgspec.json.encode(json_schema(), order="sorted"), indent=2).decode() + "\n"
