"""Why an account is proposed, and what is wrong with a coding, in Swedish, Norwegian and English; made when read."""

from __future__ import annotations

from collections.abc import Mapping

from depesch.hub.books.matching import MatchedBy
from depesch.hub.books.proposing import Proposal, Why

_WHY: Mapping[str, Mapping[str, str]] = {
    Why.ARTICLE: {
        "sv": "Er artikel {article}, {name}, köps av {supplier}.",
        "nb": "Deres artikkel {article}, {name}, kjøpes av {supplier}.",
        "en": "Your article {article}, {name}, is bought from {supplier}.",
    },
    Why.SUPPLIER: {
        "sv": "Det vanliga inköpskontot för {supplier}.",
        "nb": "Den vanlige innkjøpskontoen for {supplier}.",
        "en": "The usual purchase account of {supplier}.",
    },
    Why.UNKNOWN_SUPPLIER: {
        "sv": "Inget förslag: leverantören finns inte i registret.",
        "nb": "Ikke noe forslag: leverandøren står ikke i registeret.",
        "en": "No proposal: the supplier is not in the register.",
    },
    Why.NO_ACCOUNT: {
        "sv": "Inget förslag: {supplier} har inget inköpskonto.",
        "nb": "Ikke noe forslag: {supplier} har ingen innkjøpskonto.",
        "en": "No proposal: {supplier} has no purchase account.",
    },
    Why.NO_PURCHASE: {
        "sv": "Inget förslag: raden är inget inköp.",
        "nb": "Ikke noe forslag: linjen er ikke noe innkjøp.",
        "en": "No proposal: the row is no purchase.",
    },
}
_PASSED_OVER = {
    "sv": "Konto {accounts} är stängt.",
    "nb": "Konto {accounts} er stengt.",
    "en": "Account {accounts} is closed.",
}
_MATCHED: Mapping[str, Mapping[str, str]] = {
    MatchedBy.ORGANISATION: {
        "sv": "känd på organisationsnummer {value}", "nb": "kjent på organisasjonsnummer {value}",
        "en": "known by organisation number {value}",
    },
    MatchedBy.BANKGIRO: {
        "sv": "känd på bankgiro {value}", "nb": "kjent på bankgiro {value}", "en": "known by bankgiro {value}",
    },
    MatchedBy.VAT: {
        "sv": "känd på momsnummer {value}", "nb": "kjent på mva-nummer {value}", "en": "known by VAT number {value}",
    },
}  # fmt: skip


def reason(proposal: Proposal, language: str) -> str:
    """Return one or two sentences on why this account, or none, is proposed."""
    language = language if language in _PASSED_OVER else "en"
    words = _WHY[proposal.why][language].format(**proposal.values)
    if not proposal.passed_over:
        return words
    return f"{words} {_PASSED_OVER[language].format(accounts=', '.join(proposal.passed_over))}"


def matched(by: MatchedBy, value: str, language: str) -> str:
    """Return how a supplier was known, such as "known by bankgiro 5402-9681"."""
    return _MATCHED[by][language if language in _PASSED_OVER else "en"].format(value=value)
