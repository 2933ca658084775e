"""vsftpd and ProFTPD as receivers run them, on free ports: TLS everywhere, and data alone that goes on with the TLS
session of the commands (`require_ssl_reuse`, ProFTPD's default), which many clients fail at.
"""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh
import pytest

from tests.exchange.mail.certificates import Certificate
from tests.ports import free_port

PASSWORD = "hemligt-nog"
UNPACKED = Path(sys.prefix) / "foreign"  # where scripts/setup.sh puts them
_WAIT_S = 60.0


class Server:
    """A running server, whose login begins in `folder`."""

    user = "nordbygg"
    program = ""
    package = ""

    def __init__(self, place: Path) -> None:
        found = shutil.which(self.program, path=f"{os.environ['PATH']}:/usr/sbin:{UNPACKED / 'usr' / 'sbin'}")
        if found is None:
            pytest.skip(f"{self.program} is not here: run scripts/setup.sh dev, or apt-get install {self.package}")
        self.program = found
        self.place, self.folder = place, place / "their-files"
        self.folder.mkdir(parents=True)
        place.chmod(0o755)  # pytest's 0700 would keep a server out that gives up root
        self.certificate = Certificate.issue(place)
        self.port = free_port()
        config = place / "server.conf"
        config.write_text(self.config())
        with (place / "log").open("ab") as log:
            self._process = subprocess.Popen(self.command(config), stdout=log, stderr=log)
        until = time.monotonic() + _WAIT_S
        while not _listens(self.port):
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError(self.log())
            time.sleep(0.02)

    def config(self) -> str:
        """Return the text of its configuration."""
        raise NotImplementedError

    def command(self, config: Path) -> list[str]:
        """Return how it is started in the foreground."""
        raise NotImplementedError

    def log(self) -> str:
        """Return what it wrote."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.place.glob("*log")))

    def stop(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(_WAIT_S)

    def names(self) -> list[str]:
        """Return the names of the files that the receiver sees."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_file())

    def settings(self, **changes: object) -> dict[str, object]:
        """Return the settings of the FTPS channel for this server."""
        return {
            "host": "localhost", "port": self.port, "user": self.user, "password": PASSWORD,
            "authority": self.certificate.path.read_text(), "timeout_s": 20, **changes,
        }  # fmt: skip


class Vsftpd(Server):
    """vsftpd. Who runs the tests need not be root: its "anonymous" login has a list of passwords."""

    user = "anonymous"
    program = package = "vsftpd"

    def config(self) -> str:
        """Return its configuration; a space round `=` would be an error to it."""
        (self.place / "passwords").write_text(f"{PASSWORD}\n")
        empty = self.place / "empty"
        empty.mkdir()
        values = {
            "listen": "YES", "listen_ipv6": "NO", "listen_address": "127.0.0.1", "listen_port": self.port,
            "background": "NO", "run_as_launching_user": "YES", "ftp_username": getpass.getuser(),
            "secure_chroot_dir": empty, "isolate_network": "NO", "seccomp_sandbox": "NO", "connect_from_port_20": "NO",
            "anonymous_enable": "YES", "local_enable": "NO", "anon_root": self.folder, "write_enable": "YES",
            "anon_upload_enable": "YES", "anon_mkdir_write_enable": "YES", "anon_other_write_enable": "YES",
            "anon_world_readable_only": "NO", "anon_umask": "022", "allow_writeable_chroot": "YES",
            "secure_email_list_enable": "YES", "email_password_file": self.place / "passwords",
            "ssl_enable": "YES", "allow_anon_ssl": "YES", "force_anon_logins_ssl": "YES", "force_anon_data_ssl": "YES",
            "require_ssl_reuse": "YES", "strict_ssl_read_eof": "YES", "ssl_ciphers": "HIGH",
            "rsa_cert_file": self.certificate.path, "rsa_private_key_file": self.certificate.key_path,
            "xferlog_enable": "YES",
            "vsftpd_log_file": self.place / "vsftpd.log", "log_ftp_protocol": "YES", "debug_ssl": "YES",
        }  # fmt: skip
        return "".join(f"{name}={value}\n" for name, value in values.items())

    def command(self, config: Path) -> list[str]:
        """Return how it is started."""
        return [self.program, str(config)]


class Proftpd(Server):
    """ProFTPD with a list of users of its own."""

    program = "proftpd"
    package = "proftpd-core proftpd-mod-crypto"

    def config(self) -> str:
        """Return its configuration."""
        hashed = subprocess.run(["openssl", "passwd", "-6", PASSWORD], capture_output=True, text=True, check=True)
        account = pwd.getpwuid(os.geteuid())
        users = self.place / "users"
        users.write_text(
            f"{self.user}:{hashed.stdout.strip()}:{account.pw_uid}:{account.pw_gid}::{self.folder}:/bin/false\n"
        )
        users.chmod(0o600)
        return f"""
ServerType standalone
ServerName their-server
UseIPv6 off
DefaultAddress 127.0.0.1
Port {self.port}
User {account.pw_name}
Group {grp.getgrgid(account.pw_gid).gr_name}
RootLogin on
RequireValidShell off
UseFtpUsers off
AuthOrder mod_auth_file.c
AuthUserFile {users}
{"DefaultRoot ~" if os.geteuid() == 0 else ""}
WtmpLog off
PidFile {self.place}/pid
ScoreboardFile {self.place}/scoreboard
SystemLog {self.place}/system.log
TransferLog none
ModulePath {Path(self.program).parent.parent / "lib" / "proftpd"}
LoadModule mod_tls.c
LoadModule mod_sftp.c
<IfModule mod_delay.c>
DelayEngine off
</IfModule>
<IfModule mod_ctrls.c>
ControlsEngine off
</IfModule>
{self.protocol()}
"""

    def protocol(self) -> str:
        """Return what is spoken: FTP over TLS, and the session of the commands for the data."""
        return f"""
TLSEngine on
TLSRequired on
TLSProtocol TLSv1.2 TLSv1.3
TLSLog {self.place}/tls.log
TLSECCertificateFile {self.certificate.path}
TLSECCertificateKeyFile {self.certificate.key_path}
TLSOptions EnableDiags
"""

    def command(self, config: Path) -> list[str]:
        """Return how it is started."""
        return [self.program, "-n", "-q", "-c", str(config)]


class ProftpdSftp(Proftpd):
    """ProFTPD's own SSH, which is not OpenSSH's: SFTP with a key."""

    def protocol(self) -> str:
        """Return what is spoken: SFTP."""
        host_key, own_key = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
        host_key.write_private_key(str(self.place / "host_key"))
        (self.place / "host_key").chmod(0o600)
        (self.place / "keys").write_bytes(own_key.export_public_key("rfc4716"))
        (self.place / "keys").chmod(0o600)
        self.fingerprint = host_key.get_fingerprint("sha256")
        self.private_key = own_key.export_private_key().decode()
        return f"""
SFTPEngine on
SFTPHostKey {self.place}/host_key
SFTPAuthorizedUserKeys file:{self.place}/keys
SFTPAuthMethods publickey
SFTPLog {self.place}/sftp.log
"""

    def settings(self, **changes: object) -> dict[str, object]:
        """Return the settings of the SFTP channel for this server."""
        return {
            "host": "127.0.0.1", "port": self.port, "user": self.user, "fingerprint": self.fingerprint,
            "private_key": self.private_key, "timeout_s": 20, **changes,
        }  # fmt: skip


@contextmanager
def running(kind: type[Server], place: Path) -> Iterator[Server]:
    """Run a server below a folder; skips, saying so, where it is not installed."""
    server = kind(place)
    try:
        yield server
    finally:
        server.stop()


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
