"""The form as a person meets it, over HTTP: opened, filled in, its buttons pressed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from depesch.hub.drafts.models import Draft
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

SOUND = {
    "buyer_reference": "Kari Dahl",
    "seller.address.street": "Kajen 3",
    "seller.address.post_code": "903 20",
    "seller.address.city": "Hamnby",
    "lines.0.name": "Fasadskiva, lärk",
    "lines.0.quantity": "12,5",
    "lines.0.price": "1 234,50",
}


class Form:
    """One draft's form in one browser."""

    def __init__(self, browser: Client, draft_id: UUID) -> None:
        self.browser = browser
        self.address = reverse("draft", args=[draft_id])
        self.open()

    def open(self, query: str = "") -> HttpResponse:
        """Open the page."""
        return self._read(self.browser.get(self.address + query))

    def press(self, action: str, changes: Mapping[str, Any] | None = None) -> HttpResponse:
        """Change fields and press a button; a redirect to the form is followed."""
        sent = {name: value for name, value in self.fields.items() if value is not None and name != "attach"}
        answer = self.browser.post(self.address, {**sent, **(changes or {}), "action": action})
        if answer.status_code == 302 and answer["Location"].startswith(self.address + "?"):
            answer = self.browser.get(answer["Location"])
        elif answer.status_code == 302 and answer["Location"] == self.address:
            answer = self.browser.get(self.address)
        return self._read(answer)

    def look(self, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Change fields and let the script save, as it does by itself; return its answer."""
        sent = {name: value for name, value in self.fields.items() if value is not None and name != "attach"}
        answer = self.browser.post(f"{self.address}look/", {**sent, **(changes or {})})
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = json.loads(answer.content)
        self.fields |= {**(changes or {}), "revision": str(found["revision"])}
        return found

    def _read(self, plain: Any) -> HttpResponse:
        answer: HttpResponse = plain
        self.answer = answer
        if answer.status_code in (200, 409) and b'id="invoice"' in answer.content:
            page: Any = html.fromstring(answer.content.decode())
            self.page = page
            form = page.get_element_by_id("invoice")
            self.fields: dict[str, Any] = dict(form.form_values())
        return answer

    @property
    def names(self) -> set[str]:
        """The names of all fields on the page."""
        return {str(name) for name in self.page.xpath("//form[@id='invoice']//*[not(ancestor::template)]/@name")}

    def said(self, path: str) -> str:
        """What stands under a field."""
        (place,) = self.page.xpath("//*[contains(concat(' ', @data-says, ' '), $name)][not(ancestor::template)]",
                                   name=f" {path} ")  # fmt: skip
        return " ".join(str(place.text_content()).split())


def kept(company: Company, draft_id: UUID) -> Draft:
    """Return the draft as it is kept."""
    with acting_for(company.pk):
        return Draft.objects.get(pk=draft_id)
