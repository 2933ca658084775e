"""Labels of invoices: each sibling with `LABELS` is one language, and what its invoices call each term.

A label is written as it is printed; case, accents, marks and spaces do not count when it is compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from depesch.capture.layout import folded
from depesch.kit.discovery import plugins

# Terms that labels name beside the business terms: columns of the line table, blocks, and what is not to be mistaken.
TERMS = frozenset(
    {
        "number", "issue_date", "due_date", "reference", "order_reference", "buyer_reference", "contract_reference",
        "preceding", "delivery_date", "payment_terms", "project_reference",
        "lines_total", "net", "vat", "gross", "payable", "paid", "rounding", "total", "vat_base",
        "bankgiro", "plusgiro", "iban", "account", "bic", "organisation", "vat_number",
        "buyer_organisation", "buyer_vat_number", "seller", "buyer", "invoice", "credit_note",
        "column_description", "column_quantity", "column_unit", "column_price", "column_rate", "column_amount",
        "column_article", "column_line", "column_discount", "column_other", "other",
    }
)  # fmt: skip


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """What invoices in one language call things; `weak` has words that mean other things too."""

    language: str
    words: Mapping[str, tuple[str, ...]]
    weak: Mapping[str, tuple[str, ...]] = {}


class Meaning(msgspec.Struct, frozen=True):
    """What a label may mean: a term, and whether the word means other things too."""

    term: str
    weak: bool = False


@cache
def meanings() -> Mapping[str, tuple[Meaning, ...]]:
    """Return what each label, folded, may mean in any of the languages."""
    found: dict[str, set[Meaning]] = {}
    for name, labels in plugins(__name__, "LABELS").items():
        assert isinstance(labels, Labels), f"{name}.LABELS is no Labels"  # noqa: S101 - our own mistake
        for words, weak in ((labels.words, False), (labels.weak, True)):
            for term, texts in words.items():
                assert term in TERMS, f"{name}: {term!r} is no term"  # noqa: S101 - our own mistake
                for text in texts:
                    found.setdefault(folded(text), set()).add(Meaning(term, weak))
    return {text: tuple(sorted(meant, key=lambda one: (one.weak, one.term))) for text, meant in found.items()}
