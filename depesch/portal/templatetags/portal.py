"""Tags and filters: icons, marks, dates and amounts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from depesch.hub.flows.models import DocumentState
from depesch.portal import formatting
from depesch.portal.documents.statuses import Status
from depesch.portal.words import STATES, channel_word

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return one drawing of the sheet of icons; it stands beside words and is not read aloud."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("portal/img/icons.svg"),
        name,
    )


@register.simple_tag
def sheet(name: str) -> SafeString:
    """Return the link to a style sheet that not every page needs; for a template's block `head`."""
    return format_html('<link rel="stylesheet" href="{}">', static(f"portal/css/{name}.css"))


@register.simple_tag
def script(name: str) -> SafeString:
    """Return a script that not every page needs; for a template's block `scripts`."""
    return format_html('<script src="{}" defer></script>', static(f"portal/js/{name}.js"))


@register.simple_tag
def mark(state: str, instead: str = "") -> SafeString:
    """Return the mark of a document's state: shape, colour and words, or the words `instead`."""
    words = STATES[DocumentState(state)]
    shape = icon(f"mark-{words.tone}")
    return format_html('<span class="mark mark--{}">{}{}</span>', words.tone, shape, instead or words.label)


@register.simple_tag
def status_mark(status: Status) -> SafeString:
    """Return the mark of a status as the lists tell it: shape, colour and words."""
    return format_html(
        '<span class="mark mark--{}">{}{}</span>', status.tone, icon(f"mark-{status.tone}"), status.label
    )


@register.filter
def shape(tone: str) -> str:
    """Return the drawing that goes with a tone."""
    return f"mark-{tone}"


@register.filter
def day(value: date | None) -> str:
    """Return a date for people, nothing for none."""
    return formatting.day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """Return a date without its year, nothing for none."""
    return formatting.short_day(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Return a date and time in the company's time zone, nothing for none."""
    return formatting.moment(value) if value else ""


@register.filter
def exact_moment(value: datetime | None) -> str:
    """Return a date and time to the second, nothing for none."""
    return formatting.moment(value, seconds=True) if value else ""


@register.filter
def money(value: Decimal | None, currency: str = "") -> str:
    """Return an amount with its currency, nothing for none."""
    return formatting.amount(value, currency) if value is not None else ""


@register.filter
def file_size(value: int) -> str:
    """Return a size in kB or MB."""
    return formatting.size(value)


@register.filter
def organisation_number(number: str, country: str) -> str:
    """Return an organisation number as its country writes it."""
    return formatting.organisation_number(number, country)


@register.filter
def country(code: str) -> str:
    """Return a country's name in the reader's language; the code for one that nobody knows."""
    return formatting.country(code)


@register.filter
def language_word(code: str) -> str:
    """Return a language's name in the reader's language; the code for one that nobody knows."""
    return formatting.language_word(code)


@register.filter
def breakable(text: str) -> SafeString:
    """Return a fingerprint that breaks between its pairs of digits and nowhere else."""
    return format_html_join(mark_safe(":<wbr>"), "{}", ((part,) for part in text.split(":")))


@register.filter
def channel(name: str) -> str:
    """Return a channel's name for people."""
    return channel_word(name, formatting.language())


@register.simple_tag
def keys_help() -> SafeString:
    """Return which keys a list knows."""
    keys = {"next": "j", "previous": "k", "open": "Enter", "search": "/", "upload": "c"}
    text = _("Keys: {next} next, {previous} previous, {open} opens, {search} searches, {upload} uploads.")
    return format_html(text, **{name: format_html("<kbd>{}</kbd>", key) for name, key in keys.items()})
