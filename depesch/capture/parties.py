"""Seller and buyer: whose block is whose, their names, addresses and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from depesch.capture.blocks import POSTAL, Block, address_of, country_named, in_window, labelled
from depesch.capture.captured import LABEL, POSITION, Doubt, Field
from depesch.capture.finding import Sheet
from depesch.capture.identities import Identity, sure_of
from depesch.capture.layout import Cell
from depesch.capture.words import Code
from depesch.model.invoice import Identifier, Party, PostalAddress

_COMPANY = re.compile(
    r"\b(?:AB|HB|KB|AS|ASA|A/S|ApS|I/S|Oy|Oyj|OY|Ky|GmbH|mbH|AG|KG|OHG|UG|e\.K\.|Ltd|Limited|LLC|Inc|PLC|B\.V\.|BV|N\.V\."
    r"|SARL|SAS|S\.A\.|S\.r\.l\.|SRL|ANS|s\.r\.o\.|SA|Sp\. z o\.o\.)(?![\w/])"
)
_DIVIDER = re.compile(r"\s+[-–—·•●|]\s+|\s*[·•●|]\s*|,\s+(?=\S+.*\d)|\s{2,}")
_SCHEMES = {"SE": "0007", "NO": "0192", "DK": "0184", "FI": "0212"}
_DELIVERY = ("lever", "deliver", "liefer", "toimitus", "adressedelivr", "shipto")
_NAME = re.compile(r"[^\d@:]*[^\W\d]{2}[^@:]*")


class Parties(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of seller and buyer."""

    seller: Party | None
    buyer: Party | None
    fields: tuple[Field, ...]
    doubts: tuple[Doubt, ...]


class _Name(msgspec.Struct, frozen=True):
    cell: Cell
    text: str
    confidence: float
    address: PostalAddress | None = None


def parties_of(sheets: Sequence[Sheet], identities: Sequence[Identity], code_name: str | None = None) -> Parties:
    """Return seller and buyer; `code_name` is whom a payment code says is paid."""
    seller_block, buyer_block = labelled(sheets, "seller"), labelled(sheets, "buyer")
    windows = in_window(sheets)
    if buyer_block is None:
        sellers_name = code_name or _said_twice(sheets)
        buyer_block = _window_of_buyer(windows, seller_block, identities, sellers_name)
    seller_name = _seller_name(sheets, seller_block, buyer_block, windows, code_name)
    buyer_name = _name_in(buyer_block, LABEL if labelled(sheets, "buyer") else POSITION)
    fields: list[Field] = []
    doubts: list[Doubt] = []
    sellers = [one for one in identities if not _is_buyers(one, buyer_block)]
    buyers = [one for one in identities if _is_buyers(one, buyer_block)]
    seller = _party("seller", seller_name, sellers, fields, doubts, terms=("BT-27", "BT-30", "BT-31"))
    buyer = _party("buyer", buyer_name, buyers, fields, doubts, terms=("BT-44", "BT-47", "BT-48"))
    return Parties(seller=seller, buyer=buyer, fields=tuple(fields), doubts=tuple(doubts))


def _is_buyers(identity: Identity, block: Block | None) -> bool:
    return identity.is_buyers or (block is not None and block.holds(identity.cell))


def _said_twice(sheets: Sequence[Sheet]) -> str | None:
    """Return the company whose name stands there most often, at least twice: at the head and at the foot."""
    counts = Counter(one.text for one in _companies(sheets, None))
    (name, count), *_ = counts.most_common(1) or [("", 0)]
    return name if count > 1 else None


def _window_of_buyer(
    windows: Sequence[Block], seller: Block | None, identities: Sequence[Identity], sellers_name: str | None
) -> Block | None:
    """Return the window that is the buyer's: not the seller's block, not one with numbers, not the letterhead."""
    free = [
        block
        for block in windows
        if not block.heading.startswith(_DELIVERY)
        and not (seller and any(seller.holds(line) for line in block.lines))
        and not any(block.holds(one.cell) for one in identities)
        and not (sellers_name and any(sellers_name.casefold() in line.text.casefold() for line in block.lines))
    ]
    if sellers_name is None and len(windows) > 1 and len(free) == len(windows):
        free = free[1:]  # the first is the letterhead
    return free[0] if free else None


def _name_in(block: Block | None, confidence: float) -> _Name | None:
    if block is None:
        return None
    for number, line in enumerate(block.lines):
        if _NAME.fullmatch(line.text) and not POSTAL.fullmatch(line.text) and not country_named(line.text):
            if block.sheet.labels_in(line) and block.sheet.labels_in(line)[0].begin == 0 and len(line.words) > 1:
                continue
            return _Name(line, line.text, confidence, address_of(block.lines[number + 1 :]))
    return None


def _seller_name(
    sheets: Sequence[Sheet],
    seller: Block | None,
    buyer: Block | None,
    windows: Sequence[Block],
    code_name: str | None,
) -> _Name | None:
    """Return the seller's name: from its block, as a payment code says it, as a company's name, or from the top."""
    name = _name_in(seller, LABEL)
    if name is not None:
        return name
    companies = list(_companies(sheets, buyer))
    if code_name:
        same = [one for one in companies if one.text.casefold() == code_name.casefold()]
        companies = same or companies
    if companies:
        counts = {one.text: sum(1 for other in companies if other.text == one.text) for one in companies}
        chosen = max(companies, key=lambda one: (counts[one.text], one.confidence, -one.cell.page.number))
        sure = LABEL if code_name or counts[chosen.text] > 1 else 0.65
        return msgspec.structs.replace(chosen, confidence=sure, address=chosen.address or _address_by(chosen, windows))
    return _letterhead(sheets[0], buyer)


def _companies(sheets: Sequence[Sheet], buyer: Block | None) -> Iterable[_Name]:
    """Yield what looks like a company's name outside the buyer's block, with the address on the same line if any."""
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row.cells:
                if not _COMPANY.search(cell.text) or (buyer is not None and buyer.holds(cell)):
                    continue
                if len(cell.text) > 160:
                    continue
                parts = [part.strip() for part in _DIVIDER.split(cell.text) if part.strip()]
                at = next((at for at, part in enumerate(parts) if _COMPANY.search(part)), None)
                if at is None or len(parts[at]) > 60 or not _NAME.fullmatch(parts[at]):
                    continue
                yield _Name(cell, parts[at], POSITION, _address_in(parts[at + 1 :]))


def _address_in(parts: Sequence[str]) -> PostalAddress | None:
    """Return the address in the parts of one line: street, post code with city, country."""
    for number, part in enumerate(parts):
        match = POSTAL.fullmatch(part)
        if match is not None:
            street = parts[number - 1] if number else None
            country = country_named(parts[number + 1]) if number + 1 < len(parts) else None
            return PostalAddress(line_1=street, city=match["city"].strip(), post_code=match["code"], country=country)
    return None


def _address_by(name: _Name, windows: Sequence[Block]) -> PostalAddress | None:
    for block in windows:
        for number, line in enumerate(block.lines):
            if name.text in line.text:
                return address_of(block.lines[number + 1 :])
    return None


def _letterhead(sheet: Sheet, buyer: Block | None) -> _Name | None:
    """Return the tallest letters at the top of the first page that are no label and no number."""
    top = [
        cell
        for row in sheet.rows
        if row.top < sheet.page.height * 0.2
        for cell in row.cells
        if not sheet.labels_in(cell) and _NAME.fullmatch(cell.text) and not (buyer and buyer.holds(cell))
    ]
    tallest = max(top, key=lambda cell: (round(cell.height), -cell.top), default=None)
    return _Name(tallest, tallest.text, POSITION) if tallest is not None and len(tallest.text) > 2 else None


def _party(
    path: str,
    name: _Name | None,
    identities: Sequence[Identity],
    fields: list[Field],
    doubts: list[Doubt],
    *,
    terms: tuple[str, str, str],
) -> Party | None:
    """Return the party, its fields and doubts added to the lists."""
    organisation = _numbered("organisation", identities, terms[1], f"{path}.legal_registration.value", fields, doubts)
    vat = _numbered("vat_number", identities, terms[2], f"{path}.vat_identifier", fields, doubts)
    if name is not None:
        fields.append(_field(terms[0], name.cell, name.text, name.confidence, f"{path}.name"))
    if name is None and organisation is None and vat is None:
        return None
    country = next((one.country for one in (vat, organisation) if one), None)
    address = name.address if name else None
    if address is not None and address.country is None and country:
        address = msgspec.structs.replace(address, country=country)
    if address is None and country:
        address = PostalAddress(country=country)
    return Party(
        name=name.text if name else None,
        legal_registration=_registration(organisation),
        vat_identifier=vat.value if vat else None,
        address=address,
    )


def _registration(identity: Identity | None) -> Identifier | None:
    if identity is None:
        return None
    value = f"{identity.value[:7]}-{identity.value[7:]}" if identity.country == "FI" else identity.value
    return Identifier(value=value, scheme=_SCHEMES.get(identity.country))


def _numbered(
    kind: str, identities: Sequence[Identity], term: str, path: str, fields: list[Field], doubts: list[Doubt]
) -> Identity | None:
    """Return the first number of the kind with a right check digit, or else the first, which is then doubted."""
    of_kind = sorted((one for one in identities if one.kind == kind), key=lambda one: one.right is False)
    if not of_kind:
        return None
    chosen = of_kind[0]
    fields.append(_field(term, chosen.cell, chosen.value, sure_of(chosen), path))
    if chosen.right is False:
        doubts.append(Doubt(code=Code.CHECK_DIGIT, term=term, value=chosen.value))
    return chosen


def _field(term: str, cell: Cell, value: str, confidence: float, path: str) -> Field:
    return Field(
        term=term, text=cell.text, value=value, confidence=round(min(confidence, max(cell.score(), 0.3)), 2),
        page=cell.page.number, box=cell.box(), path=path,
    )  # fmt: skip
