"""Bytes to text: by declaration, then by evidence, and the result says which.

The order: a byte order mark; what the file or the protocol declares, when the bytes are that; UTF-16 without a mark,
by its zero bytes; UTF-8, when all the bytes are valid UTF-8 (other text hardly ever is by chance). What is left has
one byte for each character, and the candidates are told apart by what they make of the bytes:

- letters of Nordic and German text (å ä ö æ ø ü é ß) weigh most, then the euro, other Latin letters, usual signs;
- control characters, box drawing, Greek and mathematics weigh against a candidate, and so does what no word has: a
  capital behind a small letter, a small letter before a capital, a sign between two letters;
- a byte without a character excludes the candidate.

Candidates that make the same text of the bytes are one, named by the first of them in the order of `CANDIDATES`. The
best is evident when it leads by MARGIN, else the first is assumed. Bytes that are UTF-8 for the most part and broken
in some places are in no one encoding: NoEncoding. The first MOST characters beyond ASCII decide; all is linear.

Never mended: text that was encoded twice before it came here ("Ã¤" for "ä") is what the file says.

Source: Unicode 15, chapter 3; IANA character sets; Windows-1252, CP437 and CP850 as Microsoft published them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice
from operator import mul

import msgspec

CANDIDATES = ("ISO-8859-1", "Windows-1252", "ISO-8859-15", "IBM850", "IBM437")
MARGIN = 2
MOST = 20_000

# By the names that files declare them with, without case, hyphens and underscores: our name, and Python's.
_KNOWN = {
    "utf8": ("UTF-8", "utf-8-sig"),
    "usascii": ("US-ASCII", "ascii"),
    "ascii": ("US-ASCII", "ascii"),
    "iso88591": ("ISO-8859-1", "latin-1"),
    "isolatin1": ("ISO-8859-1", "latin-1"),
    "latin1": ("ISO-8859-1", "latin-1"),
    "iso885915": ("ISO-8859-15", "iso8859-15"),
    "latin9": ("ISO-8859-15", "iso8859-15"),
    "windows1252": ("Windows-1252", "cp1252"),
    "cp1252": ("Windows-1252", "cp1252"),
    "ibm437": ("IBM437", "cp437"),
    "cp437": ("IBM437", "cp437"),
    "cspc8codepage437": ("IBM437", "cp437"),
    "ibm850": ("IBM850", "cp850"),
    "cp850": ("IBM850", "cp850"),
    "ibm00858": ("IBM00858", "cp858"),
    "cp858": ("IBM00858", "cp858"),
    "ibm865": ("IBM865", "cp865"),
    "cp865": ("IBM865", "cp865"),
}
_MARKS = (
    (b"\xef\xbb\xbf", "UTF-8", "utf-8"),
    (b"\xff\xfe", "UTF-16LE", "utf-16-le"),
    (b"\xfe\xff", "UTF-16BE", "utf-16-be"),
)
_LOOKED_AT = 4096  # bytes, for UTF-16 without a mark

_COMMON = frozenset("åäöæøüéÅÄÖÆØÜÉß")
_USUAL = frozenset("\u00a0\u00ad§°½¼¾´’‘“”„–—•…«»©®™²³±×µ·¨£")
_WITHIN_WORDS = frozenset("\u00a0\u00ad’´·")
_HIGH = re.compile(rb"[\x00-\x7f]?[\x80-\xff]{1,64}[\x00-\x7f]?")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_ASCII = bytes(range(128))
_MOSTLY = 20  # single bytes for each sequence of UTF-8, from which on a text is not UTF-8 that broke


class How(StrEnum):
    """What an encoding was told by."""

    DECLARED = "declared"  # the file or the protocol says so, or a byte order mark, and the bytes agree
    EVIDENT = "evident"  # the bytes leave no doubt
    ASSUMED = "assumed"  # the bytes could be several; the likeliest was taken


class Decoded(msgspec.Struct, frozen=True):
    """A text, the encoding that its bytes are in (a name of IANA), and what that was told by."""

    text: str
    encoding: str
    how: How


class NoEncoding(ValueError):
    """The bytes are in no one encoding that is known here; the message says why, `offset` where it shows first."""

    def __init__(self, detail: str, offset: int) -> None:
        super().__init__(detail)
        self.offset = offset


def decoded(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `data`, without a byte order mark; `declared` is the name that a file gives its encoding.

    A declaration that the bytes contradict, or that nobody knows, gives way to the evidence. Raises NoEncoding.

    >>> decoded("Järn".encode("cp850")), decoded("Järn".encode("latin-1"), "ISO-8859-1").how.value
    (Decoded(text='Järn', encoding='IBM850', how=<How.EVIDENT: 'evident'>), 'declared')
    """
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], name, codec)
    known = known_encoding(declared) if declared else None
    if known is not None:
        text = _text(data, known[1])
        if text is not None:
            return Decoded(text, known[0], How.DECLARED)
    return _by_evidence(data)


def could_be_utf8(data: bytes) -> bool:
    """Return whether the bytes could be taken for UTF-8, whatever they are."""
    return _text(data, "utf-8") is not None


def known_encoding(declared: str) -> tuple[str, str] | None:
    """Return an encoding's name here and in Python, by the name that a file declares; None when it is not known.

    >>> known_encoding("iso_8859-1"), known_encoding("klingon")
    (('ISO-8859-1', 'latin-1'), None)
    """
    return _KNOWN.get(re.sub(r"[-_ ]", "", declared).lower())


def beginning(data: bytes, most: int) -> Decoded:
    """Return the text of at most the first `most` bytes, whole lines where there are any; raises NoEncoding."""
    start = data[: most & ~1]
    if len(start) < len(data):
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or _wide(start) is not None
        ends = None if wide else max(start.rfind(b"\n"), start.rfind(b"\r"))
        start = start if ends is None or ends < 0 else start[: ends + 1]
    return decoded(start)


def _marked(data: bytes, name: str, codec: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), name, How.DECLARED)
    except UnicodeDecodeError as error:
        raise NoEncoding(f"the byte order mark says {name}, and the bytes are something else", error.start) from error


def _by_evidence(data: bytes) -> Decoded:
    wide = _wide(data)
    if wide is not None:
        text = _text(data, wide.lower())
        if text is not None:
            return Decoded(text, wide, How.EVIDENT)
    try:
        return Decoded(data.decode(), "UTF-8", How.EVIDENT)
    except UnicodeDecodeError as error:
        broken = error.start
    if _UTF8.search(data.translate(None, _ASCII)) is None:  # much quicker, and what stands together still does
        return _of_one_byte(data, data)
    sequences = sum(1 for _ in islice(_UTF8.finditer(data), MOST))
    # Such as the "Ã¤" of a text that was encoded twice: what it is says nothing about the others.
    others = _UTF8.sub(b"?", data)
    if sum(1 for _ in islice(_HIGH_BYTE.finditer(others), MOST)) < _MOSTLY * sequences:
        raise NoEncoding("the characters are UTF-8 for the most part, and something else in some places", broken)
    return _of_one_byte(data, others)


def _wide(data: bytes) -> str | None:
    """Return which UTF-16 the bytes are by their zeros: Latin text has one in each character, on one side."""
    looked_at = data[:_LOOKED_AT]
    first, second = looked_at[::2].count(0), looked_at[1::2].count(0)
    if len(data) % 2 or 2 * max(first, second) < len(looked_at) // 2 or min(first, second) * 50 > max(first, second):
        return None
    return "UTF-16LE" if second > first else "UTF-16BE"


def _text(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _of_one_byte(data: bytes, looked_at: bytes) -> Decoded:
    counted = Counter(_spans(looked_at))  # a text says the same few things again and again
    spans = [span.decode("latin-1") for span in counted]
    scores: dict[tuple[str, ...], tuple[int, str]] = {}  # by what the bytes become: the score, the first such candidate
    for name in CANDIDATES:
        made = tuple(span.translate(_table(name)) for span in spans)
        if made not in scores and not any("\uffff" in one for one in made):
            scores[made] = (sum(map(mul, map(_score, made), counted.values())), name)
    ranked = sorted(scores.values(), key=lambda pair: (-pair[0], CANDIDATES.index(pair[1])))
    best, name = ranked[0]
    how = How.EVIDENT if len(ranked) == 1 or best - ranked[1][0] >= MARGIN else How.ASSUMED
    if how is How.ASSUMED:
        close = [name for score, name in ranked if best - score < MARGIN]
        name = min(close, key=CANDIDATES.index)
    text = _text(data, _KNOWN[re.sub("-", "", name).lower()][1])
    if text is None:  # a byte beyond those looked at has no character there
        return Decoded(data.decode("latin-1"), "ISO-8859-1", How.ASSUMED)
    return Decoded(text, name, how)


def _spans(data: bytes) -> Iterator[bytes]:
    """Yield the first MOST bytes beyond ASCII, each run with what stands before and behind it."""
    left = MOST
    for found in _HIGH.finditer(data):
        left -= len(found[0])
        yield found[0]
        if left <= 0:
            return


@cache
def _table(name: str) -> dict[int, str]:
    """Return the character of each byte beyond ASCII; U+FFFF where there is none."""
    codec = _KNOWN[re.sub("-", "", name).lower()][1]
    return {byte: bytes((byte,)).decode(codec, "replace").replace("\ufffd", "\uffff") for byte in range(128, 256)}


def _score(span: str) -> int:
    """Return what speaks for a span being text."""
    total = 0
    for index, char in enumerate(span):
        if char > "\x7f":
            before = span[index - 1] if index else " "
            behind = span[index + 1] if index + 1 < len(span) else " "
            total += _worth(char) + _fitting(char, before, behind)
    return total


@cache
def _worth(char: str) -> int:
    """Return what speaks for a character by itself."""
    if char in _COMMON:
        return 6
    if char == "€":
        return 4
    if char in _USUAL:
        return 1
    name = unicodedata.name(char, "")
    if name.startswith("LATIN ") and char != "ƒ":
        return 2
    if not name or name.startswith(
        ("BOX ", "BLOCK", "FULL BLOCK", "UPPER HALF", "LOWER HALF", "LEFT HALF", "RIGHT HALF")
    ):
        return -12
    return -6 if name.startswith("GREEK ") or unicodedata.category(char) == "Sm" else -2


@lru_cache(maxsize=50_000)  # what strangers send decides how many there are
def _fitting(char: str, before: str, behind: str) -> int:
    """Return what its neighbours say about a character."""
    if not _is_letter(char):
        return -8 if _is_letter(before) and _is_letter(behind) and char not in _WITHIN_WORDS else 0
    if not _is_letter(before) and not _is_letter(behind):
        return -3
    odd = (char.isupper() and _is_letter(before) and before.islower()) or (char.islower() and behind.isupper())
    return -8 if odd else 0


def _is_letter(char: str) -> bool:
    return char.isalpha() and char not in "ªºµ"
