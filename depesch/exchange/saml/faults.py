"""Why an answer of an identity provider lets nobody in."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with an answer."""

    NOT_AN_ANSWER = "not-an-answer"  # no SAML response can be read from it
    UNASKED = "unasked"  # it answers no request of ours: sign-in that the provider began, or a forgery
    USED = "used"  # the request was answered already
    TOO_LATE = "too-late"  # the request is too old, or began in another browser
    PROVIDER_REFUSED = "provider-refused"  # the provider itself says no
    ENCRYPTED = "encrypted"  # the assertion is encrypted, which is not read
    SEVERAL = "several"  # more than one assertion, or ids that are not unique: how signatures are wrapped
    NOT_SIGNED = "not-signed"
    WEAK_SIGNATURE = "weak-signature"  # SHA-1, or another algorithm that is not taken
    BAD_SIGNATURE = "bad-signature"  # changed, or signed with a key that is not the provider's
    CERTIFICATE_EXPIRED = "certificate-expired"  # none of the provider's certificates is valid now
    WRONG_ISSUER = "wrong-issuer"
    WRONG_DESTINATION = "wrong-destination"  # meant for another address
    WRONG_AUDIENCE = "wrong-audience"  # meant for another service
    WRONG_REQUEST = "wrong-request"  # what is signed answers another request than the response around it says
    NOT_YET = "not-yet"  # valid later: clocks differ
    EXPIRED = "expired"
    UNKNOWN_CONDITION = "unknown-condition"
    REPLAYED = "replayed"  # the same assertion came before
    NO_ADDRESS = "no-address"  # no e-mail address in it


class AnswerRefused(Exception):
    """The answer lets nobody in; `detail` is for whoever sets the provider up, in English, without secrets."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail[:300]
