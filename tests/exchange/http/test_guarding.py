"""Where an address of a customer's may lead."""

from __future__ import annotations

import pytest

from depesch.exchange.http.guarding import BadUrl, addresses_of, checked_url, targets_of

PRIVATE = [
    "https://127.0.0.1/", "https://10.1.2.3/", "https://192.168.0.9:8443/x", "https://169.254.169.254/latest/meta-data/",
    "https://[::1]/", "https://[fd00::1]/", "https://[fe80::1]/", "https://[::ffff:127.0.0.1]/", "https://0.0.0.0/",
    "https://localhost/", "https://hub/", "https://printer.local/", "https://[2002:7f00:1::]/", "https://224.0.0.1/",
    "https://100.64.0.1/", "https://2130706433/",
]  # fmt: skip
BAD = [
    "", "ftp://example.com/", "https://", "https:///x", "https://a b.example/", "https://user:pass@example.com/",
    "https://example.com:99999/", "https://example.com/#x", "https://exämple.com/", "https://[::1/",
    "javascript:alert(1)", "https://example.com/" + "x" * 600, "https://example.com/\nx", "https://example.com:0/",
]  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_addresses_inside_are_refused(url: str) -> None:
    with pytest.raises(BadUrl) as refused:
        targets_of(url, private_too=False)
    assert refused.value.code in ("private-address", "unknown-host")


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadUrl) as refused:
        checked_url(url, private_too=True)
    assert refused.value.code in ("bad-url", "needs-https")


def test_plain_http_is_refused_to_the_open_internet() -> None:
    with pytest.raises(BadUrl) as refused:
        checked_url("http://example.com/", private_too=False)
    assert refused.value.code == "needs-https"


def test_a_name_that_leads_inside_is_refused_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)  # what a hostile name service would say
    assert checked_url("https://rebind.example.com/", private_too=False)
    with pytest.raises(BadUrl) as refused:
        targets_of("https://rebind.example.com/", private_too=False)
    assert refused.value.code == "private-address"


def test_the_connection_goes_to_the_address_that_was_looked_at() -> None:
    (target,) = targets_of("http://127.0.0.1:8080/a?b=c", private_too=True)
    assert (target.url, target.host, target.host_header) == (
        "http://127.0.0.1:8080/a?b=c", "127.0.0.1", "127.0.0.1:8080",
    )  # fmt: skip


def test_plain_http_is_taken_where_the_message_is_sealed_itself() -> None:
    assert checked_url("http://example.com/as2", private_too=False, plain_too=True) == "http://example.com/as2"
    with pytest.raises(BadUrl):
        checked_url("http://10.0.0.1/as2", private_too=False, plain_too=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "169.254.169.254", "sftp.internal", "0.0.0.0"])
def test_host_inside_is_refused_for_protocols_without_urls(host: str) -> None:
    with pytest.raises(BadUrl) as refused:
        addresses_of(host, 22, private_too=False)
    assert refused.value.code == "private-address"
