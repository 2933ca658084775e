"""Somebody who has no account wants to be contacted."""

from __future__ import annotations

import msgspec
from django.db import transaction

from depesch.hub.mailing.writing import write_letter
from depesch.hub.server.config import load
from depesch.hub.support.models import ContactWish
from depesch.kit.clock import now


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote in the form."""

    name: str
    email: str
    company: str = ""
    phone: str = ""
    message: str = ""
    language: str = "en"
    page: str = ""


def ask_to_be_contacted(question: Question) -> ContactWish:
    """Keep the question and mail it to those who run the hub, if they have an address for it; raises BadAddress."""
    support = load().support_address
    with transaction.atomic():
        wish = ContactWish.objects.create(made_at=now(), **msgspec.structs.asdict(question))
        values = {
            "name": question.name, "company": question.company or "–", "email": question.email,
            "phone": question.phone or "–", "spoken": question.language, "message": question.message or "–",
        }  # fmt: skip
        if support:
            write_letter("contact_wish", to=support, language=question.language, values=values, reply_to=question.email)
    return wish
