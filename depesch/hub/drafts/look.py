"""What there is to say about a draft as it stands: its sums, what is wrong at which field, and the way it would go.

The same rules, the same receiver's demands and the same planner as when it is sent; what is shown is what will be done.
Nothing is kept. The channels may be asked over the network, so call `look_over` outside any transaction; or `gather`
in one of your own, and `looked` after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

import msgspec

from depesch.documents.checking import check
from depesch.documents.reading import read
from depesch.documents.targets import targets, write_as
from depesch.hub.directory.recipients import Match
from depesch.hub.drafts.finding_places import demanded_paths, place_of_finding
from depesch.hub.drafts.models import Draft, File
from depesch.hub.drafts.sums import Sums, sums_of
from depesch.hub.drafts.typed import FieldFault, Typed, invoice_of, text_of
from depesch.hub.drafts.ways import Way, way_of
from depesch.hub.flows.facts import duplicate_key
from depesch.hub.flows.models import Document
from depesch.hub.flows.problems import Problem
from depesch.hub.flows.problems import problem as problem_words
from depesch.hub.flows.routing import Situation, look_up
from depesch.hub.flows.transitions import ProblemNote
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.model.invoice import Attachment, Invoice, SupportingDocument
from depesch.model.issue import Issue, Severity
from depesch.rules import RuleSet
from depesch.rules.explaining import explain
from depesch.syntaxes import Reading, UnreadableDocument

SYNTAX = "ubl21"
OF_THE_FORMAT = "UBL-"  # rules on elements: where another rule speaks of the same field, they add nothing
SCHEMA = "XSD"  # the rule that findings of the schema bear


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something to say at a field, or about the whole."""

    words: str
    stops: bool  # it cannot be sent so
    rule: str = ""  # empty for a value that cannot be read
    path: str = ""  # the field, empty for the whole


class Gathered(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What was typed and what the database knows of it: all that is needed to look it over outside a transaction."""

    typed: Typed
    sums: Sums
    situation: Situation
    taken: ProblemNote | None
    files: Sequence[File]
    send_mode: str
    language: str


class Look(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """All that there is to say about a draft."""

    sums: Sums
    typed: Typed
    findings: Mapping[str, tuple[Finding, ...]]  # by the field's path
    general: tuple[Finding, ...]  # about the whole
    problem: Problem | None  # why it cannot go anywhere, in words
    problem_code: str
    way: Way
    content: bytes  # what would be handed over
    demanded: frozenset[str] = frozenset()  # the fields that the receiver demands

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Return what stops it, in the form's order first."""
        return tuple(one for one in self.all_findings() if one.stops)

    @property
    def can_be_sent(self) -> bool:
        """Return whether it would be accepted and has a way."""
        return not self.faults and self.problem is None

    def all_findings(self) -> Iterable[Finding]:
        """Give every finding: those at fields, then those about the whole."""
        for findings in self.findings.values():
            yield from findings
        yield from self.general


def look_over(
    company: Company,
    draft: Draft | Mapping[str, str],
    *,
    language: str,
    typed_in: str | None = None,
    send_mode: str = "production",
    files: Sequence[File] | None = None,
    today: date | None = None,
) -> Look:
    """Return all that there is to say about a draft, or about the fields of one, in `language`; see `gather`."""
    with acting_for(company.pk):
        gathered = gather(
            company, draft, language=language, typed_in=typed_in, send_mode=send_mode, files=files, today=today
        )
    return looked(company, gathered)


def gather(
    company: Company,
    draft: Draft | Mapping[str, str],
    *,
    language: str,
    typed_in: str | None = None,
    send_mode: str = "production",
    files: Sequence[File] | None = None,
    today: date | None = None,
) -> Gathered:
    """Return what is needed to look over a draft, or the fields of one; call it inside `acting_for`.

    Fields by themselves are in the way of writing of `typed_in` (by default `language`), go in `send_mode`, and have
    `files`; of a draft, its own count.
    """
    if isinstance(draft, Draft):
        fields: Mapping[str, str] = draft.fields
        typed_in, send_mode = draft.language, draft.send_mode
    else:
        fields = draft
    typed = invoice_of(fields, language=typed_in or language, company=company, today=today, words_in=language)
    sums = sums_of(typed, words_in=language)
    if files is None:
        files = list(draft.files.all()) if isinstance(draft, Draft) else ()
    situation = look_up(sums.invoice)
    return Gathered(
        typed=typed,
        sums=sums,
        situation=situation,
        taken=_taken(sums.invoice, situation, send_mode),
        files=files,
        send_mode=send_mode,
        language=language,
    )


def content_of(invoice: Invoice) -> bytes:
    """Return the bytes that are handed over: our UBL 2.1, the same for the same invoice."""
    return write_as(targets()[SYNTAX], invoice).data


def with_files(invoice: Invoice, files: Sequence[File]) -> Invoice:
    """Return the invoice with the files inside (BG-24), behind the documents that it refers to."""
    added = tuple(
        SupportingDocument(
            reference=file.name,
            description=file.description or None,
            attachment=Attachment(content=bytes(file.content), mime_code=file.media_type, filename=file.name),
        )
        for file in files
    )
    return msgspec.structs.replace(invoice, supporting_documents=(*invoice.supporting_documents, *added))


def looked(company: Company, gathered: Gathered) -> Look:
    """Return all that there is to say about what was gathered. No transaction may be open: channels may be asked."""
    typed, sums, situation, language = gathered.typed, gathered.sums, gathered.situation, gathered.language
    content = content_of(with_files(sums.invoice, gathered.files))
    packs = (situation.demands,) if situation.demands else ()
    try:
        reading = read(content)
    except UnreadableDocument as error:  # we wrote it: the values in it are the reason
        issues: tuple[Issue, ...] = (Issue(rule=f"READ-{error.code}", severity=Severity.FATAL, detail=error.detail),)
        way = Way()
    else:
        issues = _found(reading, packs)
        way = way_of(reading, situation, company.pk, send_mode=gathered.send_mode, now=now())
    note = way.problem or gathered.taken
    if way.problem is not None and way.problem.findings:
        issues = (*issues, *(one for one in way.problem.findings if one not in issues))
    at_fields, general = _placed(issues, (*typed.faults, *sums.faults), typed, language)
    return Look(
        sums=sums,
        typed=typed,
        findings=at_fields,
        general=general,
        problem=problem_words(note.code, language, note.values, note.findings) if note else None,
        problem_code=note.code if note else "",
        way=way,
        content=content,
        demanded=_demanded(situation, typed),
    )


def _demanded(situation: Situation, typed: Typed) -> frozenset[str]:
    if situation.demands is None:
        return frozenset()
    terms = situation.demands.demanded(typed.invoice.is_credit_note)
    rows = (str(number) for number in typed.rows.get("lines", ()))
    return frozenset(demanded_paths(terms, rows))


def _found(reading: Reading, packs: tuple[RuleSet, ...]) -> tuple[Issue, ...]:
    """Return what checking finds. Where the schema stops it before the rules, what the rules say of the rest is told.

    The schema's own words come only where no rule stops the document: a half-written one lacks what the schema wants.
    """
    issues = check(reading, packs=packs).issues
    if not any(issue.rule == SCHEMA for issue in issues):
        return issues
    by_rules = check(reading, packs=packs, schema=False).issues
    stopped = any(issue.severity is Severity.FATAL for issue in by_rules)
    return by_rules if stopped else (*by_rules, *(issue for issue in issues if issue.rule == SCHEMA))


def _placed(
    issues: Iterable[Issue], faults: Iterable[FieldFault], typed: Typed, language: str
) -> tuple[dict[str, tuple[Finding, ...]], tuple[Finding, ...]]:
    """Return the findings by field, and those about the whole; at a field that cannot be read nothing else is said."""
    at: dict[str, list[Finding]] = {}
    for fault in faults:
        at.setdefault(fault.path, []).append(Finding(words=fault.words, stops=True, path=fault.path))
    unread = {*at, *(_unit_of(path) for path in at)}
    general: list[Finding] = []
    for issue in issues:
        path = place_of_finding(issue, typed)
        if path in unread or issue.severity is Severity.INFORMATION:
            continue
        told = explain(issue, language, shown=partial(text_of, language=language))
        finding = Finding(
            words=told.message,
            stops=issue.severity is Severity.FATAL,
            rule=issue.rule,
            path=path,
        )
        there = at.setdefault(path, []) if path else general
        if not any(finding.words == one.words or (issue.rule.startswith(OF_THE_FORMAT) and one.stops) for one in there):
            there.append(finding)
    return {path: tuple(found) for path, found in at.items()}, tuple(general)


def _unit_of(path: str) -> str:
    """Return the field of the unit that a quantity carries: without the quantity, nothing is known of it either."""
    row, _dot, name = path.rpartition(".")
    return f"{row}.unit" if name == "quantity" else path


def _taken(invoice: Invoice, situation: Situation, send_mode: str) -> ProblemNote | None:
    """Return the problem that the number was used before, when the company controls that."""
    if not situation.duplicate_control or not isinstance(situation.found, Match):
        return None
    key = duplicate_key(invoice, send_mode=send_mode, fiscal_year_starts=situation.fiscal_year_starts)
    earlier = Document.objects.filter(duplicate_key=key).first() if key else None
    if earlier is None:
        return None
    values = {
        "number": earlier.number,
        "earlier": str(earlier.id),
        "date": earlier.received_at.date().isoformat(),
        "same_content": "no",
    }
    return ProblemNote(code="duplicate", values=values)
