"""The profiles (BT-24, BT-23) that are known, as data: what each is called and which rule sets it asks for.

EN 16931 is applied to every document in a format that binds it (UBL, CII). One in any other format has to keep what any
invoice must (`common`), and EN 16931 when it is written in such a format for its receiver. A rule set that a row names
applies to the profiles that name it and to no other; one that no row names decides by itself. The set's own
`applies_to` has the last word, on the syntax above all.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

import msgspec

from depesch.model.invoice import Invoice
from depesch.rules import RuleSet, rule_sets
from depesch.syntaxes import syntaxes

COMMON = "common"  # the rules for formats that EN 16931 is not bound to

_EN = "urn:cen.eu:en16931:2017"
_PEPPOL = f"{_EN}#compliant#urn:fdc:peppol.eu:2017:poacc"
_XRECHNUNG = f"{_EN}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
_OLD_XRECHNUNG = f"{_EN}#compliant#urn:xoev-de:kosit:standard:xrechnung"
_BII = "urn:www.cenbii.eu:transaction:bii"
_BII_2 = f"{_BII}trns010:ver2.0:extended:urn:www.peppol.eu:bis"
_SI_UBL = f"{_BII_2}:peppol4a:ver2.0:extended:urn:www.simplerinvoicing.org:si:si-ubl:"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """One profile: how a document says that it follows it, and what that means here."""

    name: str  # short and never renamed
    title: str
    specifications: tuple[str, ...]  # values of BT-24; a `*` at the end stands for anything; () for none stated
    process: str | None = None  # BT-23, where the specification alone does not tell; a `*` as above
    rule_sets: tuple[str, ...] = ()  # beside those that every document meets
    lacks_rules: bool = False  # it has rules of its own that are not here


def _row(name: str, title: str, *specifications: str, process: str | None = None) -> Profile:
    """Return a profile that is known by name, but whose own rules are not here."""
    return Profile(name=name, title=title, specifications=specifications, process=process, lacks_rules=True)


def _own(name: str, title: str, specification: str, *sets: str) -> Profile:
    """Return a profile all of whose rules are here."""
    return Profile(name=name, title=title, specifications=(specification,), rule_sets=sets)


# In the order in which they are tried: a row that also asks for a process stands before those that do not.
PROFILES: tuple[Profile, ...] = (
    _own("en16931", "EN 16931", _EN),
    # As ZUGFeRD 2.0 drafts wrote it.
    _own("en16931-older", "EN 16931, as older Factur-X states it", f"{_EN}:compliant:factur-x.eu:1p0:en16931"),
    _own("peppol-bis3", "Peppol BIS Billing 3.0", f"{_PEPPOL}:billing:3.0", "peppol_bis3", "peppol_bis3_cii"),
    _own(
        "peppol-bis3-selfbilling",
        "Peppol BIS Self-Billing 3.0",
        f"{_PEPPOL}:selfbilling:3.0",
        "peppol_bis3_selfbilling",
    ),
    _own("xrechnung", "XRechnung 3.0", _XRECHNUNG, "xrechnung"),
    _own(
        "xrechnung-extension",
        "XRechnung 3.0 Extension",
        f"{_XRECHNUNG}#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0",
        "xrechnung",
    ),
    _own(
        "xrechnung-cvd",
        "XRechnung 3.0 CVD (clean vehicles)",
        f"{_XRECHNUNG}#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9",
        "xrechnung",
    ),
    _row("xrechnung-older", "XRechnung before 3.0", f"{_OLD_XRECHNUNG}_*"),
    _row(
        "facturx-basic",
        "Factur-X and ZUGFeRD Basic",
        f"{_EN}#compliant#urn:factur-x.eu:1p0:basic",
        f"{_EN}#compliant#urn:zugferd.de:2p0:basic",
        f"{_EN}:compliant:factur-x.eu:1p0:basic",
    ),
    _row(
        "facturx-extended",
        "Factur-X and ZUGFeRD Extended",
        f"{_EN}#conformant#urn:factur-x.eu:1p0:extended",
        f"{_EN}#conformant#urn:zugferd.de:2p0:extended",
        f"{_EN}:compliant:factur-x.eu:1p0:extended",
    ),
    _row(
        "facturx-basicwl",
        "Factur-X and ZUGFeRD Basic WL",
        "urn:factur-x.eu:1p0:basicwl",
        "urn:zugferd.de:2p0:basicwl",
    ),
    _row(
        "facturx-minimum",
        "Factur-X and ZUGFeRD Minimum",
        "urn:factur-x.eu:1p0:minimum",
        "urn:zugferd.de:2p0:minimum",
    ),
    _row("zugferd1", "ZUGFeRD 1.0", "urn:ferd:CrossIndustryDocument:invoice:1p0:*", "urn:ferd:invoice:*"),
    _row("fr-ctc", "French CTC", f"{_EN}#compliant#urn.cpro.gouv.fr:1p0:*", f"{_EN}#conformant#urn.cpro.gouv.fr:1p0:*"),
    _row(
        "ehf-forward-billing",
        "EHF Forward Billing 3.0",
        f"{_PEPPOL}:billing:3.0#conformant#urn:fdc:anskaffelser.no:2019:ehf:forward-billing:3.0",
    ),
    _row(
        "ehf-reminder",
        "EHF Reminder 3.0",
        f"{_PEPPOL}:billing:3.0#conformant#urn:fdc:anskaffelser.no:2019:ehf:reminder:3.0",
    ),
    _row(
        "ehf-payment-request",
        "EHF Payment Request 3.0",
        "urn:fdc:anskaffelser.no:2019:ehf:spec:payment-request:3.0",
    ),
    _row(
        "ehf2",
        "EHF 2.0 and older",
        f"{_BII}trns010:ver2.0:extended:urn:www.peppol.eu:bis:peppol4a:ver2.0:extended:urn:www.difi.no:*",
        f"{_BII}trns010:ver2.0:extended:urn:www.peppol.eu:bis:peppol5a:ver2.0:extended:urn:www.difi.no:*",
        f"{_BII}trns014:ver2.0:extended:urn:www.peppol.eu:bis:peppol5a:ver2.0:extended:urn:www.difi.no:*",
        f"{_BII}coretrdm010:ver1.0:#urn:www.peppol.eu:bis:peppol4a:ver1.0#urn:www.difi.no:*",
    ),
    _row("oioubl3", "OIOUBL 3.0", "urn:fdc:oioubl.dk:trns:billing:invoice:3.0", "urn:fdc:oioubl.dk:trns:billing:*"),
    _row("oioubl2", "OIOUBL 2", "OIOUBL-2.*"),
    _row("nlcius", "NLCIUS (SI-UBL 2.0)", f"{_EN}#compliant#urn:fdc:nen.nl:nlcius:v1.0"),
    _row(
        "nlcius-gaccount",
        "NLCIUS with G-account",
        f"{_EN}#compliant#urn:fdc:nen.nl:nlcius:v1.0#conformant#urn:fdc:nen.nl:gaccount:v1.0",
    ),
    # The Dutch energy trade writes the specification of SI-UBL and tells itself by the process alone.
    _row("energie-efactuur", "Energie eFactuur", f"{_SI_UBL}*", process="urn:www.energie-efactuur.nl:*"),
    _row("si-ubl1", "SI-UBL 1", f"{_SI_UBL}*"),
    _row("ublbe", "UBL.BE", f"{_EN}#conformant#urn:UBL.BE:1.0.0.*", f"{_EN}#Conformant#urn:UBL.BE:1.0.0.*"),
    _row("cius-ro", "CIUS-RO", f"{_EN}#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.*"),
    _row("cius-pt", "CIUS-PT", f"{_EN}#compliant#urn:feap.gov.pt:CIUS-PT:*"),
    _row("cius-it", "Peppol in Italy (AGID)", f"{_PEPPOL}:billing:3.0#conformant#urn:www.agid.gov.it:trns:*"),
    _row("srbdt", "SRBDT (Serbia)", f"{_EN}#compliant#urn:mfin.gov.rs:srbdt:*"),
    _row("zatca", "ZATCA (Saudi Arabia)", f"{_EN}#compliant#urn:zatca.gov.sa:e-invoicing:*"),
    _row("zatca", "ZATCA (Saudi Arabia)", process="reporting:1.0"),
    _row(
        "peppol-international",
        "Peppol BIS Billing 3.0 for Asia and Oceania",
        f"{_EN}#conformant#urn:fdc:peppol.eu:2017:poacc:billing:international:*",
        f"{_EN}#conformant#urn:fdc:peppol.eu:2017:poacc:selfbilling:international:*",
        "urn:fdc:peppol:jp:billing:3.0",
    ),
    _row("pint", "Peppol International Invoice (PINT)", "urn:peppol:pint:*"),
    _row("puf", "Pagero Universal Format", "urn:pagero.com:puf:*"),
    _row("peppol-bis2", "Peppol BIS 4A and 5A", f"{_BII}trns*", f"{_BII}coretrdm*"),
)


@lru_cache(maxsize=256)
def profile_of(specification: str | None, process: str | None = None) -> Profile | None:
    """Return the profile that a document with this BT-24 and BT-23 follows, None when it is not known.

    >>> profile_of("urn:cen.eu:en16931:2017").name
    'en16931'
    """
    stated = " ".join(specification.split()) if specification else ""
    plain, others = _tried()
    return plain.get(stated) or next((row for row in others if _fits(row, stated, process)), None)


def sets_for(invoice: Invoice, syntax: str, on: date | None = None) -> tuple[RuleSet, ...]:
    """Return the rule sets that the invoice must meet, in the versions in force on that day (None: today)."""
    return tuple(each for each in rule_sets(on).values() if is_asked_for(each, invoice, syntax))


def is_asked_for(rule_set: RuleSet, invoice: Invoice, syntax: str) -> bool:
    """Return whether the invoice must meet the set: its profile names it, or no profile does, and it agrees."""
    if not judges(rule_set, syntax):
        return False
    if rule_set.name in _named():
        profile = profile_of(invoice.specification, invoice.business_process)
        if profile is None or rule_set.name not in profile.rule_sets:
            return False
    return rule_set.applies_to(invoice, syntax)


def judges(rule_set: RuleSet, syntax: str) -> bool:
    """Return whether the set may have its say on documents in that format."""
    of_its_own = rule_set.syntaxes is None or syntax in rule_set.syntaxes
    return of_its_own and is_for_format(rule_set.name, syntax)


def is_for_format(rule_set: str, syntax: str) -> bool:
    """Return whether the set of that name may have its say on documents in that format at all."""
    found = syntaxes().get(syntax)
    binds_en16931 = found is None or found.bound_rules is not None
    return binds_en16931 == (rule_set != COMMON)


@cache
def _tried() -> tuple[dict[str, Profile], tuple[Profile, ...]]:
    """Return the rows that one specification stands for without more, and those that have to be tried in turn."""
    plain = {
        specification: row
        for row in PROFILES
        for specification in row.specifications
        if row.process is None and not specification.endswith("*")
    }
    return plain, PROFILES


@cache
def _named() -> frozenset[str]:
    return frozenset(name for row in PROFILES for name in row.rule_sets)


def _fits(row: Profile, specification: str, process: str | None) -> bool:
    if row.process is not None and not _matches(row.process, " ".join((process or "").split())):
        return False
    if not row.specifications:
        return not specification
    return any(_matches(pattern, specification) for pattern in row.specifications)


def _matches(pattern: str, text: str) -> bool:
    return text.startswith(pattern[:-1]) if pattern.endswith("*") else text == pattern
