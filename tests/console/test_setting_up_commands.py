"""`depesch company`, `person`, `customer` and `channel`: what they make, and what they refuse, all faults at once."""

from __future__ import annotations

import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from depesch.channels.email.settings import Settings
from depesch.console import main
from depesch.console.commands.company import COUNTRIES
from depesch.console.commands.person import ROLES
from depesch.hub.directory.channel_settings import settings_of
from depesch.hub.directory.models import Customer, CustomerIdentifier, ParticipantIdentifier
from depesch.hub.flows.services import exchange_folder
from depesch.hub.tenancy.models import Company, Membership, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.settings import stored_values
from tests.console.running import depesch
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
NORDBYGG = "5566010103"
RELAY = ("--setting", "host=mail.example", "--setting", "from_address=faktura@nordbygg.example")


class Console:
    """The command in this process; `told` and `complained` are what the last call wrote."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.told = self.complained = ""

    def __call__(self, *arguments: str | Path) -> int:
        self._capsys.readouterr()
        try:
            status: object = main([str(each) for each in arguments])
        except SystemExit as ended:
            status = ended.code
        self.told, self.complained = self._capsys.readouterr()
        assert isinstance(status, int)
        return status

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.told.splitlines()]


@pytest.fixture
def console(capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(capsys)


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text(PASSWORD + "\n", encoding="utf-8")
    return path


def company(*more: str, number: str = "556601-0103", vat: str = "SE556601010301") -> list[str]:
    given = ["--name", "Nordbygg Fasad AB", "--country", "se", "--org-number", number, "--vat-number", vat]
    return ["company", "create", *given, *more]


def person(*more: str | Path, email: str = "Astrid@Nordbygg.example", role: str = "issuer") -> list[str | Path]:
    return ["person", "create", "--email", email, "--name", "Astrid Ek", "--company", NORDBYGG, "--role", role, *more]


def customer(*more: str) -> list[str]:
    return ["customer", "create", "--company", NORDBYGG, "--name", "Fjordtre AS", *more]


def roles_in(company: Company, user: User) -> list[str]:
    with acting_for(company.id):
        return [each.role for each in Membership.objects.filter(user=user, tenant=company)]


def test_a_company_is_made_and_found_in_the_directory(console: Console) -> None:
    assert console(*company("--json")) == 0
    (line,) = console.lines()
    made = Company.objects.get(id=line["id"])
    assert (made.organisation_number, made.language, made.time_zone) == (NORDBYGG, "sv", "Europe/Stockholm")
    found = ParticipantIdentifier.objects.filter(participant__company=made)
    assert {(each.scheme, each.value) for each in found} == {("0007", NORDBYGG), ("vat", "SE556601010301")}


def test_the_format_that_a_company_takes_is_kept(console: Console) -> None:
    assert console(*company("--takes", "cii_d16b")) == 0
    made = Company.objects.get(organisation_number=NORDBYGG)
    assert [each.syntax for each in made.participant.capabilities.all()] == ["cii_d16b"]


def test_the_same_company_twice_is_refused_and_the_first_one_named(console: Console, nordbygg: Company) -> None:
    assert console(*company()) == 2
    assert "Nordbygg Fasad AB" in console.complained
    assert str(nordbygg.id) in console.complained


def test_a_vat_number_that_another_participant_has_makes_no_company(console: Console) -> None:
    assert console(*company()) == 0
    assert console(*company(number="556602-0201")) == 2
    assert "vat:SE556601010301 belongs to the participant Nordbygg Fasad AB" in console.complained
    assert Company.objects.count() == 1


def test_all_faults_of_a_company_are_told_at_once(console: Console) -> None:
    assert console(*company("--takes", "edifact", number="556601-0104", vat="NO999000053MVA")) == 2
    told = [line.split()[0] for line in console.complained.splitlines() if line.startswith("  ")]
    assert told == ["--org-number:", "--vat-number:", "--takes:"]
    assert not Company.objects.exists()


@pytest.mark.parametrize(
    ("country", "number"),
    [("SE", "5566010103"), ("NO", "999000053"), ("DK", "13585628"), ("FI", "2077474-0"), ("EE", "12345678")],
)
def test_every_country_has_its_numbers_checked(console: Console, country: str, number: str) -> None:
    console("company", "create", "--name", "A", "--country", country, "--org-number", number)
    assert Company.objects.filter(country=country, time_zone=COUNTRIES[country][0]).exists()


@pytest.mark.parametrize("name", [" ", "N" * 201, "Nord\udce5bygg", "Nord\x07bygg"])
def test_a_name_that_cannot_be_kept_is_refused(console: Console, name: str) -> None:
    assert console("company", "create", "--name", name, "--country", "SE", "--org-number", NORDBYGG) == 2
    assert "--name: " in console.complained
    assert not Company.objects.exists()


def test_companies_are_listed(console: Console, nordbygg: Company, fjordtre: Company) -> None:
    assert console("company", "list", "--json") == 0
    assert [line["id"] for line in console.lines()] == [str(fjordtre.id), str(nordbygg.id)]


def test_an_empty_hub_lists_nothing_and_says_what_to_do(console: Console) -> None:
    assert console("company", "list") == 0
    assert console.told == ""
    assert "next: " in console.complained


def test_a_person_signs_in_with_the_password_of_the_file(
    console: Console, nordbygg: Company, password_file: Path
) -> None:
    assert console(*person("--password-file", password_file)) == 0
    made = User.objects.get(email="astrid@nordbygg.example")
    assert made.check_password(PASSWORD)
    assert (made.language, made.is_operator) == ("sv", False)
    assert roles_in(nordbygg, made) == [Role.ISSUER]


def test_a_password_may_come_on_stdin(console: Console, nordbygg: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert console(*person("--password-file", "-")) == 0
    assert User.objects.get().check_password(PASSWORD)


def test_somebody_who_is_there_gets_the_further_role_and_keeps_the_password(
    console: Console, nordbygg: Company, carls_company: Company, carl: User
) -> None:
    assert console(*person(email="carl@maleri.example", role="reader")) == 0
    carl.refresh_from_db()
    assert (carl.name, carl.check_password(PASSWORD)) == ("Carl Moe", True)
    assert (roles_in(nordbygg, carl), roles_in(carls_company, carl)) == ([Role.READER], [Role.ADMINISTRATOR])
    assert "is there already" in console.complained


def test_an_operator_is_made_on_request(console: Console, nordbygg: Company, password_file: Path) -> None:
    assert console(*person("--operator", "--password-file", password_file)) == 0
    assert User.objects.get().is_operator


def test_a_weak_password_and_a_wrong_address_are_told_together(
    console: Console, nordbygg: Company, tmp_path: Path
) -> None:
    (tmp_path / "weak").write_text("sommar", encoding="utf-8")
    assert console(*person("--password-file", tmp_path / "weak", email="astrid")) == 2
    assert "--email: 'astrid'" in console.complained
    assert "the password: " in console.complained
    assert "sommar" not in console.complained
    assert not User.objects.exists()


def test_without_a_terminal_nobody_is_asked_for_a_password(
    console: Console, nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert console(*person()) == 2
    assert "--password-file" in console.complained


def test_a_password_file_that_is_not_there_is_named(console: Console, nordbygg: Company) -> None:
    assert console(*person("--password-file", "absent")) == 2
    assert "absent" in console.complained


def test_the_roles_offered_are_all_there_are() -> None:
    assert set(ROLES) == {role.value for role in Role} - {"program"}


def test_a_customer_is_known_by_each_identifier(console: Console, nordbygg: Company) -> None:
    given = ("--identifier", "0192:999 000 053", "--identifier", "vat:NO999000053MVA", "--identifier", "customer:K-7")
    assert console(*customer(*given, "--country", "no", "--language", "nb")) == 0
    with acting_for(nordbygg.id):
        made = Customer.objects.get()
        found = {str(f"{each.scheme}:{each.value}") for each in CustomerIdentifier.objects.filter(customer=made)}
    assert found == {"0192:999000053", "vat:NO999000053", "customer:K-7"}
    assert (made.country, made.language) == ("NO", "nb")


def test_the_agreed_folder_of_a_customer_is_made(console: Console, nordbygg: Company) -> None:
    assert console(*customer("--identifier", "0192:999000053", "--folder", "fjordtre", "--run", "folder")) == 0
    folder = exchange_folder(nordbygg.id) / "fjordtre"
    assert folder.is_dir()
    assert str(folder) in console.complained
    assert "channel set" in console.complained


def test_all_faults_of_a_customer_are_told_at_once(console: Console, nordbygg: Company) -> None:
    assert console(*customer("--identifier", "0192:999000053")) == 0
    numbers = ("--identifier", "0192:999000054", "--identifier", "x:1", "--identifier", "0192:999000053")
    others = ("--email", "@", "--folder", "../x", "--country", "NOR", "--run", "fax,email")
    assert console(*customer(*numbers, *others)) == 2
    told = [line.split()[0] for line in console.complained.splitlines() if line.startswith("  ")]
    assert told == ["--email:", "--folder:", "--country:", "--run:", *["--identifier:"] * 3]
    assert "on the card of Fjordtre AS" in console.complained
    with acting_for(nordbygg.id):
        assert Customer.objects.count() == 1


def test_another_companys_card_is_neither_seen_nor_in_the_way(
    console: Console, nordbygg: Company, carls_company: Company
) -> None:
    assert console(*customer("--identifier", "0192:999000053")) == 0
    theirs = ["customer", "create", "--company", carls_company.organisation_number, "--name", "Fjordtre"]
    assert console(*theirs, "--identifier", "0192:999000053") == 0


@pytest.fixture
def relay(console: Console, nordbygg: Company, tmp_path: Path) -> Console:
    """Nordbygg's mail server set up, with a password."""
    (tmp_path / "secret").write_text("hemligt-7\n", encoding="utf-8")
    secret = ("--setting", "user=nordbygg", "--secret", f"password={tmp_path / 'secret'}")
    assert console("channel", "set", "--company", NORDBYGG, "email", *RELAY, *secret) == 0, console.complained
    return console


def email_settings(company: Company) -> dict[str, Any]:
    with acting_for(company.id):
        settings = settings_of("email")
    assert isinstance(settings, Settings)
    return stored_values(settings)


def test_a_channel_is_set_with_its_secret(relay: Console, nordbygg: Company) -> None:
    kept = email_settings(nordbygg)
    assert (kept["host"], kept["user"], kept["password"]) == ("mail.example", "nordbygg", "hemligt-7")
    assert "hemligt" not in relay.told + relay.complained


def test_what_is_not_given_stays_and_an_empty_value_is_the_default(relay: Console, nordbygg: Company) -> None:
    relay("channel", "set", "--company", NORDBYGG, "email", "--setting", "port=25")
    assert email_settings(nordbygg)["port"] == 25
    relay("channel", "set", "--company", NORDBYGG, "email", "--setting", "port=")
    kept = email_settings(nordbygg)
    assert (kept["port"], kept["host"], kept["password"]) == (587, "mail.example", "hemligt-7")


def test_all_faults_of_a_channel_are_told_at_once_with_what_is_allowed(console: Console, nordbygg: Company) -> None:
    wrong = (
        "--setting",
        "port=99999",
        "--setting",
        "tls=maybe",
        "--setting",
        "colour=red",
        "--setting",
        "password=x-1",
    )
    assert console("channel", "set", "--company", NORDBYGG, "email", *wrong, "--secret", "user=f") == 2
    told = console.complained
    assert "port: '99999' is not a number from 1 to 65535" in told
    assert "tls: 'maybe' is not one of " in told
    assert "colour: is no setting; there are host, " in told
    assert "password: is a secret" in told
    assert "x-1" not in told
    assert "user: is no secret" in told
    assert "host: is missing" in told
    assert "from_address: is missing" in told


def test_settings_that_do_not_go_together_are_refused(relay: Console, nordbygg: Company) -> None:
    assert relay("channel", "set", "--company", NORDBYGG, "email", "--setting", "tls=none") == 2
    assert "a password needs encryption" in relay.complained
    assert email_settings(nordbygg)["tls"] == "starttls"


def test_a_channel_that_does_not_exist_is_told_with_those_that_do(console: Console, nordbygg: Company) -> None:
    assert console("channel", "set", "--company", NORDBYGG, "fax") == 2
    assert "portal_inbox" in console.complained


def test_the_list_tells_state_and_place(relay: Console) -> None:
    assert relay("channel", "set", "--company", NORDBYGG, "folder", "--off") == 0
    assert relay("channel", "list", "--company", NORDBYGG, "--json") == 0
    states = {line["channel"]: (line["state"], line["place"]) for line in relay.lines()}
    assert (states["portal_inbox"], states["email"], states["folder"]) == (("on", 1), ("on", 2), ("off", None))


def test_rank_decides_the_place_in_the_run(relay: Console) -> None:
    assert relay("channel", "set", "--company", NORDBYGG, "folder", "--rank", "0") == 0
    assert relay("channel", "set", "--company", NORDBYGG, "email", "--rank", "1", "--json") == 0
    assert relay.lines()[0]["place"] == 3


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_channel_is_shown_without_its_secret(relay: Console, form: tuple[str, ...]) -> None:
    assert relay("channel", "show", "--company", NORDBYGG, "email", *form) == 0
    assert "mail.example" in relay.told
    assert "***" in relay.told
    assert "hemligt" not in relay.told


def test_another_companys_channel_is_not_shown(relay: Console, carls_company: Company) -> None:
    assert relay("channel", "show", "--company", carls_company.organisation_number, "email") == 0
    assert "mail.example" not in relay.told
    assert "is not set up" in relay.complained


@pytest.mark.parametrize("command", [["person", *person()[1:]], customer("--identifier", "0192:999000053")])
def test_a_company_that_is_not_there_is_named(console: Console, command: list[str]) -> None:
    assert console(*command) == 2
    assert f"there is no company {NORDBYGG}" in console.complained


def test_a_database_that_is_away_means_try_later(tmp_path: Path) -> None:
    url = "postgresql://app:hush@127.0.0.1:9/depesch"
    ended = depesch("company", "list", DEPESCH_HOME=str(tmp_path), DEPESCH_DATABASE_URL=url)
    assert ended.returncode == 75, ended.stderr
    assert b"next: " in ended.stderr
    assert b"hush" not in ended.stderr


@pytest.mark.django_db(transaction=True)
def test_two_who_make_one_company_at_once_make_it_once() -> None:
    def ended() -> object:
        both_ready.wait()
        try:
            return main(["company", "create", "--name", "Nordbygg", "--country", "SE", "--org-number", NORDBYGG])
        except SystemExit as end:
            return end.code
        finally:
            connection.close()

    both_ready = threading.Barrier(2)
    with ThreadPoolExecutor(2) as threads:
        endings = [each.result() for each in [threads.submit(ended) for _ in range(2)]]
    assert sorted(map(str, endings)) == ["0", "2"]
    assert Company.objects.filter(organisation_number=NORDBYGG).count() == 1
