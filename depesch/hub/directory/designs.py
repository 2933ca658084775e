"""A company's designs: how its documents look, for which of them, in versions. Call everything inside `acting_for`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from depesch.hub.directory.design_rules import DocumentKind, RuledDesign
from depesch.hub.directory.models import CustomerKind, Design, DesignVersion
from depesch.hub.directory.ordering import arrange, move, one_at_a_time
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.designs import (
    DesignOrderChanged,
    DesignRemoved,
    DesignRestored,
    DesignRuled,
    DesignSaved,
)
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex
from depesch.rendering.designs import Choices
from depesch.rendering.designs import Design as Look
from depesch.rendering.designs.checking import ChoiceFault, choice_faults
from depesch.rendering.words import languages

MOST = 50


class BadDesign(ValueError):
    """A design cannot be such; `field` is name, countries, kinds, languages, documents or one of the choices.

    Codes: bad-name, there-already, too-many, unknown-country, unknown-kind, unknown-language, unknown-document;
    bad-choices, whose `faults` say what.
    """

    def __init__(self, field: str, code: str, value: str = "", faults: Sequence[ChoiceFault] = ()) -> None:
        super().__init__(f"{field}: {code} {value!r}" + "".join(f"; {each.field}: {each.code}" for each in faults))
        self.field, self.code, self.value, self.faults = field, code, value, faults


class DesignFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a design is called and which documents it is for."""

    name: str
    is_default: bool = False
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def designs() -> list[DesignVersion]:
    """Return the present version of each design in use, with its design, in their order."""
    rows = DesignVersion.objects.filter(is_current=True, design__removed_at=None).select_related("design")
    return list(rows.defer("picture").order_by("design__rank", "design__name"))


def removed_designs() -> list[Design]:
    """Return the designs that are out of use, the latest first."""
    return list(Design.objects.exclude(removed_at=None).order_by("-removed_at"))


def current_version(design: Design) -> DesignVersion:
    """Return what the design looks like now."""
    return design.versions.get(is_current=True)


def look_of(version: DesignVersion) -> Look:
    """Return a version as the renderer takes it."""
    choices = msgspec.convert(version.choices, Choices)
    return Look(choices=choices, source=None if version.source is None else bytes(version.source))


def as_ruled(row: Design) -> RuledDesign:
    """Return a design as the rules have it."""
    return RuledDesign(
        id=str(row.pk), name=row.name, is_default=row.is_default, countries=tuple(row.countries),
        kinds=tuple(row.kinds), languages=tuple(row.languages), documents=tuple(row.documents),
    )  # fmt: skip


@transaction.atomic
def save_design(facts: DesignFacts, look: Look, *, design: Design | None = None, actor: str) -> DesignVersion:
    """Add a design below the others, or change one: a new look is a new version. Raises BadDesign.

    A source was tried before, see `documents.design_trial`.
    """
    one_at_a_time()
    _check(facts, design)
    faults = choice_faults(look.choices)
    if faults:
        raise BadDesign("choices", "bad-choices", faults=faults)
    row = design or Design(tenant_id=tenant_id(), rank=Design.objects.count())
    before = None if design is None else as_ruled(design)
    if facts.is_default:
        Design.objects.filter(is_default=True).exclude(pk=row.pk).update(is_default=False)
    row.name, row.is_default = facts.name.strip(), facts.is_default
    row.countries, row.kinds = sorted(set(facts.countries)), sorted(set(facts.kinds))
    row.languages, row.documents = sorted(set(facts.languages)), sorted(set(facts.documents))
    row.save()
    if as_ruled(row) != before:
        _told(as_ruled(row), actor)
    return _versioned(row, look, actor)


@transaction.atomic
def restore_version(version: DesignVersion, *, actor: str) -> DesignVersion:
    """Make an earlier look the present one, as a new version."""
    one_at_a_time()
    return _versioned(version.design, look_of(version), actor)


@transaction.atomic
def move_design(design: Design, *, up: bool, actor: str) -> None:
    """Let a design go before the one above it, or after the one below."""
    move(_in_use(), design, up=up, told=_reordered, actor=actor)


@transaction.atomic
def order_designs(ids: Sequence[str], *, actor: str) -> None:
    """Put the designs in the order of `ids`; those not named keep their order below. Unknown ids are no designs."""
    arrange(_in_use(), ids, told=_reordered, actor=actor)


@transaction.atomic
def remove_design(design: Design, *, actor: str) -> None:
    """Take a design out of use. Documents that were begun with it keep it, and it can be restored."""
    one_at_a_time()
    design.removed_at, design.is_default = now(), False
    design.save(update_fields=["removed_at", "is_default"])
    record(DesignRemoved(name=design.name), document_id=None, actor=actor)


@transaction.atomic
def restore_design(design: Design, *, actor: str) -> None:
    """Bring a removed design back, below the others. Raises BadDesign when its name is taken, or there are too many."""
    one_at_a_time()
    _check_name(design.name, None)
    design.removed_at, design.rank = None, Design.objects.count()
    design.save(update_fields=["removed_at", "rank"])
    record(DesignRestored(name=design.name), document_id=None, actor=actor)


def fingerprint(look: Look) -> str:
    """Return the SHA-256 of what decides the look."""
    return sha256_hex(msgspec.json.encode(look.choices, order="sorted") + b"\0" + (look.source or b""))


def _versioned(row: Design, look: Look, actor: str) -> DesignVersion:
    """Write a version and return it; the present one when it looks like that already."""
    present = row.versions.filter(is_current=True).first()
    if present is not None and look_of(present) == look:
        return present
    row.versions.filter(is_current=True).update(is_current=False)
    latest = row.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = DesignVersion.objects.create(
        tenant_id=tenant_id(), design=row, number=latest + 1, choices=msgspec.to_builtins(look.choices),
        source=look.source, made_at=now(), made_by=actor,
    )  # fmt: skip
    saved = DesignSaved(
        name=row.name, number=version.number, own_source=look.source is not None, sha256=fingerprint(look)
    )
    record(saved, document_id=None, actor=actor)
    return version


def _told(rule: RuledDesign, actor: str) -> None:
    event = DesignRuled(
        name=rule.name, is_default=rule.is_default, countries=rule.countries, kinds=rule.kinds,
        languages=rule.languages, documents=rule.documents,
    )  # fmt: skip
    record(event, document_id=None, actor=actor)


def _in_use() -> QuerySet[Design]:
    return Design.objects.filter(removed_at=None).order_by("rank", "name")


def _reordered(names: tuple[str, ...]) -> Event:
    return DesignOrderChanged(names=names)


def _check(facts: DesignFacts, design: Design | None) -> None:
    _check_name(facts.name.strip(), design)
    for country in facts.countries:
        if len(country) != 2 or not (country.isascii() and country.isupper()):
            raise BadDesign("countries", "unknown-country", country[:20])
    _check_all("kinds", "unknown-kind", facts.kinds, CustomerKind.values)
    _check_all("languages", "unknown-language", facts.languages, languages())
    _check_all("documents", "unknown-document", facts.documents, [each.value for each in DocumentKind])


def _check_name(name: str, design: Design | None) -> None:
    names = {each.name.casefold() for each in _in_use() if design is None or each.pk != design.pk}
    if not 1 <= len(name) <= 60 or not name.isprintable():
        raise BadDesign("name", "bad-name", name[:80])
    if name.casefold() in names:
        raise BadDesign("name", "there-already", name)
    if design is None and len(names) >= MOST:
        raise BadDesign("name", "too-many", str(MOST))


def _check_all(field: str, code: str, given: Iterable[str], known: Sequence[str]) -> None:
    for each in given:
        if each not in known:
            raise BadDesign(field, code, each[:20])
