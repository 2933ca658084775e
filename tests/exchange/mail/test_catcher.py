"""The catcher keeps every copy of every mail, whole, before it says so."""

from __future__ import annotations

import os
import signal
import smtplib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import msgspec

from depesch.exchange.mail.catcher import Catcher, CaughtMail, caught


def _mail(number: int = 1) -> EmailMessage:
    mail = EmailMessage()
    mail["Message-ID"] = f"<{number}@x.example>"
    mail["Subject"] = "Faktura Åsa"
    mail["From"], mail["To"] = "a@x.example", "b@y.example"
    mail.set_content("Hej\n.\n")
    return mail


def _send(port: int, *mails: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", port) as client:
        for mail in mails:
            client.send_message(mail)


def test_mail_that_comes_twice_is_kept_twice(tmp_path: Path) -> None:
    with Catcher(tmp_path) as catcher:
        _send(catcher.port, _mail(), _mail())
    assert [mail["Message-ID"] for _, mail in caught(tmp_path)] == ["<1@x.example>"] * 2


def test_index_lists_sender_recipient_and_subject(tmp_path: Path) -> None:
    with Catcher(tmp_path) as catcher:
        _send(catcher.port, _mail())
    listed = msgspec.json.decode((tmp_path / "index.jsonl").read_bytes(), type=CaughtMail)
    assert (listed.sender, listed.recipients, listed.subject) == ("a@x.example", ("b@y.example",), "Faktura Åsa")


def test_mails_of_an_earlier_run_stay(tmp_path: Path) -> None:
    for number in (1, 2):
        with Catcher(tmp_path) as catcher:
            _send(catcher.port, _mail(number))
    assert [mail["Message-ID"] for _, mail in caught(tmp_path)] == ["<1@x.example>", "<2@x.example>"]


def test_recipient_of_the_envelope_stands_in_the_file(tmp_path: Path) -> None:
    with Catcher(tmp_path) as catcher:
        _send(catcher.port, _mail())
    assert caught(tmp_path)[0][1]["Delivered-To"] == "b@y.example"


def test_it_runs_as_a_program_and_ends_on_sigterm(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "depesch.exchange.mail.catcher", "--port", "0", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        port = int(program.stdout.readline().partition(",")[0].rpartition(":")[2])
        _send(port, _mail())
        program.send_signal(signal.SIGTERM)
        status = program.wait(timeout=60)
    assert (status, len(caught(tmp_path))) == (0, 1)


def test_what_was_answered_with_250_survives_a_kill(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "depesch.exchange.mail.catcher", "--port", "0", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        port = int(program.stdout.readline().partition(",")[0].rpartition(":")[2])
        _send(port, _mail(1), _mail(2))
        os.kill(program.pid, signal.SIGKILL)
    assert len(caught(tmp_path)) == 2
