"""The e-mail to another operator, with both parties' data, in the language of the person who sends it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from depesch.hub.directory.identifiers import of_company
from depesch.hub.directory.models import Customer
from depesch.hub.tenancy.models import Company, User
from depesch.portal.network.words import country_word, identifier_word


def subject_of(company: Company, customer: Customer) -> str:
    """Return what the e-mail is called."""
    return _("Routing of e-invoices from {sender} to {receiver}").format(sender=company.name, receiver=customer.name)


def text_of(company: Company, customer: Customer, person: User) -> str:
    """Return the whole e-mail; its writer may change every word."""
    parts = (
        _("Hello,"),
        _(
            "We want to send e-invoices to your customer {receiver}. Please set up the route, and answer this e-mail "
            "when it works."
        ).format(receiver=customer.name),
        _("Sender") + "\n" + _sender(company),
        _("Receiver") + "\n" + _receiver(customer),
        _("The sender's operator is Depesch. Format: Peppol BIS Billing 3.0, or what you take."),
        _("Regards") + "\n" + "\n".join((person.name, company.name, person.email)),
    )  # fmt: skip
    return "\n\n".join(parts)


def _sender(company: Company) -> str:
    numbers = of_company(company.country, company.organisation_number, company.vat_number)
    lines = [company.name, *(f"{identifier_word(each)}: {each.value}" for each in numbers)]
    lines += [f"{_('Participant id')}: {each}" for each in numbers[:1] if each.scheme.isdigit()]
    town = " ".join(part for part in (company.postal_code, company.city) if part)
    return "\n".join([*lines, *(part for part in (company.street, town, country_word(company.country)) if part)])


def _receiver(customer: Customer) -> str:
    lines = [customer.name]
    for row in customer.identifiers.order_by("id"):
        if row.scheme.isdigit():
            lines.append(f"{_('Participant id')}: {row.scheme}:{row.value}")
        elif row.scheme == "vat":
            lines.append(f"{_('VAT number')}: {row.value}")
    town = " ".join(part for part in (customer.postal_code, customer.city) if part)
    return "\n".join([*lines, *(part for part in (customer.street, town, country_word(customer.country)) if part)])
