"""The list of texts, one text with its preview, a test mail of it, and the way back to the predefined one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from depesch.channels.letter import predefined_text
from depesch.hub.accounts.limits import MAIL_TRIAL, TooOften, take
from depesch.hub.directory.mail_texts import (
    ChangedMeanwhile,
    KeptText,
    NoSuchText,
    mark_of,
    own_text,
    own_texts,
    remove_text,
    save_text,
    text_called,
)
from depesch.hub.directory.models import Customer
from depesch.hub.flows.mail_previews import Preview, preview_of, send_trial
from depesch.hub.server.config import load
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.document.focus import focus_first_fault
from depesch.portal.invoice.writing import name_of
from depesch.portal.mail_texts.forms import TextForm
from depesch.portal.mail_texts.words import FIELD_GROUPS, KINDS, ORDER, language_word
from depesch.portal.person import PortalRequest
from depesch.rendering import RenderingFailed
from depesch.rendering.mail_text import MailText, TextKind
from depesch.rendering.words import languages


@require_GET
@for_member(Permission.ADMINISTER)
def mail_texts(request: PortalRequest) -> HttpResponseBase:
    """Show for each language and kind whether the text is predefined or the company's own."""
    kept = own_texts()
    customers = dict(
        Customer.objects.filter(removed_at=None).values_list("language").annotate(count=Count("id")).order_by()
    )
    codes = sorted(languages(), key=lambda code: (ORDER.index(code) if code in ORDER else len(ORDER), code))
    rows = [
        {
            "code": code, "name": language_word(code), "customers": customers.get(code, 0),
            "texts": [(kind, KINDS[kind], kept.get((kind, code))) for kind in TextKind],
        }
        for code in codes
    ]  # fmt: skip
    return render(request, "mail_texts/texts.html", {"rows": rows, "kinds": KINDS.values()})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def mail_text(request: PortalRequest, text_kind: str, text_language: str) -> HttpResponseBase:
    """Write a text; POST saves it, shows it, or sends it to the writer, as its button says."""
    kind, spoken = _called(text_kind, text_language)
    kept = own_text(kind, spoken)
    begun = kept.text if kept else predefined_text(kind, spoken)
    initial = {"subject": begun.subject, "body": begun.body, "seen": mark_of(kept)}
    form = TextForm(request.POST if request.method == "POST" else None, initial=initial)
    said: MailText | None = kept.text if kept else None
    meanwhile: ChangedMeanwhile | None = None
    if form.is_valid():
        said = form.text()
        do = request.POST.get("do", "save")
        if do == "save":
            try:
                save_text(kind, spoken, said, seen=form.cleaned_data["seen"], actor=person_at(request).actor)
            except ChangedMeanwhile as changed:
                meanwhile, form = changed, _begun_anew(form, changed)
            else:
                messages.success(request, _("Saved. It holds from the next e-mail on."))
                return redirect("mail_text", kind.value, spoken)
        elif do == "test":
            _send_trial(request, said, kind, spoken)
    status = 409 if meanwhile else 422 if form.is_bound and not form.is_valid() else 200
    if status == 422:
        focus_first_fault(form)
    shown = preview_of(said, kind, spoken, company_at(request), today=timezone.localdate()) if status != 422 else None
    page = _page(kind, spoken, kept, form, shown) | {
        "meanwhile": _meanwhile(meanwhile), "is_unsaved": (form.is_bound and said != begun) or meanwhile is not None,
    }  # fmt: skip
    # A preview that comes while somebody types is no refused form.
    return render(request, "mail_texts/text.html", page, status=200 if request.htmx else status)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def mail_text_remove(request: PortalRequest, text_kind: str, text_language: str) -> HttpResponseBase:
    """Ask, then let the predefined text go again."""
    kind, spoken = _called(text_kind, text_language)
    kept = own_text(kind, spoken)
    if kept is None:
        return redirect("mail_text", kind.value, spoken)
    has_changed = False
    if request.method == "POST":
        try:
            remove_text(kind, spoken, seen=request.POST.get("seen", ""), actor=person_at(request).actor)
        except ChangedMeanwhile:
            has_changed = True
        else:
            messages.success(request, _("The predefined text is used again."))
            return redirect("mail_texts")
    page = _names(kind, spoken) | {
        "kept": kept, "mark": mark_of(kept), "predefined": predefined_text(kind, spoken), "has_changed": has_changed,
    }  # fmt: skip
    return render(request, "mail_texts/remove.html", page, status=409 if has_changed else 200)


def _called(text_kind: str, text_language: str) -> tuple[TextKind, str]:
    try:
        return text_called(text_kind, text_language)
    except NoSuchText as error:
        raise Http404 from error


def _begun_anew(form: TextForm, changed: ChangedMeanwhile) -> TextForm:
    """Return the form with what was typed, which replaces the other's text if it is saved once more."""
    return TextForm(initial={**form.cleaned_data, "seen": mark_of(changed.kept)})


def _meanwhile(changed: ChangedMeanwhile | None) -> dict[str, Any] | None:
    if changed is None:
        return None
    kept = changed.kept
    is_person = kept is not None and kept.set_by.startswith("user:")
    return {"kept": kept, "who": name_of(kept.set_by) if kept and is_person else ""}


def _send_trial(request: PortalRequest, text: MailText, kind: TextKind, spoken: str) -> None:
    """Send the text to whoever wrote it, on the same invoice as the preview, marked as a test."""
    person, company = person_at(request), company_at(request)
    if not load().mail_host:
        messages.error(request, _("The hub has no mail server of its own yet, so no test e-mail can be sent."))
        return
    try:
        take(MAIL_TRIAL, str(person.user.pk))
        trial = preview_of(text, kind, spoken, company, today=timezone.localdate(), mode="test")
        send_trial(trial, company, to=person.user.email, name=person.user.name)
    except TooOften:
        messages.error(request, _("You have had many test e-mails. Wait an hour, then ask for one more."))
    except RenderingFailed:
        messages.error(request, _("The PDF could not be made, so no e-mail was sent."))
    else:
        words = _("A test e-mail is on its way to {address}. Nothing is saved by it.")
        messages.success(request, words.format(address=person.user.email))


def _names(kind: TextKind, spoken: str) -> dict[str, Any]:
    return {"kind": kind, "kind_word": KINDS[kind], "code": spoken, "language_word": language_word(spoken)}


def _page(kind: TextKind, spoken: str, kept: KeptText | None, form: TextForm, shown: Preview | None) -> dict[str, Any]:
    groups = [
        (heading, [("{" + name + "}", words) for name, words in fields.items()]) for heading, fields in FIELD_GROUPS
    ]
    missing = ["{" + name + "}" for name in shown.missing] if shown else []
    return _names(kind, spoken) | {
        "form": form, "kept": kept, "groups": groups, "shown": shown, "missing": missing,
    }  # fmt: skip
