#!/bin/sh
# Sets up what Depesch needs on a fresh machine: a virtual environment with the locked dependencies.
#   scripts/setup.sh run    what the hub needs
#   scripts/setup.sh dev    and what the tests need
# Does nothing when the lock has not changed since the last time. Needs no root; as root it installs what Debian lacks.
set -eu
cd "$(dirname "$0")/.."
kind="${1:-run}"
lock="requirements/$kind.lock"
stamp=".venv/.installed-$kind"
python="${PYTHON:-python3}"

say() { printf '%s\n' "$*" >&2; }

debian() {  # debian PACKAGE...: install from Debian as root or through sudo; tells what to do where it cannot
    if [ "$(id -u)" = 0 ]; then sudo=""; elif sudo -n true 2>/dev/null; then sudo="sudo"; else
        say "This machine lacks: $*. Install it as root: apt-get install $*"; exit 1
    fi
    $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

asleep() {  # asleep UNIT...: end what Debian started with a package that was just installed, now and at the next start
    [ -d /run/systemd/system ] || return 0
    if [ "$(id -u)" = 0 ]; then systemctl disable -q --now "$@"; else sudo systemctl disable -q --now "$@"; fi >&2
}

command -v "$python" >/dev/null || debian python3 python3-venv
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Python 3.11 or newer is needed; set PYTHON=/path/to/it"; exit 1; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || debian python3-venv

if ! { [ -f "$stamp" ] && cmp -s "$lock" "$stamp"; }; then
    say "Setting up .venv from $lock"
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    .venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
    # uv installs the same locked, hashed files about five times faster; pip stands in where uv cannot reach the index.
    .venv/bin/uv pip install -q --python .venv/bin/python --no-deps --require-hashes -r "$lock" ||
        .venv/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r "$lock"
    .venv/bin/python scripts/link.py
    cp "$lock" "$stamp"
fi
.venv/bin/python scripts/messages.py compile

judges="requirements/judges.lock"
if [ "$kind" = dev ] && ! { [ -f .venv/.installed-judges ] && cmp -s "$judges" .venv/.installed-judges; }; then
    # Only the stylesheets in it are read, never its code: what the code would need stays out.
    .venv/bin/uv pip install -q --python .venv/bin/python --no-deps --require-hashes -r "$judges" ||
        .venv/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r "$judges"
    cp "$judges" .venv/.installed-judges
fi

if [ "$kind" = dev ]; then
    command -v chromium >/dev/null || debian chromium
    command -v systemd-analyze >/dev/null || debian systemd
    command -v sftp >/dev/null || debian openssh-client
    command -v lftp >/dev/null || debian lftp
    command -v ipptool >/dev/null || debian cups-ipp-utils
    command -v lpadmin >/dev/null || [ -x /usr/sbin/lpadmin ] || debian cups-client
    [ -x /usr/sbin/cupsd ] || { debian cups-daemon && asleep cups.service cups.socket cups.path; }  # the tests start their own
    [ -x /usr/lib/cups/filter/texttopdf ] || debian cups-filters
    command -v curl >/dev/null || debian curl
    command -v openssl >/dev/null || debian openssl
    command -v xmlsec1 >/dev/null || debian xmlsec1
    [ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || debian nginx
    [ -x /usr/sbin/sshd ] || command -v sshd >/dev/null || debian openssh-server
fi

servers="vsftpd proftpd-core proftpd-mod-crypto"
if [ "$kind" = dev ] && ! [ -x .venv/foreign/usr/sbin/vsftpd ]; then
    # Foreign FTP servers for the tests, unpacked and not installed: Debian starts them as services and lets in only one of the two.
    if libraries="$(apt-cache depends -i $servers | sed -n 's/^ *Depends: \(lib[a-z0-9.+-]*\)$/\1/p' | sort -u)" && [ -n "$libraries" ] &&
        { ldconfig -p | grep -q libmemcachedutil || debian $libraries; } && mkdir -p .venv/foreign &&
        (cd .venv/foreign && apt-get download -qq $servers && for each in *.deb; do dpkg-deb -x "$each" . && rm "$each"; done) >&2; then :; else
        say "vsftpd and ProFTPD are not here (Debian's packages are missing): tests against them will skip"
    fi
fi

verapdf="scripts/verapdf/pom.xml"
if [ "$kind" = dev ] && ! { [ -f .venv/.installed-verapdf ] && cmp -s "$verapdf" .venv/.installed-verapdf; }; then
    # Judges the PDFs in the tests; where java, maven or the registry is missing, those tests skip and say so.
    if command -v java >/dev/null && command -v mvn >/dev/null &&
        mvn -q -B -f "$verapdf" dependency:copy-dependencies -DoutputDirectory="$PWD/.venv/verapdf" >&2; then
        cp "$verapdf" .venv/.installed-verapdf
    else
        say "veraPDF is not installed (java, maven or the registry is missing): tests that ask it will skip"
    fi
fi

openas2="scripts/openas2/pom.xml"
if [ "$kind" = dev ] && ! { [ -f .venv/.installed-openas2 ] && cmp -s "$openas2" .venv/.installed-openas2; }; then
    # The other side of AS2 in the tests; where java, maven or the registry is missing, those tests skip and say so.
    if command -v java >/dev/null && command -v mvn >/dev/null &&
        mvn -q -B -f "$openas2" dependency:copy-dependencies -DoutputDirectory="$PWD/.venv/openas2" >&2; then
        cp "$openas2" .venv/.installed-openas2
    else
        say "OpenAS2 is not installed (java, maven or the registry is missing): tests against it will skip"
    fi
fi
