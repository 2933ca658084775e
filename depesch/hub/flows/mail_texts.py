"""The company's own text of a mail, filled in for one document when its first try over that channel begins.

It stands in the attempt's row from then on, so that a text which is changed between two tries changes no mail: whoever
has the first copy knows the second one again. Only other bytes, under another message id, get the text of their day.
"""

from __future__ import annotations

from typing import Any

import msgspec

from depesch.channels import channels
from depesch.hub.directory.mail_texts import own_text
from depesch.hub.flows.forms import Form
from depesch.hub.flows.models import Delivery, Document
from depesch.rendering.mail_text import TextKind
from depesch.rendering.mail_text.filling import fill
from depesch.rendering.words import words


def own_text_of(document: Document, delivery: Delivery, channel: str, form: Form | None) -> Any:
    """Return the filled text as the attempt's row keeps it; None where the predefined one goes.

    Its language is that of the customer's card, else the receiver's: the PDF's too.
    """
    if form is None or not channels()[channel].own_texts:
        return None
    language = words(str(delivery.recipient.get("language", ""))).language
    kept = own_text(TextKind.CREDIT_NOTE if form.invoice.is_credit_note else TextKind.INVOICE, language)
    if kept is None:
        return None
    filled = fill(
        kept.text, form.invoice, language=language, customer=str(delivery.recipient.get("name", "")),
        company=document.tenant.name,
    )  # fmt: skip
    return msgspec.to_builtins(filled)
