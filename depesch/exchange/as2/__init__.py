"""AS2: business documents over HTTP, signed, encrypted and receipted, between two parties that agreed on certificates.

Source: RFC 4130 (AS2), RFC 5402 (compression), RFC 6362 (several documents), RFC 5652 and 5083 (CMS), RFC 5751,
RFC 3274 (compressed data), RFC 8098 (receipts).
"""
