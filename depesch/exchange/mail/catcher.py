"""The catcher: an SMTP server that keeps every mail as a file, for the demo, for trials and for tests.

Each copy is kept, repeats too: a file `<time>-<number>.eml` with `Return-Path` and `Delivered-To` in front, written and
synced before the server says 250. `index.jsonl` lists them for people; `caught` reads the files themselves.

Run it: `python -m depesch.exchange.mail.catcher --port 2525 --dir mails`.
"""

from __future__ import annotations

import argparse
import asyncio
import email
import email.policy
import signal
import ssl
import sys
import threading
from collections.abc import Callable
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any, Self

import msgspec
from aiosmtpd.smtp import SMTP, Envelope, Session

from depesch.exchange.mail.message import header_text
from depesch.kit.clock import Clock, now
from depesch.kit.durable import sync_folder, write_synced
from depesch.kit.hashing import sha256_hex

MAX_BYTES = 64 * 1024 * 1024


class CaughtMail(msgspec.Struct, frozen=True, kw_only=True):
    """One copy of one mail, as the index lists it."""

    file: str
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    sha256: str  # of the mail as it came over the wire
    received_at: str


def caught(directory: Path) -> tuple[tuple[Path, EmailMessage], ...]:
    """Return every mail in `directory`, oldest first; a mail that came twice is there twice."""
    return tuple((path, _parse(path.read_bytes())) for path in sorted(directory.glob("*.eml")))


class Catcher:
    """The server in a thread of its own; `with Catcher(folder) as c:` then `c.port`.

    `tls` protects the connection from its first byte; `options` go to aiosmtpd (STARTTLS, login).
    """

    def __init__(
        self,
        directory: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock = now,
        tls: ssl.SSLContext | None = None,
        **options: Any,
    ) -> None:
        self.directory = directory
        self.host = host
        self.port = port
        self._tls = tls
        self._factory = server_factory(directory, clock=clock, **options)
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; `port` is known afterwards. OSError when the port is taken."""
        listening = self._loop.create_server(self._factory, self.host, self.port, ssl=self._tls)
        self._server = self._loop.run_until_complete(listening)
        self.port = int(self._server.sockets[0].getsockname()[1])
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail-catcher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close the port and every connection."""
        assert self._thread is not None, "the catcher was never started"  # noqa: S101 - our own fault, not the world's
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        talks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


def server_factory(directory: Path, *, clock: Clock = now, **options: Any) -> Callable[[], SMTP]:
    """Return the factory of one talk for asyncio's `create_server`; `options` go to aiosmtpd (TLS, login)."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    keeper = _Keeper(directory, clock)
    options = {"hostname": "catcher.invalid", "ident": "Depesch mail catcher", "data_size_limit": MAX_BYTES, **options}
    return lambda: SMTP(keeper, enable_SMTPUTF8=True, **options)


class _Keeper:
    """Takes each mail from aiosmtpd and keeps it; all talks run in one thread, so the order is total."""

    def __init__(self, directory: Path, clock: Clock) -> None:
        self._directory = directory
        self._clock = clock
        self._number = sum(1 for _ in directory.glob("*.eml"))

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the mail, then take responsibility for it."""
        content = envelope.content or b""
        mail = self._keep(content.encode() if isinstance(content, str) else content, envelope)
        return f"250 2.0.0 kept as {mail.file}"

    def _keep(self, content: bytes, envelope: Envelope) -> CaughtMail:
        at = self._clock()
        self._number += 1
        name = f"{at:%Y%m%dT%H%M%S%f}-{self._number:06d}.eml"
        sender, recipients = envelope.mail_from or "", tuple(envelope.rcpt_tos)
        trace = [f"Return-Path: <{header_text(sender)}>", *(f"Delivered-To: {header_text(r)}" for r in recipients)]
        draft = self._directory / f"{name}.part"
        write_synced(draft, "".join(f"{line}\r\n" for line in trace).encode() + content, new=True)
        draft.rename(self._directory / name)
        sync_folder(self._directory)
        parsed = BytesHeaderParser(policy=email.policy.default).parsebytes(content)
        mail = CaughtMail(
            file=name,
            sender=sender,
            recipients=recipients,
            sha256=sha256_hex(content),
            received_at=at.isoformat(),
            message_id=str(parsed["Message-ID"] or ""),
            subject=str(parsed["Subject"] or ""),
        )
        with (self._directory / "index.jsonl").open("ab") as index:
            index.write(msgspec.json.encode(mail) + b"\n")
        return mail


def _parse(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


async def _serve(directory: Path, host: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    server = await loop.create_server(server_factory(directory), host, port)
    sys.stdout.write(f"listening on {host}:{server.sockets[0].getsockname()[1]}, mails in {directory}\n")
    sys.stdout.flush()
    await ended.wait()
    server.close()


def main(arguments: list[str] | None = None) -> int:
    """Run the catcher until SIGINT or SIGTERM; the first line on stdout names the port."""
    parser = argparse.ArgumentParser(prog="depesch.exchange.mail.catcher", description="Keep every mail as a file.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=2525, help="0 takes a free one")
    parser.add_argument("--dir", type=Path, default=Path("mails"), help="folder for the mails")
    given = parser.parse_args(arguments)
    asyncio.run(_serve(given.dir, given.host, given.port))
    return 0


if __name__ == "__main__":
    sys.exit(main())
