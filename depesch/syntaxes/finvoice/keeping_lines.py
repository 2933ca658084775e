"""Invoice lines as Finvoice holds them."""

from __future__ import annotations

from operator import is_
from typing import TypeVar

import msgspec

from depesch.model.invoice import (
    AllowanceCharge,
    Classification,
    Identifier,
    Item,
    ItemAttribute,
    Line,
    LineVat,
    Period,
    Price,
    Struct,
)
from depesch.syntaxes.finvoice.arithmetic import net_price, turned
from depesch.syntaxes.finvoice.codes import GTIN_SCHEME, says_nothing
from depesch.syntaxes.finvoice.editions import Edition
from depesch.syntaxes.finvoice.finishing import completed_line
from depesch.syntaxes.finvoice.fits import (
    LONGEST,
    clean,
    is_code,
    is_country,
    is_iso6523,
    money,
    percent,
    quantity,
    split,
    unit,
    words,
)
from depesch.syntaxes.finvoice.keeping_parties import as_it_was, unless_empty
from depesch.syntaxes.finvoice.plain_lines import NAME, REFERENCE, is_plain

S = TypeVar("S", bound=Struct)

TEXT, VERSION = 70, 35


def line(one: Line, edition: Edition, *, is_credit: bool) -> Line:
    """Return a line as Finvoice holds it; `is_credit` when its amounts are written with the other sign."""
    return one if is_plain(one, edition) else fitted(one, edition, is_credit=is_credit)


def fitted(one: Line, edition: Edition, *, is_credit: bool) -> Line:
    """Return the same, with each term looked at: the line itself where nothing had to change."""
    is_new = edition.is_en16931
    amount = money(one.net_amount)
    fitting = Line(
        identifier=whole(one.identifier, REFERENCE),
        note=_note(one, edition),
        object_identifier=coded(one.object_identifier, TEXT) if is_new else None,
        quantity=quantity(one.quantity),
        unit=unit(one.unit, has_codes=is_new),
        net_amount=amount,
        order_line_reference=whole(one.order_line_reference, REFERENCE),
        buyer_accounting_reference=whole(one.buyer_accounting_reference, REFERENCE),
        period=None if one.period == Period() else one.period,
        allowances=charges(one.allowances, edition, reason=REFERENCE) if one.allowances else (),
        charges=charges(one.charges, edition, reason=TEXT) if is_new and one.charges else (),
        price=_price(one.price, edition),
        vat=_vat(one.vat, edition),
        item=_item(one.item, edition),
    )
    if is_credit and _is_against_its_amount(fitting):
        fitting = msgspec.structs.replace(fitting, quantity=turned(fitting.quantity))
    return completed_line(as_it_was(fitting, one))


def whole(text: str | None, most: int) -> str | None:
    """Return a reference: whole or not at all."""
    return text if text is not None and len(text) <= most and not says_nothing(text) else None


def coded(one: Identifier | None, most: int) -> Identifier | None:
    """Return the object that is invoiced; its scheme is a code of UNTDID 1153."""
    if one is None or whole(one.value, most) is None:
        return None
    return one if one.scheme is None or is_code(one.scheme) else Identifier(value=one.value)


def vat_category(code: str | None, edition: Edition) -> str | None:
    """Return the code of a VAT category."""
    if code is None or says_nothing(code):
        return None
    return code if (is_code(code) if edition.is_en16931 else len(code) <= edition.vat_code) else None


def _vat(one: LineVat | None, edition: Edition) -> LineVat | None:
    if one is None:
        return None
    fitting = LineVat(category=vat_category(one.category, edition), rate=percent(one.rate))
    return unless_empty(as_it_was(fitting, one))


def _note(one: Line, edition: Edition) -> str | None:
    """Return the text of a row: the note, and what an older version has no element for."""
    texts = [one.note] if one.note is not None else []
    if not edition.is_en16931:
        texts += _further_texts(one)
    if len(texts) == 1 and len(texts[0]) <= LONGEST:
        return None if says_nothing(texts[0]) else texts[0]
    return "\n".join(piece for text in texts for piece in split(text, LONGEST)) or None


def _further_texts(one: Line) -> list[str]:
    texts = [one.item.description] if one.item and one.item.description else []
    if one.object_identifier is not None and not says_nothing(one.object_identifier.value):
        texts.append(f"Object: {one.object_identifier.value}")
    for charge in one.charges:
        said = [charge.reason or charge.reason_code or "", "" if charge.amount is None else str(charge.amount)]
        texts.append("Charge: " + " ".join(part for part in said if part))
    return texts


def charges(all_of_them: tuple[AllowanceCharge, ...], edition: Edition, *, reason: int) -> tuple[AllowanceCharge, ...]:
    """Return allowances or charges of a line; an older version has no base amount."""
    is_new = edition.is_en16931
    fitting = (
        AllowanceCharge(
            amount=money(one.amount),
            base_amount=money(one.base_amount) if is_new else None,
            percentage=percent(one.percentage),
            reason=words(one.reason, reason),
            reason_code=_reason_code(one.reason_code, edition),
        )
        for one in all_of_them
    )
    kept = (as_it_was(one, before) for one, before in zip(fitting, all_of_them, strict=True))
    return same(tuple(one for one in kept if one != AllowanceCharge()), all_of_them)


def _reason_code(code: str | None, edition: Edition) -> str | None:
    if edition.is_en16931:
        return code if code is not None and is_code(code) else None
    return whole(code, REFERENCE)


def _price(one: Price | None, edition: Edition) -> Price | None:
    if one is None:
        return None
    base = quantity(one.base_quantity)
    base_unit = unit(one.base_quantity_unit, has_codes=edition.is_en16931)
    net, gross, discount = money(one.net_price), money(one.gross_price), money(one.discount)
    net = net_price(Price(net_price=net, gross_price=gross, discount=discount))
    if net is None and discount is None:
        net, gross = gross, None
    if not edition.is_en16931:
        net, gross, discount = money(net), None, None
    if discount is None and gross == net:
        gross = None
    fitting = Price(
        net_price=net, gross_price=gross, discount=discount, base_quantity=base, base_quantity_unit=base_unit
    )
    return unless_empty(as_it_was(fitting, one))


def _item(one: Item | None, edition: Edition) -> Item | None:
    if one is None:
        return None
    fitting = Item(
        name=words(one.name, NAME),
        description=words(one.description, LONGEST) if edition.is_en16931 else None,
        seller_identifier=whole(one.seller_identifier, edition.reference),
        buyer_identifier=whole(one.buyer_identifier, edition.reference),
        standard_identifier=_standard_identifier(one.standard_identifier, edition),
        classifications=_classifications(one.classifications, edition) if one.classifications else (),
        origin_country=one.origin_country if one.origin_country and is_country(one.origin_country) else None,
        attributes=_attributes(one.attributes) if one.attributes else (),
    )
    return unless_empty(as_it_was(fitting, one))


def _attributes(all_of_them: tuple[ItemAttribute, ...]) -> tuple[ItemAttribute, ...]:
    fitting = (
        as_it_was(ItemAttribute(name=words(each.name, TEXT), value=words(each.value, TEXT)), each)
        for each in all_of_them
    )
    return same(tuple(each for each in fitting if each != ItemAttribute()), all_of_them)


def same(fitting: tuple[S, ...], before: tuple[S, ...]) -> tuple[S, ...]:
    """Return the groups themselves where none of them had to change."""
    is_same = len(fitting) == len(before) and all(map(is_, fitting, before))
    return before if is_same else fitting


def _standard_identifier(one: Identifier | None, edition: Edition) -> Identifier | None:
    """Return a GTIN, or an identifier of another scheme where the version can say so."""
    if one is None or whole(one.value, REFERENCE) is None:
        return None
    scheme = one.scheme or GTIN_SCHEME
    fits = is_iso6523(scheme) if edition.is_en16931 else scheme == GTIN_SCHEME and clean(one.value, REFERENCE)
    if not fits:
        return None
    return one if one.scheme == scheme else Identifier(value=one.value, scheme=scheme)


def _classifications(all_of_them: tuple[Classification, ...], edition: Edition) -> tuple[Classification, ...]:
    codes = [one for one in all_of_them if whole(one.code, edition.reference) is not None]
    if not edition.is_en16931:
        return tuple(Classification(code=one.code) for one in codes[:1])
    fitting = (
        Classification(
            code=one.code,
            scheme=one.scheme if one.scheme and is_code(one.scheme) else None,
            scheme_version=one.scheme_version if one.scheme_version and len(one.scheme_version) <= VERSION else None,
        )
        for one in codes
    )
    return same(tuple(map(as_it_was, fitting, codes)), all_of_them)


def _is_against_its_amount(one: Line) -> bool:
    """Whether a credited line has a negative quantity for a positive amount, which nobody could tell apart."""
    price = one.price.net_price if one.price else None
    if one.quantity is None or one.net_amount is None:
        return False
    return one.quantity < 0 < one.net_amount and (price is None or price >= 0)


def row_of(one: AllowanceCharge, label: str, sign: int) -> Line:
    """Return the row by which an older version says an allowance or charge on the document."""
    return Line(
        net_amount=one.amount if sign > 0 else turned(one.amount),
        vat=unless_empty(LineVat(category=one.vat_category, rate=one.vat_rate)),
        item=Item(name=one.reason or one.reason_code or label),
    )
