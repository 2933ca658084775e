"""The company's own articles: number, cost account, and whose article it is. Call everything inside `acting_for`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from depesch.hub.books import chart
from depesch.hub.books.models import Article, ArticleSupplier, LedgerAccount, Supplier
from depesch.hub.books.proposing import KnownArticle
from depesch.hub.history.kinds.coding import ArticleRemoved, ArticleSet
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import tenant_id

MOST = 100_000
MOST_SUPPLIERS = 100


class ArticleFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants of an article."""

    number: str
    name: str
    gtin: str = ""


class BadArticle(ValueError):
    """An article cannot be set so; `field` is one of the facts, account or suppliers, `code` why, `value` which.

    Codes: bad-number, bad-name, bad-gtin, there-already, closed-account, too-many.
    """

    def __init__(self, field: str, code: str, value: str = "") -> None:
        super().__init__(f"{field}: {code} {value}".strip())
        self.field, self.code, self.value = field, code, value


def articles(words: str = "") -> QuerySet[Article]:
    """Return the articles whose number, name or GTIN has the words in it, by number, with account and suppliers."""
    links = ArticleSupplier.objects.select_related("supplier").order_by("supplier__name")
    rows = Article.objects.select_related("cost_account").prefetch_related(Prefetch("suppliers", queryset=links))
    plain = words.strip()
    if plain:
        rows = rows.filter(Q(number__icontains=plain) | Q(name__icontains=plain) | Q(gtin__startswith=plain))
    return rows.order_by("number", "id")


def of_supplier(supplier_id: UUID, numbers: Iterable[str]) -> tuple[KnownArticle, ...]:
    """Return the supplier's articles among the numbers; case does not matter. One query."""
    wanted = {number.casefold() for number in numbers} | {number.lower() for number in numbers}
    if not wanted:
        return ()
    rows = Article.objects.annotate(folded=Lower("number")).filter(
        folded__in=wanted, suppliers__supplier_id=supplier_id
    )
    return tuple(
        KnownArticle(
            number=row.number, name=row.name, account=chart.known(row.cost_account) if row.cost_account else None
        )
        for row in rows.select_related("cost_account")
    )


@transaction.atomic
def save_article(
    facts: ArticleFacts, *, account: LedgerAccount | None, suppliers: Sequence[Supplier],
    article: Article | None = None, actor: str,
) -> Article:  # fmt: skip
    """Add an article, or change one, with all its suppliers. Raises BadArticle."""
    Company.objects.select_for_update(no_key=True).get(pk=tenant_id())
    wanted = _checked(facts)
    if account is not None and not account.is_active and (article is None or article.cost_account_id != account.pk):
        raise BadArticle("account", "closed-account", account.number)
    others = Article.objects.exclude(pk=article.pk) if article else Article.objects.all()
    if others.filter(number__iexact=wanted.number).exists():
        raise BadArticle("number", "there-already", wanted.number)
    if (article is None and others.count() >= MOST) or len(suppliers) > MOST_SUPPLIERS:
        raise BadArticle("suppliers" if len(suppliers) > MOST_SUPPLIERS else "number", "too-many")
    row = article or Article(tenant_id=tenant_id())
    row.number, row.name, row.gtin, row.cost_account = wanted.number, wanted.name, wanted.gtin, account
    row.save()
    ids = {each.pk for each in suppliers}
    row.suppliers.exclude(supplier_id__in=ids).delete()
    ArticleSupplier.objects.bulk_create(
        [ArticleSupplier(tenant_id=tenant_id(), article=row, supplier_id=each) for each in sorted(ids)],
        ignore_conflicts=True,
    )
    event = ArticleSet(number=row.number, name=row.name, account=account.number if account else "", suppliers=len(ids))
    record(event, document_id=None, actor=actor)
    return row


@transaction.atomic
def remove_article(article: Article, *, actor: str) -> None:
    """Remove an article; what was coded by it stays."""
    record(ArticleRemoved(number=article.number, name=article.name), document_id=None, actor=actor)
    article.delete()


def article_called(article_id: UUID) -> Article | None:
    """Return one of the company's articles with its account and suppliers; None for any other."""
    return articles().filter(pk=article_id).first()


def _checked(facts: ArticleFacts) -> ArticleFacts:
    number, name = " ".join(facts.number.split()), " ".join(facts.name.split())
    gtin = re.sub(r"\s", "", facts.gtin)
    if not 1 <= len(number) <= 60 or not number.isprintable():
        raise BadArticle("number", "bad-number", number)
    if not 1 <= len(name) <= 200 or not name.isprintable():
        raise BadArticle("name", "bad-name")
    if gtin and not _is_gtin(gtin):
        raise BadArticle("gtin", "bad-gtin", gtin)
    return ArticleFacts(number=number, name=name, gtin=gtin)


def _is_gtin(text: str) -> bool:
    """Return whether it is a GTIN of 8, 12, 13 or 14 digits with a right check digit.

    Source: GS1 General Specifications, 7.9: weights 3 and 1 from the right.
    """
    if not (text.isascii() and text.isdigit()) or len(text) not in (8, 12, 13, 14):
        return False
    return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(reversed(text))) % 10 == 0
