"""Messages that we build and open ourselves, in each combination of wrappings, and the check that both sides make."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from depesch.exchange.as2.algorithms import Cipher, Digest
from depesch.exchange.as2.certificates import certified
from depesch.exchange.as2.message import Compression, File, checks_of
from tests.exchange.as2.parties import AT, DRAWING, INVOICE, MESSAGE_ID, built, opened, party, terms

COMBINATIONS = list(product((None, Digest.SHA256), (None, Cipher.AES256_CBC), Compression))


@pytest.mark.parametrize(("sign", "encrypt", "compress"), COMBINATIONS)
@pytest.mark.parametrize("files", [(INVOICE,), (INVOICE, DRAWING)])
def test_document_comes_through_every_combination_with_one_check(
    sign: Digest | None, encrypt: Cipher | None, compress: Compression, files: tuple[File, ...]
) -> None:
    message = built(*files, sign=sign, encrypt=encrypt, compress=compress)
    found = opened(message, must_be_signed=False, must_be_encrypted=False)
    assert found.documents == (files,)
    check, digest = found.mic(Digest.SHA384)
    assert digest is (sign or Digest.SHA384)
    assert message.mics[digest] == check
    later = checks_of(files, terms(sign=sign, encrypt=encrypt, compress=compress), message_id=MESSAGE_ID)
    assert later == message.mics
    assert (found.signer is not None, found.is_encrypted) == (sign is not None, encrypt is not None)
    assert found.is_compressed is (compress is not Compression.NONE)


@pytest.mark.parametrize("cipher", sorted(set(Cipher) - {Cipher.TRIPLE_DES}))
def test_every_cipher(cipher: Cipher) -> None:
    assert opened(built(encrypt=cipher)).documents == ((INVOICE,),)


@pytest.mark.parametrize("digest", list(Digest))
def test_every_digest(digest: Digest) -> None:
    assert opened(built(sign=digest), digests=frozenset(Digest)).digest is digest


def test_signature_with_an_elliptic_curve() -> None:
    signer = certified(ec.generate_private_key(ec.SECP256R1()), "nordbygg", at=AT - timedelta(days=1), days=30)
    found = opened(built(own=signer), partner=(signer.certificate,))
    assert found.signer == signer.certificate
    assert not signer.certificate.may_encrypt


def test_during_a_roll_over_both_certificates_are_taken() -> None:
    old, new = party("nordbygg"), party("nordbygg, new")
    both = (old.certificate, new.certificate)
    assert [opened(built(own=each), partner=both).signer for each in (old, new)] == list(both)
    message = built()
    assert opened(message, own=(party("brodboden, new"), party("brodboden"))).documents == ((INVOICE,),)


@pytest.mark.parametrize("name", ["Räkning å.xml", 'a"b\\c.xml', "a;b=c.xml", "発票.xml", "x" * 140 + ".xml"])
def test_file_name_comes_through(name: str) -> None:
    file = File(name=name, media_type="application/xml", content=b"<Invoice/>")
    assert opened(built(file)).documents[0][0].name == name


def test_file_name_cannot_add_a_header() -> None:
    file = File(name="a\r\nX-Evil: 1\r\n\r\nb.xml", media_type="text/plain\r\nX-Evil: 1", content=b"<Invoice/>")
    (found,) = opened(built(file)).documents[0]
    assert (found.name, found.media_type, found.content) == (
        "aX-Evil: 1b.xml",
        "application/octet-stream",
        b"<Invoice/>",
    )
