"""`/ledger-accounts`, `/suppliers`, `/articles`: the registers that coding goes by."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from depesch.api.callers import Caller, caller_who_may
from depesch.api.coding_shapes import (
    ArticleIn,
    ArticleListOut,
    ArticleOut,
    LedgerAccountIn,
    LedgerAccountListOut,
    LedgerAccountOut,
    SupplierIn,
    SupplierListOut,
    SupplierOut,
)
from depesch.api.listing import address_of_next
from depesch.api.once import PARAMETER, once
from depesch.api.problems import ApiProblem
from depesch.api.shapes import ProblemDetails
from depesch.hub.books.articles import ArticleFacts, BadArticle, article_called, articles, remove_article, save_article
from depesch.hub.books.chart import BadAccount, chart, save_account
from depesch.hub.books.models import Article, LedgerAccount, Supplier
from depesch.hub.books.suppliers import (
    BadSupplier,
    SupplierFacts,
    remove_supplier,
    save_supplier,
    supplier_called,
    suppliers,
)
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["coding"])
_READ = {401: ProblemDetails, 403: ProblemDetails}
_LIST = {**_READ, 404: ProblemDetails, 422: ProblemDetails}
_ADD = {**_READ, 409: ProblemDetails, 422: ProblemDetails}
_ONE = {**_READ, 404: ProblemDetails}
_CHANGE = {**_ONE, 422: ProblemDetails}
_KEY = {"parameters": [PARAMETER]}
Words = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$", description="Parts of a name or a number.")]
After = Annotated[UUID | None, Query(description="From `next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200)]


@RESOURCE.get("/ledger-accounts", response={200: LedgerAccountListOut, **_READ}, operation_id="ledgerAccounts")
def ledger_accounts(request: HttpRequest) -> LedgerAccountListOut:
    """The chart of accounts."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        return LedgerAccountListOut(items=[_account_out(each) for each in chart()])


@RESOURCE.post(
    "/ledger-accounts", response={201: LedgerAccountOut, **_ADD}, operation_id="addLedgerAccount", openapi_extra=_KEY
)
def add_ledger_account(request: HttpRequest, wanted: LedgerAccountIn) -> HttpResponse:
    """Add an account."""
    caller = caller_who_may(request, Permission.PROCESS)
    return once(request, caller.company_id, lambda: _saved_account(wanted, None, caller))


@RESOURCE.put(
    "/ledger-accounts/{uuid:account_id}", response={200: LedgerAccountOut, **_CHANGE},
    operation_id="changeLedgerAccount",
)  # fmt: skip
def change_ledger_account(request: HttpRequest, account_id: UUID, wanted: LedgerAccountIn) -> LedgerAccountOut:
    """Change an account, or take it out of use."""
    caller = caller_who_may(request, Permission.PROCESS)
    with acting_for(caller.company_id):
        found = LedgerAccount.objects.filter(pk=account_id).first()
        if found is None:
            raise ApiProblem("not-found", 404, what="account", value=account_id)
        return _saved_account(wanted, found, caller)


@RESOURCE.get("/suppliers", response={200: SupplierListOut, **_LIST}, operation_id="suppliers")
def list_suppliers(request: HttpRequest, text: Words = "", after: After = None, limit: Limit = 50) -> SupplierListOut:
    """The suppliers whose name or number has the text in it, by name."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        rows = suppliers(text)
        if after:
            last = _supplier(after)
            rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, id__gt=last.pk))
        found = list(rows[: limit + 1])
    items = [_supplier_out(each) for each in found[:limit]]
    return SupplierListOut(
        items=items, next=address_of_next(request, str(items[-1].id) if len(found) > limit else None)
    )


@RESOURCE.post("/suppliers", response={201: SupplierOut, **_ADD}, operation_id="addSupplier", openapi_extra=_KEY)
def add_supplier(request: HttpRequest, wanted: SupplierIn) -> HttpResponse:
    """Add a supplier."""
    caller = caller_who_may(request, Permission.PROCESS)
    return once(request, caller.company_id, lambda: _saved_supplier(wanted, None, caller))


@RESOURCE.put("/suppliers/{uuid:supplier_id}", response={200: SupplierOut, **_CHANGE}, operation_id="changeSupplier")
def change_supplier(request: HttpRequest, supplier_id: UUID, wanted: SupplierIn) -> SupplierOut:
    """Make a supplier's card say what the request says."""
    caller = caller_who_may(request, Permission.PROCESS)
    with acting_for(caller.company_id):
        return _saved_supplier(wanted, _supplier(supplier_id), caller)


@RESOURCE.delete("/suppliers/{uuid:supplier_id}", response={204: None, **_ONE}, operation_id="removeSupplier")
def delete_supplier(request: HttpRequest, supplier_id: UUID) -> Status[None]:
    """Take a supplier out of the register; what was coded stays."""
    caller = caller_who_may(request, Permission.PROCESS)
    with acting_for(caller.company_id):
        remove_supplier(_supplier(supplier_id), actor=caller.actor)
    return Status(204, None)


@RESOURCE.get("/articles", response={200: ArticleListOut, **_LIST}, operation_id="articles")
def list_articles(request: HttpRequest, text: Words = "", after: After = None, limit: Limit = 50) -> ArticleListOut:
    """The own articles whose number, name or GTIN has the text in it, by number."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        rows = articles(text)
        if after:
            last = _article(after)
            rows = rows.filter(Q(number__gt=last.number) | Q(number=last.number, id__gt=last.pk))
        found = list(rows[: limit + 1])
        items = [_article_out(each) for each in found[:limit]]
    return ArticleListOut(items=items, next=address_of_next(request, str(items[-1].id) if len(found) > limit else None))


@RESOURCE.post("/articles", response={201: ArticleOut, **_ADD}, operation_id="addArticle", openapi_extra=_KEY)
def add_article(request: HttpRequest, wanted: ArticleIn) -> HttpResponse:
    """Add an own article."""
    caller = caller_who_may(request, Permission.PROCESS)
    return once(request, caller.company_id, lambda: _saved_article(wanted, None, caller))


@RESOURCE.put("/articles/{uuid:article_id}", response={200: ArticleOut, **_CHANGE}, operation_id="changeArticle")
def change_article(request: HttpRequest, article_id: UUID, wanted: ArticleIn) -> ArticleOut:
    """Make an article say what the request says."""
    caller = caller_who_may(request, Permission.PROCESS)
    with acting_for(caller.company_id):
        return _saved_article(wanted, _article(article_id), caller)


@RESOURCE.delete("/articles/{uuid:article_id}", response={204: None, **_ONE}, operation_id="removeArticle")
def delete_article(request: HttpRequest, article_id: UUID) -> Status[None]:
    """Remove an own article; what was coded by it stays."""
    caller = caller_who_may(request, Permission.PROCESS)
    with acting_for(caller.company_id):
        remove_article(_article(article_id), actor=caller.actor)
    return Status(204, None)


def _saved_account(wanted: LedgerAccountIn, found: LedgerAccount | None, caller: Caller) -> LedgerAccountOut:
    try:
        row = save_account(wanted.number, wanted.name, account=found, is_active=wanted.is_active, actor=caller.actor)
    except BadAccount as bad:
        raise ApiProblem("invalid-request", 422, value=str(bad)) from bad
    return _account_out(row)


def _saved_supplier(wanted: SupplierIn, found: Supplier | None, caller: Caller) -> SupplierOut:
    facts = SupplierFacts(**wanted.model_dump(exclude={"purchase_account"}))
    account = _account(wanted.purchase_account, "purchase_account")
    try:
        return _supplier_out(save_supplier(facts, account=account, supplier=found, actor=caller.actor))
    except BadSupplier as bad:
        raise ApiProblem("invalid-request", 422, value=str(bad)) from bad


def _saved_article(wanted: ArticleIn, found: Article | None, caller: Caller) -> ArticleOut:
    account, ids = _account(wanted.cost_account, "cost_account"), set(wanted.suppliers)
    chosen = list(Supplier.objects.filter(pk__in=ids, removed_at=None))
    if len(chosen) < len(ids):
        gone = ", ".join(sorted(str(each) for each in ids - {row.pk for row in chosen}))
        raise ApiProblem("invalid-request", 422, value=f"suppliers: {gone}")
    facts = ArticleFacts(number=wanted.number, name=wanted.name, gtin=wanted.gtin)
    try:
        row = save_article(facts, account=account, suppliers=chosen, article=found, actor=caller.actor)
    except BadArticle as bad:
        raise ApiProblem("invalid-request", 422, value=str(bad)) from bad
    return _article_out(_article(row.pk))


def _account(number: str, field: str) -> LedgerAccount | None:
    found = LedgerAccount.objects.filter(number=number.strip()).first() if number.strip() else None
    if number.strip() and found is None:
        raise ApiProblem("invalid-request", 422, value=f"{field}: {number}")
    return found


def _supplier(supplier_id: UUID) -> Supplier:
    found = supplier_called(supplier_id)
    if found is None:
        raise ApiProblem("not-found", 404, what="supplier", value=supplier_id)
    return found


def _article(article_id: UUID) -> Article:
    found = article_called(article_id)
    if found is None:
        raise ApiProblem("not-found", 404, what="article", value=article_id)
    return found


def _account_out(row: LedgerAccount) -> LedgerAccountOut:
    return LedgerAccountOut(id=row.pk, number=row.number, name=row.name, is_active=row.is_active)


def _supplier_out(row: Supplier) -> SupplierOut:
    return SupplierOut(
        id=row.pk, name=row.name, country=row.country, organisation_number=row.organisation_number,
        bankgiro=row.bankgiro, vat_number=row.vat_number,
        purchase_account=row.purchase_account.number if row.purchase_account else "",
    )  # fmt: skip


def _article_out(row: Article) -> ArticleOut:
    return ArticleOut(
        id=row.pk, number=row.number, name=row.name, gtin=row.gtin,
        cost_account=row.cost_account.number if row.cost_account else "",
        suppliers=[each.supplier_id for each in row.suppliers.all()],
    )  # fmt: skip
