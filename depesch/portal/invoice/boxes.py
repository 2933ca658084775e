"""One field of the form as it stands on the page: its label, what was typed, what may be chosen, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from depesch.hub.drafts.days import day_of
from depesch.hub.drafts.fields import NUMERIC, Field, Kind, field_at, field_words
from depesch.hub.drafts.numbers import NotRead

_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})?")
_KINDS = {Kind.NOTE: "long", Kind.DATE: "date"}

# What no invoice can be without; what one receiver demands beyond that comes from its rule pack.
MUST = frozenset({
    "number", "issue_date", "due_date", "currency", "buyer.name", "buyer.address.country", "seller.name",
    "lines.N.name",
    "lines.N.quantity", "lines.N.unit", "lines.N.price", "lines.N.vat_rate", "allowances.N.reason", "charges.N.reason",
    "payment.means.N.code",
})  # fmt: skip
# Lists that are long and rarely left: what is not usual in them is offered only when it stands there already.
_LONG_LISTS = frozenset(
    {"unit", "currency", "payment_means", "vatex", "allowance_reason", "charge_reason", "note_subject"}
)


@dataclass(frozen=True, slots=True)
class Box:
    """A field with its label and its place for a hint or a fault."""

    name: str
    label: str
    value: str
    kind: str = "text"  # text, number, date, long, choice
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    column: str = ""  # of the rows' table
    is_must: bool = False
    is_wide: bool = False
    may_go: bool = False
    is_focused: bool = False
    draws_anew: bool = False  # a choice that changes which fields there are
    is_unsure: bool = False  # read from a page with little certainty
    fault: str = ""
    says_id: str = ""

    @property
    def id(self) -> str:
        """The element's id."""
        return f"f-{self.name}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What all boxes of one page go by."""

    fields: Mapping[str, str]
    language: str
    faults: Mapping[str, Sequence[str]]
    demanded: frozenset[str] = frozenset()
    focus: str = ""
    unsure: frozenset[str] = frozenset()
    typed_in: str = "en"  # in whose way of writing the fields are
    has_hints: bool = True  # they speak to who writes an invoice, not to who received one

    def box(self, path: str, *, column: str = "", may_go: bool = False, says_id: str = "") -> Box:
        """Return the field at a path as it stands on the page."""
        field = field_at(path)
        if field is None:
            raise KeyError(path)
        words = field_words(path, self.language)
        value = self.fields.get(path, "")
        if field.kind is Kind.DATE:
            value = _iso(value, self.typed_in)
        kind = _kind(field, value)
        return Box(
            name=path,
            label=words.label,
            value=value,
            kind=kind,
            hint=self._hint(path, words.hint),
            options=self._options(field, value) if kind == "choice" else (),
            column=column,
            is_must=field.path in MUST or path in self.demanded,
            is_wide=kind == "long",
            may_go=may_go,
            is_focused=path == self.focus,
            is_unsure=path in self.unsure,
            fault=" ".join(self.faults.get(path, ())),
            says_id=says_id or f"f-{path}-says",
        )

    def _hint(self, path: str, usual: str) -> str:
        if path in self.unsure:
            return _("Uncertain: compare it with the page.")
        return usual if self.has_hints else ""

    def _options(self, field: Field, value: str) -> tuple[tuple[str, str], ...]:
        short = field.code_list in _LONG_LISTS
        offered = [each for each in field.choices if each.usual or each.code == value or not short]
        with_code = field.kind is Kind.CURRENCY
        named = [
            (each.code, f"{each.code} {each.label(self.language)}" if with_code else each.label(self.language))
            for each in offered
        ]
        if value and value not in {code for code, _ in named}:
            named.append((value, value))
        return tuple(named) if any(code == "" for code, _ in named) else (("", "–"), *named)


def _iso(text: str, language: str) -> str:
    """Return a date that was typed as a browser's own field for dates takes it; as it stands when it is none."""
    try:
        return day_of(text, language, timezone.localdate()).isoformat()
    except NotRead:
        return text


def _kind(field: Field, value: str) -> str:
    if field.code_list:
        return "choice"
    if field.kind is Kind.DATE and not _ISO_DAY.fullmatch(value):
        return "text"  # as it was typed, until it is a date
    if field.kind in NUMERIC:
        return "number"
    return _KINDS.get(field.kind, "text")
