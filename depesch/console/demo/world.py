"""Who takes part in the demo: companies, people, and how each wants to have its invoices.

All are made up; their numbers have right check digits and stand in ranges that nobody has been given.
"""

from __future__ import annotations

import msgspec


class DemoCompany(msgspec.Struct, frozen=True, kw_only=True):
    """A company on the hub. `syntax` is what it gets; `run` is how the seller reaches it."""

    key: str
    name: str
    country: str
    organisation_number: str
    vat_number: str
    language: str
    time_zone: str
    syntax: str = "ubl21"
    run: tuple[str, ...] = ()
    email: str = ""
    folder: str = ""
    wants: str = ""  # English, for the terminal


class DemoPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who signs in."""

    name: str
    email: str
    company: str  # key
    role: str
    language: str
    may: str  # English, for the terminal
    operator: bool = False  # runs the hub


class DemoDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document that the seller sends: the sample it is made of, and to whom."""

    sample: str
    receiver: str  # key
    about: str = ""  # for a credit note: the sample of the invoice that it credits


SELLER = DemoCompany(
    key="nordbygg",
    name="Nordbygg AB",
    country="SE",
    organisation_number="5599987004",
    vat_number="SE559998700401",
    language="sv",
    time_zone="Europe/Stockholm",
)
BUYERS = (
    DemoCompany(
        key="alvsala",
        name="Älvsala kommun",
        country="SE",
        organisation_number="2120009804",
        vat_number="SE212000980401",
        language="sv",
        time_zone="Europe/Stockholm",
        run=("portal_inbox",),
        wants="UBL 2.1 in its inbox on this hub",
    ),
    DemoCompany(
        key="fjordvik",
        name="Fjordvik Eiendom AS",
        country="NO",
        organisation_number="319982191",
        vat_number="NO319982191MVA",
        language="nb",
        time_zone="Europe/Oslo",
        syntax="cii_d16b",
        run=("portal_inbox",),
        wants="CII D16B in its inbox on this hub",
    ),
    DemoCompany(
        key="kuusikko",
        name="Kuusikko Rakennus Oy",
        country="FI",
        organisation_number="99987000",
        vat_number="FI99987000",
        language="fi",
        time_zone="Europe/Helsinki",
        syntax="finvoice30",
        run=("email",),
        email="laskut@kuusikko.example",
        wants="an e-mail with a PDF and Finvoice 3.0",
    ),
    DemoCompany(
        key="havnegade",
        name="Havnegade Byg ApS",
        country="DK",
        organisation_number="99980001",
        vat_number="DK99980001",
        language="da",
        time_zone="Europe/Copenhagen",
        syntax="oioubl21",
        run=("folder",),
        folder="havnegade-byg",
        wants="OIOUBL 2.1 in an agreed folder",
    ),
)
PEOPLE = (
    DemoPerson(
        name="Astrid Lind", email="astrid@nordbygg.example", company="nordbygg", role="issuer", language="sv",
        may="may send",
    ),
    DemoPerson(
        name="Bo Sand", email="bo@nordbygg.example", company="nordbygg", role="reader", language="sv",
        may="may only read",
    ),
    DemoPerson(
        name="Vera Holm", email="vera@nordbygg.example", company="nordbygg", role="administrator", language="en",
        may="may everything and runs the hub", operator=True,
    ),
    DemoPerson(
        name="Karin Ås", email="karin@alvsala.example", company="alvsala", role="receiver", language="sv",
        may="receives",
    ),
    DemoPerson(
        name="Ola Vik", email="ola@fjordvik.example", company="fjordvik", role="receiver", language="nb",
        may="receives",
    ),
)  # fmt: skip
DOCUMENTS = (
    DemoDocument(sample="invoice-municipality.xml", receiver="alvsala"),
    DemoDocument(sample="invoice-norway.xml", receiver="fjordvik"),
    DemoDocument(sample="invoice-finland.xml", receiver="kuusikko"),
    DemoDocument(sample="invoice-denmark.xml", receiver="havnegade"),
    DemoDocument(sample="credit-note-municipality.xml", receiver="alvsala", about="invoice-municipality.xml"),
    DemoDocument(sample="credit-note-norway.xml", receiver="fjordvik", about="invoice-norway.xml"),
)
