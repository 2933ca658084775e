"""The suppliers of a company: known by their numbers, each with its usual purchase account. Call it in `acting_for`."""

from __future__ import annotations

from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Q, QuerySet

from depesch.hub.books.matching import KnownSupplier, SellerMarks, compact_organisation, compact_vat
from depesch.hub.books.models import LedgerAccount, Supplier
from depesch.hub.history.kinds.coding import SupplierRemoved, SupplierSet
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now
from depesch.model.identifiers import InvalidIdentifier, bankgiro, org_number, vat_number

MOST = 50_000
_PROVED = ("SE", "NO", "DK", "FI", "EE")  # whose organisation numbers `model.identifiers` knows


class SupplierFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants of a supplier, as it was typed."""

    name: str
    country: str = "SE"
    organisation_number: str = ""
    bankgiro: str = ""
    vat_number: str = ""


class BadSupplier(ValueError):
    """A supplier cannot be set so; `field` is one of the facts, `code` why, `value` what is in the way.

    Codes: bad-name, bad-country, bad-number (form or check digit), no-number (none of the three), there-already (the
    organisation number; `value` is the name of the one who has it), closed-account, too-many.
    """

    def __init__(self, field: str, code: str, value: str = "") -> None:
        super().__init__(f"{field}: {code} {value}".strip())
        self.field, self.code, self.value = field, code, value


def suppliers(words: str = "") -> QuerySet[Supplier]:
    """Return the suppliers whose name or a number has the words in it, by name."""
    rows = Supplier.objects.filter(removed_at=None).select_related("purchase_account").order_by("name", "id")
    plain = words.strip()
    if not plain:
        return rows
    number = "".join(sign for sign in plain if sign.isalnum())
    wanted = Q(name__icontains=plain) | Q(bankgiro__startswith=plain)
    return rows.filter(
        wanted | Q(organisation_number__startswith=number) | Q(vat_number__istartswith=number) if number else wanted
    )


def candidates(marks: SellerMarks) -> list[Supplier]:
    """Return the suppliers that have one of the invoice's numbers, with their purchase accounts. One query."""
    numbers = [number for _country, number in marks.organisation_numbers]
    wanted = Q(organisation_number__in=numbers) | Q(bankgiro__in=marks.bankgiros) | Q(vat_number__in=marks.vat_numbers)
    return list(
        Supplier.objects.filter(wanted, removed_at=None).select_related("purchase_account").order_by("name", "id")
    )


def known(row: Supplier) -> KnownSupplier:
    """Return the supplier as matching has it."""
    return KnownSupplier(
        id=row.pk, name=row.name, country=row.country, organisation_number=row.organisation_number,
        bankgiro=row.bankgiro, vat_number=row.vat_number,
    )  # fmt: skip


@transaction.atomic
def save_supplier(
    facts: SupplierFacts, *, account: LedgerAccount | None, supplier: Supplier | None = None, actor: str
) -> Supplier:
    """Add a supplier, or change one. Raises BadSupplier. Nothing is written when nothing changes."""
    Company.objects.select_for_update(no_key=True).get(pk=tenant_id())
    wanted = checked(facts)
    if (
        account is not None
        and not account.is_active
        and (supplier is None or supplier.purchase_account_id != account.pk)
    ):
        raise BadSupplier("account", "closed-account", account.number)
    others = Supplier.objects.filter(removed_at=None)
    others = others.exclude(pk=supplier.pk) if supplier else others
    same = others.filter(country=wanted.country, organisation_number=wanted.organisation_number).first()
    if wanted.organisation_number and same is not None:
        raise BadSupplier("organisation_number", "there-already", same.name)
    if supplier is None and others.count() >= MOST:
        raise BadSupplier("name", "too-many")
    row = supplier or Supplier(tenant_id=tenant_id())
    values = {**msgspec.structs.asdict(wanted), "purchase_account_id": account.pk if account else None}
    if supplier and all(getattr(row, name) == value for name, value in values.items()):
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    event = SupplierSet(name=row.name, number=row.organisation_number, account=account.number if account else "")
    record(event, document_id=None, actor=actor)
    return row


@transaction.atomic
def remove_supplier(supplier: Supplier, *, actor: str) -> None:
    """Take a supplier out of the register: no invoice is matched with it any more; what was coded still names it."""
    supplier.removed_at = now()
    supplier.save(update_fields=["removed_at"])
    supplier.articles.all().delete()
    record(SupplierRemoved(name=supplier.name), document_id=None, actor=actor)


def supplier_called(supplier_id: UUID) -> Supplier | None:
    """Return one of the company's suppliers; None for any other."""
    return Supplier.objects.filter(pk=supplier_id, removed_at=None).select_related("purchase_account").first()


def checked(facts: SupplierFacts) -> SupplierFacts:
    """Return the facts in their compact form. Raises BadSupplier."""
    name, country = " ".join(facts.name.split()), facts.country.strip().upper()
    if not 1 <= len(name) <= 200 or not name.isprintable():
        raise BadSupplier("name", "bad-name")
    if len(country) != 2 or not (country.isascii() and country.isalpha()):
        raise BadSupplier("country", "bad-country", country)
    organisation = compact_organisation(facts.organisation_number, country)
    if len(organisation) > 40 or not _holds(organisation, country):
        raise BadSupplier("organisation_number", "bad-number", facts.organisation_number.strip())
    giro, vat = facts.bankgiro.strip(), facts.vat_number.strip()
    try:
        giro = bankgiro(giro) if giro else ""
    except InvalidIdentifier as error:
        raise BadSupplier("bankgiro", "bad-number", giro) from error
    if vat and not _is_vat(vat):
        raise BadSupplier("vat_number", "bad-number", vat)
    if not (organisation or giro or vat):
        raise BadSupplier("organisation_number", "no-number")
    return SupplierFacts(
        name=name, country=country, organisation_number=organisation, bankgiro=giro,
        vat_number=compact_vat(vat) if vat else "",
    )  # fmt: skip


def _holds(number: str, country: str) -> bool:
    if not number or country not in _PROVED:
        return True
    try:
        org_number(number, country)
    except InvalidIdentifier:
        return False
    return True


def _is_vat(text: str) -> bool:
    """Return whether it is a VAT number: of an EU country or Norway with check digits, of others by its form."""
    try:
        vat_number(text)
    except InvalidIdentifier:
        plain = compact_vat(text)
        return plain[:2] in ("GB", "CH", "XI") and 7 <= len(plain) <= 15
    return True
