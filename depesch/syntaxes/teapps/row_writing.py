"""An invoice line as a row of TEAPPSXML 2.7.2."""

from __future__ import annotations

from decimal import Decimal

from depesch.model.codelists import codes
from depesch.model.invoice import AllowanceCharge, Identifier, Item, Line, LineVat, Price
from depesch.syntaxes import Done
from depesch.syntaxes.line_allowances import without_vat
from depesch.syntaxes.markup import attribute, digits, escaped
from depesch.syntaxes.teapps.codes import DISCOUNT, DISCOUNT_TYPE, GTIN, unit_named
from depesch.syntaxes.teapps.fitting import per_unit
from depesch.syntaxes.teapps.row_plan import NET
from depesch.syntaxes.teapps.sheet import FREE_TEXT, Sheet, amount, sign_of

_UNIT, _COUNTRY = 5, 2
_BLANK = "white space is not worth a free text"
_IN_ROW = "TEAPPSXML has no element for it; it stands in the free text of the row"


class RowNotes:
    """What the free text of a row says beside the note of the line."""

    __slots__ = ("_out", "texts")

    def __init__(self, out: Sheet) -> None:
        self._out = out
        self.texts: list[str] = []

    def note(self, path: str, value: str | None, label: str) -> None:
        """Have a term stand in the free text of the row."""
        if value and value.strip():
            self._out.lose(path, value, _IN_ROW, done=Done.NOTED)
            self.texts.append(f"{label}: {value}")
        elif value is not None:
            self._out.lose(path, value, _BLANK)

    def note_identifier(self, path: str, value: Identifier, label: str) -> None:
        """Have an identifier stand there, and its scheme behind the label."""
        if value.value.strip():
            self.note(path, value.value, f"{label} ({value.scheme})" if value.scheme else label)
        else:
            self._out.lose_part(path, value.value, _BLANK)


def add_row(out: Sheet, line: Line, index: int) -> None:
    """Write one invoice line; its numbers fit already."""
    path, notes = f"lines[{index}]", RowNotes(out)
    out.append("<ROW>")
    out.text("ROW_NUMBER", line.identifier, f"{path}.identifier")
    if line.item is not None:
        _add_article(out, line.item, f"{path}.item", notes)
    if line.period is not None:
        out.day("START_PERIOD", line.period.start)
        out.day("END_PERIOD", line.period.end)
    _add_quantity(out, line, path)
    _add_references(out, line, path, notes)
    if line.quantity is None:
        _add_lone_unit(out, line.unit, f"{path}.unit")
    if line.price is not None:
        _add_price(out, line.price, f"{path}.price")
    for number, one in enumerate(without_vat(out, line.allowances, f"{path}.allowances")):
        add_discount(out, one, f"{path}.allowances[{number}]")
    for number, one in enumerate(without_vat(out, line.charges, f"{path}.charges")):
        _add_charge(out, one, f"{path}.charges[{number}]")
    if line.net_amount is not None:
        out.append(f"<ROW_TOTAL>{amount(line.net_amount, NET)}</ROW_TOTAL>")
    if line.vat is not None:
        _add_vat(out, line.vat, f"{path}.vat")
    if line.item is not None:
        _add_origin(out, line.item, f"{path}.item")
    if line.buyer_accounting_reference is not None:
        out.append("<DEFAULT_ROW_POSTING>")
        out.text("ACCOUNT_REFERENCE", line.buyer_accounting_reference, f"{path}.buyer_accounting_reference")
        out.append("</DEFAULT_ROW_POSTING>")
    _add_note(out, line.note, f"{path}.note", notes)
    out.append("</ROW>")


def _add_article(out: Sheet, item: Item, path: str, notes: RowNotes) -> None:
    out.append("<ARTICLE>")
    out.text("ARTICLE_ID", item.seller_identifier, f"{path}.seller_identifier")
    out.text("ARTICLE_NAME", item.name, f"{path}.name")
    _add_standard_identifier(out, item, path, notes)
    _add_classifications(out, item, path, notes)
    out.text("FREE_TEXT", item.description, f"{path}.description", FREE_TEXT)
    if item.attributes:
        out.append("<ARTICLE_DESCRIPTIONS>")
        for index, one in enumerate(item.attributes):
            out.append("<ARTICLE_DESCRIPTION>")
            out.text("DESCRIPTION_TYPE", one.name, f"{path}.attributes[{index}].name")
            out.text("DESCRIPTION_VALUE", one.value, f"{path}.attributes[{index}].value")
            out.append("</ARTICLE_DESCRIPTION>")
        out.append("</ARTICLE_DESCRIPTIONS>")
    out.append("</ARTICLE>")


def _add_standard_identifier(out: Sheet, item: Item, path: str, notes: RowNotes) -> None:
    identifier = item.standard_identifier
    if identifier is None:
        return
    place = f"{path}.standard_identifier"
    if identifier.scheme not in (None, GTIN) or not identifier.value.strip():
        notes.note_identifier(place, identifier, "Standard item number")
        return
    if identifier.scheme is None:
        out.lose(f"{place}.scheme", GTIN, "the standard number of an article is a GTIN in TEAPPSXML", done=Done.ADDED)
    out.text("EAN_CODE", identifier.value, place)


def _add_classifications(out: Sheet, item: Item, path: str, notes: RowNotes) -> None:
    """Write the first classification as the product group, and note the others with their schemes."""
    written = False
    for index, one in enumerate(item.classifications):
        place = f"{path}.classifications[{index}]"
        if not written and one.code and one.code.strip():
            written = True
            out.text("PRODUCT_GROUP", one.code, f"{place}.code")
            for name in ("scheme", "scheme_version"):
                value = getattr(one, name)
                if value is not None:
                    out.lose(f"{place}.{name}", value, "TEAPPSXML 2.7.2 does not say of which list a product group is")
        else:
            for name, label in (
                ("code", "Item classification"),
                ("scheme", "Classification scheme"),
                ("scheme_version", "Classification version"),
            ):
                notes.note(f"{place}.{name}", getattr(one, name), label) if getattr(one, name) is not None else None


def _add_quantity(out: Sheet, line: Line, path: str) -> None:
    if line.quantity is None:
        return
    unit = line.unit if line.unit and not line.unit.isspace() else None
    if line.unit and unit is None:
        out.lose(f"{path}.unit", line.unit, "a unit of white space is none in TEAPPSXML")
    if unit is not None:
        _name_unit(out, unit, f"{path}.unit")
    marks = f' SIGN="{sign_of(line.quantity)}"{attribute("Q_UNIT", unit)}'
    out.append(f"<QUANTITY><CHARGED{marks}>{digits(line.quantity.copy_abs())}</CHARGED></QUANTITY>")


def _name_unit(out: Sheet, unit: str, path: str) -> None:
    if unit_named(unit) != unit:
        out.lose(path, unit, f"TEAPPSXML means {unit_named(unit)} by it", done=Done.CHANGED)


def _add_lone_unit(out: Sheet, unit: str | None, path: str) -> None:
    if unit is None:
        return
    if len(unit) > _UNIT:
        out.lose(path, unit, f"a unit without a quantity has at most {_UNIT} characters")
        return
    if unit.strip():
        _name_unit(out, unit, path)
    out.text("UNIT", unit, path)


def _add_references(out: Sheet, line: Line, path: str, notes: RowNotes) -> None:
    if line.object_identifier is not None:
        notes.note_identifier(f"{path}.object_identifier", line.object_identifier, "Invoiced object")
    if line.order_line_reference is not None:
        out.append('<ORDER_INFORMATION ORDER_TYPE="CO">')
        out.text("ORDER_POSITION", line.order_line_reference, f"{path}.order_line_reference")
        out.append("</ORDER_INFORMATION>")


def _add_price(out: Sheet, price: Price, path: str) -> None:
    unit, marks = price.base_quantity_unit, ""
    has_price = price.net_price is not None or price.gross_price is not None
    if unit is not None and has_price and unit in codes("unit") and unit_named(unit) == unit:
        marks = attribute("PR_UNIT", unit)
    elif unit is not None:
        out.lose(f"{path}.base_quantity_unit", unit, "only a known unit beside a price can be told from a text")
    price = per_unit(out, price, path, has_unit=bool(marks))
    first, net = price.gross_price, price.net_price
    if first is None:
        first, net = net, None
    elif net is None:
        why = "a price beside which no net price stands is that"
        out.lose(f"{path}.gross_price", first, why)
        out.lose(f"{path}.net_price", first, why, done=Done.ADDED)
    if first is not None:
        out.append(f"<PRICE_PER_UNIT{marks}>{amount(first, NET)}</PRICE_PER_UNIT>")
    for tag, value in (("DISCOUNT_FROM_PRICE_PER_UNIT", price.discount), ("PRICE_PER_UNIT_NET", net)):
        if value is not None:
            out.append(f"<{tag}>{amount(value, NET)}</{tag}>")


def add_discount(out: Sheet, one: AllowanceCharge, path: str) -> None:
    """Write an allowance of the invoice or of a line."""
    marks = ""
    if one.reason_code == DISCOUNT:
        marks = attribute("TYPE", DISCOUNT_TYPE)
    elif one.reason_code is not None:
        out.lose(f"{path}.reason_code", one.reason_code, "TEAPPSXML 2.7.2 tells a plain discount only by its type")
    if one.base_amount is not None:
        out.lose(f"{path}.base_amount", one.base_amount, "TEAPPSXML 2.7.2 does not say what a discount is of")
    out.append(f"<DISCOUNT{marks}>")
    out.text("DISCOUNT_NAME", one.reason, f"{path}.reason")
    add_number(out, "PER_CENT", one.percentage)
    if one.amount is not None:
        out.append(f"<DISCOUNT_AMOUNT>{amount(one.amount, NET)}</DISCOUNT_AMOUNT>")
    out.append("</DISCOUNT>")


def _add_charge(out: Sheet, one: AllowanceCharge, path: str) -> None:
    if one.amount is None:
        for name in ("base_amount", "percentage", "reason", "reason_code"):
            if (value := getattr(one, name)) is not None:
                out.lose(f"{path}.{name}", value, "a charge of a row needs its amount")
        return
    if one.reason_code is not None:
        out.lose(f"{path}.reason_code", one.reason_code, "TEAPPSXML 2.7.2 has no code for the charge of a row")
    out.append("<ROW_CHARGE>")
    out.text("CHARGE_NAME", one.reason, f"{path}.reason")
    add_number(out, "PER_CENT", one.percentage)
    if one.base_amount is not None:
        out.append(f"<CHARGE_FROM_AMOUNT>{amount(one.base_amount, NET)}</CHARGE_FROM_AMOUNT>")
    out.append(f"<CHARGE_AMOUNT>{amount(one.amount, NET)}</CHARGE_AMOUNT></ROW_CHARGE>")


def add_number(out: Sheet, tag: str, value: Decimal | None) -> None:
    """Write a number without a sign, if there is one."""
    if value is not None:
        out.append(f"<{tag}>{digits(value)}</{tag}>")


def vat_marks(out: Sheet, category: str | None, rate: Decimal | None, path: str) -> str:
    """Return the attribute of the VAT category, and name what is read of it otherwise."""
    if category and category.isspace():
        out.lose(f"{path}.category", category, "a category of white space is none in TEAPPSXML")
        category = None
    if not category and rate is not None and rate > 0:
        out.lose(f"{path}.category", "S", "a positive rate is the standard one in TEAPPSXML", done=Done.ADDED)
    return attribute("VAT_TYPE", category) if category else ""


def _add_vat(out: Sheet, vat: LineVat, path: str) -> None:
    out.append(f"<VAT{vat_marks(out, vat.category, vat.rate, path)}>")
    add_number(out, "RATE", vat.rate)
    out.append("</VAT>")


def _add_origin(out: Sheet, item: Item, path: str) -> None:
    if item.origin_country is not None:
        out.append("<CN>")
        out.whole("COUNTRY_OF_ORIGIN_CODE", item.origin_country, f"{path}.origin_country", _COUNTRY)
        out.append("</CN>")
    out.text("RECEIVER_PRODUCT_CODE", item.buyer_identifier, f"{path}.buyer_identifier")


def _add_note(out: Sheet, note: str | None, path: str, notes: RowNotes) -> None:
    pieces = pieces_of(note or "")
    if note and not pieces:
        out.lose(path, note, "an element with nothing but white space says nothing in TEAPPSXML")
    elif pieces and (len(pieces) > 1 or pieces[0] != note):
        out.lose(
            path, note or "", f"a free text has at most {FREE_TEXT} characters: it stands in several", done=Done.CHANGED
        )
    if notes.texts:
        out.lose(path, "; ".join(notes.texts), "it has what the row has no element for", done=Done.ADDED)
        pieces += pieces_of("; ".join(notes.texts))
    for piece in pieces:
        out.append(f"<FREE_TEXT>{escaped(piece)}</FREE_TEXT>")


def pieces_of(text: str) -> list[str]:
    """Return a text in pieces that a FREE_TEXT has room for, without those of white space."""
    pieces = [text[at : at + FREE_TEXT] for at in range(0, len(text), FREE_TEXT)]
    return [piece for piece in pieces if piece.strip()]
