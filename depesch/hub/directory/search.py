"""Search the network: what was typed is recognised, own entries come first, the public directory after them.

Whoever has the same identifier is one hit, with a way for each who serves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from uuid import UUID

import msgspec
import structlog
from django.db import connection

from depesch.hub.directory.identifiers import ORGANISATION_SCHEMES, VAT, PartyIdentifier, canonical
from depesch.hub.directory.models import Customer, CustomerIdentifier, Participant, ParticipantIdentifier
from depesch.hub.directory.public_directory import DirectoryAway, PublicDirectory, PublicEntry
from depesch.model.identifiers import (
    InvalidIdentifier,
    holds,
    org_number,
    organisation_as_participant,
    participant_id,
    vat_number,
)

log = structlog.get_logger(__name__)

MOST = 20
LEAST_CHARACTERS = 2  # of a name
GLN = "0088"
_LIKE_SIGNS = re.compile(r"([\\%_])")

# Participants by name: the text in it, or one that is near; the nearest first.
_BY_NAME = """
SELECT id
  FROM directory_participant
 WHERE name ILIKE %(part)s OR %(text)s <%% name
 ORDER BY left_network_at IS NOT NULL, name ILIKE %(start)s DESC, word_similarity(%(text)s, name) DESC, name, id
 LIMIT %(most)s
"""


class Kind(StrEnum):
    """What was typed."""

    NAME = "name"
    ORGANISATION = "organisation"
    VAT = "vat"
    GLN = "gln"
    PARTICIPANT = "participant"
    NOTHING = "nothing"  # too little to search for


class Recognised(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed, and the identifiers that it may be."""

    kind: Kind
    text: str
    identifiers: tuple[PartyIdentifier, ...] = ()


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One who serves a participant: this hub, or an operator elsewhere."""

    on_hub: bool
    operator: str  # empty: not known
    address: PartyIdentifier | None
    channels: tuple[tuple[str, str], ...] = ()  # channel and format, the best first
    document_types: tuple[str, ...] = ()


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was found."""

    name: str
    country: str
    identifiers: tuple[PartyIdentifier, ...]
    ways: tuple[Way, ...]
    place: str = ""
    participant_id: UUID | None = None  # known on this hub
    company_id: UUID | None = None  # has an account on it
    customer_id: UUID | None = None  # is a customer already
    auto_accepts: bool = True
    has_left: bool = False


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the public directory answered, or that it did not."""

    entries: tuple[PublicEntry, ...] = ()
    is_away: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a search gave; `directory_away` when the public directory could not be asked."""

    recognised: Recognised
    hits: tuple[Hit, ...] = ()
    directory_away: bool = False


def recognise(text: str) -> Recognised:
    """Return what kind of thing was typed; a number that fits several schemes may be any of them.

    >>> recognise("0192:999000053").kind.value, recognise("7300010000001").kind.value
    ('participant', 'gln')
    >>> recognise("556601-0103").kind.value, recognise("SE556601010301").kind.value, recognise("Fjord").kind.value
    ('organisation', 'vat', 'name')
    """
    text = " ".join(text.replace("\0", "").split())[:200]
    if len(text) < LEAST_CHARACTERS:
        return Recognised(kind=Kind.NOTHING, text=text)
    for kind, found in ((Kind.PARTICIPANT, _participant(text)), (Kind.VAT, _vat(text)), (Kind.GLN, _gln(text)),
                        (Kind.ORGANISATION, _organisation(text))):  # fmt: skip
        if found:
            return Recognised(kind=kind, text=text, identifiers=found)
    return Recognised(kind=Kind.NAME, text=text)


def ask_directory(text: str, directory: PublicDirectory) -> Asked:
    """Return whom the public directory knows by what was typed. No transaction may be open: it may take seconds."""
    recognised = recognise(text)
    if recognised.kind is Kind.NOTHING:
        return Asked()
    return _asking(lambda: directory.search(_asked_for(recognised)))


def ask_about(identifiers: Sequence[PartyIdentifier], directory: PublicDirectory) -> Asked:
    """Return what the public directory has under these identifiers. No transaction may be open."""
    addresses = [each for each in identifiers if each.scheme.isdigit()]
    return _asking(lambda: [entry for each in addresses if (entry := directory.entry(each))])


def search(text: str, asked: Asked) -> Found:
    """Return who is found, own entries first, then what the public directory said; call it inside `acting_for`."""
    recognised = recognise(text)
    if recognised.kind is Kind.NOTHING:
        return Found(recognised=recognised)
    own, others = _joined(_own(recognised), asked.entries)
    hits = (*own, *_as_hits(others))[:MOST]
    return Found(recognised=recognised, hits=hits, directory_away=asked.is_away)


def hit_of_participant(participant_id: UUID) -> Hit | None:
    """Return a participant known on this hub; None when there is none. Call it inside `acting_for`."""
    participants = _participants([participant_id])
    return _hits(participants)[0] if participants else None


def hit_of_entry(asked: Asked) -> Hit | None:
    """Return whoever the public directory has, known on this hub or not; call it inside `acting_for`."""
    if not asked.entries:
        return None
    known = ParticipantIdentifier.objects.filter(
        scheme=asked.entries[0].participant.scheme, value=asked.entries[0].participant.value
    ).first()
    hit = hit_of_participant(known.participant_id) if known else None
    return with_ways(hit, asked) if hit else _as_hits(asked.entries)[0]


def with_ways(hit: Hit, asked: Asked) -> Hit:
    """Return the hit with the ways that the public directory knows of too."""
    return _joined([hit], asked.entries)[0][0]


def _asking(ask: Callable[[], list[PublicEntry]]) -> Asked:
    try:
        return Asked(entries=tuple(ask()))
    except DirectoryAway as error:
        log.warning("directory.away", error=str(error))
        return Asked(is_away=True)


def _own(recognised: Recognised) -> list[Hit]:
    if recognised.identifiers:
        rows = ParticipantIdentifier.objects.filter(
            scheme__in={i.scheme for i in recognised.identifiers}, value__in={i.value for i in recognised.identifiers}
        )
        wanted = {(i.scheme, i.value) for i in recognised.identifiers}
        ids = [row.participant_id for row in rows if (row.scheme, row.value) in wanted]
    else:
        like = _LIKE_SIGNS.sub(r"\\\1", recognised.text)
        values: dict[str, str | int] = {"part": f"%{like}%", "start": f"{like}%", "text": recognised.text, "most": MOST}
        with connection.cursor() as cursor:
            cursor.execute(_BY_NAME, values)
            ids = [row[0] for row in cursor.fetchall()]
    found = {participant.id: participant for participant in _participants(ids)}
    return _hits([found[each] for each in dict.fromkeys(ids) if each in found])


def _participants(ids: Sequence[UUID]) -> list[Participant]:
    return list(Participant.objects.filter(id__in=ids).prefetch_related("identifiers", "capabilities"))


def _hits(participants: Sequence[Participant]) -> list[Hit]:
    ids = [participant.id for participant in participants]
    cards = dict(
        Customer.objects.filter(participant__in=ids, removed_at=None).values_list("participant_id", "id")
    )  # fmt: skip
    return [_hit(participant, cards.get(participant.id)) for participant in participants]


def _hit(participant: Participant, customer_id: UUID | None) -> Hit:
    identifiers = tuple(
        PartyIdentifier(row.scheme, row.value) for row in sorted(participant.identifiers.all(), key=lambda row: row.id)
    )
    capabilities = sorted(participant.capabilities.all(), key=lambda row: (row.rank, row.id))
    way = Way(
        on_hub=participant.company_id is not None,
        operator=participant.operator,
        address=next((each for each in identifiers if each.scheme.isdigit()), None),
        channels=tuple((row.channel, row.syntax) for row in capabilities),
    )
    return Hit(
        name=participant.name,
        country=participant.country,
        identifiers=identifiers,
        ways=(way,),
        participant_id=participant.id,
        company_id=participant.company_id,
        customer_id=customer_id,
        auto_accepts=participant.auto_accept,
        has_left=participant.left_network_at is not None,
    )


def _joined(own: Sequence[Hit], public: Sequence[PublicEntry]) -> tuple[list[Hit], list[PublicEntry]]:
    """Return our hits with the ways of those entries that are the same participant, and the other entries."""
    known = {identifier: position for position, hit in enumerate(own) for identifier in hit.identifiers}
    ways = [list(hit.ways) for hit in own]
    others: list[PublicEntry] = []
    for entry in public:
        if entry.participant in known:
            ways[known[entry.participant]].append(_public_way(entry))
        else:
            others.append(entry)
    return [msgspec.structs.replace(hit, ways=tuple(of)) for hit, of in zip(own, ways, strict=True)], others


def _as_hits(entries: Sequence[PublicEntry]) -> list[Hit]:
    cards = _cards_of([entry.participant for entry in entries])
    return [
        Hit(
            name=entry.name, country=entry.country, place=entry.place, identifiers=entry.identifiers,
            ways=(_public_way(entry),), customer_id=cards.get(entry.participant),
        )
        for entry in entries
    ]  # fmt: skip


def _public_way(entry: PublicEntry) -> Way:
    return Way(on_hub=False, operator="", address=entry.participant, document_types=entry.document_types)


def _cards_of(addresses: Sequence[PartyIdentifier]) -> dict[PartyIdentifier, UUID]:
    if not addresses:
        return {}
    rows = CustomerIdentifier.objects.filter(
        value__in=[each.value for each in addresses], customer__removed_at=None
    ).values_list("scheme", "value", "customer_id")  # fmt: skip
    return {PartyIdentifier(scheme, value): customer for scheme, value, customer in rows}


def _asked_for(recognised: Recognised) -> str:
    """Return what the public directory is asked: the bare number of an identifier, else the text."""
    if recognised.kind is Kind.PARTICIPANT:
        return str(recognised.identifiers[0])
    return recognised.identifiers[0].value if recognised.identifiers else recognised.text


def _participant(text: str) -> tuple[PartyIdentifier, ...]:
    try:
        found = participant_id(text)
    except InvalidIdentifier:
        return ()
    pair = canonical(found.scheme, found.value)
    return (pair,) if pair else ()


def _vat(text: str) -> tuple[PartyIdentifier, ...]:
    if not text[:2].isalpha():
        return ()
    try:
        found = vat_number(text)
    except InvalidIdentifier:
        return ()
    pair = canonical(VAT, found.value)
    return (pair,) if pair else ()


def _gln(text: str) -> tuple[PartyIdentifier, ...]:
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch(r"[0-9]{13}", digits):
        return ()
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    return (PartyIdentifier(GLN, digits),) if -total % 10 == int(digits[12]) else ()


def _organisation(text: str) -> tuple[PartyIdentifier, ...]:
    """Return every organisation number of a country that the text is; check digits keep most apart."""
    if sum(character.isdigit() for character in text) < 7:
        return ()
    found: list[PartyIdentifier] = []
    for country in ("SE", "NO", "DK", "FI", "EE"):
        if not holds(lambda each, country=country: org_number(each, country), text):  # type: ignore[misc]
            continue
        number = org_number(text, country)
        participant = organisation_as_participant(number)
        pairs = [canonical(ORGANISATION_SCHEMES.get(country, "0191"), number.value)]
        pairs += [canonical(participant.scheme, participant.value)] if participant else []
        found += [pair for pair in pairs if pair and pair not in found]
    return tuple(found)
