"""Which account each row is proposed to be coded to, and why.

Source: product table, D-02. (1) When the line's article number is that of an own article, and the invoice's supplier
is a supplier of it: the article's cost account. (2) Else the supplier's usual purchase account. (3) Else nothing. Its
oddities:

- It holds the *line's* number against the company's *own* article number, although sellers number their goods
  themselves. Two series meet by chance, so the second half of (1) is what makes it safe: the article has to be bought
  from that very supplier. The buyer's number for the item (BT-156) is asked first, then the seller's (BT-155); a GTIN
  (BT-157) is no article number and is not asked.
- (1) does not say what to do with an article without a cost account, nor any of them with a closed account. An account
  that cannot be used is passed over and named, and the next step is asked.
- It speaks of lines alone. An allowance or a charge of the document belongs to the purchase, so (2) holds for it; the
  rounding and a difference between the lines and the total are no purchase, and stay empty.
- (2) needs the supplier to be known, so an invoice from somebody new is empty on every row.

What was saved before is no fourth step: D-02 ends with "empty", and an account that fills itself in from one earlier
case is saved unread. It is a suggestion of its own, marked as memory and taken with one key; where (1) or (2) proposes
the same account, it says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

import msgspec

from depesch.hub.books.rows import Row, RowKind, memory_keys


class Origin(StrEnum):
    """How an account came to stand with a part. The names stand in the database."""

    ARTICLE = "article"  # (1)
    SUPPLIER = "supplier"  # (2)
    MEMORY = "memory"  # a suggestion that somebody took
    HAND = "hand"  # somebody chose it


class Why(StrEnum):
    """The reason of a proposal; `reason_words` has the words."""

    ARTICLE = "article"
    SUPPLIER = "supplier"
    UNKNOWN_SUPPLIER = "unknown-supplier"
    NO_ACCOUNT = "no-account"  # the supplier is known, but neither an article nor the supplier gives an account
    NO_PURCHASE = "no-purchase"  # rounding, difference


class KnownAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account of the chart."""

    id: UUID
    number: str
    name: str
    is_active: bool = True


class KnownArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An own article that the invoice's supplier is a supplier of."""

    number: str
    name: str
    account: KnownAccount | None = None


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the registers say of the invoice's supplier; `supplier` is empty when it is unknown."""

    supplier: str = ""
    purchase_account: KnownAccount | None = None
    articles: tuple[KnownArticle, ...] = ()
    memory: Mapping[str, KnownAccount] = msgspec.field(default_factory=dict)  # by key of `rows.memory_keys`


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """The account for one row, None for none, and why; `values` fill the words. `passed_over`: numbers of accounts."""

    account: KnownAccount | None
    why: Why
    values: Mapping[str, str] = msgspec.field(default_factory=dict)
    passed_over: tuple[str, ...] = ()
    remembered: KnownAccount | None = None  # a suggestion, where it is another account than the proposed one

    @property
    def origin(self) -> Origin:
        """Return how the proposed account came to be."""
        return Origin.ARTICLE if self.why is Why.ARTICLE else Origin.SUPPLIER


def proposal(row: Row, known: Known) -> Proposal:
    """Return what is proposed for a row, by the order of D-02."""
    found = _by_order(row, known)
    remembered = next((known.memory[key] for key in memory_keys(row) if key in known.memory), None)
    if remembered is None or not remembered.is_active or remembered == found.account:
        return found
    return msgspec.structs.replace(found, remembered=remembered)


def _by_order(row: Row, known: Known) -> Proposal:
    if row.kind in (RowKind.ROUNDING, RowKind.DIFFERENCE):
        return Proposal(account=None, why=Why.NO_PURCHASE)
    if not known.supplier:
        return Proposal(account=None, why=Why.UNKNOWN_SUPPLIER)
    values, passed_over = {"supplier": known.supplier}, []
    article = article_of(row, known.articles)
    if article is not None and article.account is not None:
        if article.account.is_active:
            told = {**values, "article": article.number, "name": article.name}
            return Proposal(account=article.account, why=Why.ARTICLE, values=told)
        passed_over.append(article.account.number)
    default = known.purchase_account
    if default is not None and default.is_active:
        return Proposal(account=default, why=Why.SUPPLIER, values=values, passed_over=tuple(passed_over))
    passed_over += [default.number] if default else []
    return Proposal(account=None, why=Why.NO_ACCOUNT, values=values, passed_over=tuple(passed_over))


def article_of(row: Row, articles: Sequence[KnownArticle]) -> KnownArticle | None:
    """Return the supplier's article that the row names, by its first number that is one; case does not matter."""
    by_number = {each.number.casefold(): each for each in articles}
    return next((by_number[each.casefold()] for each in row.articles if each.casefold() in by_number), None)
