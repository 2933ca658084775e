"""The one assertion of a response, as its signature covers it, and nothing else of the response.

Signatures are wrapped by giving a document two assertions, or one id twice. So before any signature is looked at, the
document has to have one assertion in the one place where it belongs, and every id once; and what is returned is parsed
anew from the very bytes that the digest was computed over.

Source: saml-core-2.0-os 5.4; OASIS SAML V2.0 errata E26, E81; "On Breaking SAML" (USENIX Security 2012).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from depesch.exchange.as2.certificates import Certificate
from depesch.exchange.saml.faults import AnswerRefused, Fault
from depesch.exchange.saml.names import ENVELOPED, EXCLUSIVE, assertion, protocol, signature

_METHODS = frozenset(
    {
        SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512,
        SignatureMethod.ECDSA_SHA256, SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512,
        SignatureMethod.SHA256_RSA_MGF1, SignatureMethod.SHA384_RSA_MGF1, SignatureMethod.SHA512_RSA_MGF1,
    }
)  # fmt: skip
_DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})
_METHOD_NAMES = frozenset(each.value for each in _METHODS)
_DIGEST_NAMES = frozenset(each.value for each in _DIGESTS)
_PLAIN_C14N = ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2006/12/xml-c14n11", EXCLUSIVE)


def signed_assertion(response: etree._Element, certificates: Sequence[Certificate], at: datetime) -> etree._Element:
    """Return the assertion as it was signed with one of the certificates; raises AnswerRefused.

    The signature may be the assertion's or the response's; every one that is there has to hold.
    """
    found = _only_assertion(response)
    _ids_must_be_unique(response)
    signatures = list(response.iter(signature("Signature")))
    if not signatures:
        raise AnswerRefused(Fault.NOT_SIGNED, "neither the assertion nor the response is signed")
    usable = [each for each in certificates if each.is_valid_at(at)]
    if not usable:
        raise AnswerRefused(Fault.CERTIFICATE_EXPIRED, "none of the provider's certificates is valid now")
    covered: dict[str, etree._Element] = {}
    for each in signatures:
        owner = each.getparent()
        if owner is None or owner not in (response, found):
            raise AnswerRefused(Fault.SEVERAL, "a signature stands where none belongs")
        if str(owner.tag) in covered:
            raise AnswerRefused(Fault.SEVERAL, "one element has two signatures")
        _must_be_plain(each, owner)
        covered[str(owner.tag)] = _verified(response, owner, usable, at)
    if assertion("Assertion") in covered:
        return covered[assertion("Assertion")]
    return _only_assertion(covered[protocol("Response")])


def _only_assertion(response: etree._Element) -> etree._Element:
    if next(response.iter(assertion("EncryptedAssertion")), None) is not None:
        raise AnswerRefused(Fault.ENCRYPTED, "the response has an EncryptedAssertion")
    found = list(response.iter(assertion("Assertion")))
    if len(found) != 1 or found[0].getparent() is not response:
        raise AnswerRefused(Fault.SEVERAL, f"{len(found)} assertions in the response, one is wanted, right inside it")
    if next(response.iter(protocol("Response"))) is not response or len(list(response.iter(protocol("Response")))) > 1:
        raise AnswerRefused(Fault.SEVERAL, "a response inside the response")
    return found[0]


def _ids_must_be_unique(response: etree._Element) -> None:
    counts = Counter(
        value for each in response.iter() for name, value in each.attrib.items() if _local(name).lower() == "id"
    )
    if not counts or max(counts.values()) > 1:
        raise AnswerRefused(Fault.SEVERAL, "an id stands twice in the response")


def _must_be_plain(found: etree._Element, owner: etree._Element) -> None:
    """Refuse a signature that is not over exactly its parent, or is made in a way that is not taken."""
    info = found.find(signature("SignedInfo"))
    references = [] if info is None else info.findall(signature("Reference"))
    if info is None or len(references) != 1 or len(list(found.iter(signature("Reference")))) != 1:
        raise AnswerRefused(Fault.BAD_SIGNATURE, "a signature has to have one reference")
    if not owner.get("ID") or references[0].get("URI") != f"#{owner.get('ID')}":
        raise AnswerRefused(Fault.BAD_SIGNATURE, "a signature is over something else than what it stands in")
    if next(found.iter(signature("Object")), None) is not None:
        raise AnswerRefused(Fault.BAD_SIGNATURE, "a signature has an object inside")
    transforms = [each.get("Algorithm") for each in references[0].iter(signature("Transform"))]
    if transforms != [ENVELOPED, EXCLUSIVE]:
        raise AnswerRefused(Fault.BAD_SIGNATURE, f"the transforms are {transforms}")
    canonical = info.find(signature("CanonicalizationMethod"))
    if canonical is None or canonical.get("Algorithm") not in _PLAIN_C14N:
        raise AnswerRefused(Fault.BAD_SIGNATURE, "the canonicalisation is not one that is taken")
    method = info.find(signature("SignatureMethod"))
    digest = references[0].find(signature("DigestMethod"))
    for each, taken in ((method, _METHOD_NAMES), (digest, _DIGEST_NAMES)):
        name = "" if each is None else each.get("Algorithm", "")
        if name not in taken:
            raise AnswerRefused(Fault.WEAK_SIGNATURE, f"the algorithm {name} is not taken")


def _verified(
    response: etree._Element, owner: etree._Element, certificates: Sequence[Certificate], at: datetime
) -> etree._Element:
    """Return what the signature of `owner` covers, parsed from the bytes that were hashed."""
    location = "./" if owner is response else f"./{assertion('Assertion')}/"
    config = SignatureConfiguration(
        location=location, signature_methods=_METHODS, digest_algorithms=_DIGESTS, verification_time=at,
    )  # fmt: skip
    data, reason = etree.tostring(response), ""
    for certificate in certificates:
        try:
            result = XMLVerifier().verify(data, x509_cert=certificate.parsed, id_attribute="ID", expect_config=config)
        except (SignXMLException, etree.LxmlError, ValueError) as error:
            reason = str(error)
            continue
        assert not isinstance(result, list), "one reference was asked for"  # noqa: S101
        covered = result.signed_xml
        if covered is None or covered.tag != owner.tag or covered.get("ID") != owner.get("ID"):
            raise AnswerRefused(Fault.BAD_SIGNATURE, "the signature covers something else")
        return covered
    raise AnswerRefused(Fault.BAD_SIGNATURE, reason)


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]
