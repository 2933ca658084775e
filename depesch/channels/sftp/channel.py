"""SFTP: files brought to a folder on the receiver's server, which is known by its key's fingerprint.

How each comes exactly once stands in `depesch.exchange.remote_folder.handover`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from depesch.channels import Channel, Check, Outcome, Parcel, Reachable, Recipient, Services, Unreachable
from depesch.channels.bringing import Place, ask, bring
from depesch.channels.sftp.settings import Settings
from depesch.exchange.http.guarding import BadUrl, check_host
from depesch.exchange.remote_folder import RemoteFolder


def check_recipient(settings: Settings, _recipient: Recipient, services: Services) -> Check:
    """Tell whether the server may be talked to and can be logged in at; asks nobody."""
    try:
        check_host(settings.host, private_too=services.private_too)
    except BadUrl as error:
        return Unreachable(code="sftp-address-not-allowed", detail=str(error))
    if not settings.password and not settings.private_key:
        return Unreachable(code="sftp-no-login", detail="there is neither a password nor a private key")
    return Reachable()


def send(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Bring the companion files, then the main document."""
    return bring(_place(settings, services), parcel)


def find(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Look in the journal on the server."""
    return ask(_place(settings, services), parcel)


def _place(settings: Settings, services: Services) -> Place:
    @contextmanager
    def log_in() -> Iterator[RemoteFolder]:
        from depesch.exchange.remote_folder.sftp import Login, sftp_folder  # heavy: when the first file goes out

        login = Login(
            host=settings.host, port=settings.port, user=settings.user, fingerprints=settings.fingerprints(),
            password=settings.password, private_key=settings.private_key, passphrase=settings.passphrase,
            timeout_s=settings.timeout_s,
        )  # fmt: skip
        with sftp_folder(login, private_too=services.private_too) as folder:
            yield folder

    return Place(channel="sftp", log_in=log_in, folder=settings.folder, journal=settings.journal)


CHANNEL = Channel(
    name="sftp",
    title="SFTP",
    titles={"sv": "SFTP", "nb": "SFTP"},
    Settings=Settings,
    check_recipient=check_recipient,
    send=send,
    find=find,
    wants_rendering=True,
    per_receiver=True,
)
