"""The JSON of codings and of the registers that they go by."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
AccountNumber = Annotated[Text, Field(max_length=130, description="An account's number.")]


class LedgerAccountIn(Schema):
    """An account of the chart."""

    model_config = ConfigDict(extra="forbid")

    number: Annotated[Text, Field(min_length=1, max_length=20)]
    name: Annotated[Text, Field(min_length=1, max_length=100)]
    is_active: bool = Field(True, description="False: neither proposed nor taken; what was coded to it stays.")


class LedgerAccountOut(Schema):
    """An account of the chart."""

    id: UUID
    number: str
    name: str
    is_active: bool


class LedgerAccountListOut(Schema):
    """The whole chart, by number."""

    items: list[LedgerAccountOut]


class SupplierIn(Schema):
    """A supplier; at least one of the three numbers. Invoices are known by them in this order."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Text, Field(min_length=1, max_length=200)]
    country: Annotated[Text, Field(min_length=2, max_length=2)]
    organisation_number: Annotated[Text, Field(max_length=40)] = ""
    bankgiro: Annotated[Text, Field(max_length=20)] = ""
    vat_number: Annotated[Text, Field(max_length=40)] = ""
    purchase_account: AccountNumber = Field("", description="Number of the usual purchase account; empty for none.")


class SupplierOut(Schema):
    """A supplier, its numbers in compact form."""

    id: UUID
    name: str
    country: str
    organisation_number: str
    bankgiro: str
    vat_number: str
    purchase_account: str


class SupplierListOut(Schema):
    """Suppliers by name; `next` is the address of the following page, null at the end."""

    items: list[SupplierOut]
    next: str | None


class ArticleIn(Schema):
    """One of the company's own articles."""

    model_config = ConfigDict(extra="forbid")

    number: Annotated[Text, Field(min_length=1, max_length=60)]
    name: Annotated[Text, Field(min_length=1, max_length=200)]
    gtin: Annotated[Text, Field(max_length=20)] = ""
    cost_account: AccountNumber = Field("", description="Number of the cost account; empty for none.")
    suppliers: Annotated[list[UUID], Field(max_length=100, description="Whose article it is.")] = []


class ArticleOut(Schema):
    """One of the company's own articles."""

    id: UUID
    number: str
    name: str
    gtin: str
    cost_account: str
    suppliers: list[UUID]


class ArticleListOut(Schema):
    """Articles by number; `next` is the address of the following page, null at the end."""

    items: list[ArticleOut]
    next: str | None


class MatchOut(Schema):
    """The supplier that the invoice is from, and the number that says so: organisation_number, bankgiro, vat_number.

    `is_contradicted`: the invoice's organisation number is another one than the supplier's.
    """

    id: UUID
    name: str
    by: str
    value: str
    is_contradicted: bool


class ProposalOut(Schema):
    """The proposed account, null for none; `code` is stable, `reason` says it in the language asked for.

    `remembered` is the account that was saved last for such a row, where it is another one; it is never proposed.
    """

    account: str | None
    code: str
    reason: str
    remembered: str | None


class PartOut(Schema):
    """What of a row goes to one account, and how it came there: article, supplier, memory or hand."""

    account: str
    amount: str
    origin: str


class CodingRowOut(Schema):
    """A row of the document. `kind`: line, allowance, charge, rounding, difference. Amounts are without VAT."""

    row: int
    kind: str
    line: str
    text: str
    articles: list[str]
    amount: str
    proposal: ProposalOut
    parts: list[PartOut]


class CodingOut(Schema):
    """The coding of an incoming document: `state` is proposed (nothing saved yet, `version` 0) or saved.

    `rows_sha256` tells the rows from any others: it changes when a document on paper was read through anew.
    """

    state: str
    version: int
    rows_sha256: str
    currency: str
    supplier: MatchOut | None
    saved_by: str
    saved_at: datetime | None
    rows: list[CodingRowOut]


class PartIn(Schema):
    """What of a row goes to one account; one part of a row may leave the amount out: it takes the rest."""

    model_config = ConfigDict(extra="forbid")

    account: AccountNumber
    amount: Annotated[Decimal, Field(max_digits=28, decimal_places=10)] | None = None


class CodingRowIn(Schema):
    """The parts of one row, by its number."""

    model_config = ConfigDict(extra="forbid")

    row: int = Field(ge=0, le=1_000_000)
    parts: list[PartIn] = Field(max_length=50)


class CodingIn(Schema):
    """A coding of every row. `version` is the one that it goes out from: 0 for the proposal."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0, le=2_000_000_000)
    rows_sha256: Annotated[Text, Field(max_length=64)] = ""
    rows: list[CodingRowIn] = Field(max_length=100_000)
