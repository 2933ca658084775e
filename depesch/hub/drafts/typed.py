"""From what was typed to the model, and back. What cannot be read is a fault at its path; nothing is guessed.

A row that holds nothing but what the form puts there by itself (a unit, a VAT rate) is not on the invoice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from depesch.hub.drafts.choices import choices_of
from depesch.hub.drafts.days import day_of, text_of_day
from depesch.hub.drafts.fields import NUMERIC, Field, Kind, by_place, field_at
from depesch.hub.drafts.numbers import NotRead, number_of, text_of_number
from depesch.hub.drafts.typed_words import fault_words
from depesch.hub.tenancy.models import Company
from depesch.kit.clock import now
from depesch.model.invoice import Invoice

BIS_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
BIS_SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
STEPS = {"whole": Decimal(1), "half": Decimal("0.50")}  # of `rounding`
EN_SPECIFICATION = "urn:cen.eu:en16931:2017"
_MOST_TEXT = 10_000
# What XML 1.0 has no way to write, and halves of surrogate pairs.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Fields that the form fills by itself: alone, they make no row.
_WEAK = frozenset({"unit", "vat_category", "vat_rate", "exemption_reason", "exemption_reason_code", "scheme",
                   "subject_code", "base_quantity_unit"})  # fmt: skip
_INDEX = re.compile(r"\[(\d+)\]")

Tree = dict[Any, Any]


class FieldFault(msgspec.Struct, frozen=True, kw_only=True):
    """A typed value that cannot be read: where, what was typed, and what to say about it."""

    path: str
    value: str
    code: str
    words: str


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed as far as it could be read. Sums are not in it: see `sums`."""

    invoice: Invoice
    faults: tuple[FieldFault, ...] = ()
    rows: Mapping[str, tuple[int, ...]] = {}  # by the model's place: which number in the form each row has
    step: Decimal | None = None  # that the total is rounded to
    exchange_rate: Decimal | None = None  # of the VAT currency
    reasons: Mapping[str, str] = {}  # of having no VAT, and their codes, by the path of their field
    filled: frozenset[str] = frozenset()  # paths with any text


def invoice_of(
    fields: Mapping[str, str],
    *,
    language: str,
    company: Company | None = None,
    today: date | None = None,
    words_in: str | None = None,
) -> Typed:
    """Return what was typed in the way of writing of `language`; faults are told in `words_in`, by default the same.

    `today` decides about dates without a year; by default it is today where the company is.
    """
    reader = _Reader(language, words_in or language, today or local_day(company))
    return reader.read({path: text for path, text in fields.items() if isinstance(text, str) and text.strip()})


def local_day(company: Company | None) -> date:
    """Return today where the company is."""
    from zoneinfo import ZoneInfo

    return now().astimezone(ZoneInfo(company.time_zone if company else "Europe/Stockholm")).date()


def text_of(value: object, language: str) -> str:
    """Return a value of the model as it is typed in `language`."""
    if isinstance(value, Decimal):
        return text_of_number(value, language)
    if isinstance(value, date):
        return text_of_day(value, language)
    return str(value)


def text_of_field(path: str, text: str, written_in: str, language: str) -> str:
    """Return the text of a field as it is typed in another language; what cannot be read stays as it is."""
    field = field_at(path)
    if field is None or (field.kind not in NUMERIC and field.kind is not Kind.DATE):
        return text
    try:
        return text_of(value_of(field, text, written_in, local_day(None)), language)
    except NotRead:
        return text


def value_of(field: Field, text: str, language: str, today: date) -> object:
    """Return what the text of a field means; raises NotRead."""
    if len(text) > _MOST_TEXT:
        raise NotRead("too-much-text")
    if _UNWRITABLE.search(text):
        raise NotRead("unwritable")
    if field.kind in NUMERIC:
        bare = text.strip().removesuffix("%") if field.kind is Kind.PERCENT else text
        return number_of(bare, language)
    if field.kind is Kind.DATE:
        return day_of(text, language, today)
    if field.path == "specification" and not text.strip().startswith(EN_SPECIFICATION):
        raise NotRead("not-a-profile")
    read = _READ.get(field.kind)
    return read(field, text.strip(), language) if read else text.strip().replace("\r\n", "\n")


def _chosen(field: Field, text: str, language: str) -> str:
    """Return the code that was chosen, by itself or by its name; raises NotRead."""
    code = _code_of(field, text, language)
    if code is None:
        raise NotRead("unknown-choice")
    return code


def _code(field: Field, text: str, language: str) -> str:
    """Return the code; what is in no list stays as it is, for the rules to judge."""
    return (_code_of(field, text, language) or text) if field.code_list else text


def _code_of(field: Field, text: str, language: str) -> str | None:
    choices = choices_of(field.code_list)
    codes = {choice.code for choice in choices}
    found = next((one for one in (text, text.upper()) if one in codes), None)
    if found is not None:
        return found
    wanted = text.casefold()
    return next((choice.code for choice in choices if choice.label(language).casefold() == wanted), None)


_READ: dict[Kind, Callable[[Field, str, str], str]] = {
    Kind.UNIT: _chosen, Kind.COUNTRY: _chosen, Kind.CURRENCY: _chosen, Kind.CODE: _code,
}  # fmt: skip


class _Reader:
    """Reads the fields of one invoice."""

    def __init__(self, language: str, words_in: str, today: date) -> None:
        self.language, self.words_in, self.today = language, words_in, today
        self.faults: list[FieldFault] = []
        self.tree: Tree = {}
        self.apart: dict[str, Any] = {}  # what the model has no place for
        self.rows: dict[str, tuple[int, ...]] = {}

    def read(self, texts: Mapping[str, str]) -> Typed:
        strong = _rows_that_count(texts)
        for path, text in texts.items():
            if all(row in strong for row in _rows_of(path)):
                self._put(path, text)
        built = self._built(self.tree, "")
        return Typed(
            invoice=_profiled(msgspec.convert(built, Invoice)),
            faults=tuple(self.faults),
            rows=self.rows,
            step=self.apart.pop("rounding", None),
            exchange_rate=self.apart.pop("vat_exchange_rate", None),
            reasons=self.apart,
            filled=frozenset(texts),
        )

    def _put(self, path: str, text: str) -> None:
        field = field_at(path)
        try:
            if field is None:
                raise NotRead("unknown-field")
            value = value_of(field, text, self.language, self.today)
            if field.path == "rounding":
                value = _step(str(value))
        except NotRead as error:
            self.faults.append(self.fault(path, text, error.code))
            return
        if not field.place:
            self.apart[path] = value
            return
        numbers = iter(part for part in path.split(".") if part.isdigit())
        keys = [int(next(numbers)) if key == "N" else key for key in field.place.split(".")]
        _set(self.tree, [*keys, "value"] if field.kind is Kind.IDENTIFIER else keys, value)

    def fault(self, path: str, text: str, code: str) -> FieldFault:
        words = fault_words(code, self.words_in, path=path, value=text.strip())
        return FieldFault(path=path, value=text, code=code, words=words)

    def _built(self, tree: Tree, place: str) -> dict[str, Any]:
        """Return the tree with lists for its numbered parts, without identifiers that have a scheme alone and what is
        empty without them.
        """
        built: dict[str, Any] = {}
        for key, value in tree.items():
            where = f"{place}.{key}" if place else key
            if not isinstance(value, dict):
                built[key] = value
            elif all(isinstance(number, int) for number in value):
                numbers = [number for number in sorted(value) if set(value[number]) != {"scheme"}]
                self.rows[where] = tuple(numbers)
                built[key] = [self._built(value[number], f"{where}.{number}") for number in numbers]
            elif set(value) != {"scheme"} and (part := self._built(value, where)):
                built[key] = part  # a party of which only a scheme was chosen is no party
        return built


def _profiled(invoice: Invoice) -> Invoice:
    """Return the invoice with its process and profile, Peppol's own unless it is written to an e-mail address."""
    address = invoice.buyer.electronic_address if invoice.buyer else None
    by_mail = address is not None and address.scheme == "EM"
    return msgspec.structs.replace(
        invoice,
        business_process=invoice.business_process or (None if by_mail else BIS_PROCESS),
        specification=invoice.specification or (EN_SPECIFICATION if by_mail else BIS_SPECIFICATION),
    )


def _step(code: str) -> Decimal | None:
    if code not in STEPS:
        raise NotRead("unknown-choice")
    return STEPS[code]


def _set(tree: Tree, keys: list[Any], value: object) -> None:
    for key in keys[:-1]:
        tree = tree.setdefault(key, {})
    tree[keys[-1]] = value


def _rows_that_count(texts: Mapping[str, str]) -> set[str]:
    return {row for path in texts if path.rpartition(".")[2] not in _WEAK for row in _rows_of(path)}


def _rows_of(path: str) -> Iterator[str]:
    """Give the rows that a path is in: `lines.0` and `lines.0.allowances.1` of `lines.0.allowances.1.amount`."""
    parts = path.split(".")
    for position, part in enumerate(parts):
        if part.isdigit():
            yield ".".join(parts[: position + 1])


def path_of_place(place: str, rows: Mapping[str, tuple[int, ...]]) -> str | None:
    """Return the form's path of a place in the model such as `lines[2].item.name`; None when the form has none.

    `rows` are those of `Typed`; without them, rows have the numbers of the model.
    """
    bare = place
    field = by_place().get(_INDEX.sub("[]", bare))
    if field is None:  # the value of an identifier
        bare = place.removesuffix(".value")
        field = by_place().get(_INDEX.sub("[]", bare))
    if field is None:
        return None
    numbers, so_far = [], ""
    for part in bare.split("."):
        name, _, index = part.partition("[")
        so_far = f"{so_far}.{name}" if so_far else name
        if index:
            known = rows.get(so_far, ())
            number = int(index[:-1])
            numbers.append(known[number] if number < len(known) else number)
            so_far = f"{so_far}.{numbers[-1]}"
    path = field.path
    for number in numbers:
        path = path.replace("N", str(number), 1) if "N" in path else path
    return path
