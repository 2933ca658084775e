"""Mails after a run, over real SMTP servers: who is told of what, once, also when mail was down for a while."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from depesch.connect.reporting.composing import Told, composed
from depesch.connect.reporting.reporter import MailReporter
from depesch.connect.running.mail_trouble import mail_troubles
from depesch.connect.runs import Direction, FileResult, FileState, RunResult
from depesch.connect.settings import Account, AgentSettings, EventClass, Mail, Recipients
from depesch.connect.words import LANGUAGES
from depesch.exchange.mail.catcher import Catcher, caught
from depesch.exchange.mail.smtp import Tls
from depesch.kit.secret import Secret
from tests.exchange.mail.rude_server import DROP, rude_server

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
ANNA, BERIT = "anna@nordbygg.example", "berit@nordbygg.example"


class Hands:
    """A clock whose hands the test moves."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def catcher(tmp_path: Path) -> Iterator[Catcher]:
    with Catcher(tmp_path / "mails") as server:
        yield server


def file(state: FileState, name: str = "F-1.xml", reason: str = "") -> FileResult:
    return FileResult(
        event=EventClass(state.value), state=state, name=name, at=AT, document_id=UUID(int=1), number="F-1",
        other="Fjordtre AS", reason=reason, next_step="Correct the file." if reason else "",
    )  # fmt: skip


def run(*files: FileResult, direction: Direction = Direction.SENDING, fault: str = "", at: datetime = AT) -> RunResult:
    return RunResult(
        account="nordbygg", direction=direction, started_at=at, ended_at=at + timedelta(seconds=2), files=files,
        fault=fault, fault_next="Look at the network." if fault else "",
    )  # fmt: skip


class Posting(MailReporter):
    """One that posts when the test says so, not in a thread of its own."""

    def _begin(self) -> None:
        pass


def reporter(
    home: Path, port: int, hands: Hands, *recipients: Recipients, own: tuple[Recipients, ...] = (), quiet: bool = True,
    language: str = "en", user: str = "", secret: str = "",
) -> Posting:  # fmt: skip
    def password(name: str) -> Secret:
        if not secret:
            raise LookupError(name)
        return Secret(secret)

    mail = Mail(
        host="127.0.0.1", port=port, tls=Tls.NONE, sender="agent@nordbygg.example", user=user,
        recipients=recipients or (Recipients(to=(ANNA,)),), when_nothing_happened=not quiet,
    )  # fmt: skip
    account = Account(name="nordbygg", hub="https://hub.example", mail=own)
    settings = AgentSettings(language=language, mail=mail, accounts=(account,))
    home.mkdir(exist_ok=True)
    return Posting(settings, home=home, secret=password, clock=hands, machine="kontor-1")


def mails(catcher: Catcher) -> list[EmailMessage]:
    return [mail for _path, mail in caught(catcher.directory)]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


@pytest.mark.row("S-129")
def test_one_mail_tells_of_a_run_with_counts_names_reasons_and_next_steps(
    tmp_path: Path, catcher: Catcher, hands: Hands
) -> None:
    works = reporter(tmp_path / "home", catcher.port, hands)
    refused = file(FileState.FAILED, "F-2.xml", reason="BR-CO-15: total is 1250.00, should be 1250.01")
    works.told(run(file(FileState.SENT), file(FileState.SENT, "F-3.xml"), refused))
    assert works.post_due() == 1
    (mail,) = mails(catcher)
    assert mail["Subject"] == "nordbygg: 1 not sent, 2 sent"
    assert mail["To"] == ANNA
    text = text_of(mail)
    for part in ("F-1.xml", "F-3.xml", "F-2.xml", "BR-CO-15: total is", "Correct the file.", "kontor-1"):
        assert part in text
    assert text.index("F-2.xml") < text.index("F-1.xml"), "what needs somebody comes first"
    assert works.post_due() == 0


@pytest.mark.row("S-031")
@pytest.mark.row("S-117")
def test_each_is_told_of_the_classes_that_they_chose(tmp_path: Path, catcher: Catcher, hands: Hands) -> None:
    """Every event class can be had alone, and in each direction."""
    people = {event: f"{event.value.replace('_', '-')}@nordbygg.example" for event in EventClass}
    groups = tuple(Recipients(to=(to,), events=(event,)) for event, to in people.items())
    works = reporter(tmp_path / "home", catcher.port, hands, *groups)
    by_direction = {
        Direction.SENDING: (FileState.SENT, FileState.FAILED),
        Direction.FOLLOWING: (FileState.DELIVERED, FileState.UNDELIVERED),
        Direction.COLLECTING: (FileState.COLLECTED, FileState.NOT_COLLECTED),
    }
    for direction, states in by_direction.items():
        works.told(run(*(file(state, f"{state.value}.xml") for state in states), direction=direction))
    works.told(run(fault="the hub is away"))
    works.post_due()
    told = {str(mail["To"]): text_of(mail) for mail in mails(catcher)}
    assert set(told) == set(people.values())
    for event, to in people.items():
        marks = [state.value + ".xml" for states in by_direction.values() for state in states]
        seen = [mark for mark in marks if f"- {mark}" in told[to]]
        assert seen == ([] if event is EventClass.AGENT else [f"{event.value}.xml"])
    assert "the hub is away" in told[people[EventClass.AGENT]]


@pytest.mark.row("S-031")
def test_an_account_has_its_own_responsible_persons(tmp_path: Path, catcher: Catcher, hands: Hands) -> None:
    works = reporter(tmp_path / "home", catcher.port, hands, own=(Recipients(to=(BERIT,)),))
    works.told(run(file(FileState.SENT)))
    works.post_due()
    assert [mail["To"] for mail in mails(catcher)] == [BERIT]


def test_who_is_named_twice_is_mailed_once(tmp_path: Path, catcher: Catcher, hands: Hands) -> None:
    groups = (Recipients(to=(ANNA,), events=(EventClass.SENT,)), Recipients(to=(ANNA, ANNA)))
    works = reporter(tmp_path / "home", catcher.port, hands, *groups)
    works.told(run(file(FileState.SENT)))
    assert works.post_due() == 1


def test_quiet_when_nothing_happened_unless_it_is_wanted(tmp_path: Path, catcher: Catcher, hands: Hands) -> None:
    reporter(tmp_path / "home", catcher.port, hands).told(run())
    assert reporter(tmp_path / "home", catcher.port, hands).post_due() == 0
    works = reporter(tmp_path / "home", catcher.port, hands, quiet=False)
    works.told(run())
    assert works.post_due() == 1
    assert mails(catcher)[0]["Subject"] == "nordbygg: nothing happened"


def test_while_mail_is_down_runs_gather_and_come_in_two_mails(tmp_path: Path, catcher: Catcher, hands: Hands) -> None:
    away = reporter(tmp_path / "home", 1, hands)
    for number in range(50):
        away.told(run(file(FileState.SENT, f"F-{number}.xml"), at=AT + timedelta(minutes=number)))
        away.post_due()
        hands.at += timedelta(minutes=1)
    (waits,) = away.troubled()
    assert (waits.state, waits.code) == ("waiting", "smtp-unreachable")
    hands.at += timedelta(hours=7)
    back = reporter(tmp_path / "home", catcher.port, hands)
    assert back.post_due() == 2
    texts = [text_of(mail) for mail in mails(catcher)]
    assert all(sum(f"- F-{number}.xml" in text for text in texts) == 1 for number in range(50))
    assert "49 runs" in texts[1]
    assert back.troubled() == []


@pytest.mark.parametrize("moment", ["greeting", "MAIL", "DATA", "mail"])
def test_a_server_that_dies_in_the_middle_gets_the_same_mail_again(
    moment: str, tmp_path: Path, catcher: Catcher, hands: Hands
) -> None:
    home = tmp_path / "home"
    with rude_server(**{moment: DROP}) as server:
        works = reporter(home, server.port, hands)
        works.told(run(file(FileState.SENT)))
        works.post_due()
        before = list(server.mails)
    hands.at += timedelta(hours=1)
    assert reporter(home, catcher.port, hands).post_due() == 1
    (path,) = catcher.directory.glob("*.eml")
    content = path.read_bytes().split(b"\r\n", 2)[2]  # past what the catcher adds
    assert all(mail == content for mail in before), "the same bytes, under the same Message-ID"


def test_a_mail_that_is_refused_for_good_is_told_and_not_sent_again(
    tmp_path: Path, hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    with rude_server(RCPT=b"550 no such user\r\n") as server:
        works = reporter(tmp_path / "home", server.port, hands)
        works.told(run(file(FileState.SENT)))
        works.post_due()
        hands.at += timedelta(days=1)
        assert works.post_due() == 0
    (refused,) = works.troubled()
    assert (refused.state, refused.address) == ("refused", ANNA)
    assert "no such user" in refused.detail
    assert "no such user" in caplog.text


@pytest.mark.parametrize(("language", "word"), [("en", "refused"), ("sv", "avvisades"), ("nb", "avvist")])
def test_a_mail_that_did_not_go_is_told_in_words_until_a_later_one_goes(
    tmp_path: Path, catcher: Catcher, hands: Hands, language: str, word: str
) -> None:
    home = tmp_path / "home"
    with rude_server(RCPT=b"550 no such user\r\n") as server:
        works = reporter(home, server.port, hands)
        works.told(run(file(FileState.SENT)))
        works.post_due()
    settings = msgspec.structs.replace(works._settings, language=language)
    (trouble,) = mail_troubles(settings, home)
    assert trouble.state == "refused"
    assert all(text in trouble.reason for text in (ANNA, word, "no such user"))
    assert trouble.next_step
    assert mail_troubles(msgspec.structs.replace(settings, mail=None), home) == (), "nobody is to be mailed any more"
    hands.at += timedelta(minutes=1)
    back = reporter(home, catcher.port, hands)
    back.told(run(file(FileState.SENT, "F-2.xml"), at=AT + timedelta(minutes=1)))
    back.post_due()
    assert mail_troubles(settings, home) == ()


def test_a_bad_address_does_not_keep_the_others_from_their_mails(
    tmp_path: Path, catcher: Catcher, hands: Hands
) -> None:
    works = reporter(tmp_path / "home", catcher.port, hands, Recipients(to=("nobody at all", ANNA)))
    works.told(run(file(FileState.SENT)))
    works.post_due()
    assert [mail["To"] for mail in mails(catcher)] == [ANNA]
    assert [each.code for each in works.troubled()] == ["bad-address"]


def test_a_password_that_is_not_there_keeps_mails_waiting(tmp_path: Path, catcher: Catcher, hands: Hands) -> None:
    works = reporter(tmp_path / "home", catcher.port, hands, user="agent")
    works.told(run(file(FileState.SENT)))
    works.post_due()
    (waits,) = works.troubled()
    assert (waits.state, waits.code) == ("waiting", "not-tried")
    assert mails(catcher) == []


def test_no_password_stands_in_the_journal_or_the_log(
    tmp_path: Path, hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    with rude_server(EHLO=b"250-me\r\n250 AUTH PLAIN\r\n", AUTH=b"535 wrong\r\n") as server:
        works = reporter(tmp_path / "home", server.port, hands, user="agent", secret="segel-och-barlast")
        works.told(run(file(FileState.SENT)))
        works.post_due()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "home").iterdir())
    assert b"segel-och-barlast" not in kept
    assert "segel-och-barlast" not in caplog.text


def test_a_fault_that_lasts_is_told_once_a_day_and_so_is_its_end(
    tmp_path: Path, catcher: Catcher, hands: Hands
) -> None:
    works = reporter(tmp_path / "home", catcher.port, hands)
    for minute in range(0, 26 * 60, 10):
        works.told(run(fault="the hub is away", at=AT + timedelta(minutes=minute)))
        works.post_due()
    assert [mail["Subject"] for mail in mails(catcher)] == ["nordbygg: stands still"] * 2
    for _ in range(2):
        works.told(run(at=AT + timedelta(hours=27)))
        works.post_due()
    last = mails(catcher)[-1]
    assert len(mails(catcher)) == 3
    assert last["Subject"] == "nordbygg: works again"
    assert "the hub is away" in text_of(last)


def test_a_folder_that_works_ends_no_fault_of_another(tmp_path: Path, catcher: Catcher, hands: Hands) -> None:
    works = reporter(tmp_path / "home", catcher.port, hands)
    missing = msgspec.structs.replace(run(fault="the folder /b is missing"), folder="/b")
    for number in range(3):
        works.told(missing)
        works.told(msgspec.structs.replace(run(file(FileState.SENT, f"F-{number}.xml")), folder="/a"))
        works.post_due()
    subjects = [mail["Subject"] for mail in mails(catcher)]
    assert subjects == ["nordbygg: stands still, 1 sent", "nordbygg: 1 sent", "nordbygg: 1 sent"]


def test_told_is_on_the_disk_when_it_returns(tmp_path: Path, catcher: Catcher, hands: Hands) -> None:
    """Another process finds it, as after a crash."""
    reporter(tmp_path / "home", 1, hands).told(run(file(FileState.SENT)))
    with sqlite3.connect(tmp_path / "home" / "journal.db") as journal:
        assert journal.execute("SELECT count(*) FROM report_due").fetchone() == (1,)
    assert reporter(tmp_path / "home", catcher.port, hands).post_due() == 1


def test_several_posters_at_one_journal_send_each_mail_once(tmp_path: Path, catcher: Catcher, hands: Hands) -> None:
    posters = [reporter(tmp_path / "home", catcher.port, hands) for _ in range(4)]
    for number in range(8):
        posters[0].told(run(file(FileState.SENT, f"F-{number}.xml")))
    threads = [threading.Thread(target=each.post_due) for each in posters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    texts = [text_of(mail) for mail in mails(catcher)]
    assert all(sum(f"- F-{number}.xml" in text for text in texts) == 1 for number in range(8))


def test_a_thread_of_its_own_posts_and_ends(tmp_path: Path, catcher: Catcher) -> None:
    mail = Mail(
        host="127.0.0.1", port=catcher.port, tls=Tls.NONE, sender="a@nordbygg.example",
        recipients=(Recipients(to=(ANNA,)),),
    )  # fmt: skip
    (tmp_path / "home").mkdir()
    works = MailReporter(AgentSettings(mail=mail), home=tmp_path / "home", secret=lambda _name: Secret(""))
    for number in range(3):
        works.told(run(file(FileState.SENT, f"F-{number}.xml")))
    works.close()
    texts = "".join(text_of(each) for each in mails(catcher))
    assert all(f"F-{number}.xml" in texts for number in range(3))
    assert not [thread for thread in threading.enumerate() if thread.name == "mail"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_speaks_one_language_and_hostile_names_stay_in_their_line(language: str) -> None:
    hostile = file(FileState.FAILED, "x\r\nBcc: all@example.com<script>", reason="a\nb")
    runs = [Told(run=run(hostile, *(file(state) for state in FileState if state.value in set(EventClass)), fault="f"))]
    text = composed(runs, account="nordbygg", machine="kontor-1", language=language)
    assert "\n" not in text.subject
    assert "<script>" not in text.html
    assert "\r" not in text.text
    assert "{" not in text.text
    others = [composed(runs, account="nordbygg", machine="kontor-1", language=other) for other in LANGUAGES]
    assert len({each.text for each in others}) == len({each.subject for each in others}) == 3


def test_a_run_of_many_files_names_the_first_and_counts_the_rest() -> None:
    many = Told(run=run(*(file(FileState.SENT, f"F-{number}.xml") for number in range(10_000))))
    text = composed([many], account="nordbygg", machine="kontor-1", language="sv")
    assert "… och 9800 till" in text.text
    assert text.subject == "nordbygg: 10000 skickade"
