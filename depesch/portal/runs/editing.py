"""One run: its name, whom it is for, and its ways in order. Buttons change the order, so it works without script."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from depesch.hub.directory.destinations import ways_to
from depesch.hub.directory.models import Customer, Run
from depesch.hub.directory.runs import (
    MOST,
    BadRun,
    RunFacts,
    company_runs,
    remove_run,
    run_channels,
    save_default_run,
    save_run,
)
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.network.words import KINDS
from depesch.portal.person import PortalRequest
from depesch.portal.run_words import country_word
from depesch.portal.runs.views import COUNTRIES, run_called
from depesch.portal.words import channel_word


class RunForm(PortalForm):
    """What a run is called and whom it is for."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_countries = forms.CharField(
        label=gettext_lazy("Other countries"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Their codes of two letters, with commas, such as FR, NL."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Sorts of customers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, word) for kind, word in KINDS.items()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["countries"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  it stands above
        field.choices = [(code, country_word(code)) for code in COUNTRIES]

    def clean_more_countries(self) -> str:
        codes = [each.strip().upper() for each in str(self.cleaned_data["more_countries"]).split(",") if each.strip()]
        for code in codes:
            if country_word(code) == code:
                raise forms.ValidationError(_("{code} is no code of a country.").format(code=code[:20]))
        return ", ".join(codes)

    def countries_chosen(self) -> tuple[str, ...]:
        """Return the codes; call it when the form is valid."""
        more = [each.strip() for each in self.cleaned_data["more_countries"].split(",") if each.strip()]
        return (*self.cleaned_data["countries"], *more)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def run_new(request: PortalRequest) -> HttpResponseBase:
    """Make a run; it begins with the ways of the default one."""
    return _run_page(request, None)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def run_edit(request: PortalRequest, run_id: UUID) -> HttpResponseBase:
    """Change a run."""
    return _run_page(request, run_called(run_id))


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def run_default(request: PortalRequest) -> HttpResponseBase:
    """Change the order of ways for all customers that no other run is for."""
    order, focus = _order(request.POST, list(_default_order()))
    if request.method == "POST" and "act" not in request.POST:
        save_default_run(order, actor=person_at(request).actor)
        messages.success(request, _("Saved. It holds for what is sent from now on."))
        return redirect("runs")
    return render(request, "runs/run.html", {**_ways(order), "focus": focus, "is_default": True})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def run_remove(request: PortalRequest, run_id: UUID) -> HttpResponseBase:
    """Ask, then forget a run."""
    run = run_called(run_id)
    if request.method == "POST":
        remove_run(run, actor=person_at(request).actor)
        messages.success(request, _("{name} is removed.").format(name=run.name))
        return redirect("runs")
    count = Customer.objects.filter(named_run=run, removed_at=None).count()
    return render(request, "runs/remove.html", {"run": run, "count": count})


def _run_page(request: PortalRequest, run: Run | None) -> HttpResponseBase:
    posted = request.method == "POST"
    order, focus = _order(request.POST, list(run.channels if run else _default_order()))
    form = RunForm(request.POST if posted else None, initial=_initial(run) if run else {})
    if posted and "act" not in request.POST and form.is_valid():
        facts = RunFacts(
            name=form.cleaned_data["name"], channels=tuple(order), countries=form.countries_chosen(),
            kinds=tuple(form.cleaned_data["kinds"]),
        )  # fmt: skip
        try:
            save_run(facts, run=run, actor=person_at(request).actor)
        except BadRun as bad:
            form.add_error("name" if bad.field == "name" else None, _fault(bad))
        else:
            messages.success(request, _("Saved. It holds for what is sent from now on."))
            return redirect("runs")
    if "act" in request.POST:  # a button of the order: nothing is saved, and nothing is blamed yet
        form = RunForm(initial={**request.POST.dict(), **{n: request.POST.getlist(n) for n in ("countries", "kinds")}})
    page = {**_ways(order), "focus": focus, "form": form, "run": run, "is_default": False}
    return render(request, "runs/run.html", page, status=422 if form.is_bound else 200)


def _fault(bad: BadRun) -> str:
    words = {
        "bad-name": _("Write a name in one line, at most 60 signs."),
        "there-already": _("Another run has this name."),
        "too-many": _("There are {most} runs already. Remove one first.").format(most=MOST),
    }
    return words.get(bad.code) or _("This cannot be used: {value}").format(value=bad.value)


def _initial(run: Run) -> dict[str, object]:
    return {
        "name": run.name, "kinds": run.kinds, "countries": [each for each in run.countries if each in COUNTRIES],
        "more_countries": ", ".join(each for each in run.countries if each not in COUNTRIES),
    }  # fmt: skip


def _default_order() -> tuple[str, ...]:
    return company_runs().default_order(ways_to(None))


def _order(posted: QueryDict, before: list[str]) -> tuple[list[str], str]:
    """Return the order that was sent, changed by the button that was pressed, and the id of the button to go on at."""
    known = run_channels()
    if "sent" not in posted:
        return [name for name in before if name in known], ""
    order = list(dict.fromkeys(name for name in posted.getlist("channel") if name in known))
    act, _colon, name = posted.get("act", "").partition(":")
    if act == "add" and name in known and name not in order:
        return [*order, name], f"up-{name}"
    if name not in order:
        return order, ""
    place = order.index(name)
    if act == "remove":
        return [each for each in order if each != name], f"add-{name}"
    other = place - 1 if act == "up" else place + 1
    if act in ("up", "down") and 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order, f"{act}-{name}"


def _ways(order: list[str]) -> dict[str, object]:
    """Return the ways in order and those that could be added, each with whether it is set up."""
    on = {name for name, way in ways_to(None).items() if way.settings is not None}

    def shown(name: str) -> dict[str, object]:
        return {"name": name, "title": channel_word(name, language()), "is_on": name in on}

    return {"order": [shown(name) for name in order], "others": [shown(n) for n in run_channels() if n not in order]}
