"""The merge fields, languages, kinds and faults of texts in words."""

from __future__ import annotations

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depesch.portal.formatting import LOCALES, language
from depesch.rendering.mail_text import MOST_BODY, MOST_LINES, MOST_SUBJECT, TextKind
from depesch.rendering.mail_text.reading import Fault, FaultCode

ORDER = ("sv", "nb", "da", "fi", "de", "en")  # in which the languages are listed; others come after them

KINDS: dict[TextKind, Promise] = {
    TextKind.INVOICE: gettext_lazy("Invoices"),
    TextKind.CREDIT_NOTE: gettext_lazy("Credit notes"),
}

# Each heading with its fields and what they become.
FIELD_GROUPS: tuple[tuple[Promise, dict[str, Promise]], ...] = (
    (gettext_lazy("The customer"), {
        "CustomerName": gettext_lazy("the customer's name"),
        "CustomerContact": gettext_lazy("the customer's contact"),
        "CustomerNumber": gettext_lazy("the customer's number on the invoice"),
    }),
    (gettext_lazy("The invoice"), {
        "InvoiceNumber": gettext_lazy("the number"),
        "InvoiceDate": gettext_lazy("the date of the invoice"),
        "DueDate": gettext_lazy("the day it is to be paid"),
        "DocumentType": gettext_lazy("invoice or credit note, in the language of the text"),
        "CreditedInvoice": gettext_lazy("the invoice that is credited"),
        "PeriodStart": gettext_lazy("the first day of what is invoiced"),
        "PeriodEnd": gettext_lazy("the last day of what is invoiced"),
    }),
    (gettext_lazy("Amounts"), {
        "Amount": gettext_lazy("what is to be paid, without the currency"),
        "Currency": gettext_lazy("the currency, such as SEK"),
        "AmountExclVAT": gettext_lazy("the total without VAT"),
        "VATAmount": gettext_lazy("the VAT"),
        "AmountInclVAT": gettext_lazy("the total with VAT"),
    }),
    (gettext_lazy("Payment"), {
        "PaymentReference": gettext_lazy("OCR, KID or another payment reference"),
        "Account": gettext_lazy("the first account on the invoice"),
        "PaymentTerms": gettext_lazy("the payment terms"),
    }),
    (gettext_lazy("References"), {
        "Reference": gettext_lazy("the customer's reference"),
        "OrderNumber": gettext_lazy("the customer's order number"),
        "SalesOrderNumber": gettext_lazy("your order number"),
        "ContractNumber": gettext_lazy("the contract"),
        "ProjectNumber": gettext_lazy("the project"),
    }),
    (gettext_lazy("Your company"), {
        "CompanyName": gettext_lazy("your company's name"),
        "OurReference": gettext_lazy("your contact on the invoice"),
        "CompanyPhone": gettext_lazy("your contact's telephone"),
        "CompanyEmail": gettext_lazy("your contact's e-mail"),
    }),
)  # fmt: skip


def language_word(code: str) -> str:
    """Return the name of a language in the reader's, as it stands within a line."""
    known = Locale.parse(LOCALES[language()]).languages
    # Bokmål is the only Norwegian here, and people say Norwegian.
    return str(known.get("no" if code == "nb" else code, code))


def fault_word(fault: Fault) -> str:
    """Return a fault as it stands at its field, with what to do."""
    told = _told(fault)
    if fault.part == "body" and fault.line:
        told = _("Line {line}: {fault}").format(line=fault.line, fault=told)
    return told


def _told(fault: Fault) -> str:
    match fault.code:
        case FaultCode.EMPTY:
            return _("Write something, or go back to the predefined text.")
        case FaultCode.TOO_LONG:
            most = MOST_SUBJECT if fault.part == "subject" else MOST_BODY
            return _("It has {count} signs; at most {most} fit.").format(count=fault.found, most=most)
        case FaultCode.TOO_MANY_LINES:
            return _("It has {count} lines; at most {most} fit.").format(count=fault.found, most=MOST_LINES)
        case FaultCode.LINE_BREAK:
            return _("The subject has to be one line.")
        case FaultCode.UNPRINTABLE:
            return _("There is a hidden sign ({sign}), perhaps from copying. Write the place anew.").format(
                sign=fault.found
            )
        case FaultCode.LONE_BRACE:
            return _("The brace at {found} has no partner. A field stands in one pair, such as {{DueDate}}.").format(
                found=_quoted(fault.found)
            )
        case FaultCode.UNKNOWN_FIELD if fault.meant:
            return _("There is no field {found}. Did you mean {meant}?").format(
                found=fault.found, meant="{" + fault.meant + "}"
            )
        case FaultCode.UNKNOWN_FIELD:
            return _("There is no field {found}. Choose one of the list.").format(found=fault.found)


def _quoted(text: str) -> str:
    return {"sv": f"”{text}”", "nb": f"«{text}»"}.get(language(), f"“{text}”")
