"""The user agreement: read by anybody, accepted by who signs in and has not accepted the version in force."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from depesch.hub.accounts.accepting import accept_anew
from depesch.hub.accounts.agreement import Agreement, accepted_any, current, is_due
from depesch.portal.access import for_anybody, person_at
from depesch.portal.accounts import AGREEMENT_KEY
from depesch.portal.activate.forms import AgreeForm
from depesch.portal.person import PortalRequest


@require_http_methods(["GET", "POST"])
@for_anybody
def agreement(request: PortalRequest) -> HttpResponseBase:
    """Show the agreement in force; ask for it who has not accepted that version."""
    shown = agreement_here()
    due = request.person is not None and is_due(request.person.user)
    if not due:
        request.session.pop(AGREEMENT_KEY, None)
    form = AgreeForm(request.POST or None, initial={"version": shown.version})
    asked = request.method == "POST" and due and request.person is not None
    if asked and form.is_valid() and form.cleaned_data["version"] == shown.version:
        accept_anew(person_at(request).user, shown)
        request.session.pop(AGREEMENT_KEY, None)
        return redirect("start")
    status = 422 if request.method == "POST" and form.errors else 200
    values = {
        "blocks": list(blocks_of(shown)), "agreement": shown, "due": due, "form": form,
        "is_newer": due and accepted_any(person_at(request).user),
    }  # fmt: skip
    return render(request, "activate/agreement.html", values, status=status)


def agreement_here() -> Agreement:
    """Return the agreement in force, in the page's language."""
    return current((get_language() or "en")[:2])


def blocks_of(shown: Agreement) -> Iterator[tuple[str, str]]:
    """Yield each heading and paragraph with what it is: h1, h2 or p."""
    for block in shown.text.strip().split("\n\n"):
        text = " ".join(block.split())
        for mark, kind in (("## ", "h2"), ("# ", "h1")):
            if text.startswith(mark):
                yield kind, text.removeprefix(mark)
                break
        else:
            yield "p", text
