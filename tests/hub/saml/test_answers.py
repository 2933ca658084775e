"""Answers of a foreign provider: a true one lets in; forged, bent and repeated ones are refused with their word."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from saml2.xmldsig import DIGEST_SHA1, SIG_RSA_SHA1

from depesch.exchange.as2.certificates import read_certificate
from depesch.exchange.saml.answer import Expected, Proven, prove, read_answer
from depesch.exchange.saml.faults import AnswerRefused
from depesch.hub.history.models import EventRow
from depesch.hub.saml import signing_in
from depesch.hub.saml.models import SamlCertificate, SamlRequest
from depesch.hub.saml.places import answers_to, entity_id
from depesch.hub.saml.provider import add_certificate, connection_here, remove_certificate
from depesch.hub.saml.signing_in import Refusal, SignedIn
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.saml.foreign import ForeignProvider, decoded, key_of, needs_xmlsec

pytestmark = [needs_xmlsec, pytest.mark.row("D-20")]
EVIL = "doris@nordbygg.example"
Bend = Callable[[str], str]
_ASSERTION = re.compile(r"<ns1:Assertion .*</ns1:Assertion>", re.DOTALL)
_SIGNATURE = re.compile(r"<ns2:Signature .*?</ns2:Signature>", re.DOTALL)


def sign_in(company: Company, encoded: str, begun: signing_in.Begun) -> SignedIn | Refusal:
    """Bring the answer, and finish in the same browser."""
    judged = signing_in.answer(company.pk, encoded)
    return judged if isinstance(judged, Refusal) else signing_in.finish(company.pk, judged, [begun.request_id])


def again(text: str) -> str:
    return b64encode(text.encode()).decode()


def refused_for(company: Company, encoded: str) -> str:
    judged = signing_in.answer(company.pk, encoded)
    assert isinstance(judged, Refusal), "somebody was let in"
    return judged.code


@pytest.mark.parametrize("where", ["assertion", "response", "both"])
def test_a_true_answer_lets_in(nordbygg: Company, astrid: User, provider: ForeignProvider, where: str) -> None:
    begun = signing_in.begin(nordbygg.pk, "/documents/")
    encoded = provider.answer(
        begun.url, astrid.email, sign_assertion=where != "response", sign_response=where != "assertion"
    )
    done = sign_in(nordbygg, encoded, begun)
    assert isinstance(done, SignedIn)
    assert (done.user, done.reached, done.go_to) == (astrid, (nordbygg.pk,), "/documents/")


# ------- what an attacker does to an answer that the provider signed


def evil_copy(text: str) -> str:
    """Return the assertion as the attacker wants it: another person, another id, no signature."""
    found = _ASSERTION.search(text)
    assert found
    bent = _SIGNATURE.sub("", found.group()).replace("astrid@nordbygg.example", EVIL)
    return re.sub(r' ID="[^"]+"', ' ID="evil"', bent, count=1)


def other_person(text: str) -> str:
    return text.replace("astrid@nordbygg.example", EVIL)


def other_audience(text: str) -> str:
    return re.sub(r"<ns1:Audience>[^<]+", "<ns1:Audience>https://other.example", text)


def no_signature(text: str) -> str:
    return _SIGNATURE.sub("", text)


def evil_before(text: str) -> str:
    return _ASSERTION.sub(lambda found: evil_copy(text) + found.group(), text)


def evil_after(text: str) -> str:
    return _ASSERTION.sub(lambda found: found.group() + evil_copy(text), text)


def signed_inside_evil(text: str) -> str:
    evil = evil_copy(text)
    return _ASSERTION.sub(lambda found: evil.replace("</ns1:Assertion>", found.group() + "</ns1:Assertion>"), text)


def signed_in_an_object(text: str) -> str:
    """Put the signed assertion into an object of its own signature, which the evil assertion carries."""
    signature = _SIGNATURE.search(text)
    assert signature
    original = _SIGNATURE.sub("", _ASSERTION.search(text).group())  # type: ignore[union-attr]  # evil_copy asserts it
    holding = signature.group().replace("</ns2:Signature>", f"<ns2:Object>{original}</ns2:Object></ns2:Signature>")
    return _ASSERTION.sub(lambda found: evil_copy(text).replace("<ns1:Subject>", holding + "<ns1:Subject>", 1), text)


def same_id_twice(text: str) -> str:
    found = re.search(r'<ns1:Assertion [^>]*ID="([^"]+)"', text)
    assert found
    return text.replace(
        "<ns0:Status>", f'<ns0:Extensions><x xmlns="urn:x" ID="{found.group(1)}"/></ns0:Extensions><ns0:Status>'
    )


def signature_elsewhere(text: str) -> str:
    signature = _SIGNATURE.search(text)
    assert signature
    moved = _SIGNATURE.sub("", text)
    return moved.replace("<ns1:Subject>", f"<ns1:Subject>{signature.group()}")


def reference_to_all(text: str) -> str:
    return re.sub(r'URI="#[^"]+"', 'URI=""', text)


def other_transform(text: str) -> str:
    return text.replace(
        "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116"
    )


def says_encrypted(text: str) -> str:
    return text.replace("ns1:Assertion", "ns1:EncryptedAssertion")


def says_no(text: str) -> str:
    return text.replace("status:Success", "status:Requester")


def with_an_entity(text: str) -> str:
    return text.replace("?>", '?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1)


@pytest.mark.parametrize(
    ("bend", "code"),
    [
        (other_person, "bad-signature"), (other_audience, "bad-signature"), (no_signature, "not-signed"),
        (evil_before, "several"), (evil_after, "several"), (signed_inside_evil, "several"),
        (signed_in_an_object, "several"), (same_id_twice, "several"), (signature_elsewhere, "several"),
        (reference_to_all, "bad-signature"), (other_transform, "bad-signature"), (says_encrypted, "encrypted"),
        (says_no, "provider-refused"), (with_an_entity, "not-an-answer"),
    ],
)  # fmt: skip
def test_a_bent_answer_is_refused(
    nordbygg: Company, astrid: User, doris: User, provider: ForeignProvider, bend: Bend, code: str
) -> None:
    begun = signing_in.begin(nordbygg.pk, "/")
    true = decoded(provider.answer(begun.url, astrid.email))
    bent = bend(true)
    assert bent != true
    assert refused_for(nordbygg, again(bent)) == code


def test_a_signed_response_wrapped_in_another_is_refused(
    nordbygg: Company, astrid: User, provider: ForeignProvider
) -> None:
    begun = signing_in.begin(nordbygg.pk, "/")
    ways: dict[str, Any] = {"sign_assertion": False, "sign_response": True}
    text = decoded(provider.answer(begun.url, astrid.email, **ways)).split("?>", 1)[1].strip()
    signature = _SIGNATURE.search(text)
    assert signature
    evil = re.sub(r' ID="[^"]+"', ' ID="evil"', _SIGNATURE.sub("", text), count=1).replace(astrid.email, EVIL)
    evil = re.sub(r'(<ns1:Assertion [^>]*)ID="[^"]+"', r'\1ID="evil-too"', evil)
    holding = signature.group().replace("</ns2:Signature>", f"<ns2:Object>{text}</ns2:Object></ns2:Signature>")
    assert refused_for(nordbygg, again(evil.replace("<ns0:Status>", holding + "<ns0:Status>"))) == "several"


def test_a_comment_in_the_address_does_not_shorten_it(
    nordbygg: Company, astrid: User, provider: ForeignProvider
) -> None:
    begun = signing_in.begin(nordbygg.pk, "/")
    text = decoded(provider.answer(begun.url, f"{astrid.email}.evil.example"))
    bent = text.replace(f"{astrid.email}.evil", f"{astrid.email}<!-- -->.evil")
    assert bent != text
    assert refused_for(nordbygg, again(bent)) == "foreign-domain"


# ------- true signatures under what is meant for somebody else, or comes again


def test_sign_in_that_the_provider_began_is_refused(nordbygg: Company, astrid: User, provider: ForeignProvider) -> None:
    places: dict[str, Any] = {"destination": answers_to(nordbygg.pk), "audience": entity_id(nordbygg.pk)}
    assert refused_for(nordbygg, provider.made(astrid.email, in_response_to=None, **places)) == "unasked"
    assert refused_for(nordbygg, provider.made(astrid.email, in_response_to="_1", **places)) == "unasked"


def test_what_is_meant_for_another_service_is_refused(
    nordbygg: Company, carls_company: Company, astrid: User, provider: ForeignProvider
) -> None:
    for destination, audience, code in (
        (answers_to(carls_company.pk), entity_id(nordbygg.pk), "wrong-destination"),
        (answers_to(nordbygg.pk), entity_id(carls_company.pk), "wrong-audience"),
    ):
        begun = signing_in.begin(nordbygg.pk, "/")
        encoded = provider.made(
            astrid.email, in_response_to=begun.request_id, destination=destination, audience=audience
        )
        assert refused_for(nordbygg, encoded) == code


def test_a_changed_envelope_does_not_give_an_assertion_to_another_request(
    nordbygg: Company, astrid: User, provider: ForeignProvider
) -> None:
    first, second = signing_in.begin(nordbygg.pk, "/"), signing_in.begin(nordbygg.pk, "/")
    text = decoded(provider.answer(first.url, astrid.email))
    bent = text.replace(f'InResponseTo="{first.request_id}" Version', f'InResponseTo="{second.request_id}" Version')
    assert bent != text
    assert refused_for(nordbygg, again(bent)) == "wrong-request"


def test_an_answer_works_once(nordbygg: Company, astrid: User, provider: ForeignProvider) -> None:
    begun = signing_in.begin(nordbygg.pk, "/")
    encoded = provider.answer(begun.url, astrid.email)
    assert isinstance(sign_in(nordbygg, encoded, begun), SignedIn)
    assert refused_for(nordbygg, encoded) == "used"
    with acting_for(nordbygg.pk):  # as if the request had been forgotten: the assertion itself is known
        SamlRequest.objects.update(used_at=None)
    assert refused_for(nordbygg, encoded) == "replayed"


def test_a_refused_answer_uses_its_request_up(nordbygg: Company, astrid: User, provider: ForeignProvider) -> None:
    begun = signing_in.begin(nordbygg.pk, "/")
    encoded = provider.answer(begun.url, astrid.email)
    assert refused_for(nordbygg, again(other_person(decoded(encoded)))) == "bad-signature"
    assert refused_for(nordbygg, encoded) == "used"
    with acting_for(nordbygg.pk):
        assert EventRow.objects.filter(kind="saml.refused").count() == 2


def test_only_the_browser_that_began_it_finishes_it_once(
    nordbygg: Company, astrid: User, provider: ForeignProvider
) -> None:
    begun = signing_in.begin(nordbygg.pk, "/")
    secret = signing_in.answer(nordbygg.pk, provider.answer(begun.url, astrid.email))
    assert isinstance(secret, str)
    assert isinstance(signing_in.finish(nordbygg.pk, secret, ["_other"]), Refusal)
    assert isinstance(signing_in.finish(nordbygg.pk, secret, [begun.request_id]), SignedIn)
    assert isinstance(signing_in.finish(nordbygg.pk, secret, [begun.request_id]), Refusal)


def test_the_time_that_an_answer_holds(nordbygg: Company, astrid: User, provider: ForeignProvider) -> None:
    begun = signing_in.begin(nordbygg.pk, "/")
    answer = read_answer(provider.answer(begun.url, astrid.email))

    def judged(later: timedelta) -> str:
        expected = Expected(
            issuer=provider.entity_id, certificates=(provider.identity.certificate,), request_id=begun.request_id,
            audience=entity_id(nordbygg.pk), recipient=answers_to(nordbygg.pk), at=now() + later,
        )  # fmt: skip
        try:
            found: Proven = prove(answer, expected)
        except AnswerRefused as refused:
            return refused.fault
        return found.email

    assert judged(timedelta(0)) == judged(timedelta(minutes=6)) == judged(timedelta(minutes=-1)) == astrid.email
    assert judged(timedelta(minutes=8)) == "expired"
    assert judged(timedelta(minutes=-5)) == "not-yet"


# ------- keys


def test_sha1_is_refused(nordbygg: Company, astrid: User, provider: ForeignProvider) -> None:
    for ways in ({"sign_alg": SIG_RSA_SHA1}, {"digest_alg": DIGEST_SHA1}):
        begun = signing_in.begin(nordbygg.pk, "/")
        assert refused_for(nordbygg, provider.answer(begun.url, astrid.email, **ways)) == "weak-signature"


def test_another_key_under_the_same_name_is_refused_until_its_certificate_stands_here(
    nordbygg: Company, astrid: User, provider: ForeignProvider, tmp_path: Path
) -> None:
    changed = ForeignProvider(tmp_path / "next", key=key_of("nordbygg next"))
    changed.known = provider.known
    begun = signing_in.begin(nordbygg.pk, "/")
    assert refused_for(nordbygg, changed.answer(begun.url, astrid.email)) == "bad-signature"
    with acting_for(nordbygg.pk):
        connection = connection_here()
        assert connection is not None
        old = SamlCertificate.objects.get()
        add_certificate(connection, read_certificate(changed.identity.certificate.pem.encode()), actor="user:x")
    for each in (changed, provider):  # both, on the days of the change
        begun = signing_in.begin(nordbygg.pk, "/")
        assert isinstance(sign_in(nordbygg, each.answer(begun.url, astrid.email), begun), SignedIn)
    with acting_for(nordbygg.pk):
        remove_certificate(old.pk, actor="user:x")
    begun = signing_in.begin(nordbygg.pk, "/")
    assert refused_for(nordbygg, provider.answer(begun.url, astrid.email)) == "bad-signature"


def test_a_certificate_that_has_run_out_is_refused(nordbygg: Company, astrid: User, provider: ForeignProvider) -> None:
    ended = key_of("nordbygg old", days=0).certificate
    with acting_for(nordbygg.pk):
        SamlCertificate.objects.update(pem=ended.pem)
    begun = signing_in.begin(nordbygg.pk, "/")
    assert refused_for(nordbygg, provider.answer(begun.url, astrid.email)) == "certificate-expired"


def test_what_is_no_answer_at_all_is_refused(nordbygg: Company, provider: ForeignProvider) -> None:
    for encoded in ("", "%%%", again("hej"), again("<a/>"), "A" * 800_000):
        assert refused_for(nordbygg, encoded) == "not-an-answer"
