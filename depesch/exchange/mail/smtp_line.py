"""The line to an SMTP server: commands out, replies in, within limits that a hostile server cannot stretch.

Source: RFC 5321, 4.2.1 (reply of several lines), 4.5.3.1.5 (length of a reply line).
"""

from __future__ import annotations

import re
import socket
import ssl
import time

import msgspec

_MAX_LINE = 4096
_MAX_LINES = 100
_SHOWN = 500
_PIECE = 64 * 1024
_REPLY = re.compile(rb"([2-5][0-9]{2})([ -]?)(.*)", re.DOTALL)


class SmtpNonsense(Exception):
    """The server's words are no reply of SMTP."""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """A reply: its code and the texts of its lines."""

    code: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return code and texts in one printable line of at most 500 characters."""
        joined = " ".join((str(self.code), *self.lines))
        return "".join(c if c.isprintable() else " " for c in joined)[:_SHOWN].rstrip()


class SmtpLine:
    """One connection. `timeout_s` is the time for one step: a whole command with its whole reply, however it drips."""

    def __init__(self, sock: socket.socket, *, timeout_s: float) -> None:
        self._sock = sock
        self._timeout_s = timeout_s
        self._buffer = b""
        self.extensions: dict[str, str] = {}

    def command(self, text: str) -> Reply:
        """Write one line and return the reply. Nothing that was put into `text` can add a second line."""
        if "\r" in text or "\n" in text or "\0" in text:
            raise ValueError("a command of SMTP is one line")
        self.write(text.encode("ascii") + b"\r\n")
        return self.read()

    def write(self, data: bytes) -> None:
        """Write all of `data`; each piece has its own time, so that a long mail may cross a slow line."""
        self._sock.settimeout(self._timeout_s)
        for start in range(0, len(data), _PIECE):
            self._sock.sendall(data[start : start + _PIECE])

    def read(self) -> Reply:
        """Return the next reply; SmtpNonsense when it is none, OSError when the connection or the time has ended."""
        deadline = time.monotonic() + self._timeout_s
        lines: list[str] = []
        while len(lines) < _MAX_LINES:
            found = _REPLY.fullmatch(self._read_line(deadline))
            if found is None:
                raise SmtpNonsense("the server's answer is no reply of SMTP")
            lines.append(found[3].decode("utf-8", "replace").strip())
            if found[2] != b"-":
                return Reply(code=int(found[1]), lines=tuple(lines))
        raise SmtpNonsense(f"the server's reply has more than {_MAX_LINES} lines")

    def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Protect the line. Words that came before the handshake are an injection and end the talk (CVE-2011-0411)."""
        if self._buffer:
            raise SmtpNonsense("the server spoke before the handshake")
        self._sock.settimeout(self._timeout_s)
        self._sock = context.wrap_socket(self._sock, server_hostname=host)

    def close(self) -> None:
        """Close the connection."""
        self._sock.close()

    def _read_line(self, deadline: float) -> bytes:
        while b"\n" not in self._buffer:
            if len(self._buffer) > _MAX_LINE:
                raise SmtpNonsense("the server's line does not end")
            self._sock.settimeout(max(0.001, deadline - time.monotonic()))
            got = self._sock.recv(_MAX_LINE)
            if not got:
                raise ConnectionResetError("the server closed the connection")
            self._buffer += got
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.rstrip(b"\r")
