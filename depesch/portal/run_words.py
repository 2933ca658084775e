"""Which of the company's runs a document takes, and why, in words: before sending, on its page, in the settings."""

from __future__ import annotations

from babel import Locale
from django.utils.translation import gettext as _

from depesch.hub.directory.models import CustomerKind
from depesch.hub.directory.run_rules import RunWhy, TakenRun
from depesch.portal.formatting import LOCALES, language
from depesch.portal.network.words import KINDS


def country_word(code: str) -> str:
    """Return a country's name in the reader's language."""
    return str(Locale.parse(LOCALES[language()]).territories.get(code, code))


def taken_words(taken: TakenRun) -> str:
    """Return one sentence on why these ways are tried."""
    if taken.why is RunWhy.CHOSEN:
        return _("Somebody chose the way for this document.")
    if taken.why is RunWhy.CUSTOMER_ORDER:
        return _("The customer's card has an order of its own.")
    if taken.why is RunWhy.CUSTOMER_RUN:
        return _("The run {name}: the customer's card says so.").format(name=taken.name)
    if taken.why is RunWhy.DEFAULT:
        return _("The run for all others.")
    fits = [country_word(taken.country)] if taken.country else []
    fits += [str(KINDS[CustomerKind(taken.kind)])] if taken.kind else []
    return _("The run {name}: it is for {whom}.").format(name=taken.name, whom=", ".join(fits))
