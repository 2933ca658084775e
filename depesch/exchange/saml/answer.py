"""What an identity provider answered, and whom it proves: every condition of the Web Browser SSO profile.

Source: saml-profiles-2.0-os 4.1.4.2 and 4.1.4.3; saml-core-2.0-os 2.5 (conditions).
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec
from lxml import etree

from depesch.exchange.as2.certificates import Certificate
from depesch.exchange.saml.faults import AnswerRefused, Fault
from depesch.exchange.saml.names import (
    BEARER,
    EMAIL_ATTRIBUTES,
    FAMILY_NAME_ATTRIBUTES,
    GIVEN_NAME_ATTRIBUTES,
    NAME_ATTRIBUTES,
    SUCCESS,
    assertion,
    protocol,
)
from depesch.exchange.saml.signed import signed_assertion
from depesch.kit.xml import XmlError, parse

MOST_CHARACTERS = 700_000  # of the encoded response
SKEW = timedelta(minutes=2)  # how far the provider's clock and ours may be apart
_KNOWN_CONDITIONS = {assertion(name) for name in ("AudienceRestriction", "OneTimeUse", "ProxyRestriction")}


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer has to agree with."""

    issuer: str  # the provider's entity id
    certificates: tuple[Certificate, ...]
    audience: str  # our entity id
    recipient: str  # where answers go
    request_id: str
    at: datetime


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A response that was read and not yet believed."""

    root: etree._Element
    request_id: str  # which request it says it answers; empty for none


class Proven(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the provider vouches for, from what it signed."""

    assertion_id: str
    until: datetime  # after that the assertion is worth nothing by itself
    email: str  # as it was written, in lower case
    name: str  # empty when the provider says none
    attributes: Mapping[str, tuple[str, ...]]  # by name


def read_answer(encoded: str) -> Answer:
    """Return the response that a browser brought, nothing of it checked; raises AnswerRefused."""
    if not encoded or len(encoded) > MOST_CHARACTERS:
        raise AnswerRefused(Fault.NOT_AN_ANSWER, f"SAMLResponse has {len(encoded)} characters")
    try:
        root = parse(b64decode("".join(encoded.split()), validate=True))
    except (ValueError, XmlError) as error:
        raise AnswerRefused(Fault.NOT_AN_ANSWER, str(error)) from error
    if root.tag != protocol("Response") or root.get("Version") != "2.0":
        raise AnswerRefused(Fault.NOT_AN_ANSWER, f"{root.tag} is no response of SAML 2.0")
    return Answer(root=root, request_id=root.get("InResponseTo", ""))


def prove(answer: Answer, expected: Expected) -> Proven:
    """Return whom the answer proves; raises AnswerRefused. Once for each assertion id is the caller's to see to."""
    _outside(answer.root, expected)
    told = signed_assertion(answer.root, expected.certificates, expected.at)
    if _text(told, "Issuer") != expected.issuer:
        raise AnswerRefused(Fault.WRONG_ISSUER, f"the assertion is of {_text(told, 'Issuer')[:200]}")
    subject = told.find(assertion("Subject"))
    if subject is None:
        raise AnswerRefused(Fault.NO_ADDRESS, "the assertion has no subject")
    until = min(_confirmed_until(subject, expected), _conditions_until(told, expected))
    _must_have_signed_in(told, expected.at)
    attributes = _attributes(told)
    return Proven(
        assertion_id=told.get("ID", ""),
        until=until,
        email=_email(subject, attributes),
        name=_name(attributes),
        attributes=attributes,
    )


def _outside(root: etree._Element, expected: Expected) -> None:
    """Check what stands around the assertion. It may be unsigned: it can refuse, and never let in."""
    if root.get("InResponseTo", "") != expected.request_id:
        raise AnswerRefused(Fault.UNASKED, "the response answers another request")
    if root.get("Destination") != expected.recipient:
        raise AnswerRefused(Fault.WRONG_DESTINATION, f"the response is meant for {root.get('Destination')}")
    issuer = root.find(assertion("Issuer"))
    if issuer is not None and (issuer.text or "").strip() != expected.issuer:
        raise AnswerRefused(Fault.WRONG_ISSUER, f"the response is of {(issuer.text or '')[:200]}")
    code = root.find(f"{protocol('Status')}/{protocol('StatusCode')}")
    if code is None or code.get("Value") != SUCCESS:
        message = root.findtext(f"{protocol('Status')}/{protocol('StatusMessage')}") or ""
        inner = None if code is None else code.find(protocol("StatusCode"))
        said = [each.get("Value", "").rpartition(":")[2] for each in (code, inner) if each is not None]
        raise AnswerRefused(Fault.PROVIDER_REFUSED, " ".join([*said, message.strip()]))


def _confirmed_until(subject: etree._Element, expected: Expected) -> datetime:
    """Return until when a bearer may show the assertion here; the refusal of the last confirmation when none fits."""
    refusal = AnswerRefused(Fault.WRONG_DESTINATION, "the subject has no bearer confirmation")
    for each in subject.findall(assertion("SubjectConfirmation")):
        data = each.find(assertion("SubjectConfirmationData"))
        if each.get("Method") != BEARER or data is None:
            continue
        try:
            return _confirmation_until(data, expected)
        except AnswerRefused as refused:
            refusal = refused
    raise refusal


def _confirmation_until(data: etree._Element, expected: Expected) -> datetime:
    if data.get("Recipient") != expected.recipient:
        raise AnswerRefused(Fault.WRONG_DESTINATION, f"the assertion is meant for {data.get('Recipient')}")
    if data.get("InResponseTo") != expected.request_id:
        raise AnswerRefused(Fault.WRONG_REQUEST, "the assertion was made for another request")
    until = _moment(data, "NotOnOrAfter")
    if until is None:
        raise AnswerRefused(Fault.EXPIRED, "the subject confirmation does not say until when it holds")
    _must_hold(_moment(data, "NotBefore"), until, expected.at)
    return until


def _conditions_until(told: etree._Element, expected: Expected) -> datetime:
    conditions = told.find(assertion("Conditions"))
    if conditions is None:
        raise AnswerRefused(Fault.WRONG_AUDIENCE, "the assertion has no conditions")
    unknown = [str(each.tag) for each in conditions if each.tag not in _KNOWN_CONDITIONS]
    if unknown:
        raise AnswerRefused(Fault.UNKNOWN_CONDITION, ", ".join(unknown))
    restrictions = conditions.findall(assertion("AudienceRestriction"))
    for each in restrictions:
        audiences = [(one.text or "").strip() for one in each.findall(assertion("Audience"))]
        if expected.audience not in audiences:
            raise AnswerRefused(Fault.WRONG_AUDIENCE, f"the assertion is for {', '.join(audiences)}")
    if not restrictions:
        raise AnswerRefused(Fault.WRONG_AUDIENCE, "the assertion does not say for which service it is")
    until = _moment(conditions, "NotOnOrAfter")
    _must_hold(_moment(conditions, "NotBefore"), until, expected.at)
    return until or datetime.max.replace(tzinfo=UTC)


def _must_have_signed_in(told: etree._Element, at: datetime) -> None:
    statements = told.findall(assertion("AuthnStatement"))
    if not statements:
        raise AnswerRefused(Fault.EXPIRED, "the assertion does not say that anybody signed in")
    for each in statements:
        _must_hold(None, _moment(each, "SessionNotOnOrAfter"), at)


def _must_hold(since: datetime | None, until: datetime | None, at: datetime) -> None:
    if since is not None and since > at + SKEW:
        raise AnswerRefused(Fault.NOT_YET, f"valid from {since.isoformat()}, our clock says {at.isoformat()}")
    if until is not None and until <= at - SKEW:
        raise AnswerRefused(Fault.EXPIRED, f"valid until {until.isoformat()}, our clock says {at.isoformat()}")


def _moment(element: etree._Element, name: str) -> datetime | None:
    text = element.get(name)
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise AnswerRefused(Fault.EXPIRED, f"{name} {text[:50]} is no moment") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # SAML's moments are in UTC (saml-core 1.3.3)


def _attributes(told: etree._Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in told.iter(assertion("Attribute")):
        values = tuple((value.text or "").strip() for value in each.findall(assertion("AttributeValue")))
        for name in {each.get("Name", ""), each.get("FriendlyName", "")} - {""}:
            found[name] = (*found.get(name, ()), *values)
    return found


def _email(subject: etree._Element, attributes: Mapping[str, tuple[str, ...]]) -> str:
    told = _first(attributes, EMAIL_ATTRIBUTES) or _text(subject, "NameID")
    if told.count("@") != 1 or len(told) > 254 or any(each.isspace() for each in told):
        raise AnswerRefused(Fault.NO_ADDRESS, "there is no e-mail address in the attributes, nor in NameID")
    return told.lower()


def _name(attributes: Mapping[str, tuple[str, ...]]) -> str:
    parts = (_first(attributes, GIVEN_NAME_ATTRIBUTES), _first(attributes, FAMILY_NAME_ATTRIBUTES))
    whole = _first(attributes, NAME_ATTRIBUTES) or " ".join(each for each in parts if each)
    return " ".join(whole.split())[:200]


def _first(attributes: Mapping[str, tuple[str, ...]], names: tuple[str, ...]) -> str:
    by_name = {name.lower(): values for name, values in attributes.items()}
    return next((value for name in names for value in by_name.get(name, ()) if value), "")


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(assertion(name)) or "").strip()
