"""The page of the form: the draft in its sections, what comes of it, and what was said when it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from depesch.hub.drafts.look import Look
from depesch.hub.drafts.models import Draft, DraftFile, DraftKind
from depesch.hub.flows.problems import Problem
from depesch.hub.paper.models import PaperReading
from depesch.portal.formatting import amount, language
from depesch.portal.invoice.boxes import Drawing
from depesch.portal.invoice.columns import columns
from depesch.portal.invoice.conflict import Conflict
from depesch.portal.invoice.limits import attachment_types, file_limits, kind_of_file
from depesch.portal.invoice.panel import Panel, panel_of
from depesch.portal.invoice.result import Result, result_of, shown_path, without_row
from depesch.portal.invoice.sections import Sections, sections_of
from depesch.portal.paper.pane import Pane, pane_of, unsure_of
from depesch.portal.upload.views import MODES
from depesch.portal.words import SEND_MODES


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom the invoice is to, in two lines."""

    name: str
    facts: str


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment as it stands in the list."""

    id: str
    name: str
    kind: str
    size: int
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What this showing of the form is about, beside the draft itself."""

    panel: str = ""
    focus: str = ""
    was_tried: bool = False
    conflict: Conflict | None = None
    problem: Problem | None = None
    is_unfinished: bool = False
    file_fault: str = ""
    later_fault: str = ""
    send_at: str = ""
    template_fault: str = ""
    template_name: str = ""
    said: str = ""
    fields: Mapping[str, str] | None = None  # instead of the draft's own: what somebody else's change stands against


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What the templates draw."""

    heading: str
    kind_word: str
    revision: int
    saved: str
    recipient: Recipient
    sections: Sections
    look: Result
    findings: dict[str, list[str]]
    panel: Panel | None
    files: tuple[Attached, ...]
    asked: Asked
    asks_approval: bool
    sent_back_by: str
    opens_buyer: bool
    opens_seller: bool
    columns: str
    send_mode_word: str
    money_offers: tuple[tuple[str, str], ...]
    pane: Pane | None = None  # the pages of the print that it was read from
    modes: object = field(default=MODES)

    @property
    def file_limits(self) -> str:
        """What may be attached."""
        return file_limits()

    @property
    def attachment_types(self) -> tuple[str, ...]:
        """The usual kinds of attachments."""
        return attachment_types()

    @property
    def later_hint(self) -> str:
        """What sending later means."""
        return _("It is sent by itself then, unless you take it back before.")


def page_of(
    draft: Draft,
    look: Look,
    files: list[DraftFile],
    asked: Asked,
    *,
    asks_approval: bool,
    sent_back_by: str,
    reading: PaperReading | None = None,
) -> FormPage:
    """Return the page of a draft; `reading` is what was read of the print that it is of."""
    fields = draft.fields if asked.fields is None else asked.fields
    fields = {**dict.fromkeys(sorted(look.demanded), ""), **fields}
    is_exempt = exempt_of(draft)
    faults = findings_of(look, fields, is_exempt=is_exempt)
    tried = faults if asked.was_tried else {path: words for path, words in faults.items() if fields.get(path, "")}
    drawing = Drawing(
        fields=fields,
        language=language(),
        faults=tried,
        demanded=look.demanded,
        focus=asked.focus,
        unsure=unsure_of(draft, reading) if reading else frozenset(),
        typed_in=draft.language,
    )
    sections = sections_of(fields, drawing, nets_of(look), is_exempt=is_exempt)
    return FormPage(
        heading=heading_of(draft),
        kind_word=_("Credit note") if draft.kind == DraftKind.CREDIT_NOTE else _("Invoice"),
        revision=draft.revision,
        saved=asked.said or saved_words(draft.changed_at),
        recipient=_recipient(fields),
        sections=sections,
        look=result_of(look, fields, language(), is_exempt=is_exempt),
        findings=faults,
        panel=panel_of(asked.panel, set(fields), language()) if asked.panel else None,
        files=tuple(_attached(file) for file in files),
        asked=asked,
        asks_approval=asks_approval,
        sent_back_by=sent_back_by,
        opens_buyer=_opens("buyer.", fields, tried, asked),
        opens_seller=_opens("seller.", fields, tried, asked),
        columns=columns(language()),
        pane=pane_of(reading) if reading else None,
        send_mode_word=str(SEND_MODES[draft.send_mode]),
        money_offers=tuple(
            (path, words)
            for path, words in (
                ("vat_currency", _("VAT in another currency")),
                ("rounding", _("Round the total")),
                ("payment_terms", _("Terms of payment")),
            )
            if path not in fields
        ),
    )


def heading_of(draft: Draft) -> str:
    """Return what the draft is called."""
    name = draft.fields.get("buyer.name") or draft.name
    if draft.kind == DraftKind.CREDIT_NOTE:
        return _("Credit note to {name}").format(name=name) if name else _("New credit note")
    return _("Invoice to {name}").format(name=name) if name else _("New invoice")


def saved_words(at: datetime) -> str:
    """Return when the draft was saved: the time alone when that is today."""
    local = timezone.localtime(at)
    clock = date_format(local, "H:i")
    if local.date() == timezone.localdate():
        return _("Saved {time}").format(time=clock)
    return _("Saved {day} {time}").format(day=local.date().isoformat(), time=clock)


def exempt_of(draft: Draft) -> bool:
    """Return whether one exemption counts for all rows."""
    return bool(draft.layout.get("exempt"))


def findings_of(look: Look, fields: Mapping[str, str], *, is_exempt: bool) -> dict[str, list[str]]:
    """Return what is wrong at which field, by the name under which the page shows the field."""
    found: dict[str, list[str]] = {}
    for path, findings in look.findings.items():
        words = [without_row(each.words) for each in findings if each.stops][:1]  # the others mostly follow from it
        said = found.setdefault(shown_path(path, fields, is_exempt=is_exempt), [])
        said += [each for each in words if not said]
    return found


def nets_of(look: Look) -> dict[int, str]:
    """Return the net amounts of the rows, by their numbers in the form."""
    return {number: amount(net) for number, net in look.sums.lines.items()}


def _recipient(fields: Mapping[str, str]) -> Recipient:
    place = " ".join(filter(None, (fields.get("buyer.address.post_code"), fields.get("buyer.address.city"))))
    facts = (
        fields.get("buyer.legal_registration"),
        fields.get("buyer.address.street"),
        place,
        fields.get("buyer.address.country"),
    )
    return Recipient(fields.get("buyer.name", "") or "–", " · ".join(filter(None, facts)))


def _attached(file: DraftFile) -> Attached:
    return Attached(str(file.pk), file.name, kind_of_file(file.media_type), file.size, file.description)


def _opens(start: str, fields: Mapping[str, str], faults: Mapping[str, object], asked: Asked) -> bool:
    return asked.focus.startswith(start) or any(path.startswith(start) for path in faults)
