"""The company's own articles: a list, one form, a question before one goes."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.books import articles as hub
from depesch.hub.books.articles import MOST_SUPPLIERS, ArticleFacts, BadArticle
from depesch.hub.books.chart import chart
from depesch.hub.books.models import Article, Supplier
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.document.focus import focus_first_fault
from depesch.portal.forms import PortalForm
from depesch.portal.network.places import plain
from depesch.portal.person import PortalRequest
from depesch.portal.registers.accounts_field import AccountField, account_chosen, shown

SHOWN = 200


class ArticleForm(PortalForm):
    """One article."""

    number = forms.CharField(
        label=gettext_lazy("Article number"), max_length=60,
        help_text=gettext_lazy("As it stands on the suppliers’ invoices."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    gtin = forms.CharField(label=gettext_lazy("GTIN"), max_length=20, required=False)
    account = AccountField(label=gettext_lazy("Cost account"), help_text=gettext_lazy("Type a number or a name."))
    suppliers = forms.CharField(
        label=gettext_lazy("Suppliers of it"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One on each line, by name or organisation number. The account is proposed on their invoices alone."
        ),
    )  # fmt: skip


@require_GET
@for_member(Permission.PROCESS)
def articles(request: PortalRequest) -> HttpResponseBase:
    """Show the articles."""
    words = plain(request, "q")
    found = list(hub.articles(words)[: SHOWN + 1])
    page = {"articles": found[:SHOWN], "has_more": len(found) > SHOWN, "query": words}
    return render(request, "registers/articles.html", page)


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS)
def article_new(request: PortalRequest) -> HttpResponseBase:
    """Add an article."""
    return _form_page(request, None)


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS)
def article(request: PortalRequest, article_id: UUID) -> HttpResponseBase:
    """Change an article."""
    return _form_page(request, _called(article_id))


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS)
def article_remove(request: PortalRequest, article_id: UUID) -> HttpResponseBase:
    """Ask, then remove an article."""
    found = _called(article_id)
    if request.method == "POST":
        hub.remove_article(found, actor=person_at(request).actor)
        messages.success(request, _("{name} is removed.").format(name=found.name))
        return redirect("articles")
    page = {"name": found.name, "back": "article", "pk": found.pk, "list": "articles", "list_word": _("Own articles")}
    return render(request, "registers/remove.html", page)


def _called(article_id: UUID) -> Article:
    found = hub.article_called(article_id)
    if found is None:
        raise Http404
    return found


def _form_page(request: PortalRequest, found: Article | None) -> HttpResponseBase:
    initial = {
        "number": found.number, "name": found.name, "gtin": found.gtin, "account": shown(found.cost_account),
        "suppliers": "\n".join(each.supplier.name for each in found.suppliers.all()),
    } if found else {}  # fmt: skip
    form, accounts = ArticleForm(request.POST if request.method == "POST" else None, initial=initial), chart()
    if form.is_valid():
        account, chosen = account_chosen(form, "account", accounts), _suppliers_chosen(form)
        facts = ArticleFacts(**{name: form.cleaned_data[name] for name in ("number", "name", "gtin")})
        if form.is_valid():
            try:
                saved = hub.save_article(
                    facts, account=account, suppliers=chosen, article=found, actor=person_at(request).actor
                )
            except BadArticle as bad:
                form.add_error(bad.field, _fault(bad))
            else:
                messages.success(request, _("{name} is saved.").format(name=saved.name))
                return redirect("articles")
    focus_first_fault(form)
    page = {"form": form, "article": found, "accounts": [each for each in accounts if each.is_active]}
    return render(request, "registers/article.html", page, status=422 if form.is_bound else 200)


def _suppliers_chosen(form: ArticleForm) -> list[Supplier]:
    """Return the suppliers that the lines name, a fault at the field for the first line that names none or several."""
    lines = [" ".join(line.split()) for line in form.cleaned_data["suppliers"].splitlines() if line.strip()]
    if len(lines) > MOST_SUPPLIERS:
        form.add_error("suppliers", _("An article has {most} suppliers at most.").format(most=MOST_SUPPLIERS))
        return []
    numbers = ["".join(sign for sign in line if sign.isalnum()) for line in lines]
    wanted = Q(organisation_number__in=numbers)
    for line in lines:
        wanted |= Q(name__iexact=line)
    rows = list(Supplier.objects.filter(wanted, removed_at=None)) if lines else []
    chosen = []
    for line, number in zip(lines, numbers, strict=True):
        found = [row for row in rows if row.organisation_number == number or row.name.casefold() == line.casefold()]
        if len(found) != 1:
            words = _("No supplier is called “{value}”. Add them first.") if not found else _(
                "Several suppliers are called “{value}”. Give the organisation number."
            )  # fmt: skip
            form.add_error("suppliers", words.format(value=line[:60]))
            return []
        chosen.append(found[0])
    return chosen


def _fault(bad: BadArticle) -> str:
    return {
        "bad-number": _("Write a number in one line, at most 60 signs."),
        "bad-name": _("Write a name in one line, at most 200 signs."),
        "bad-gtin": _("This is no GTIN: 8, 12, 13 or 14 digits, the last a check digit."),
        "there-already": _("Another article has this number."),
        "closed-account": _("Account {value} is closed."),
        "too-many": _("There is no room for one more article."),
    }[bad.code].format(value=bad.value)
