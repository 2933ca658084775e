"""SMTP: one mail handed over to a relay, with an answer that says exactly what is known afterwards.

The line between "certainly not handed over" and "nobody knows" is the end of the data (`.` alone on a line): before
it is written a server must not deliver, after it a lost connection tells nothing. `smtplib` does not show that line
and keeps the password in its frames; therefore this small client.

Source: RFC 5321 (SMTP; 4.2 replies, 4.5.3.2 time limits, 6.1 responsibility after the final reply), RFC 3207
(STARTTLS), RFC 4954 (AUTH), RFC 1870 (SIZE).
"""

from __future__ import annotations

import base64
import contextlib
import re
import socket
import ssl
from enum import StrEnum

import msgspec

from depesch.exchange.mail.smtp_line import Reply, SmtpLine, SmtpNonsense
from depesch.kit.secret import Secret

_NAME_UNKNOWN = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_LOGIN_WANTED = {454, 530, 534, 535, 538}  # RFC 4954: our login is missing or wrong, which the receiver cannot help


class Tls(StrEnum):
    """How the connection is protected."""

    STARTTLS = "starttls"  # mostly port 587; never falls back to clear text
    TLS = "tls"  # mostly port 465
    NONE = "none"  # only inside one's own network


class Relay(msgspec.Struct, frozen=True, kw_only=True):
    """The server that takes our mails."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: Secret = Secret("")
    hello_name: str = "localhost"
    timeout_s: float = 60.0
    ca_file: str = ""  # of an own certificate authority; empty: the system's


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """The relay took responsibility for the mail; `reply` is its last word."""

    reply: str


class NotTaken(msgspec.Struct, frozen=True, kw_only=True):
    """Certainly nothing was handed over, for a reason that may pass."""

    code: str
    detail: str


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """A permanent no."""

    code: str
    detail: str
    reply: str = ""


class Unsure(msgspec.Struct, frozen=True, kw_only=True):
    """The whole mail was written and no answer came: it may or may not have been taken."""

    code: str
    detail: str


Handover = Accepted | NotTaken | Rejected | Unsure


class _Stopped(Exception):
    """The talk ended before the data; carries what to answer."""

    def __init__(self, answer: NotTaken | Rejected) -> None:
        super().__init__(answer.code)
        self.answer = answer


def hand_over(relay: Relay, *, sender: str, recipient: str, mail: bytes) -> Handover:
    """Return what became of `mail` (RFC 5322 bytes, CRLF line ends, ASCII) for one recipient. Never raises OSError."""
    try:
        line = _connect(relay)
    except ssl.SSLError as error:
        return NotTaken(code="smtp-tls-failed", detail=f"{relay.host}:{relay.port}: {error}")
    except socket.gaierror as error:
        return NotTaken(code=dns_code(error), detail=f"{relay.host}: {error.strerror}")
    except UnicodeError as error:  # a name that no name service could be asked for
        return NotTaken(code="smtp-host-unknown", detail=f"{relay.host}: {error}")
    except OSError as error:
        return NotTaken(code="smtp-unreachable", detail=f"{relay.host}:{relay.port}: {error}")
    with contextlib.closing(line):
        try:
            _open(line, relay)
            _envelope(line, sender, recipient, len(mail))
            line.write(_stuffed(mail))
        except _Stopped as stopped:
            return stopped.answer
        except ssl.SSLError as error:
            return NotTaken(code="smtp-tls-failed", detail=f"{relay.host}:{relay.port}: {error}")
        except (OSError, SmtpNonsense) as error:
            return NotTaken(code="smtp-connection-lost", detail=f"{relay.host}:{relay.port}: {error}")
        return _end_of_data(line)


def dns_code(error: socket.gaierror) -> str:
    """Return which fault of the name service it is: the name does not exist, or it could not be asked now."""
    return "smtp-host-unknown" if error.errno in _NAME_UNKNOWN else "smtp-dns-unavailable"


def _connect(relay: Relay) -> SmtpLine:
    plain = socket.create_connection((relay.host, relay.port), timeout=relay.timeout_s)
    with contextlib.ExitStack() as on_fault:
        on_fault.callback(plain.close)
        # The end of the data is a short write of its own after a long one: without this it waits 40 ms for an ACK.
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock = _tls_context(relay).wrap_socket(plain, server_hostname=relay.host) if relay.tls is Tls.TLS else plain
        on_fault.pop_all()  # it is the line's to close from here on
    return SmtpLine(sock, timeout_s=relay.timeout_s)


def _tls_context(relay: Relay) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=relay.ca_file or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _open(line: SmtpLine, relay: Relay) -> None:
    """Take the greeting, say hello, protect the line and log in. Every no here may pass: nobody has named a mail."""
    _expect(line.read(), 220, code="smtp-not-ready")
    extensions = _hello(line, relay)
    if relay.tls is Tls.STARTTLS:
        if "STARTTLS" not in extensions:
            raise _Stopped(NotTaken(code="smtp-tls-failed", detail=f"{relay.host} does not offer STARTTLS"))
        _expect(line.command("STARTTLS"), 220, code="smtp-tls-failed")
        line.start_tls(_tls_context(relay), relay.host)
        _hello(line, relay)
    if relay.user:
        _log_in(line, relay)


def _hello(line: SmtpLine, relay: Relay) -> dict[str, str]:
    reply = line.command(f"EHLO {relay.hello_name}")
    _expect(reply, 250, code="smtp-not-ready")
    words = (text.partition(" ") for text in reply.lines[1:])
    line.extensions = {name.upper(): rest for name, _, rest in words}
    return line.extensions


def _log_in(line: SmtpLine, relay: Relay) -> None:
    """Log in by AUTH PLAIN or LOGIN. The server's words are not repeated: they may echo what was sent."""
    offered = line.extensions.get("AUTH", "").upper().split()
    if "PLAIN" in offered or "LOGIN" not in offered:
        reply = line.command("AUTH PLAIN " + _base64(f"\0{relay.user}\0{relay.password.reveal()}"))
    else:
        reply = line.command("AUTH LOGIN")
        for text in (relay.user, relay.password.reveal()):
            if reply.code == 334:
                reply = line.command(_base64(text))
    if reply.code != 235:
        detail = f"{relay.host} answered {reply.code} to the login of {relay.user}"
        raise _Stopped(NotTaken(code="smtp-login-failed", detail=detail))


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _envelope(line: SmtpLine, sender: str, recipient: str, size: int) -> None:
    """Name sender and recipient and ask to send. A 5xx is a no for this mail, a 4xx may pass."""
    limit = line.extensions.get("SIZE", "")
    if limit.isdigit() and 0 < int(limit) < size:
        detail = f"the mail has {size} bytes, the server takes {limit}"
        raise _Stopped(Rejected(code="mail-too-large", detail=detail))
    size_word = f" SIZE={size}" if "SIZE" in line.extensions else ""
    _allow(line.command(f"MAIL FROM:<{sender}>{size_word}"), code="smtp-sender-refused", stage="MAIL")
    _allow(line.command(f"RCPT TO:<{recipient}>"), code="smtp-recipient-refused", stage="RCPT")
    _allow(line.command("DATA"), code="smtp-mail-refused", stage="DATA", wanted=3)


def _end_of_data(line: SmtpLine) -> Handover:
    """Write the end of the data: from here on silence means that nobody knows."""
    try:
        reply = line.command(".")
    except (OSError, SmtpNonsense) as error:
        return Unsure(code="smtp-no-answer", detail=f"the mail was written, but no answer came: {error}")
    with contextlib.suppress(OSError, SmtpNonsense):  # the answer stands, however the line ends
        line.command("QUIT")
    if reply.code // 100 == 2:
        return Accepted(reply=reply.text)
    if reply.code // 100 == 5:
        return Rejected(code="smtp-mail-refused", detail=f"after the data: {reply.text}", reply=reply.text)
    if reply.code // 100 == 4:
        return NotTaken(code="smtp-try-later", detail=f"after the data: {reply.text}")
    return Unsure(code="smtp-no-answer", detail=f"the mail was written, and the answer says nothing: {reply.text}")


def _expect(reply: Reply, wanted: int, *, code: str) -> None:
    if reply.code != wanted:
        raise _Stopped(NotTaken(code=code, detail=reply.text))


def _allow(reply: Reply, *, code: str, stage: str, wanted: int = 2) -> None:
    if reply.code // 100 == wanted:
        return
    detail = f"{stage}: {reply.text}"
    if reply.code in _LOGIN_WANTED:
        raise _Stopped(NotTaken(code="smtp-login-failed", detail=detail))
    if reply.code // 100 == 5:
        raise _Stopped(Rejected(code=code, detail=detail, reply=reply.text))
    raise _Stopped(NotTaken(code="smtp-try-later", detail=detail))


def _stuffed(mail: bytes) -> bytes:
    """Return the mail with leading points doubled and one CRLF at its end (RFC 5321, 4.5.2)."""
    doubled = re.sub(rb"(?m)^\.", b"..", mail)
    return doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n"
