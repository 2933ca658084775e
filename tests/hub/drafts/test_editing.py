"""Writing: what a new draft knows, saving at the same time, changing the customer, throwing away."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from depesch.hub.accounts.payment_accounts import AccountFacts, add_account
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.drafts.clearing import clear
from depesch.hub.drafts.editing import (
    KEPT,
    ChangedMeanwhile,
    DraftRefused,
    NotEditable,
    bring_back,
    choose_customer,
    discard,
    fields_for,
    new_draft,
    save,
)
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.drafts.numbering import next_after, next_number
from depesch.hub.drafts.prefilling import NoSuchCustomer
from depesch.hub.drafts.sending import send_now
from depesch.hub.drafts.storing import TooMuch
from depesch.hub.drafts.typed import local_day
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.drafts.forms import ACTOR, again, customer_of, finished, typed, worked_on


@pytest.mark.row("S-178", "S-182")
def test_a_new_draft_knows_seller_buyer_accounts_number_and_dates(
    nordbygg: Company, fjordtre: Company, astrid: User
) -> None:
    Company.objects.filter(pk=nordbygg.pk).update(
        street="Kajen 3", postal_code="90320", city="Umeå", contact_email="hej@nordbygg.example",
        legal_notes="Godkänd för F-skatt",
    )  # fmt: skip
    customer = customer_of(nordbygg, fjordtre)
    actor = f"user:{astrid.pk}"
    with acting_for(nordbygg.id):
        add_account(nordbygg, AccountFacts(kind="bankgiro", value="5402-9681"), actor=actor)
        fields = new_draft("invoice", customer.id, actor=actor, language="nb").fields
    today = local_day(nordbygg)
    assert fields["type_code"] == "380"
    assert fields["currency"] == "SEK"
    assert fields["issue_date"] == today.strftime("%d.%m.%Y")
    assert fields["due_date"] == (today + timedelta(days=30)).strftime("%d.%m.%Y")
    assert fields["seller.legal_registration"] == "5566010103"
    assert fields["seller.tax_registration"] == "Godkänd för F-skatt"
    assert fields["seller.address.street"] == "Kajen 3"
    assert fields["seller.contact.name"] == "Astrid Ek"
    assert fields["buyer.name"] == "Fjordtre AS"
    assert fields["buyer.vat_identifier"] == "NO999000053MVA"
    assert (fields["buyer.electronic_address.scheme"], fields["buyer.electronic_address"]) == ("0192", "999000053")
    assert fields["payment.means.0.account"] == "54029681"
    assert fields["payment.means.0.provider"] == "SE:BANKGIRO"
    assert (fields["lines.0.vat_category"], fields["lines.0.vat_rate"]) == ("S", "25")


@pytest.mark.row("S-178")
def test_a_credit_note_has_its_own_type_and_no_day_to_pay(nordbygg: Company, fjordtre: Company) -> None:
    with acting_for(nordbygg.id):
        fields = new_draft("credit_note", customer_of(nordbygg, fjordtre).id, actor=ACTOR).fields
    assert fields["type_code"] == "381"
    assert "due_date" not in fields


@pytest.mark.row("S-182")
def test_what_is_changed_of_the_buyer_changes_this_invoice_alone(nordbygg: Company, fjordtre: Company) -> None:
    customer = customer_of(nordbygg, fjordtre, street="Bryggen 1", postal_code="5003", city="Bergen")
    draft = typed(
        nordbygg, customer,
        {"buyer.identifiers.0": "K-77", "buyer.address.street": "Lageret 9", "delivery.address.city": "Voss"},
    )  # fmt: skip
    assert draft.fields["buyer.identifiers.0"] == "K-77"
    with acting_for(nordbygg.id):
        fresh = new_draft("invoice", customer.id, actor=ACTOR).fields
    assert fresh["buyer.address.street"] == "Bryggen 1"
    assert "buyer.identifiers.0" not in fresh


def test_a_company_outside_vat_offers_none(nordbygg: Company, fjordtre: Company) -> None:
    Company.objects.filter(pk=nordbygg.pk).update(vat_number="")
    with acting_for(nordbygg.id):
        fields = new_draft("invoice", customer_of(nordbygg, fjordtre).id, actor=ACTOR).fields
    assert fields["lines.0.vat_category"] == "O"
    assert "lines.0.vat_rate" not in fields


def test_a_customer_of_another_company_is_not_there(
    nordbygg: Company, carls_company: Company, fjordtre: Company
) -> None:
    customer = customer_of(nordbygg, fjordtre)
    with acting_for(carls_company.id), pytest.raises(NoSuchCustomer):
        new_draft("invoice", customer.id, actor=ACTOR)


def test_a_draft_of_another_company_is_not_there(nordbygg: Company, carls_company: Company, fjordtre: Company) -> None:
    draft = typed(nordbygg, customer_of(nordbygg, fjordtre))
    with acting_for(carls_company.id):
        for act in (
            lambda: save(draft.id, {}, revision=draft.revision, actor=ACTOR),
            lambda: discard(draft.id, actor=ACTOR),
        ):
            with pytest.raises(Draft.DoesNotExist):
                act()
        with connection.cursor() as cursor:  # past the manager: the database itself
            cursor.execute("SELECT count(*) FROM drafts_draft")
            assert cursor.fetchone() == (0,)


@pytest.mark.row("S-005")
def test_everything_typed_is_kept_as_it_was_typed_readable_or_not(nordbygg: Company) -> None:
    fields = {
        "buyer.name": "  Åsa <&> ", "lines.0.price": "tolv hundra", "issue_date": "snart", "lines.4.quantity": "1 2",
        "notes.0.text": "a\n\nb", "lines.0.vat_rate": "25 %", "currency": "kr",
    }  # fmt: skip
    with acting_for(nordbygg.id):
        draft = new_draft(actor=ACTOR, language="sv")
        save(draft.id, fields, {"shown": ["notes"]}, revision=1, actor=ACTOR)
    kept = again(nordbygg, draft)
    assert kept.fields == fields
    assert kept.layout == {"shown": ["notes"]}
    assert (kept.revision, kept.state) == (2, DraftState.EDITING)


def test_a_date_without_its_year_gets_it_when_it_is_kept(nordbygg: Company) -> None:
    today = local_day(nordbygg)
    with acting_for(nordbygg.id):
        draft = new_draft(actor=ACTOR, language="sv")
        kept = save(draft.id, {"issue_date": f"{today.day}/{today.month}"}, revision=1, actor=ACTOR)
    assert kept.fields["issue_date"] == today.isoformat()


def test_two_who_write_at_once_do_not_overwrite_each_other(nordbygg: Company, astrid: User, doris: User) -> None:
    with acting_for(nordbygg.id):
        draft = new_draft(actor=f"user:{astrid.pk}", language="sv")
        save(draft.id, {"number": "A"}, revision=1, actor=f"user:{doris.pk}")
        with pytest.raises(ChangedMeanwhile) as conflict:
            save(draft.id, {"number": "B"}, revision=1, actor=f"user:{astrid.pk}")
        assert conflict.value.by == f"user:{doris.pk}"
        assert conflict.value.their_fields == {"number": "A"}
        assert again(nordbygg, draft).fields == {"number": "A"}
        mine = save(draft.id, {"number": "B"}, revision=conflict.value.revision, actor=f"user:{astrid.pk}")
    assert (mine.revision, mine.writers) == (3, [f"user:{astrid.pk}", f"user:{doris.pk}"])


def test_saving_the_same_twice_is_no_conflict(nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        draft = new_draft(actor=ACTOR, language="sv")
        first = save(draft.id, {"number": "A"}, revision=1, actor=ACTOR)
        second = save(draft.id, {"number": "A"}, revision=1, actor=ACTOR)
    assert (first.revision, second.revision) == (2, 2)


def test_what_no_database_or_form_can_hold_is_refused_or_replaced(nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        draft = new_draft(actor=ACTOR, language="sv")
        kept = save(
            draft.id, {"number": "a\x00\ud800b", "Not A Path": "x", "../../x": "y", "buyer.name": ""}, {"a": 1},
            revision=1, actor=ACTOR,
        )  # fmt: skip
        assert kept.fields == {"number": "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b"}
        with pytest.raises(TooMuch):
            save(draft.id, {"number": "x" * 5_000_001}, revision=2, actor=ACTOR)
        with pytest.raises(DraftRefused):
            save(draft.id, {}, {"a": "x" * 300_000}, revision=2, actor=ACTOR)
        with pytest.raises(DraftRefused, match="unknown-send-mode"):
            save(draft.id, {}, revision=2, actor=ACTOR, send_mode="perhaps")


def test_the_lists_know_receiver_number_and_amount(nordbygg: Company, fjordtre: Company) -> None:
    draft = typed(nordbygg, customer_of(nordbygg, fjordtre), {"due_date": "2027-01-15"})
    row = again(nordbygg, draft)
    assert (row.name, row.currency, row.due_date) == ("Fjordtre AS", "SEK", date(2027, 1, 15))
    assert row.amount_due == Decimal("19289.06")


def test_another_customer_takes_the_place_of_the_one_before(
    nordbygg: Company, fjordtre: Company, jarvipuu: Company
) -> None:
    draft = typed(nordbygg, customer_of(nordbygg, fjordtre), {"buyer.trading_name": "Fjordtre Bergen"})
    other = customer_of(nordbygg, jarvipuu)
    with acting_for(nordbygg.id):
        draft = choose_customer(draft.id, other.id, revision=draft.revision, actor=ACTOR)
    assert draft.customer_id == other.id
    assert draft.fields["buyer.name"] == "Järvipuu Oy"
    assert "buyer.trading_name" not in draft.fields
    assert draft.fields["lines.0.name"] == "Fasadskiva, lärk"


def test_everybody_sees_the_numbers_in_their_own_way_of_writing(nordbygg: Company, fjordtre: Company) -> None:
    draft = typed(nordbygg, customer_of(nordbygg, fjordtre), {"lines.0.price": "1,234", "lines.0.quantity": "många"})
    english = fields_for(draft, "en")
    assert (english["lines.0.price"], english["lines.0.quantity"]) == ("1.234", "många")
    with acting_for(nordbygg.id):
        saved = save(draft.id, english, revision=draft.revision, actor=ACTOR, language="en")
    assert fields_for(saved, "sv")["lines.0.price"] == "1,234"


def test_thrown_away_it_can_be_brought_back_for_thirty_days(nordbygg: Company, fjordtre: Company) -> None:
    draft = typed(nordbygg, customer_of(nordbygg, fjordtre))
    with acting_for(nordbygg.id):
        discard(draft.id, actor=ACTOR)
        with pytest.raises(NotEditable):
            save(draft.id, {}, revision=draft.revision, actor=ACTOR)
        assert bring_back(draft.id, actor=ACTOR).fields == draft.fields
        discard(draft.id, actor=ACTOR)
    assert clear(now() + KEPT - timedelta(minutes=1)) == 0
    assert clear(now() + KEPT + timedelta(minutes=1)) == 1
    with acting_for(nordbygg.id):
        assert not Draft.objects.exists()


def test_what_was_sent_is_not_thrown_away(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    send_now(nordbygg.id, draft.id, actor=ACTOR)
    with acting_for(nordbygg.id), pytest.raises(NotEditable):
        discard(draft.id, actor=ACTOR)


@pytest.mark.parametrize(
    ("last", "following"),
    [("F-0042", "F-0043"), ("99", "100"), ("2026-099", "2026-100"), ("A9/B", "A10/B"), ("", "1"), ("INV", "INV-1"),
     ("0" * 40 + "9", "0" * 39 + "10")],
)  # fmt: skip
def test_the_pattern_of_numbers_is_kept(last: str, following: str) -> None:
    assert next_after(last) == following


def test_the_next_number_follows_the_last_sent_and_passes_over_drafts(nordbygg: Company, fjordtre: Company) -> None:
    customer = customer_of(nordbygg, fjordtre)
    first = finished(nordbygg, typed(nordbygg, customer, {"number": "F-0042"}))
    send_now(nordbygg.id, first.id, actor=ACTOR)
    worked_on(nordbygg, again(nordbygg, first).document_id)  # type: ignore[arg-type]  # it was sent
    second = typed(nordbygg, customer)
    third = typed(nordbygg, customer)
    assert (second.number, third.number) == ("F-0043", "F-0044")
    with acting_for(nordbygg.id):
        discard(second.id, actor=ACTOR)
        assert next_number() == "F-0043"


def test_a_customer_known_by_mail_alone_gets_an_ordinary_european_invoice(nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        customer = add_customer(
            "Målaren Ek", email="ek@example.com", country="SE",
            identifiers=[i for i in [canonical("EM", "ek@example.com")] if i],
        )  # fmt: skip
        save_settings("email", {"host": "127.0.0.1", "port": 2525, "tls": "none", "from_address": "a@nordbygg.example"})
    draft = finished(nordbygg, typed(nordbygg, customer))
    assert b">urn:cen.eu:en16931:2017<" in bytes(draft.content or b"")


def test_a_page_of_a_new_draft_asks_little(nordbygg: Company, fjordtre: Company, astrid: User) -> None:
    customer = customer_of(nordbygg, fjordtre)
    with acting_for(nordbygg.id), CaptureQueriesContext(connection) as asked:
        new_draft("invoice", customer.id, actor=f"user:{astrid.pk}")
    assert len(asked) <= 22, [query["sql"][:90] for query in asked.captured_queries]
