"""CMS compressed data with zlib. Source: RFC 3274; RFC 5402 for its use in AS2."""

from __future__ import annotations

import zlib

from asn1crypto import cms, core

from depesch.exchange.as2.faults import As2Error, Fault, decoding


def compress(content: bytes) -> bytes:
    """Return the content as CMS compressed data, in DER."""
    compressed = cms.CompressedData({
        "version": "v0",
        "compression_algorithm": {"algorithm": "zlib"},
        "encap_content_info": {
            "content_type": "data",
            "content": core.ParsableOctetString(zlib.compress(content), explicit=0),
        },
    })  # fmt: skip
    return bytes(cms.ContentInfo({"content_type": "compressed_data", "content": compressed}).dump())


def decompress(compressed: cms.CompressedData, *, most_bytes: int) -> bytes:
    """Return the content; raises As2Error for one of more than `most_bytes`, without unpacking it further."""
    with decoding(Fault.DECOMPRESSION, "compressed data"):
        name = compressed["compression_algorithm"]["algorithm"].native
        packed = bytes(compressed["encap_content_info"]["content"])
    if name != "zlib":
        raise As2Error(Fault.DECOMPRESSION, f"compression algorithm {name} is none that is known")
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, most_bytes + 1)
    except zlib.error as error:
        raise As2Error(Fault.DECOMPRESSION, str(error)) from error
    if len(content) > most_bytes:
        raise As2Error(Fault.DECOMPRESSION, f"the content is larger than {most_bytes} bytes when unpacked")
    if not unpacking.eof:
        raise As2Error(Fault.DECOMPRESSION, "the compressed data breaks off")
    return content
