"""Who is told of what, when, in which words; through a real mail server where it is about mails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.history.event import Event
from depesch.hub.history.kinds import documents as told
from depesch.hub.history.subject import Subject
from depesch.hub.mailing.models import Letter
from depesch.hub.mailing.posting import post_due
from depesch.hub.notices.models import Notice
from depesch.hub.notices.occasions import OCCASIONS, Occasion, Way
from depesch.hub.notices.posting import BURST, BURST_WITHIN, post_notices
from depesch.hub.notices.stopping import BadLink, Stop, opened, path_to_stop, stop_telling
from depesch.hub.notices.telling import ZONE, next_morning, tell
from depesch.hub.notices.wishes import choose, wishes_of
from depesch.hub.tenancy.models import Company, Membership, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

REFUSED = told.DocumentRefused(code="broken-rules")
ARRIVED = told.DocumentArrived(sender="Steget", message_id="m")


@pytest.fixture
def mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with what a real mail server got."""
    with Catcher(tmp_path) as catcher:
        for name, value in {
            "HOST": "127.0.0.1", "PORT": str(catcher.port), "TLS": "none", "FROM": "hub@depesch.example",
        }.items():  # fmt: skip
            monkeypatch.setenv(f"DEPESCH_MAIL_{name}", value)
        yield tmp_path


def subject(company: Company, **fields: object) -> Subject:
    values: dict[str, object] = {
        "document_id": uuid4(), "company_id": company.pk, "direction": "out", "state": "refused",
        "send_mode": "production", "type_code": "380", "number": "20261178", "file_name": "f.xml",
        "seller_name": "Nordbygg Fasad AB", "buyer_name": "Region Västerdal", "issue_date": date(2026, 11, 1),
        "due_date": date(2026, 12, 1), "currency": "SEK", "amount_due": Decimal("212450"),
        "problem_code": "broken-rules", "business_status": "",
    }  # fmt: skip
    return Subject(**{**values, **fields})  # type: ignore[arg-type]  # a test's fields are those of the Struct


def happened(company: Company, event: Event, owner: str = "", actor: str = "worker", **fields: object) -> None:
    with acting_for(company.pk):
        tell(subject(company, **fields), (event,), actor=actor, owner=owner, why=lambda lang: f"Fel på {lang}.")


def noticed(company: Company) -> set[UUID]:
    with acting_for(company.pk):
        return set(Notice.objects.values_list("user_id", flat=True))


def letters(directory: Path, at: datetime | None = None) -> list[EmailMessage]:
    post_notices(at or now())
    while post_due(now()):
        pass
    return [mail for _, mail in caught(directory)]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_every_event_that_is_told_of_exists() -> None:
    from depesch.hub.history.events import event_classes

    assert OCCASIONS.keys() - event_classes().keys() == set()


@pytest.mark.parametrize(
    ("event", "owner", "people"),
    [
        (REFUSED, "astrid", {"astrid", "doris"}),  # her own; the administrator hears of all
        (REFUSED, "token:1", {"doris"}),
        (ARRIVED, "", {"rolf"}),
        (told.DocumentUndeliverable(), "astrid", {"astrid", "doris"}),
        (told.DocumentFailed(code="internal"), "astrid", {"astrid", "doris"}),
        (told.DocumentDelivered(channel="email", receipt_sha256=""), "astrid", set()),
        (told.DocumentOpened(), "astrid", set()),
    ],
)
def test_by_default_those_are_told_whose_business_it_is(
    event: Event, owner: str, people: set[str], nordbygg: Company, astrid: User, doris: User, rolf: User, bo: User,
    carl: User,
) -> None:  # fmt: skip
    members = {"astrid": astrid.pk, "doris": doris.pk, "rolf": rolf.pk}
    happened(nordbygg, event, owner=f"user:{members[owner]}" if owner in members else owner)
    assert noticed(nordbygg) == {members[name] for name in people}


def test_what_nobodys_role_is_told_goes_to_the_administrator(nordbygg: Company, astrid: User, doris: User) -> None:
    happened(nordbygg, ARRIVED)
    assert noticed(nordbygg) == {doris.pk}


def test_nobody_is_told_of_what_they_did_themselves(nordbygg: Company, doris: User) -> None:
    happened(nordbygg, REFUSED, actor=f"user:{doris.pk}")
    assert noticed(nordbygg) == set()


def test_choice_goes_before_the_role(nordbygg: Company, doris: User, bo: User) -> None:
    with acting_for(nordbygg.pk):
        choose(doris.pk, {Occasion.REFUSED: Way.OFF}, actor="user:x")
        choose(bo.pk, {Occasion.REFUSED: Way.DAILY}, actor="user:x", only_own=False)
        assert wishes_of(bo.pk).ways[Occasion.REFUSED] is Way.DAILY
        assert wishes_of(doris.pk).ways[Occasion.REFUSED] is Way.OFF
    happened(nordbygg, REFUSED)
    with acting_for(nordbygg.pk):
        row = Notice.objects.get()
    assert (row.user_id, row.is_daily) == (bo.pk, True)
    assert row.due_at == next_morning(row.made_at)


def test_wishes_by_role_are_what_the_statement_does(
    nordbygg: Company, astrid: User, doris: User, rolf: User, bo: User, eva: User
) -> None:
    events = {
        Occasion.ARRIVED: ARRIVED,
        Occasion.REFUSED: REFUSED,
        Occasion.UNDELIVERABLE: told.DocumentUndeliverable(),
    }
    for occasion, event in events.items():
        with acting_for(nordbygg.pk):
            Notice.objects.all().delete()
            wish = {each.pk: wishes_of(each.pk) for each in (astrid, doris, rolf, bo, eva)}
        happened(nordbygg, event, owner="token:1")
        expected = {
            pk for pk, wishes in wish.items()
            if wishes.ways[occasion] is not Way.OFF and not (occasion is not Occasion.ARRIVED and wishes.only_own)
        }  # fmt: skip
        assert noticed(nordbygg) == expected


def test_telling_costs_one_statement_and_nothing_when_nobody_listens_to_such_events(
    nordbygg: Company, doris: User
) -> None:
    with acting_for(nordbygg.pk):
        with CaptureQueriesContext(connection) as queries:
            tell(subject(nordbygg), (told.DocumentSubmitted(route="api", file_name="", sha256="", size=1),), actor="x")
        assert len(queries) == 0
        with CaptureQueriesContext(connection) as queries:
            tell(subject(nordbygg), (REFUSED,), actor="worker")
        assert len(queries) == 1


def test_uncertainty_is_told_once_a_day_however_often_it_is_asked(nordbygg: Company, doris: User) -> None:
    document = uuid4()
    for _ in range(3):
        happened(nordbygg, told.DeliveryUncertain(channel="email", code="no-answer"), document_id=document)
    with acting_for(nordbygg.pk):
        assert Notice.objects.count() == 1


@pytest.mark.row("S-010")
def test_mail_on_receipt_has_sender_number_amount_and_link(
    nordbygg: Company, rolf: User, mails: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from depesch.channels import File, Parcel, Recipient, SendMode
    from tests.hub.flows.papers import ubl_invoice

    monkeypatch.setenv("DEPESCH_PUBLIC_URL", "https://hub.example")
    parcel = Parcel(
        message_id="p-1@x.example", document_id=str(uuid4()), send_mode=SendMode.PRODUCTION,
        sender_name="Steget AB", recipient=Recipient(name="Nordbygg", company_id=str(nordbygg.pk)),
        subject={}, main=File(name="i.xml", media_type="application/xml", content=ubl_invoice("4471")),
        created_at=now(),
    )  # fmt: skip
    inbox = HubInbox()
    inbox.put(str(nordbygg.pk), parcel)
    inbox.put(str(nordbygg.pk), parcel)  # a repeat is no second arrival
    (mail,) = letters(mails)
    with acting_for(nordbygg.pk):
        (document_id,) = Notice.objects.values_list("document_id", flat=True)
    text = text_of(mail)
    assert mail["To"].addresses[0].addr_spec == "rolf@nordbygg.example"
    assert str(mail["Subject"]) == "Faktura 4471 från Nordbygg Fasad AB"
    for part in ("4471", "Nordbygg Fasad AB", "SEK", "2026-12-31", f"https://hub.example/documents/{document_id}/"):
        assert part in text
    assert "SE3550000000054910000003" not in text  # nothing beyond that
    assert "Fasadarbete" not in text


def test_error_is_told_in_words_in_the_persons_language(nordbygg: Company, doris: User, mails: Path) -> None:
    User.objects.filter(pk=doris.pk).update(language="nb")
    happened(nordbygg, REFUSED)
    (mail,) = letters(mails)
    assert str(mail["Subject"]) == "Må rettes: Faktura 20261178 til Region Västerdal"
    for part in ("Fel på nb.", "212 450,00 SEK".replace(" ", "\N{NO-BREAK SPACE}", 1), "01.12.2026"):
        assert part in text_of(mail)


def test_trial_is_named_one(nordbygg: Company, doris: User, mails: Path) -> None:
    happened(nordbygg, REFUSED, send_mode="test")
    (mail,) = letters(mails)
    assert "Faktura 20261178 (test)" in str(mail["Subject"])


def test_burst_becomes_one_letter(nordbygg: Company, doris: User, mails: Path) -> None:
    for number in range(BURST + 2):
        happened(nordbygg, REFUSED, number=f"F-{number}")
    assert letters(mails) == []
    assert letters(mails, now() + BURST_WITHIN / 2) == []
    (mail,) = letters(mails, now() + BURST_WITHIN)
    assert str(mail["Subject"]) == "Nordbygg Fasad AB: 12 händelser"
    assert "F-0" in text_of(mail)
    assert "F-11" in text_of(mail)
    assert len(letters(mails, now() + 2 * BURST_WITHIN)) == 1  # nothing is told twice


def test_ten_go_alone_and_the_eleventh_of_five_minutes_waits(nordbygg: Company, doris: User, mails: Path) -> None:
    for number in range(BURST):
        happened(nordbygg, REFUSED, number=f"F-{number}")
    assert len(letters(mails)) == BURST
    happened(nordbygg, REFUSED, number="F-10")
    assert len(letters(mails)) == BURST
    assert len(letters(mails, now() + BURST_WITHIN)) == BURST + 1


def test_daily_letter_has_all_of_the_day(nordbygg: Company, doris: User, mails: Path) -> None:
    with acting_for(nordbygg.pk):
        choose(doris.pk, {Occasion.REFUSED: Way.DAILY}, actor="user:x")
    for number in range(3):
        happened(nordbygg, REFUSED, number=f"F-{number}")
    assert letters(mails) == []
    (mail,) = letters(mails, now() + timedelta(days=1))
    assert all(f"F-{number}" in text_of(mail) for number in range(3))


def test_who_left_the_company_is_told_nothing(nordbygg: Company, doris: User, astrid: User, mails: Path) -> None:
    happened(nordbygg, REFUSED)
    with acting_for(nordbygg.pk):
        Membership.objects.filter(user=doris).delete()
    assert letters(mails) == []
    assert letters(mails) == []


def test_link_in_the_mail_stops_just_that(nordbygg: Company, doris: User, mails: Path) -> None:
    happened(nordbygg, REFUSED)
    (mail,) = letters(mails)
    header = str(mail["List-Unsubscribe"])
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = header.strip("<>")
    assert address in text_of(mail).replace("=\n", "")
    stop_telling(opened(address.split("/notices/stop/")[1].strip("/")))
    with acting_for(nordbygg.pk):
        ways = wishes_of(doris.pk).ways
    assert ways[Occasion.REFUSED] is Way.OFF
    assert ways[Occasion.UNDELIVERABLE] is Way.AT_ONCE


def test_changed_link_stops_nothing(nordbygg: Company, doris: User) -> None:
    path = path_to_stop(Stop(user_id=doris.pk, company_id=nordbygg.pk, occasion=Occasion.REFUSED))
    token = path.split("/")[3]
    with pytest.raises(BadLink):
        opened(token[:-1] + ("a" if token[-1] != "a" else "b"))


def test_letter_of_one_company_is_never_written_for_another(
    nordbygg: Company, doris: User, carls_company: Company, carl: User
) -> None:
    happened(nordbygg, REFUSED)
    with acting_for(carls_company.pk):
        assert Notice.objects.count() == 0
    post_notices(now())
    assert set(Letter.objects.values_list("recipient", flat=True)) == {"doris@nordbygg.example"}


def test_morning_is_at_seven_where_the_hub_is() -> None:
    late = datetime(2026, 3, 28, 22, 0, tzinfo=ZONE)  # the night in which summer time begins
    assert next_morning(late).astimezone(ZONE).isoformat() == "2026-03-29T07:00:00+02:00"
    assert next_morning(datetime(2026, 3, 28, 6, 59, tzinfo=ZONE)).astimezone(ZONE).hour == 7
