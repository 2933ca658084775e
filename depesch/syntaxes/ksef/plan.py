"""What each element of the Polish structured invoice means in the model; FA(2) and FA(3) differ in few names.

Source: schemas FA(2) and FA(3) with the Ministry of Finance's brochures.
"""

from __future__ import annotations

from decimal import Decimal

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.aside import Aside
from depesch.syntaxes.binding import Element, Entry, Plan
from depesch.syntaxes.coded import BareNote, Coded, IdOf, IdsOf, Joined, Summed, UnitInWords
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Nest
from depesch.syntaxes.ksef import codes, made, vat
from depesch.syntaxes.ksef.values import Described, PaidInFull, less
from depesch.syntaxes.leaves import Day, Known, Number, Text

_LOCATION = "0088"
_GTIN = "0160"


class _Names:
    """Makes tags and plans in the namespace of one version."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"

    def plan(self, **entries: Entry) -> Plan:
        return {self.tag(name): entry for name, entry in entries.items()}

    def nest(self, **entries: Entry) -> Nest:
        return Nest(self.plan(**entries))

    def says(self, element: Element, name: str) -> str:
        tag = self.tag(name)
        return next(((one.text or "").strip() for one in children(element) if one.tag == tag), "")

    def has(self, element: Element | None, name: str) -> bool:
        tag = self.tag(name)
        return element is not None and any(one.tag == tag for one in children(element))


def plan_of(namespace: str) -> Plan:
    """Return the plan of the version with this namespace."""
    ns = _Names(namespace)
    return ns.plan(
        Naglowek=Aside(),
        Podmiot1=_inside("seller", _seller(ns)),
        Podmiot2=_inside("buyer", _buyer(ns)),
        Podmiot3=_third_party(ns),
        PodmiotUpowazniony=_authorised(ns),
        Fa=Nest(_invoice(ns)),
        Stopka=ns.nest(
            Informacje=ns.nest(StopkaFaktury=BareNote("notes")),
            Rejestry=_inside(
                "seller",
                ns.plan(
                    PelnaNazwa=Joined("additional_legal_information", "; "),
                    KRS=IdOf("legal_registration", None),
                    REGON=Joined("additional_legal_information", "; ", "REGON {}"),
                    BDO=Joined("additional_legal_information", "; ", "BDO {}"),
                ),
            ),
        ),
    )


def _inside(key: str, plan: Plan) -> Inside:
    return Inside(key, model.Party, plan)


def _address(ns: _Names, key: str = "address", outer: Plan | None = None) -> Group:
    lines = ns.plan(KodKraju=Text("country"), AdresL1=Text("line_1"), AdresL2=Text("line_2"))
    return Group(key, model.PostalAddress, lines, outer=outer)


def _contact(ns: _Names) -> Group:
    return Group("contact", model.Contact, ns.plan(Email=Text("email"), Telefon=Text("telephone")), drop_empty=True)


def _party(ns: _Names) -> Plan:
    return ns.plan(Adres=_address(ns, outer=ns.plan(GLN=IdsOf("identifiers", _LOCATION))), DaneKontaktowe=_contact(ns))


def _tax_number() -> Joined:
    return Joined("vat_identifier", "", "PL{}")


def _seller(ns: _Names) -> Plan:
    return {
        **_party(ns),
        **ns.plan(
            PrefiksPodatnika=Known("pl"),
            DaneIdentyfikacyjne=ns.nest(NIP=_tax_number(), Nazwa=Text("name")),
        ),
    }


def _buyer(ns: _Names) -> Plan:
    return {
        **_party(ns),
        **ns.plan(
            DaneIdentyfikacyjne=ns.nest(
                NIP=_tax_number(),
                KodUE=Joined("vat_identifier", ""),
                NrVatUE=Joined("vat_identifier", ""),
                NrID=IdsOf("identifiers", None),
                BrakID=Known("1"),
                Nazwa=Text("name"),
            ),
            NrKlienta=IdsOf("identifiers", None),
            JST=Known("2"),
            GV=Known("2"),
        ),
    }


def _third_party(ns: _Names) -> Choice:
    """Return what a third party is by its role: the one to pay, the one to deliver to; others have no place."""
    role = ns.tag("Rola")
    payee = Group(
        "payee",
        model.Payee,
        {
            **ns.plan(DaneIdentyfikacyjne=ns.nest(NIP=IdOf("identifier", None), Nazwa=Text("name"))),
            role: Known(codes.FACTOR),
        },
    )
    receiver = Inside(
        "delivery",
        model.Delivery,
        {
            **ns.plan(DaneIdentyfikacyjne=ns.nest(Nazwa=Text("party_name")), Adres=_address(ns)),
            role: Known(codes.RECEIVER, codes.RECEIVER_OF_MUNICIPALITY),
        },
    )
    by_role: dict[str, Entry] = {
        codes.FACTOR: payee,
        codes.RECEIVER: receiver,
        codes.RECEIVER_OF_MUNICIPALITY: receiver,
    }
    return Choice(lambda element: by_role.get(ns.says(element, "Rola")), payee, receiver)


def _authorised(ns: _Names) -> Choice:
    representative = Group(
        "tax_representative",
        model.TaxRepresentative,
        ns.plan(
            DaneIdentyfikacyjne=ns.nest(NIP=_tax_number(), Nazwa=Text("name")),
            Adres=_address(ns),
            RolaPU=Known(codes.TAX_REPRESENTATIVE),
        ),
    )
    return Choice(
        lambda element: representative if ns.says(element, "RolaPU") == codes.TAX_REPRESENTATIVE else None,
        representative,
    )


def _total(entry: Entry) -> Inside:
    return Inside("totals", model.Totals, entry)


def _delivery(plan: Plan | Entry) -> Inside:
    return Inside("delivery", model.Delivery, plan)


def _sums(ns: _Names) -> Plan:
    """Return the sums by rate: base, tax, and tax in the national currency."""
    entries: dict[str, Entry] = {}
    accounting = _total(Summed("vat_amount_accounting"))
    for number, (rate, _) in codes.TAXED_SUMS.items():
        entries[f"P_13_{number}"] = vat.Base("S", Decimal(rate))
        entries[f"P_14_{number}"] = vat.Tax(ns.tag(f"P_13_{number}"))
        entries[f"P_14_{number}W"] = accounting
    entries["P_13_5"] = vat.Base("S", None)  # at the rate of another member state
    entries["P_14_5"] = vat.Tax(ns.tag("P_13_5"))
    for number, (category, untaxed) in codes.UNTAXED_SUMS.items():
        reason = codes.MARGIN_WORDS if number == codes.MARGIN_SUM else None
        entries[f"P_13_{number}"] = vat.Base(category, untaxed, reason)
    return ns.plan(**entries)


def _invoice(ns: _Names) -> Plan:
    corrected = Groups(
        "preceding_invoices",
        model.PrecedingInvoice,
        ns.plan(DataWystFaKorygowanej=Day("issue_date"), NrFaKorygowanej=Text("number"), NrKSeF=Known("1")),
    )
    prepaid = Groups(
        "preceding_invoices",
        model.PrecedingInvoice,
        ns.plan(NrKSeFFaZaliczkowej=Text("number"), NrFaZaliczkowej=Text("number")),
    )
    notes = Groups("notes", made.described, ns.plan(Klucz=Text("key"), Wartosc=Text("text")))
    period = Group("period", model.Period, ns.plan(P_6_Od=Day("start"), P_6_Do=Day("end")))
    return {
        **_sums(ns),
        **ns.plan(
            KodWaluty=Text("currency"),
            P_1=Day("issue_date"),
            P_2=Text("number"),
            WZ=Text("despatch_advice_reference"),
            P_6=_delivery(Day("delivery_date")),
            OkresFa=period,
            P_15=_total(Number("amount_incl_vat")),
            Adnotacje=Nest(_annotations(ns)),
            RodzajFaktury=Coded(
                "type_code", codes.INVOICE_TYPES, "a kind of invoice such as VAT or KOR", more=codes.TYPES_THAT_SAY_MORE
            ),
            PrzyczynaKorekty=BareNote("notes"),
            DaneFaKorygowanej=corrected,
            DodatkowyOpis=notes,
            FakturaZaliczkowa=prepaid,
            FaWiersz=Groups("lines", made.line, _line(ns)),
            Rozliczenie=_total(
                ns.nest(
                    SumaObciazen=Summed("paid_amount", parse=less),
                    SumaOdliczen=Summed("paid_amount"),
                    DoZaplaty=Number("amount_due"),
                )
            ),
            Platnosc=Nest(_payment(ns)),
            WarunkiTransakcji=ns.nest(
                Umowy=ns.nest(NrUmowy=Text("contract_reference")),
                Zamowienia=ns.nest(NrZamowienia=Text("order_reference")),
                Transport=ns.nest(WysylkaDo=_delivery(_address(ns))),
            ),
        ),
    }


def _only(text: str, entry: Entry) -> Choice:
    """Return the entry of a flag that is set by that text; any other has no place but 2, which is no."""
    unset = Known("2")
    return Choice(lambda element: entry if (element.text or "").strip() == text else unset, entry, unset)


def _annotations(ns: _Names) -> Plan:
    margin = {name: vat.Exemption(code) for name, code in codes.MARGIN_CODES.items()}
    return ns.plan(
        P_16=_only("1", Coded("tax_point_date_code", {"1": "432"}, "1 or 2")),
        P_17=_only("1", Coded("type_code", {"1": codes.SELF_BILLED}, "1 or 2")),
        P_18=Known("2"),
        P_18A=Known("2"),
        Zwolnienie=ns.nest(
            P_19=Known("1"),
            P_19A=vat.Exemption(),
            P_19B=vat.Exemption(),
            P_19C=vat.Exemption(),
            P_19N=Known("1"),
        ),
        NoweSrodkiTransportu=ns.nest(P_22N=Known("1")),
        P_23=Known("2"),
        PMarzy=ns.nest(P_PMarzy=Known("1"), P_PMarzyN=Known("1"), **margin),
    )


def _line(ns: _Names) -> Plan:
    def item(entry: Entry) -> Inside:
        return Inside("item", model.Item, entry)

    def attribute(name: str) -> Inside:
        return item(Described(lambda value: model.ItemAttribute(name=name, value=value)))

    price_with_vat = Inside("price", model.Price, Number("net_price"))
    return ns.plan(
        NrWierszaFa=Text("identifier"),
        P_6A=Inside("period", made.one_day, Day("start")),
        P_7=item(Text("name")),
        Indeks=item(Text("seller_identifier")),
        GTIN=item(IdOf("standard_identifier", _GTIN)),
        PKWiU=attribute("PKWiU"),
        CN=attribute("CN"),
        PKOB=attribute("PKOB"),
        GTU=attribute("GTU"),
        P_8A=UnitInWords("unit", codes.UNITS),
        P_8B=Number("quantity"),
        P_9A=Inside("price", model.Price, Number("net_price")),
        # A price with VAT is one without where there is none; else the line's amount tells the price.
        P_9B=Choice(
            lambda element: None if ns.has(element.getparent(), "P_12") else price_with_vat,
            price_with_vat,
        ),
        P_10=Number("reduction"),
        P_11=Number("net_amount"),
        P_11A=Number("amount_with_vat"),
        P_11Vat=Number("vat_in_it"),
        P_12=Inside(
            "vat", made.line_vat, Coded("code", {one: one for one in codes.RATES}, "a rate such as 23, zw or np I")
        ),
        P_12_XII=Inside("vat", made.line_vat, Number("rate")),
        StanPrzed=Text("was_so_before"),
    )


def _payment(ns: _Names) -> Plan:
    def payment(entry: Entry) -> Inside:
        return Inside("payment", made.payment, entry)

    account = payment(Groups("means", made.account, ns.plan(NrRB=Text("number"), SWIFT=Text("provider"))))
    return ns.plan(
        Zaplacono=_only("1", _total(PaidInFull())),
        ZaplataCzesciowa=ns.nest(KwotaZaplatyCzesciowej=_total(Summed("paid_amount"))),
        TerminPlatnosci=ns.nest(
            Termin=Day("due_date"),
            TerminOpis=ns.nest(
                Ilosc=Joined("payment_terms"),
                Jednostka=Joined("payment_terms"),
                ZdarzeniePoczatkowe=Joined("payment_terms"),
            ),
        ),
        FormaPlatnosci=payment(Coded("form", {one: one for one in codes.PAYMENT_MEANS}, "a way to pay, 1 to 7")),
        PlatnoscInna=Known("1"),
        OpisPlatnosci=payment(Text("other_form")),
        RachunekBankowy=account,
        RachunekBankowyFaktora=account,
        IPKSeF=payment(Text("remittance_information")),
    )
